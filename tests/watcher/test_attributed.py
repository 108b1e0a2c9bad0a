"""Who, to whom and when: folders, pattern, sidecar, roster, and which of them wins."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import CoachError
from coach.settings import Settings
from coach.watcher.attributed import Attributor, attributor, from_folders, from_sidecar

if TYPE_CHECKING:
    from pathlib import Path

LEVELS = ("rep", "prospect")


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("call.wav", {}),
        ("dana/call.wav", {"rep": "dana"}),
        ("dana/acme/call.wav", {"rep": "dana", "prospect": "acme"}),
        ("dana/acme/old/call.wav", {"rep": "dana", "prospect": "acme"}),
        ("2026-11/call.wav", {}),
        ("2026-11-20/acme/call.wav", {"prospect": "acme"}),
        ("20261120/call.wav", {}),
        ("007/call.wav", {}),
    ],
)
def test_folders_name_reps_and_prospects_but_days_name_nobody(
    path: str, named: dict[str, str]
) -> None:
    assert from_folders(path, LEVELS) == named


def make(tmp_path: Path, **settings: Any) -> Attributor:
    made = Settings(out=tmp_path / "o", home=tmp_path / "h", timezone="UTC", **settings)
    return attributor(str(tmp_path / "in"), tmp_path / "in", made, LEVELS)


def drop(tmp_path: Path, path: str, sidecar: object = None) -> None:
    place = tmp_path / "in" / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("x")
    if sidecar is not None:
        place.with_name(place.name + ".json").write_text(json.dumps(sidecar))


def test_later_sources_win(tmp_path: Path) -> None:
    drop(tmp_path, "folder/acme/2026-11-20 1504.wav", {"rep": "sidecar", "prospect": "side"})
    roster = tmp_path / "roster.csv"
    path = "folder/acme/2026-11-20 1504.wav"
    pattern = r"/(?P<recorded_at>\d{4}-\d\d-\d\d \d{4})"
    got = make(tmp_path, rep="option", rep_company="Brightline", pattern=pattern)
    one = got.attribute(path)
    assert (one.rep, one.prospect, one.rep_company) == ("sidecar", "side", "Brightline")
    assert one.recorded_at_source == "pattern"
    assert one.guessed == ("recorded_at",)
    roster.write_text(f"path,rep,recorded_at\nin/{path},roster,2026-11-21T10:00\n")
    one = make(tmp_path, rep="option", roster=roster, pattern=pattern).attribute(path)
    assert (one.rep, one.prospect, one.recorded_at_source) == ("roster", "side", "roster")
    assert one.path == str(tmp_path / "in" / path)


def test_a_sidecar_tells_the_time_in_its_own_zone(tmp_path: Path) -> None:
    told = {"recorded_at": "2026-11-20T15:04", "timezone": "America/New_York", "odd": "x"}
    drop(tmp_path, "call.wav", told)
    one = make(tmp_path).attribute("call.wav")
    assert one.recorded_at
    assert one.recorded_at.isoformat() == "2026-11-20T15:04:00-05:00"
    assert one.recorded_at_source == "sidecar"


@pytest.mark.parametrize("content", [b"{", b"[1]", b"\xff\xfe{}", b"[" * 60_000, b" " * 70_000])
def test_a_sidecar_that_is_none_is_said_to_be(content: bytes) -> None:
    with pytest.raises(CoachError, match="sidecar"):
        from_sidecar(content, "call.wav.json")


@given(st.dictionaries(st.text(), st.none() | st.integers() | st.text() | st.lists(st.text())))
def test_a_sidecar_gives_only_known_short_text(told: dict[str, Any]) -> None:
    found = from_sidecar(json.dumps({**told, "rep": "x" * 500, "path": "/etc"}).encode(), "s")
    assert set(found) <= {"rep", "prospect", "recorded_at"} | set(told)
    assert found["rep"] == "x" * 200
    assert "path" not in found


def test_a_roster_is_read_again_when_it_changes(tmp_path: Path) -> None:
    drop(tmp_path, "call.wav")
    roster = tmp_path / "roster.csv"
    roster.write_text("path,prospect\ncall.wav,Acme\n")
    got = make(tmp_path, roster=roster)
    assert got.attribute("call.wav").prospect == "Acme"
    roster.write_text("path,prospect\ncall.wav,Bright and Co\n")
    assert got.refresh() is None
    assert got.attribute("call.wav").prospect == "Bright and Co"
    roster.write_text("no header here\n")
    assert "not read again" in (got.refresh() or "")
    assert got.attribute("call.wav").prospect == "Bright and Co"
