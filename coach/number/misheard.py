"""Misheard digits: heard as two in two readings, though they sound like one and the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coach.number.heard import MOST_DOUBT
from coach.number.lexicon import NAMES
from coach.number.resemblance import sound_same
from coach.number.slips import DIGIT_OF, MOST_EDITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.number.mixed import Mixed
    from coach.number.slips import Heard
    from coach.telephone import Doubt

EXPLAINED = 0.15
"""What is left of a doubt's cost where two readings sound the same and were heard as two digits:
one of the two was misheard, however surely (ours)."""


def compared(line: Sequence[Mixed], reading: Heard, readings: Sequence[Heard]) -> Heard:
    """The reading with less doubt against the digits another has for what sounds the same there."""
    doubts = list(reading.doubts)
    for other in readings:
        places = _apart(reading.digits, other.digits)
        for k in places if len(places) <= MOST_EDITS else ():
            here, there = line[reading.items[k]].heard, line[other.items[k]].heard
            if here and there and here.place and there.place and sound_same(here, there):
                doubts[k] = _rather(doubts[k], other.digits[k])
    return replace(reading, doubts=tuple(doubts))


def _apart(one: str, other: str) -> list[int]:
    """The places where two readings of one length have different digits."""
    if len(one) != len(other):
        return []
    return [k for k, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]


def _rather(doubt: Doubt, digit: str) -> Doubt:
    """A doubt in which another digit costs little."""
    costs = [cost for word, cost in doubt.others if DIGIT_OF.get(word) == digit]
    rest = tuple(one for one in doubt.others if DIGIT_OF.get(one[0]) != digit)
    cost = round(EXPLAINED * min(costs, default=MOST_DOUBT), 2)
    return replace(doubt, others=(*rest, (NAMES[int(digit)], cost)))
