"""Habits are the same whether they are asked for message by message or all at once."""

from __future__ import annotations

import numpy as np
import pytest
from pitches import pitched

from coach.likeness import Pitch, calibrated, habits

HABIT = "Every week I ride along with somebody in your trade to hear what matters there."


@pytest.fixture(autouse=True)
def _fresh() -> None:
    habits._TABLES.clear()


def told(count: int) -> list[Pitch]:
    """Return messages with one habit in most of them, and an idea each."""
    names = ["".join(chr(97 + int(digit)) for digit in str(k)) for k in range(count)]
    ideas = [f"Topic{one} matter{one} question{one} worry{one} answer{one}" for one in names]
    return [pitched(*([HABIT] if k % 4 else []), (idea, "reason")) for k, idea in enumerate(ideas)]


def found(pitches: list[Pitch]) -> np.ndarray:
    """Return the habits of a rep."""
    calibration = calibrated(pitches)
    assert calibration is not None
    return calibration.habits


def test_a_table_that_grew_says_what_a_new_one_says() -> None:
    messages = told(60)
    grown = [found(messages[:count]) for count in range(20, 61, 5)]
    for count, before in zip(range(20, 61, 5), grown, strict=True):
        habits._TABLES.clear()
        now = found(messages[:count])
        assert len(now) == 1
        assert np.allclose(before, now, atol=1e-5)
    assert len(habits._TABLES) == 1


def test_a_message_left_out_of_the_middle_is_left_out() -> None:
    messages = told(40)
    found(messages)
    table = habits._table(messages)
    some = [one for place, one in enumerate(messages) if place % 4]
    assert table.shares(some)[table.rows(some[:1])].tolist() == pytest.approx([1.0, 1 / len(some)])


def test_a_table_forgets_what_is_no_longer_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(habits, "MOST_MESSAGES", 25)
    messages = told(90)
    for last in range(25, 91, 5):
        assert len(found(messages[:last])) == 1
    (table,) = habits._TABLES
    assert len(table.places) <= 50
    assert set(messages[-25:]) <= set(table.places)


def test_reps_have_tables_of_their_own() -> None:
    one, other = told(20), told(20)
    found(one)
    found(other)
    assert len(habits._TABLES) == 2
