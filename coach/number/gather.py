"""Gathering: from readings to telephone numbers, each with all its readings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from coach.number import dialling
from coach.number.known import tested
from coach.number.likeness import alike, core, equal, resembles
from coach.records import PhoneNumber

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.records import Reading


@dataclass(slots=True)
class _Group:
    """Readings of one number while they are being gathered."""

    readings: list[Reading] = field(default_factory=list)
    partial: list[Reading] = field(default_factory=list)

    @property
    def all(self) -> list[Reading]:
        return self.readings or self.partial


def _is_same(reading: Reading, other: Reading) -> bool:
    """Tell whether two whole readings are one number; a slip of two digits joins one person's."""
    same_owner = reading.whose == other.whose
    return (same_owner and alike(reading.digits, other.digits)) or equal(
        reading.digits, other.digits
    )


def _grouped(readings: Iterable[Reading]) -> list[_Group]:
    groups: list[_Group] = []
    for reading in readings:
        home = next((g for g in groups if any(_is_same(reading, r) for r in g.readings)), None)
        if home is None:
            home = _Group()
            groups.append(home)
        home.readings.append(reading)
    return groups


def _edits(partial: Reading, group: _Group) -> int:
    digits = core(partial.digits)
    return min(Levenshtein.distance(digits, core(r.digits)) for r in group.all)


def _attach(partial: Reading, groups: list[_Group]) -> None:
    """Put a broken reading to the number it resembles most, or make it one of its own."""
    likely = [
        g
        for g in groups
        if any(
            resembles(partial.digits, r.digits) or alike(partial.digits, r.digits) for r in g.all
        )
        and partial.whose in (None, g.all[0].whose)
    ]
    if likely:
        min(likely, key=lambda group: _edits(partial, group)).partial.append(partial)
    else:
        groups.append(_Group(partial=[partial]))


def _best(readings: Sequence[Reading]) -> Reading:
    """Pick the reading to believe: what most readings say, then the surer, then the fuller."""
    votes = Counter(core(r.digits) for r in readings)
    if all(equal(a.digits, b.digits) for a in readings for b in readings):
        return max(readings, key=lambda r: (len(r.digits), r.confidence))
    return max(readings, key=lambda r: (votes[core(r.digits)], r.confidence, len(r.digits)))


def _whose(readings: Sequence[Reading]) -> str | None:
    """Tell whose a number is: the caller's as soon as one reading gives it as such."""
    owners = [r.whose for r in readings]
    return None if None in owners else owners[0]


def _number(group: _Group, region: str) -> PhoneNumber:
    best = _best(group.all)
    first = best.digits
    return PhoneNumber(
        digits=first,
        e164=dialling.e164(first, region, plus=_has_plus(best)) if group.readings else None,
        complete=bool(group.readings),
        agree=all(equal(first, r.digits) for r in group.all),
        readings=tuple(group.readings),
        partial=tuple(group.partial),
        whose=_whose(group.all),
    )


def _has_plus(reading: Reading) -> bool:
    code = reading.country_digits
    return code is not None and reading.digits.startswith(code)


def _order(number: PhoneNumber) -> tuple[int, float, int]:
    last = max((r.start_s, r.word_start) for r in (number.readings or number.partial))
    return -number.times_said, -last[0], -last[1]


def gather(
    readings: Iterable[Reading], region: str = "US", known: str = ""
) -> tuple[tuple[PhoneNumber, ...], tuple[PhoneNumber, ...]]:
    """Gather readings into the caller's numbers and those of others.

    Parameters
    ----------
    readings
        In any order; whole and broken ones.
    region
        ISO 3166 code of the country whose numbers need no country code.
    known
        The rep's own number in digits, where it is known: one candidate more for readings whose
        digits are in doubt, never assumed.

    Returns
    -------
    tuple
        The caller's numbers and those of others, each most often said first, then last said
        first. Readings at most two edits apart are one number (`agree` False), believed as most
        readings, else the surest, give it. A broken reading is `partial` of the number it
        resembles, or makes one of its own that is not complete.
    """
    if known:
        readings = [tested(one, known, region) if one.whose is None else one for one in readings]
    in_time = sorted(readings, key=lambda r: (r.start_s, r.word_start))
    groups = _grouped(r for r in in_time if r.complete)
    for partial in (r for r in in_time if not r.complete):
        _attach(partial, groups)
    numbers = sorted((_number(group, region) for group in groups), key=_order)
    return (
        tuple(n for n in numbers if n.whose is None),
        tuple(n for n in numbers if n.whose is not None),
    )
