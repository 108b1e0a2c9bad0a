"""Many pitches in one table, so that comparing with hundreds costs milliseconds."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

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
FORMAT = 1
"""Number of what is kept beside a pitch; raised where another thing is made of the same."""
TINY = 1e-9
AT_ONCE, PITCHES_AT_ONCE = 512, 64
"""Clauses, and pitches, made into decimals at once: as many as the processor's cache holds."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Clauses of some pitches, one below the other; every pitch has at least one.

    `raw` [n, 384] are their directions as they are kept, `lengths` [n] how long those are, `links`
    [n] the length of each clause's unit vector with the one after it, `starts` where each pitch
    begins.
    """

    raw: NDArray[np.int8]
    lengths: Floats
    links: Floats
    starts: NDArray[np.intp]

    @property
    def vectors(self) -> Floats:
        """The clauses as unit vectors [n, 384]."""
        rows = self.raw.astype(np.float32)
        rows /= self.lengths[:, None]
        return rows

    def cosines(self, units: Floats) -> Floats:
        """Cosines of unit vectors [m, 384] with each clause, [m, n]."""
        found = np.empty((len(units), len(self.raw)), np.float32)
        for first in range(0, len(self.raw), AT_ONCE):
            some = self.raw[first : first + AT_ONCE].astype(np.float32)
            np.matmul(units, some.T, out=found[:, first : first + AT_ONCE])
        found /= self.lengths
        return found

    def best_in(self, other: Rows) -> Floats:
        """Cosine of each clause here with the most alike in each pitch of `other`, [n, pitches]."""
        return other.best(other.cosines(self.vectors))

    def best(self, cosines: Floats) -> Floats:
        """Of cosines of some clauses with each one here, the best in each pitch, [n, pitches]."""
        down = np.ascontiguousarray(joined(cosines, self.links).T)  # faster along rows
        best: Floats = np.maximum.reduceat(down, self.starts, axis=0).T
        return best


@dataclass(frozen=True, slots=True)
class Stack(Rows):
    """Such clauses with what is needed to compare whole pitches.

    `counts` [n] is what each clause counts for whatever its length, `weights` [n] with that;
    `middles` [pitches] are the lengths of the sums of each pitch's unit vectors, so counted.
    """

    counts: Floats
    weights: Floats
    middles: Floats

    def share(self, parts: Floats) -> Floats:
        """Weighted mean of a value a clause, a pitch; `parts` is [n]."""
        total = np.maximum(np.add.reduceat(self.weights, self.starts), TINY)
        mean: Floats = (np.add.reduceat(parts * self.weights, self.starts) / total).astype(
            np.float32
        )
        return mean

    def towards(self, cosines: Floats) -> Floats:
        """Cosine of each pitch's mean direction with one, from its cosines [n] with the clauses."""
        sums = np.add.reduceat(cosines * self.counts, self.starts)
        found: Floats = (sums / np.maximum(self.middles, TINY)).astype(np.float32)
        return found

    @property
    def middle(self) -> Floats:
        """The mean direction of the one pitch here, [384], a unit vector."""
        summed: Floats = self.counts @ self.vectors
        summed /= max(float(self.middles[0]), TINY)
        return summed


LENGTH, LINK, FRAMED, COUNT, SIZE, MIDDLE = range(6)
"""What is known of each clause before it is compared, see `table`."""

_PREPARED: WeakKeyDictionary[Pitch, bytes] = WeakKeyDictionary()
"""As long as a pitch is at hand, so is what was made of it: it is compared with many others."""


def table(pitches: Sequence[Pitch]) -> Floats:
    """What is known of each clause of some pitches with vectors, [clauses, 6].

    Its length and link, see `Rows`; how far it is a frame of everybody's; its weight with that
    taken off; the root of its length in words; and its pitch's middle, see `Stack`. It is what was
    kept with the pitches, or is made once, of some together: they fit into the processor's cache.
    """
    mark = _mark()
    found = [_kept(one, mark) or _PREPARED.get(one) for one in pitches]
    missing = [one for one, ready in zip(pitches, found, strict=True) if ready is None]
    for first in range(0, len(missing), PITCHES_AT_ONCE):
        some = missing[first : first + PITCHES_AT_ONCE]
        for one, made in zip(some, _made(some), strict=True):
            _PREPARED[one] = made
    every = (ready or _PREPARED[one] for one, ready in zip(pitches, found, strict=True))
    known: Floats = np.frombuffer(b"".join(every), "<f4").reshape(-1, MIDDLE + 1)
    return known


def to_keep(pitch: Pitch) -> bytes | None:
    """What to keep beside a pitch, so that it is soon compared; None where it has no vectors."""
    return _mark() + table([pitch]).tobytes() if len(pitch.vectors) else None


def _kept(pitch: Pitch, mark: bytes) -> bytes | None:
    """What was kept beside a pitch, if that still holds."""
    content, size = pitch.prepared, 4 * (MIDDLE + 1) * len(pitch.vectors)
    if content and content.startswith(mark) and len(content) == len(mark) + size:
        return content[len(mark) :]
    return None


def _mark() -> bytes:
    return FITTED.mark + FORMAT.to_bytes(4)


def _made(pitches: Sequence[Pitch]) -> list[bytes]:
    parts = [part for one in pitches for part in one.parts]
    starts = _starts([len(one.parts) for one in pitches])
    cut = _cut(starts, len(parts))
    vectors = np.concatenate([one.vectors for one in pitches]).astype(np.float32)
    made = np.empty((len(parts), MIDDLE + 1), "<f4")
    made[:, LENGTH] = np.maximum(np.sqrt(np.einsum("ij,ij->i", vectors, vectors)), TINY)
    vectors /= made[:, LENGTH, None]
    made[:, LINK] = _links(vectors, starts)
    made[:, FRAMED] = framed(vectors, FITTED.frames)
    made[:, COUNT] = [part.weight for part in parts]
    made[:, COUNT] *= 1 - (1 - FRAME_LEFT) * made[:, FRAMED]
    made[:, SIZE] = np.sqrt(np.array([len(part.words) for part in parts], np.float32))
    middles = _middles(vectors, made[:, COUNT], cut)
    made[:, MIDDLE] = np.repeat(middles, [len(one.parts) for one in pitches])
    return [made[one].tobytes() for one in cut]


def _cut(starts: NDArray[np.intp], end: int) -> list[slice]:
    """The stretches that begin somewhere, the last one ending at `end`."""
    return [slice(first, last) for first, last in pairwise((*starts.tolist(), end))]


def _middles(vectors: Floats, counts: Floats, cut: Sequence[slice]) -> Floats:
    """How long the sum of each stretch of clauses is, as they count."""
    sums = np.array([counts[one] @ vectors[one] for one in cut])
    lengths: Floats = np.sqrt(np.einsum("ij,ij->i", sums, sums))
    return lengths


def joined(alone: Floats, links: Floats) -> Floats:
    """Cosines with each clause of a row, or with it and the next one as one clause.

    What one message says in two clauses another says in one. `alone` are those with each clause
    [n, m], `links` are those of the m clauses.
    """
    both = alone.copy()
    both[:, :-1] += alone[:, 1:]
    both /= links
    return np.maximum(alone, both)


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
    known = table(pitches)
    rows, counts = _rows(pitches, known), known[:, COUNT].copy()
    if habits is None:
        middles = known[rows.starts, MIDDLE]
    else:
        kinds = [bool(part.kinds) for one in pitches for part in one.parts]
        left = np.where(kinds, IDEA_LEFT, FRAME_LEFT).astype(np.float32)
        vectors = rows.vectors
        counts *= 1 - (1 - left) * framed(vectors, habits)
        middles = _middles(vectors, counts, _cut(rows.starts, len(counts)))
    weights = counts * known[:, SIZE]
    return Stack(rows.raw, rows.lengths, rows.links, rows.starts, counts, weights, middles)


def rows_of(pitches: Sequence[Pitch]) -> Rows:
    """Pitches with at least one clause each, and vectors, where only clauses are compared."""
    return _rows(pitches, table(pitches))


def _rows(pitches: Sequence[Pitch], known: Floats) -> Rows:
    raw = [one.vectors for one in pitches]
    starts = _starts([len(one) for one in raw])
    joint = raw[0] if len(raw) == 1 else np.concatenate(raw)
    return Rows(joint, known[:, LENGTH].copy(), known[:, LINK].copy(), starts)


def _starts(counts: Sequence[int]) -> NDArray[np.intp]:
    """Where each stretch begins, of stretches one behind the other."""
    return np.cumsum([0, *counts[:-1]], dtype=np.intp)


def _links(vectors: Floats, starts: NDArray[np.intp]) -> Floats:
    """Length of each clause's vector with the next one's; endless where a pitch ends."""
    cosines = np.einsum("ij,ij->i", vectors[:-1], vectors[1:])
    links = np.append(np.sqrt(np.maximum(2 + 2 * cosines, TINY)), np.inf).astype(np.float32)
    links[starts[1:] - 1] = np.inf
    return links
