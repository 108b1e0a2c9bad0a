"""How loud it is when: level tracks, and where a sound begins and ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coach.records import SAMPLE_RATE_HZ, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

HOP_SAMPLES = 160
HOP_S = HOP_SAMPLES / SAMPLE_RATE_HZ
FRAME_SAMPLES = 320
FLOOR_DB = -120.0

BELOW_PEAK_DB = 30.0
"""A sound begins where its energy first passes 30 dB below its own peak."""

ABOVE_NOISE_DB = 6.0
"""... or, in noise, where it stands this far out of the background (ours)."""


@dataclass(frozen=True, slots=True)
class Loudness:
    """Level a 10 ms frame, in dB relative to full scale [shape=(frames,), -120..0]."""

    level_db: NDArray[np.float64]

    def within(self, span: Span) -> NDArray[np.float64]:
        """Levels of the frames inside a stretch; may be empty."""
        return self.level_db[_frame(span.start_s) : _frame(span.end_s)]

    def noise_db(self, silent: Sequence[Span]) -> float:
        """Level of the background: the quieter half of the silent stretches, or of all."""
        parts = [self.within(span) for span in silent]
        levels = np.concatenate(parts) if parts else np.zeros(0)
        if levels.size < 10:
            return float(np.percentile(self.level_db, 3)) if self.level_db.size else FLOOR_DB
        return float(np.percentile(levels, 50))

    def edge_s(self, near_s: float, limit_s: float, quiet_db: float, strong_db: float) -> float:
        """Where the sound that goes on at `near_s` begins, or ends, on the way to `limit_s`.

        A limit before `near_s` asks for the onset, one behind it for the offset. Short holes
        are crossed; longer ones only towards something as strong as speech itself, which a
        voice detector can miss where a word stands alone ("Hello, ...").
        """
        step = -1 if limit_s < near_s else 1
        limit = min(_frame(limit_s), len(self.level_db) - 1)
        frame = self._loud(min(_frame(near_s), len(self.level_db) - 1), -step, quiet_db)
        edge = self._walk(frame, limit, step, quiet_db)
        island = self._strong(edge, limit, step, strong_db)
        if island is not None:
            edge = self._walk(island, limit, step, quiet_db)
        return float((edge if step < 0 else edge + 1) * HOP_S)

    def _loud(self, frame: int, step: int, quiet_db: float) -> int:
        """The first loud frame from here, going back into the sound."""
        reach = self.level_db[frame : frame + SEARCH_FRAMES]
        if step < 0:
            reach = self.level_db[max(0, frame - SEARCH_FRAMES) : frame + 1][::-1]
        loud = np.flatnonzero(reach >= quiet_db)
        return frame + step * int(loud[0]) if loud.size else frame

    def _walk(self, frame: int, limit: int, step: int, quiet_db: float) -> int:
        """Go on from a loud frame while it stays loud, over holes of at most `HOLE_FRAMES`."""
        edge = frame
        for at in range(frame, limit + step, step):
            if self.level_db[at] >= quiet_db:
                edge = at
            elif abs(at - edge) > HOLE_FRAMES:
                break
        return edge

    def _strong(self, edge: int, limit: int, step: int, strong_db: float) -> int | None:
        """The nearest frame beyond a hole that begins 80 ms as strong as speech, or None."""
        run = 0
        for at in range(edge + step, _nearer(edge + step * WORD_HOLE_FRAMES, limit, step), step):
            run = run + 1 if self.level_db[at] >= strong_db else 0
            if run == STRONG_FRAMES:
                return at
        return None


def _nearer(one: int, other: int, step: int) -> int:
    return max(one, other) if step < 0 else min(one, other)


WORD_HOLE_FRAMES = 60
STRONG_FRAMES = 8
SEARCH_FRAMES = 40
HOLE_FRAMES = 18


def loudness(samples: NDArray[np.float32]) -> Loudness:
    """Level of mono sound at 16 kHz [shape=(n,)], one value for every 10 ms."""
    squares = np.concatenate([[0.0], np.cumsum(np.asarray(samples, dtype=np.float64) ** 2)])
    starts = np.arange(0, max(1, samples.size), HOP_SAMPLES)
    low = np.maximum(0, starts + HOP_SAMPLES // 2 - FRAME_SAMPLES // 2)
    high = np.minimum(samples.size, low + FRAME_SAMPLES)
    power = (squares[high] - squares[low]) / np.maximum(1, high - low)
    return Loudness(np.maximum(10 * np.log10(np.maximum(power, 1e-12)), FLOOR_DB))


def _frame(time_s: float) -> int:
    return max(0, int(time_s / HOP_S + 1e-6))
