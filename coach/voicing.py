"""Whether a sound can be a voice, or is only noise.

The only file that knows librosa, which takes seconds to load: asked only where there is doubt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coach.records import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

FRAME_SAMPLES, HOP_SAMPLES = 1024, 256
LOWEST_HZ, HIGHEST_HZ = 200.0, 3_400.0
FLATTEST_VOICE = 0.2
"""Spectral flatness in the telephone band: noise has about 0.56, voiced speech under 0.1 (ours)."""

MOST_S = 4.0
"""Sound looked at, around its loudest point: enough to tell, and bounded in cost."""


def voiced_share(samples: NDArray[np.float32]) -> float:
    """Share (0..1) of a stretch's frames whose spectrum has the peaks of a voice.

    `samples` is mono at 16 kHz [shape=(n,)]. Speech lies well above 0.2; breath, wind and line
    noise near 0. By spectral flatness, as librosa has it.
    """
    if samples.size < FRAME_SAMPLES:
        return 0.0
    import librosa

    spectrum = librosa.stft(_loudest(samples), n_fft=FRAME_SAMPLES, hop_length=HOP_SAMPLES)
    low, high = (round(hz * FRAME_SAMPLES / SAMPLE_RATE_HZ) for hz in (LOWEST_HZ, HIGHEST_HZ))
    power = np.abs(spectrum[low:high]) ** 2
    flatness = librosa.feature.spectral_flatness(S=power, power=1.0)[0]
    return float(np.mean(flatness < FLATTEST_VOICE))


def _loudest(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """At most four seconds, around the loudest sample."""
    size = round(MOST_S * SAMPLE_RATE_HZ)
    peak = int(np.abs(samples).argmax())
    start = max(0, min(peak - size // 2, samples.size - size))
    return samples[start : start + size]
