"""Words among digits that nobody said: Whisper writes "a four, a nine" for how a person begins one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from coach.number.naming import LEAST_ROW, number_words
from coach.number.rows import WHOLE, digit_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coach.number.mixed import Mixed

ARTICLES = frozenset(("a", "ah", "the"))

ROOM_S = 0.2
"""Between digits closer than this nobody says another word (ours)."""


def unsaid_within(row: Sequence[Mixed], line: Sequence[Mixed]) -> Iterator[Mixed]:
    """Words written inside a row that was heard, for which it has no room; articles, in a number."""
    if len(row) < LEAST_ROW:
        return
    places = {id(item): place for place, item in enumerate(line)}
    whole = digit_count(row) in WHOLE
    for before, after in pairwise(row):
        room = after.start_s - before.end_s >= ROOM_S
        for item in line[places[id(before)] + 1 : places[id(after)]]:
            article = whole and item.text.strip(" ,.").lower() in ARTICLES
            if article or not (room or number_words(item.text)):
                yield item
