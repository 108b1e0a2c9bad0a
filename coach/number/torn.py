"""Torn readings: a number with a digit too many that was cut into seven digits and a rest."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from coach.number.likeness import LOCAL_DIGITS, alike
from coach.number.numberspan import joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coach.number.numberspan import NumberSpan


def mended_tears(spans: Sequence[NumberSpan]) -> tuple[NumberSpan, ...]:
    """The spans, two neighbours put together where another is the same number, said whole."""
    wide = [span.digits for span in spans if span.complete and len(span.digits) > LOCAL_DIGITS]
    return tuple(_joined(spans, wide))


def _joined(spans: Sequence[NumberSpan], wide: Sequence[str]) -> Iterator[NumberSpan]:
    taken = False
    for span, following in pairwise((*spans, None)):
        if span is None or taken:
            taken = False
            continue
        both = _both(span, following) if following else None
        taken = both is not None and any(alike(both.digits, digits) for digits in wide)
        yield both if both and taken else span


def _both(first: NumberSpan, second: NumberSpan) -> NumberSpan | None:
    """Two spans as one that is not whole; None where they do not touch or are no such cut."""
    lengths = {len(first.digits), len(second.digits)}
    touching = first.word_end == second.word_start
    if not touching or max(lengths) != LOCAL_DIGITS or first.whose != second.whose:
        return None
    return replace(joined(first, second), complete=False)
