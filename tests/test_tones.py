"""Beeps and rings are found where they are; voices, noise and whistles are none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sounds import buzz, joined, noise, silence, tone

from coach.records import SAMPLE_RATE_HZ
from coach.tones import Tone, tones

BEEPS_HZ = [440, 620, 850, 1_000, 1_400, 2_000, 2_900]


@pytest.mark.parametrize("hz", BEEPS_HZ)
def test_a_beep_is_found_to_twenty_milliseconds(hz: float) -> None:
    found = tones(joined(silence(0.7), tone(hz, lasting_s=0.5), silence(0.6)))
    assert len(found) == 1
    assert found[0].start_s == pytest.approx(0.7, abs=0.02)
    assert found[0].end_s == pytest.approx(1.2, abs=0.02)


@given(st.floats(550, 3_000), st.floats(0.2, 1.0), st.floats(0.15, 0.8))
def test_any_steady_tone_is_one_tone_at_its_frequency(
    hz: float, start_s: float, lasting_s: float
) -> None:
    found = tones(joined(silence(start_s), tone(hz, lasting_s=lasting_s), silence(0.3)))
    assert [one.frequency_hz for one in found] == [pytest.approx(hz, rel=0.01)]
    assert found[0].start_s == pytest.approx(start_s, abs=0.021)
    assert found[0].end_s == pytest.approx(start_s + lasting_s, abs=0.021)


def test_a_beep_between_greeting_and_message_is_found() -> None:
    sound = joined(buzz(2.0), silence(0.3), tone(1_000), silence(0.4), buzz(2.0, pitch_hz=190))
    assert [(round(one.start_s, 1), round(one.end_s, 1)) for one in tones(sound)] == [(2.3, 2.7)]


def test_a_beep_over_the_noise_of_a_line_is_found() -> None:
    sound = joined(silence(1.0), tone(1_400), silence(1.0)) + noise(2.4, 0.02)
    assert [round(one.frequency_hz, -2) for one in tones(sound)] == [1_400]


@pytest.mark.parametrize("pair", [(440, 480), (400, 450), (425,), (400,)])
def test_ring_back_of_most_networks_is_one_ringlike_tone_a_burst(pair: tuple[float, ...]) -> None:
    ring = tone(*pair, lasting_s=1.0)
    found = tones(joined(silence(0.5), ring, silence(2.0), ring, silence(0.5)))
    assert [one.ringlike for one in found] == [True, True]
    assert [round(one.start_s, 1) for one in found] == [0.5, 3.5]
    assert [round(one.end_s, 1) for one in found] == [1.5, 4.5]


def test_a_high_or_a_short_tone_is_no_ring() -> None:
    assert not Tone(0.0, 1.0, 1_000.0).ringlike
    assert not Tone(0.0, 0.2, 440.0).ringlike


@pytest.mark.parametrize(
    "sound",
    [
        pytest.param(silence(0.0), id="nothing"),
        pytest.param(silence(0.01), id="less than a frame"),
        pytest.param(silence(2.0), id="silence"),
        pytest.param(noise(2.0), id="noise"),
        pytest.param(buzz(2.0), id="a voice"),
        pytest.param(buzz(2.0, pitch_hz=230.0), id="a high voice"),
        pytest.param(joined(silence(1.0), tone(1_000, lasting_s=0.07), silence(1.0)), id="a blip"),
        pytest.param(tone(120, lasting_s=2.0), id="mains hum"),
    ],
)
def test_what_is_no_tone(sound: np.ndarray) -> None:
    assert tones(sound) == ()


def test_a_whistle_that_slides_is_no_tone() -> None:
    time_s = np.arange(2 * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ
    whistle = 0.3 * np.sin(2 * np.pi * (800 * time_s + 400 * time_s**2))
    assert tones(whistle.astype(np.float32)) == ()


@given(st.floats(0.05, 3.0))
def test_a_louder_or_quieter_copy_has_the_same_tones(gain: float) -> None:
    sound = joined(buzz(0.5), tone(1_000), silence(0.4), tone(440, 480, lasting_s=0.6))
    assert tones(sound * np.float32(gain)) == tones(sound)


def test_the_sound_itself_is_left_alone() -> None:
    sound = joined(silence(0.5), tone(1_000), buzz(0.5))
    before = sound.copy()
    tones(sound)
    assert np.array_equal(sound, before)
