"""Outcomes in order, as many as recordings; sequences, pages and history around them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from fakes import OTHER, PITCH
from markupsafe import escape

from coach import contract, reviewing
from coach.errors import CoachError, ExitCode, UsageError
from coach.recordings import recording
from coach.records import Failure
from coach.service import outcome_object

if TYPE_CHECKING:
    from pathlib import Path

    from coach.service import Scored


def test_outcomes_come_in_the_order_given_and_none_is_lost(coach_with: Any, calls: Any) -> None:
    coach, _ = coach_with()
    given = calls(a=PITCH, b="NO_SPEECH", c=OTHER, d="WORKER_DIED", e="BUG")
    outcomes = list(coach.score([*given, recording("/nowhere/f.wav")]))
    assert [outcome.recording.path for outcome in outcomes] == [
        *(one.path for one in given),
        "/nowhere/f.wav",
    ]
    kinds = [outcome.kind if isinstance(outcome, Failure) else "" for outcome in outcomes]
    assert kinds == ["", "no_speech", "", "worker_died", "internal", "not_found"]


def test_every_object_obeys_the_schema(coach_with: Any, calls: Any) -> None:
    coach, _ = coach_with(prospect="Sam", rep="Dana")
    validator = jsonschema.Draft202012Validator(contract.schema())
    for outcome in coach.score(calls(a=PITCH, b="TRUNCATED", c=OTHER)):
        validator.validate(outcome_object(outcome))


def test_a_second_run_transcribes_nothing_and_says_the_same(coach_with: Any, calls: Any) -> None:
    given = calls(a=PITCH, b=OTHER)
    coach, executor = coach_with()
    first = [contract.line(outcome_object(outcome)) for outcome in coach.score(given)]
    again, idle = coach_with()
    second = [contract.line(outcome_object(outcome)) for outcome in again.score(given)]
    assert (first, len(executor.asked), idle.asked) == (second, 2, [])


def test_one_content_is_heard_once_for_five_prospects(
    coach_with: Any, calls: Any, tmp_path: Path
) -> None:
    names = ("a", "b", "c", "d", "e")
    given = calls(**dict.fromkeys(names, PITCH))
    roster = tmp_path / "roster.csv"
    lines = [f"calls/{name}.wav,Prospect {name},2026-11-0{i + 1}" for i, name in enumerate(names)]
    roster.write_text("path,prospect,recorded_at\n" + "\n".join(lines))
    coach, executor = coach_with(roster=roster)
    outcomes = list(coach.score(given))
    assert len(executor.asked) == 1
    assert len({outcome.page for outcome in outcomes}) == 5
    assert [outcome.review.attempt for outcome in outcomes] == [1] * 5


def _sequence(coach_with: Any, calls: Any, tmp_path: Path, order: str) -> dict[str, Scored]:
    texts = {"first": PITCH, "second": PITCH + " bye", "third": OTHER}
    given = calls(**texts)
    roster = tmp_path / "roster.csv"
    roster.write_text(
        "path,rep,prospect,recorded_at\n"
        "calls/first.wav,Dana,Sam,2026-11-02T10:00\n"
        "calls/second.wav,Dana,SAM,2026-11-05T10:00\n"
        "calls/third.wav,Dana,Sam,2026-11-09T10:00\n"
    )
    coach, _ = coach_with(roster=roster)
    by_name = dict(zip(texts, given, strict=True))
    names = {"f": "first", "s": "second", "t": "third"}
    chosen = [by_name[names[letter]] for letter in order]
    return dict(zip(order, coach.score(chosen), strict=True))


@pytest.mark.parametrize("order", ["fst", "tsf", "stf"])
def test_attempts_follow_time_whatever_the_order(
    order: str, coach_with: Any, calls: Any, tmp_path: Path
) -> None:
    scored = _sequence(coach_with, calls, tmp_path, order)
    assert [scored[letter].review.attempt for letter in "fst"] == [1, 2, 3]
    likeness = [scored[letter].review.measured("sameness") for letter in "fst"]
    assert likeness[0].value is None
    assert "first message" in likeness[0].reason
    assert likeness[1].value > 0.9
    assert likeness[2].value < 0.55


def test_an_early_page_links_to_the_attempts_after_it(
    coach_with: Any, calls: Any, tmp_path: Path
) -> None:
    scored = _sequence(coach_with, calls, tmp_path, "fst")
    page = (tmp_path / "out" / scored["f"].page).read_text()
    assert scored["t"].page in page
    assert scored["s"].page in page


def test_the_same_message_twice_is_the_same_object(coach_with: Any, calls: Any) -> None:
    coach, executor = coach_with(prospect="Sam")
    (one,) = calls(a=PITCH)
    first, second = (contract.line(outcome_object(o)) for o in coach.score([one, one]))
    assert first == second
    assert len(executor.asked) == 1


def test_limits_and_rights_are_told_before_anything_is_opened(
    coach_with: Any, calls: Any, tmp_path: Path
) -> None:
    coach, executor = coach_with(max_mb=0.0001)
    given = calls(a=PITCH)
    (tmp_path / "folder.wav").mkdir()
    outcomes = list(coach.score([*given, recording(str(tmp_path / "folder.wav"))]))
    assert [outcome.kind for outcome in outcomes] == ["too_large", "not_audio"]
    assert executor.asked == []


def test_hostile_names_end_in_safe_pages(coach_with: Any, calls: Any, tmp_path: Path) -> None:
    coach, _ = coach_with(prospect='../../<script>alert(1)</script>"\n', rep="<b>")
    (scored,) = coach.score(calls(a=PITCH))
    assert scored.page.startswith("script-alert-1-script-")
    assert (tmp_path / "out" / scored.page).is_file()
    assert "<script>alert(1)" not in (tmp_path / "out" / "index.html").read_text()


def test_a_file_that_changes_while_it_is_read_is_not_scored(
    coach_with: Any, calls: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    coach, executor = coach_with()
    answer = executor._answer
    monkeypatch.setattr(
        executor,
        "_answer",
        lambda task: replace(answer(task), speech=replace(answer(task).speech, sha256="f" * 64)),
    )
    (outcome,) = coach.score(calls(a=PITCH))
    assert outcome.kind == "unreadable"


def test_stopping_early_still_leaves_an_index(coach_with: Any, calls: Any, tmp_path: Path) -> None:
    coach, _ = coach_with()
    outcomes = coach.score(calls(a=PITCH, b=OTHER))
    first = next(outcomes)
    outcomes.close()
    assert first.page in (tmp_path / "out" / "index.html").read_text()


def test_an_unwritable_folder_is_one_sentence(coach_with: Any, calls: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    coach, _ = coach_with(out=tmp_path / "file" / "out")
    with pytest.raises(CoachError, match="--out") as raised:
        list(coach.score(calls(a=PITCH)))
    assert raised.value.exit_code == ExitCode.USAGE


def test_wrong_settings_are_told_before_any_work(coach_with: Any, tmp_path: Path) -> None:
    for wrong in (
        {"playbook": "nosuch"},
        {"timezone": "Mars/Olympus"},
        {"pattern": "("},
        {"pattern": "no groups"},
        {"roster": tmp_path / "none.csv"},
    ):
        with pytest.raises(UsageError):
            coach_with(**wrong)


def test_an_error_of_our_own_costs_one_message(
    coach_with: Any, calls: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_all = reviewing.take_all

    def broken(subject: Any, *measures: Any) -> Any:
        if "welders" in subject.speech.transcript.text:
            raise ZeroDivisionError
        return take_all(subject, *measures)

    monkeypatch.setattr(reviewing, "take_all", broken)
    coach, _ = coach_with()
    kinds = [getattr(outcome, "kind", "scored") for outcome in coach.score(calls(a=OTHER, b=PITCH))]
    assert kinds == ["internal", "scored"]


def test_names_are_put_right_without_touching_what_is_stored(coach_with: Any, calls: Any) -> None:
    text = PITCH.replace("Brightline", "Bright line").replace("Dana", "Dayna")
    coach, _ = coach_with(rep="Dana Whitfield", rep_company="Brightline")
    (scored,) = coach.score(calls(a=text))
    assert "this is Dana from Brightline we" in scored.review.speech.transcript.text
    key = next(iter(coach.history.home.glob("heard/*/*.flac"))).stem
    stored = coach.history.hearings.speech(key)
    assert stored is not None
    assert stored.transcript.text == text


def test_what_is_said_is_judged_with_the_words_that_say_it(coach_with: Any, calls: Any) -> None:
    coach, _ = coach_with(rep="Dana Fletcher", rep_company="Brightline", prospect="Sam")
    (scored,) = coach.score(calls(a=PITCH))
    findings = {finding.id: finding for finding in scored.findings}
    assert (findings["who"].verdict, findings["addressed"].verdict) == ("pass", "pass")
    quote = findings["who"].evidence[0]
    assert "this is Dana" in quote.quote
    assert quote.start_s is not None
    assert quote.start_s < 3.0


def test_a_second_run_asks_no_sentence_model(
    coach_with: Any, calls: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = calls(a=PITCH, b=OTHER)
    first = [outcome.findings for outcome in coach_with()[0].score(given)]
    again, _ = coach_with()
    monkeypatch.setattr(type(again.finder.meaning), "vectors", None)
    assert [outcome.findings for outcome in again.score(given)] == first


def test_a_page_says_what_to_do_next_time(coach_with: Any, calls: Any, tmp_path: Path) -> None:
    coach, _ = coach_with(rep="Dana Fletcher", rep_company="Brightline")
    (scored,) = coach.score(calls(a=PITCH))
    assert 1 <= len(scored.steps) <= 3
    page = (tmp_path / "out" / scored.page).read_text()
    assert all(escape(step.advice) in page for step in scored.steps)


def test_a_wrong_cue_is_told_before_any_work(coach_with: Any, tmp_path: Path) -> None:
    (tmp_path / "home" / "cues").mkdir(parents=True)
    (tmp_path / "home" / "cues" / "nosuch.toml").write_text('examples = ["x"]')
    with pytest.raises(UsageError, match="nosuch"):
        coach_with()
