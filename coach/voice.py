"""Where somebody speaks: Silero's probabilities, and the stretches they make."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coach.records import SAMPLE_RATE_HZ, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

STEP_SAMPLES = 512
STEP_S = STEP_SAMPLES / SAMPLE_RATE_HZ

ON = 0.5
OFF = 0.35
"""Silero's own thresholds for entering and leaving speech."""

BRIDGED_S = 0.25
"""Silences shorter than this are part of speech (stop gaps, short breaths); ours."""


def speech_probability(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the probability of speech, 0..1, one value for every 32 ms.

    `samples` is mono at 16 kHz [shape=(n,)]; the result has ceil(n / 512) values.
    """
    from faster_whisper.vad import get_vad_model

    if samples.size == 0:
        return np.zeros(0, dtype=np.float32)
    padded = np.pad(samples, (0, -samples.size % STEP_SAMPLES))
    probability: NDArray[np.float32] = np.asarray(get_vad_model()(padded)).reshape(-1)
    return probability


def speech_spans(probability: NDArray[np.float32]) -> tuple[Span, ...]:
    """Stretches of speech with hysteresis, short silences bridged; exact to about 32 ms."""
    spans: list[Span] = []
    start: int | None = None
    for step, value in enumerate(probability):
        if start is None and value >= ON:
            start = step
        elif start is not None and value < OFF:
            spans.append(Span(start * STEP_S, step * STEP_S))
            start = None
    if start is not None:
        spans.append(Span(start * STEP_S, len(probability) * STEP_S))
    return _bridge(spans)


def _bridge(spans: Sequence[Span]) -> tuple[Span, ...]:
    bridged: list[Span] = []
    for span in spans:
        if bridged and span.start_s - bridged[-1].end_s < BRIDGED_S:
            bridged[-1] = Span(bridged[-1].start_s, span.end_s)
        else:
            bridged.append(span)
    return tuple(bridged)


def speech_s(spans: Sequence[Span], within: Span) -> float:
    """Seconds of speech inside a stretch."""
    return sum(span.overlap_s(within) for span in spans)
