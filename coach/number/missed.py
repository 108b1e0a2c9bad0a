"""Missed digits: written where none was heard, and wanting in a row that is whole with one more."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from coach.number.naming import digit_of, number_words
from coach.number.rows import digit_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.number.mixed import Mixed

SHORTEST_S, NEAR_S = 0.08, 0.5
"""How long a missed digit is at least, and how far from those that were heard at most (ours)."""

LONG_NATS = 3.0
"""Where a digit that was heard may be two at this cost, it is these that are wanting (ours)."""

OFF_S = 0.15
"""How far Whisper's time of it may reach into a digit that was heard (ours)."""


def missed_in(row: Sequence[Mixed], line: Sequence[Mixed]) -> tuple[Mixed, str] | None:
    """The one written digit that makes a row whole, with its digit; None where none or more do."""
    if not _lacks_one(row):
        return None
    found = [
        (item, digit)
        for before, after in pairwise((None, *row, None))
        for item in _between(before, after, line)
        if (digit := _digit(item)) and _fits(item, before, after)
    ]
    return found[0] if len(found) == 1 else None


def _lacks_one(row: Sequence[Mixed]) -> bool:
    count = digit_count(row)
    doubts = [item.heard.doubt for item in row if item.heard]
    long = any(doubt and doubt.twice < LONG_NATS for doubt in doubts)
    return not long and (count == 9 or (count == 10 and row[0].text == "one"))


def _between(before: Mixed | None, after: Mixed | None, line: Sequence[Mixed]) -> Sequence[Mixed]:
    """What was written between two heard items of a line; up to the next heard one at its ends."""
    places = {id(item): place for place, item in enumerate(line)}
    low = places[id(before)] + 1 if before else 0
    high = places[id(after)] if after else len(line)
    heard = [place for place in range(low, high) if line[place].heard]
    if heard:
        low, high = (low, heard[0]) if before else (heard[-1] + 1, high)
    return line[low:high]


def _digit(item: Mixed) -> str:
    """The single digit of a word that was written and not heard."""
    parts = number_words(item.text)
    return digit_of(parts[0]) if item.muted and len(parts) == 1 else ""


def _fits(item: Mixed, before: Mixed | None, after: Mixed | None) -> bool:
    """Whether there is room for a digit where it was written."""
    ends = [(before.end_s, item.start_s)] if before else []
    ends += [(item.end_s, after.start_s)] if after else []
    near = any(later - earlier <= NEAR_S for earlier, later in ends)
    apart = all(later - earlier >= -OFF_S for earlier, later in ends)
    return near and apart and item.end_s - item.start_s >= SHORTEST_S
