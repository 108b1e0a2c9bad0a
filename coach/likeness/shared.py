"""What two messages share, clause beside clause, with what changed in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import Indel

from coach.likeness.compared import counted
from coach.likeness.masking import bare
from coach.likeness.stack import unit
from coach.likeness.weights import EMPTY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.likeness.pitch import Pitch

SHARED = 0.55
"""Cosine from which a clause is shared, in whatever words (fitted: see `Fitted.touched`)."""
LEAST_COUNTED = 0.1
"""Clauses that count for less are formalities, and not shown (ours)."""

Pieces = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause of this message beside the one of another that says the same.

    `place` and `their_place` count clauses from 0. `cosine` is how alike they mean, 1 for the
    same words. `pieces` and `their_pieces` are the two texts cut up, each piece with whether its
    words stand in the other, too.
    """

    place: int
    mine: str
    theirs: str
    their_place: int
    cosine: float
    pieces: Pieces
    their_pieces: Pieces


def passages(one: Pitch, other: Pitch) -> tuple[Passage, ...]:
    """Passages that both messages have, in the order of the first; formalities are left out."""
    if not len(one.vectors) or not len(other.vectors):
        return ()
    cosines = unit(one.vectors) @ unit(other.vectors).T
    mine, theirs = counted(one), counted(other)
    found = []
    for place, weight in enumerate(mine):
        best = int(np.argmax(cosines[place]))
        alike = float(cosines[place, best])
        if alike >= SHARED and min(weight, theirs[best]) > max(LEAST_COUNTED, EMPTY):
            found.append(_passage(one, place, other, best, alike))
    return tuple(found)


def _passage(one: Pitch, place: int, other: Pitch, best: int, alike: float) -> Passage:
    mine, theirs = one.parts[place].text, other.parts[best].text
    pieces, their_pieces = compared_words(mine, theirs)
    return Passage(place, mine, theirs, best, min(1.0, alike), pieces, their_pieces)


def compared_words(mine: str, theirs: str) -> tuple[Pieces, Pieces]:
    """Two texts cut into pieces, each with whether the other has its words in the same order."""
    one, other = mine.split(), theirs.split()
    codes = Indel.opcodes([bare(word) for word in one], [bare(word) for word in other])
    left = [(one[c.src_start : c.src_end], c.tag == "equal") for c in codes]
    right = [(other[c.dest_start : c.dest_end], c.tag == "equal") for c in codes]
    return _pieces(left), _pieces(right)


def _pieces(cut: Sequence[tuple[list[str], bool]]) -> Pieces:
    return tuple((" ".join(words), same) for words, same in cut if words)
