"""One moment told twice: a digit heard in a word that is none, and a word written for digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.number.naming import LEAST_ROW, number_words
from coach.number.rows import WHOLE, WIDE, digit_count
from coach.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coach.number.mixed import Mixed
    from coach.records import Word

COVERED, SHORTEST_S = 0.5, 0.1
"""A word with this share of its time under digits was one of them, misheard (ours)."""


def words_in(row: Sequence[Mixed], words: Sequence[Word]) -> Iterator[Mixed]:
    """Digits heard in words ("eight" in "at", "six" in "that's") that stand before a whole number.

    Whisper wrote no digit there, and what is left of the row is whole numbers without it.
    """
    for place, item in enumerate(row):
        after = digit_count(row[place + 1 :])
        before = digit_count(row[:place])
        whole = after in WHOLE and before in (0, *WHOLE)
        whole = whole or (after in WIDE and before < LEAST_ROW)
        if whole and not item.written and _is_at_word(item, words):
            yield item


def _is_at_word(item: Mixed, words: Sequence[Word]) -> bool:
    """Whether a word that is no number was written where a digit was heard."""
    span = Span(item.start_s, item.end_s)
    for word in words:
        its = Span(word.start_s, word.end_s)
        if span.overlap_s(its) > COVERED * min(span.duration_s, its.duration_s):
            return not number_words(word.text)
    return False


def is_covered(item: Mixed, digits: Sequence[Mixed]) -> bool:
    """Whether a word that is no digit was written where digits were heard."""
    if number_words(item.text):
        return False
    span = Span(item.start_s, max(item.end_s, item.start_s + SHORTEST_S))
    covered_s = sum(span.overlap_s(Span(digit.start_s, digit.end_s)) for digit in digits)
    return covered_s >= COVERED * span.duration_s
