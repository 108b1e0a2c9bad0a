"""The head: a small network on Whisper's encoder that hears number words, frame by frame.

Whisper's decoder is a language model: it shortens "5 5 5", writes 800 as 8000 and drops a number
said again. Its encoder has none of these habits, so number words are read from its output
directly. Trained by training/number; the weights ship with the package and run on numpy.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO

    from numpy.typing import NDArray

FRAME_S = 0.02
"""One frame of Whisper's encoder."""

WEIGHTS_FILE = "head.npz"


@dataclass(frozen=True, slots=True)
class Head:
    """The network's weights, as they are used.

    `words` are the number words it knows, "" (none of them) first; `layers` are (weight
    [3 * width, width], bias [width], dilation in frames).
    """

    words: tuple[str, ...]
    enter: tuple[NDArray[np.float32], NDArray[np.float32]]
    layers: tuple[tuple[NDArray[np.float32], NDArray[np.float32], int], ...]
    leave: tuple[NDArray[np.float32], NDArray[np.float32]]

    def logits(self, frames: NDArray[np.float32]) -> NDArray[np.float32]:
        """Encoder frames [n, 512] to [n, words + 2]: each word, its onset, its offset."""
        weight, bias = self.enter
        hidden = np.maximum(frames @ weight + bias, 0)
        for layer, layer_bias, dilation in self.layers:
            padded = np.pad(hidden, ((dilation, dilation), (0, 0)))
            count = len(hidden)
            seen = [padded[k * dilation : k * dilation + count] for k in range(3)]
            hidden = hidden + np.maximum(np.concatenate(seen, axis=1) @ layer + layer_bias, 0)
        weight, bias = self.leave
        return np.asarray(hidden @ weight + bias, np.float32)


@functools.cache
def load() -> Head:
    """Read the shipped weights, once a process."""
    with resources.files("coach.number").joinpath(WEIGHTS_FILE).open("rb") as file:
        return read(file)


def read(file: Path | IO[bytes]) -> Head:
    """Read weights as training/number writes them."""
    stored = np.load(file)
    return _head({name: stored[name] for name in stored.files})


def _head(stored: dict[str, NDArray[np.generic]]) -> Head:
    def dense(name: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        weight = np.asarray(stored[f"{name}.weight"], np.float32)
        # torch keeps [out, in, kernel]; one product wants [kernel * in, out].
        rows = np.concatenate([weight[:, :, k] for k in range(weight.shape[2])], axis=1)
        return np.ascontiguousarray(rows.T), np.asarray(stored[f"{name}.bias"], np.float32)

    dilations = [int(d) for d in np.asarray(stored["dilations"], np.int64)]
    layers = [(*dense(f"blocks.{k}"), dilation) for k, dilation in enumerate(dilations)]
    words = tuple(str(word) for word in stored["words"])
    return Head(words, dense("enter"), tuple(layers), dense("leave"))
