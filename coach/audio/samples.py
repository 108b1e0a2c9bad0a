"""Frames of any rate and layout gathered into channels at 16 kHz."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from coach.audio.frames import RATES_HZ
from coach.records import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from av import AudioFifo, AudioFrame
    from numpy.typing import NDArray

_BLOCK = 1 << 15
"""Samples resampled at a time: what the processor's cache holds."""
_FULL_SCALE = 0.98
"""Loudest step of mu-law, the lowest full scale of any codec."""
_FLAT = 1 / 4096
"""Difference below which neighbours count as equal (ours): what lossy codecs leave of a top."""
_FLAT_RUN = 3
"""Equal samples in a row at full scale that make a flat top (ours)."""


class TooLongError(Exception):
    """More sound than was asked for."""


class Samples:
    """Gathers a track's frames, resampled a block at a time; at most `max_s` seconds.

    More than two channels become one: their mix, at the level of the loudest.
    """

    def __init__(self, max_s: float) -> None:
        self.native_rate_hz = 0
        self.channel_count = 0
        self.invalid = 0
        self.duration_s = 0.0
        self._max_s = max_s
        self._kind: tuple[str, int, int] | None = None
        self._pending = _fifo()
        self._done: list[NDArray[np.float32]] = []
        self._resampler = _Resampler(SAMPLE_RATE_HZ)
        self._clipped: NDArray[np.int64] = np.zeros(0, np.int64)
        self._energy: NDArray[np.float64] = np.zeros(0)
        self._total = 0

    def add(self, frame: AudioFrame) -> None:
        """Take one frame; raise TooLongError where the limit is passed."""
        rate_hz = frame.sample_rate
        if not frame.samples or rate_hz not in RATES_HZ:
            return
        kind = (frame.format.name, rate_hz, frame.layout.nb_channels)
        if kind != self._kind:
            self._change(kind)
        frame.pts = None
        self._pending.write(frame)
        self.duration_s += frame.samples / rate_hz
        if self.duration_s > self._max_s + 1e-6:
            raise TooLongError
        if self._pending.samples >= _BLOCK:
            self._flush()

    def _change(self, kind: tuple[str, int, int]) -> None:
        self._flush()
        if not self._kind:
            _, self.native_rate_hz, self.channel_count = kind
            self._clipped = np.zeros(self.channel_count, np.int64)
            self._energy = np.zeros(self.channel_count)
        if kind[1] != self._resampler.rate_hz:
            self._done.append(self._resampler.rest())
            self._resampler = _Resampler(kind[1])
        self._kind = kind

    def _flush(self) -> None:
        frame = self._pending.read(0, partial=True)
        self._pending = _fifo()
        if frame is None:
            return
        with np.errstate(over="ignore", invalid="ignore"):
            block = self._valid(_native(frame))
        if len(block) != self.channel_count:
            block = block[np.arange(self.channel_count) % len(block)]
        self._clipped += [_clipped(channel) for channel in block]
        self._total += block.shape[1]
        if self.channel_count > 2:
            self._energy += np.square(block, dtype=np.float64).sum(axis=1)
            block = block.mean(axis=0, keepdims=True)
        self._done.append(self._resampler(block))

    def _valid(self, block: NDArray[np.float32]) -> NDArray[np.float32]:
        if not np.isfinite(block.sum()):
            self.invalid += int(block.size - np.count_nonzero(np.isfinite(block)))
            block = np.nan_to_num(block, nan=0.0, posinf=0.0, neginf=0.0)
        valid: NDArray[np.float32] = np.clip(block, -1.0, 1.0)
        return valid

    def finish(self) -> tuple[NDArray[np.float32], tuple[float, ...]]:
        """Return channels [shape=(c, n), 16 kHz] and each one's share of clipped samples."""
        self._flush()
        parts = [part for part in (*self._done, self._resampler.rest()) if part.size]
        if not parts:
            return np.zeros((max(1, self.channel_count), 0), np.float32), (0.0,)
        channels = np.clip(np.concatenate(parts, axis=1), -1.0, 1.0)
        shares = tuple(float(share) for share in self._clipped / self._total)
        if self.channel_count > 2:
            channels, shares = self._at_loudest(channels), (max(shares),)
        return np.ascontiguousarray(channels), shares

    def _at_loudest(self, mix: NDArray[np.float32]) -> NDArray[np.float32]:
        loudest = float(np.sqrt(self._energy.max() / self._total))
        level = float(np.sqrt(np.mean(np.square(mix, dtype=np.float64))))
        scaled = mix * np.float32(loudest / level if level else 0.0)
        return scaled.clip(-1.0, 1.0)


class _Resampler:
    """Blocks of one rate to 16 kHz, kept in step across their borders."""

    def __init__(self, rate_hz: int) -> None:
        import av

        self.rate_hz = rate_hz
        self._av = av
        self._resampler = av.AudioResampler(format="fltp", rate=SAMPLE_RATE_HZ)

    def __call__(self, block: NDArray[np.float32]) -> NDArray[np.float32]:
        if self.rate_hz == SAMPLE_RATE_HZ:
            return block
        layout = "mono" if len(block) == 1 else "stereo"
        frame = self._av.AudioFrame.from_ndarray(np.ascontiguousarray(block), "fltp", layout)
        frame.sample_rate = self.rate_hz
        return _joined(self._resampler.resample(frame))

    def rest(self) -> NDArray[np.float32]:
        """Return what the filter still holds."""
        return _joined(self._resampler.resample(None))


def _joined(frames: list[AudioFrame]) -> NDArray[np.float32]:
    parts = [frame.to_ndarray().astype(np.float32, copy=False) for frame in frames]
    return np.concatenate(parts, axis=1) if parts else np.zeros((0, 0), np.float32)


def _fifo() -> AudioFifo:
    import av

    return av.AudioFifo()


def _native(frame: AudioFrame) -> NDArray[np.float32]:
    """Return a frame's samples as float [shape=(c, n), full scale 1]."""
    block = _array(frame)
    if not frame.format.is_planar:
        block = block.reshape(-1, frame.layout.nb_channels).T
    floats = block.astype(np.float32)
    if block.dtype == np.uint8:
        floats = (floats - np.float32(128)) / np.float32(128)
    elif block.dtype.kind == "i":
        floats /= np.float32(2 ** (8 * block.itemsize - 1))
    return floats


def _array(frame: AudioFrame) -> NDArray[Any]:
    if not frame.format.name.startswith("s64"):
        return frame.to_ndarray()
    import av

    # PyAV has no arrays of 64-bit integers.
    layout = "dblp" if frame.format.is_planar else "dbl"
    return av.AudioResampler(format=layout).resample(frame)[0].to_ndarray()


def _clipped(channel: NDArray[np.float32]) -> int:
    """Count samples that stand in a flat run at full scale."""
    if channel.max() < _FULL_SCALE and channel.min() > -_FULL_SCALE:
        return 0
    loud = np.flatnonzero(np.abs(channel) >= _FULL_SCALE)
    flat = (np.diff(loud) == 1) & (np.abs(np.diff(channel[loud])) <= _FLAT)
    ends = np.flatnonzero(np.diff(np.concatenate(([0], flat, [0])))).reshape(-1, 2)
    runs = ends[:, 1] - ends[:, 0] + 1  # n equal neighbours make n + 1 samples
    return int(runs[runs >= _FLAT_RUN].sum())
