"""Sound for the example recordings: rings, a beep, and hums where words stand."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

import av
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from coach.records import Cut, Speech

RATE_HZ = 16_000


def _place(sound: NDArray[np.float32], start_s: float, piece: NDArray[np.float64]) -> None:
    first = round(start_s * RATE_HZ)
    sound[first : first + len(piece)] += piece[: max(0, len(sound) - first)].astype(np.float32)


def _times(duration_s: float) -> NDArray[np.float64]:
    return np.arange(round(duration_s * RATE_HZ)) / RATE_HZ


def _tone(duration_s: float, *pitches_hz: float) -> NDArray[np.float64]:
    t = _times(duration_s)
    return 0.16 * sum(np.sin(2 * np.pi * pitch * t) for pitch in pitches_hz)


def _hum(duration_s: float, pitch_hz: float, loudness: float) -> NDArray[np.float64]:
    """Return something as loud and as long as a word, with a voice's overtones."""
    t = _times(duration_s)
    tones = sum(np.sin(2 * np.pi * pitch_hz * k * t) / k for k in range(1, 9))
    swell = np.sin(np.pi * np.clip(t / duration_s, 0, 1)) ** 0.5
    return loudness * 0.4 * tones * swell * (0.75 + 0.25 * np.sin(2 * np.pi * 4.7 * t))


def _cut_pieces(cut: Cut) -> Iterable[tuple[float, NDArray[np.float64]]]:
    lasting = cut.end_s - cut.start_s
    if cut.kind == "ring":
        yield cut.start_s, _tone(min(2.0, lasting), 440, 480)
    elif cut.kind in ("beep", "tone"):
        yield cut.start_s, _tone(lasting, 1000)
    elif cut.kind in ("greeting", "prompt"):
        for k in range(int(lasting / 0.4)):
            yield cut.start_s + 0.4 * k, _hum(0.34, 120 + 9 * (k % 3), 0.3 + 0.1 * (k % 4))


def sound_of(speech: Speech) -> NDArray[np.float32]:
    """Return the sound of a recording made up in `speech`."""
    made = np.random.default_rng(7)
    sound = made.normal(0, 0.002, round(speech.duration_s * RATE_HZ)).astype(np.float32)
    for cut in speech.cuts:
        for start_s, piece in _cut_pieces(cut):
            _place(sound, start_s, piece)
    for word in speech.transcript.words:
        loudness, pitch_hz = made.uniform(0.35, 0.8), made.uniform(165, 215)
        _place(sound, word.start_s, _hum(word.end_s - word.start_s, pitch_hz, loudness))
    return np.clip(sound, -1, 1)


def peaks_of(sound: NDArray[np.float32], slices: int = 1200) -> tuple[float, ...]:
    """Return the waveform that a Speech holds."""
    return tuple(round(float(np.abs(part).max()), 3) for part in np.array_split(sound, slices))


@cache
def mp3_of(speech: Speech) -> bytes:
    """Return the sound as a small MP3, as the pages embed it."""
    held = io.BytesIO()
    with av.open(held, "w", format="mp3") as container:
        stream = container.add_stream("mp3", rate=RATE_HZ)
        stream.bit_rate, stream.layout = 24_000, "mono"
        samples = (sound_of(speech) * 32767).astype(np.int16)[np.newaxis, :]
        frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
        frame.sample_rate = RATE_HZ
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)
    return held.getvalue()
