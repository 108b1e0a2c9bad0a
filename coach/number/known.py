"""The rep's own number as one candidate more: tested against what was heard, never assumed."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from coach.number import dialling
from coach.number.agreement import AGAIN, edits_to
from coach.number.likeness import equal

if TYPE_CHECKING:
    from coach.records import Reading

KNOWN = "a digit was settled by the rep's own number and has no time of its own"


def tested(reading: Reading, known: str, region: str) -> Reading:
    """A reading as the rep's own number, where the sound leaves room for it; else itself.

    `known` is in digits. A reading that clearly holds other digits stays: that is a finding.
    """
    if len(reading.doubts) != len(reading.digits) or equal(reading.digits, known):
        return reading
    cost, edits = edits_to(reading.digits, reading.doubts, known)
    if cost > AGAIN or not edits:
        return reading
    whole = replace(reading, digits=known, doubts=(), complete=dialling.is_complete(known, region))
    if all(edit.kind == "other" for edit in edits):
        return _renamed(whole, known)
    return replace(whole, timing="number", timing_reason=KNOWN, each=(), groups=())


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
