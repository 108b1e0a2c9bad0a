"""Composed windows through the packaged encoder: what the head is trained on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from training.number.compose import WINDOW_S, window
from training.number.speech import REAL, load

if TYPE_CHECKING:
    from pathlib import Path

SEED = 20_261_122
WINDOWS = 2_500

SHARD = 250
FRAMES, WIDTH = 1_500, 512


def real_voice(index: int) -> str | None:
    """Who speaks: each of the three speakers in every fifth window; nobody real in two of five."""
    return (*REAL, None, None)[index % 5]


def encode(speech: Path, out: Path, first: int) -> None:
    """Encode one shard of windows into a file, with their words beside it; kept if it is there."""
    from coach.records import Span
    from coach.settings import Settings
    from coach.transcribe import load as load_model
    from coach.weights import find

    truth = out / f"{first:05d}.jsonl"
    if truth.exists():
        return
    bank = load(speech)
    recogniser = load_model(str(find("base", Settings().cache).folder), "en", 1)
    shape = (SHARD, FRAMES, WIDTH)
    store = np.lib.format.open_memmap(truth.with_suffix(".npy"), "w+", np.float16, shape)
    rows = []
    for index in range(first, first + SHARD):
        real = real_voice(index)
        made = window(np.random.default_rng([SEED, index]), bank, real)
        encoded = recogniser.encoded(made.sound, Span(0.0, WINDOW_S))
        store[index - first] = encoded.frames.astype(np.float16)
        row = {"words": made.words, "speakers": made.speakers, "real": real}
        rows.append(json.dumps(row))
    store.flush()
    truth.write_text("\n".join(rows) + "\n", encoding="utf-8")
