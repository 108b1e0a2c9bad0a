"""Missed digits: written where none was heard, and wanting in a row that is whole with one more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.number.naming import digit_of, number_words
from coach.number.rows import between, digit_count, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
        for before, after, some in _around(row, line)
        for item in some
        if (digit := _digit(item)) and _fits(item, before, after)
    ]
    return found[0] if len(found) == 1 else None


def _lacks_one(row: Sequence[Mixed]) -> bool:
    count = digit_count(row)
    doubts = [item.heard.doubt for item in row if item.heard]
    long = any(doubt and doubt.twice < LONG_NATS for doubt in doubts)
    return not long and (count == 9 or (count == 10 and row[0].text == "one"))


def _around(
    row: Sequence[Mixed], line: Sequence[Mixed]
) -> Iterator[tuple[Mixed | None, Mixed | None, Sequence[Mixed]]]:
    """What was written before, inside and behind a row, as far as the next heard digits."""
    low, high = place_of(row[0], line), place_of(row[-1], line)
    heard = [place for place, item in enumerate(line) if item.heard]
    earlier = max((place for place in heard if place < low), default=-1)
    later = min((place for place in heard if place > high), default=len(line))
    yield None, row[0], line[earlier + 1 : low]
    yield from between(row, line)
    yield row[-1], None, line[high + 1 : later]


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
