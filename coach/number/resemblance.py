"""Resemblance: which digits of one caller sound the same, in whatever accent.

Whose "three" is like other people's "two" says every "three" like that. So the digits of a message
are compared with each other as well as with what the head has learnt of others: a second network
gives each a place where digits that one voice says alike lie close together, and what every digit
may be is weighed anew by what those beside it there are taken for. Trained by
training/number/resemble.py; the weights ship with the package and run on numpy.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from coach.number.head import FRAME_S
from coach.number.heard import MOST_DOUBT
from coach.number.lexicon import NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import IO

    from numpy.typing import NDArray

    from coach.number.heard import HeardWord
    from coach.telephone import Doubt

WEIGHTS_FILE = "resemblance.npz"

DIGITS = (*NAMES, "oh")
"""What is compared; rarer words are said once in a message if at all."""

PARTS = 3
"""A digit's sound is averaged over each third of its time."""

WORTH = 3.0
"""How much resemblance counts beside what the head heard of a digit (ours)."""

MOST_NATS = 3.0
"""No single pair decides alone (ours)."""

SAME_NATS = -1.5
"""Of digits in one place of two readings that were heard differently, one in 300 sounds as alike
as that and was changed, and six in ten of those that were not changed do (ours: 360 pairs)."""

ROUNDS = 10
"""Digits and what they resemble settle in a few."""


@dataclass(frozen=True, slots=True)
class Resemblance:
    """The network's weights, as they are used.

    `enter` and `leave` are (weight [in, out], bias [out]). For two digits at a squared distance of
    d being the same one speak `same` - `apart` * d nats.
    """

    enter: tuple[NDArray[np.float32], NDArray[np.float32]]
    leave: tuple[NDArray[np.float32], NDArray[np.float32]]
    same: float
    apart: float

    def place(self, frames: NDArray[np.float32], start_s: float, end_s: float) -> tuple[float, ...]:
        """Where a sound lies among a caller's others, from encoder frames [n, 512] around it."""
        first = min(max(0, round(start_s / FRAME_S)), len(frames) - 1)
        last = max(first + PARTS, round(end_s / FRAME_S))
        edges = np.linspace(first, last, PARTS + 1).round().astype(int)
        thirds = [
            frames[min(low, len(frames) - 1) : max(low + 1, high)].mean(axis=0)
            for low, high in pairwise(edges)
        ]
        weight, bias = self.enter
        hidden = np.maximum(np.concatenate(thirds) @ weight + bias, 0)
        weight, bias = self.leave
        return tuple(float(one) for one in hidden @ weight + bias)

    def nats(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        """Places [n, size] to what speaks for each two being the same digit [n, n]; itself 0."""
        squares = ((places[:, None] - places[None]) ** 2).sum(axis=2)
        found = np.clip(self.same - self.apart * squares, -MOST_NATS, MOST_NATS)
        np.fill_diagonal(found, 0.0)
        return np.asarray(found)


@functools.cache
def load() -> Resemblance:
    """Read the shipped weights, once a process."""
    with resources.files("coach.number").joinpath(WEIGHTS_FILE).open("rb") as file:
        return read(file)


def read(file: Path | IO[bytes]) -> Resemblance:
    """Read weights as training/number writes them."""
    stored = np.load(file)

    def dense(name: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        weight = np.ascontiguousarray(np.asarray(stored[f"{name}.weight"], np.float32).T)
        return weight, np.asarray(stored[f"{name}.bias"], np.float32)

    return Resemblance(
        dense("enter"), dense("leave"), float(stored["same"]), float(stored["apart"])
    )


def sound_same(one: HeardWord, other: HeardWord) -> bool:
    """Whether two words are so alike that hardly any caller means different digits by them."""
    return float(load().nats(np.array([one.place, other.place]))[0, 1]) >= SAME_NATS


def as_one_voice(words: Sequence[HeardWord]) -> tuple[HeardWord, ...]:
    """Number words of one message, each digit weighed by those that sound like it."""
    at = [k for k, one in enumerate(words) if one.text in DIGITS and one.doubt and one.place]
    doubts = [(words[k], doubt) for k in at if (doubt := words[k].doubt)]
    if len(doubts) < 2:
        return tuple(words)
    alone = np.array([_alone(word, doubt) for word, doubt in doubts])
    alike = load().nats(np.array([word.place for word, _ in doubts]))
    shares = _shares(alone)
    scores = alone
    for _ in range(ROUNDS):
        scores = alone + WORTH * _on_average(alike, shares)
        shares = _shares(scores)
    settled = list(words)
    for k, (word, doubt), row in zip(at, doubts, scores, strict=True):
        settled[k] = _settled(word, doubt, row)
    return tuple(settled)


def _on_average(alike: NDArray[np.float64], shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """What the others that are each digit speak for that one's being it too [n, 11], in nats.

    On average, for they are one voice in one noise: ten of them know little more than two. One
    that is alone says nothing, and a few say less than many.
    """
    others = shares.sum(axis=0) - shares
    return np.asarray(alike @ shares / (1 + others))


def _alone(word: HeardWord, doubt: Doubt) -> NDArray[np.float64]:
    """What the head has to say for each digit [11], in nats; the one it heard has 0."""
    costs = {**dict(doubt.others), word.text: 0.0}
    return -np.array([costs.get(name, MOST_DOUBT) for name in DIGITS])


def _shares(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scores [n, 11] as probabilities."""
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def _settled(word: HeardWord, doubt: Doubt, scores: NDArray[np.float64]) -> HeardWord:
    """The word that is likeliest now, with what another would cost."""
    best = int(scores.argmax())
    costs = [
        (name, round(float(scores[best] - score), 2))
        for name, score in zip(DIGITS, scores, strict=True)
    ]
    others = tuple(
        (name, cost) for name, cost in costs if name != DIGITS[best] and cost < MOST_DOUBT
    )
    rarer = tuple(other for other in doubt.others if other[0] not in DIGITS)
    return replace(word, text=DIGITS[best], doubt=replace(doubt, others=(*others, *rarer)))
