"""Beeps, ring-back and other machine tones in a recording."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coach.records import SAMPLE_RATE_HZ, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

FRAME_SAMPLES = 640
HOP_SAMPLES = 160
HOP_S = HOP_SAMPLES / SAMPLE_RATE_HZ
BIN_HZ = SAMPLE_RATE_HZ / FRAME_SAMPLES

LOWEST_HZ, HIGHEST_HZ = 390.0, 3_600.0
"""Where answering machines beep and exchanges ring; voices' own pitch lies below."""

FIRST_BIN = int(200 / BIN_HZ)
"""Of the spectrum, the first line that is looked at."""

PURITY = 0.88
"""Least share of a frame's power in its few strongest lines (ours, from made recordings)."""

FREQUENCY_DRIFT = 0.012
"""A machine's tone keeps its frequency within this share; a sung vowel does not (ours)."""

SHORTEST_TONE_S = 0.11
HUMMED_BELOW_HZ, SHORTEST_LOW_TONE_S = 500.0, 0.24
"""A nasal can hold one pitch down there for 0.2 s; machines hold theirs longer (ours)."""

RING_MIN_S = 0.35
RING_HZ = (380.0, 500.0)
"""Ring-back and busy tones of most networks: 400-480 Hz, alone or in pairs (ITU-T E.180)."""

FRAMES_AT_ONCE = 64
"""So many go through the spectrum together: as many as the processor's cache holds."""

PIECE_S = 30.0
"""Sound is looked through in pieces, so that long recordings take no more memory."""

HOLE_FRAMES = 5
"""Two tones together beat: a ring may dip for this many frames."""


@dataclass(frozen=True, slots=True)
class Tone:
    """A steady tone; `frequency_hz` is its strongest line."""

    start_s: float
    end_s: float
    frequency_hz: float

    @property
    def span(self) -> Span:
        """Where it sounds."""
        return Span(self.start_s, self.end_s)

    def later(self, offset_s: float) -> Tone:
        """Return the same tone on a clock that began earlier."""
        return Tone(
            round(self.start_s + offset_s, 3), round(self.end_s + offset_s, 3), self.frequency_hz
        )

    @property
    def ringlike(self) -> bool:
        """Whether an exchange's ring-back can sound like this, not only a machine's beep."""
        long_enough = self.end_s - self.start_s >= RING_MIN_S
        return long_enough and RING_HZ[0] <= self.frequency_hz <= RING_HZ[1]


def tones(samples: NDArray[np.float32]) -> tuple[Tone, ...]:
    """Steady tones of at least 0.11 s in mono sound at 16 kHz [shape=(n,)]; exact to 20 ms.

    Rings of two frequencies come as one tone a burst.
    """
    found: list[Tone] = []
    step = round(PIECE_S * SAMPLE_RATE_HZ)
    for start in range(0, samples.size, step):
        for tone in _tones(samples[start : start + step]):
            found.append(tone.later(start / SAMPLE_RATE_HZ))
    return tuple(_joined(found))


def _joined(found: Sequence[Tone]) -> Sequence[Tone]:
    """Join what the border of two pieces cut in two."""
    joined: list[Tone] = []
    for tone in found:
        before = joined[-1] if joined else None
        if before and tone.start_s - before.end_s < 0.03 and tone.start_s % PIECE_S < 0.03:
            joined[-1] = Tone(before.start_s, tone.end_s, before.frequency_hz)
        else:
            joined.append(tone)
    return joined


def _tones(samples: NDArray[np.float32]) -> tuple[Tone, ...]:
    if samples.size < FRAME_SAMPLES:
        return ()
    power = _power(samples)
    level_db = 10 * np.log10(power.sum(axis=1) + 1e-12)
    loud = level_db > max(float(level_db.max()) - 35.0, -55.0)
    rings = tuple(_rings(power, loud))
    peak_hz, share = _strongest_lines(power)
    pure = (share >= PURITY) & loud & (peak_hz >= LOWEST_HZ)
    steady = _runs(pure, peak_hz)
    alone = [tone for tone in steady if not any(tone.span.overlap_s(ring.span) for ring in rings)]
    return tuple(sorted((*rings, *alone), key=lambda tone: tone.start_s))


def _rings(power: NDArray[np.float32], loud: NDArray[np.bool_]) -> Sequence[Tone]:
    """Bursts whose power lies in the ring-back band."""
    low, high = (round(hz / BIN_HZ) - FIRST_BIN for hz in RING_HZ)
    share = power[:, low : high + 1].sum(axis=1) / (power.sum(axis=1) + 1e-12)
    ringing = np.flatnonzero((share >= PURITY) & loud)
    bursts = np.split(ringing, np.flatnonzero(np.diff(ringing) > HOLE_FRAMES) + 1)
    centre = sum(RING_HZ) / 2
    return [
        _tone(int(burst[0]), int(burst[-1]) + 1, centre)
        for burst in bursts
        if burst.size and (burst[-1] - burst[0]) * HOP_S >= RING_MIN_S
    ]


def _power(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Power spectrum a frame from 200 to 3600 Hz, centred frames [shape=(frames, bins)]."""
    half = FRAME_SAMPLES // 2
    padded = np.pad(samples, (half, half))
    frames = np.lib.stride_tricks.sliding_window_view(padded, FRAME_SAMPLES)[::HOP_SAMPLES]
    window = np.hanning(FRAME_SAMPLES).astype(np.float32)
    end = int(HIGHEST_HZ / BIN_HZ)
    power = np.empty((len(frames), end - FIRST_BIN), np.float32)
    for first in range(0, len(frames), FRAMES_AT_ONCE):
        some = slice(first, first + FRAMES_AT_ONCE)
        lines = np.fft.rfft(frames[some] * window, axis=1)[:, FIRST_BIN:end]
        power[some] = lines.real**2 + lines.imag**2
    return power


def _strongest_lines(
    power: NDArray[np.float32],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Frequency of the strongest line, and the share of power in the three strongest."""
    total = power.sum(axis=1) + 1e-12
    rows = np.arange(len(power))
    taken = np.zeros(len(power))
    peak_hz = np.zeros(len(power))
    for turn in range(3):
        peak = power.argmax(axis=1)
        if turn == 0:
            peak_hz = (_interpolated(power, rows, peak) + FIRST_BIN) * BIN_HZ
        for offset in range(-2, 3):
            column = np.clip(peak + offset, 0, power.shape[1] - 1)
            taken += power[rows, column]
            power[rows, column] = 0
    return peak_hz, taken / total


def _interpolated(
    power: NDArray[np.float32], rows: NDArray[np.int_], peak: NDArray[np.int_]
) -> NDArray[np.float64]:
    """Peak position between bins, by a parabola through the log powers."""
    inner = np.clip(peak, 1, power.shape[1] - 2)
    left, middle, right = (np.log(power[rows, inner + step] + 1e-20) for step in (-1, 0, 1))
    bend = left - 2 * middle + right
    shift = np.where(np.abs(bend) > 1e-9, 0.5 * (left - right) / np.where(bend == 0, 1, bend), 0)
    result: NDArray[np.float64] = inner + np.clip(shift, -0.5, 0.5)
    return result


def _runs(pure: NDArray[np.bool_], peak_hz: NDArray[np.float64]) -> Sequence[Tone]:
    found: list[Tone] = []
    start = 0
    for frame in range(1, len(pure) + 1):
        holds = (
            frame < len(pure)
            and pure[frame]
            and pure[start]
            and abs(peak_hz[frame] / np.median(peak_hz[start:frame]) - 1) < FREQUENCY_DRIFT
        )
        if holds:
            continue
        if pure[start]:
            found.append(_tone(start, frame, float(np.median(peak_hz[start:frame]))))
        start = frame
    return [tone for tone in found if tone.span.duration_s >= _shortest_s(tone)]


def _shortest_s(tone: Tone) -> float:
    low = tone.frequency_hz < HUMMED_BELOW_HZ
    return (SHORTEST_LOW_TONE_S if low else SHORTEST_TONE_S) - HOP_S


def _tone(start: int, end: int, frequency_hz: float) -> Tone:
    return Tone(round(start * HOP_S, 3), round((end - 1) * HOP_S, 3), round(frequency_hz, 1))
