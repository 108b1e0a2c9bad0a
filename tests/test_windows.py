"""Pieces for the recogniser, and which of its answers to believe."""

from __future__ import annotations

import zlib
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spoken import told

from coach.records import Span, Word
from coach.utterance import Utterance
from coach.voice import speech_s
from coach.windows import (
    HEARD_AGAIN_MOST,
    LONGEST_S,
    LONGEST_SILENCE_S,
    MARGIN_S,
    believable,
    spliced,
    unexplained,
    windows,
)

WHISPERS_WINDOW_S = 30.0
WHOLE = Span(0.0, 10.0)
HEARD = (WHOLE,)


def chain(*lengths: float) -> tuple[Span, ...]:
    """Return speech out of lengths in seconds: silence, speech, silence, speech ..."""
    clock_s, made = 0.0, []
    for silent_s, spoken_s in zip(lengths[::2], lengths[1::2], strict=True):
        made.append(Span(clock_s + silent_s, clock_s + silent_s + spoken_s))
        clock_s = made[-1].end_s
    return tuple(made)


GAPS_S, VOICES_S = st.floats(0.25, 12.0), st.floats(0.1, 20.0)
SPEECH = st.lists(st.tuples(GAPS_S, VOICES_S), min_size=1, max_size=25).map(
    lambda pairs: chain(*(length for pair in pairs for length in pair))
)


def test_no_speech_no_window() -> None:
    assert windows((), 30.0) == ()


def test_a_short_message_is_one_window_with_a_margin() -> None:
    assert windows(chain(1.0, 5.0, 1.0, 5.0), 30.0) == (Span(1.0 - MARGIN_S, 12.0 + MARGIN_S),)


def test_margins_stay_inside_the_recording() -> None:
    assert windows((Span(0.1, 4.9),), 5.0) == (Span(0.0, 5.0),)


def test_a_long_message_is_cut_in_its_longest_pause() -> None:
    one, two = windows(chain(0.0, 12.0, 0.5, 8.0, 2.0, 9.0, 0.4, 8.0), 40.0)
    assert (one.start_s, two.end_s) == (0.0, 40.0)
    assert 20.5 < one.end_s <= two.start_s < 22.5


def test_a_scrap_is_not_cut_off_at_a_slightly_longer_pause() -> None:
    one, two = windows(chain(0.0, 1.0, 1.2, 14.0, 1.0, 14.0), 31.2)
    assert 16.2 < one.end_s <= two.start_s < 17.2


def test_a_very_long_silence_is_never_inside_a_window() -> None:
    found = windows(chain(0.0, 3.0, LONGEST_SILENCE_S + 0.1, 3.0), 20.0)
    assert len(found) == 2


@given(SPEECH)
def test_every_window_fits_and_all_speech_is_in_one(speech: tuple[Span, ...]) -> None:
    duration_s = speech[-1].end_s + 1.0
    found = windows(speech, duration_s)
    assert all(window.duration_s <= WHISPERS_WINDOW_S + 1e-6 for window in found)
    assert [window.start_s for window in found] == sorted(window.start_s for window in found)
    for span in speech:
        heard = sum(span.overlap_s(window) for window in found)
        assert heard >= span.duration_s - 1e-6


@given(SPEECH)
def test_no_speech_is_heard_twice(speech: tuple[Span, ...]) -> None:
    for one, two in pairwise(windows(speech, speech[-1].end_s + 1.0)):
        assert speech_s(speech, Span(two.start_s, one.end_s)) == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("lasting_s", [LONGEST_S + 0.1, 40.0, 95.0])
def test_speech_without_a_pause_is_cut_and_none_of_it_heard_twice(lasting_s: float) -> None:
    speech = (Span(1.0, 1.0 + lasting_s),)
    found = windows(speech, 100.0)
    assert all(window.duration_s <= WHISPERS_WINDOW_S + 1e-6 for window in found)
    assert sum(speech_s(speech, window) for window in found) == pytest.approx(lasting_s)


def test_hours_of_scattered_words_are_cut_as_well() -> None:
    speech = chain(*[9.0, 0.5] * 1_500)
    assert len(windows(speech, speech[-1].end_s)) == 1_500


# What to believe


def utterance(
    text: str,
    probability: float = 0.9,
    *,
    window: Span = WHOLE,
    mean_logprob: float = -0.3,
    no_speech: float = 0.1,
) -> Utterance:
    words = told(text, probability=probability)
    return Utterance(window, words, mean_logprob, no_speech, 1.2)


@pytest.mark.parametrize("probability", [0.25, 0.6, 0.99])
def test_an_ordinary_sentence_is_believed_even_if_unclear(probability: float) -> None:
    assert believable(utterance("Hi Sam, this is Dana from Brightline.", probability), HEARD)


@pytest.mark.parametrize("text", ["Thank you.", "you", "Thanks for watching!", "Bye-bye."])
def test_what_whisper_writes_over_noise_is_believed_only_when_sure(text: str) -> None:
    assert believable(utterance(text, 0.8), HEARD)
    assert not believable(utterance(text, 0.4), HEARD)


def test_nothing_is_believed_where_nobody_speaks() -> None:
    assert not believable(utterance("Hi Sam, this is Dana."), ())
    assert not believable(utterance("Hi Sam, this is Dana."), (Span(1.0, 1.2),))
    assert not believable(utterance(""), HEARD)


def test_a_bad_guess_goes_only_where_whisper_takes_it_for_silence_too() -> None:
    text = "Hi Sam, this is Dana from Brightline."
    assert believable(utterance(text, mean_logprob=-1.4), HEARD)
    assert believable(utterance(text, no_speech=0.9), HEARD)
    assert not believable(utterance(text, mean_logprob=-1.4, no_speech=0.9), HEARD)


def test_words_that_are_all_guesses_go() -> None:
    assert not believable(utterance("Hi Sam, this is Dana.", 0.1), HEARD)


def test_a_loop_goes_and_a_number_said_three_times_stays() -> None:
    number = "212-555-0143"
    often = f"Hi Sam, it's Dana, call {number}, again that's {number}, once more {number}, bye."
    loop = "Thank you. " * 30
    assert believable(replace(utterance(often), compression_ratio=ratio(often)), HEARD)
    assert not believable(replace(utterance(loop), compression_ratio=ratio(loop)), HEARD)


def ratio(text: str) -> float:
    """Return how much shorter a text gets, as Whisper reckons it."""
    return len(text.encode()) / len(zlib.compress(text.encode()))


# Words lost, and put back


def heard(*words: tuple[str, float, float]) -> tuple[Word, ...]:
    return tuple(Word(text, start_s, end_s, 0.9) for text, start_s, end_s in words)


STRETCHED = heard(("Hi", 0.0, 0.4), ("Sam,", 0.4, 4.0), ("call", 4.0, 4.3), ("me.", 4.3, 4.6))
GAP = Span(1.2, 4.0)


def test_a_word_over_much_voice_hides_others() -> None:
    (gap,) = unexplained(STRETCHED, (Span(0.0, 4.6),))
    assert 0.8 < gap.start_s < 1.6
    assert gap.end_s == 4.0


def test_a_word_over_a_pause_hides_none() -> None:
    assert unexplained(STRETCHED, (Span(0.0, 0.9), Span(3.9, 4.6))) == ()


@pytest.mark.parametrize("text", ["congratulations", "5", "212"])
def test_long_words_and_digits_said_slowly_may_take_their_time(text: str) -> None:
    assert unexplained(heard((text, 0.0, 1.3)), (Span(0.0, 1.3),)) == ()
    assert len(unexplained(heard((text, 0.0, 6.0)), (Span(0.0, 6.0),))) == 1


def test_voice_before_the_first_and_after_the_last_word_is_unexplained_too() -> None:
    found = unexplained(heard(("Hi", 3.0, 3.4)), (Span(0.0, 6.0),))
    assert [gap.start_s for gap in found] == [0.0, pytest.approx(3.4)]
    assert [gap.end_s for gap in found] == [3.0, 6.0]


def test_digits_one_by_one_are_one_stretch_and_scattered_coughs_are_none() -> None:
    words = heard(("number", 0.0, 0.5))
    digits = chain(0.0, 0.5, *[0.6, 0.4] * 5)
    coughs = chain(0.0, 0.5, *[2.0, 0.4] * 5)
    assert unexplained(words, digits) == (Span(digits[1].start_s, digits[-1].end_s),)
    assert unexplained(words, coughs) == ()


@given(SPEECH)
def test_only_voice_is_unexplained_and_not_without_end(speech: tuple[Span, ...]) -> None:
    found = unexplained((), speech)
    assert len(found) <= HEARD_AGAIN_MOST
    assert all(speech_s(speech, gap) >= 1.0 for gap in found)
    assert all(one.end_s <= two.start_s for one, two in pairwise(found))


def test_lost_words_are_put_where_they_were_said() -> None:
    found = heard(("this", 1.3, 1.5), ("is", 1.5, 1.7), ("Dana.", 1.7, 2.2))
    made = spliced(STRETCHED, found, GAP)
    assert [word.text for word in made] == ["Hi", "Sam,", "this", "is", "Dana.", "call", "me."]
    assert made[2:5] == found
    assert made[1].end_s == 1.3


def test_neighbours_that_are_heard_again_are_left_out() -> None:
    found = heard(("Sam", 0.9, 1.1), ("it's", 1.4, 1.6), ("Dana", 1.7, 2.2), ("call", 4.0, 4.2))
    made = spliced(STRETCHED, found, GAP)
    assert [word.text for word in made] == ["Hi", "Sam,", "it's", "Dana", "call", "me."]


def test_a_digit_said_again_is_no_neighbour_heard_again() -> None:
    words = heard(("two", 0.0, 0.4), ("five", 0.5, 4.0), ("one", 4.0, 4.4), ("four", 4.5, 5.0))
    found = heard(("five", 1.4, 1.8), ("five", 2.0, 2.4), ("zero", 2.6, 3.0), ("one", 3.2, 3.6))
    made = spliced(words, found, Span(1.2, 4.0))
    said = [word.text for word in made]
    assert said == ["two", "five", "five", "five", "zero", "one", "one", "four"]


def test_finding_nothing_changes_nothing() -> None:
    assert spliced(STRETCHED, (), GAP) == STRETCHED


EDGES = st.lists(st.floats(GAP.start_s - 0.3, GAP.end_s + 0.3), min_size=2, max_size=8).map(sorted)


@given(EDGES)
def test_words_put_back_lie_over_no_other(edges: list[float]) -> None:
    found = heard(*((f"w{i}", one, two) for i, (one, two) in enumerate(pairwise(edges))))
    made = spliced(STRETCHED, found, GAP)
    times = [edge for word in made for edge in (word.start_s, word.end_s)]
    assert times == sorted(times)
