"""`coach script`: drafts in, lines, pages and exit statuses out."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema
import pytest

from coach import cli, contract, service
from coach.errors import ExitCode
from coach.meaning import Meaning

GOOD = (
    "Hi Sam, this is Dana Fletcher from Marlow Bridge. I saw you opened a second depot in Leeds. "
    "We cut the time drivers wait at the gate by a third. My number is 212 555 0143."
)
OTHER = "Hello Sam, Dana again. I'd love to pick your brain about our world-class solutions."
HEAVY = {"faster_whisper", "ctranslate2", "librosa", "pandas", "av", "pebble", "sklearn", "scipy"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "one.txt").write_text(GOOD)
    (tmp_path / "two.md").write_text(OTHER)
    (tmp_path / "empty.txt").write_text("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COACH_CACHE", str(tmp_path / "cache"))
    return tmp_path


def objects(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    for one in lines:
        jsonschema.validate(one, contract.schema(), cls=jsonschema.Draft202012Validator)
    return lines


def test_a_draft_shows_its_score_what_to_change_and_its_page(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["script", "one.txt"]) == ExitCode.OK
    out = capsys.readouterr().out
    assert "one.txt" in out
    assert "1. " in out
    assert "You could say: " in out
    page = Path(out.splitlines()[-1])
    assert page.parent.name == "reports"
    assert "second depot" in page.read_text()


def test_drafts_are_a_sequence_in_the_order_given(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["script", "one.txt", "two.md", "one.txt", "--json"]) == ExitCode.OK
    one, two, again = objects(capsys)
    assert [o["recording"]["attempt"] for o in (one, two, again)] == [1, 2, 3]
    assert one["measurements"]["sameness"]["value"] is None
    assert two["measurements"]["sameness"]["value"] < 0.6
    assert again["measurements"]["sameness"]["value"] == 1.0
    assert len({o["report"] for o in (one, two, again)}) == 3
    for made in (one, two, again):
        assert (folder / "reports" / made["report"]).is_file()


def test_a_draft_that_cannot_be_judged_leaves_the_others(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = ["empty.txt", "one.txt", "none.txt", "two.md"]
    assert cli.run(["script", *paths, "--json"]) == ExitCode.SOME_FAILED
    made = objects(capsys)
    assert [o["recording"]["path"] for o in made] == paths
    assert [o["status"] for o in made] == ["failed", "scored", "failed", "scored"]
    assert [o["kind"] for o in made] == ["draft"] * 4
    assert [made[k]["error"]["kind"] for k in (0, 2)] == ["no_speech", "not_found"]
    assert made[3]["recording"]["attempt"] == 2


def test_failures_are_one_sentence_each(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["script", "empty.txt"]) == ExitCode.SOME_FAILED
    assert capsys.readouterr().out == (
        "Not judged: empty.txt: The draft is empty: there is nothing to say.\n"
    )
    assert cli.run(["script", "empty.txt", "--quiet"]) == ExitCode.SOME_FAILED
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Not judged: ")


def test_quiet_prints_the_pages_only(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["script", "one.txt", "two.md", "--quiet"]) == ExitCode.OK
    out, err = capsys.readouterr()
    assert err == ""
    assert [Path(line).is_file() for line in out.splitlines()] == [True, True]


def test_standard_input(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = SimpleNamespace(buffer=io.BytesIO(GOOD.encode()), isatty=lambda: False)
    monkeypatch.setattr("sys.stdin", typed)
    assert cli.run(["script", "-", "--json", "--rep", "Dana", "--prospect", "Sam"]) == ExitCode.OK
    (made,) = objects(capsys)
    assert made["recording"]["path"] == "-"
    assert (made["recording"]["rep"], made["recording"]["prospect"]) == ("Dana", "Sam")
    assert made["transcript"]["text"] == GOOD


def test_an_edited_draft_keeps_its_page_and_nothing_else_is_kept(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.run(["script", "one.txt", "--quiet"])
    first = capsys.readouterr().out
    (folder / "one.txt").write_text(OTHER)
    cli.run(["script", "one.txt", "--quiet"])
    assert capsys.readouterr().out == first
    assert len(list((folder / "reports").iterdir())) == 1
    kept = [path for path in (folder / "home").rglob("*") if path.is_file()]
    assert kept == []


@pytest.fixture
def stored(coach_with: Any, calls: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Two messages to Sam in the history, read by the real sentence model."""
    monkeypatch.setattr(service, "Meaning", Meaning)
    coach, _ = coach_with(prospect="Sam", rep="Dana")
    list(coach.score(calls(a=GOOD, b=OTHER)))
    return coach


@pytest.mark.parametrize("whom", [["SAM"], ["Sam", "--prospect-company", "Acme"]])
def test_drafts_go_on_from_the_prospects_stored_messages(
    stored: Any, folder: Path, whom: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = stored.kept()
    (folder / "new.txt").write_text("Sam, are you hiring welders for the night shift in spring?")
    given = ["script", "one.txt", "new.txt", "--json", "--prospect", *whom]
    assert cli.run(given) == ExitCode.OK
    one, new = objects(capsys)
    assert [made["recording"]["attempt"] for made in (one, new)] == [3, 4]
    assert one["measurements"]["sameness"]["value"] == 1.0
    assert one["measurements"]["sameness.attempt"]["value"] == 1
    assert new["measurements"]["sameness"]["value"] < 0.6
    assert "3 of 4" in (folder / "reports" / one["report"]).read_text()
    assert stored.kept() == before


def test_one_draft_is_the_next_attempt(stored: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["script", "two.md", "--json", "--prospect", "Sam"]) == ExitCode.OK
    (made,) = objects(capsys)
    assert made["recording"]["attempt"] == 3
    assert made["measurements"]["sameness.attempt"]["value"] == 2


@pytest.mark.parametrize("whom", [[], ["--prospect", "Robin"]], ids=["nobody", "somebody else"])
def test_stored_messages_to_others_do_not_count(
    stored: Any, whom: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["script", "one.txt", "--json", *whom]) == ExitCode.OK
    (made,) = objects(capsys)
    assert made["recording"]["attempt"] is None
    assert made["measurements"]["sameness"]["value"] is None


def test_a_history_that_cannot_be_read_costs_no_draft(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "home").mkdir()
    (folder / "home" / "history.sqlite3").write_bytes(b"no history" * 1_000)
    assert cli.run(["script", "one.txt", "--json", "--prospect", "Sam"]) == ExitCode.OK
    (made,) = objects(capsys)
    assert any("is damaged" in told for told in made["warnings"])
    assert made["recording"]["attempt"] is None


@pytest.mark.parametrize(
    "arguments",
    [
        ["script"],
        ["script", "one.txt", "--no-such-option"],
        ["script", "one.txt", "--playbook", "nosuch"],
        ["script", "one.txt", "--region", "XX"],
        ["script", "-", "-"],
    ],
)
def test_wrong_usage_is_two(
    arguments: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(arguments) == ExitCode.USAGE
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    assert not (folder / "reports").exists()


def test_options_come_from_environment_and_file(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "coach.toml").write_text('rep = "file"\nprospect = "file"\nmax-mb = 5\n')
    monkeypatch.setenv("COACH_REP", "environment")
    cli.run(["script", "one.txt", "--json"])
    (made,) = objects(capsys)
    assert (made["recording"]["rep"], made["recording"]["prospect"]) == ("environment", "file")


def test_the_command_loads_nothing_of_the_recogniser(folder: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "coach", "script", "one.txt"]
    environment = {**os.environ, "PYTHONPATH": str(Path(cli.__file__).parent.parent)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    timed = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in timed}
    assert {"coach", "onnxruntime"} <= loaded
    assert not loaded & HEAVY


def test_an_error_of_our_own_costs_one_draft(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from coach.drafts import sequence

    real = sequence.read_draft

    def broken(location: str, blanks: Any) -> Any:
        if location == "two.md":
            raise ZeroDivisionError("oops")
        return real(location, blanks)

    monkeypatch.setattr(sequence, "read_draft", broken)
    assert cli.run(["script", "two.md", "one.txt", "--json"]) == ExitCode.SOME_FAILED
    made = objects(capsys)
    assert made[0]["error"]["kind"] == "internal"
    assert made[1]["status"] == "scored"
