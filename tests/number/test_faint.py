"""Faint digits: which of a row were none, by what they cost, where they stand and what is left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.number.faint import (
    EDGE_NATS,
    INSIDE_NATS,
    WRITTEN_EDGE_NATS,
    WRITTEN_INSIDE_NATS,
    faint_in,
)
from coach.number.mixed import Mixed
from coach.number.naming import digit_of
from coach.telephone import Doubt

from .hearing import heard_word, message, number_words

MINE = "2125550143"


def row(said: str, costs: dict[int, float], unwritten: tuple[int, ...] = ()) -> list[Mixed]:
    """Digits heard one after another, all of them written but some."""
    items = []
    for place, text in enumerate(word for group in number_words(said) for word in group):
        heard = heard_word(text, place * 0.4, Doubt((), costs.get(place, 12.0), 12.0))
        item = Mixed(text, heard.start_s, heard.end_s, 0.9, heard, place, written=digit_of(text))
        items.append(replace(item, word=-1, written="") if place in unwritten else item)
    return items


def left(items: list[Mixed]) -> str:
    """The digits that are not taken for none."""
    gone = {id(item) for item in faint_in(items, items)}
    return "".join(digit_of(item.text) for item in items if id(item) not in gone)


def items_digits(items: list[Mixed]) -> str:
    """All digits of a row."""
    return "".join(digit_of(item.text) for item in items)


@pytest.mark.parametrize(
    ("said", "places", "cost", "digits"),
    [
        ("6" + MINE, (0,), EDGE_NATS - 0.1, MINE),
        (MINE + "6", (10,), EDGE_NATS - 0.1, MINE),
        ("236" + MINE, (0, 1, 2), EDGE_NATS - 0.1, MINE),
        ("236" + MINE, (0, 1, 2), EDGE_NATS, "236" + MINE),
        ("21265550143", (3,), INSIDE_NATS - 0.1, MINE),
        ("21265550143", (3,), INSIDE_NATS, "21265550143"),
    ],
)
def test_digits_hardly_heard_and_not_written_were_none(
    said: str, places: tuple[int, ...], cost: float, digits: str
) -> None:
    assert left(row(said, dict.fromkeys(places, cost), places)) == digits


@pytest.mark.parametrize("place", [0, 4, 9])
def test_a_digit_that_makes_a_number_whole_stays(place: int) -> None:
    assert left(row(MINE, {place: 5.0}, (place,))) == MINE


def test_what_was_written_stays_unless_it_was_hardly_heard() -> None:
    inside, edge = INSIDE_NATS - WRITTEN_INSIDE_NATS, EDGE_NATS - WRITTEN_EDGE_NATS
    assert left(row("21265550143", {3: inside})) == "21265550143"
    assert left(row("21265550143", {3: inside - 0.1})) == MINE
    assert left(row(MINE + "6", {10: edge})) == MINE + "6"
    assert left(row(MINE + "6", {10: edge - 0.1})) == MINE


@pytest.mark.parametrize(("pause_s", "digits"), [(0.5, MINE), (0.0, MINE + "55")])
def test_clear_digits_apart_go_where_there_are_too_many(pause_s: float, digits: str) -> None:
    items = row(MINE + "55", {})
    later = [replace(item, start_s=item.start_s + pause_s) for item in items[10:]]
    assert left(items[:10] + later) == digits
    assert left(items[:7] + later) == items_digits(items[:7] + later)


def test_a_sure_digit_that_alone_was_not_written_goes_where_that_makes_a_number_whole() -> None:
    assert left(row("8" + MINE, {}, (0,))) == MINE
    assert left(row("8555", {}, (0,))) == "8555"


def test_a_row_that_whisper_did_not_write_is_left_alone() -> None:
    everywhere = tuple(range(11))
    assert left(row("6" + MINE, {0: 5.0}, everywhere)) == "6" + MINE


def test_words_that_were_taken_for_digits_are_words_again() -> None:
    weak = {place: Doubt((), 5.0, 12.0) for place in range(2)}
    made = message("please do {26|free me} {2125550143|2 1 2 5 5 5 0 1 4 3.}", weak)
    written, readings = made.read()
    assert [reading.digits for reading in readings] == [MINE]
    assert [word.text for word in written][:4] == ["please", "do", "free", "me"]
