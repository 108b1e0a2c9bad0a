"""Grouping: where a number is set apart into groups of digits, by its pauses."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Protocol

from coach.records import DigitGroup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.number.numberspan import NumberSpan
    from coach.records import Span

PAUSE_S = 0.15
"""The shortest silence that counts as a pause (150 ms, the floor of the pause literature)."""
STANDS_OUT = 1.6
"""How much longer every pause between groups is than any gap inside them (ours)."""
_TIGHT_S = 0.05
_MOST_GROUPS = 5
_USUAL = {7: (3, 4), 10: (3, 3, 4), 11: (1, 3, 3, 4)}
SHARE = 0.12
"""How far a group's share of the time may be from its share of the digits (ours)."""


class Timed(Protocol):
    """Anything that sounds from one moment to another [s]."""

    @property
    def start_s(self) -> float:
        """When it begins."""

    @property
    def end_s(self) -> float:
        """When it ends."""


def gaps_between_s(items: Sequence[Timed]) -> list[float]:
    """Return the silence between each two neighbours [s]; 0 where they overlap."""
    return [max(0.0, after.start_s - before.end_s) for before, after in pairwise(items)]


def least_pause_s(usual_gap_s: float) -> float:
    """Return the shortest silence that stands out among gaps that are usually so long [s]."""
    return max(PAUSE_S, STANDS_OUT * usual_gap_s)


def _heard(gaps_s: Sequence[float]) -> tuple[int, ...]:
    """Return after how many digits the pauses come that stand out from the rest, if any do."""
    order = sorted(range(len(gaps_s)), key=lambda k: -gaps_s[k])
    best: tuple[float, int] = (STANDS_OUT, 0)
    for count in range(1, min(_MOST_GROUPS, len(order))):
        longer, shorter = gaps_s[order[count - 1]], max(gaps_s[order[count]], _TIGHT_S)
        if longer >= PAUSE_S and longer / shorter > best[0]:
            best = (longer / shorter, count)
    return tuple(sorted(k + 1 for k in order[: best[1]]))


def group_sizes(gaps_s: Sequence[float], written: Sequence[str]) -> tuple[int, ...]:
    """Return how many digits each group has.

    Pauses that stand out decide; a number said evenly, slow or fast, is cut as it was written,
    else as numbers of its length usually are, so that the pauses there can be judged.
    """
    count = len(gaps_s) + 1
    cuts = _heard(gaps_s)
    if cuts:
        return tuple(b - a for a, b in pairwise((0, *cuts, count)))
    if 1 < len(written) <= _MOST_GROUPS:
        return tuple(map(len, written))
    return _USUAL.get(count, (count,))


def digit_groups(
    digits: str, starts_s: Sequence[float], ends_s: Sequence[float], sizes: Sequence[int]
) -> tuple[DigitGroup, ...]:
    """Join digits with known times into groups of the given sizes."""
    edges = list(accumulate(sizes, initial=0))
    return tuple(
        DigitGroup(
            digits[a:b],
            starts_s[a],
            ends_s[b - 1],
            None if b == len(digits) else round(starts_s[b] - ends_s[b - 1], 3),
        )
        for a, b in pairwise(edges)
    )


def are_plausible(groups: Sequence[DigitGroup], written: Sequence[str]) -> bool:
    """Tell whether groups can be trusted where single digits cannot.

    They are grouped as written or as usual, set apart by pauses, and as long as their digits ask.
    """
    sizes = tuple(len(g.digits) for g in groups)
    expected = sizes in (tuple(map(len, written)), _USUAL.get(sum(sizes)))
    pauses = [g.pause_after_s for g in groups if g.pause_after_s is not None]
    apart = bool(pauses) and min(pauses) >= PAUSE_S
    return expected and apart and _are_proportionate(groups)


def _are_proportionate(groups: Sequence[DigitGroup]) -> bool:
    spoken = sum(g.end_s - g.start_s for g in groups)
    count = sum(len(g.digits) for g in groups)
    return spoken > 0 and all(
        abs((g.end_s - g.start_s) / spoken - len(g.digits) / count) <= SHARE for g in groups
    )


def groups_by_pauses(span: NumberSpan, sounds: Sequence[Span]) -> tuple[DigitGroup, ...]:
    """Match stretches of sound between pauses to the groups that were written.

    Nothing where their count differs, or where one is too long or short for its digits.
    """
    if len(sounds) < 2 or len(sounds) != len(span.groups):
        return ()
    pauses = [*(round(b.start_s - a.end_s, 3) for a, b in pairwise(sounds)), None]
    groups = tuple(
        DigitGroup(digits, s.start_s, s.end_s, pause)
        for digits, s, pause in zip(span.groups, sounds, pauses, strict=True)
    )
    return groups if _are_proportionate(groups) else ()
