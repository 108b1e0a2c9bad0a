"""What a telephone does to a voice: bands, codecs, noise, rooms. Keeps time to the sample."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import av
import numpy as np
from scipy import signal

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

RATE_HZ = 16_000

CODECS: dict[str, tuple[str, int, tuple[int, ...]]] = {
    "libopencore_amrnb": ("amrnb", 8_000, (4_750, 5_900, 7_400, 10_200, 12_200)),
    "g723_1": ("g723_1", 8_000, (6_300,)),
    "nellymoser": ("nellymoser", 8_000, (0,)),
    "libopus": ("libopus", 16_000, (8_000, 12_000, 20_000)),
    "libmp3lame": ("mp3float", 16_000, (16_000, 24_000, 32_000)),
    "pcm_mulaw": ("pcm_mulaw", 8_000, (0,)),
    "pcm_alaw": ("pcm_alaw", 8_000, (0,)),
    "g722": ("g722", 16_000, (0,)),
}
"""Encoder: its decoder, sample rate in Hz, bit rates. GSM is left out: it is for testing."""


def telephone(rng: Generator, sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """Pass sound [16 kHz] through one random channel; same length, same clock."""
    sound = _room(rng, sound) if rng.random() < 0.25 else sound
    sound = _noisy(rng, sound) if rng.random() < 0.8 else sound
    kind = rng.random()
    if kind < 0.6:
        name = str(
            rng.choice(
                [
                    "pcm_mulaw",
                    "pcm_mulaw",
                    "pcm_alaw",
                    "libopencore_amrnb",
                    "libopencore_amrnb",
                    "g723_1",
                    "nellymoser",
                ]
            )
        )
        low = float(rng.uniform(80, 320))
        high = float(rng.uniform(3_000, 3_900))
        sound = _coded(rng, _band(sound, low, high), name)
    elif kind < 0.75:
        sound = _coded(rng, sound, str(rng.choice(["libopus", "libmp3lame", "g722"])))
    elif kind < 0.85:
        sound = _band(sound, float(rng.uniform(60, 250)), float(rng.uniform(3_500, 7_500)))
    tilt = float(rng.uniform(-0.35, 0.35))
    sound = signal.lfilter([1.0, tilt], [1.0], sound) if rng.random() < 0.4 else sound
    peak = float(np.abs(sound).max()) or 1.0
    level = 10 ** float(rng.uniform(-20, -0.5) / 20)
    return np.asarray(sound / peak * level, np.float32)


def _band(sound: NDArray[np.float32], low_hz: float, high_hz: float) -> NDArray[np.float32]:
    sos = signal.butter(4, [low_hz, min(high_hz, 7_900)], "bandpass", fs=RATE_HZ, output="sos")
    return np.asarray(signal.sosfiltfilt(sos, sound), np.float32)


def _room(rng: Generator, sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """A small room: a direct path and a decaying tail."""
    length = int(rng.uniform(0.05, 0.35) * RATE_HZ)
    tail = rng.standard_normal(length) * np.exp(-6.9 * np.arange(length) / length)
    tail *= 10 ** (-rng.uniform(6, 22) / 20) / np.sqrt((tail**2).sum())
    tail[0] = 1.0
    return np.asarray(signal.fftconvolve(sound, tail)[: len(sound)], np.float32)


def _noisy(rng: Generator, sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """Add white, pink, hum-like or babbling noise, 6 to 45 dB below the voice."""
    noise = rng.standard_normal(len(sound))
    colour = rng.random()
    if colour < 0.3:
        noise = signal.lfilter([1.0], [1.0, -0.97], noise)
    elif colour < 0.5:
        noise = signal.lfilter([1.0], [1.0, -0.8], noise)
    elif colour < 0.6:
        hum = np.sin(
            2 * np.pi * float(rng.choice([50, 60, 100, 120])) * np.arange(len(sound)) / RATE_HZ
        )
        noise = 0.2 * noise + hum
    elif colour < 0.8:
        noise = _babble(rng, sound)
    if rng.random() < 0.3:
        slow = np.interp(
            np.arange(len(sound)), np.linspace(0, len(sound), 12), rng.uniform(0.2, 1.5, 12)
        )
        noise = noise * slow
    voiced = np.abs(sound) > 0.02 * (np.abs(sound).max() or 1.0)
    power = float((sound[voiced] ** 2).mean()) if voiced.any() else 1e-4
    snr_db = float(rng.uniform(6, 45))
    scale = np.sqrt(power / 10 ** (snr_db / 10) / max(1e-12, float((noise**2).mean())))
    return np.asarray(sound + scale * noise, np.float32)


def _babble(rng: Generator, sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """Several voices at once: the same speech backwards, shifted onto itself."""
    total = np.zeros(len(sound))
    for _ in range(5):
        total += np.roll(sound[::-1], int(rng.integers(len(sound)))) * rng.uniform(0.4, 1.0)
    return np.asarray(total, np.float32)


def _coded(rng: Generator, sound: NDArray[np.float32], name: str) -> NDArray[np.float32]:
    decoder, rate_hz, bit_rates = CODECS[name]
    down = sound if rate_hz == RATE_HZ else signal.resample_poly(sound, 1, 2)
    down = np.clip(down / (np.abs(down).max() or 1.0) * 0.7, -1, 1)
    heard = _through(
        np.asarray(down, np.float32), name, decoder, rate_hz, int(rng.choice(bit_rates))
    )
    heard = _aligned(down, heard)
    return np.asarray(
        heard if rate_hz == RATE_HZ else signal.resample_poly(heard, 2, 1)[: len(sound)], np.float32
    )


def _through(
    sound: NDArray[np.float32], name: str, decoder: str, rate_hz: int, bit_rate: int
) -> NDArray[np.float32]:
    """Encode and decode."""
    encoder = av.CodecContext.create(name, "w")
    encoder.sample_rate, encoder.layout = rate_hz, "mono"
    encoder.format = encoder.codec.audio_formats[0].name
    if bit_rate:
        encoder.bit_rate = bit_rate
    encoder.time_base = Fraction(1, rate_hz)
    encoder.open()
    listener = av.CodecContext.create(decoder, "r")
    listener.sample_rate, listener.layout = rate_hz, "mono"
    if encoder.extradata:
        listener.extradata = bytes(encoder.extradata)
    resampler = av.AudioResampler(format=encoder.format.name, layout="mono", rate=rate_hz)
    fifo = av.AudioFifo()
    frame = av.AudioFrame.from_ndarray(
        (sound[None] * 32767).astype(np.int16), format="s16", layout="mono"
    )
    frame.sample_rate, frame.time_base, frame.pts = rate_hz, Fraction(1, rate_hz), 0
    for ready in resampler.resample(frame):
        fifo.write(ready)
    size = encoder.frame_size or 1_600
    packets = []
    while (piece := fifo.read(size, partial=True)) is not None:
        if piece.samples < size and encoder.frame_size:
            break
        packets += encoder.encode(piece)
    packets += encoder.encode(None)
    out = []
    as_float = av.AudioResampler(format="flt", layout="mono", rate=rate_hz)
    for packet in packets:
        for got in listener.decode(packet):
            out += [part.to_ndarray()[0] for part in as_float.resample(got)]
    heard = np.concatenate(out) if out else np.zeros(len(sound), np.float32)
    return np.asarray(heard, np.float32)


def _aligned(sound: NDArray[np.float32], heard: NDArray[np.float32]) -> NDArray[np.float32]:
    """Take the codec's delay away: where both agree best."""
    size = 1 << (len(sound) + len(heard)).bit_length()
    spectrum = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(sound, size))
    lag = int(np.argmax(np.fft.irfft(spectrum, size)[:4_000]))
    heard = heard[lag:]
    return np.asarray(np.pad(heard, (0, max(0, len(sound) - len(heard))))[: len(sound)], np.float32)
