"""What the cues' models learn from, and the network that they share."""

from __future__ import annotations

import numpy as np
import pytest

from coach.cues import network
from coach.cues.features import word_classes, word_features
from coach.cues.sentences import EXAMPLE, FITTING, NEAR, OTHER, Sentences, neutral
from coach.cues.training import FEWEST_MISSES, MOST_MISSES, SHARES, misses


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("14th", "<nth>"),
        ("fifth", "<nth>"),
        ("2026", "<year>"),
        ("9:30", "<hour>"),
        ("9am", "<hour>"),
        ("515-555-0163", "<telephone>"),
        ("5155550163", "<telephone>"),
        ("40.5", "#"),
        ("forty", "#"),
        ("tuesday", "<day>"),
        ("call", "call"),
    ],
)
def test_a_word_stands_for_its_kind(word: str, kind: str) -> None:
    assert word_classes(word) == [kind]


def test_a_word_that_is_not_common_is_rare_whatever_it_is() -> None:
    common = {"call", "me", "<day>"}
    features = word_features("um call bramwell tuesday", common)
    assert features == word_features("call pettibone tuesday", common)
    assert {"call <rare>", "<rare> <day>", "<s> call"} <= features


def test_small_talk_is_no_example_and_no_sentence_twice() -> None:
    pool = neutral()
    assert len(pool) >= 100
    assert len(set(pool)) == len(pool)
    assert max(len(one.split()) for one in pool) <= 10


def test_rare_words_get_no_feature_of_their_own() -> None:
    texts = tuple(f"call me {'back' if n % 2 else 'zanzibar'} {n}x" for n in range(10))
    sentences = Sentences(texts, np.zeros((10, 4), np.float32), np.zeros((10, 1), np.int8))
    assert "call" in sentences.words
    assert "me <rare>" in sentences.words
    assert "zanzibar" not in sentences.words
    assert sentences.features.shape == (10, 4 + len(sentences.words))


def test_a_fold_is_a_sentence_s_own() -> None:
    few = Sentences(("a b", "c d"), np.zeros((2, 4), np.float32), np.zeros((2, 1), np.int8))
    more = Sentences(("x", "a b", "c d"), np.zeros((3, 4), np.float32), np.zeros((3, 1), np.int8))
    assert few.folds.tolist() == more.folds.tolist()[1:]


def test_the_kinds_of_sentences_are_told_apart() -> None:
    assert len({EXAMPLE, NEAR, OTHER, FITTING}) == 4


def test_the_rarer_a_cue_the_more_its_near_misses_count() -> None:
    often, seldom = misses("caller_name"), misses("asks_when")
    assert SHARES["caller_name"] > SHARES["asks_when"]
    assert FEWEST_MISSES <= often < seldom <= MOST_MISSES


def test_the_network_learns_what_no_line_can_divide_and_always_the_same() -> None:
    rng = np.random.default_rng(1)
    points = rng.normal(size=(600, 2)).astype(np.float32)
    wanted = (points[:, :1] * points[:, 1:] > 0).astype(np.float32)
    weights = np.ones_like(wanted)
    made = network.fit(points, wanted, weights)
    told = made.scores(points) > 0
    assert (told == (wanted > 0)).mean() > 0.75  # a line gets half
    again = network.fit(points, wanted, weights)
    assert np.array_equal(made.out, again.out)
