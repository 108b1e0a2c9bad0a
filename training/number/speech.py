"""The speech that numbers are composed from: words and sentences of many voices, with times."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import soundfile

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

REAL = ("jackson", "nicolas", "theo")
ACCENTS = "-accents"


@dataclass(frozen=True, slots=True)
class Clip:
    """One word, 16 kHz, with a little silence around; onset and offset in samples."""

    sound: NDArray[np.float32]
    onset: int
    offset: int


@dataclass(frozen=True, slots=True)
class Utterance:
    """Connected speech, 16 kHz, with its number words (word, onset s, offset s)."""

    sound: NDArray[np.float32]
    words: tuple[tuple[str, float, float], ...]
    voice: str


@dataclass(frozen=True, slots=True)
class Bank:
    """All speech: single words by voice and word, sentences with numbers, without, in accents."""

    clips: dict[str, dict[str, list[Clip]]]
    utterances: list[Utterance]
    sentences: list[Utterance]
    accents: list[Utterance]

    @property
    def made_voices(self) -> list[str]:
        """Voices of single words that are not of the real speakers."""
        return [voice for voice in self.clips if voice not in REAL]


def load(folder: Path) -> Bank:
    """Read the bank."""
    utterances = _utterances(folder)
    plain = [one for one in utterances if not one.voice.endswith(ACCENTS)]
    foreign = [one for one in utterances if one.voice.endswith(ACCENTS)]
    return Bank(clips(folder), plain, _sentences(folder), foreign)


def _read(path: Path) -> NDArray[np.float32]:
    sound, rate_hz = soundfile.read(path, dtype="float32")
    if rate_hz == 8_000:
        from scipy.signal import resample_poly

        sound = resample_poly(sound, 2, 1)
    return np.asarray(sound, np.float32)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _sounds(folder: Path) -> dict[str, NDArray[np.float32]]:
    return {path.stem: _read(path) for path in sorted(folder.iterdir())}


def clips(folder: Path) -> dict[str, dict[str, list[Clip]]]:
    """Read single words: takes by voice and word."""
    found: dict[str, dict[str, list[Clip]]] = {}
    sounds = _sounds(folder / "words")
    for row in _rows(folder / "words.jsonl"):
        start = row["start"]
        sound = sounds[row["source"]][start : row["end"]]
        clip = Clip(sound, row["onset"] - start, row["offset"] - start)
        found.setdefault(row["source"], {}).setdefault(row["word"], []).append(clip)
    return found


def _utterances(folder: Path) -> list[Utterance]:
    sounds = _sounds(folder / "numbers")
    return [
        Utterance(
            sounds[row["source"]][row["start"] : row["end"]],
            tuple((word, on_s, off_s) for word, on_s, off_s in row["words"]),
            row["source"],
        )
        for row in _rows(folder / "numbers.jsonl")
    ]


def _sentences(folder: Path) -> list[Utterance]:
    sounds = _sounds(folder / "sentences")
    return [
        Utterance(sounds[row["source"]][row["start"] : row["end"]], (), row["source"])
        for row in _rows(folder / "sentences.jsonl")
    ]
