"""Hearings come back as they were kept, or not at all."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from spoken import say

from coach.errors import CoachError
from coach.history import History
from coach.records import Cut, Span

if TYPE_CHECKING:
    from pathlib import Path

KEY = History.key("0" * 64, "base|en|US")
SPEECH = replace(
    say("Hi Jos\u00e9, it's Dana \U0001f4de [0.8] call {212 555 0143} or {? 555 01}"),
    cuts=(Cut("greeting", 0.0, 0.5, 'She said "hello"\n\u2028'),),
    snr_db=None,
    warnings=("header says 30.0 s, 12.1 s decoded",),
    suspect_spans=(Span(1.0, 2.5),),
)


@pytest.fixture
def history(tmp_path: Path) -> History:
    made = History(tmp_path / "home")
    made.prepare()
    return made


def entries(history: History) -> dict[str, Path]:
    """Return the two files of one hearing: its words and its sound."""
    files = [path for path in (history.home / "heard").rglob("*") if path.is_file()]
    assert len(files) == 2
    return {"words" if path.suffix == ".json" else "sound": path for path in files}


def test_what_is_kept_comes_back_unchanged(history: History) -> None:
    history.keep(KEY, SPEECH, b"\x00sound\xff")
    assert history.known(KEY)
    assert history.speech(KEY) == SPEECH
    assert history.sound(KEY) == b"\x00sound\xff"


def test_what_was_never_kept_is_not_known(history: History) -> None:
    assert not history.known(KEY)
    assert history.speech(KEY) is None
    assert history.sound(KEY) is None


def test_a_hearing_kept_again_replaces_the_one_before(history: History) -> None:
    history.keep(KEY, SPEECH, b"one")
    history.keep(KEY, replace(SPEECH, duration_s=99.0), b"two")
    kept = history.speech(KEY)
    assert kept is not None
    assert (kept.duration_s, history.sound(KEY)) == (99.0, b"two")


def test_nothing_is_left_beside_what_is_kept(history: History) -> None:
    history.keep(KEY, SPEECH, b"sound")
    assert set(entries(history)) == {"words", "sound"}
    assert entries(history)["sound"].read_bytes() == b"sound"


def test_another_sound_model_language_or_region_is_another_hearing() -> None:
    keys = {
        History.key(content, identity)
        for content in ("0" * 64, "1" * 64)
        for identity in ("base|en|US", "tiny|en|US", "base|de|US", "base|en|GB")
    }
    assert len(keys) == 8
    assert all(key.isalnum() and key.isascii() for key in keys)


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes")
def test_the_folder_is_its_owners_only(history: History) -> None:
    history.keep(KEY, SPEECH, b"sound")
    assert stat.S_IMODE(history.home.stat().st_mode) == 0o700
    for path in entries(history).values():
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "spoil",
    [
        lambda whole: b"",
        lambda whole: whole[: len(whole) // 2],
        lambda whole: b"\xff" + whole,
        lambda whole: b"[]",
        lambda whole: whole.replace(b'"duration_s":', b'"duration":'),
        lambda whole: whole.replace(b'"kind":"greeting"', b'"kind":"song"'),
    ],
    ids=["empty", "half", "no text", "no object", "other fields", "unknown kind"],
)
def test_an_entry_that_cannot_be_read_is_as_good_as_none(history: History, spoil) -> None:
    history.keep(KEY, SPEECH, b"sound")
    entry = entries(history)["words"]
    whole = entry.read_bytes()
    entry.write_bytes(spoil(whole))
    assert entry.read_bytes() != whole
    assert history.speech(KEY) is None
    assert not history.known(KEY), "what cannot be read must be heard again, not fail for ever"
    history.keep(KEY, SPEECH, b"sound")
    assert history.speech(KEY) == SPEECH


@pytest.mark.parametrize("half", ["words", "sound"])
def test_half_an_entry_is_not_known(history: History, half: str) -> None:
    history.keep(KEY, SPEECH, b"sound")
    entries(history)[half].unlink()
    assert not history.known(KEY)


def test_a_write_that_fails_leaves_what_was_there(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.keep(KEY, SPEECH, b"sound")

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(CoachError, match="No space left on device"):
        history.keep(KEY, replace(SPEECH, duration_s=99.0), b"other")
    monkeypatch.undo()
    assert history.speech(KEY) == SPEECH
    assert set(entries(history)) == {"words", "sound"}


@pytest.mark.parametrize("inside", ["", "deeper/still"])
def test_a_folder_that_cannot_be_made_is_a_sentence_with_a_way_out(
    tmp_path: Path, inside: str
) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(CoachError, match=r"cannot be written .*use --home"):
        History(tmp_path / "file" / inside).prepare()


def test_a_folder_that_was_made_before_is_taken_as_it_is(history: History) -> None:
    history.keep(KEY, SPEECH, b"sound")
    history.prepare()
    assert history.speech(KEY) == SPEECH


def test_other_things_may_be_kept_beside_a_hearing(history: History) -> None:
    assert history.beside(KEY, "vectors.npy") is None
    history.keep_beside(KEY, "vectors.npy", b"one")
    history.keep_beside(KEY, "vectors.npy", b"two")
    assert history.beside(KEY, "vectors.npy") == b"two"
    assert not history.known(KEY)
