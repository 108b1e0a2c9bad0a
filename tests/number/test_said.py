"""Readings and the transcript they are written into."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sounds import buzz, joined, silence

from coach.number import heard_readings, readings
from coach.number.sounded import GUESSED, MENDED
from coach.records import Reading, Span, Word
from coach.telephone import Doubt

from .hearing import SILENCE, Message, heard_word, message, perhaps, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

NUMBER = "212 555 0143"
BEFORE, AFTER = "Hi this is Karen call me back at", "Thanks so much bye"


def written_for(words: Sequence[Word], reading: Reading) -> list[str]:
    return texts(words[reading.word_start : reading.word_end])


def around(said: str, written: str, *doubts: dict[int, Doubt], off_s: float = 0.0) -> Message:
    return message(f"{BEFORE} {{{said}|{written}}} {AFTER}", *doubts, off_s=off_s)


WRITTEN = [
    "212-555-0143.",
    "212 -555 -0143.",
    "2 1 2 5 5 5 0 1 4 3.",
    "212-55-0143.",
    "212-5555-0143.",
    "2125550143.",
    "212 555 8 0143.",
    "two one two five five five zero one four three.",
]


@pytest.mark.parametrize("written", WRITTEN)
def test_the_number_is_written_in_its_groups_as_it_was_heard(written: str) -> None:
    made = around(NUMBER, written)
    words, (reading,) = made.read()
    assert texts(words) == [*BEFORE.split(), "212", "-555", "-0143.", *AFTER.split()]
    assert written_for(words, reading) == ["212", "-555", "-0143."]
    assert (reading.digits, reading.complete, reading.timing) == ("2125550143", True, "digit")
    assert [(word.start_s, word.end_s) for word in words[8:11]] == [
        (group.start_s, group.end_s) for group in reading.groups
    ]
    assert len(reading.doubts) == 10


def test_a_number_whisper_left_out_is_written_where_it_was_said() -> None:
    words, (reading,) = around(NUMBER, "").read()
    assert texts(words) == [*BEFORE.split(), "212", "-555", "-0143", *AFTER.split()]
    assert written_for(words, reading) == ["212", "-555", "-0143"]


def test_invented_digits_beside_a_number_fall_out() -> None:
    words, (reading,) = around(NUMBER, "212 555 0143 7.").read()
    assert texts(words) == [*BEFORE.split(), "212", "-555", "-0143", *AFTER.split()]
    assert reading.digits == "2125550143"


def test_words_without_anything_heard_are_unchanged() -> None:
    made = message("in 2026 we saved them $40,000 or 30% by 10:30 two or three times")
    assert made.read() == (tuple(made.words), ())
    assert heard_readings(SILENCE, (), ()) == ((), ())


def test_without_anything_heard_the_words_alone_are_read() -> None:
    made = around(NUMBER, "212-555-0143.")
    words, (reading,) = heard_readings(SILENCE, made.words, ())
    assert words == tuple(made.words)
    assert written_for(words, reading) == ["212-555-0143."]
    assert (reading.digits, reading.doubts, reading.each) == ("2125550143", (), ())
    assert readings(SILENCE, made.words) == (reading,)


@pytest.mark.parametrize(("written", "found"), [("", 0), ("212-555-0143.", 1)])
def test_digits_neither_heard_clearly_nor_written_are_no_number(written: str, found: int) -> None:
    made = around(NUMBER, written)
    made.heard = [replace(word, probability=0.5) for word in made.heard]
    words, heard_numbers = made.read()
    assert len(heard_numbers) == found
    if not found:
        assert words == tuple(made.words)


@pytest.mark.parametrize(("again", "found"), [(NUMBER, 2), ("646 555 0199", 0)])
def test_a_number_heard_twice_is_one_however_unclearly(again: str, found: int) -> None:
    made = message(f"{BEFORE} {{{NUMBER}|}} again that is {{{again}|}} {AFTER}")
    made.heard = [replace(word, probability=0.6) for word in made.heard]
    _, readings = made.read()
    assert [reading.digits for reading in readings] == ["2125550143"] * found


def test_two_readings_are_both_written() -> None:
    made = message(
        f"{BEFORE} {{{NUMBER}|212-555-0143.}} again that's {{{NUMBER}|212 -555 -0143.}} {AFTER}"
    )
    words, (first, second) = made.read()
    number = ["212", "-555", "-0143."]
    assert texts(words) == [
        *BEFORE.split(),
        *number,
        *("again", "that's"),
        *number,
        *AFTER.split(),
    ]
    assert (first.digits, second.digits) == ("2125550143", "2125550143")
    assert written_for(words, first) == written_for(words, second) == number
    assert first.end_s < second.start_s


def test_two_readings_that_whisper_wrote_as_one_word_are_two() -> None:
    made = message(f"at {{{NUMBER} {NUMBER}|21255501432125550143}} thanks")
    words, (first, second) = made.read()
    assert texts(words) == ["at", "212", "-555", "-0143", "212", "-555", "-0143", "thanks"]
    assert (first.word_start, first.word_end, second.word_start, second.word_end) == (1, 4, 4, 7)


def test_a_corrected_number_keeps_the_words_of_its_correction() -> None:
    made = message("at {212 555 0144|212-555-0144,} no, sorry, {0143|0143.} Thanks")
    words, (reading,) = made.read()
    assert texts(words) == ["at", "2125550144", "no,", "sorry,", "0143.", "Thanks"]
    assert (reading.digits, reading.timing_reason) == ("2125550143", MENDED)
    assert written_for(words, reading) == ["2125550144", "no,", "sorry,", "0143."]
    assert reading.doubts == ()


def test_an_area_code_said_last_keeps_the_words_before_it() -> None:
    made = message("at {555 2671|555-2671,} that's area code {415|415.} Thanks")
    words, (reading,) = made.read()
    assert texts(words) == ["at", "5552671", "that's", "area", "code", "415.", "Thanks"]
    assert (reading.digits, reading.complete) == ("4155552671", True)
    assert (reading.word_start, reading.word_end) == (1, 6)


def test_a_filler_between_groups_is_kept_at_its_time() -> None:
    made = message("at {212|212,} uh, {555 0143|555-0143.} Thanks")
    words, (reading,) = made.read()
    assert texts(words) == ["at", "212", "uh,", "555", "-0143.", "Thanks"]
    assert words[2] == made.words[2]
    assert (reading.word_start, reading.word_end) == (1, 5)


def test_a_number_taken_back_is_written_and_not_complete() -> None:
    made = message("at {212 555 0144|212-555-0144.} Sorry, {212 555 0143|212-555-0143.} Bye")
    words, (first, second) = made.read()
    assert (first.digits, first.complete) == ("2125550144", False)
    assert (second.digits, second.complete) == ("2125550143", True)
    assert written_for(words, first) == ["212", "-555", "-0144."]
    assert texts(words)[4] == "Sorry,"


def test_a_number_broken_off_is_not_complete() -> None:
    words, (reading,) = around("212 555 01", "212-555-01").read()
    assert (reading.digits, reading.complete) == ("21255501", False)
    assert written_for(words, reading) == ["212", "-555", "-01"]


def test_digits_that_whisper_glued_to_a_number_stay_in_the_transcript() -> None:
    words, (reading,) = message("extension {44 212 736 5000|44-212-736-5000.} Bye").read()
    assert texts(words) == ["extension", "4", "4", "212", "-736", "-5000.", "Bye"]
    assert (reading.digits, reading.word_start, reading.word_end) == ("2127365000", 3, 6)


def test_a_mark_behind_two_numbers_stands_behind_the_second() -> None:
    words, found = message(f"at {{{NUMBER} {NUMBER}|2125550143-2125550143.}} Bye").read()
    assert [written_for(words, reading)[-1] for reading in found] == ["-0143", "-0143."]


def test_a_word_of_several_digits_is_written_as_digits() -> None:
    words, (reading,) = around("8hundred 555 double01 3", "800-555-0013").read()
    assert (reading.digits, reading.timing) == ("8005550013", "group")
    assert "".join(written_for(words, reading)).replace("-", "") == "8005550013"


def test_a_digit_settled_by_the_other_reading_is_written_as_settled() -> None:
    made = message(
        f"{BEFORE} {{{NUMBER}|212-555-0143.}} again {{212 555 0144|}} {AFTER}",
        {},
        {9: perhaps("three", 1.0)},
    )
    words, (first, second) = made.read()
    assert first.digits == second.digits == "2125550143"
    assert written_for(words, second) == ["212", "-555", "-0143"]
    assert [digit.digit for digit in second.each] == list("2125550143")


def test_a_digit_that_was_put_in_has_no_time_of_its_own() -> None:
    twice = Doubt((), 12.0, 0.5)
    made = message(
        f"{BEFORE} {{{NUMBER}|212-555-0143.}} again {{212 55 0143|}} {AFTER}",
        {},
        {3: twice},
    )
    words, (_, second) = made.read()
    assert second.digits == "2125550143"
    assert (second.timing, second.timing_reason, second.each) == ("group", GUESSED, ())
    assert "".join(written_for(words, second)) == "212-555-0143"


def test_whose_number_it_is_and_its_extension_are_read_from_the_words() -> None:
    made = message(f"you can reach Larry at {{{NUMBER}|212-555-0143}} extension {{44|44.}} Bye")
    _, (reading,) = made.read()
    assert (reading.digits, reading.whose, reading.extension) == ("2125550143", "Larry", "44")


def test_the_pause_before_a_number_is_measured_in_the_sound() -> None:
    made = message(f"at [0.7] {{{NUMBER}|212-555-0143.}}")
    first_s = made.heard[0].start_s
    samples = joined(silence(0.5), buzz(0.3), silence(first_s - 0.8), buzz(4.5))
    _, (reading,) = heard_readings(samples, made.words, made.heard)
    assert reading.pause_before_s == pytest.approx(first_s - 0.8, abs=0.03)


@pytest.mark.parametrize("length_s", [0.0, 0.2, 3.0])
def test_a_number_beyond_the_end_of_the_sound_does_no_harm(length_s: float) -> None:
    made = around(NUMBER, "212-555-0143.")
    samples = np.zeros(round(length_s * 16_000), np.float32)
    _, (reading,) = heard_readings(samples, made.words, made.heard)
    assert reading.digits == "2125550143" and np.isfinite(reading.pause_before_s)


local = st.tuples(st.sampled_from("23456789"), st.text("0123456789", min_size=9, max_size=9))
numbers = local.map("".join).filter(lambda digits: digits[3] > "1")
lost_digits = st.sets(st.integers(0, 9), max_size=2)


@given(numbers, lost_digits, st.floats(-0.3, 0.3), st.floats(0.15, 0.5))
def test_numbers_are_written_as_heard_and_no_word_reaches_into_them(
    number: str, lost: set[int], off_s: float, pace_s: float
) -> None:
    said = f"{number[:3]} {number[3:6]} {number[6:]}"
    written = "".join(digit for k, digit in enumerate(number) if k not in lost)
    before = "Hi this is Karen my number is"
    text = f"{before} {{{said}|{written}}} again {{{said}|{number}}} thank you"
    made = message(text, off_s=off_s, pace_s=pace_s)
    words, found = made.read()
    assert [reading.digits for reading in found] == [number] * 2
    for reading in found:
        assert "".join(written_for(words, reading)).replace("-", "") == number
    inside = {k for reading in found for k in range(reading.word_start, reading.word_end)}
    outside = [word for k, word in enumerate(words) if k not in inside]
    assert texts(outside) == [*before.split(), "again", "thank", "you"]
    for reading in found:
        taken = Span(reading.start_s, reading.end_s)
        assert not any(taken.overlap_s(Span(word.start_s, word.end_s)) for word in outside)
    assert all(one.start_s <= two.start_s for one, two in pairwise(words))
    assert all(word.start_s <= word.end_s for word in words)


def test_words_timed_too_early_are_moved_behind_the_number_they_follow() -> None:
    made = message(f"at {{{NUMBER}|212-555-0143.}} thanks so much bye")
    end_s = made.heard[-1].end_s
    made.words[2:] = [
        Word(word.text, 3.0 + 0.3 * k, 3.2 + 0.3 * k, 0.9) for k, word in enumerate(made.words[2:])
    ]
    words, _ = made.read()
    assert texts(words)[4:] == ["thanks", "so", "much", "bye"]
    assert [(word.start_s, word.end_s) for word in words[4:]] == [(end_s, end_s)] * 4


@given(st.floats(0.0, 4.0), st.integers(1, 4))
def test_words_that_whisper_timed_over_a_number_are_moved_out_of_it(
    start_s: float, count: int
) -> None:
    """However many of them, and however far off their times are."""
    made = message(f"my number is {{{NUMBER}|}}")
    made.words += [
        Word(f"word{k}", start_s + k * 0.5, start_s + k * 0.5 + 0.4, 0.9) for k in range(count)
    ]
    made.words.sort(key=lambda word: word.start_s)
    words, (reading,) = made.read()
    taken = Span(reading.start_s, reading.end_s)
    inside = range(reading.word_start, reading.word_end)
    assert not any(
        taken.overlap_s(Span(word.start_s, word.end_s))
        for k, word in enumerate(words)
        if k not in inside
    )


def test_a_number_word_heard_elsewhere_is_not_written() -> None:
    """The number has a digit that Whisper did not write; so have the words before it."""
    made = message("when ten people call at once. Call {212 555 0143|212-55-0143.} thanks")
    made.heard[:0] = [heard_word("one", 0.5), heard_word("two", 0.9), heard_word("one", 1.3)]
    words, _ = made.read()
    assert texts(words)[:6] == ["when", "ten", "people", "call", "at", "once."]
