"""What a rep says to everyone: clauses that most of the messages to different prospects have."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coach.likeness.stack import rows_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from coach.likeness.pitch import Pitch
    from coach.likeness.stack import Floats

LEAST_MESSAGES = 20
"""Messages of a rep from which his own habits are known (the rubric's)."""
MOST_MESSAGES = 100
"""The latest of them are looked at (ours)."""
HABIT_ALIKE = 0.85
"""Cosine from which two clauses are one habit (ours)."""
HABIT_SHARE = 0.5
"""A clause is a habit if this share of the messages has it (ours)."""
MOST_HABITS = 40
MOST_TABLES = 16
"""Reps whose table of clauses is kept at hand; each takes some 4 MB with its pitches."""


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """What a rep says to everyone: `habits` [n, 384], unit vectors of clauses."""

    habits: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Which clauses of some pitches stand in which of them, in whatever words.

    `places` are the pitches with their place, `starts` [pitches + 1] their first rows and the end,
    `vectors` [clauses, 384] unit vectors, `has` [clauses, pitches] 1 where a clause stands.
    """

    places: dict[Pitch, int]
    starts: NDArray[np.intp]
    vectors: Floats
    has: Floats

    def rows(self, pitches: Sequence[Pitch]) -> NDArray[np.intp]:
        """Rows of some of the pitches, in their order."""
        return _rows(self.starts, self._places_of(pitches))

    def shares(self, pitches: Sequence[Pitch]) -> NDArray[np.float64]:
        """Share, 0..1, of some of the pitches that each clause here stands in, [clauses]."""
        times = np.bincount(self._places_of(pitches), minlength=len(self.places))
        return (self.has @ times.astype(np.float32)).astype(np.float64) / len(pitches)

    def grown(self, new: Sequence[Pitch]) -> Table:
        """The same with other pitches behind."""
        mine, known = rows_of(new), len(self.vectors)
        added = mine.vectors
        vectors = np.concatenate([self.vectors, added]) if known else added
        starts = np.append(self.starts[:-1], [*(known + mine.starts), len(vectors)])
        alike = added @ vectors.T >= HABIT_ALIKE
        right = np.logical_or.reduceat(alike[:, :known], mine.starts, axis=0).T
        down = np.ascontiguousarray(alike.T)  # several times faster along rows
        below = np.logical_or.reduceat(down, starts[:-1], axis=0).T
        has = np.vstack([np.hstack([self.has, right]), below]).astype(np.float32)
        return Table(_places((*self.places, *new)), starts, vectors, has)

    def shrunk(self, pitches: Sequence[Pitch]) -> Table:
        """The same with some of the pitches only."""
        places = self._places_of(pitches)
        rows, counts = _rows(self.starts, places), np.diff(self.starts)[places]
        has = self.has[np.ix_(rows, places)]
        starts = np.cumsum([0, *counts], dtype=np.intp)
        return Table(_places(pitches), starts, self.vectors[rows], has)

    def _places_of(self, pitches: Sequence[Pitch]) -> NDArray[np.intp]:
        return np.array([self.places[one] for one in pitches], np.intp)


EMPTY = np.zeros((0, 0), np.float32)
NOTHING = Table({}, np.zeros(1, np.intp), EMPTY, EMPTY)

_TABLES: deque[Table] = deque(maxlen=MOST_TABLES)
"""Those asked for last: the next message of a rep is compared with all but a few of the same."""


def calibrated(pitches: Sequence[Pitch]) -> Calibration | None:
    """What a rep says to everyone, from messages to different prospects, oldest first.

    None under 20 messages: then the frames that coach knows have to do.
    """
    known = [one for one in pitches if len(one.vectors)][-MOST_MESSAGES:]
    if len(known) < LEAST_MESSAGES:
        return None
    table = _table(known)
    rows = table.rows(known)
    shares = table.shares(known)[rows]
    ranked = np.argsort(-shares, kind="stable")
    often = table.vectors[rows[ranked[shares[ranked] >= HABIT_SHARE]]]
    return Calibration(often[_different(often)])


def _different(vectors: Floats) -> list[int]:
    """Of clauses, the first ones that are not the same in other words."""
    chosen: list[int] = []
    left = np.ones(len(vectors), bool)
    while left.any() and len(chosen) < MOST_HABITS:
        first = int(np.argmax(left))
        chosen.append(first)
        left &= vectors @ vectors[first] < HABIT_ALIKE
        left[first] = False
    return chosen


def _table(known: Collection[Pitch]) -> Table:
    """A table with these pitches and perhaps more: the one that was made before, grown."""
    known = dict.fromkeys(known)
    near = (one for one in tuple(_TABLES) if not one.places.keys().isdisjoint(known))
    before = next(near, NOTHING)
    new = [one for one in known if one not in before.places]
    if not new:
        return before
    table = before
    if len(table.places) + len(new) > 2 * MOST_MESSAGES:
        table = table.shrunk([one for one in table.places if one in known])
    table = table.grown(new)
    with suppress(ValueError):  # it is nothing, or another thread was quicker
        _TABLES.remove(before)
    _TABLES.appendleft(table)
    return table


def _places(pitches: Sequence[Pitch]) -> dict[Pitch, int]:
    return {one: place for place, one in enumerate(pitches)}


def _rows(starts: NDArray[np.intp], places: NDArray[np.intp]) -> NDArray[np.intp]:
    """The rows of some stretches, one behind the other."""
    counts = np.diff(starts)[places]
    moved = starts[places] - np.cumsum(counts) + counts
    rows: NDArray[np.intp] = np.repeat(moved, counts) + np.arange(counts.sum())
    return rows
