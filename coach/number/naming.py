"""Number words: which a written word holds, and the digit each begins with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.number.lexicon import REPEATS, SINGLES, TEENS, TENS, ZEROS
from coach.number.likeness import LOCAL_DIGITS
from coach.number.units import WIDTHS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.number.heard import HeardWord

LETTERS = re.compile(r"[^\W\d_]+")

LEAST_ROW = 3
"""So many number words are believed against the transcript (ours)."""

CLEAR = 0.85
"""A word heard with this probability is hardly ever another: one in a hundred (ours)."""


def number_words(text: str) -> tuple[str, ...]:
    """The digits and number words of a written word, as the head would name them."""
    lower = text.lower()
    if any(char.isdigit() for char in lower):
        return tuple(char for char in lower if char.isdigit())
    found = [part for part in LETTERS.findall(lower) if part in NUMBER_WORDS]
    return tuple(found) if len(found) == len(LETTERS.findall(lower)) else ()


def may_hold_number(words: Sequence[str]) -> bool:
    """Tell whether so many digits were written that a telephone number may be among them."""
    return sum(len(number_words(word)) for word in words) >= LEAST_ROW


def surely_a_number(heard: Sequence[HeardWord]) -> bool:
    """Tell whether a whole telephone number was heard clearly, whatever was written."""
    clear = [word for word in heard if word.probability >= CLEAR]
    return len(clear) >= LOCAL_DIGITS and 2 * len(clear) >= len(heard)


NUMBER_WORDS = frozenset(SINGLES) | frozenset(TEENS) | frozenset(TENS) | set(REPEATS) | set(WIDTHS)

DIGITS = {**SINGLES, **dict.fromkeys(ZEROS, "0")}


def digit_of(word: str) -> str:
    """The digit a number word begins with: "oh" 0, "fifteen" 1, "twenty" 2; else the word."""
    return DIGITS.get(word) or (TEENS.get(word) or TENS.get(word) or word)[0:1]
