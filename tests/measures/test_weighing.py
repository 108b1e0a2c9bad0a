"""Rows that no single cue decides: all that is said is weighed."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from importlib import resources
from typing import TYPE_CHECKING

import pytest
from cued import level, quotes, told

from coach.cues import load_cues
from coach.measures.content_pitch import compelling, distinctive, new_idea
from coach.measures.weighing import BEST, FORMS, SECOND, WEIGHTS_FILE, Scale, by_cue

if TYPE_CHECKING:
    from coach.measures import Measure
    from coach.measures.catalogue import Subject

PROBLEM = ("your gate sticks every frost", "their_situation hook specific_fact")
CURE = ("a heated hinge stops it", "solution specific_benefit idea_offered")
PROOF = ("Ada at Orrin has had one for a year", "named_proof specific_benefit")
ASK = ("may I show you on Friday", "small_ask meeting_time")
ECHO = ("you said it wakes the dog", "echo their_situation")
STOCK = ("we are a leading provider", "stock_pitch vague_benefit")
CALL = ("call me back", "callback_only")


@pytest.mark.parametrize(
    ("row", "clauses", "expected"),
    [
        (compelling, [PROBLEM, CURE, PROOF, ASK], 2),
        (compelling, [STOCK, CALL], 0),
        (distinctive, [PROBLEM, ECHO, ASK], 2),
        (distinctive, [("about the gate", "reason")], 1),
        (distinctive, [STOCK, STOCK, CALL], 0),
        (new_idea, [PROBLEM, CURE, CURE, ASK], 2),
        (new_idea, [("about the gate", "reason")], 1),
    ],
)
def test_what_speaks_for_and_against_is_weighed(
    row: Measure, clauses: list[tuple[str, str]], expected: float
) -> None:
    assert level(row, told(*clauses)) == expected


@pytest.mark.parametrize("row", [compelling, distinctive, new_idea])
def test_a_stock_pitch_never_helps(row: Measure) -> None:
    rich, stock = [PROBLEM, CURE, PROOF, ASK, ECHO], (STOCK[0], "stock_pitch")
    for count in range(len(rich) + 1):
        alone, beside = told("hi there", *rich[:count]), told("hi there", *rich[:count], stock)
        assert (level(row, beside) or 0) <= (level(row, alone) or 0)


@pytest.mark.parametrize("row", [compelling, new_idea])
def test_one_of_each_that_is_very_sure_decides(row: Measure) -> None:
    seen = told(("your gate sticks", "hook"), ("a hinge", "solution"), ("may I call", "small_ask"))
    assert level(row, seen) != 2
    assert level(row, _surer(seen, 0.96)) == 2
    assert quotes(row, _surer(seen, 0.96))[0] == "your gate sticks"


def _surer(seen: Subject, confidence: float) -> Subject:
    return replace(seen, said=tuple(replace(hit, confidence=confidence) for hit in seen.said))


def test_what_is_shown_is_what_speaks_for_it_in_the_order_said() -> None:
    shown = quotes(compelling, told(ASK, PROBLEM, CURE, PROOF))
    assert shown == sorted(shown, key=[ASK[0], PROBLEM[0], CURE[0], PROOF[0]].index)
    assert 0 < len(shown) <= 2
    assert ASK[0] not in shown


def test_the_surest_comes_first_and_forms_count_as_sure() -> None:
    heard = by_cue(told(("one", "hook?"), ("two", "hook"), ("I have a free sample for you", "")))
    assert [hit.clause.text for hit in heard["hook"]] == ["two", "one"]
    assert [hit.confidence for hit in heard["lends"]] == [1.0]


def test_a_scale_tips_at_zero() -> None:
    heard = by_cue(told(("one", "hook"), ("two", "hook")))
    first, second = (hit.confidence for hit in heard["hook"])
    even = Scale(0.001 - first - 2 * second, {"hook": 1.0}, {"hook": 2.0})
    assert even.tips(heard)
    assert not replace(even, bias=even.bias - 0.002).tips(heard)
    assert not even.tips({})


def test_weights_are_of_cues_and_forms_that_there_are() -> None:
    stored = tomllib.loads(
        resources.files("coach.measures").joinpath(WEIGHTS_FILE).read_text("utf-8")
    )
    known = {*(cue.id for cue in load_cues()), *(name for name, _ in FORMS), "hears_more"}
    rows = {"compelling", "distinctive", "new_idea", "research", "value", "why_now"}
    assert stored.keys() == rows
    for row, scales in stored.items():
        assert scales.keys() == ({"pass"} if row == "why_now" else {"pass", "watch"})
        for scale in scales.values():
            assert {*scale[BEST], *scale[SECOND]} <= known
