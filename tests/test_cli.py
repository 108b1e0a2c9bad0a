"""Arguments in, lines and exit statuses out; the work itself is a fake's."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from fakes import OTHER, PITCH, FakeExecutor
from typer.main import get_command

from coach import cli, indexing, options, service
from coach.errors import ExitCode, MissingError
from coach.records import Failure

if TYPE_CHECKING:
    from pathlib import Path

    from coach.executors import Executor


@pytest.fixture
def folder(weights: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two messages, a failure and a text; commands run in it with a fake worker."""
    calls = tmp_path / "calls"
    calls.mkdir()
    (calls / "b.wav").write_text(PITCH)
    (calls / "a.mp3").write_text(OTHER)
    (calls / "c.wav").write_text("NO_SPEECH")
    (calls / "notes.txt").write_text("no recording")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(service, "PoolExecutor", lambda workers: FakeExecutor())
    return calls


def test_score_prints_a_table_and_where_the_index_is(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["score", "calls", "--rep", "Dana"]) == ExitCode.SOME_FAILED
    out, err = capsys.readouterr()
    assert out.rstrip().endswith("reports/index.html")
    assert "Dana" in out
    assert "Not scored: calls/c.wav: A fake failure." in out
    assert "Passed over 1 file" in err


def test_json_lines_and_nothing_else(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["score", "calls/b.wav", "calls", "--json"]) == ExitCode.SOME_FAILED
    out, _ = capsys.readouterr()
    objects = [json.loads(line) for line in out.splitlines()]
    paths = [one["recording"]["path"] for one in objects]
    assert paths == ["calls/b.wav", "calls/a.mp3", "calls/b.wav", "calls/c.wav"]
    assert objects[0] == objects[2]
    assert objects[3]["error"]["kind"] == "no_speech"


def test_quiet_prints_where_the_index_is_only(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["score", "calls/a.mp3", "--quiet"]) == ExitCode.OK
    assert capsys.readouterr() == ("reports/index.html\n", "")


def test_a_missing_path_fails_that_path_only(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["score", "calls/a.mp3", "calls/none.wav", "--json"]) == ExitCode.SOME_FAILED
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["status"] for line in lines] == ["scored", "failed"]
    assert json.loads(lines[1])["error"]["kind"] == "not_found"


def test_nothing_to_score_is_no_failure(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder.parent / "empty").mkdir()
    assert cli.run(["score", "empty"]) == ExitCode.OK
    assert "no recordings" in capsys.readouterr().err


def test_batch_writes_a_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "d.wav").write_text(PITCH)
    assert cli.run(["batch", "calls", "--prospect", "=cmd()"]) == ExitCode.SOME_FAILED
    header, *rows = (folder.parent / "reports" / "messages.csv").read_text().splitlines()
    assert "length (s)" in header
    assert "verdict.length" in header
    assert len(rows) == 4
    assert rows[0].startswith("calls/a.mp3,,'=cmd()")


@pytest.mark.parametrize("name", ["=cmd()", "\uff1dcmd()", "@SUM(A1)", "+1"])
def test_what_a_spreadsheet_would_run_is_text_in_the_table(folder: Path, name: str) -> None:
    cli.run(["batch", "calls", "--prospect", name])
    _, *rows = (folder.parent / "reports" / "messages.csv").read_text(encoding="utf-8").splitlines()
    assert all(row.split(",")[2] == f"'{name}" for row in rows)


def test_batch_names_rows_and_recordings_that_have_no_match(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = ["path,rep", "calls/a.mp3,Dana", *(f"gone/{n}.wav,Dana" for n in range(5))]
    (folder.parent / "r.csv").write_text("\n".join(rows))
    assert cli.run(["batch", "calls", "--roster", "r.csv"]) == ExitCode.SOME_FAILED
    err = capsys.readouterr().err
    named = "line 3 (gone/0.wav), line 4 (gone/1.wav), line 5 (gone/2.wav) and 2 more."
    assert f"r.csv: 5 rows name no recording here: {named}" in err
    assert "r.csv: 2 recordings have no row: calls/b.wav, calls/c.wav." in err
    cli.run(["score", "calls/a.mp3", "--roster", "r.csv"])
    assert "no recording here" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["score"],
        ["score", "x.wav", "--no-such-option"],
        ["score", "x.wav", "--jobs", "0"],
        ["score", "x.wav", "--max-minutes", "many"],
        ["score", "x.wav", "--playbook", "nosuch"],
        ["score", "x.wav", "--roster", "nosuch.csv"],
        ["score", "x.wav", "--timezone", "Nowhere/Land"],
        ["--config", "nosuch.toml", "score", "x.wav"],
    ],
)
def test_wrong_usage_is_two(
    arguments: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(arguments) == ExitCode.USAGE
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err


def test_a_missing_model_is_three(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def find(name: str, cache: Path) -> Any:
        raise MissingError("The model nosuch is not here.")

    monkeypatch.setattr(service, "find", find)
    assert cli.run(["score", "calls"]) == ExitCode.MISSING
    assert capsys.readouterr().err == "The model nosuch is not here.\n"


def test_an_interrupt_is_one_hundred_and_thirty(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(self: Executor, *arguments: object) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(FakeExecutor, "run", interrupted)
    assert cli.run(["score", "calls"]) == ExitCode.INTERRUPTED
    assert "Traceback" not in capsys.readouterr().err


def test_an_error_of_our_own_is_one_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*arguments: object) -> Any:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(indexing, "index_view", broken)
    assert cli.run(["score", "calls/a.mp3"]) == ExitCode.SOME_FAILED
    assert capsys.readouterr().err.count("\n") == 1


def test_flags_win_over_environment_over_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def scored_by() -> tuple[str, str]:
        cli.run([*flags, "--json"])
        recording = json.loads(capsys.readouterr().out)["recording"]
        return recording["rep"], recording["prospect"]

    (folder.parent / "coach.toml").write_text('rep = "file"\nprospect = "file"\nmax-mb = 5\n')
    flags = ["score", "calls/a.mp3"]
    assert scored_by() == ("file", "file")
    monkeypatch.setenv("COACH_REP", "environment")
    assert scored_by() == ("environment", "file")
    flags += ["--rep", "flag"]
    assert scored_by() == ("flag", "file")


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--version"]) == ExitCode.OK
    assert capsys.readouterr().out.startswith("coach ")


def test_python_dash_m_coach_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "coach", "--help"], capture_output=True, check=True
    )
    assert b"score" in done.stdout


def test_failures_are_told_apart_from_messages(folder: Path) -> None:
    coach = service.Coach(service.Settings(out=folder / "o", home=folder / "h"))
    outcomes = list(coach.score([cli_recording(folder / "c.wav")]))
    assert [isinstance(outcome, Failure) for outcome in outcomes] == [True]


def cli_recording(path: Path) -> Any:
    """A recording as the command line makes it."""
    from coach.recordings import recording

    return recording(str(path))


def test_a_history_among_the_recordings_is_unsafe(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["score", "calls", "--home", "calls/home"]) == ExitCode.UNSAFE
    assert capsys.readouterr().err.count("\n") == 1


def test_a_history_left_among_recordings_is_never_scored(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = folder / "old"
    (old / "heard").mkdir(parents=True)
    (old / ".coach-history").touch()
    (old / "heard" / "x.flac").write_text(PITCH)
    cli.run(["score", "calls", "--json"])
    paths = [json.loads(line)["recording"]["path"] for line in capsys.readouterr().out.splitlines()]
    assert paths == ["calls/a.mp3", "calls/b.wav", "calls/c.wav"]


@pytest.mark.parametrize("text", ['modell = "x"', '[score]\nmodel = "x"'])
def test_a_settings_file_with_a_slip_is_told(
    text: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder.parent / "coach.toml").write_text(text)
    assert cli.run(["score", "calls"]) == ExitCode.USAGE
    assert "coach.toml" in capsys.readouterr().err


def test_quiet_still_tells_what_failed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["score", "calls/c.wav", "--quiet"]) == ExitCode.SOME_FAILED
    assert "Not scored" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--region", "QQ"], ["--language", "xx"]])
def test_places_and_languages_nobody_has_are_told(
    arguments: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["score", "calls", *arguments]) == ExitCode.USAGE
    assert arguments[1] in capsys.readouterr().err


def test_a_limit_holds_for_what_was_heard_before(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["score", "calls/a.mp3", "--json"]) == ExitCode.OK
    assert cli.run(["score", "calls/a.mp3", "--json", "--max-minutes", "0.05"]) == 1
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert last["error"]["kind"] == "too_long"


def test_every_flag_of_every_command_can_stand_in_a_file(tmp_path: Path) -> None:
    group = get_command(cli.app)
    for name, command in group.commands.items():  # type: ignore[attr-defined]  # it is a group
        flags = cli._flags(command)
        assert flags, name
        for flag, own in flags.items():
            (tmp_path / "coach.toml").write_text(f"{flag.replace('_', '-')} = 1\n")
            found = options.file_options(tmp_path / "coach.toml", flags)
            assert found == {flag: 1}
            assert own in {option.name for option in command.params}
    assert {"settle", "on_scored", "leave"} <= set(cli._flags(group.commands["watch"]))  # type: ignore[attr-defined]  # it is a group


def test_a_file_may_set_what_only_one_command_has(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "c.toml").write_text("settle = 3.0\nport = 8770\n")
    assert cli.run(["--config", str(tmp_path / "c.toml"), "watch", str(tmp_path / "no")]) == 2
    assert "no option" not in capsys.readouterr().err
