"""Words among digits that nobody said: Whisper writes "a four" for how some people begin one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.number.lexicon import EXTENSIONS
from coach.number.naming import digit_of, number_words
from coach.number.rows import ONE_NUMBER, between, digit_count, rows_of_heard, said_singly
from coach.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coach.number.mixed import Mixed

ARTICLES = frozenset(("a", "ah", "the"))

ROOM_S, PLENTY_S = 0.2, 0.7
"""Between digits closer than the first nobody says another word (ours)."""

SHORTEST_S = 0.06
"""No word is shorter (ours)."""

MEANT = frozenset(
    (
        *EXTENSIONS,
        *("and", "area", "code", "double", "triple", "dash", "plus"),
        *("no", "sorry", "wait", "correction", "rather", "actually", "again", "repeat"),
    )
)
"""What is said among the digits of a number all the same."""


LONGEST_WORD_S = 1.0
"""Nobody says a word for longer; Whisper lets one begin where it lost the thread (ours)."""


def unsaid_within(row: Sequence[Mixed], line: Sequence[Mixed]) -> Iterator[Mixed]:
    """Words that a row has no room for; in a whole number, articles and what was written amiss."""
    if not said_singly(row):
        return
    whole = digit_count(row) in ONE_NUMBER
    for before, after, some in between(row, line):
        gap_s = after.start_s - before.end_s
        for item in some:
            text = item.text.strip(" ,.?!").lower()
            unmeant = gap_s < PLENTY_S and text not in MEANT and not _fits(item, before, after)
            twin = _is_one_of(item, before, after)
            if twin or gap_s < ROOM_S or (whole and (unmeant or text in ARTICLES)):
                yield item


def _is_one_of(item: Mixed, before: Mixed, after: Mixed) -> bool:
    """Whether a word is the digit heard beside it, which nothing else was written for."""
    its = tuple(digit_of(part) for part in number_words(item.text))
    span = Span(item.start_s, item.end_s)
    return any(
        not near.written
        and its == (digit_of(near.text),)
        and span.overlap_s(Span(near.start_s, near.end_s)) > 0
        for near in (before, after)
    )


def _fits(item: Mixed, before: Mixed, after: Mixed) -> bool:
    """Whether a word was written for what sounds between two digits, and for that alone."""
    long = item.end_s - item.start_s >= SHORTEST_S
    return long and before.end_s <= item.start_s and item.end_s <= after.start_s


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
