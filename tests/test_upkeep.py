"""Commands on what was scored before, from the command line."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from fakes import OTHER, PITCH

from coach import contract
from coach.cli import run
from coach.errors import ExitCode
from coach.recordings import recording
from coach.service import outcome_object

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def coach(
    coach_with: Any, calls: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., int]:
    """Score two calls; then run commands on that home."""
    monkeypatch.chdir(tmp_path)
    made, _ = coach_with(prospect="Sam", rep="Dana", pattern=r"/(?P<segment>\w)\.wav")
    list(made.score(calls(a=PITCH, b=OTHER)))
    folders = ["--home", str(tmp_path / "home"), "--out", str(tmp_path / "out")]

    def command(name: str, *arguments: str) -> int:
        given = folders[:2] if name == "backup" else folders
        return run([name, *arguments, *given])

    return command


def kept(coach_with: Any) -> Any:
    return coach_with()[0].kept()


def test_rescoring_prints_what_scoring_printed(
    coach: Any, coach_with: Any, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    again, _ = coach_with(prospect="Sam", rep="Dana", pattern=r"/(?P<segment>\w)\.wav")
    given = [recording(str(tmp_path / "calls" / name)) for name in ("a.wav", "b.wav")]
    lines = {contract.line(outcome_object(one)) for one in again.score(given)}
    assert coach("rescore", "--json") == ExitCode.OK
    assert set(capsys.readouterr().out.splitlines()) == lines


def test_some_messages_are_rescored_under_another_playbook(
    coach: Any, coach_with: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    page = kept(coach_with)[0].page
    assert coach("rescore", page, "1", "--playbook", "short", "--json") == ExitCode.OK
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["versions"]["playbook"].startswith("short@")


def test_a_folder_names_its_messages(coach: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert coach("rescore", "calls", "--json") == ExitCode.OK
    assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.parametrize("name", ["99", "nosuch.html", "nowhere/a.wav", "", "#", "1; DROP TABLE"])
def test_a_name_without_a_message_is_one_sentence(
    coach: Any, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert coach("outcome", name, "meeting") == ExitCode.USAGE
    assert capsys.readouterr().err.count("\n") == 1


def test_a_name_of_several_messages_is_refused_where_one_is_meant(
    coach: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert coach("assign", "calls", "--rep", "Lee") == ExitCode.USAGE
    assert "names 2 messages (" in capsys.readouterr().err


def test_assign_outcome_and_correct_keep_what_is_said(coach: Any, coach_with: Any) -> None:
    assert coach("assign", "calls/a.wav", "--prospect", "Robin", "--by", "lee") == ExitCode.OK
    assert coach("assign", "1", "--recorded-at", "2026-11-20T15:04", "--rep", "") == ExitCode.OK
    assert coach("outcome", "1", "Called back") == ExitCode.OK
    row = ["--row", "who", "--verdict", "watch", "--note", "heard it", "--by", "lee"]
    assert coach("correct", "1", *row) == ExitCode.OK
    one = next(one for one in kept(coach_with) if one.id == 1)
    assert (one.recording.prospect, one.recording.rep) == ("Robin", None)
    assert one.recording.recorded_at.isoformat().startswith("2026-11-20T15:04")
    assert one.recording.outcome == "called_back"
    assert (one.finding("who").verdict, one.finding("who").by) == ("watch", "lee")
    assert "recorded_at" not in one.guessed


@pytest.mark.parametrize(
    "arguments",
    [
        ("assign", "1"),
        ("outcome", "1", "bought it"),
        ("correct", "1", "--note", "x"),
        ("correct", "1", "--row", "who", "--verdict", "pass"),
        ("forget",),
        ("forget", "1", "--rep", "Dana"),
    ],
)
def test_what_says_too_little_is_a_usage_error(coach: Any, arguments: tuple[str, ...]) -> None:
    assert coach(*arguments) == ExitCode.USAGE


def test_a_backup_has_everything(coach: Any, tmp_path: Path) -> None:
    assert coach("backup", "kept/backup.zip") == ExitCode.OK
    with zipfile.ZipFile(tmp_path / "kept" / "backup.zip") as archive:
        names = archive.namelist()
    assert names[0] == "history.sqlite3"
    assert len([name for name in names if name.endswith(".flac")]) == 2


def test_forgetting_says_how_much(
    coach: Any, coach_with: Any, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert coach("forget", "calls/a.wav") == ExitCode.OK
    assert capsys.readouterr().out == "Forgot 1 message.\n"
    assert coach("forget", "--prospect", "SAM") == ExitCode.OK
    assert kept(coach_with) == ()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["index.html"]
    assert coach("forget", "--rep", "nobody") == ExitCode.OK
    assert capsys.readouterr().out.endswith("Forgot 0 messages.\n")


def test_old_sound_goes_and_the_words_stay(coach: Any, coach_with: Any, tmp_path: Path) -> None:
    coach("assign", "1", "--recorded-at", "2020-01-01T10:00")
    assert coach("forget", "--audio-older-than", "30") == ExitCode.OK
    old, new = kept(coach_with)
    made, _ = coach_with()
    assert (made.sound(old), made.sound(new)) == (None, b"sound")
    assert old.text == PITCH
    assert "base64,c291bmQ" not in (tmp_path / "out" / old.page).read_text()
    assert list(made.rescore())


def test_old_words_go_and_the_figures_stay(coach: Any, coach_with: Any, tmp_path: Path) -> None:
    before = kept(coach_with)[0]
    coach("assign", "1", "--recorded-at", "2020-01-01T10:00")
    assert coach("forget", "--text-older-than", "30") == ExitCode.OK
    old, new = kept(coach_with)
    assert (old.text, old.page, new.text) == ("", None, OTHER)
    assert old.measured("length").value == before.measured("length").value
    texts = b"".join(p.read_bytes() for p in tmp_path.glob("home/**/*") if p.is_file())
    assert b"drivers wait at the gate" not in texts
    assert b"welders" in texts
    assert len(list(coach_with()[0].rescore())) == 1
