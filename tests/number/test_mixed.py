"""Transcript and heard words in one line: what is put in, muted, kept and dropped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.number.lexicon import NAMES
from coach.number.mixed import Mixed, mixed
from coach.number.naming import (
    digit_of,
    may_hold_number,
    number_words,
    surely_a_number,
)
from coach.records import Word

from .hearing import Message, heard_word, message

if TYPE_CHECKING:
    from collections.abc import Sequence


def line_of(made: Message) -> tuple[Mixed, ...]:
    return mixed(made.words, made.heard)


def shown(line: Sequence[Mixed]) -> str:
    """What was only written in plain, what was heard as digits, what is muted in brackets."""
    return " ".join(
        f"({item.text})" if item.muted else item.text if item.heard is None else digit_of(item.text)
        for item in line
    )


def heard_digits(line: Sequence[Mixed]) -> str:
    return "".join(digit_of(item.text) for item in line if item.heard)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("212-555-0143.", tuple("2125550143")),
        ("(212)", tuple("212")),
        ("two,", ("two",)),
        ("Twenty-five", ("twenty", "five")),
        ("oh", ()),
        ("for", ()),
        ("at", ()),
        ("someone", ()),
        ("one-time", ()),
        ("", ()),
    ],
)
def test_the_number_words_of_a_written_word(text: str, words: tuple[str, ...]) -> None:
    assert number_words(text) == words


@pytest.mark.parametrize(
    ("word", "digit"),
    [("zero", "0"), ("oh", "0"), ("nine", "9"), ("fifteen", "1"), ("twenty", "2")],
)
def test_the_digit_a_word_begins_with(word: str, digit: str) -> None:
    assert digit_of(word) == digit


@pytest.mark.parametrize(
    ("written", "may"),
    [("call me at 212-555-0143", True), ("two or three or four", True), ("at 10 today", False)],
)
def test_words_with_a_few_digits_may_hold_a_number(written: str, may: bool) -> None:
    assert may_hold_number(written.split()) is may


@pytest.mark.parametrize(
    ("clear", "faint", "surely"), [(10, 0, True), (7, 3, True), (6, 0, False), (7, 8, False)]
)
def test_a_whole_number_heard_clearly_is_surely_one(clear: int, faint: int, surely: bool) -> None:
    words = [heard_word("five", 0.4 * k) for k in range(clear + faint)]
    heard = [*words[:clear], *(replace(word, probability=0.5) for word in words[clear:])]
    assert surely_a_number(heard) is surely


def test_what_was_written_and_heard_alike_is_heard_once() -> None:
    line = line_of(message("call me at {212 555 0143|212-555-0143.} thanks"))
    assert shown(line) == "call me at 2 1 2 5 5 5 0 1 4 3 thanks"
    assert [item.word for item in line if item.heard] == [3] * 10
    assert [item.written for item in line if item.heard] == list("2125550143")


@pytest.mark.parametrize("written", ["212-55-0143.", "212 55 0143", "12 555 0143", "212 555 014"])
def test_a_digit_that_was_dropped_is_put_in(written: str) -> None:
    made = message(f"call me at {{212 555 0143|{written}}} thanks")
    line = line_of(made)
    assert shown(line) == "call me at 2 1 2 5 5 5 0 1 4 3 thanks"
    assert sum(item.heard is not None and item.word < 0 for item in line) == 1
    assert [item.start_s for item in line if item.heard] == [w.start_s for w in made.heard]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("212 5 555 0143", "(5)"),
        ("212 555 9 0143", "(9)"),
        ("212 555 0143 7", "(7)"),
    ],
)
def test_a_digit_that_was_invented_is_muted(written: str, kept: str) -> None:
    line = line_of(message(f"call me at {{212 555 0143|{written}}} thanks"))
    assert heard_digits(line) == "2125550143"
    muted = [item for item in line if item.muted]
    assert [f"({item.text})" for item in muted] == [kept]


def test_a_digit_invented_inside_a_word_falls_out_with_it() -> None:
    line = line_of(message("call me at {212 555 0143|212-5555-0143.} thanks"))
    assert shown(line) == "call me at 2 1 2 5 5 5 0 1 4 3 thanks"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("664 555 0143", "that, that, 4-555-0143."),
        ("212 555 0166", "212-555-01 that that."),
        ("2335550143", "2 E C 555-0143"),
    ],
)
def test_words_for_digits_that_were_misheard_are_muted(said: str, written: str) -> None:
    line = line_of(message(f"call me at {{{said}|{written}}} thanks"))
    assert heard_digits(line) == said.replace(" ", "")
    assert [item.text for item in line if not item.heard and not item.muted] == [
        *("call", "me", "at", "thanks")
    ]
    assert sum(item.muted for item in line) == 2


def test_soundalikes_between_digits_are_digits() -> None:
    line = line_of(message("call me at {212 855 0143|212 at 55 01 for 3} thanks"))
    assert shown(line) == "call me at 2 1 2 8 5 5 0 1 4 3 thanks"
    soundalike = next(item for item in line if item.text == "eight")
    assert (soundalike.word, soundalike.written) == (4, "")


@pytest.mark.parametrize(("spoken", "written"), [("eight", "at"), ("two", "to"), ("four", "for")])
def test_a_digit_heard_in_a_word_alone_is_dropped(spoken: str, written: str) -> None:
    made = message(f"we met {written} the office")
    made.heard.append(heard_word(spoken, made.words[2].start_s))
    line = line_of(made)
    assert shown(line) == f"we met {written} the office"
    assert [item.word for item in line] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("count", [1, 2])
def test_a_few_digits_heard_in_words_that_are_none_are_dropped(count: int) -> None:
    made = message("we met their whole team yesterday")
    made.heard += [heard_word("eight", word.start_s) for word in made.words[2 : 2 + count]]
    assert shown(line_of(made)) == "we met their whole team yesterday"


def test_a_number_that_was_not_written_at_all_is_heard() -> None:
    line = line_of(message("call me at {212 555 0143|} thanks"))
    assert shown(line) == "call me at 2 1 2 5 5 5 0 1 4 3 thanks"
    assert all(item.word == -1 for item in line if item.heard)


def test_nothing_heard_leaves_the_words() -> None:
    made = message("call me at {212 555 0143|212-555-0143.} thanks")
    line = mixed(made.words, ())
    assert [item.text for item in line] == [word.text for word in made.words]
    assert not any(item.muted or item.heard for item in line)
    assert mixed((), ()) == ()


def test_prices_years_and_times_elsewhere_are_untouched() -> None:
    made = message(
        "in 2026 we saved them $40,000 or 30% by 10:30 so call me at"
        " {212 555 0143|212-555-0143} on the 3rd of May"
    )
    line = line_of(made)
    kept = [item for item in line if item.heard is None]
    assert [item.text for item in kept] == [
        word.text for word in made.words if word.text != "212-555-0143"
    ]
    assert not any(item.muted for item in kept)
    assert heard_digits(line) == "2125550143"


def test_a_count_before_a_number_is_not_taken_for_the_digit_that_was_dropped() -> None:
    line = line_of(message("we have two and four of us {415 555 2671|15-555-2671}"))
    assert shown(line) == "we have two and four of us 4 1 5 5 5 5 2 6 7 1"


numbers = st.text("0123456789", min_size=3, max_size=11)


@given(numbers, st.sets(st.integers(0, 10)), st.floats(-0.25, 0.25))
def test_all_that_was_heard_in_a_row_is_in_the_line_in_order(
    said: str, lost: set[int], off_s: float
) -> None:
    written = "".join(digit for k, digit in enumerate(said) if k not in lost)
    made = message(f"call me on {{{said}|{written}}} thanks a lot", off_s=off_s)
    line = line_of(made)
    assert [item.heard for item in line if item.heard] == made.heard
    plain = [item.text for item in line if not item.heard and not item.muted]
    assert plain == ["call", "me", "on", "thanks", "a", "lot"]


any_words = st.lists(
    st.tuples(
        st.sampled_from(("call", "at", "212", "-5", "oh", "two", "$40", "", "that,", "and")),
        st.floats(0, 9),
        st.floats(0, 2),
    ),
    max_size=12,
)
any_heard = st.lists(
    st.tuples(st.sampled_from((*NAMES, "oh", "hundred")), st.integers(0, 900)),
    unique_by=lambda word: word[1],
)


@given(any_words, any_heard)
def test_no_written_word_comes_twice_and_none_changes_its_place(
    written: list[tuple[str, float, float]], heard: list[tuple[str, int]]
) -> None:
    words = [
        Word(text, start_s, start_s + lasting_s, 0.9)
        for text, start_s, lasting_s in sorted(written, key=lambda word: word[1])
    ]
    said = [heard_word(text, at / 100) for text, at in sorted(heard, key=lambda word: word[1])]
    line = mixed(words, said)
    unheard = [item.word for item in line if item.heard is None]
    assert unheard == sorted(set(unheard))
    placed = [item.word for item in line if item.word >= 0]
    assert placed == sorted(placed)
    in_line = [item.heard for item in line if item.heard]
    assert in_line == [word for word in said if word in in_line]


@pytest.mark.parametrize(
    ("heard", "shown_as"), [("2125", "212-555-0143."), ("212555", "2 1 2 5 5 5")]
)
def test_a_number_written_as_one_word_counts_where_little_of_it_was_heard(
    heard: str, shown_as: str
) -> None:
    made = message("call me at {" + heard + "|212-555-0143.} thanks")
    assert shown(line_of(made)) == f"call me at {shown_as} thanks"


def test_a_digit_heard_in_a_word_before_a_whole_number_is_that_word() -> None:
    made = message("call from one to four at {800 555 0199|800-555-0199.}")
    at = next(word for word in made.words if word.text == "at")
    made.heard.insert(0, heard_word("eight", at.start_s))
    assert heard_digits(line_of(made)) == "8005550199"


def test_a_digit_heard_in_a_word_between_two_whole_numbers_is_that_word() -> None:
    made = message("at {312 555 0178|312-55-0178.} That's {312 555 0178|312-55-0178.}")
    between = next(word for word in made.words if word.text == "That's")
    made.heard.insert(10, heard_word("six", between.start_s))
    assert heard_digits(line_of(made)) == "3125550178" * 2


def test_a_word_of_more_digits_than_a_number_has_is_a_loop() -> None:
    loop = ",".join("21" * 20)
    made = message(f"call {{2125550143|{loop}}} thanks")
    assert heard_digits(line_of(made)) == "2125550143"


def test_digits_written_and_not_heard_beside_a_whole_number_are_none() -> None:
    made = message("call {2125550143|2 1 2 5 5 5 0 1 4 3 3 3 3 3 3 3 3 3 3 3 3 3 3} thanks")
    line = [item for item in line_of(made) if not item.muted]
    assert shown(line) == "call 2 1 2 5 5 5 0 1 4 3 thanks"


def test_digits_that_took_no_time_were_not_said() -> None:
    made = message("call {2125550143|2 1 2 5 5 5 0 1 4 3} please")
    end_s = made.words[-1].end_s
    made.words += [Word(text, end_s, end_s, 0.9) for text in ("One,", "four,", "three.")]
    assert shown(line_of(made)).endswith("please (One,) (four,) (three.)")


def test_a_year_is_no_part_of_the_number_behind_it() -> None:
    made = message("since {nineteen ninety eight|1998.} {2125550143|212-555-0143.} thanks")
    assert shown(line_of(made)) == "since 1998. 2 1 2 5 5 5 0 1 4 3 thanks"


@pytest.mark.parametrize(
    ("probability", "written", "found"),
    [(0.35, "5 1 1 2 6 6 1", "5112661"), (0.95, "5 1 1 2 6 6 1", "51twelve2661")],
)
def test_an_unclear_rare_word_is_the_digit_whisper_wrote(
    probability: float, written: str, found: str
) -> None:
    made = message(f"call {{51twelve2661|{written}}} thanks")
    made.heard[2] = replace(made.heard[2], probability=probability)
    said = "".join(
        item.text if item.text == "twelve" else digit_of(item.text)
        for item in line_of(made)
        if item.heard
    )
    assert said == found
