"""Articles that Whisper writes between the digits of a number, and those that stay."""

from __future__ import annotations

import pytest

from .hearing import Message, message


def digits(made: Message) -> list[str]:
    """The digits of every reading."""
    return [reading.digits for reading in made.read()[1]]


@pytest.mark.parametrize("article", ["a", "the", "The"])
def test_articles_between_the_digits_of_a_whole_number_are_no_words(article: str) -> None:
    made = message(f"at {{2125|2 1 2 5}} {article} {{550143|5 5 0 1 4 3.}}", pace_s=0.1)
    assert digits(made) == ["2125550143"]


def test_an_article_between_two_numbers_parts_them() -> None:
    made = message("at {2125550143|212-555-0143.} [1.5] the {550143|550143}", pace_s=0.1)
    assert digits(made)[0] == "2125550143"


def test_another_word_between_digits_parts_them() -> None:
    made = message("at {2125|2 1 2 5} tigers {550143|5 5 0 1 4 3.}", pace_s=0.1)
    assert digits(made) != ["2125550143"]
