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
from coach.likeness.stack import TINY, framed, graded, rows_of, stacked, unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from coach.likeness.pitch import Pitch
    from coach.likeness.stack import Floats, Stack

FEATURES = ("covered", "answered", "direction")

DOUBT = (0.4, 0.85)
"""Between these the words themselves are asked, too (ours)."""
SAME_WORDS = 0.8
"""Word-edit similarity that is reached by readings of one script, and by no template: of our pairs
that are not the same the most alike have 0.76."""

LEAST_MESSAGES = 20
"""Messages of a rep from which his own habits are known (the rubric's)."""
MOST_MESSAGES = 100
"""The latest of them are looked at (ours)."""
HABIT_ALIKE = 0.85
"""Cosine from which two clauses are one habit (ours)."""
HABIT_SHARE = 0.5
"""A clause is a habit if this share of the messages has it (ours)."""
MOST_HABITS = 40


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """What a rep says to everyone: `habits` [n, 384], unit vectors of clauses."""

    habits: Floats


def calibrated(pitches: Sequence[Pitch]) -> Calibration | None:
    """What a rep says to everyone, from messages to different prospects, oldest first.

    None under 20 messages: then the frames that coach knows have to do.
    """
    known = [one for one in pitches if len(one.vectors)][-MOST_MESSAGES:]
    if len(known) < LEAST_MESSAGES:
        return None
    counts = [len(one.vectors) for one in known]
    vectors = unit(np.concatenate([one.vectors for one in known]))
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.intp)
    alike = vectors @ vectors.T >= HABIT_ALIKE
    shares = np.logical_or.reduceat(alike, starts, axis=1).mean(axis=1)
    habits: list[int] = []
    for index in np.argsort(-shares, kind="stable").tolist():
        if shares[index] < HABIT_SHARE or len(habits) == MOST_HABITS:
            break
        if not alike[index, habits].any():
            habits.append(index)
    return Calibration(vectors[habits])


def likeness(one: Pitch, other: Pitch, calibration: Calibration | None = None) -> float:
    """How alike two pitches are, 0..1; 1 is the same, and it is the same both ways."""
    return likenesses(one, [other], calibration)[0]


def likenesses(
    one: Pitch, others: Sequence[Pitch], calibration: Calibration | None = None
) -> list[float]:
    """Likeness, 0..1, of one pitch to each of some others: 15 ms for 600.

    Where one of two has no vectors, their words alone are compared.
    """
    return likeness_table([one], others, calibration)[0]


def likeness_table(
    ones: Sequence[Pitch], others: Sequence[Pitch], calibration: Calibration | None = None
) -> list[list[float]]:
    """Likeness, 0..1, of each of some pitches to each of others, a row each."""
    habits = calibration.habits if calibration else None
    known = [k for k, other in enumerate(others) if len(other.vectors)]
    theirs = stacked([others[k] for k in known], habits) if known else None
    return [_row(one, others, known, theirs, habits) for one in ones]


def _row(
    one: Pitch,
    others: Sequence[Pitch],
    known: Sequence[int],
    theirs: Stack | None,
    habits: Floats | None,
) -> list[float]:
    if theirs is None or not len(one.vectors):
        return [by_words(one, other) for other in others]
    values = shown(features(stacked([one], habits), theirs))
    meant = {k: settled(v, one, others[k]) for k, v in zip(known, values, strict=True)}
    return [meant[k] if k in meant else by_words(one, o) for k, o in enumerate(others)]


def settled(value: float, one: Pitch, other: Pitch) -> float:
    """A likeness that is raised where the same words stand in the same order.

    A short message that was split into other clauses, or misheard, is the same all the same.
    """
    low, high = DOUBT
    if value < low:
        return value
    if value >= high:
        return 1.0 if one.words == other.words else value
    words = by_words(one, other)
    return max(value, words) if words >= SAME_WORDS else value


def features(mine: Stack, theirs: Stack) -> Floats:
    """What tells whether one pitch is each of some others, [pitches, 3], see `FEATURES`.

    How much of the one is said in the other, whichever is less; how much is so much as touched
    on; and the cosine of their mean directions.
    """
    forth, back = mine.best_in(theirs), theirs.best_in_one(mine)
    weights = mine.weights / max(float(mine.weights.sum()), TINY)
    columns = [
        np.minimum(weights @ graded(forth, bounds), theirs.share(graded(back, bounds)))
        for bounds in (FITTED.alike, FITTED.touched)
    ]
    columns.append(theirs.middles @ mine.middles[0])
    table: Floats = np.stack(columns, axis=1)
    return table


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
    shares = framed(unit(one.vectors), FITTED.frames).tolist()
    return [weight * (1 - share) for weight, share in zip(weights, shares, strict=True)]


def by_words(one: Pitch, other: Pitch) -> float:
    """Word-edit similarity, 0..1, of two pitches with names, numbers and dates masked."""
    if not one.parts or not other.parts:
        return 0.0
    return float(Indel.normalized_similarity(one.words, other.words))
