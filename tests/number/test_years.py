"""Years: what is one, and what only looks like one."""

from __future__ import annotations

import pytest

from coach.number.years import years_in
from coach.records import Word

YEAR = ["nineteen", "ninety", "eight"]


@pytest.mark.parametrize(
    ("written", "heard", "is_year"),
    [
        ("since 1998.", YEAR, True),
        ("Since 2011,", ["two", "thousand", "eleven"], True),
        ("from 2008", ["twenty", "eight"], True),
        ("since 1998.", ["one", "nine", "nine", "eight"], False),
        ("extension 1998.", YEAR, False),
        ("since 1898.", YEAR, False),
        ("since 19985", YEAR, False),
    ],
)
def test_a_year_is_written_and_heard_as_one_behind_a_word_of_time(
    written: str, heard: list[str], is_year: bool
) -> None:
    words = [Word(text, k, k + 1, 0.9) for k, text in enumerate(written.split())]
    assert years_in(words, {1: heard}) == ({1} if is_year else set())


def test_a_message_may_begin_with_digits() -> None:
    assert years_in([Word("1998.", 0.0, 1.0, 0.9)], {0: YEAR}) == set()
