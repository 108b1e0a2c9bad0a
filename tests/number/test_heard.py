"""Number words heard, from logits built by hand: what sounds, and where words begin and end."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray  # noqa: TC002  # the double's signature is compared with Head's

from coach.number.head import FRAME_S, Head
from coach.number.heard import MOST_DOUBT, SHORTEST, HeardWord, heard_words, scores
from coach.number.lexicon import NAMES

WORDS = ("", *NAMES, "oh", "double", "hundred")
START_S = 10.0
LIKELY, NONE, UNLIKELY, EDGE, NO_EDGE = 5.0, 0.0, -5.0, 4.0, -6.0
"""Logits of what sounds, of no word where one sounds, of any other; of an edge and of none."""


@dataclass(frozen=True)
class Said:
    """A word over frames `start` to `end` (exclusive), with the marks the head gives its edges."""

    text: str
    start: int
    end: int
    onset: bool = True
    offset: bool = True
    also: tuple[str, float] = ("", UNLIKELY)


def deaf() -> Head:
    """A head whose logits are its frames."""
    width = len(WORDS) + 2
    through = np.eye(width, dtype=np.float32), np.zeros(width, np.float32)
    shifted = through[0], np.full(width, -100.0, np.float32)
    raised = through[0], np.full(width, 100.0, np.float32)
    return Head(WORDS, raised, (), shifted)


def logits(count: int, *said: Said) -> NDArray[np.float32]:
    out = np.full((count, len(WORDS) + 2), UNLIKELY, np.float32)
    out[:, 0] = LIKELY
    out[:, -2:] = NO_EDGE
    for word in said:
        sounding = slice(word.start, word.end)
        out[sounding, 0] = NONE
        out[sounding, WORDS.index(word.text)] = LIKELY
        if word.also[0]:
            out[sounding, WORDS.index(word.also[0])] = word.also[1]
        if word.onset:
            out[max(0, word.start - 1) : word.start + 1, -2] = EDGE
        if word.offset:
            out[max(0, word.end - 1) : word.end + 1, -1] = EDGE
    return out


def hear(count: int, *said: Said) -> tuple[HeardWord, ...]:
    return heard_words(scores(deaf(), logits(count, *said), START_S))


def texts(words: tuple[HeardWord, ...]) -> list[str]:
    return [word.text for word in words]


def test_words_are_heard_in_order_of_time() -> None:
    heard = hear(200, Said("two", 20, 35), Said("oh", 50, 62), Said("nine", 62, 80))
    assert texts(heard) == ["two", "oh", "nine"]
    assert all(0.5 < word.probability <= 1.0 for word in heard)


def test_a_run_of_one_digit_is_kept_apart_by_its_onsets() -> None:
    run = [Said("five", start, start + 15) for start in (20, 35, 50)]
    assert texts(hear(120, *run)) == ["five"] * 3


def test_a_long_word_is_not_split_without_an_onset() -> None:
    (word,) = hear(120, Said("five", 20, 65))
    assert word.text == "five"
    assert (word.start_s, word.end_s) == (pytest.approx(10.4), pytest.approx(11.3))


def test_an_edge_lies_where_its_mark_is_finer_than_a_frame() -> None:
    given_ = logits(100, Said("six", 30, 50))
    given_[:, -2:] = NO_EDGE
    given_[29:31, -2] = (EDGE, -0.5)  # nearly all of the onset in the frame before the border
    given_[49:51, -1] = (-0.5, EDGE)
    (word,) = heard_words(scores(deaf(), given_, START_S))
    assert START_S + 29.5 * FRAME_S <= word.start_s < START_S + 29.7 * FRAME_S
    assert START_S + 50.3 * FRAME_S < word.end_s <= START_S + 50.5 * FRAME_S


def test_without_marks_an_edge_lies_between_its_frames() -> None:
    (word,) = hear(100, Said("six", 30, 50, onset=False, offset=False))
    assert (word.start_s, word.end_s) == (pytest.approx(10.6), pytest.approx(11.0))


def test_nothing_said_is_nothing_heard() -> None:
    assert hear(0) == ()
    assert hear(1) == ()
    assert hear(300) == ()


def test_what_is_shorter_than_a_word_is_not_one() -> None:
    assert hear(1, Said("five", 0, 1)) == ()
    assert hear(SHORTEST - 1, Said("five", 0, SHORTEST - 1)) == ()
    assert hear(100, Said("five", 50, 50 + SHORTEST - 3)) == ()


def test_a_word_may_fill_the_whole_sound() -> None:
    (word,) = hear(20, Said("five", 0, 20))
    assert START_S <= word.start_s < word.end_s <= START_S + 20 * FRAME_S


def test_a_digit_is_preferred_to_a_rarer_word_that_sounds_alike() -> None:
    (word,) = hear(100, Said("two", 30, 50, also=("double", LIKELY + 0.1)))
    assert word.text == "two"
    (word,) = hear(100, Said("double", 30, 50))
    assert word.text == "double"


def doubt(word: HeardWord) -> tuple[dict[str, float], float, float]:
    assert word.doubt is not None
    return dict(word.doubt.others), word.doubt.gone, word.doubt.twice


def test_what_sounds_nearly_as_likely_is_told_as_another() -> None:
    (sure,) = hear(100, Said("five", 30, 50))
    (unsure,) = hear(100, Said("five", 30, 50, also=("nine", LIKELY - 0.5)))
    (even,) = hear(100, Said("five", 30, 50, also=("nine", LIKELY - 0.1)))
    assert doubt(sure)[0] == {}
    assert set(doubt(unsure)[0]) == set(doubt(even)[0]) == {"nine"}
    assert 0 < doubt(even)[0]["nine"] < doubt(unsure)[0]["nine"] < MOST_DOUBT


def test_a_faint_word_may_as_well_have_been_none() -> None:
    (sure,) = hear(100, Said("five", 30, 50))
    faint = logits(100, Said("five", 30, 50))
    faint[30:50, 0] = LIKELY - 0.3
    (unsure,) = heard_words(scores(deaf(), faint, START_S))
    assert 0 <= doubt(unsure)[1] < doubt(sure)[1] <= MOST_DOUBT
    assert unsure.probability < sure.probability


def test_a_word_as_long_as_two_may_have_been_said_twice() -> None:
    (short,) = hear(120, Said("five", 30, 45))
    (long,) = hear(120, Said("five", 30, 75))
    assert 0 <= doubt(long)[2] < doubt(short)[2] <= MOST_DOUBT


def test_a_faint_onset_within_it_makes_twice_likelier() -> None:
    (before,) = hear(120, Said("five", 30, 70))
    given_ = logits(120, Said("five", 30, 70))
    given_[49:51, -2] = -3.0
    (after,) = heard_words(scores(deaf(), given_, START_S))
    assert doubt(after)[2] < doubt(before)[2]


gaps_and_lengths = st.lists(
    st.tuples(st.integers(0, 60), st.integers(9, 30), st.sampled_from(NAMES)),
    min_size=1,
    max_size=12,
)


@given(gaps_and_lengths)
def test_clear_words_are_all_heard_at_their_times(said: list[tuple[int, int, str]]) -> None:
    ends = list(accumulate((gap + length for gap, length, _ in said), initial=3))[1:]
    truth = [
        Said(text, end - length, end) for end, (_, length, text) in zip(ends, said, strict=True)
    ]
    heard = hear(ends[-1] + 5, *truth)
    assert texts(heard) == [word.text for word in truth]
    for word, true in zip(heard, truth, strict=True):
        assert abs(word.start_s - START_S - true.start * FRAME_S) <= FRAME_S
        assert abs(word.end_s - START_S - true.end * FRAME_S) <= FRAME_S
    assert all(a.start_s < b.start_s for a, b in pairwise(heard))


@given(st.integers(0, 2**32 - 1), st.integers(0, 90))
def test_whatever_the_head_says_words_are_whole_and_in_order(seed: int, count: int) -> None:
    drawn = np.random.default_rng(seed).normal(0, 4, (count, len(WORDS) + 2)).astype(np.float32)
    heard = heard_words(scores(deaf(), drawn, START_S))
    for word in heard:
        assert START_S <= word.start_s < word.end_s <= START_S + count * FRAME_S + 1e-9
        assert word.text in WORDS[1:] and 0.0 <= word.probability <= 1.0
        others, gone, twice = doubt(word)
        assert word.text not in others
        assert all(cost <= MOST_DOUBT for cost in others.values())
        assert gone <= MOST_DOUBT and twice <= MOST_DOUBT
    assert all(a.start_s < b.start_s for a, b in pairwise(heard))
