"""Articles among digits: Whisper writes "a four, a nine" for how some people begin a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coach.number.mixed import Mixed

ARTICLES = frozenset(("a", "ah", "the"))


def articles_within(row: Sequence[Mixed], line: Sequence[Mixed]) -> Iterator[Mixed]:
    """Articles that were written between the first and the last word of a row that was heard."""
    places = {id(item): place for place, item in enumerate(line)}
    for item in line[places[id(row[0])] : places[id(row[-1])]]:
        if item.heard is None and item.text.strip(" ,.").lower() in ARTICLES:
            yield item
