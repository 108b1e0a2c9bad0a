"""Pitch tells a voice from breath and noise."""

import numpy as np

from coach.voicing import voiced_share

RATE = 16_000


def test_noise_has_no_pitch() -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, 2 * RATE).astype(np.float32)
    assert voiced_share(noise) < 0.1


def test_a_buzzing_voice_has_one() -> None:
    time_s = np.arange(2 * RATE) / RATE
    buzz = sum(np.sin(2 * np.pi * 140 * k * time_s) / k for k in range(1, 9))
    assert voiced_share((0.1 * np.asarray(buzz)).astype(np.float32)) > 0.8


def test_next_to_nothing_has_none() -> None:
    assert voiced_share(np.zeros(100, np.float32)) == 0.0
