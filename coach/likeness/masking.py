"""Words as they are compared: names, numbers and dates made alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from collections.abc import Iterable

NAME, NUMBER, DATE = "&", "#", "@"
MASKS = frozenset((NAME, NUMBER, DATE))

DATES = frozenset(
    (
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("january", "february", "march", "april", "june", "july", "august", "september"),
        *("october", "november", "december", "today", "tomorrow", "tonight", "yesterday"),
        *("morning", "afternoon", "evening", "noon", "am", "pm", "a.m", "p.m", "o'clock"),
    )
)
NUMBERS = frozenset(
    (
        *("zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
        *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
        *("eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy"),
        *("eighty", "ninety", "hundred", "thousand", "million", "first", "second", "third"),
        *("fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "double"),
    )
)
NO_NAMES = frozenset(("i", "i'm", "i'll", "i'd", "i've", "ok", "okay"))
SHORT_NAME = 3
"""Known names up to this many letters must be heard as they are spelled (ours)."""
ALIKE = 80.0
"""How alike, 0..100, a word must be to a longer known name to be it misheard (ours)."""


def masked(text: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """Words in lower case without marks; a run of names, numbers or dates is one mask.

    `names` are known ones, of people and companies, found even where they are misheard. Other
    names are told by a capital inside a sentence.
    """
    known = frozenset(part for name in names for part in _plain(name).lower().split())
    found: list[str] = []
    starts = True
    for raw in _plain(text, marks=".?!").split():
        word = raw.strip(".?!")
        if word:
            mask = _mask(word, starts, known)
            if mask not in MASKS or not found or found[-1] != mask:
                found.append(mask)
        starts = raw[-1] in ".?!"
    return tuple(found)


def bare(word: str) -> str:
    """A word in lower case without marks."""
    return _plain(word).strip().lower()


def _plain(text: str, marks: str = "") -> str:
    straight = text.replace("\u2019", "'")
    return re.sub(rf"[^\w'{marks} ]+|(?<!\w)'|'(?!\w)|_", " ", straight)


def _mask(word: str, starts: bool, known: frozenset[str]) -> str:
    low = word.lower()
    if any(letter.isdigit() for letter in low) or low in NUMBERS:
        return NUMBER
    if low in DATES:
        return DATE
    if _is_known(low.removesuffix("'s"), known):
        return NAME
    if word[0].isupper() and not starts and low not in NO_NAMES:
        return NAME
    return low


def _is_known(word: str, known: frozenset[str]) -> bool:
    if word in known:
        return True
    if len(word) <= SHORT_NAME:
        return False
    return any(len(name) > SHORT_NAME and fuzz.ratio(word, name) >= ALIKE for name in known)
