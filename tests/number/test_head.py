"""The head: its shipped weights, and what one layer of them does."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from coach.number import head, listen
from coach.number.heard import DIGIT_WORDS
from coach.number.lexicon import NAMES, REPEATS, TEENS, TENS, ZEROS
from coach.number.naming import NUMBER_WORDS
from coach.number.units import WIDTHS

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

WIDTH = 512
"""Features of Whisper base's encoder."""


def frames(count: int, seed: int = 3) -> NDArray[np.float32]:
    return np.random.default_rng(seed).standard_normal((count, WIDTH)).astype(np.float32)


@pytest.fixture(scope="module")
def shipped() -> head.Head:
    return head.load()


def test_the_weights_file_is_small() -> None:
    size = len(resources.files("coach.number").joinpath(head.WEIGHTS_FILE).read_bytes())
    assert 10_000 < size < 1_000_000


def test_it_is_read_once() -> None:
    assert head.load() is head.load()


def test_none_comes_first_then_the_digits_then_the_rarer_words(shipped: head.Head) -> None:
    assert shipped.words[: DIGIT_WORDS + 1] == ("", *NAMES, "oh")
    assert len(set(shipped.words)) == len(shipped.words)
    known = NUMBER_WORDS | ZEROS
    assert set(shipped.words[1:]) <= known
    assert {"double", "triple"} <= set(shipped.words) & set(REPEATS)
    assert set(WIDTHS) <= set(shipped.words)
    assert set(shipped.words) >= set(TEENS) | set(TENS) - {"fourty"}


@pytest.mark.parametrize("count", [0, 1, 2, 7, 100])
def test_every_frame_gets_each_word_an_onset_and_an_offset(shipped: head.Head, count: int) -> None:
    out = shipped.logits(frames(count))
    assert out.shape == (count, len(shipped.words) + 2)
    assert out.dtype == np.float32
    assert np.isfinite(out).all()


def test_the_same_frames_give_the_same_figures(shipped: head.Head) -> None:
    given = frames(60)
    before = given.copy()
    assert np.array_equal(shipped.logits(given), shipped.logits(given.copy()))
    assert np.array_equal(given, before)


def test_a_frame_is_judged_by_its_surroundings_and_by_no_more(shipped: head.Head) -> None:
    reach = sum(dilation for _, _, dilation in shipped.layers)
    long = frames(4 * reach)
    cut = shipped.logits(long[reach:])
    whole = shipped.logits(long)[reach:]
    assert np.allclose(cut[reach:], whole[reach:], atol=1e-3)
    assert not np.allclose(cut[0], whole[0], atol=1e-3)


def test_silence_of_the_encoder_holds_no_number() -> None:
    assert listen(np.zeros((0, WIDTH), np.float32), 0.0) == ()
    assert listen(np.zeros((1, WIDTH), np.float32), 0.0) == ()


def test_a_layer_sees_its_frame_and_both_neighbours_in_order(tmp_path: Path) -> None:
    """One feature; the kernel weighs the frame two before 1, the frame itself 10, two after 100."""
    stored: dict[str, Any] = {
        "words": ["", "one"],
        "dilations": [2],
        "enter.weight": np.ones((1, 1, 1), np.float16),
        "enter.bias": np.zeros(1, np.float16),
        "blocks.0.weight": np.array([[[1.0, 10.0, 100.0]]], np.float16),
        "blocks.0.bias": np.zeros(1, np.float16),
        "leave.weight": np.array([[[1.0]], [[2.0]], [[0.0]], [[0.0]]], np.float16),
        "leave.bias": np.array([0.0, 0.0, 5.0, -5.0], np.float16),
    }
    np.savez(tmp_path / "tiny.npz", **stored)
    tiny = head.read(tmp_path / "tiny.npz")
    assert tiny.words == ("", "one")
    out = tiny.logits(np.array([[0], [0], [1], [0], [0]], np.float32))
    assert out[:, 0].tolist() == [100.0, 0.0, 11.0, 0.0, 1.0]
    assert np.array_equal(out[:, 1], 2 * out[:, 0])
    assert out[:, 2:].tolist() == [[5.0, -5.0]] * 5
