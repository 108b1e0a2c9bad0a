"""Words and sound brought together: pauses, voiced time, levels, word times made honest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from coach.records import SAMPLE_RATE_HZ, Span, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from coach.scene import Scene

LEAST_PAUSE_S = 0.15
"""Shorter silences are stop gaps and the like (PMC6688130, table 3)."""

LEAST_WORD_S = 0.04
WAVEFORM_POINTS = 400

MOST_SNR_DB = 90.0
"""Sixteen bits hold no more; a digitally silent background is given this."""

UNHEARD_S = 1.0
"""A voice this long without a word is worth a warning."""


def pauses(scene: Scene, message: Span) -> tuple[Span, ...]:
    """Silences of at least 0.15 s inside the message, to 10 ms."""
    levels = scene.loudness.within(message)
    quiet = np.flatnonzero(levels < scene.quiet_db([message]))
    runs = np.split(quiet, np.flatnonzero(np.diff(quiet) > 1) + 1)
    found = [
        Span(
            round(message.start_s + 0.01 * int(run[0]), 3),
            round(message.start_s + 0.01 * (int(run[-1]) + 1), 3),
        )
        for run in runs
        if run.size
    ]
    return tuple(span for span in found if span.duration_s >= LEAST_PAUSE_S)


def settle_words(
    words: Sequence[Word], silences: Sequence[Span], message: Span
) -> tuple[Word, ...]:
    """Take pauses out of the words' edges, and keep the words inside the message.

    Whisper gives every pause to one of its neighbours; here it belongs to neither.
    """
    settled = []
    for word in words:
        start_s = min(max(word.start_s, message.start_s), message.end_s)
        end_s = min(max(word.end_s, start_s), message.end_s)
        for silence in silences:
            if silence.start_s <= start_s + LEAST_WORD_S and start_s < silence.end_s <= end_s:
                start_s = min(silence.end_s, end_s)
            if silence.end_s >= end_s - LEAST_WORD_S and start_s < silence.start_s < end_s:
                end_s = silence.start_s
        settled.append(replace(word, start_s=round(start_s, 3), end_s=round(end_s, 3)))
    return tuple(settled)


def voiced_s(message: Span, silences: Sequence[Span], least_s: float) -> float:
    """Seconds of the message without the silences of at least `least_s`."""
    silent = sum(span.duration_s for span in silences if span.duration_s >= least_s)
    return round(message.duration_s - silent, 3)


def sounding(
    samples: NDArray[np.float32], message: Span, silences: Sequence[Span]
) -> NDArray[np.float32]:
    """The message's samples without its silences [mono, 16 kHz]."""
    edges = [message.start_s]
    for silence in silences:
        edges += [silence.start_s, silence.end_s]
    edges.append(message.end_s)
    bounds = [round(edge * SAMPLE_RATE_HZ) for edge in edges]
    parts = [samples[low:high] for low, high in zip(bounds[::2], bounds[1::2], strict=True)]
    return np.concatenate(parts)


def snr_db(level_dbfs: float, scene: Scene) -> float | None:
    """Distance of the voice from the background; None where no background can be heard alone."""
    silent = [span for span in scene.silences if span.duration_s >= 0.1]
    if sum(span.duration_s for span in silent) < 0.3:
        return None
    noise_db = scene.noise_db
    signal = max(10 ** (level_dbfs / 10) - 10 ** (noise_db / 10), 1e-12)
    return round(min(10 * float(np.log10(signal)) - noise_db, MOST_SNR_DB), 1)


def waveform(samples: NDArray[np.float32]) -> tuple[float, ...]:
    """Peak amplitude 0..1 over 400 equal slices of the whole recording."""
    slices = np.array_split(np.abs(samples), min(WAVEFORM_POINTS, max(1, samples.size)))
    return tuple(round(min(float(part.max(initial=0.0)), 1.0), 3) for part in slices)


def wordless(speech: Sequence[Span], words: Sequence[Word], message: Span) -> tuple[Span, ...]:
    """Stretches of voice inside the message that no word explains."""
    found = []
    for span in speech:
        said = sum(span.overlap_s(Span(word.start_s, word.end_s)) for word in words)
        if span.overlap_s(message) >= UNHEARD_S and said < 0.25 * span.duration_s:
            found.append(span)
    return tuple(found)
