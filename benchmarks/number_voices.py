"""Who says the numbers and the sentences: the project's own clips, and flite where it is."""

from __future__ import annotations

import functools
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import soundfile

from coach.records import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from types import ModuleType

    from numpy.random import Generator
    from numpy.typing import NDArray

    from training.number.speech import Bank, Clip

    Sound = NDArray[np.float32]
    Timed = tuple[str, float, float]
    """A word, its onset and its offset [s]."""

PROJECT = Path(__file__).parent.parent
NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
REAL = ("jackson", "nicolas", "theo")
FLITE_VOICES = ("slt", "rms", "awb", "kal16")
LEVEL = 0.05
"""RMS of whatever sounds, so that pieces fit together."""

EDGE_DB = 30
"""A sound begins and ends this far below its own peak."""

BLEND_S = 0.005


@functools.cache
def _speech() -> ModuleType:
    sys.path.insert(0, str(PROJECT))
    try:
        from training.number import speech
    finally:
        sys.path.remove(str(PROJECT))
    return speech


@functools.cache
def bank() -> Bank:
    """Read the speech that the head was trained on, once."""
    found: Bank = _speech().load(PROJECT / "training" / "number" / "speech")
    return found


@functools.cache
def unheard() -> dict[str, dict[str, list[Clip]]]:
    """Read the words of people whom no head was trained on, once."""
    found: dict[str, dict[str, list[Clip]]] = _speech().clips(PROJECT / "benchmarks" / "voices")
    return found


def made_voices() -> list[str]:
    """Voices other than the real speakers' that have every digit."""
    clips = bank().clips
    return [name for name in clips if name not in REAL and clips[name].keys() >= set(NAMES)]


def levelled(sound: Sound) -> Sound:
    """Sound at the level all pieces have."""
    return np.asarray(sound * (LEVEL / max(active_rms(sound), 1e-6)), np.float32)


def active_rms(sound: Sound) -> float:
    """RMS of the frames of 20 ms within 30 dB of the loudest."""
    count = len(sound) // 320
    power = (sound[: count * 320].reshape(count, 320).astype(np.float64) ** 2).mean(axis=1)
    return float(np.sqrt(power[power > power.max() / 1_000].mean())) if count else 0.0


@dataclass(frozen=True)
class Joined:
    """A voice whose single words are joined with gaps that are known."""

    name: str

    @property
    def words(self) -> set[str]:
        """The number words it has."""
        return set(self._clips)

    def say(
        self, rng: Generator, words: list[str], gaps_s: list[float]
    ) -> tuple[Sound, list[Timed]]:
        """Words in a row, each with its own take; `gaps_s` from an offset to the next onset."""
        clips = [self._take(rng, word) for word in words]
        onset_s = [0.02 + clips[0].onset / SAMPLE_RATE_HZ]
        for clip, gap_s in zip(clips, gaps_s, strict=False):
            onset_s.append(onset_s[-1] + (clip.offset - clip.onset) / SAMPLE_RATE_HZ + gap_s)
        starts = [
            round(at * SAMPLE_RATE_HZ) - clip.onset
            for at, clip in zip(onset_s, clips, strict=False)
        ]
        sound = np.zeros(max(s + len(c.sound) for s, c in zip(starts, clips, strict=True)))
        timed = []
        for word, start, clip in zip(words, starts, clips, strict=True):
            low = max(0, start)
            level = LEVEL / max(active_rms(clip.sound), 1e-6) * 10 ** (rng.uniform(-2, 2) / 20)
            sound[low : start + len(clip.sound)] += _faded(clip.sound)[low - start :] * level
            edges = ((start + edge) / SAMPLE_RATE_HZ for edge in (clip.onset, clip.offset))
            timed.append((word, *edges))
        return np.asarray(sound, np.float32), timed

    @property
    def _clips(self) -> dict[str, list[Clip]]:
        return bank().clips.get(self.name) or unheard()[self.name]

    def _take(self, rng: Generator, word: str) -> Clip:
        takes = self._clips[word]
        return takes[int(rng.integers(len(takes)))]


def _faded(sound: Sound) -> Sound:
    """No click at either end."""
    ramp = np.minimum(1.0, np.arange(len(sound)) / (BLEND_S * SAMPLE_RATE_HZ))
    return np.asarray(sound * ramp * ramp[::-1], np.float32)


def flite_found() -> bool:
    """Whether flite can be asked to speak."""
    return shutil.which("flite") is not None


def spoken(voice: str, text: str, stretch: float = 1.0) -> Sound:
    """Text in one of flite's voices, at the level all pieces have."""
    return levelled(_flite(voice, text, stretch)[0])


def connected(
    voice: str, lead: str, groups: list[list[str]], stretch: float
) -> tuple[Sound, list[Timed]]:
    """Number words said by flite in one breath behind `lead`, with the times of its own phones.

    A word begins and ends where, between its phones' borders, the level passes 30 dB below the
    word's peak.

    Raises
    ------
    ValueError
        Where the voice said other phones than the words have.
    """
    words = [word for group in groups for word in group]
    said = ", ".join(" ".join(group) for group in groups)
    sound, phones = _flite(voice, f"{lead} {said}.", stretch)
    wanted = [phone for word in words for phone in _phones_of(voice, word)]
    heard = [phone for phone in phones if phone[0] != "pau"][-len(wanted) :]
    if [phone for phone, _, _ in heard] != wanted:
        raise ValueError(f"{voice} says {said!r} otherwise.")
    timed, at = [], 0
    for word in words:
        part = heard[at : at + len(_phones_of(voice, word))]
        at += len(part)
        timed.append((word, *_edges_s(sound, part[0][1], part[-1][2])))
    return levelled(sound), timed


def _edges_s(sound: Sound, start_s: float, end_s: float) -> tuple[float, float]:
    """Where a word sounds, inside the borders of its phones."""
    hop = 16
    low, high = round(start_s * SAMPLE_RATE_HZ), round(end_s * SAMPLE_RATE_HZ)
    power = np.convolve(sound[low:high].astype(np.float64) ** 2, np.ones(80) / 80, "same")[::hop]
    loud = np.flatnonzero(power >= power.max() / 10 ** (EDGE_DB / 10))
    return start_s + loud[0] * hop / SAMPLE_RATE_HZ, start_s + (loud[-1] + 1) * hop / SAMPLE_RATE_HZ


@functools.cache
def _phones_of(voice: str, word: str) -> list[str]:
    """A word's phones, as the voice says it between two others that begin and end with none."""
    return [phone for phone, _, _ in _flite(voice, word, 1.0)[1] if phone != "pau"]


@functools.lru_cache(maxsize=512)
def _flite(voice: str, text: str, stretch: float) -> tuple[Sound, list[Timed]]:
    """Speak; give the sound [16 kHz] and every phone with its start and end [s]."""
    program = shutil.which("flite")
    if program is None:
        raise FileNotFoundError("flite is not installed.")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "said.wav"
        args = ["-voice", voice, "-psdur", "--setf", f"duration_stretch={stretch:.3f}"]
        done = subprocess.run(
            [program, *args, "-t", text, "-o", str(file)], capture_output=True, check=True
        )
        sound, rate_hz = soundfile.read(file, dtype="float32")
    if rate_hz != SAMPLE_RATE_HZ:
        raise ValueError(f"{voice} speaks at {rate_hz} Hz.")
    phones, start_s = [], 0.0
    for item in done.stdout.decode().split():
        phone, _, end = item.partition(":")
        phones.append((phone, start_s, float(end)))
        start_s = float(end)
    return np.asarray(sound, np.float32), phones
