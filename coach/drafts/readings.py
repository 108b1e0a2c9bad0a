"""Telephone numbers written in a draft, as readings that have no times."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.drafts.blanks import TELEPHONE
from coach.measures.catalogue import UNSPOKEN
from coach.number import spans
from coach.records import DigitGroup, Reading

if TYPE_CHECKING:
    from coach.draft import Draft
    from coach.number import NumberSpan

Place = tuple[int, int]


def words_of(draft: Draft) -> tuple[tuple[str, ...], tuple[Place, ...]]:
    """Return the words that are said, and where each stands in what is said."""
    found = list(re.finditer(r"\S+", draft.said))
    return tuple(one.group() for one in found), tuple(one.span() for one in found)


def readings(draft: Draft, region: str) -> tuple[Reading, ...]:
    """Find every number in a draft; one still to be filled in has no digits.

    `word_start` and `word_end` index the words of `words_of`. Times are 0 and mean nothing.
    """
    words, places = words_of(draft)
    written = [_reading(span) for span in spans(words, region)]
    return tuple(sorted([*written, *_open(draft, places)], key=lambda one: one.word_start))


def _reading(span: NumberSpan) -> Reading:
    return _untimed(
        span.digits,
        (span.word_start, span.word_end),
        groups=tuple(DigitGroup(group, 0.0, 0.0, None) for group in span.groups),
        complete=span.complete,
        extension=span.extension,
        whose=span.whose,
        country_digits=span.country_digits,
    )


def _open(draft: Draft, places: tuple[Place, ...]) -> list[Reading]:
    """A reading for every blank that a number will stand in."""
    found = []
    char = 0
    for piece in draft.pieces:
        if piece.kind == "blank" and piece.said == TELEPHONE:
            word = next(k for k, (start, end) in enumerate(places) if start <= char < end)
            found.append(_untimed("", (word, word + 1), complete=True))
        char += len(piece.said)
    return found


def _untimed(
    digits: str,
    words: Place,
    *,
    complete: bool,
    groups: tuple[DigitGroup, ...] = (),
    extension: str | None = None,
    whose: str | None = None,
    country_digits: str | None = None,
) -> Reading:
    return Reading(
        digits=digits,
        start_s=0.0,
        end_s=0.0,
        confidence=1.0,
        timing="number",
        timing_reason=UNSPOKEN,
        each=(),
        groups=groups,
        pause_before_s=0.0,
        complete=complete,
        word_start=words[0],
        word_end=words[1],
        extension=extension,
        whose=whose,
        country_digits=country_digits,
    )
