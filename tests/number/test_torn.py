"""Readings with a digit too many that the grammar cut: put together where another says so."""

from __future__ import annotations

import pytest

from coach.number import spans
from coach.number.torn import mended_tears
from coach.telephone import Doubt

from .hearing import message

MINE = "6996687715"
TORN = "at 6 2 9 9 6 6 8. 7 7 1 5,"


def digits(text: str) -> list[str]:
    return [span.digits for span in mended_tears(spans(text.split()))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"call me {TORN} again {MINE}", ["62996687715", MINE]),
        (f"call me at {MINE} again {TORN}", [MINE, "62996687715"]),
        ("call me at 212-555-0143 or 736-5000", ["2125550143", "7365000"]),
        ("call me at 736-5000 or 212-555-0143", ["7365000", "2125550143"]),
    ],
)
def test_two_pieces_are_one_number_where_another_is_like_it(text: str, found: list[str]) -> None:
    assert digits(text) == found


def test_nothing_comes_of_nothing() -> None:
    assert mended_tears(()) == ()


def test_the_digit_too_many_goes_where_the_other_reading_lacks_it() -> None:
    weak = {1: Doubt((), 5.0, 12.0)}
    made = message(f"call me at {{6299668|}} {{7715|}} thanks, again {{{MINE}|}}", weak, pace_s=0.1)
    made.words = [word for word in made.words if word.text != "thanks,"]
    assert [reading.digits for reading in made.read()[1]] == [MINE, MINE]
