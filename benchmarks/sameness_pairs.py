"""Pairs of messages that are the same, or not, made of the families in benchmarks/pairs."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mishearing import misheard, vocabulary_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Heard = Callable[[str], str]

FOLDER = Path(__file__).parent / "pairs"
NUMBER = "206-555-0147"
SAME = ("edited", "reworded", "read twice", "edited, read twice", "other frame")
HALF = ("half new",)
"""Neither: half of the pitch is new, which is worth watching."""
OTHER = ("other attempt", "other attempt, heard", "same frame", "same frame, heard", "unrelated")


@dataclass(frozen=True)
class Text:
    """A message, with the family that knows who left it."""

    text: str
    family: str


@dataclass(frozen=True)
class Pair:
    """Two messages, and whether they are the same."""

    kind: str
    one: Text
    other: Text

    @property
    def is_same(self) -> bool:
        """Whether a person would call them the same message."""
        return self.kind in SAME

    @property
    def families(self) -> set[str]:
        """The families it was made of."""
        return {self.one.family, self.other.family}


@dataclass(frozen=True)
class Family:
    """A family of scripts; see pairs/README.md."""

    table: dict[str, Any]

    @property
    def id(self) -> str:
        """Its name."""
        return str(self.table["id"])

    @property
    def original(self) -> str:
        """The script."""
        return self.around(self)

    @property
    def edited(self) -> str:
        """The script lightly edited."""
        text = self.original
        for old, new in self.table["edits"]:
            if old not in text:
                raise ValueError(f"{self.id}: {old!r} is not in the script.")
            text = text.replace(old, new)
        return text

    def with_more(self, other: Family) -> str:
        """The script with another family's idea behind its own."""
        ideas = f"{self.table['idea']} {other.table['idea']}"
        return f"{self.table['open']} {ideas} {self.table['close']}"

    def around(self, other: Family) -> str:
        """The frame of this script around the idea of another."""
        return f"{self.table['open']} {other.table['idea']} {self.table['close']}"

    def framed(self, frame: str, other: Family) -> str:
        """A frame of all families, with this rep and another family's idea."""
        who = {key: self.table[key] for key in ("to", "rep", "company")}
        what = {key: other.table[key] for key in ("problem", "offer", "result")}
        return frame.format(number=NUMBER, **who, **what)


def families() -> list[Family]:
    """All families, in order of file and place."""
    texts = [path.read_text("utf-8") for path in sorted(FOLDER.glob("*.toml"))]
    return [Family(one) for text in texts for one in tomllib.loads(text).get("family", ())]


def frames() -> list[str]:
    """Frames for any idea."""
    return [one["text"] for one in tomllib.loads((FOLDER / "frames.toml").read_text())["frame"]]


def pairs(seed: int = 1) -> list[Pair]:
    """All pairs; `seed` for what is misheard."""
    known = families()
    words = vocabulary_of(one.original for one in known)
    rng = random.Random(seed)  # noqa: S311  # simulated errors, no secret

    def heard(text: str) -> str:
        return misheard(text, words, rng)

    made: list[Pair] = []
    for place, one in enumerate(known):
        others = [known[(place + step) % len(known)] for step in (1, 2, 3, 7)]
        made += [Pair(kind, Text(a, one.id), Text(b, one.id)) for kind, a, b in _own(one, heard)]
        made += _with_others(one, others, place, heard)
    return made


def _own(one: Family, heard: Heard) -> Iterator[tuple[str, str, str]]:
    """Pairs within a family."""
    later, original = one.table["later"], one.original
    yield "edited", original, one.edited
    yield "reworded", original, one.table["reworded"]
    yield "read twice", heard(original), heard(original)
    yield "edited, read twice", heard(original), heard(one.edited)
    for text in later:
        yield "other attempt", original, text
    for first, second in combinations(later, 2):
        yield "other attempt", first, second
    yield "other attempt, heard", heard(original), heard(later[0])
    yield "other attempt, heard", heard(later[0]), heard(later[1])


def _with_others(one: Family, others: list[Family], place: int, heard: Heard) -> Iterator[Pair]:
    """Pairs that need a frame for all, or another family."""
    every = frames()
    frame, second = every[place % len(every)], every[(place + 1) % len(every)]

    def pair(kind: str, text: str, other: str, family: Family = one) -> Pair:
        return Pair(kind, Text(text, one.id), Text(other, family.id))

    mine, theirs = one.framed(second, one), one.framed(second, others[3])
    yield pair("other frame", one.framed(frame, one), mine)
    yield pair("half new", one.original, one.with_more(others[2]), others[2])
    yield pair("same frame", one.original, one.around(others[0]), others[0])
    yield pair("same frame", one.framed(frame, one), one.framed(frame, others[2]), others[2])
    around = one.around(others[1])
    yield pair("same frame, heard", heard(one.original), heard(around), others[1])
    yield pair("same frame, heard", heard(mine), heard(theirs), others[3])
    for other in others[:2]:
        yield pair("unrelated", one.original, other.original, other)
