"""Messages with what Whisper wrote and what the head heard, on one clock.

In a text "{212 555 0143|212-555-0143.}" is a number said in three groups and what was written for
it; "[1.5]" is a silence of that many seconds. "oh" and "double" may stand among the digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from coach.number import HeardWord, heard_readings
from coach.number.lexicon import NAMES
from coach.records import SAMPLE_RATE_HZ, Reading, Word
from coach.telephone import Doubt

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SURE = Doubt((), 12.0, 12.0)
DIGIT_S, GAP_S, GROUP_S = 0.3, 0.06, 0.4
"""How long a digit takes, and the silence behind it, within a group and between groups."""

TOKEN = re.compile(r"\{(?P<said>[^|}]+)\|(?P<written>[^}]*)\}|\[(?P<pause>[\d.]+)\]|(?P<word>\S+)")
SILENCE = np.zeros(60 * SAMPLE_RATE_HZ, np.float32)


def perhaps(other: str, nats: float) -> Doubt:
    """A digit that may as well have been the word `other`."""
    return Doubt(((other, nats),), 12.0, 12.0)


def heard_word(text: str, start_s: float, doubt: Doubt = SURE) -> HeardWord:
    """One number word of the usual length."""
    return HeardWord(text, round(start_s, 3), round(start_s + DIGIT_S, 3), 0.99, doubt)


def number_words(said: str) -> list[list[str]]:
    """The number words of each group: "2oh2 555" is [[two, oh, two], [five, five, five]]."""
    parts = (re.findall(r"[a-z]+|\d", group) for group in said.split())
    return [[NAMES[int(p)] if p.isdigit() else p for p in group] for group in parts]


@dataclass
class Message:
    """What was written and what was heard."""

    words: list[Word] = field(default_factory=list)
    heard: list[HeardWord] = field(default_factory=list)
    clock_s: float = 0.5

    def read(self, region: str = "US") -> tuple[tuple[Word, ...], tuple[Reading, ...]]:
        """Put both together."""
        return heard_readings(SILENCE, self.words, self.heard, region)

    def word(self, text: str, pace_s: float) -> None:
        """Say a word that is no number."""
        start_s, self.clock_s = self.clock_s, round(self.clock_s + pace_s, 3)
        self.words.append(Word(text, start_s, round(self.clock_s - 0.05, 3), 0.9))

    def number(self, said: str, written: str, doubts: Mapping[int, Doubt], off_s: float) -> None:
        """Say a number, its groups set apart."""
        start_s, place = self.clock_s, 0
        for group in number_words(said):
            for text in group:
                self.heard.append(heard_word(text, self.clock_s, doubts.get(place, SURE)))
                self.clock_s = round(self.clock_s + DIGIT_S + GAP_S, 3)
                place += 1
            self.clock_s = round(self.clock_s + GROUP_S - GAP_S, 3)
        self._write(written.split(), start_s + off_s, self.heard[-1].end_s + off_s)

    def _write(self, written: Sequence[str], start_s: float, end_s: float) -> None:
        """Spread what was written over the time of the number, by its characters."""
        ends = np.cumsum([0, *(sum(c.isalnum() for c in text) or 1 for text in written)])
        edges = [float(start_s + (end_s - start_s) * end / max(1, ends[-1])) for end in ends]
        for text, (one, two) in zip(written, pairwise(edges), strict=False):
            self.words.append(Word(text, round(one, 3), round(two, 3), 0.9))


def message(
    text: str, *doubts: Mapping[int, Doubt], pace_s: float = 0.35, off_s: float = 0.0
) -> Message:
    """Say a text. `doubts` has for each number the digits in doubt, by their place.

    What was written for numbers has times that are `off_s` late.
    """
    made = Message()
    waiting = list(doubts)
    for token in TOKEN.finditer(text):
        if token["said"]:
            of_number = waiting.pop(0) if waiting else {}
            made.number(token["said"], token["written"], of_number, off_s)
        elif token["pause"]:
            made.clock_s = round(made.clock_s + float(token["pause"]), 3)
        else:
            made.word(token["word"], pace_s)
    return made


def texts(words: Sequence[Word]) -> list[str]:
    """The words without their times."""
    return [word.text for word in words]
