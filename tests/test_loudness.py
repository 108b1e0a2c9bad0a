"""Levels, backgrounds, and where a sound begins and ends."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sounds import buzz, joined, noise, silence, tone

from coach.loudness import FLOOR_DB, loudness
from coach.records import Span

QUIET_DB, STRONG_DB = -40.0, -25.0


def test_a_full_scale_sine_has_minus_three_db() -> None:
    levels = loudness(tone(1_000, lasting_s=1.0, peak=1.0)).level_db
    assert levels[2:-2] == pytest.approx(-3.01, abs=0.05)


def test_silence_and_no_sound_at_all_lie_on_the_floor() -> None:
    assert loudness(silence(0.5)).level_db.tolist() == [FLOOR_DB] * 50
    assert loudness(silence(0.0)).level_db.tolist() == [FLOOR_DB]


@given(st.floats(0.05, 1.0))
def test_a_quieter_copy_is_quieter_by_the_same_everywhere(gain: float) -> None:
    sound = noise(0.3)
    before, after = loudness(sound).level_db, loudness(sound * np.float32(gain)).level_db
    assert after - before == pytest.approx(20 * np.log10(gain), abs=0.01)


def test_levels_inside_a_stretch_are_one_for_every_ten_milliseconds() -> None:
    track = loudness(noise(2.0))
    assert track.within(Span(0.5, 1.0)).size == 50
    assert track.within(Span(1.5, 9.0)).size == 50
    assert track.within(Span(5.0, 9.0)).size == 0


def test_the_background_is_what_lies_between_the_sounds() -> None:
    track = loudness(joined(noise(1.0, 0.01), noise(1.0, 0.5), noise(1.0, 0.01)))
    quiet = np.median(track.within(Span(0.1, 0.9)))
    assert track.noise_db([Span(0.1, 0.9), Span(2.1, 2.9)]) == pytest.approx(quiet, abs=0.5)


def test_without_silent_stretches_the_background_is_the_quietest_there_is() -> None:
    track = loudness(joined(noise(1.0, 0.5), noise(0.5, 0.01), noise(1.0, 0.5)))
    assert track.noise_db([]) < -40.0 < -15.0 < float(np.median(track.level_db))


@pytest.mark.parametrize("near_s", [1.0, 1.3, 2.0])
def test_an_onset_is_found_to_twenty_milliseconds(near_s: float) -> None:
    track = loudness(joined(silence(1.0), buzz(2.0), silence(1.0)))
    assert track.edge_s(near_s, 0.2, QUIET_DB, STRONG_DB) == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("near_s", [2.0, 2.7, 3.0])
def test_an_offset_is_found_to_twenty_milliseconds(near_s: float) -> None:
    track = loudness(joined(silence(1.0), buzz(2.0), silence(1.0)))
    assert track.edge_s(near_s, 3.8, QUIET_DB, STRONG_DB) == pytest.approx(3.0, abs=0.02)


def test_an_edge_never_passes_its_limit() -> None:
    track = loudness(buzz(4.0))
    assert track.edge_s(2.0, 1.5, QUIET_DB, STRONG_DB) == pytest.approx(1.5, abs=0.011)
    assert track.edge_s(2.0, 2.5, QUIET_DB, STRONG_DB) == pytest.approx(2.5, abs=0.011)


def test_a_stop_gap_is_crossed() -> None:
    track = loudness(joined(silence(1.0), buzz(0.3, 0.05), silence(0.12), buzz(2.0)))
    assert track.edge_s(2.0, 0.0, QUIET_DB, STRONG_DB) == pytest.approx(1.0, abs=0.02)


def test_a_longer_hole_is_crossed_only_towards_something_as_strong_as_speech() -> None:
    hole = silence(0.4)
    hello = loudness(joined(silence(1.0), buzz(0.3, 0.3), hole, buzz(2.0)))
    breath = loudness(joined(silence(1.0), noise(0.3, 0.02), hole, buzz(2.0)))
    assert hello.edge_s(2.0, 0.5, QUIET_DB, STRONG_DB) == pytest.approx(1.0, abs=0.02)
    assert breath.edge_s(2.0, 0.5, QUIET_DB, STRONG_DB) == pytest.approx(1.7, abs=0.02)


def test_a_click_does_not_count_as_speech_beyond_a_hole() -> None:
    track = loudness(joined(silence(1.0), noise(0.02, 0.9), silence(0.4), buzz(2.0)))
    assert track.edge_s(2.0, 0.5, QUIET_DB, STRONG_DB) == pytest.approx(1.42, abs=0.02)


def test_a_voice_detector_that_was_early_does_not_move_the_onset() -> None:
    track = loudness(joined(silence(1.0), buzz(2.0)))
    assert track.edge_s(0.8, 0.2, QUIET_DB, STRONG_DB) == pytest.approx(1.0, abs=0.02)
