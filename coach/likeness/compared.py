"""Likeness of two pitches, 0..1: how much of each the other says too, clause by clause.

Recognition errors and other words move a clause's direction in meaning little, another idea much.
Greetings, sign-offs, numbers and frames weigh little, so they make two pitches neither alike nor
different.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import Indel

from coach.likeness.fitted import EVEN, FITTED
from coach.likeness.stack import FRAMED, TINY, graded, joined, rows_of, stacked, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from coach.likeness.habits import Calibration
    from coach.likeness.pitch import Pitch
    from coach.likeness.stack import Floats, Stack

FEATURES = ("covered", "answered", "direction")

DOUBT = (0.4, 0.85)
"""Between these the words themselves are asked, too (ours)."""
SAME_WORDS = 0.8
"""Word-edit similarity that is reached by readings of one script, and by no template: of our pairs
that are not the same the most alike have 0.76."""


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """One pitch beside some others.

    `values` are likenesses, 0..1, to each. `best` [clauses, others] is the cosine of each of its
    clauses with the most alike in each other, `known` [others] whether that is known at all: the
    words alone are compared where one of two has no vectors.
    """

    values: list[float]
    best: Floats
    known: NDArray[np.bool_]


def likeness(one: Pitch, other: Pitch, calibration: Calibration | None = None) -> float:
    """How alike two pitches are, 0..1; 1 is the same, and it is the same both ways."""
    return likenesses(one, [other], calibration)[0]


def likenesses(
    one: Pitch, others: Sequence[Pitch], calibration: Calibration | None = None
) -> list[float]:
    """Likeness, 0..1, of one pitch to each of some others: 15 ms for 600.

    Where one of two has no vectors, their words alone are compared.
    """
    return comparison(one, others, calibration).values


def comparison(
    one: Pitch, others: Sequence[Pitch], calibration: Calibration | None = None
) -> Comparison:
    """How one pitch stands to each of some others: as `likenesses`, and where it is alike."""
    return _compared([one], others, calibration)[0]


def likeness_table(
    ones: Sequence[Pitch], others: Sequence[Pitch], calibration: Calibration | None = None
) -> list[list[float]]:
    """Likeness, 0..1, of each of some pitches to each of others, a row each."""
    return [row.values for row in _compared(ones, others, calibration)]


def _compared(
    ones: Sequence[Pitch], others: Sequence[Pitch], calibration: Calibration | None
) -> list[Comparison]:
    habits = calibration.habits if calibration else None
    known = np.array([len(other.vectors) > 0 for other in others], bool)
    read = [other for other in others if len(other.vectors)]
    theirs = stacked(read, habits) if read else None
    return [_row(one, others, known, theirs, habits) for one in ones]


def _row(
    one: Pitch,
    others: Sequence[Pitch],
    known: NDArray[np.bool_],
    theirs: Stack | None,
    habits: Floats | None,
) -> Comparison:
    best = np.zeros((len(one.parts), len(others)), np.float32)
    if theirs is None or not len(one.vectors):
        words = [by_words(one, other) for other in others]
        return Comparison(words, best, np.zeros(len(others), bool))
    table, best[:, known] = _features(stacked([one], habits), theirs)
    values = iter(shown(table))
    pairs = zip(known.tolist(), others, strict=True)
    meant = [settled(next(values), one, o) if k else by_words(one, o) for k, o in pairs]
    return Comparison(meant, best, known)


def settled(value: float, one: Pitch, other: Pitch) -> float:
    """A likeness that is raised where the same words stand in the same order.

    A short message that was split into other clauses, or misheard, is the same all the same.
    """
    low, high = DOUBT
    if value < low:
        return value
    if value >= high:
        return 1.0 if one.words == other.words else value
    words = by_words(one, other, least=SAME_WORDS)
    return max(value, words) if words >= SAME_WORDS else value


def features(mine: Stack, theirs: Stack) -> Floats:
    """What tells whether one pitch is each of some others, [pitches, 3], see `FEATURES`.

    How much of the one is said in the other, whichever is less; how much is so much as touched
    on; and the cosine of their mean directions.
    """
    return _features(mine, theirs)[0]


def _features(mine: Stack, theirs: Stack) -> tuple[Floats, Floats]:
    """Those, and the cosine of each clause here with the most alike in each pitch there."""
    cosines = theirs.cosines(np.vstack([mine.vectors, mine.middle]))
    cosines, towards = cosines[:-1], theirs.towards(cosines[-1])
    forth = theirs.best(cosines)
    back = joined(np.ascontiguousarray(cosines.T), mine.links).max(axis=1)
    weights = mine.weights / max(float(mine.weights.sum()), TINY)
    columns = [
        np.minimum(weights @ graded(forth, bounds), theirs.share(graded(back, bounds)))
        for bounds in (FITTED.alike, FITTED.touched)
    ]
    table: Floats = np.stack([*columns, towards], axis=1)
    return table, forth


def shown(table: NDArray[np.float32]) -> list[float]:
    """Features as a likeness, 0..1."""
    odds = table @ FITTED.coefficients + FITTED.intercept
    moved = FITTED.slope * odds + math.log(EVEN / (1 - EVEN))
    return [float(value) for value in 1 / (1 + np.exp(-moved.astype(np.float64)))]


def said_in(one: Pitch, others: Sequence[Pitch]) -> list[float]:
    """Cosine of each clause of one pitch with the most alike in any other, -1..1."""
    known = [other for other in others if len(other.vectors)]
    if not known or not len(one.vectors):
        return [0.0] * len(one.parts)
    best = rows_of([one]).best_in(rows_of(known)).max(axis=1)
    return [float(value) for value in best]


def counted(one: Pitch) -> list[float]:
    """What each clause of a pitch counts for, 0..1, its part in everybody's frames taken off."""
    weights = [part.weight for part in one.parts]
    if not len(one.vectors):
        return weights
    shares = table([one])[:, FRAMED].tolist()
    return [weight * (1 - share) for weight, share in zip(weights, shares, strict=True)]


def by_words(one: Pitch, other: Pitch, least: float = 0.0) -> float:
    """Word-edit similarity, 0..1, of two pitches with names, numbers and dates masked.

    Under `least` it is 0, which is quicker.
    """
    if not one.parts or not other.parts:
        return 0.0
    return float(Indel.normalized_similarity(one.words, other.words, score_cutoff=least))
