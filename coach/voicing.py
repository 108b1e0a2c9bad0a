"""Whether a sound has a voice's pitch.

The only file that knows librosa, which takes seconds to load: asked only where there is doubt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coach.records import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

LOWEST_HZ, HIGHEST_HZ = 65.0, 420.0
"""Range of speaking voices, men's lowest to women's and children's highest."""

FRAME_SAMPLES = 1024
MOST_S = 4.0
"""Sound looked at, around its loudest point: enough to tell, and bounded in cost."""


def voiced_share(samples: NDArray[np.float32]) -> float:
    """Share (0..1) of a stretch's frames that have a pitch between 65 and 420 Hz.

    `samples` is mono at 16 kHz [shape=(n,)]. Speech lies well above 0.2; breath, wind and line
    noise near 0. By probabilistic YIN (Mauch and Dixon 2014), as librosa has it.
    """
    if samples.size < FRAME_SAMPLES:
        return 0.0
    import librosa

    _, voiced, _ = librosa.pyin(
        _loudest(samples),
        fmin=LOWEST_HZ,
        fmax=HIGHEST_HZ,
        sr=SAMPLE_RATE_HZ,
        frame_length=FRAME_SAMPLES,
    )
    return float(np.mean(voiced))


def _loudest(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """At most four seconds, around the loudest sample."""
    size = round(MOST_S * SAMPLE_RATE_HZ)
    peak = int(np.abs(samples).argmax())
    start = max(0, min(peak - size // 2, samples.size - size))
    return samples[start : start + size]
