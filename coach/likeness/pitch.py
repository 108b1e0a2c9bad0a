"""What of a message is needed to compare it with others; a few KB."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from coach.likeness.masking import masked
from coach.likeness.weights import kinds_of, weight_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from coach.records import Recording
    from coach.said import Clause, Said

FORMAT = 1
"""Number of the packed form; one of another number is made anew from clauses and vectors."""


class Part(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A clause: as written, its masked words, its weight 0..1, and what of a pitch it carries.

    No dataclass, because thousands are read out of the history for one message.
    """

    text: str
    words: tuple[str, ...]
    weight: float
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Pitch:
    """The clauses of a message, and their directions in meaning.

    `said` are the clauses, or the bytes they are stored as, which are read when they are asked
    for. `vectors` is int8 [n, 384], a row a clause, each scaled to its largest component; [0, 0]
    where nobody made vectors. `prepared` is what `coach.likeness.stack` kept of it.
    """

    said: tuple[Part, ...] | msgspec.Raw
    vectors: NDArray[np.int8] = field(repr=False)
    prepared: bytes | None = field(default=None, repr=False)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The clauses."""
        return self.said if isinstance(self.said, tuple) else _PARTS.decode(self.said)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All masked words in order."""
        return tuple(word for part in self.parts for word in part.words)

    def packed(self) -> bytes:
        """Give the bytes to store: about 0.5 KB a clause."""
        parts = [(p.text, p.words, p.weight, sorted(p.kinds)) for p in self.parts]
        content = (FORMAT, parts, self.vectors.shape[1], self.vectors.tobytes())
        return msgspec.msgpack.encode(content)

    @classmethod
    def unpacked(cls, content: bytes, prepared: bytes | None = None) -> Pitch:
        """Read what `packed` gave.

        Raises
        ------
        ValueError
            It is damaged or of another format: make the pitch anew.
        """
        try:
            number, said, width, raw = _STORED.decode(content)
            count = _count(said) if width else len(_PARTS.decode(said))
        except msgspec.MsgspecError as error:
            raise ValueError("This is no stored pitch.") from error
        if number != FORMAT or len(raw) != count * width:
            raise ValueError("This is a stored pitch of another format.")
        rows = count if width else 0
        return cls(said, np.frombuffer(raw, dtype=np.int8).reshape(rows, width), prepared)


_STORED = msgspec.msgpack.Decoder(tuple[int, msgspec.Raw, int, bytes])
_PARTS = msgspec.msgpack.Decoder(tuple[Part, ...])


def _count(said: msgspec.Raw) -> int:
    """How many clauses there are, by the head of an array in MessagePack; -1 for another thing."""
    head = bytes(memoryview(said)[:3])
    if head[0] >> 4 == 0x9:
        return head[0] & 0xF
    return int.from_bytes(head[1:]) if head[0] == 0xDC else -1


def pitch(
    clauses: Sequence[Clause],
    said: Sequence[Said],
    vectors: NDArray[np.float32] | None,
    recording: Recording | None = None,
) -> Pitch:
    """What of a message is compared.

    `vectors` [n, 384] are those of the clauses, None where there are none; `recording` tells which
    names to mask: rep, prospect and their companies.
    """
    names = _names(recording)
    cues: dict[int, set[str]] = {}
    for one in said:
        if one.is_sure:
            cues.setdefault(one.clause.start_char, set()).add(one.cue)
    parts = tuple(_part(c.text, names, cues.get(c.start_char, set())) for c in clauses)
    if vectors is None or not parts:
        return Pitch(parts, np.zeros((0, 0), np.int8))
    return Pitch(parts, _small(vectors))


def pitch_of_text(text: str, recording: Recording | None = None) -> Pitch:
    """A pitch of words alone, where nobody looked for clauses: one clause that is all of it."""
    words = masked(text, _names(recording))
    parts = (Part(text, words, 1.0),) if words else ()
    return Pitch(parts, np.zeros((0, 0), np.int8))


def _part(text: str, names: Sequence[str], cues: set[str]) -> Part:
    words = masked(text, names)
    return Part(text, words, weight_of(words, cues), kinds_of(cues))


def _names(recording: Recording | None) -> tuple[str, ...]:
    if recording is None:
        return ()
    known = (recording.rep, recording.rep_company, recording.prospect, recording.prospect_company)
    return tuple(name for name in known if name)


def _small(vectors: NDArray[np.float32]) -> NDArray[np.int8]:
    """Directions in a byte a component: cosines change by less than 0.01."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    scaled = np.rint(vectors / np.maximum(largest, 1e-9) * 127)
    small: NDArray[np.int8] = scaled.astype(np.int8)
    return small
