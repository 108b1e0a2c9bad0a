"""Pitches whose clauses mean what their words are: no sentence model is asked."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from coach.likeness import Pitch, pitch
from coach.likeness.masking import masked
from coach.said import Clause, Said

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from coach.records import Recording

SMALL_WORDS = frozenset(
    (
        *("a", "an", "and", "at", "by", "for", "from", "i", "in", "is", "it", "of", "on"),
        *("that", "the", "this", "to", "we", "with", "you", "your"),
    )
)


def vector(text: str) -> NDArray[np.float32]:
    """Return a direction that texts share as far as they share words."""
    words = [word for word in masked(text) if word not in SMALL_WORDS and word.isalpha()]
    total = sum((_of_word(word) for word in words), np.zeros(384))
    length = float(np.linalg.norm(total)) or 1.0
    return (total / length).astype(np.float32)


def _of_word(word: str) -> NDArray[np.float64]:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
    return np.random.default_rng(seed).standard_normal(384)


def pitched(*clauses: tuple[str, str] | str, recording: Recording | None = None) -> Pitch:
    """Return the pitch of clauses, each with its cues: ("we cut the wait", "solution")."""
    made: list[Clause] = []
    said: list[Said] = []
    char = 0
    for one in clauses:
        text, cues = (one, "") if isinstance(one, str) else one
        clause = Clause(text, char, char + len(text))
        made.append(clause)
        said += [Said(cue, clause, 0.9) for cue in cues.split()]
        char += len(text) + 1
    vectors = np.array([vector(clause.text) for clause in made]).reshape(-1, 384)
    return pitch(made, said, vectors, recording)
