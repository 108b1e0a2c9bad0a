"""Years: "since 1998" or "in 1998 and 2011" is no telephone number, nor the beginning of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.number.lexicon import NO_DIGITS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coach.records import Word

_YEAR = r"(?:19|20)\d\d"
ONE_YEAR = re.compile(rf"{_YEAR}[.,;:?!]?")
TWO_YEARS = re.compile(_YEAR * 2)
BEFORE_ONE = frozenset(("since", "in", "from", "until", "after", "before"))
BEFORE_TWO = re.compile(
    r"(?<!call )(?<!calling )(?<!phone )\b(?:from|between|since|in)\s*$", re.IGNORECASE
)
CENTURIES = ("nineteen", "twenty")
LEAST_SPELLED = 3
"""Words of two years that are no digits, at least: "nineteen ninety eight, two thousand"."""


def years_in(words: Sequence[Word], heard: Mapping[int, Sequence[str]]) -> set[int]:
    """Words that are years: written as one, behind "since" or the like, and heard as one.

    `heard` has the number words that were heard for a word, by its index.
    """
    return {
        index
        for index, texts in heard.items()
        if index
        and ONE_YEAR.fullmatch(words[index].text.strip())
        and words[index - 1].text.strip(" ,").lower() in BEFORE_ONE
        and not {*CENTURIES, "thousand"}.isdisjoint(texts)
    }


def are_years(before: str, digits: str, said: Sequence[str]) -> bool:
    """Tell whether digits are years, "in 1998 and 2011", that were heard as one number.

    `said` are the words spoken for them.
    """
    spelled = said[0] in CENTURIES and sum(word in NO_DIGITS for word in said) >= LEAST_SPELLED
    return bool((spelled or TWO_YEARS.match(digits)) and BEFORE_TWO.search(before))
