"""How many words a written word is spoken with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.measures.wording import in_words, spoken_words


@pytest.mark.parametrize(
    ("token", "count"),
    [
        ("Sam", 1),
        ("don't", 1),
        ("don\u2019t", 1),
        ("follow-up", 2),
        ("all-in-one", 3),
        ("e-mail", 1),
        ("Jos\u00e9,", 1),
        ("AT&T", 2),
        ("and/or", 2),
        ("\u2014", 0),
        ("...", 0),
        ("&", 0),
        ("7", 1),
        ("40", 1),
        ("42", 2),
        ("$40", 2),
        ("10%", 2),
        ("\u20ac15", 2),
        ("2:30", 2),
        ("3.5", 3),
        ("3rd", 1),
        ("21st", 2),
        ("2026", 3),
        ("1999", 3),
        ("1905", 3),
        ("1900", 2),
        ("2005", 3),
        ("100", 2),
        ("250", 3),
        ("10,000", 2),
        ("90210", 5),
        ("007", 3),
        ("9am", 2),
        ("B2B", 3),
    ],
)
def test_a_token_counts_as_it_is_said(token: str, count: int) -> None:
    assert spoken_words(token) == count


@pytest.mark.parametrize(
    "figure", ["7", "42", "2026", "1999", "100", "90210", "10,000", "3rd", "3.5", "$40", "10%"]
)
@pytest.mark.parametrize("mark", [",", ".", "?", "!", ";", ":"])
def test_punctuation_behind_a_figure_is_not_said(figure: str, mark: str) -> None:
    assert spoken_words(figure + mark) == spoken_words(figure)


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ("2026", "twenty twenty-six"),
        ("1905", "nineteen oh five"),
        ("1900", "nineteen hundred"),
        ("2000", "two thousand"),
        ("2005", "two thousand five"),
        ("40,000", "forty thousand"),
        ("3rd", "third"),
        ("90210", "nine zero two one zero"),
        ("3.5", "three point five"),
    ],
)
def test_figures_are_said_in_words(figure: str, said: str) -> None:
    assert " ".join(in_words(figure).split()) == said


@given(st.text("aZ09$%,.:-'\u00e9\u00b2\u00bd\u0663\u20ac#@+ ", max_size=10))
def test_no_token_is_too_strange(text: str) -> None:
    assert spoken_words(text) >= 0


@given(st.integers(0, 10**7))
def test_every_number_is_said_with_some_words(number: int) -> None:
    assert 1 <= spoken_words(str(number)) <= 8
