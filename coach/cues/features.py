"""Words of a clause as features: which words, and which pairs of neighbours, it has.

Sentence vectors tell what a clause is about; small words tell what is done with it ("I'll call"
and "call me"). Numbers, days and months are put into classes, and so are words that are rare,
names above all: "with <rare>" names somebody. Fillers are left out (ours).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

_NUMBERS = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred thousand million half dozen
"""
_DAYS = """
    monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays
    fridays saturdays sundays tomorrow today tonight
"""
_MONTHS = """
    january february march april june july august september october november december
"""
_ORDINALS = """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth
"""
CLASSES = {
    **dict.fromkeys(_NUMBERS.split(), "#"),
    **dict.fromkeys(_DAYS.split(), "<day>"),
    **dict.fromkeys(_MONTHS.split(), "<month>"),
    **dict.fromkeys(_ORDINALS.split(), "<nth>"),
}
FILLERS = frozenset(("um", "uh", "er", "uhm", "hmm"))
FIGURES = (
    (re.compile(r"\d+(?:st|nd|rd|th)"), "<nth>"),
    (re.compile(r"(?:19|20)\d\d"), "<year>"),
    (re.compile(r"\d\d?:\d\d(?:[ap]m)?|\d+[ap]m"), "<hour>"),
    (re.compile(r"(?=(?:\D*\d){7})[\d-]+|\d{3}-\d{4}"), "<telephone>"),
    (re.compile(r".*\d.*"), "#"),
)
"""Words with figures in them, the first class that fits a whole word."""


RARE = "<rare>"


def word_classes(plain_text: str) -> list[str]:
    """Return the words of a plain clause in order, numbers and the like as their class."""
    words = plain_text.replace("'", " '").split()
    return [_class(word) for word in words if word not in FILLERS]


def word_features(plain_text: str, common: Container[str]) -> frozenset[str]:
    """Return words and pairs of a plain clause, its two ends included, each once.

    What is not among `common` is rare.
    """
    classes = (word if word in common else RARE for word in word_classes(plain_text))
    kept = ["<s>", *classes, "</s>"]
    pairs = (f"{one} {two}" for one, two in pairwise(kept))
    return frozenset((*kept, *pairs))


def _class(word: str) -> str:
    if word.isalpha():
        return CLASSES.get(word, word)
    return next((name for form, name in FIGURES if form.fullmatch(word)), word)
