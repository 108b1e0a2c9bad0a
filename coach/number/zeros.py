"""How a caller says 0: "zero" or "oh", seldom both, so an "oh" among zeros may be another digit.

A "four" whose "f" the line cut off, by a caller who sounds no "r", is an "oh" but for its vowel.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from coach.number.lexicon import NAMES
from coach.number.naming import CLEAR, digit_of
from coach.telephone import Doubt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.number.mixed import Mixed

ZERO, OH = "zero", "oh"

ONE_WAY = 8.0
"""Nats that a caller who says "zero" says no "oh": of a voice it never heard, the head took three
"four" in ten for one, most of them at a lower cost than this (ours)."""


def one_way(line: Sequence[Mixed]) -> tuple[Mixed, ...]:
    """The line with each "oh" as the digit it may be, where the caller clearly says "zero".

    Left alone: what Whisper wrote as 0, and an "oh" in front of a number, unless Whisper wrote a
    digit for it.
    """
    if not any(item.text == ZERO and item.heard and item.probability >= CLEAR for item in line):
        return tuple(line)
    behind = chain([False], (bool(item.heard) for item in line))
    return tuple(
        _other(item) if item.text == OH and (after or item.written) else item
        for item, after in zip(line, behind, strict=False)
    )


def _other(item: Mixed) -> Mixed:
    """The item as the digit that it sounds most like but 0, where that costs little enough."""
    doubt = item.heard.doubt if item.heard else None
    if item.heard is None or doubt is None or item.written == digit_of(OH):
        return item
    others = [(cost, word) for word, cost in doubt.others if word in NAMES[1:]]
    cost, word = min(others, default=(ONE_WAY, OH))
    if cost >= ONE_WAY:
        return item
    rest = tuple(one for one in doubt.others if one[0] != word)
    doubtful = Doubt((*rest, (OH, round(ONE_WAY - cost, 2))), doubt.gone, doubt.twice)
    return replace(item, text=word, heard=replace(item.heard, text=word, doubt=doubtful))
