"""Repairs: numbers said in more than one go, or put right by the caller.

"212-555-0144, no, sorry, 0143" is one number with its end replaced; "555-0143, area code 212"
one with its beginning last.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from coach.number import dialling
from coach.number.likeness import LOCAL_DIGITS
from coach.number.numberspan import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.number.numberspan import NumberSpan

NEAR_TOKENS = 8
"""Tokens that may stand between a number and its repair: "no, sorry, that's wrong, it's" (ours)."""
_LEAST = 3
"""Digits of a repair; fewer may as well be a count ("sorry, 2 things")."""
AREA_DIGITS = 3
_LONG = (10, 11)


def _both(
    first: NumberSpan, second: NumberSpan, digits: str, groups: tuple[str, ...]
) -> NumberSpan:
    """Make one span of both, with digits that the sound does not hold in that order."""
    both = joined(first, second)
    return replace(both, digits=digits, groups=groups, complete=True, mended=True)


def with_area_last(local: NumberSpan, area: NumberSpan) -> NumberSpan:
    """Put an area code that was said last in front."""
    return _both(local, area, area.digits + local.digits, area.groups + local.groups)


def with_area_apart(area: NumberSpan, local: NumberSpan) -> NumberSpan:
    """Join an area code to a number that came a few words later."""
    return _both(area, local, area.digits + local.digits, area.groups + local.groups)


def _kept(span: NumberSpan, count: int) -> tuple[str, ...]:
    """Return the groups of the first `count` digits."""
    groups, left = [], count
    for group in span.groups:
        groups.append(group[:left])
        left -= len(groups[-1])
    return tuple(filter(None, groups))


def _kept_counts(span: NumberSpan, repair: NumberSpan) -> Iterator[int]:
    """How many digits of a span may stay when its end is said anew, likeliest first."""
    if span.complete:
        yield len(span.digits) - len(repair.digits)
        return
    yield from reversed([0, *accumulate(len(g) for g in span.groups)])
    yield from (6, 3)


def mended(span: NumberSpan, repair: NumberSpan, region: str) -> NumberSpan | None:
    """Replace the end of `span` by a shorter `repair`; None where no whole number comes of it."""
    if len(repair.digits) < _LEAST or len(repair.digits) > LOCAL_DIGITS:
        return None
    for count in _kept_counts(span, repair):
        digits = span.digits[: max(count, 0)] + repair.digits
        whole = dialling.is_complete(digits, region, span.country_digits is not None)
        same_length = len(digits) == len(span.digits) if span.complete else len(digits) in _LONG
        if 0 < count < len(span.digits) + 1 and whole and same_length:
            return _both(span, repair, digits, _kept(span, count) + repair.groups)
    return None


def withdrawn(span: NumberSpan) -> NumberSpan:
    """Mark a reading that the caller took back: no longer a whole one."""
    return replace(span, complete=False, withdrawn=True)
