"""An "oh" of a caller who says "zero": what it is taken for, and when it stays."""

from __future__ import annotations

import pytest

from coach.number.mixed import mixed
from coach.number.zeros import ONE_WAY, one_way

from .hearing import Message, message, perhaps

LITTLE = 1.0
"""Nats: cheap enough to be changed."""


def said(made: Message) -> list[str]:
    """The number words of the line after the rule."""
    return [item.text for item in one_way(mixed(made.words, made.heard)) if item.heard]


def digits(made: Message) -> list[str]:
    """The digits of every reading."""
    return [reading.digits for reading in made.read()[1]]


def test_an_oh_of_a_caller_who_says_zero_is_the_digit_it_sounds_like() -> None:
    made = message("at {212 555 01oh3|}", {8: perhaps("four", LITTLE)})
    assert said(made)[6:] == ["zero", "one", "four", "three"]
    assert digits(made) == ["2125550143"]


def test_a_zero_in_the_other_reading_counts_as_well() -> None:
    made = message("at {212 555 11oh3|} again {212 555 0143|}", {8: perhaps("four", LITTLE)}, {})
    assert digits(made)[0] == "2125551143"


def test_an_oh_of_a_caller_who_says_no_zero_stays() -> None:
    made = message("at {212 555 11oh3|}", {8: perhaps("four", LITTLE)})
    assert digits(made) == ["2125551103"]


@pytest.mark.parametrize(
    ("cost", "found"), [(ONE_WAY - 0.1, "four"), (ONE_WAY, "oh"), (ONE_WAY + 1, "oh")]
)
def test_a_clear_oh_stays(cost: float, found: str) -> None:
    made = message("at {212 555 01oh3|}", {8: perhaps("four", cost)})
    assert said(made)[8] == found


def test_an_oh_that_whisper_wrote_as_zero_stays() -> None:
    made = message("at {212 555 01oh3|212-555-0103.}", {8: perhaps("four", LITTLE)})
    assert digits(made) == ["2125550103"]


def test_an_oh_in_front_of_a_number_stays() -> None:
    made = message("{oh|} [0.5] {212 555 0143|}", {0: perhaps("four", LITTLE)}, {})
    assert said(made)[:2] == ["oh", "two"]


def test_what_was_an_oh_is_still_in_doubt() -> None:
    made = message("at {212 555 01oh3|}", {8: perhaps("four", LITTLE)})
    changed = one_way(mixed(made.words, made.heard))[-2]
    assert changed.heard is not None
    assert changed.heard.doubt is not None
    assert ("oh", ONE_WAY - LITTLE) in changed.heard.doubt.others
