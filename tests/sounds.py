"""Sound made in memory: mono float32 at 16 kHz, as every stage after decoding has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coach.records import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Sound = NDArray[np.float32]


def silence(lasting_s: float) -> Sound:
    """Return digital silence."""
    return np.zeros(_samples(lasting_s), dtype=np.float32)


def tone(*hz: float, lasting_s: float = 0.4, peak: float = 0.3) -> Sound:
    """Return a steady machine's tone of one or several frequencies."""
    time_s = np.arange(_samples(lasting_s)) / SAMPLE_RATE_HZ
    mixed = sum(np.sin(2 * np.pi * one * time_s) for one in hz) / len(hz)
    return (peak * mixed).astype(np.float32)


def noise(lasting_s: float, peak: float = 0.3, seed: int = 7) -> Sound:
    """Return white noise."""
    drawn = np.random.default_rng(seed).uniform(-1.0, 1.0, _samples(lasting_s))
    return (peak * drawn).astype(np.float32)


def buzz(lasting_s: float, peak: float = 0.3, pitch_hz: float = 130.0) -> Sound:
    """Return a voice-like sound: a wavering pitch with falling harmonics, nothing steady."""
    time_s = np.arange(_samples(lasting_s)) / SAMPLE_RATE_HZ
    phase = 2 * np.pi * (pitch_hz * time_s + 1.5 * np.sin(2 * np.pi * 4.0 * time_s))
    mixed = sum(np.sin(k * phase) / k for k in range(1, 25))
    return (peak * mixed / np.abs(mixed).max(initial=1e-9)).astype(np.float32)


def joined(*parts: Sound) -> Sound:
    """Return sounds one after the other."""
    return np.concatenate(parts)


def _samples(lasting_s: float) -> int:
    return round(lasting_s * SAMPLE_RATE_HZ)
