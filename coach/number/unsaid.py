"""Words among digits that nobody said: Whisper writes "a four" for how some people begin one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from coach.number.naming import LEAST_ROW
from coach.number.rows import WHOLE, digit_count, rows_of_heard

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coach.number.mixed import Mixed

ARTICLES = frozenset(("a", "ah", "the"))

ROOM_S = 0.2
"""Between digits closer than this nobody says another word (ours)."""


LONGEST_WORD_S = 1.0
"""Nobody says a word for longer; Whisper lets one begin where it lost the thread (ours)."""


def unsaid_within(row: Sequence[Mixed], line: Sequence[Mixed]) -> Iterator[Mixed]:
    """Words written inside a row that has no room for them; and articles, inside a number."""
    if len(row) < LEAST_ROW:
        return
    places = {id(item): place for place, item in enumerate(line)}
    whole = digit_count(row) in WHOLE
    for before, after in pairwise(row):
        room = after.start_s - before.end_s >= ROOM_S
        for item in line[places[id(before)] + 1 : places[id(after)]]:
            article = whole and item.text.strip(" ,.").lower() in ARTICLES
            if article or not room:
                yield item


def stretched_last(line: Sequence[Mixed]) -> list[Mixed]:
    """The line with words that Whisper stretched over digits it did not write behind these."""
    goes_on = {id(item) for row in rows_of_heard(line) for item in row[:-1]}
    ordered: list[Mixed] = []
    held: list[Mixed] = []
    inside = False
    for item in line:
        inside = id(item) in goes_on if item.heard else inside
        if inside and not item.heard and item.end_s - item.start_s > LONGEST_WORD_S:
            held.append(item)
            continue
        if item.word >= 0:
            ordered, held = [*ordered, *held], []
        ordered.append(item)
    return [*ordered, *held]
