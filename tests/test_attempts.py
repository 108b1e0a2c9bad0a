"""Attempts across runs: numbered by time, judged with what came before, whoever asks when."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

import pytest
from fakes import OTHER, PITCH

from coach import contract
from coach.correction import Correction
from coach.errors import CoachError, UsageError
from coach.service import outcome_object

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

TEXTS = {"a": PITCH, "b": PITCH + " bye", "c": OTHER, "d": OTHER + " bye"}
ROSTER = """path,rep,prospect,prospect_company,recorded_at
calls/a.wav,Dana,Sam,,2026-11-02T10:00
calls/b.wav,Dana,SAM,,2026-11-05T10:00
calls/c.wav,Dana,Sam,,2026-11-09T10:00
calls/d.wav,Dana,Robin,Acme,2026-11-10T10:00
"""


@pytest.fixture
def scored(coach_with: Any, calls: Any, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Score some of the calls in a run of their own; gives objects by letter."""
    roster = tmp_path / "roster.csv"
    roster.write_text(ROSTER)
    given = dict(zip(TEXTS, calls(**TEXTS), strict=True))

    def score(letters: str, **settings: Any) -> dict[str, Any]:
        coach, _ = coach_with(roster=roster, **settings)
        outcomes = list(coach.score([given[letter] for letter in letters]))
        return {letter: outcome_object(one) for letter, one in zip(letters, outcomes, strict=True)}

    return score


def kept_of(coach_with: Any, **wanted: Any) -> Any:
    return coach_with()[0].kept(**wanted)


def test_attempts_are_counted_across_runs(scored: Any) -> None:
    numbers = [scored(letter)[letter]["recording"]["attempt"] for letter in "abcd"]
    assert numbers == [1, 2, 3, 1]


@pytest.mark.parametrize("runs", [["abcd"], ["a", "b", "c", "d"], ["dcba"], ["ab", "cd"]])
def test_objects_do_not_depend_on_batches_or_order(
    scored: Any, runs: Sequence[str], tmp_path: Path
) -> None:
    made: dict[str, str] = {}
    for run in runs:
        made |= {letter: contract.line(one) for letter, one in scored(run).items()}
    again = {letter: contract.line(one) for letter, one in scored("abcd").items()}
    assert made == again


@pytest.mark.parametrize("order", list(itertools.permutations("abc")))
def test_a_late_arrival_renumbers_and_rewrites_what_came_after(
    scored: Any, coach_with: Any, order: Sequence[str], tmp_path: Path
) -> None:
    for letter in order:
        scored(letter)
    coach, _ = coach_with()
    kept = coach.kept(prospect="sam")
    assert [one.attempt for one in kept] == [1, 2, 3]
    assert [one.recording.path[-5] for one in kept] == ["a", "b", "c"]
    sameness = [one.measured("sameness") for one in kept]
    assert sameness[0].value is None
    assert sameness[1].value > 0.9
    last = (tmp_path / "out" / kept[2].page).read_text()
    assert all(one.page in last for one in kept[:2])
    middle = (tmp_path / "out" / kept[1].page).read_text()
    assert kept[0].page in middle
    assert coach.history.messages.stale() == ()


def test_pages_are_rewritten_in_the_folder_where_they_were_written(
    scored: Any, coach_with: Any, tmp_path: Path
) -> None:
    scored("b", out=tmp_path / "elsewhere")
    before = {path: path.read_text() for path in (tmp_path / "elsewhere").glob("sam-*.html")}
    scored("a")
    ((path, text),) = before.items()
    assert path.read_text() != text
    assert not (tmp_path / "out" / path.name).exists()


def test_a_second_run_stores_nothing_twice(scored: Any, coach_with: Any) -> None:
    first = scored("abcd")
    assert scored("abcd") == first
    assert len(kept_of(coach_with)) == 4


def test_a_company_that_becomes_known_makes_no_second_message(
    scored: Any, coach_with: Any, tmp_path: Path
) -> None:
    scored("abcd")
    text = (tmp_path / "roster.csv").read_text()
    (tmp_path / "roster.csv").write_text(re.sub("(?i)sam,,", "Sam,Harbor Inc.,", text))
    scored("abcd")
    kept = kept_of(coach_with, prospect="Sam|harbor")
    assert [one.attempt for one in kept] == [1, 2, 3]
    assert len(kept_of(coach_with)) == 4


def test_kept_messages_are_found_by_name_time_and_id(scored: Any, coach_with: Any) -> None:
    scored("abcd")
    coach, _ = coach_with()
    whole = coach.kept()
    assert [one.recording.prospect for one in whole] == ["Sam", "SAM", "Sam", "Robin"]
    assert coach.kept(prospect="robin") == whole[3:]
    assert coach.kept(prospect="Robin|ACME Inc.") == whole[3:]
    assert coach.kept(prospect="rob") == ()
    assert coach.kept(rep="DANA") == whole
    assert coach.kept(since=whole[2].recording.recorded_at) == whole[2:]
    assert coach.kept(ids=[whole[1].id]) == whole[1:2]
    assert coach.sound(whole[0]) == b"sound"
    assert whole[0].text == PITCH
    assert whole[0].score is not None
    assert [f.id for f in whole[0].findings] == [row.id for row in coach.playbook.rows]


def test_rescoring_needs_no_model_and_says_the_same(
    scored: Any, coach_with: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = scored("abcd")
    coach, executor = coach_with()
    monkeypatch.setattr(type(coach.finder.meaning), "vectors", None)
    again = [outcome_object(one) for one in coach.rescore()]
    assert [contract.line(one) for one in again] == [contract.line(first[x]) for x in "abcd"]
    assert executor.asked == []


def test_assigning_moves_a_message_and_renumbers(scored: Any, coach_with: Any) -> None:
    scored("abcd")
    coach, _ = coach_with()
    first, *_ = coach.kept()
    coach.assign(first.id, {"prospect": "Robin", "prospect_company": "ACME"}, by="lee")
    assert [one.attempt for one in coach.kept(prospect="sam")] == [1, 2]
    robins = coach.kept(prospect="robin")
    assert [one.id for one in robins] == [first.id, 4]
    assert [one.attempt for one in robins] == [1, 2]
    assert scored("a")["a"]["recording"]["prospect"] == "Robin"
    assert len(coach.kept()) == 4


def test_assigning_a_time_reorders(scored: Any, coach_with: Any) -> None:
    scored("abc")
    coach, _ = coach_with()
    coach.assign(1, {"recorded_at": "2026-11-20T09:00"}, by="lee")
    assert [(one.id, one.attempt) for one in coach.kept()] == [(2, 1), (3, 2), (1, 3)]
    assert scored("a")["a"]["recording"]["attempt"] == 3


@pytest.mark.parametrize(
    "fields", [{"mood": "fine"}, {"recorded_at": "soon"}], ids=["field", "time"]
)
def test_what_cannot_be_assigned_is_refused(
    scored: Any, coach_with: Any, fields: dict[str, str]
) -> None:
    scored("a")
    with pytest.raises(UsageError):
        coach_with()[0].assign(1, fields, by="lee")
    with pytest.raises(UsageError, match="no message 9"):
        coach_with()[0].assign(9, {"rep": "Lee"}, by="lee")


def test_a_message_cannot_become_another_one(coach_with: Any, calls: Any, tmp_path: Path) -> None:
    one, other = calls(a=PITCH, b=PITCH)
    coach, _ = coach_with(pattern=r"/(?P<prospect>\w)\.wav", rep="Dana")
    list(coach.score([one, other]))
    first, second = coach.kept()
    at = first.recording.recorded_at.isoformat()
    with pytest.raises(CoachError, match="is what message"):
        coach.assign(second.id, {"prospect": first.recording.prospect, "recorded_at": at}, "lee")
    assert coach.kept() == (first, second)


def test_an_outcome_is_kept_and_survives(scored: Any, coach_with: Any) -> None:
    scored("ab")
    coach, _ = coach_with()
    coach.outcome(1, "called_back", by="lee")
    with pytest.raises(UsageError, match="no outcome"):
        coach.outcome(1, "bought a boat", by="lee")
    scored("ab")
    assert [one.recording.outcome for one in coach.kept()] == ["called_back", None]


def test_a_corrected_verdict_is_the_persons_and_survives(scored: Any, coach_with: Any) -> None:
    scored("a")
    coach, _ = coach_with()
    (before,) = coach.kept()
    other = "miss" if before.finding("who").verdict == "pass" else "pass"
    coach.correct(1, Correction(row="who", verdict=other, note="listen again", by="lee"))
    for _ in range(2):
        (now,) = coach.kept()
        finding = now.finding("who")
        assert (finding.verdict, finding.by, finding.reason) == (other, "lee", "listen again")
        (judged,) = coach.rescore()
        assert next(f for f in judged.findings if f.id == "who").by == "lee"
    assert next(f for f in scored("a")["a"]["findings"] if f["id"] == "who")["by"] == "lee"


def test_corrected_bounds_change_the_length(scored: Any, coach_with: Any) -> None:
    scored("a")
    coach, _ = coach_with()
    coach.correct(1, Correction(start_s=2.0, end_s=8.0, note="greeting", by="lee"))
    (now,) = coach.kept()
    assert now.measured("length").value == 6.0
    assert now.finding("length").by == "lee"
    assert now.text.split()[0] == PITCH.split()[3]


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"row": "who"},
        {"verdict": "pass"},
        {"row": "nosuch", "verdict": "pass"},
        {"row": "who", "verdict": "fine"},
        {"digits": "12"},
        {"digits": "2125550143"},
        {"start_s": 5.0, "end_s": 3.0},
        {"end_s": 9_000.0},
    ],
    ids=str,
)
def test_a_correction_that_says_nothing_possible_is_refused(
    scored: Any, coach_with: Any, wrong: dict[str, Any]
) -> None:
    scored("a")
    coach, _ = coach_with()
    with pytest.raises(UsageError):
        coach.correct(1, Correction(note="", by="lee", **wrong))
    assert coach.history.corrections.of([1]) == {}


def test_a_message_scored_anew_meanwhile_is_taken_as_it_is_now(
    scored: Any, coach_with: Any
) -> None:
    scored("ab")
    others = coach_with()[0].reviewer.others
    kept = kept_of(coach_with)
    before = [(one.id, "long ago") for one in kept]
    assert [one.earlier.text for one in others.made(before)] == [PITCH, PITCH + " bye"]
    assert [one.path for one in others.elsewhere(before)] == [one.recording.path for one in kept]
    assert others.made([(99, "long ago")]) == []


def test_forgetting_one_of_two_messages_with_one_content_keeps_the_other(
    coach_with: Any, calls: Any
) -> None:
    one, other = calls(a=PITCH, b=PITCH)
    coach, _ = coach_with(pattern=r"/(?P<prospect>\w)\.wav")
    list(coach.score([one, other]))
    assert coach.forget(id=coach.kept()[0].id) == 1
    (left,) = coach.kept()
    assert coach.sound(left) == b"sound"
    assert list(coach.rescore())
    with pytest.raises(UsageError):
        coach.forget()
