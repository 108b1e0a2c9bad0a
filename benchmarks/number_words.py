"""Numbers in words, and speakers who say them: what a composed message is put together from."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import TYPE_CHECKING

import numpy as np
from number_cases import TrueReading
from number_voices import NAMES, Joined, bank, connected, flite_found, levelled, spoken

from coach.records import SAMPLE_RATE_HZ, Digit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from number_voices import Sound, Timed
    from numpy.random import Generator

VALUES = {name: str(digit) for digit, name in enumerate(NAMES)} | {"oh": "0", "hundred": "00"}

PACES = {"rushed": (-0.03, 0.06), "quick": (0.02, 0.14), "normal": (0.1, 0.3), "slow": (0.3, 0.8)}
"""Seconds from the offset of a digit to the onset of the next."""

STRETCH = {"rushed": (0.75, 0.85), "quick": (0.85, 1.0), "normal": (1.05, 1.25), "slow": (1.2, 1.5)}
"""How much longer than usual flite takes over each sound."""

GROUP_S, GROUPED = (0.15, 0.6), 0.7
"""Pause between groups, and how often there is one."""

SIZES = {7: (3, 4), 10: (3, 3, 4), 11: (1, 3, 3, 4)}
AGAIN, OH, HUNDRED, DOUBLE = 0.22, 0.5, 0.6, 0.15
"""How often a digit comes again, and how often a word is used where it may be."""


@dataclass
class Tape:
    """Sound put together piece by piece, and the readings in it."""

    pieces: list[Sound] = field(default_factory=list)
    samples: int = 0
    readings: list[TrueReading] = field(default_factory=list)

    def add(self, sound: Sound) -> float:
        """Append; give the time at which the piece begins [s]."""
        at_s = self.samples / SAMPLE_RATE_HZ
        self.pieces.append(sound)
        self.samples += len(sound)
        return at_s

    def pause(self, seconds: float) -> None:
        """Append silence."""
        self.add(np.zeros(round(seconds * SAMPLE_RATE_HZ), np.float32))

    @property
    def sound(self) -> Sound:
        """All of it."""
        return np.concatenate(self.pieces)


@dataclass(frozen=True)
class Speaker:
    """Says numbers: the bank's single words joined, or flite in one breath.

    `carrier` is the flite voice of the sentences around them.
    """

    name: str
    joined: bool
    carrier: str

    @property
    def words(self) -> set[str]:
        """The number words it can say."""
        return Joined(self.name).words if self.joined else {*VALUES, "double"}

    def sentence(self, rng: Generator, tape: Tape, text: str) -> None:
        """Put a sentence on the tape; any without a number where none can be asked for."""
        if flite_found():
            tape.add(spoken(self.carrier, text))
        else:
            sentences = bank().sentences
            tape.add(levelled(sentences[int(rng.integers(len(sentences)))].sound))
        tape.pause(rng.uniform(0.15, 0.45))

    def number(self, rng: Generator, tape: Tape, lead: str, digits: str, pace: str) -> None:
        """Put a number on the tape, behind what leads to it."""
        groups = list(spelt(rng, sayable(digits, self.words), self.words))
        if self.joined:
            self.sentence(rng, tape, lead)
            gaps_s = [gap for group in groups for gap in _gaps_s(rng, len(group), pace)]
            sound, timed = Joined(self.name).say(rng, list(chain(*groups)), gaps_s)
        else:
            stretch = float(rng.uniform(*STRETCH[pace]))
            apart = [*chain(*map(_apart, groups))] if pace == "slow" else groups
            sound, timed = connected(self.name, lead, apart, stretch)
        tape.readings.append(_reading(timed, tape.add(sound)))
        tape.pause(rng.uniform(0.2, 0.6))


def _apart(group: list[str]) -> Iterator[list[str]]:
    """Each digit of a group alone, "double" and "hundred" with theirs."""
    if "hundred" in group:
        yield group
        return
    for before, word in pairwise(["", *group]):
        if word != "double":
            yield [before, word] if before == "double" else [word]


def _gaps_s(rng: Generator, count: int, pace: str) -> list[float]:
    """Gaps behind each word of a group; a longer one behind the last, most times."""
    gaps = [float(rng.uniform(*PACES[pace])) for _ in range(count)]
    gaps[-1] += float(rng.uniform(*GROUP_S)) * (rng.random() < GROUPED)
    return gaps


def _reading(timed: Sequence[Timed], at_s: float) -> TrueReading:
    """The truth of a number said word by word, at its place on the tape."""
    parts = [(digits, at_s + on_s, at_s + off_s) for digits, on_s, off_s in values(timed)]
    single = all(len(digits) == 1 for digits, _, _ in parts)
    each = tuple(Digit(*part) for part in parts) if single else ()
    return TrueReading("".join(part[0] for part in parts), parts[0][1], parts[-1][2], each)


def values(timed: Sequence[Timed]) -> Iterator[Timed]:
    """The digits that words stand for, with their times; "double" belongs to the word behind."""
    since_s: float | None = None
    for word, on_s, off_s in timed:
        if word == "double":
            since_s = on_s
            continue
        digits = VALUES[word]
        yield (digits, on_s, off_s) if since_s is None else (2 * digits, since_s, off_s)
        since_s = None


def telephone_number(rng: Generator) -> str:
    """Seven, ten or eleven digits as telephone numbers have them, runs of one digit among them."""
    count = int(rng.choice([7, 10, 10, 10, 10, 10, 11]))
    local = str(rng.choice(["", "800"], p=[0.85, 0.15])) if count > 7 else ""
    while len(local) < min(count, 10):
        least = 2 if len(local) in (0, 3) else 0
        again = bool(local) and int(local[-1]) >= least and rng.random() < AGAIN
        local += local[-1] if again else str(rng.integers(least, 10))
    return ("1" if count == 11 else "") + local


def sayable(digits: str, known: set[str]) -> str:
    """The digits, each that the speaker has no word for as the next lower one there is."""
    able = [digit for digit, name in enumerate(NAMES) if name in known]
    return "".join(
        str(max([one for one in able if one <= int(digit)], default=able[-1])) for digit in digits
    )


def one_changed(rng: Generator, digits: str) -> str:
    """The same digits but for one, not of the first four."""
    at = int(rng.integers(4, len(digits)))
    other = (int(digits[at]) + int(rng.integers(1, 10))) % 10
    return f"{digits[:at]}{other}{digits[at + 1 :]}"


def spelt(rng: Generator, digits: str, known: set[str]) -> Iterator[list[str]]:
    """Words for digits, group by group, of those that are known."""
    at = 0
    for size in SIZES.get(len(digits), (3, 3, 9)):
        if at < len(digits):
            yield _spelt_group(rng, digits[at : at + size], known)
        at += size


def _spelt_group(rng: Generator, digits: str, known: set[str]) -> list[str]:
    hundreds = len(digits) == 3 and digits[0] != "0" and digits[1:] == "00"
    if hundreds and "hundred" in known and rng.random() < HUNDRED:
        return [NAMES[int(digits[0])], "hundred"]
    words: list[str] = []
    at = 0
    while at < len(digits):
        pair = digits[at : at + 2] == 2 * digits[at]
        if pair and "double" in known and rng.random() < DOUBLE:
            words += ["double", NAMES[int(digits[at])]]
            at += 2
            continue
        oh = digits[at] == "0" and "oh" in known and rng.random() < OH
        words.append("oh" if oh else NAMES[int(digits[at])])
        at += 1
    return words
