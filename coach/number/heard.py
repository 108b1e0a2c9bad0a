"""Number words heard in the sound: the likeliest sequence of them, each with its times.

The head says, frame by frame, which word may be sounding and where words begin and end. A word
takes a stretch of frames; the sequence of words and gaps that explains all frames best is found
by dynamic programming (a semi-Markov model), so that "five five five" is three words where
three begin, and a word as long as two is doubted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coach.number.head import FRAME_S
from coach.telephone import Doubt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from coach.number.head import Head

SHORTEST, LONGEST = 4, 62
"""Frames that a word may take: 80 ms to 1.24 s."""

USUAL_S, SPREAD = 0.34, 0.45
"""Median length of a spoken digit, and how far lengths spread (of the logarithm)."""

COST = 2.0
"""What a word must be worth to be heard at all, in nats."""

ONSET_WORTH, OFFSET_WORTH = 1.0, 0.5
MOST_NATS = 6.0
"""No single frame or edge decides alone."""

RARER = 6.0
"""Nats that "hundred", "double" or "fifteen" is rarer in telephone numbers than a digit (ours)."""

DIGIT_WORDS = 11
"""The first words a head knows are the digits and "oh"."""

NEVER = -6.0

FRAMES_TOGETHER = 0.3
"""Neighbouring frames say much the same: what share of their evidence counts for doubts (ours)."""

MOST_DOUBT = 12.0
"""Nats. What costs more to have been something else is not in doubt."""


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A number word with the onset and offset of its sound [s] and how likely it is [0..1].

    `place` is where its sound lies among the caller's others (`resemblance.py`).
    """

    text: str
    start_s: float
    end_s: float
    probability: float
    doubt: Doubt | None = None
    place: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Scores:
    """The head's answer for one stretch, made ready for the search; `start_s` is its clock's 0.

    `worth` [n + 1, words] sums, up to each frame, how much likelier each word is than none.
    `onset`, `offset` [n + 1] say how likely an edge lies before each frame.
    """

    start_s: float
    words: tuple[str, ...]
    logprobs: NDArray[np.float64]
    worth: NDArray[np.float64]
    onset: NDArray[np.float64]
    offset: NDArray[np.float64]
    onset_share: NDArray[np.float64]
    offset_share: NDArray[np.float64]

    def time_s(self, marks: NDArray[np.float64], frame: int) -> float:
        """When an edge near a frame lies, finer than a frame: the centre of its mark."""
        low, high = max(0, frame - 2), min(len(marks), frame + 2)
        shares = marks[low:high] ** 2
        if shares.sum() < 1e-3:
            return self.start_s + frame * FRAME_S
        middle = float((np.arange(low, high) + 0.5) @ shares / shares.sum())
        return self.start_s + middle * FRAME_S


def scores(head: Head, frames: NDArray[np.float32], start_s: float) -> Scores:
    """Listen to encoder frames [n, 512] that begin at `start_s`."""
    out = head.logits(frames).astype(np.float64)
    count = len(head.words)
    highest = out[:, :count].max(axis=1, keepdims=True)
    total = np.log(np.exp(out[:, :count] - highest).sum(axis=1, keepdims=True)) + highest
    logprobs = out[:, :count] - total
    likelier = np.clip(logprobs[:, 1:] - logprobs[:, :1], -MOST_NATS, MOST_NATS)
    worth = np.vstack([np.zeros(count - 1), np.cumsum(likelier, axis=0)])
    edges = np.clip(out[:, count:], -MOST_NATS, MOST_NATS)
    shares = 1 / (1 + np.exp(-out[:, count:]))
    return Scores(
        start_s,
        head.words,
        logprobs,
        worth,
        _between(edges[:, 0]),
        _between(edges[:, 1]),
        shares[:, 0],
        shares[:, 1],
    )


def _between(marks: NDArray[np.float64]) -> NDArray[np.float64]:
    """Marks of frames [n] as marks of the borders between frames [n + 1]."""
    if not len(marks):
        return np.full(1, NEVER)
    return np.asarray(np.maximum(np.append(marks, marks[-1]), np.insert(marks, 0, marks[0])))


LENGTHS = np.arange(SHORTEST, LONGEST + 1)
LENGTH_WORTH = -0.5 * ((np.log(LENGTHS * FRAME_S) - np.log(USUAL_S)) / SPREAD) ** 2


def heard_words(found: Scores) -> tuple[HeardWord, ...]:
    """The likeliest number words, in order of time."""
    count = len(found.logprobs)
    best = np.zeros(count + 1)
    back: list[tuple[int, int] | None] = [None] * (count + 1)
    alive = np.diff(found.worth, axis=0).max(axis=1) > -3.0 if count else np.zeros(0, bool)
    rarity = np.where(np.arange(found.worth.shape[1]) < DIGIT_WORDS, 0.0, RARER)
    for end in range(1, count + 1):
        best[end] = best[end - 1]
        if end < SHORTEST or not alive[end - 1]:
            continue
        starts = end - LENGTHS[: end - SHORTEST + 1]
        lead = best[starts] + ONSET_WORTH * found.onset[starts] + LENGTH_WORTH[: len(starts)]
        gains = lead[:, None] + found.worth[end] - found.worth[starts] - rarity
        row, word = np.unravel_index(int(gains.argmax()), gains.shape)
        gain = float(gains[row, word]) - COST + OFFSET_WORTH * float(found.offset[end])
        if gain > best[end]:
            best[end] = gain
            back[end] = (int(starts[row]), int(word) + 1)
    return tuple(_word(found, *part) for part in _path(back))


def _path(back: Sequence[tuple[int, int] | None]) -> list[tuple[int, int, int]]:
    parts = []
    end = len(back) - 1
    while end > 0:
        step = back[end]
        if step is None:
            end -= 1
            continue
        parts.append((step[0], end, step[1]))
        end = step[0]
    return parts[::-1]


def _gain(found: Scores, start: int, end: int, word: int) -> float:
    """What one word over some frames is worth."""
    length = min(max(end - start, SHORTEST), LONGEST) - SHORTEST
    edges = ONSET_WORTH * found.onset[start] + OFFSET_WORTH * found.offset[end]
    worth = found.worth[end, word - 1] - found.worth[start, word - 1]
    return float(worth + edges + LENGTH_WORTH[length] - COST)


def _doubt(found: Scores, start: int, end: int, word: int) -> Doubt:
    """What it would cost to have heard another digit here, none, or the same one twice."""
    worth = FRAMES_TOGETHER * (found.worth[end] - found.worth[start])
    others = tuple(
        (found.words[k + 1], round(float(worth[word - 1] - worth[k]), 2))
        for k in range(len(worth))
        if k + 1 != word and worth[word - 1] - worth[k] < MOST_DOUBT
    )
    own = _gain(found, start, end, word)
    halves = [
        _gain(found, start, middle, word) + _gain(found, middle, end, word)
        for middle in range(start + SHORTEST, end - SHORTEST + 1)
    ]
    twice = own - max(halves, default=-MOST_DOUBT)
    gone = min(FRAMES_TOGETHER * own, MOST_DOUBT)
    return Doubt(others, round(gone, 2), round(min(twice, MOST_DOUBT), 2))


def _word(found: Scores, start: int, end: int, word: int) -> HeardWord:
    sums = found.worth[end] - found.worth[start]
    shares = np.exp(sums - sums.max())
    share = float(shares[word - 1] / shares.sum())
    present = float(np.exp(found.logprobs[start:end, word].mean()))
    begin_s = found.time_s(found.onset_share, start)
    end_s = max(found.time_s(found.offset_share, end), begin_s + FRAME_S)
    return HeardWord(
        found.words[word],
        round(begin_s, 3),
        round(end_s, 3),
        round(min(share, present), 4),
        _doubt(found, start, end, word),
    )
