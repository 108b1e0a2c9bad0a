"""What a message says: its clauses and the cues in them, found in the parent process.

A clause's vector takes milliseconds to make and is kept beside the hearing, so that a message
that was read before needs no sentence model.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from typing import TYPE_CHECKING

import msgspec

from coach import __version__
from coach.cues import Known, clause_vectors, clauses_heard, said
from coach.likeness.pitch import FORMAT as PITCH_FORMAT
from coach.likeness.pitch import Pitch
from coach.names import names_of
from coach.said import Clause, Said

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from coach.cues import Taught
    from coach.history import Hearings
    from coach.meaning import Meaning
    from coach.records import Recording, Speech


_Packed = tuple[tuple[Clause, ...], list[tuple[str, int, float]]]


@dataclass(frozen=True, slots=True, eq=False)
class Sayings:
    """What a message says: clauses, cues in them, and the clauses' vectors [n, 384]."""

    clauses: tuple[Clause, ...]
    said: tuple[Said, ...]
    vectors: NDArray[np.float32] | None

    def packed(self) -> bytes:
        """Clauses and cues as bytes to keep; the vectors are kept with the hearing."""
        places = {clause: index for index, clause in enumerate(self.clauses)}
        found = [(one.cue, places[one.clause], one.confidence) for one in self.said]
        return msgspec.json.encode((self.clauses, found))

    @classmethod
    def unpacked(cls, content: bytes) -> Sayings:
        """Read what `packed` gave, without vectors.

        Raises
        ------
        ValueError
            Where it is damaged.
        """
        try:
            clauses, found = _PACKED.decode(content)
            said = tuple(Said(cue, clauses[index], sure) for cue, index, sure in found)
        except (msgspec.MsgspecError, IndexError) as error:
            raise ValueError("These are no stored sayings.") from error
        return cls(clauses, said, None)


_PACKED = msgspec.json.Decoder(_Packed)


@dataclass(frozen=True)
class SayingsFinder:
    """Finds what messages say, with cues as they are taught, and keeps the vectors it makes."""

    hearings: Hearings
    taught: Taught
    meaning: Meaning

    def of(self, key: str, speech: Speech, recording: Recording) -> Sayings:
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
            return Sayings((), (), None)
        known = Known(recording.rep, recording.rep_company)
        vectors = self._vectors(key, clauses)
        return Sayings(clauses, said(clauses, vectors, self.taught, known), vectors)

    def made_of(self, key: str, speech: Speech, recording: Recording) -> str:
        """What the sayings and the pitch of a message depend on, as a digest."""
        message = speech.message
        texts = (
            *(key, self.identity, str(PITCH_FORMAT), f"{message.start_s} {message.end_s}"),
            *(name or "" for name in names_of(recording)),
        )
        return hashlib.sha256("\0".join(texts).encode("utf-8", "replace")).hexdigest()[:16]

    @cached_property
    def identity(self) -> str:
        """Digest of the cues as they are taught, of the models, and of coach's own version."""
        folders = [resources.files("coach.cues"), self.hearings.database.home / "cues"]
        found = hashlib.sha256(f"{__version__}|{self.meaning.identity}".encode())
        for folder in folders:
            if not folder.is_dir():
                continue
            for file in sorted(folder.iterdir(), key=lambda one: one.name):
                if file.name.endswith((".toml", ".npz")):
                    found.update(file.name.encode("utf-8", "surrogateescape"))
                    found.update(file.read_bytes())
        return found.hexdigest()

    def _vectors(self, key: str, clauses: Sequence[Clause]) -> NDArray[np.float32]:
        """The clauses' vectors [n, 384]: kept ones, or new ones that are kept from now on."""
        import numpy as np

        ending = f"{self._digest(clauses)}.npy"
        kept = _read(self.hearings.beside(key, ending), len(clauses), self.meaning.dimensions)
        if kept is not None:
            return kept
        made = clause_vectors(clauses, self.meaning).astype(np.float16)
        content = io.BytesIO()
        np.save(content, made)
        self.hearings.keep_beside(key, ending, content.getvalue())
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


def untold(
    sayings: bytes | None, packed: bytes | None, prepared: bytes | None = None
) -> tuple[Sayings, Pitch | None]:
    """What was kept of a message; nothing where it was let go or is of another format."""
    try:
        read = Sayings.unpacked(sayings) if sayings else Sayings((), (), None)
    except ValueError:
        read = Sayings((), (), None)
    try:
        return read, Pitch.unpacked(packed, prepared) if packed else None
    except ValueError:
        return read, None
