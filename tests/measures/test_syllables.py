"""Syllables, against words counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.measures.syllables import syllables

COUNTED = {
    1: "a the strength called through queue time five they're league wished changed months you",
    2: "Dana number message table wanted faces rhythm prism didn't science people quiet going",
    3: "company calendar December telephone various another tomorrow attention idea",
    4: "information appreciate conversation experience",
    5: "opportunity university",
}


@pytest.mark.parametrize(
    ("word", "count"), [(word, count) for count, line in COUNTED.items() for word in line.split()]
)
def test_ordinary_words_are_counted_right(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize("written", ["called", "Called", "CALLED", "called,", "\u201ccalled\u201d", "called?!"])
def test_case_and_punctuation_make_no_difference(written: str) -> None:
    assert syllables(written) == 1


@pytest.mark.parametrize(
    ("figure", "count"),
    [
        ("7", 2),
        ("40", 2),
        ("40,", 2),
        ("17.", 3),
        ("2:30", 3),
        ("2026", 5),
        ("2026,", 5),
        ("1999", 5),
        ("10,000", 3),
        ("3rd", 1),
        ("21st", 3),
        ("50%", 4),
        ("$40", 4),
        ("9am", 3),
    ],
)
def test_figures_count_as_the_words_they_are_said_with(figure: str, count: int) -> None:
    assert syllables(figure) == count


@pytest.mark.parametrize("nothing", ["", "\u2014", "...", "?!", "'"])
def test_a_sign_alone_has_no_syllable(nothing: str) -> None:
    assert syllables(nothing) == 0


@given(st.text("abceioudsty'-. \u2019", max_size=12))
def test_two_words_have_the_syllables_of_each(text: str) -> None:
    assert syllables(f"{text} {text}") == 2 * syllables(text)


@given(st.text("aZ9$%,.:-'\u00e9\u00b2\u0663\u20ac ", max_size=10))
def test_no_token_is_too_strange(text: str) -> None:
    assert syllables(text) >= 0
