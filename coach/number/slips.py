"""Slips: what a reading may have been but for a doubt or two, and what that costs.

Each heard digit knows what else it may have been (`Doubt`, in nats). A slip is another digit,
none, or the same one twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from coach.number.naming import digit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coach.number.numberspan import NumberSpan
    from coach.telephone import Doubt

WHOLE = 3.0
"""Nats that a number of a possible length is likelier than one of another (ours)."""

USUAL = 2.0
"""Nats that one built as its country's numbers are is likelier than another (ours)."""

AGAIN = 4.0
"""Nats that a number said again is likelier the same than another (ours)."""

LONGER = 5.0
"""Nats that more digits than a number has are less likely than too few: nobody says them (ours)."""

EDGE = 3.9
"""Nats that a first or last digit too many is likelier: "again" heard as 6, "at" as 8 (ours)."""

MOST_EDITS = 3


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a reading's heard digits: at `place`, another word, none, or the same twice."""

    kind: str
    place: int
    word: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """A reading each digit of which was heard, with the items of the line that hold them."""

    span: NumberSpan
    items: tuple[int, ...]
    doubts: tuple[Doubt, ...]

    @property
    def digits(self) -> str:
        """The digits as heard."""
        return self.span.digits


DIGIT_OF = {
    word: digit_of(word)
    for word in (
        *("zero", "oh", "one", "two", "three", "four"),
        *("five", "six", "seven", "eight", "nine"),
    )
}


Way = tuple[float, str, tuple[Edit, ...]]


def two_slips(reading: Heard, one: Sequence[Way]) -> Iterator[Way]:
    """The reading with two slips of `one` that cost less than a whole number is worth."""
    cheap = [(cost, edits[0]) for cost, _, edits in one if cost < WHOLE]
    for (cost, first), (more, second) in combinations(cheap, 2):
        if cost + more < WHOLE and reading.items[first.place] != reading.items[second.place]:
            edits = (first, second)
            yield cost + more, _edited(reading, edits), edits


def _edited(reading: Heard, edits: Sequence[Edit]) -> str:
    """The digits after changes of different words."""
    changes = {reading.items[edit.place]: edit for edit in edits}
    return "".join(
        digit if (edit := changes.get(item)) is None else _instead(digit, edit)
        for digit, item in zip(reading.digits, reading.items, strict=True)
    )


def _instead(digit: str, edit: Edit) -> str:
    """What stands for one digit of a changed word; a word of several digits goes as a whole."""
    return digit * 2 if edit.kind == "twice" else DIGIT_OF.get(edit.word, "")


def edges_gone(reading: Heard) -> Iterator[Way]:
    """The reading without its first or its last word, which may have been none."""
    for k in (0, len(reading.digits) - 1):
        edits = (Edit("gone", k),)
        yield gone_cost(reading.doubts[k], at_edge=True), _edited(reading, edits), edits


def gone_cost(doubt: Doubt, *, at_edge: bool) -> float:
    """What it costs that a heard digit was none [nats]."""
    return max(0.0, doubt.gone - EDGE) if at_edge else doubt.gone


def trimmed(reading: Heard) -> Iterator[Way]:
    """The reading without some digits at one edge: they were one stretch of other words."""
    count = len(reading.digits)
    for many in range(min(MOST_EDITS, count - 1), 1, -1):
        for low in (0, count - many):
            cost = max(doubt.gone for doubt in reading.doubts[low : low + many])
            rest = reading.digits[:low] + reading.digits[low + many :]
            yield cost, rest, tuple(Edit("gone", k) for k in range(low, low + many))


def slips(reading: Heard) -> Iterator[Way]:
    """Every reading one doubt away: its cost, its digits, the change."""
    for k, doubt in enumerate(reading.doubts):
        edits = [(doubt.gone, Edit("gone", k)), (doubt.twice, Edit("twice", k))]
        edits += [
            (cost, Edit("other", k, word))
            for word, cost in doubt.others
            if cost <= AGAIN and DIGIT_OF.get(word, reading.digits[k]) != reading.digits[k]
        ]
        for cost, edit in edits:
            yield cost, _edited(reading, (edit,)), (edit,)
