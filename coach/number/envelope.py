"""Envelope: how loud a stretch of sound is from one hundredth of a second to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coach.records import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from coach.records import Span

HOP = 80
FRAME = 240
HISS_FRAME = 480
"""Samples (30 ms): longer, because hiss stands out from noise only on average."""
HOP_S = HOP / SAMPLE_RATE_HZ
"""5 ms: finer than the 10 ms that onsets are wanted to."""
BELOW_PEAK_DB = 30.0
"""A sound starts where its energy first passes this far below its own peak (the development
set's definition of an onset)."""
_QUIET = (10, 30)
_ABOVE_FLOOR_DB = 3.0
_HISS_ABOVE_DB = 2.0
_MOST_ABOVE_DB = 6.0
_SPREADS = 3.0
_NOTHING_DB = -100.0
_SMOOTH = 9


@dataclass(frozen=True, slots=True)
class Envelope:
    """Levels of a stretch of sound, frame by frame (`HOP_S` apart, the first at `start_s`).

    `level_db` is dBFS, `smooth_db` the same over 45 ms; `heard` where the sound stands out from
    the background, in the whole band or, for the hiss of "six" and "seven", in its upper part.
    """

    start_s: float
    level_db: NDArray[np.float64]
    smooth_db: NDArray[np.float64]
    heard: NDArray[np.bool_]
    floor_db: float

    def time_s(self, frame: int) -> float:
        """Return a frame's time on the recording's clock."""
        return self.start_s + frame * HOP_S

    def frame(self, time_s: float) -> int:
        """Return the frame nearest to a time, inside the stretch."""
        return int(np.clip(round((time_s - self.start_s) / HOP_S), 0, len(self.level_db) - 1))

    def sounds(self, start: int, end: int, peak_db: float) -> NDArray[np.bool_]:
        """Tell for frames `start` to `end` whether a sound with this peak is on."""
        loud = self.level_db[start:end] > peak_db - BELOW_PEAK_DB
        return np.asarray(loud & self.heard[start:end])


def _levels_db(samples: NDArray[np.float32], frame: int) -> NDArray[np.float64]:
    # Centred frames by running sums: librosa would do the same, after seconds of loading.
    padded = np.pad(samples.astype(np.float64), (frame // 2, frame - frame // 2))
    sums = np.concatenate([[0.0], np.cumsum(padded**2)])
    starts = np.arange(0, len(samples) + 1, HOP)
    power = (sums[starts + frame] - sums[starts]) / frame
    levels: NDArray[np.float64] = 10 * np.log10(np.maximum(power, 10 ** (_NOTHING_DB / 10)))
    return levels


def _floor_db(levels_db: NDArray[np.float64], least_db: float) -> tuple[float, float]:
    """Return the background's level and what stands out from it; more where it moves."""
    low, quiet = np.percentile(levels_db, _QUIET)
    margin = np.clip(_SPREADS * (quiet - low), least_db, _MOST_ABOVE_DB)
    return float(low), float(low + margin)


def envelope(samples: NDArray[np.float32], span: Span) -> Envelope:
    """Measure the stretch `span` of a recording [mono, -1..1, 16 kHz].

    A stretch outside the recording is cut to it; at least one frame comes out.
    """
    first = int(np.clip(span.start_s * SAMPLE_RATE_HZ, 0, len(samples)))
    last = int(np.clip(span.end_s * SAMPLE_RATE_HZ, first, len(samples)))
    cut = samples[first:last] if last > first else np.zeros(FRAME, np.float32)
    level_db = _levels_db(cut, FRAME)
    hiss_db = _levels_db(
        np.diff(cut, prepend=cut[:1]), HISS_FRAME
    )  # +6 dB an octave: hiss over hum
    floor_db, over_db = _floor_db(level_db, _ABOVE_FLOOR_DB)
    heard = (level_db > over_db) | (hiss_db > _floor_db(hiss_db, _HISS_ABOVE_DB)[1])
    padded = np.pad(level_db, _SMOOTH // 2, mode="edge")
    smooth_db = np.convolve(padded, np.full(_SMOOTH, 1 / _SMOOTH), mode="valid")
    return Envelope(first / SAMPLE_RATE_HZ, level_db, smooth_db, heard, floor_db)
