"""What a message says: its clauses and the cues in them, found in the parent process.

A clause's vector takes milliseconds to make and is kept beside the hearing, so that a message
that was read before needs no sentence model.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.cues import Known, clause_vectors, clauses_heard, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from coach.cues import Taught
    from coach.history import History
    from coach.meaning import Meaning
    from coach.records import Recording, Speech
    from coach.said import Clause, Said


@dataclass(frozen=True, slots=True)
class Sayings:
    """Finds what messages say, with cues as they are taught, and keeps the vectors it makes."""

    history: History
    taught: Taught
    meaning: Meaning

    def of(
        self, key: str, speech: Speech, recording: Recording
    ) -> tuple[tuple[Clause, ...], tuple[Said, ...]]:
        """Clauses of a message, and the cues in them; `speech` has its names put right.

        Raises
        ------
        MissingError
            Where a clause was never read before and the sentence model is missing.
        CoachError
            Where the history cannot be written.
        """
        clauses = clauses_heard(speech.transcript.words)
        if not clauses:
            return (), ()
        known = Known(recording.rep, recording.rep_company)
        return clauses, said(clauses, self._vectors(key, clauses), self.taught, known)

    def _vectors(self, key: str, clauses: Sequence[Clause]) -> NDArray[np.float32]:
        """The clauses' vectors [n, 384]: kept ones, or new ones that are kept from now on."""
        import numpy as np

        ending = f"{self._digest(clauses)}.npy"
        kept = _read(self.history.beside(key, ending), len(clauses), self.meaning.dimensions)
        if kept is not None:
            return kept
        made = clause_vectors(clauses, self.meaning).astype(np.float16)
        content = io.BytesIO()
        np.save(content, made)
        self.history.keep_beside(key, ending, content.getvalue())
        return made.astype(np.float32)

    def _digest(self, clauses: Sequence[Clause]) -> str:
        """What vectors are found by: the model they are of, and the clauses' own words."""
        texts = "\0".join((self.meaning.identity, *(clause.text for clause in clauses)))
        return hashlib.sha256(texts.encode("utf-8", "replace")).hexdigest()[:16]


def _read(content: bytes | None, count: int, dimensions: int) -> NDArray[np.float32] | None:
    """Kept vectors; None where there are none, or not what they should be."""
    import numpy as np

    if content is None:
        return None
    try:
        vectors = np.load(io.BytesIO(content), allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    if vectors.shape != (count, dimensions):
        return None
    kept: NDArray[np.float32] = vectors.astype(np.float32)
    return kept
