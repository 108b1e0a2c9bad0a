"""Resemblance: a caller's digits weighed by those that sound like them."""

from __future__ import annotations

from dataclasses import replace
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach import number
from coach.number import HeardWord, heard_readings, listen, resemblance
from coach.number.resemblance import DIGITS, MOST_NATS, Resemblance, as_one_voice, sound_same
from coach.telephone import Doubt

from .hearing import SILENCE, heard_word, perhaps

if TYPE_CHECKING:
    from numpy.typing import NDArray

WIDTH = 512
"""Features of Whisper base's encoder."""

HERE, THERE = (0.0,), (10.0,)
"""Two places so far apart that no digit is at both."""


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is at the same place is the same by 2 nats; further than 2 apart, it is not."""
    nothing = np.zeros((1, 1), np.float32), np.zeros(1, np.float32)
    network = Resemblance(nothing, nothing, 2.0, 0.5)
    monkeypatch.setattr(resemblance, "load", lambda: network)


def digit(text: str, start_s: float, place: tuple[float, ...], doubt: Doubt | None) -> HeardWord:
    return replace(heard_word(text, start_s), place=place, doubt=doubt)


def sure(text: str, start_s: float, place: tuple[float, ...]) -> HeardWord:
    return digit(text, start_s, place, Doubt((), 12.0, 12.0))


def texts(words: tuple[HeardWord, ...]) -> list[str]:
    return [word.text for word in words]


def costs(word: HeardWord) -> dict[str, float]:
    assert word.doubt
    return dict(word.doubt.others)


@pytest.mark.usefixtures("plain")
def test_a_doubtful_digit_is_what_sounds_like_it_elsewhere() -> None:
    heard = [
        sure("two", 0.0, HERE),
        sure("two", 1.0, HERE),
        digit("three", 2.0, HERE, perhaps("two", 1.0)),
    ]
    assert texts(as_one_voice(heard)) == ["two", "two", "two"]


@pytest.mark.usefixtures("plain")
def test_a_doubtful_digit_is_not_what_sounds_otherwise_elsewhere() -> None:
    doubt = perhaps("three", 1.0)
    heard = [sure("two", 0.0, HERE), sure("two", 1.0, HERE), digit("two", 2.0, THERE, doubt)]
    assert texts(as_one_voice(heard)) == ["two", "two", "three"]


@pytest.mark.usefixtures("plain")
def test_what_was_heard_surely_stays_and_is_less_sure_beside_its_like() -> None:
    heard = [sure("two", 0.0, HERE), sure("two", 1.0, HERE), sure("three", 2.0, HERE)]
    settled = as_one_voice(heard)
    assert texts(settled) == ["two", "two", "three"]
    assert costs(settled[2])["two"] < 12.0
    assert "two" not in costs(settled[0])


@pytest.mark.usefixtures("plain")
def test_times_and_the_other_doubts_stay_as_they_were() -> None:
    doubt = Doubt((("two", 1.0), ("twenty", 3.0)), 4.0, 5.0)
    heard = [sure("two", 0.0, HERE), sure("two", 1.0, HERE), digit("three", 2.0, HERE, doubt)]
    changed = as_one_voice(heard)[2]
    assert changed.doubt
    assert (changed.start_s, changed.end_s, changed.place) == (2.0, heard[2].end_s, HERE)
    assert (changed.doubt.gone, changed.doubt.twice) == (4.0, 5.0)
    assert costs(changed)["twenty"] == 3.0
    assert costs(changed)["three"] > 0


@pytest.mark.usefixtures("plain")
@pytest.mark.parametrize("count", [0, 1])
def test_one_digit_has_nothing_to_be_compared_with(count: int) -> None:
    heard = [digit("three", 0.0, HERE, perhaps("two", 0.1))] * count
    assert as_one_voice(heard) == tuple(heard)


@pytest.mark.usefixtures("plain")
def test_words_that_are_no_digits_or_have_no_place_are_left_alone() -> None:
    alone = [sure("hundred", 0.0, HERE), sure("two", 1.0, ()), digit("two", 2.0, HERE, None)]
    assert as_one_voice(alone) == tuple(alone)
    among = as_one_voice([*alone, sure("two", 3.0, HERE), sure("six", 4.0, THERE)])
    assert among[:3] == tuple(alone)


@pytest.mark.usefixtures("plain")
@pytest.mark.parametrize(("apart", "same"), [(0.0, True), (2.6, True), (2.7, False), (40.0, False)])
def test_two_words_sound_the_same_up_to_some_distance(apart: float, same: bool) -> None:
    one, other = sure("two", 0.0, HERE), sure("three", 1.0, (apart,))
    assert sound_same(one, other) is same
    assert sound_same(other, one) is same


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=12))
def test_resemblance_is_mutual_and_no_pair_decides_alone(places: list[float]) -> None:
    one = np.zeros((1, 1), np.float32), np.zeros(1, np.float32)
    nats = Resemblance(one, one, 2.0, 0.5).nats(np.array(places)[:, None])
    assert np.array_equal(nats, nats.T)
    assert np.abs(nats).max() <= MOST_NATS
    assert not nats.diagonal().any()


def frames(count: int) -> NDArray[np.float32]:
    return np.random.default_rng(3).standard_normal((count, WIDTH)).astype(np.float32)


def test_the_weights_are_small_and_read_once() -> None:
    folder = resources.files("coach.number")
    size = len(folder.joinpath(resemblance.WEIGHTS_FILE).read_bytes())
    assert 10_000 < size < 1_000_000
    assert resemblance.load() is resemblance.load()


@pytest.mark.parametrize(
    ("count", "start_s", "end_s"),
    [(50, 0.1, 0.4), (50, 0.9, 1.4), (1, 0.0, 0.02), (10, -0.1, 0.1), (10, 0.5, 0.6)],
)
def test_every_sound_has_a_place_at_the_ends_of_a_window_too(
    count: int, start_s: float, end_s: float
) -> None:
    place = resemblance.load().place(frames(count), start_s, end_s)
    assert len(place) == 48
    assert np.isfinite(place).all()


def test_a_place_is_told_by_the_sound_of_its_time_alone() -> None:
    long = frames(100)
    whole = resemblance.load().place(long, 0.5, 0.8)
    cut = resemblance.load().place(long[20:50], 0.1, 0.4)
    other = resemblance.load().place(long, 1.1, 1.4)
    assert whole == pytest.approx(cut, abs=1e-4)
    assert whole != pytest.approx(other, abs=1e-1)


def test_a_word_that_is_heard_lies_where_it_sounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(number, "heard_words", lambda _: (heard_word("two", 4.5),))
    sound = frames(60)
    (word,) = listen(sound, 4.0)
    assert word == replace(heard_word("two", 4.5), place=resemblance.load().place(sound, 0.5, 0.8))


@pytest.mark.usefixtures("plain")
def test_a_reading_is_read_by_the_digits_that_sound_alike() -> None:
    """The "three" of the second reading lies where the "two" of the first does."""
    names = ("two", "one", "two", "five", "five", "five", "zero", "one", "four", "six")
    heard = []
    for reading, start_s in enumerate((1.0, 8.0)):
        for k, name in enumerate(names):
            place = (10.0 * DIGITS.index(name),)
            doubtful = reading == 1 and k == 2
            text, doubt = ("three", perhaps("two", 0.5)) if doubtful else (name, perhaps("oh", 9.0))
            heard.append(digit(text, start_s + 0.36 * k, place, doubt))
    _, readings = heard_readings(SILENCE, (), heard, "US")
    assert [reading.digits for reading in readings] == ["2125550146", "2125550146"]
