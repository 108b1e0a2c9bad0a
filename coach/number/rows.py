"""Rows: number words that were heard one soon after another."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from coach.number.lexicon import NO_DIGITS, TEENS
from coach.number.naming import LEAST_ROW

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coach.number.mixed import Mixed

ROW_GAP_S = 1.3
"""Number words further apart than this are no row (ours)."""

ONE_NUMBER = (7, 10, 11)
"""Digits of one whole number."""

WIDE, WHOLE = (10, 11, 20, 22), (7, 10, 11, 14, 20, 22)
"""How many digits a number has that is said with its area code, or at all; once or twice."""

OTHERS = 0.2
"""At most this share of a telephone number's words is "fifteen" or "fifty" (ours)."""

MORE_DIGITS = {"triple": 2, "hundred": 2, "thousand": 3, **dict.fromkeys(TEENS, 2)}


def rows_of_heard(line: Sequence[Mixed]) -> list[list[Mixed]]:
    """The heard items of a line, parted where a pause is longer than inside a number."""
    rows: list[list[Mixed]] = []
    for item in line:
        if item.heard is None:
            continue
        if rows and item.start_s - rows[-1][-1].end_s < ROW_GAP_S:
            rows[-1].append(item)
        else:
            rows.append([item])
    return rows


def place_of(item: Mixed, line: Sequence[Mixed]) -> int:
    """Where an item, this very one, stands in a line."""
    return next(place for place, other in enumerate(line) if other is item)


def between(
    row: Sequence[Mixed], line: Sequence[Mixed]
) -> Iterator[tuple[Mixed, Mixed, Sequence[Mixed]]]:
    """Each two neighbours of a row, and what stands between them in the line."""
    places = [place_of(item, line) for item in row]
    for (before, after), (low, high) in zip(pairwise(row), pairwise(places), strict=True):
        yield before, after, line[low + 1 : high]


def digit_count(row: Sequence[Mixed]) -> int:
    """How many digits number words say: "double five" two, "eight hundred" three."""
    return sum(MORE_DIGITS.get(item.text, 1) for item in row)


def said_singly(row: Sequence[Mixed]) -> bool:
    """Whether a row is digits, as of a telephone number, and not years or a price."""
    others = sum(item.text in NO_DIGITS for item in row)
    return len(row) >= LEAST_ROW and others <= max(1, OTHERS * len(row))
