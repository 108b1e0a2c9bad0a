"""Windows of speech with numbers in them, composed so that the truth is known to the sample."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import signal

from training.number.channel import RATE_HZ, telephone

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from training.number.speech import Bank, Clip, Utterance

WINDOW_S = 30.0
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

PACES = {"rushed": (-0.05, 0.03), "quick": (0.0, 0.1), "normal": (0.06, 0.3), "slow": (0.25, 0.9)}
"""Seconds from the offset of a digit to the onset of the next."""


GROUPS = ((2, 5), (2, 5), (2, 5, 7), (3, 6))
"""After which digits a longer pause may come."""


@dataclass(slots=True)
class Window:
    """30 s of sound, its number words (word, onset s, offset s), who speaks, who says each."""

    sound: NDArray[np.float32]
    words: list[tuple[str, float, float]] = field(default_factory=list)
    voices: set[str] = field(default_factory=set)
    speakers: list[str] = field(default_factory=list)


def window(rng: Generator, bank: Bank, real: str | None) -> Window:
    """Compose one window; of the real voices only `real` speaks in it, or none."""
    made = Window(np.zeros(round(WINDOW_S * RATE_HZ), np.float32))
    length_s = float(rng.uniform(5, 20)) if rng.random() < 0.25 else float(rng.uniform(20, 29.5))
    clock_s = float(rng.uniform(0.1, 0.8))
    while clock_s < length_s:
        piece, words, voice = _piece(rng, bank, real)
        if clock_s + len(piece) / RATE_HZ > length_s + 0.3:
            if len(made.voices) > 1 or clock_s > 4:
                break
            continue
        at = round(clock_s * RATE_HZ)
        made.sound[at : at + len(piece)] += piece[: len(made.sound) - at]
        made.words += [(word, clock_s + on, clock_s + off) for word, on, off in words]
        made.voices.add(voice)
        made.speakers += [voice] * len(words)
        clock_s += len(piece) / RATE_HZ + float(rng.uniform(0.05, 0.9))
    end = min(len(made.sound), round((clock_s + 0.3) * RATE_HZ))
    made.sound[:end] = telephone(rng, made.sound[:end])
    return made


Piece = tuple["NDArray[np.float32]", list[tuple[str, float, float]], str]


def _piece(rng: Generator, bank: Bank, real: str | None) -> Piece:
    kind = rng.random()
    if kind < 0.5:
        voice = real if real and rng.random() < 0.75 else str(rng.choice(bank.made_voices))
        return (*_number(rng, bank.clips[voice]), voice)
    if kind < 0.85:
        spoken = bank.utterances
        if bank.accents and rng.random() < 0.5:
            spoken = bank.accents
        said = spoken[int(rng.integers(len(spoken)))]
        return (*_warped(rng, said), said.voice)
    said = bank.sentences[int(rng.integers(len(bank.sentences)))]
    return (*_warped(rng, said), said.voice)


def _warped(
    rng: Generator, said: Utterance
) -> tuple[NDArray[np.float32], list[tuple[str, float, float]]]:
    """Play an utterance a little faster or slower, pitch and all, at some level."""
    factor = float(rng.uniform(0.86, 1.16)) if rng.random() < 0.7 else 1.0
    sound = resampled(said.sound, factor) * 10 ** float(rng.uniform(-6, 3) / 20)
    return sound, [(word, on / factor, off / factor) for word, on, off in said.words]


def _number(
    rng: Generator, clips: dict[str, list[Clip]]
) -> tuple[NDArray[np.float32], list[tuple[str, float, float]]]:
    """A number joined from single words of one voice."""
    names = _spelt(rng, clips)
    low, high = PACES[str(rng.choice(list(PACES)))]
    group_s = float(rng.uniform(0.0, 0.7)) if rng.random() < 0.6 else 0.0
    pitch = float(rng.uniform(0.86, 1.16)) if rng.random() < 0.7 else 1.0
    tempo = float(rng.uniform(0.72, 1.3)) if rng.random() < 0.45 else 1.0
    groups = GROUPS[int(rng.integers(len(GROUPS)))] if len(names) > 7 else (2,)
    gate_db = float(rng.uniform(-30, -14)) if rng.random() < 0.4 else None
    hiss_db = float(rng.uniform(-34, -14)) if rng.random() < 0.3 else None
    words: list[tuple[str, float, float]] = []
    sound = np.zeros(RATE_HZ * 30, np.float32)
    clock_s, end = 0.06, 0
    for index, name in enumerate(names):
        choices = clips[name]
        clip = gated(choices[int(rng.integers(len(choices)))], gate_db)
        clip = hissing(rng, clip, hiss_db)
        warped = stretched(resampled(clip.sound, pitch), tempo)
        scale = len(warped) / len(clip.sound)
        on, off = clip.onset * scale, clip.offset * scale
        at = round(clock_s * RATE_HZ - on)
        if at < 0:
            at = 0
        if at + len(warped) > len(sound):
            break
        sound[at : at + len(warped)] += warped * 10 ** float(rng.uniform(-3, 3) / 20)
        words.append((name, (at + on) / RATE_HZ, (at + off) / RATE_HZ))
        end = at + len(warped)
        clock_s = words[-1][2] + float(rng.uniform(low, high)) + (group_s if index in groups else 0)
    return sound[:end], words


def _spelt(rng: Generator, clips: dict[str, list[Clip]]) -> list[str]:
    """Number words as people say telephone numbers; runs of one digit are common."""
    names: list[str] = []
    rich = "hundred" in clips
    digits = [digit for digit in DIGITS if digit in clips]
    while len(names) < int(rng.choice([3, 7, 10, 10, 10, 11, 11])):
        draw = rng.random()
        digit = digits[int(rng.integers(len(digits)))]
        if names and names[-1] in DIGITS and draw < 0.2:
            names.append(names[-1])
        elif rich and draw > 0.9:
            names += [str(rng.choice(list(clips)))]
        elif digit == "zero" and "oh" in clips and rng.random() < 0.5:
            names.append("oh")
        else:
            names.append(digit)
    return names


def gated(clip: Clip, threshold_db: float | None) -> Clip:
    """Cut off what is quieter than a threshold below the peak at both ends, as a voice switch does.

    The "f" of "four" and the "s" of "six" go first.
    """
    size = RATE_HZ // 100
    frames = clip.sound[: len(clip.sound) // size * size].reshape(-1, size)
    if threshold_db is None or not len(frames):
        return clip
    level = np.sqrt((frames**2).mean(axis=1))
    loud = np.flatnonzero(level >= level.max() * 10 ** (threshold_db / 20))
    start, end = int(loud[0]) * size, int(loud[-1] + 1) * size
    onset, offset = max(clip.onset, start) - start, min(clip.offset, end) - start
    return replace(clip, sound=clip.sound[start:end], onset=onset, offset=offset)


def hissing(rng: Generator, clip: Clip, level_db: float | None) -> Clip:
    """Add noise that begins and ends with the clip, so far below its peak."""
    if level_db is None:
        return clip
    noise = rng.standard_normal(len(clip.sound)).astype(np.float32)
    peak = float(np.abs(clip.sound).max(initial=0.0))
    return replace(clip, sound=clip.sound + noise * peak * 10 ** (level_db / 20) / 3)


def resampled(sound: NDArray[np.float32], factor: float) -> NDArray[np.float32]:
    """Sound played `factor` times as fast, higher by as much."""
    if factor == 1.0:
        return sound
    count = max(1, round(len(sound) / factor))
    at = np.arange(count) * factor
    return np.asarray(np.interp(at, np.arange(len(sound)), sound), np.float32)


def stretched(sound: NDArray[np.float32], tempo: float) -> NDArray[np.float32]:
    """Sound at another tempo and the same pitch: overlapping pieces, placed where they fit."""
    if tempo == 1.0 or len(sound) < 1_600:
        return sound
    size, hop, reach = 480, 240, 120
    shape = signal.windows.hann(size, sym=False)
    count = max(1, int((len(sound) / tempo - size) // hop) + 1)
    padded = np.pad(sound, (reach, size + reach + hop))
    out, weight = np.zeros(count * hop + size), np.zeros(count * hop + size)
    natural = padded[reach : reach + size]
    for index in range(count):
        at = min(int(index * hop * tempo), len(sound) - 1) + reach
        area = padded[at - reach : at + size + reach]
        lag = int(np.argmax(np.correlate(area, natural, "valid")))
        start = at - reach + lag
        place = slice(index * hop, index * hop + size)
        out[place] += shape * padded[start : start + size]
        weight[place] += shape
        natural = padded[start + hop : start + hop + size]
        if len(natural) < size:
            natural = np.pad(natural, (0, size - len(natural)))
    target = max(1, round(len(sound) / tempo))
    return np.asarray((out / np.maximum(weight, 0.1))[:target], np.float32)
