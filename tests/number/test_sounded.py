"""A number heard word by word: commas where it pauses, its times, and how fine they are."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.number import NumberSpan, spans
from coach.number.mixed import Mixed, mixed
from coach.number.sounded import GUESSED, MENDED, MULTI, Sounded, sounded, texts

from .hearing import DIGIT_S, GAP_S, GROUP_S, Message, message

NUMBER = "212 555 0143"


def line_texts(made: Message) -> list[str]:
    return texts(mixed(made.words, made.heard), [word.text for word in made.words])


def spans_of(made: Message) -> tuple[tuple[Mixed, ...], tuple[NumberSpan, ...]]:
    line = mixed(made.words, made.heard)
    return line, spans(texts(line, [word.text for word in made.words]))


def timed(text: str) -> Sounded:
    line, (span,) = spans_of(message(text))
    found = sounded(line, span)
    assert found is not None
    return found


def test_pauses_become_commas_and_words_stay() -> None:
    made = message(f"call me at {{{NUMBER}|212-555-0143.}} thanks")
    assert line_texts(made) == [
        *("call", "me", "at", "two", "one", "two,", "five", "five", "five,"),
        *("zero", "one", "four", "three.", "thanks"),
    ]


def test_an_even_pace_has_no_commas_however_slow() -> None:
    made = message("{2}[.4]{1}[.4]{2}[.4]{5}[.4]{5}[.4]{5}".replace("}", "|}"))
    assert line_texts(made) == ["two", "one", "two", "five", "five", "five,"]


def test_a_long_silence_ends_what_was_begun() -> None:
    made = message("{212|212}[1.5]{555|555}")
    assert line_texts(made)[2:4] == ["two.", "five"]


def test_no_pause_of_a_slow_caller_ends_what_was_begun() -> None:
    made = message("{1}[.85]{2}[.4]{1}[.4]{2}[.4]{5}[.4]{5}[.4]{5}".replace("}", "|}"))
    assert line_texts(made)[:2] == ["one", "two"]


def test_a_full_stop_without_a_pause_is_none() -> None:
    made = message("call me at {2125550143|2 1 2 5 5 5 0. 1 4 3.}")
    assert line_texts(made)[9:11] == ["zero", "one"]


def test_a_full_stop_written_between_two_readings_is_kept() -> None:
    made = message("{5550143|555-0143.}{5550143|555-0143}")
    assert [text for text in line_texts(made) if text.endswith(".")] == ["three."]
    assert line_texts(made)[6] == "three."


def test_stops_behind_every_digit_end_no_sentence() -> None:
    made = message("{8507|8.5.0.7.}{701444|7.0.1.4.4.4.}")
    assert [text for text in line_texts(made) if text.endswith(".")] == []
    assert [span.digits for span in spans_of(made)[1]] == ["8507701444"]


def test_a_digit_dropped_behind_a_full_stop_is_still_the_numbers() -> None:
    """The stop that Whisper set behind its last digit is not between two digits."""
    made = message(f"call me at {{{NUMBER}|212-555-014.}} thanks")
    assert line_texts(made)[-3:] == ["four", "three,", "thanks"]
    dialled = message("{011 44 20 7946 0958|011-44-20-7946.}")
    _, found = spans_of(dialled)
    assert [span.digits for span in found] == ["011442079460958"]


def test_muted_words_have_no_text_and_oh_is_zero() -> None:
    made = message("at {212 555 oh143|212-555 9 0143}")
    assert line_texts(made).count("") == 1
    assert "oh" not in line_texts(made) and "zero" in line_texts(made)


def test_every_digit_is_timed_as_it_was_heard() -> None:
    made = message(f"call me at {{{NUMBER}|212-555-0143.}} thanks")
    line, (span,) = spans_of(made)
    found = sounded(line, span)
    assert found is not None
    assert (found.timing, found.reason) == ("digit", "")
    assert [(d.start_s, d.end_s) for d in found.each] == [
        (word.start_s, word.end_s) for word in made.heard
    ]
    assert "".join(d.digit for d in found.each) == span.digits == NUMBER.replace(" ", "")
    assert (found.start_s, found.end_s) == (made.heard[0].start_s, made.heard[-1].end_s)


def test_groups_lie_between_the_pauses() -> None:
    found = timed(f"call me at {{{NUMBER}|2125550143}} thanks")
    assert [group.digits for group in found.groups] == NUMBER.split()
    assert [group.pause_after_s for group in found.groups] == [
        pytest.approx(GROUP_S),
        pytest.approx(GROUP_S),
        None,
    ]
    first = found.groups[0]
    assert first.end_s - first.start_s == pytest.approx(3 * DIGIT_S + 2 * GAP_S)


def test_a_number_said_without_pauses_is_cut_as_usual() -> None:
    found = timed("call me at {2125550143|2125550143} thanks")
    assert [group.digits for group in found.groups] == NUMBER.split()
    assert found.groups[0].pause_after_s == pytest.approx(GAP_S)


@pytest.mark.parametrize(
    ("said", "groups"),
    [
        ("212 double55 0143", ["212", "555", "0143"]),
        ("8hundred 555 0143", ["800", "555", "0143"]),
        ("2 1 2 triple5 0 1 4 3", ["2125550143"]),
    ],
)
def test_words_for_several_digits_leave_groups_alone(said: str, groups: list[str]) -> None:
    found = timed(f"call me at {{{said}|}} thanks")
    assert (found.timing, found.reason, found.each) == ("group", MULTI, ())
    assert [group.digits for group in found.groups] == groups


def test_a_corrected_number_is_timed_as_a_whole() -> None:
    found = timed("at {212 555 0144|212-555-0144,} no, sorry, {0143|0143.}")
    assert (found.timing, found.reason) == ("number", MENDED)
    assert (found.each, found.groups) == ((), ())


def test_a_guessed_digit_has_no_time_of_its_own() -> None:
    made = message(f"call me at {{{NUMBER}|212-555-0143.}} thanks")
    line, (span,) = spans_of(made)
    guessed = [replace(item, guessed=k == 5) for k, item in enumerate(line)]
    found = sounded(guessed, span)
    assert found is not None
    assert (found.timing, found.reason, found.each) == ("group", GUESSED, ())
    assert [group.digits for group in found.groups] == NUMBER.split()


def test_a_number_that_was_only_written_is_not_timed_here() -> None:
    made = message("call me at 212-555-0143.")
    line, (span,) = spans_of(made)
    assert sounded(line, span) is None


def test_a_number_most_of_which_was_only_written_is_not_timed_here() -> None:
    made = message("call me at {21255501 43|212 555 01 43}")
    made.heard = made.heard[8:]
    line, (span,) = spans_of(made)
    assert (span.digits, sum(item.heard is not None for item in line)) == ("2125550143", 2)
    assert sounded(line, span) is None


def test_confidence_is_the_mean_of_its_words_and_never_nothing() -> None:
    found = timed(f"call me at {{{NUMBER}|212-555-0143.}} thanks")
    assert found.confidence == pytest.approx(0.99)


groups_said = st.lists(st.text("23456789", min_size=1, max_size=4), min_size=3, max_size=4).filter(
    lambda groups: sum(map(len, groups)) == 10
)


@given(groups_said)
def test_groups_share_out_the_digits_in_order_of_time(groups: list[str]) -> None:
    found = timed(f"my number is {{{' '.join(groups)}|}} thanks")
    assert "".join(group.digits for group in found.groups) == "".join(groups)
    assert all(group.start_s < group.end_s for group in found.groups)
    for one, two in pairwise(found.groups):
        assert one.pause_after_s == pytest.approx(two.start_s - one.end_s, abs=0.001)
    assert found.groups[-1].pause_after_s is None
    assert (found.groups[0].start_s, found.groups[-1].end_s) == (found.start_s, found.end_s)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("at {1 212 555 0143|1. 212-555-0143.}", ["12125550143"]),
        ("at {1|one.} [0.9] {212 555 0143|212-555-0143.}", ["2125550143"]),
        ("at {2|two.} [0.2] {212 555 0143|212-555-0143.}", ["2125550143"]),
    ],
)
def test_a_lone_one_in_front_belongs_to_the_number(text: str, digits: list[str]) -> None:
    assert [reading.digits for reading in message(text).read()[1]] == digits
