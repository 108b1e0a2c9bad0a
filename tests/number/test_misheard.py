"""Digits of two readings that were heard differently and sound the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from coach.number import misheard
from coach.number.misheard import EXPLAINED

from .hearing import SURE, Message, message, perhaps

if TYPE_CHECKING:
    from coach.telephone import Doubt

FIRST, SECOND = "212 555 0143", "212 555 0146"
HERE, THERE = (0.0,), (10.0,)


@pytest.fixture(autouse=True)
def places(monkeypatch: pytest.MonkeyPatch) -> None:
    """What has a place sounds the same where the place is the same."""
    monkeypatch.setattr(misheard, "sound_same", lambda one, other: one.place == other.place)


def said(first: str, second: str, *doubts: dict[int, Doubt]) -> Message:
    return message(f"Call me at {{{first}|}} again {{{second}|}} bye", *doubts)


def at(made: Message, *where: tuple[float, ...]) -> Message:
    """The last digits of both readings at these places; the others have none."""
    for k, place in zip((9, 19), where, strict=True):
        made.heard[k] = replace(made.heard[k], place=place)
    return made


def read(made: Message) -> list[str]:
    return [reading.digits for reading in made.read()[1]]


def test_what_sounds_the_same_is_the_digit_that_was_heard_more_surely() -> None:
    doubts = {9: perhaps("six", 8.0)}
    assert read(at(said(FIRST, SECOND, doubts), HERE, HERE)) == ["2125550146"] * 2
    assert (
        read(at(said(FIRST, SECOND, {}, {9: perhaps("three", 8.0)}), HERE, HERE))
        == ["2125550143"] * 2
    )


def test_what_sounds_otherwise_stays_two_digits() -> None:
    doubts = {9: perhaps("six", 8.0)}
    made = at(said(FIRST, SECOND, doubts), HERE, THERE)
    assert read(made) == ["2125550143", "2125550146"]


def test_digits_without_a_place_stay_as_they_were_heard() -> None:
    doubts = {9: perhaps("six", 8.0)}
    assert read(said(FIRST, SECOND, doubts)) == ["2125550143", "2125550146"]


def test_readings_of_two_lengths_are_not_compared() -> None:
    made = said(FIRST, "212 555 0146 8")
    assert read(at(made, HERE, HERE))[0] == "2125550143"


def test_little_is_left_of_the_doubt() -> None:
    assert misheard._rather(SURE, "6").others == (("six", round(12.0 * EXPLAINED, 2)),)
    known = perhaps("six", 4.0)
    assert misheard._rather(known, "6").others == (("six", round(4.0 * EXPLAINED, 2)),)
    assert misheard._rather(known, "5").others == (
        ("six", 4.0),
        ("five", round(12.0 * EXPLAINED, 2)),
    )
