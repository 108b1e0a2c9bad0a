"""Words that Whisper writes among the digits of a number and nobody said, and those that stay."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.number.mixed import Mixed, mixed
from coach.number.unsaid import unsaid_within

from .hearing import Message, message


def digits(made: Message) -> list[str]:
    """The digits of every reading."""
    return [reading.digits for reading in made.read()[1]]


@pytest.mark.parametrize("article", ["a", "the", "The"])
def test_articles_between_the_digits_of_a_whole_number_are_no_words(article: str) -> None:
    made = message(f"at {{2125|2 1 2 5}} {article} {{550143|5 5 0 1 4 3.}}", pace_s=0.1)
    assert digits(made) == ["2125550143"]


def test_an_article_between_two_numbers_parts_them() -> None:
    made = message("at {2125550143|212-555-0143.} [1.5] the {550143|550143}", pace_s=0.1)
    assert digits(made)[0] == "2125550143"


def test_another_word_between_digits_parts_them() -> None:
    made = message("at {2125|2 1 2 5} tigers {550143|5 5 0 1 4 3.}", pace_s=0.2)
    assert digits(made) != ["2125550143"]


@pytest.mark.parametrize(("word", "found"), [("Hey.", True), ("sorry,", False)])
def test_a_word_written_over_the_digits_of_a_whole_number_was_not_said(
    word: str, found: bool
) -> None:
    made = message(f"at {{2125|2 1 2 5}} {word} {{550143|5 5 0 1 4 3.}}", pace_s=0.2)
    made.words[5] = replace(made.words[5], start_s=made.words[5].start_s - 0.5)
    assert (digits(made) == ["2125550143"]) is found


@pytest.mark.parametrize("word", ["high", "4"])
def test_a_word_for_which_there_is_no_room_was_not_said(word: str) -> None:
    made = message("at {2125550143|2 1 2 5 5 5 0 1 4 3.}", pace_s=0.1)
    made.words.insert(5, replace(made.words[5], text=word, end_s=made.words[5].start_s))
    assert digits(made) == ["2125550143"]


def test_a_word_stretched_over_a_number_stands_behind_it() -> None:
    made = message("at {2125550143|2 1 2 5 5 5 0 1 4} thanks", pace_s=0.1)
    last = made.words[-1]
    made.words[-1] = replace(last, start_s=last.start_s - 3.0)
    written, readings = made.read()
    assert [reading.digits for reading in readings] == ["2125550143"]
    assert written[-1].text == "thanks"


def test_a_word_as_long_as_words_are_stays_where_it_was_said() -> None:
    made = message("at {2125550|212-555-0} hello {143|143} thanks", pace_s=0.9)
    assert "2125550143" not in digits(made)


@pytest.mark.parametrize(("text", "muted"), [("-5", True), ("-7", False)])
def test_a_digit_written_for_the_one_heard_beside_it_is_not_another(text: str, muted: bool) -> None:
    made = message("at {212555|2 1 2 5 5} [0.5] {0143|0 1 4 3.}", pace_s=0.1)
    before, after = line_row(made)[5:7]
    written = Mixed(text, before.end_s - 0.1, before.end_s + 0.6, 0.9, None, 9)
    row = [*line_row(made)[:5], replace(before, written=""), after]
    assert ([*unsaid_within(row, [*row[:6], written, after])] == [written]) is muted


def line_row(made: Message) -> list[Mixed]:
    """The digits that were heard, with what was written for them."""
    return [item for item in mixed(made.words, made.heard) if item.heard]
