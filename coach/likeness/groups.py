"""Messages that are alike, in groups, with what they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coach.likeness.compared import counted, likeness_table
from coach.likeness.stack import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from coach.likeness.pitch import Pitch

ALIKE = 0.75
"""Likeness from which two messages are one script: the standard playbook's bound."""
MOST_SHARED = 4
SHARED = 0.7
"""Cosine from which a member has a passage of the group's, in whatever words (ours)."""
SHARE = 0.5
"""A passage is the group's if this share of its members has it (ours)."""
LEAST_COUNTED = 0.1


@dataclass(frozen=True, slots=True)
class Cluster:
    """A group of messages that are alike.

    `members` are places in what was given, `typical` that of the message the others are most
    like, `shared` passages of it that most members have, `likeness` the mean to it, 0..1.
    """

    members: tuple[int, ...]
    typical: int
    shared: tuple[str, ...]
    likeness: float


def clusters(pitches: Sequence[Pitch], alike: float = ALIKE) -> tuple[Cluster, ...]:
    """Groups of at least two messages that are alike, the largest first.

    Each group is what is alike to one typical message, so that no chain of small changes joins
    messages that have nothing in common. Time grows with the square: 5 ms a message for 1000.
    """
    if not pitches:
        return ()
    table = np.array(likeness_table(pitches, pitches))
    near = table >= alike
    left = np.ones(len(pitches), bool)
    found: list[Cluster] = []
    while left.any():
        counts = np.where(left, (near & left).sum(axis=1), 0)
        typical = int(np.argmax(counts))
        if counts[typical] < 2:  # alone
            break
        members = np.flatnonzero(near[typical] & left).tolist()
        left[members] = False
        found.append(_cluster(pitches, members, typical, table))
    return tuple(found)


def _cluster(
    pitches: Sequence[Pitch], members: list[int], typical: int, table: np.ndarray
) -> Cluster:
    others = [k for k in members if k != typical]
    shared = shared_by([pitches[k] for k in others], pitches[typical])
    mean = float(table[typical, others].mean())
    return Cluster(tuple(members), typical, shared, mean)


def shared_by(pitches: Sequence[Pitch], typical: Pitch) -> tuple[str, ...]:
    """Passages of one message that most of some others have, in its order; at most four."""
    return tuple(typical.parts[place].text for place in shared_places(pitches, typical))


def shared_places(pitches: Sequence[Pitch], typical: Pitch) -> tuple[int, ...]:
    """Which clauses of one message most of some others have, from 0; those that count most."""
    known = [one for one in pitches if len(one.vectors)]
    if not known or not len(typical.vectors):
        return ()
    return common_places(typical, rows_of([typical]).best_in(rows_of(known)))


def common_places(typical: Pitch, best: NDArray[np.float32]) -> tuple[int, ...]:
    """Those places, from the cosines of its clauses with the most alike in each of the others.

    `best` is [clauses, others], of one other at least.
    """
    has = best >= SHARED
    weights = counted(typical)
    wanted = [
        place
        for place, share in enumerate(has.mean(axis=1).tolist())
        if share >= SHARE and weights[place] > LEAST_COUNTED
    ]
    chosen = sorted(wanted, key=lambda place: -weights[place])[:MOST_SHARED]
    return tuple(sorted(chosen))
