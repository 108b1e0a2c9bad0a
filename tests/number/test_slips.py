"""Slips: another digit, none, the same one twice, and two of them at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.number import spans
from coach.number.agreement import heard_singly
from coach.number.mixed import mixed
from coach.number.slips import Edit, Heard, slips, trimmed, two_slips
from coach.number.sounded import texts
from coach.telephone import Doubt

from .hearing import SURE, message, perhaps


def heard(said: str, *doubts: Doubt) -> Heard:
    """One number; the first digits have these doubts, the others none."""
    made = message(f"call me at {{{said}|}}")
    line = mixed(made.words, made.heard)
    (span,) = spans(texts(line, [word.text for word in made.words]))
    found = heard_singly(line, span)
    assert found is not None
    rest = [SURE] * (len(found.doubts) - len(doubts))
    return replace(found, doubts=(*doubts, *rest))


def cheapest(found: Heard, nats: float) -> dict[str, tuple[Edit, ...]]:
    """What costs no more than so many nats."""
    one = list(slips(found))
    every = (*one, *two_slips(found, one))
    return {digits: edits for cost, digits, edits in every if cost <= nats}


NUMBER = "2125550143"


@pytest.mark.parametrize(
    ("doubt", "digits"),
    [
        (Doubt((), 0.5, 12.0), "125550143"),
        (Doubt((), 12.0, 0.5), "22125550143"),
        (perhaps("nine", 0.5), "9125550143"),
    ],
)
def test_one_doubt_makes_one_slip(doubt: Doubt, digits: str) -> None:
    assert list(cheapest(heard("212 555 0143", doubt), 1.0)) == [digits]


def test_a_sure_reading_has_no_cheap_slips() -> None:
    assert cheapest(heard("212 555 0143"), 3.0) == {}


def test_two_slips_cost_what_both_cost() -> None:
    found = heard("212 555 0143", Doubt((), 12.0, 1.0), perhaps("nine", 1.5))
    assert set(cheapest(found, 1.9)) == {"22125550143", "2925550143"}
    assert set(cheapest(found, 2.5)) == {"22125550143", "2925550143", "22925550143"}


def test_one_digit_slips_once() -> None:
    found = heard("212 555 0143", Doubt((("nine", 0.5),), 0.5, 0.5))
    assert all(len(edits) == 1 for edits in cheapest(found, 3.0).values())


def test_a_word_of_several_digits_goes_as_a_whole() -> None:
    made = message("call me at {839559944ten|}")
    line = mixed(made.words, made.heard)
    (span,) = spans(texts(line, []))
    assert span.digits == "83955994410"
    found = heard_singly(line, span)
    assert found is not None
    weak = Doubt((), 1.0, 12.0)
    long = Doubt((), 12.0, 0.45)
    found = replace(found, doubts=(*[SURE] * 4, long, *[SURE] * 4, weak, weak))
    ways = cheapest(found, 1.5)
    assert ways["839559944"] in [(Edit("gone", 9),), (Edit("gone", 10),)]
    assert {edit.kind for edit in ways["8395559944"]} == {"twice", "gone"}


def test_digits_are_trimmed_from_either_end() -> None:
    found = heard("212 555 0143", *[Doubt((), 2.0, 12.0)] * 3)
    costs = {digits: cost for cost, digits, _ in trimmed(found)}
    assert costs[NUMBER[3:]] == costs[NUMBER[2:]] == 2.0
    assert costs[NUMBER[:-2]] == 12.0
