"""A digit that only Whisper wrote: believed where it makes a row whole, and has room."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.number.missed import LONG_NATS, NEAR_S, SHORTEST_S, missed_in
from coach.number.mixed import Mixed
from coach.telephone import Doubt

from .hearing import SURE, heard_word, message, number_words

HEARD = "892399551"
"""Of 892 339 9551, the second 3 not heard."""


def line_of(said: str = HEARD, doubt: Doubt = SURE, gap_s: float = 0.9) -> list[Mixed]:
    """A row with a gap behind its third digit, where Whisper wrote "three,"."""
    items, clock_s = [], 0.0
    for place, text in enumerate(word for group in number_words(said) for word in group):
        heard = heard_word(text, clock_s, doubt if place == 0 else SURE)
        items.append(Mixed(text, heard.start_s, heard.end_s, 0.9, heard, place))
        clock_s += 0.4 if place != 2 else 0.3 + gap_s
    start_s = items[2].end_s + 0.3
    return [*items[:3], Mixed("three,", start_s, start_s + 0.25, 0.5, None, 9, True), *items[3:]]


def row_of(line: list[Mixed]) -> list[Mixed]:
    return [item for item in line if item.heard]


def test_the_digit_that_is_wanting_is_found() -> None:
    line = line_of()
    assert missed_in(row_of(line), line) == (line[3], "3")
    assert message("call me at {892|8 9 2} [0.1] three [0.1] {399551|3 9 9 5 5 1}").read()


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(line_of("8923399551"), id="whole without it"),
        pytest.param(line_of("89239955"), id="not whole with it"),
        pytest.param(line_of(doubt=Doubt((), 12.0, LONG_NATS - 0.1)), id="a long digit may be two"),
        pytest.param(line_of(gap_s=0.3), id="no room"),
    ],
)
def test_what_was_not_wanted_is_left(line: list[Mixed]) -> None:
    assert missed_in(row_of(line), line) is None


@pytest.mark.parametrize(
    ("text", "muted", "length_s"),
    [
        ("three,", False, 0.25),
        ("33,", True, 0.25),
        ("then", True, 0.25),
        ("3", True, SHORTEST_S / 2),
    ],
)
def test_what_is_no_single_digit_of_its_own_is_left(
    text: str, muted: bool, length_s: float
) -> None:
    line = line_of()
    end_s = line[3].start_s + length_s
    line[3] = replace(line[3], text=text, muted=muted, end_s=end_s)
    assert missed_in(row_of(line), line) is None


def test_of_two_that_would_do_neither_is_believed() -> None:
    line = line_of()
    line.insert(4, replace(line[3], text="4,", word=10))
    assert missed_in(row_of(line), line) is None


@pytest.mark.parametrize(("later_s", "found"), [(NEAR_S - 0.1, True), (NEAR_S + 0.1, False)])
def test_a_last_digit_stands_near_the_others(later_s: float, found: bool) -> None:
    line = line_of()
    wanting = line.pop(3)
    start_s = line[-1].end_s + later_s
    line.append(replace(wanting, start_s=start_s, end_s=start_s + 0.25))
    assert (missed_in(row_of(line), line) is not None) is found


def test_it_is_read_with_the_others() -> None:
    made = message("call me at {892|8 9 2} three {399551|3 9 9 5 5 1.} thanks")
    _, (reading,) = made.read()
    assert (reading.digits, reading.timing) != ("892399551", "digit")
    assert reading.digits == "8923399551"
