"""Years: "since 1998" right before a number is no part of it, however near it is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coach.records import Word

YEAR = re.compile(r"(?:19|20)\d\d[.,;:?!]?")
BEFORE = frozenset(("since", "in", "from", "until", "after", "before"))
CENTURIES = frozenset(("nineteen", "twenty", "thousand"))


def years_in(words: Sequence[Word], heard: Mapping[int, Sequence[str]]) -> set[int]:
    """Words that are years: written as one, behind "since" or the like, and heard as one.

    `heard` has the number words that were heard for a word, by its index.
    """
    return {
        index
        for index, texts in heard.items()
        if index
        and YEAR.fullmatch(words[index].text.strip())
        and words[index - 1].text.strip(" ,").lower() in BEFORE
        and CENTURIES.intersection(texts)
    }
