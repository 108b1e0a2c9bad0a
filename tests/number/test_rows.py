"""Rows of heard number words: where they part, how many digits they say, and how."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.number.mixed import Mixed
from coach.number.rows import ROW_GAP_S, digit_count, rows_of_heard, said_singly

from .hearing import heard_word


def row(*texts: str) -> list[Mixed]:
    """Number words one soon after another."""
    words = [heard_word(text, place * 0.4) for place, text in enumerate(texts)]
    return [Mixed(word.text, word.start_s, word.end_s, 0.9, word, -1) for word in words]


@pytest.mark.parametrize(
    ("texts", "count"),
    [
        (("two", "one", "two"), 3),
        (("eight", "hundred"), 3),
        (("double", "five", "oh"), 3),
        (("two", "thousand"), 4),
        (("fifteen",), 2),
    ],
)
def test_words_say_so_many_digits(texts: tuple[str, ...], count: int) -> None:
    assert digit_count(row(*texts)) == count


@pytest.mark.parametrize(
    ("texts", "singly"),
    [
        (("two", "one", "two", "five"), True),
        (("eight", "hundred", "five", "five", "five"), True),
        (("two", "one", "twelve", "five"), True),
        (("nineteen", "ninety", "eight", "one"), False),
        (("two", "thousand", "twenty", "three"), False),
        (("two",), False),
    ],
)
def test_a_telephone_number_is_said_digit_by_digit(texts: tuple[str, ...], singly: bool) -> None:
    assert said_singly(row(*texts)) is singly


@pytest.mark.parametrize(("pause_s", "sizes"), [(ROW_GAP_S - 0.1, [4]), (ROW_GAP_S, [2, 2])])
def test_a_row_ends_at_a_pause_and_not_at_a_word(pause_s: float, sizes: list[int]) -> None:
    first = row("two", "one")
    shift_s = first[-1].end_s + pause_s
    word = Mixed("call", 0.0, 0.1, 0.9, None, 0)
    second = [
        replace(item, start_s=item.start_s + shift_s, end_s=item.end_s + shift_s)
        for item in row("five", "five")
    ]
    assert [len(one) for one in rows_of_heard([*first, word, *second])] == sizes
