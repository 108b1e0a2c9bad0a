"""The messages of a sequence side by side: what each has word for word as before, what is new."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from coach.report.formats import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SHARED_WORDS = 4
"""Words in a row, the same in both messages, that make a shared passage (ours)."""

NEW_WORDS = 2
"""Words in a row that stand in no earlier message, from which they are marked as new (ours)."""

PassageKind = Literal["shared", "new", "plain"]
_EDGES = re.compile(r"^\W+|\W+$")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a message; `earlier` is the place of the message that said it first."""

    text: str
    kind: PassageKind
    earlier: int | None = None


def _bare(text: str) -> list[str]:
    """Return the words as they are compared: without case and outer punctuation."""
    straight = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").casefold()
    return [_EDGES.sub("", word) for word in straight.split()]


def _runs(words: Sequence[str]) -> Iterable[tuple[int, tuple[str, ...]]]:
    """Return every run of `SHARED_WORDS` words with its place."""
    for place in range(len(words) - SHARED_WORDS + 1):
        yield place, tuple(words[place : place + SHARED_WORDS])


def _shared(words: Sequence[str], said: dict[tuple[str, ...], int]) -> list[int | None]:
    """Return, a word, the place of the earlier message that has it in the same run."""
    found: list[int | None] = [None] * len(words)
    for place, run in _runs(words):
        first = said.get(run)
        if first is not None:
            for k in range(place, place + SHARED_WORDS):
                found[k] = first if found[k] is None else min(first, found[k] or 0)
    return found


def _quoted(words: Sequence[str], quotes: Iterable[str]) -> list[bool]:
    """Return, a word, whether it stands in one of the quotes."""
    inside = [False] * len(words)
    for wanted in map(_bare, quotes):
        for place in range(len(words) - len(wanted) + 1):
            if wanted and list(words[place : place + len(wanted)]) == wanted:
                inside[place : place + len(wanted)] = [True] * len(wanted)
    return inside


def _unheard(shared: Sequence[int | None]) -> list[bool]:
    """Return, a word, whether it stands in a run of at least `NEW_WORDS` not said before."""
    found: list[bool] = []
    for known, run in groupby(shared, key=lambda first: first is not None):
        size = len(list(run))
        found += [not known and size >= NEW_WORDS] * size
    return found


def _passages(text: str, shared: Sequence[int | None], new: Sequence[bool]) -> tuple[Passage, ...]:
    """Return the words joined to stretches of one kind."""
    marks: list[tuple[PassageKind, int | None]] = [
        ("plain" if not fresh else "new", None) if first is None else ("shared", first)
        for first, fresh in zip(shared, new, strict=True)
    ]
    words = iter(text.split())
    return tuple(
        Passage(clean(" ".join(next(words) for _ in run)), kind, first)
        for (kind, first), run in groupby(marks)
    )


def passages(
    texts: Sequence[str], new: Sequence[Sequence[str] | None] = ()
) -> tuple[tuple[Passage, ...], ...]:
    """Return each message cut into what it shares with an earlier one, what is new, and the rest.

    Parameters
    ----------
    texts
        What was said, oldest first.
    new
        A message, the quotes that a measure found to be new; None where nobody looked, then
        whatever stands in no earlier message counts. The first message has nothing new or old.
    """
    said: dict[tuple[str, ...], int] = {}
    found = []
    for place, text in enumerate(texts):
        words = _bare(text)
        shared = _shared(words, said)
        quotes = new[place] if place < len(new) else None
        fresh = _unheard(shared) if quotes is None else _quoted(words, quotes)
        if not any(texts[:place]):
            fresh = [False] * len(words)
        found.append(_passages(text, shared, fresh))
        for _, run in _runs(words):
            said.setdefault(run, place)
    return tuple(found)
