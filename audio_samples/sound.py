"""Sound as a telephone carries it: the band, the edges of a sound, tones, noise, files."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import av
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

RATE_HZ = 8_000
BAND_HZ = (300.0, 3_400.0)
EDGE_DB = -30.0
"""A sound begins and ends where it first and last passes this, against its own peak."""

VOICE_RMS = 0.08
LEFT_OVER_S = 0.06

# Ending: codec, sample format, rate in Hz, bits a second (0: lossless or fixed).
FORMATS = {
    ".wav": ("pcm_mulaw", "s16", 8_000, 0),
    ".flac": ("flac", "s16", 8_000, 0),
    ".mp3": ("libmp3lame", "s16p", 16_000, 24_000),
    ".m4a": ("aac", "fltp", 16_000, 24_000),
    ".ogg": ("libopus", "s16", 16_000, 20_000),
    ".amr": ("libopencore_amrnb", "s16", 8_000, 12_200),
}


@dataclass(frozen=True, slots=True)
class Sound:
    """Samples at 8 kHz with the first and one past the last that passes the edge level."""

    samples: NDArray[np.float64]
    onset: int
    offset: int


def telephone(samples: NDArray[np.float64], rate_hz: int) -> NDArray[np.float64]:
    """Return the sound at 8 kHz, its band cut to 300-3400 Hz without moving it in time."""
    block = rate_hz // int(np.gcd(rate_hz, RATE_HZ))
    padded = np.pad(samples, (0, -len(samples) % block + block))
    spectrum = np.fft.rfft(padded)
    hz = np.fft.rfftfreq(len(padded), 1 / rate_hz)
    low = np.clip((hz - BAND_HZ[0] + 100) / 100, 0, 1)
    high = np.clip((BAND_HZ[1] + 100 - hz) / 100, 0, 1)
    count = len(padded) * RATE_HZ // rate_hz
    kept = (spectrum * low * high)[: count // 2 + 1]
    return np.fft.irfft(kept, count) * (count / len(padded))


def edges(samples: NDArray[np.float64]) -> tuple[int, int]:
    """Return the first sample above the edge level and one past the last."""
    size = np.abs(samples)
    loud = np.flatnonzero(size >= size.max() * 10 ** (EDGE_DB / 20))
    return int(loud[0]), int(loud[-1]) + 1


def rms(samples: NDArray[np.float64]) -> float:
    """Return the root mean square."""
    return float(np.sqrt(np.mean(np.square(samples))))


def trimmed(samples: NDArray[np.float64]) -> Sound:
    """Cut the silence around a sound, leaving its faint beginning and end, at one level."""
    onset, offset = edges(samples)
    margin = round(LEFT_OVER_S * RATE_HZ)
    first, last = max(0, onset - margin), min(len(samples), offset + margin)
    piece = samples[first:last] * (VOICE_RMS / rms(samples[onset:offset]))
    fade = np.minimum(1, np.arange(len(piece)) / 40)
    return Sound(piece * fade * fade[::-1], onset - first, offset - first)


def tone(hz: Sequence[float], seconds: float) -> Sound:
    """Return the sum of sines, as in a ring or a beep."""
    count = round(seconds * RATE_HZ)
    time = np.arange(count) / RATE_HZ
    sines = sum((np.sin(2 * np.pi * f * time) for f in hz), np.zeros(count))
    fade = np.minimum(1, (np.arange(count) + 1) / 40)
    samples = sines * fade * fade[::-1] * VOICE_RMS
    return Sound(samples, *edges(samples))


def line_noise(count: int, seed: int) -> NDArray[np.float64]:
    """Return telephone noise of unit level, falling 3 dB an octave inside the band."""
    white = np.random.default_rng(seed).standard_normal(count)
    spectrum = np.fft.rfft(white)
    hz = np.fft.rfftfreq(count, 1 / RATE_HZ)
    inside = (hz >= BAND_HZ[0]) & (hz <= BAND_HZ[1])
    shaped = np.fft.irfft(spectrum * inside / np.sqrt(np.maximum(hz, 1)), count)
    return shaped / rms(shaped)


def resampled(channels: NDArray[np.float64], rate_hz: int) -> NDArray[np.float64]:
    """Change the rate of [shape=(c, n)] at 8 kHz to a multiple of it, or back from one."""
    count = channels.shape[1]
    wanted = count * rate_hz // RATE_HZ
    spectrum = np.fft.rfft(channels)
    whole = np.zeros((channels.shape[0], wanted // 2 + 1), complex)
    kept = min(whole.shape[1], spectrum.shape[1])
    whole[:, :kept] = spectrum[:, :kept]
    return np.fft.irfft(whole, wanted) * (wanted / count)


def encode(path: Path, channels: NDArray[np.float64]) -> None:
    """Write [shape=(c, n), 8 kHz] in the format of the file's ending, the same bytes each time."""
    codec, sample_format, rate_hz, bits = FORMATS[path.suffix]
    pcm = np.round(np.clip(resampled(channels, rate_hz), -1, 1) * 32767).astype(np.int16)
    layout = "mono" if len(pcm) == 1 else "stereo"
    exact = {"fflags": "+bitexact"}
    with av.open(str(path), "w", container_options=exact) as container:
        stream = container.add_stream(codec, rate=rate_hz, layout=layout)
        stream.codec_context.format = sample_format
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        if bits:
            stream.bit_rate = bits
        frame = av.AudioFrame.from_ndarray(pcm.T.reshape(1, -1), "s16", layout)
        frame.sample_rate = rate_hz
        frame.pts, frame.time_base = 0, Fraction(1, rate_hz)
        convert = av.AudioResampler(sample_format, layout, rate_hz)
        for piece in (*convert.resample(frame), None):
            container.mux(stream.encode(piece))


def decode(path: Path) -> NDArray[np.float64]:
    """Return a file's sound [shape=(c, n)] at 8 kHz, as any decoder would hear it."""
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        convert = av.AudioResampler("fltp", stream.layout, stream.rate)
        frames = [out for f in container.decode(stream) for out in convert.resample(f)]
        joined = np.concatenate([frame.to_ndarray() for frame in frames], axis=1)
        return joined.astype(np.float64)[:, :: stream.rate // RATE_HZ]


def lag(original: NDArray[np.float64], heard: NDArray[np.float64]) -> int:
    """Return by how many samples (8 kHz) `heard` is later than `original`."""
    count = 1 << (max(len(original), len(heard)) * 2 - 1).bit_length()
    spectrum = np.fft.rfft(heard, count) * np.conj(np.fft.rfft(original, count))
    likeness = np.fft.irfft(spectrum, count)
    best = int(np.argmax(likeness))
    return best - count if best > count // 2 else best
