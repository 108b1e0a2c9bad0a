"""Many pitches in one table, so that comparing with hundreds costs milliseconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coach.likeness.fitted import FITTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from coach.likeness.pitch import Pitch

    Floats = NDArray[np.float32]

FRAME_LEFT, IDEA_LEFT = 0.1, 0.5
"""What is left of the weight of a clause that is all frame: of any clause where the frame is of
everybody's, and of one with an idea where it is the rep's own habit (ours)."""
TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Rows:
    """Clauses of some pitches, one below the other; every pitch has at least one.

    `vectors` [n, 384] are unit vectors, `links` [n] the length of each clause's with the one after
    it, `starts` where each pitch begins.
    """

    vectors: Floats
    links: Floats
    starts: NDArray[np.intp]

    def best_in(self, other: Rows) -> Floats:
        """Cosine of each clause here with the most alike in each pitch of `other`, [n, pitches]."""
        down = np.ascontiguousarray(self._cosines(other).T)  # several times faster along rows
        best: Floats = np.maximum.reduceat(down, other.starts, axis=0).T
        return best

    def best_in_one(self, other: Rows) -> Floats:
        """Cosine of each clause here with the most alike in the one pitch of `other`, [n]."""
        best: Floats = self._cosines(other).max(axis=1)
        return best

    def _cosines(self, other: Rows) -> Floats:
        """Cosine of each clause here with each there, or with it and the next one as one clause.

        What one message says in two clauses another says in one.
        """
        alone: Floats = self.vectors @ other.vectors.T
        joined = alone.copy()
        joined[:, :-1] += alone[:, 1:]
        joined /= other.links
        return np.maximum(alone, joined)


@dataclass(frozen=True, slots=True)
class Stack(Rows):
    """Such clauses with what is needed to compare whole pitches.

    `weights` [n] is what each counts for, `middles` [pitches, 384] the weighted mean direction of
    each pitch.
    """

    weights: Floats
    middles: Floats

    def share(self, parts: Floats) -> Floats:
        """Weighted mean of a value a clause, a pitch; `parts` is [n]."""
        total = np.maximum(np.add.reduceat(self.weights, self.starts), TINY)
        mean: Floats = (np.add.reduceat(parts * self.weights, self.starts) / total).astype(
            np.float32
        )
        return mean


def graded(cosines: Floats, bounds: tuple[float, float]) -> Floats:
    """How far two clauses say the same: 0 at the lower bound of cosines, 1 at the upper one."""
    low, high = bounds
    share: Floats = np.clip((cosines - low) / (high - low), 0, 1)
    return share


def framed(vectors: Floats, frames: Floats) -> Floats:
    """How far each clause is one of some frames, 0..1."""
    if not len(frames) or not len(vectors):
        return np.zeros(len(vectors), np.float32)
    return graded((vectors @ frames.T).max(axis=1), FITTED.frame)


def unit(vectors: NDArray[np.generic]) -> Floats:
    """Rows as unit vectors."""
    rows = vectors.astype(np.float32)
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    rows /= np.maximum(lengths, TINY)[:, None]
    return rows


def stacked(pitches: Sequence[Pitch], habits: Floats | None = None) -> Stack:
    """Pitches with at least one clause each, and vectors; `habits` are frames of the rep's own."""
    rows = rows_of(pitches)
    weights = _weights(pitches, rows.vectors, habits)
    middles = unit(np.add.reduceat(rows.vectors * weights[:, None], rows.starts, axis=0))
    lengths = np.array([len(part.words) for one in pitches for part in one.parts], np.float32)
    return Stack(rows.vectors, rows.links, rows.starts, weights * np.sqrt(lengths), middles)


def rows_of(pitches: Sequence[Pitch]) -> Rows:
    """Pitches with at least one clause each, and vectors, where only clauses are compared."""
    counts = np.array([len(one.parts) for one in pitches])
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.intp)
    vectors = unit(np.concatenate([one.vectors for one in pitches]))
    return Rows(vectors, _links(vectors, starts), starts)


def _weights(pitches: Sequence[Pitch], vectors: Floats, habits: Floats | None) -> Floats:
    parts = [part for one in pitches for part in one.parts]
    weights = np.array([part.weight for part in parts], np.float32)
    weights *= 1 - (1 - FRAME_LEFT) * framed(vectors, FITTED.frames)
    if habits is not None:
        left = np.array([IDEA_LEFT if part.kinds else FRAME_LEFT for part in parts], np.float32)
        weights *= 1 - (1 - left) * framed(vectors, habits)
    return weights


def _links(vectors: Floats, starts: NDArray[np.intp]) -> Floats:
    """Length of each clause's vector with the next one's; endless where a pitch ends."""
    cosines = np.einsum("ij,ij->i", vectors[:-1], vectors[1:])
    links = np.append(np.sqrt(np.maximum(2 + 2 * cosines, TINY)), np.inf).astype(np.float32)
    links[starts[1:] - 1] = np.inf
    return links
