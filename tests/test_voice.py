"""Probabilities become stretches of speech."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coach.records import Span
from coach.voice import BRIDGED_S, STEP_S, speech_probability, speech_s, speech_spans


def _steps(*runs: tuple[float, int]) -> np.ndarray:
    return np.concatenate([np.full(count, value, np.float32) for value, count in runs])


def test_speech_is_entered_high_and_left_low() -> None:
    wavering = _steps((0.1, 10), (0.6, 10), (0.4, 10), (0.6, 10), (0.1, 10))
    assert speech_spans(wavering) == (Span(10 * STEP_S, 40 * STEP_S),)
    assert speech_spans(_steps((0.45, 50))) == ()


def test_a_short_silence_is_bridged_and_a_longer_one_is_not() -> None:
    def gap(steps: int) -> int:
        return len(speech_spans(_steps((0.9, 20), (0.0, steps), (0.9, 20))))

    assert gap(int(BRIDGED_S / STEP_S)) == 1
    assert gap(int(BRIDGED_S / STEP_S) + 1) == 2


def test_speech_up_to_the_last_step_ends_with_the_sound() -> None:
    assert speech_spans(_steps((0.0, 5), (0.9, 5))) == (Span(5 * STEP_S, 10 * STEP_S),)


@given(st.lists(st.floats(0, 1, width=32), max_size=120))
def test_stretches_are_in_order_apart_and_inside_the_sound(values: list[float]) -> None:
    found = speech_spans(np.array(values, np.float32))
    edges = [edge for span in found for edge in (span.start_s, span.end_s)]
    assert edges == sorted(set(edges))
    assert all(0 <= edge <= len(values) * STEP_S for edge in edges)


def test_no_sound_has_no_probability() -> None:
    assert speech_probability(np.zeros(0, np.float32)).shape == (0,)


def test_speech_inside_a_stretch_is_added_up() -> None:
    assert speech_s([Span(0, 1), Span(2, 4)], Span(0.5, 3)) == 1.5
    assert speech_s([], Span(0, 3)) == 0
