"""Where readings of one number differ: which digits, and in words."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from coach.report.formats import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

Change = tuple[int, int, int, int]
_TIMES = ("the first time", "the second time", "the third time")


def time_word(index: int) -> str:
    """Return which time the number was said, counted from 0."""
    return _TIMES[index] if index < len(_TIMES) else f"time {index + 1}"


def _changes(one: str, other: str) -> list[Change]:
    """Return the stretches where two digit strings differ, place by place if equally long."""
    if len(one) == len(other):
        places = [k for k, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
        return [(k, k + 1, k, k + 1) for k in places]
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return [code[1:] for code in matcher.get_opcodes() if code[0] != "equal"]


def differing(readings: Sequence[str]) -> tuple[frozenset[int], ...]:
    """Return, a reading, the places of the digits that another reading has not."""
    return tuple(
        frozenset(
            place
            for other in readings
            for start, end, _, _ in _changes(own, other)
            for place in range(start, end)
        )
        for own in readings
    )


def _difference(change: Change, one: str, other: str, when: str) -> str:
    """Return one difference from the first reading, in words."""
    start, end, other_start, other_end = change
    mine, theirs = one[start:end], other[other_start:other_end]
    if not theirs:
        return f"{mine} at digit {start + 1} is missing {when}."
    if not mine:
        return f"There is one more, {theirs} at digit {other_start + 1}, {when}."
    return f"Digit {start + 1} is {mine} {time_word(0)}, {theirs} {when}."


def differences(readings: Sequence[str]) -> tuple[str, ...]:
    """Return where later readings differ from the first, in words."""
    return tuple(
        clean(_difference(change, readings[0], other, time_word(index)))
        for index, other in enumerate(readings[1:], start=1)
        for change in _changes(readings[0], other)
    )
