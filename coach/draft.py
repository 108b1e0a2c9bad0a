"""The nouns of a draft: a message written down before the call, and the pieces it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

PieceKind = Literal["spoken", "mark", "direction", "blank"]
"""Words to say, markup, a stage direction or heading, and a place still to be filled in."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a draft's text, and what is said in its place.

    `start_char` and `end_char` (exclusive) lie in the text as written. `said` is the text itself
    where it is `spoken`, at most a space for a mark or direction, a stand-in for a blank.
    """

    kind: PieceKind
    start_char: int
    end_char: int
    said: str


@dataclass(frozen=True)
class Draft:
    """A draft: `text` as written, whole; `sha256` of the bytes it came in.

    Characters are counted in `text`, in code points, a line's end as one.
    """

    text: str
    sha256: str
    pieces: tuple[Piece, ...]

    @cached_property
    def said(self) -> str:
        """What is said of it: no markup, no directions, a stand-in for every blank."""
        return "".join(piece.said for piece in self.pieces)

    @property
    def blanks(self) -> tuple[str, ...]:
        """The places to fill in, as written, each once."""
        written = (self.text[p.start_char : p.end_char] for p in self.pieces if p.kind == "blank")
        return tuple(dict.fromkeys(" ".join(one.split()) for one in written))

    def readable(self, start_char: int, end_char: int) -> str:
        """A stretch of the text as it is read: no markup, no directions, blanks as written."""
        kept = []
        for piece in self.pieces:
            first, last = max(start_char, piece.start_char), min(end_char, piece.end_char)
            if first < last and piece.kind in ("spoken", "blank"):
                kept.append(self.text[first:last])
            elif first < last:
                kept.append(piece.said)
        return " ".join("".join(kept).split())

    def written(self, start: int, end: int) -> tuple[int, int]:
        """Where the text has what stands from `start` to before `end` of what is said."""
        return self._places[start][0], self._places[end - 1][1]

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        """For each character that is said, the stretch of the text it comes from."""
        places: list[tuple[int, int]] = []
        for piece in self.pieces:
            if piece.kind == "spoken" and len(piece.said) == piece.end_char - piece.start_char:
                places += [(i, i + 1) for i in range(piece.start_char, piece.end_char)]
            else:
                places += [(piece.start_char, piece.end_char)] * len(piece.said)
        return places
