"""What training does to a voice: every channel keeps its length and its clock."""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from scipy import signal
from sounds import joined, silence

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROOT = str(Path(__file__).parent.parent)
sys.path.append(ROOT)
try:
    from training.number import channel
finally:
    sys.path.remove(ROOT)

RATE_HZ = channel.RATE_HZ
MOST_OFF_S = 0.002


@functools.cache
def speech() -> NDArray[np.float32]:
    """Some 3 s of the packaged digits of a speaker: a codec for voices needs a real one."""
    path = Path(ROOT) / "training" / "number" / "speech" / "words" / "jackson.flac"
    sound, rate_hz = soundfile.read(path, frames=24_000, dtype="float32")
    assert rate_hz == RATE_HZ // 2
    return np.asarray(signal.resample_poly(sound, 2, 1), np.float32)


def loudness(sound: NDArray[np.float32]) -> NDArray[np.float64]:
    """Envelope over 5 ms, without its mean."""
    smooth = signal.oaconvolve(sound.astype(np.float64) ** 2, signal.windows.hann(80), "same")
    level = np.sqrt(np.maximum(smooth, 0))
    return np.asarray(level - level.mean())


def off_s(sound: NDArray[np.float32], changed: NDArray[np.float32]) -> float:
    """How much later the changed sound is, where both envelopes agree best."""
    likeness = signal.correlate(loudness(changed), loudness(sound), "same", "fft")
    return float(np.argmax(likeness) - len(sound) // 2) / RATE_HZ


def halves(sound: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    return [sound[: len(sound) // 2], sound[len(sound) // 2 :]]


def test_the_measure_of_time_sees_a_delay_of_two_milliseconds() -> None:
    late = joined(silence(0.003), speech())[: len(speech())]
    assert off_s(speech(), late) == pytest.approx(0.003, abs=1e-4)


@pytest.mark.parametrize("name", channel.CODECS)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_codec_keeps_length_and_clock(name: str, seed: int) -> None:
    before = speech()
    coded = channel._coded(np.random.default_rng(seed), before, name)
    assert coded.shape == before.shape and coded.dtype == np.float32
    assert np.isfinite(coded).all() and np.abs(coded).max() > 0.1
    for one, two in zip(halves(before), halves(coded), strict=True):
        assert abs(off_s(one, two)) <= MOST_OFF_S


@pytest.mark.parametrize("name", channel.CODECS)
def test_an_odd_length_is_kept(name: str) -> None:
    before = speech()[:24_577]
    assert len(channel._coded(np.random.default_rng(1), before, name)) == 24_577


@pytest.mark.parametrize("seed", range(12))
def test_a_telephone_keeps_length_and_clock(seed: int) -> None:
    before = speech()
    heard = channel.telephone(np.random.default_rng(seed), before)
    assert heard.shape == before.shape and heard.dtype == np.float32
    assert np.isfinite(heard).all() and 0.05 < np.abs(heard).max() <= 1.0
    assert abs(off_s(before, heard)) <= MOST_OFF_S


def test_the_same_seed_gives_the_same_telephone() -> None:
    first, again, other = (
        channel.telephone(np.random.default_rng(seed), speech()) for seed in (5, 5, 6)
    )
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_silence_is_no_error() -> None:
    heard = channel.telephone(np.random.default_rng(3), silence(1.0))
    assert heard.shape == (RATE_HZ,) and np.isfinite(heard).all()
