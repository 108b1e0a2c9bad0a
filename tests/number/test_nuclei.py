"""Peaks of the energy, and the silences between them."""

import numpy as np
import pytest
from sounds import buzz, joined, noise, silence

from coach.number.envelope import HOP_S, Envelope, envelope
from coach.number.nuclei import nuclei, parting, stretches_of_sound
from coach.records import Span


def test_prominence_is_the_fall_before_a_higher_peak() -> None:
    levels = np.array([-60, -20, -40, -10, -30, -15, -60], dtype=float)
    found = nuclei(levels, 0, len(levels))
    assert [(n.frame, n.prominence_db) for n in found] == [(1, 20.0), (3, 45.0), (5, 15.0)]


def test_frames_count_from_the_start_of_the_stretch() -> None:
    levels = np.array([-60, -60, -60, -20, -60, -30, -60], dtype=float)
    assert [n.frame for n in nuclei(levels, 2, 7)] == [3, 5]


def heard(*parts: np.ndarray) -> Envelope:
    samples = joined(*parts)
    return envelope(samples, Span(0.0, len(samples) / 16_000))


def test_onset_and_offset_lie_at_the_silence() -> None:
    env = heard(silence(0.2), buzz(0.3), silence(0.2), buzz(0.3), silence(0.2))
    a, b = (n for n in nuclei(env.smooth_db, 0, len(env.smooth_db)) if n.prominence_db > 20)
    edges = parting(env, a, b)
    assert env.time_s(edges.offset) == pytest.approx(0.5, abs=0.02)
    assert env.time_s(edges.onset) == pytest.approx(0.7, abs=0.02)
    assert not edges.joined


def test_the_stop_inside_six_is_not_the_pause_behind_it() -> None:
    six = (buzz(0.15), silence(0.07), buzz(0.08, peak=0.03))
    env = heard(silence(0.2), *six, silence(0.05), buzz(0.3), silence(0.2))
    a = max(nuclei(env.smooth_db, 0, env.frame(0.35)), key=lambda n: n.level_db)
    b = nuclei(env.smooth_db, env.frame(0.55), env.frame(0.85))[0]
    assert env.time_s(parting(env, a, b, "6", "1").onset) == pytest.approx(0.55, abs=0.02)


def test_sounds_without_silence_are_joined_at_the_lowest_energy() -> None:
    env = heard(silence(0.2), buzz(0.2), buzz(0.1, peak=0.05), buzz(0.2), silence(0.2))
    peaks = nuclei(env.smooth_db, 0, len(env.smooth_db))
    a = max((n for n in peaks if env.time_s(n.frame) < 0.42), key=lambda n: n.level_db)
    b = max((n for n in peaks if env.time_s(n.frame) > 0.48), key=lambda n: n.level_db)
    edges = parting(env, a, b)
    assert edges.joined
    assert 0.4 < env.time_s(edges.onset) < 0.5
    assert edges.blur * HOP_S > 0.04


def test_single_clicks_are_no_sounds() -> None:
    click = silence(0.005) + 0.3
    env = heard(silence(0.3), buzz(0.3), silence(0.3), click, silence(0.3))
    assert len(stretches_of_sound(env, -15.0)) == 1


def test_a_steady_background_is_not_heard() -> None:
    background = noise(2.0, peak=0.01)
    background[16_000:20_800] += buzz(0.3)
    env = envelope(background, Span(0.0, 2.0))
    (sound,) = stretches_of_sound(env, -15.0)
    assert env.time_s(sound[0]) == pytest.approx(1.0, abs=0.02)
    assert env.time_s(sound[1]) == pytest.approx(1.3, abs=0.04)


@pytest.mark.parametrize(
    "span", [Span(-5.0, -1.0), Span(0.0, 0.0), Span(9.0, 12.0), Span(2.0, 1.0)]
)
def test_a_stretch_outside_the_recording_has_frames_too(span: Span) -> None:
    env = envelope(buzz(1.0), span)
    assert len(env.level_db) == len(env.smooth_db) == len(env.heard) >= 1
    assert env.frame(100.0) == len(env.level_db) - 1
