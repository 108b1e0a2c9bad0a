"""How loud sound is, in dB below full scale."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np

from coach.records import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pydub import AudioSegment

FLOOR_DBFS = -120.0
"""Given for digital silence and for no samples at all."""


def level_dbfs(samples: NDArray[np.float32]) -> float:
    """Return the RMS level in dBFS (-120..0) of mono float32 [shape=(n,), range -1..1]."""
    return max(FLOOR_DBFS, float(_segment(samples).dBFS))


def peak_dbfs(samples: NDArray[np.float32]) -> float:
    """Return the highest peak in dBFS (-120..0) of mono float32 [shape=(n,), range -1..1]."""
    return max(FLOOR_DBFS, float(_segment(samples).max_dBFS))


def _segment(samples: NDArray[np.float32]) -> AudioSegment:
    with warnings.catch_warnings():
        # pydub looks for an ffmpeg program on import; raw samples need none.
        warnings.filterwarnings("ignore", "Couldn't find ffmpeg", RuntimeWarning)
        # Its regular expressions and its audioop predate Python 3.12 and 3.13.
        warnings.filterwarnings("ignore", category=SyntaxWarning)
        warnings.filterwarnings("ignore", "'audioop' is deprecated", DeprecationWarning)
        from pydub import AudioSegment
    # 32 bits: 16 would lose what is below -90 dBFS.
    scaled = np.clip(np.asarray(samples, np.float64), -1.0, 1.0) * (2**31 - 1)
    data = scaled.astype("<i4").tobytes()
    return AudioSegment(data=data, sample_width=4, frame_rate=SAMPLE_RATE_HZ, channels=1)
