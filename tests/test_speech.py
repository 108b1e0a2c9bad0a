"""Pauses, levels and word times of a message, out of words and sound."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sounds import buzz, joined, noise, silence

from coach.loudness import loudness
from coach.records import SAMPLE_RATE_HZ, Span, Word
from coach.scene import Scene
from coach.speech import (
    LEAST_PAUSE_S,
    MOST_SNR_DB,
    UNHEARD_S,
    WAVEFORM_POINTS,
    pauses,
    settle_words,
    snr_db,
    sounding,
    voiced_s,
    waveform,
    wordless,
)

MESSAGE = Span(1.0, 6.0)


def seen(samples: np.ndarray, *speech: Span) -> Scene:
    return Scene(samples, speech, (), loudness(samples))


def broken_voice(*gaps_s: float) -> tuple[Scene, Span]:
    """Return a voice of one second between silences, from second 1 on."""
    parts = [silence(1.0), buzz(1.0)]
    for gap_s in gaps_s:
        parts += [silence(gap_s), buzz(1.0)]
    message = Span(1.0, 2.0 + sum(gaps_s) + len(gaps_s))
    return seen(joined(*parts, silence(1.0)), message), message


# Pauses


def test_pauses_are_found_to_ten_milliseconds() -> None:
    scene, message = broken_voice(0.4, 1.5)
    found = pauses(scene, message)
    assert [pause.start_s for pause in found] == pytest.approx([2.0, 3.4], abs=0.02)
    assert [pause.duration_s for pause in found] == pytest.approx([0.4, 1.5], abs=0.03)


def test_a_stop_gap_is_no_pause() -> None:
    scene, message = broken_voice(0.1, 0.3)
    assert len(pauses(scene, message)) == 1


def test_a_voice_without_a_break_has_no_pause() -> None:
    assert pauses(*broken_voice()) == ()


@given(st.floats(0.05, 3.0))
def test_a_louder_copy_has_the_same_pauses(gain: float) -> None:
    scene, message = broken_voice(0.3, 0.8)
    louder = seen(scene.samples * np.float32(gain), *scene.speech)
    assert pauses(louder, message) == pauses(scene, message)


def test_pauses_are_heard_in_noise_too() -> None:
    scene, message = broken_voice(0.4, 0.8)
    noisy = scene.samples + noise(scene.duration_s, 0.02)
    found = pauses(seen(noisy, Span(1.0, 2.0), Span(2.4, 3.4), Span(4.2, 5.2)), message)
    assert [pause.duration_s for pause in found] == pytest.approx([0.4, 0.8], abs=0.06)


def test_a_loud_greeting_makes_no_pauses_in_a_quiet_message() -> None:
    quiet = joined(buzz(1.0, 0.05), silence(0.4), buzz(1.0, 0.02), silence(0.5))
    greeted = joined(silence(0.5), buzz(2.0, 0.9), silence(1.0), quiet)
    speech = (Span(0.5, 2.5), Span(3.5, 4.5), Span(4.9, 5.9))
    found = pauses(seen(greeted, *speech), Span(3.5, 5.9))
    assert [pause.duration_s for pause in found] == pytest.approx([0.4], abs=0.03)


# Word times


def settled(start_s: float, end_s: float, *silences: Span) -> tuple[float, float]:
    word = settle_words([Word("so", start_s, end_s, 0.9)], silences, MESSAGE)[0]
    return word.start_s, word.end_s


def test_a_pause_belongs_to_neither_neighbour() -> None:
    assert settled(2.0, 3.5, Span(3.0, 3.5)) == (2.0, 3.0)
    assert settled(3.0, 4.0, Span(3.0, 3.5)) == (3.5, 4.0)
    assert settled(2.0, 4.0, Span(1.8, 2.3), Span(3.7, 4.2)) == (2.3, 3.7)


def test_a_pause_inside_a_word_stays_there() -> None:
    assert settled(2.0, 4.0, Span(2.8, 3.2)) == (2.0, 4.0)


def test_a_word_that_lies_in_a_pause_keeps_its_time() -> None:
    assert settled(2.0, 2.3, Span(1.5, 3.0)) == (2.0, 2.3)


def test_words_are_kept_inside_the_message() -> None:
    assert settled(0.5, 1.4) == (1.0, 1.4)
    assert settled(5.8, 7.0) == (5.8, 6.0)


EDGES = st.lists(st.floats(0.0, 7.0).map(lambda t: round(t, 3)), min_size=2, max_size=24).map(
    sorted
)


@given(EDGES, EDGES)
def test_settled_words_stay_in_order_and_never_end_before_they_begin(
    word_edges: list[float], silent_edges: list[float]
) -> None:
    words = [Word(str(i), one, two, 0.9) for i, (one, two) in enumerate(pairwise(word_edges))]
    silences = [Span(one, two) for one, two in zip(silent_edges[::2], silent_edges[1::2])]  # noqa: B905  # an odd one stays over
    inside = [span for span in silences if MESSAGE.start_s <= span.start_s and span.end_s <= 6.0]
    made = settle_words(words, inside, MESSAGE)
    assert [word.text for word in made] == [word.text for word in words]
    edges = [edge for word in made for edge in (word.start_s, word.end_s)]
    assert edges == sorted(edges)
    assert all(MESSAGE.start_s <= edge <= MESSAGE.end_s for edge in edges)


# Levels


def test_voiced_time_leaves_out_pauses_from_a_length_on() -> None:
    silences = (Span(2.0, 2.2), Span(3.0, 4.0))
    assert voiced_s(MESSAGE, silences, LEAST_PAUSE_S) == pytest.approx(3.8)
    assert voiced_s(MESSAGE, silences, 0.25) == pytest.approx(4.0)
    assert voiced_s(MESSAGE, (), 0.25) == 5.0


def test_what_sounds_is_the_message_without_its_silences() -> None:
    samples = np.arange(8 * SAMPLE_RATE_HZ, dtype=np.float32)
    kept = sounding(samples, MESSAGE, (Span(2.0, 3.0), Span(4.0, 4.5)))
    assert kept.size == 3.5 * SAMPLE_RATE_HZ
    assert kept[0] == SAMPLE_RATE_HZ
    assert not np.any((kept >= 2 * SAMPLE_RATE_HZ) & (kept < 3 * SAMPLE_RATE_HZ))


@pytest.mark.parametrize("ratio_db", [30, 20, 10])
def test_the_distance_from_the_background_is_measured(ratio_db: float) -> None:
    voice, level_dbfs = buzz(2.0), -20.0
    voice *= np.float32(10 ** (level_dbfs / 20) / np.sqrt(np.mean(voice**2)))
    background = noise(4.0, 1.0)
    background *= np.float32(10 ** ((level_dbfs - ratio_db) / 20) / np.sqrt(np.mean(background**2)))
    samples = joined(silence(1.0), voice, silence(1.0)) + background
    heard_dbfs = 10 * float(np.log10(np.mean(samples[SAMPLE_RATE_HZ : 3 * SAMPLE_RATE_HZ] ** 2)))
    assert snr_db(heard_dbfs, seen(samples, Span(1.0, 3.0))) == pytest.approx(ratio_db, abs=1.0)


def test_a_digitally_silent_background_is_as_far_away_as_sixteen_bits_can_tell() -> None:
    samples = joined(silence(1.0), buzz(2.0), silence(1.0))
    assert snr_db(-20.0, seen(samples, Span(1.0, 3.0))) == MOST_SNR_DB


def test_without_a_background_to_compare_with_there_is_no_distance() -> None:
    assert snr_db(-20.0, seen(buzz(3.0), Span(0.0, 3.0))) is None


def test_a_voice_that_is_no_louder_than_its_background_stands_at_most_on_it() -> None:
    distance_db = snr_db(-30.0, seen(noise(4.0, 0.1), Span(1.0, 3.0)))
    assert distance_db is not None
    assert distance_db <= 0.0


def test_the_waveform_is_the_peaks_of_equal_slices() -> None:
    sound = joined(silence(1.0), buzz(1.0, 0.5), silence(2.0))
    drawn = waveform(sound)
    assert len(drawn) == WAVEFORM_POINTS
    assert set(drawn[:99]) == {0.0}
    assert max(drawn[100:200]) == 0.5
    assert set(drawn[201:]) == {0.0}


@pytest.mark.parametrize("size", [0, 1, 7, 399, 400, 401])
def test_a_waveform_of_few_samples_has_no_more_points_than_samples(size: int) -> None:
    drawn = waveform(np.full(size, 1.5, np.float32))
    assert len(drawn) == max(1, min(size, WAVEFORM_POINTS))
    assert all(0.0 <= point <= 1.0 for point in drawn)


# Voice that no word explains


def test_a_voice_without_words_is_named() -> None:
    words = [Word("Hi", 1.0, 1.3, 0.9)]
    speech = [Span(1.0, 1.4), Span(2.0, 2.1 + UNHEARD_S)]
    assert wordless(speech, words, MESSAGE) == (speech[1],)


def test_words_a_short_sound_or_what_lies_outside_explain_themselves() -> None:
    words = [Word("Sam", 2.0, 2.8, 0.9)]
    assert wordless([Span(2.0, 3.2)], words, MESSAGE) == ()
    assert wordless([Span(4.0, 3.9 + UNHEARD_S)], words, MESSAGE) == ()
    assert wordless([Span(6.0, 9.0)], words, MESSAGE) == ()
