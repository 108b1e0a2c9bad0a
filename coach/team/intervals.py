"""How sure a rate is, and how sure it is that two rates differ. Plain arithmetic, no libraries.

A rate carries Wilson's score interval, a difference of two rates Newcombe's (his method 10, made
of two Wilson intervals), both without continuity correction. Where many differences are looked at
in one table, Holm's method says which still stand.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist, median, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LEVEL = 0.95
"""Confidence of every interval."""

LEAST_MESSAGES = 10
"""A rep's row with fewer judged messages is not shown beside others (ours)."""

LEAST_COMPARED = 20
"""Messages with, and messages without a habit, before their call-backs are compared (ours)."""

LEAST_ANSWERED = 5
"""Answered messages, and unanswered ones, before any rate is compared (ours)."""

_Z = NormalDist().inv_cdf(0.5 + LEVEL / 2)


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of 1 with its interval; `count` of `n` messages."""

    count: int
    n: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The share itself, 0..1."""
        return self.count / self.n


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and quartiles of `n` values, in the values' own unit."""

    n: int
    median: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Difference:
    """How much higher one rate is than another, -1..1, with its interval; `p` is two-sided."""

    value: float
    low: float
    high: float
    p: float


def wilson(count: int, n: int) -> Rate:
    """Give a rate with Wilson's 95 % score interval (Wilson 1927).

    Raises
    ------
    ValueError
        Where there is nothing to take a share of: n < 1, or count not in 0..n.
    """
    if n < 1 or not 0 <= count <= n:
        raise ValueError(f"{count} of {n} is no rate")
    share, z2 = count / n, _Z * _Z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    # At the ends the bound is 0 or 1 exactly; rounding must not leave the share outside.
    low = 0.0 if count == 0 else max(0.0, middle - half)
    high = 1.0 if count == n else min(1.0, middle + half)
    return Rate(count, n, low, high)


def newcombe(one: Rate, other: Rate) -> Difference:
    """Give `one` less `other` with Newcombe's 95 % interval (Newcombe 1998, method 10)."""
    value = one.share - other.share
    below = math.hypot(one.share - one.low, other.high - other.share)
    above = math.hypot(one.high - one.share, other.share - other.low)
    return Difference(value, max(-1.0, value - below), min(1.0, value + above), _p(one, other))


def _p(one: Rate, other: Rate) -> float:
    """Two-sided p of the pooled test of two rates; 1 where both are all or nothing."""
    pooled = (one.count + other.count) / (one.n + other.n)
    variance = pooled * (1 - pooled) * (1 / one.n + 1 / other.n)
    if variance <= 0:
        return 1.0
    return math.erfc(abs(one.share - other.share) / math.sqrt(2 * variance))


def holm(ps: Sequence[float], alpha: float = 1 - LEVEL) -> tuple[bool, ...]:
    """Which of several p still stand at `alpha` together, by Holm's method (Holm 1979)."""
    order = sorted(range(len(ps)), key=lambda index: ps[index])
    stands = [False] * len(ps)
    for step, index in enumerate(order):
        if ps[index] > alpha / (len(ps) - step):
            break
        stands[index] = True
    return tuple(stands)


def spread(values: Sequence[float]) -> Spread | None:
    """Give median and quartiles (linear between values); None of nothing."""
    if not values:
        return None
    if len(values) == 1:
        return Spread(1, values[0], values[0], values[0])
    low, _, high = quantiles(values, n=4, method="inclusive")
    return Spread(len(values), median(values), low, high)
