"""What is kept beside a pitch gives the same likeness, and is left where it does not hold."""

from __future__ import annotations

import numpy as np
import pytest
from pitches import pitched

from coach.likeness import Pitch, likenesses, pitch_of_text, to_keep
from coach.likeness.stack import rows_of, table

GATE = ("Drivers queue at the gate for forty minutes before anybody opens a dock.", "trade_fact")
SLOTS = ("We give every truck a booked slot.", "solution")
WELDERS = ("Welders leave because nobody pays overtime on the night shift.", "trade_fact")
ONES = (pitched(GATE, SLOTS), pitched(WELDERS), pitched(GATE, WELDERS, SLOTS))


def again(one: Pitch, kept: bytes | None) -> Pitch:
    """Return a pitch as it comes out of the history."""
    return Pitch.unpacked(one.packed(), kept)


def test_what_was_kept_gives_the_same_likeness() -> None:
    kept = [again(one, to_keep(one)) for one in ONES]
    assert likenesses(ONES[0], kept) == pytest.approx(likenesses(ONES[0], ONES), abs=1e-6)
    assert np.allclose(table(kept), table(ONES), atol=1e-5)


def test_what_was_kept_is_taken_as_it_is() -> None:
    one = ONES[0]
    kept = to_keep(one)
    assert kept is not None
    other = np.frombuffer(kept[8:], "<f4") + 1
    assert np.array_equal(table([again(one, kept[:8] + other.tobytes())]).ravel(), other)


@pytest.mark.parametrize("change", ["mark", "length", "nothing"])
def test_what_does_not_hold_any_more_is_made_anew(change: str) -> None:
    one = ONES[0]
    kept = to_keep(one)
    assert kept is not None
    wrong = {"mark": b"\0" * 8 + kept[8:], "length": kept[:-4], "nothing": b""}[change]
    assert np.allclose(table([again(one, wrong)]), table([one]), atol=1e-5)


def test_words_alone_keep_nothing() -> None:
    assert to_keep(pitch_of_text("Drivers queue at the gate")) is None


def test_cosines_are_those_of_unit_vectors() -> None:
    mine, theirs = rows_of(ONES[:1]), rows_of(ONES)
    assert np.allclose(np.linalg.norm(theirs.vectors, axis=1), 1, atol=1e-5)
    assert np.allclose(theirs.cosines(mine.vectors), mine.vectors @ theirs.vectors.T, atol=1e-5)
