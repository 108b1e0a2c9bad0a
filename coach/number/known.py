"""The rep's own number as one candidate more: tested against what was heard, never assumed."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from coach.number import dialling
from coach.number.agreement import edits_to
from coach.number.likeness import core, equal
from coach.number.slips import AGAIN

if TYPE_CHECKING:
    from coach.records import Reading

KNOWN = "a digit was settled by the rep's own number and has no time of its own"


def tested(reading: Reading, known: str, region: str) -> Reading:
    """A reading as the rep's own number, where the sound leaves room for it; else itself.

    `known` is in digits. A reading that clearly holds other digits stays: that is a finding.
    """
    if len(reading.doubts) != len(reading.digits) or equal(reading.digits, known):
        return reading
    ways = ((*edits_to(reading.digits, reading.doubts, form), form) for form in _forms(known))
    cost, edits, digits = min(ways, key=lambda way: way[0])
    if cost > AGAIN or not edits:
        return reading
    code = reading.country_digits
    plus = code is not None and digits.startswith(code)
    complete = dialling.is_complete(digits, region, plus)
    whole = replace(reading, digits=digits, doubts=(), complete=complete)
    if all(edit.kind == "other" for edit in edits):
        return _renamed(whole, digits)
    return replace(whole, timing="number", timing_reason=KNOWN, each=(), groups=())


def _forms(known: str) -> tuple[str, ...]:
    """The number with and without what may be left out before it: a leading 1, a trunk 0."""
    short = core(known)
    return tuple(dict.fromkeys((known, short, f"1{short}" if len(short) == 10 else short)))


def _renamed(reading: Reading, digits: str) -> Reading:
    """The same times under other digits."""
    each = tuple(
        replace(one, digit=digit) for one, digit in zip(reading.each, digits, strict=False)
    )
    starts = accumulate((len(group.digits) for group in reading.groups), initial=0)
    groups = tuple(
        replace(group, digits=digits[start : start + len(group.digits)])
        for group, start in zip(reading.groups, starts, strict=False)
    )
    return replace(reading, each=each, groups=groups)
