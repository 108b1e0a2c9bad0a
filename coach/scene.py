"""One channel of a recording before any word is known: who may be speaking when, and machines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coach.loudness import Loudness, loudness
from coach.records import SAMPLE_RATE_HZ, Span
from coach.tones import Tone, tones
from coach.voice import speech_probability, speech_s, speech_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SAME_CORRELATION = 0.97
"""Two channels that correlate more than this carry one sound twice (ours)."""

QUIET_PEAK = 0.003
"""A channel that never passes -50 dBFS carries nothing."""

LOUDEST_GAIN = 30.0


@dataclass(frozen=True, slots=True)
class Scene:
    """A channel with its speech, its tones and its level track."""

    samples: NDArray[np.float32]
    speech: tuple[Span, ...]
    tones: tuple[Tone, ...]
    loudness: Loudness

    @property
    def duration_s(self) -> float:
        """Seconds of sound."""
        return self.samples.size / SAMPLE_RATE_HZ

    def quiet_db(self, speech: Sequence[Span]) -> float:
        """The least level that counts as sound there: out of the background, near the peak.

        A greeting may be far louder than the message behind it, so each has its own peak.
        """
        return max(self._peak_db(speech) - BELOW_PEAK_DB, self.noise_db + ABOVE_NOISE_DB)

    def strong_db(self, speech: Sequence[Span]) -> float:
        """A level only speech has there."""
        least = self.noise_db + STRONG_ABOVE_NOISE_DB
        return max(self._peak_db(speech) - STRONG_BELOW_PEAK_DB, least)

    def _peak_db(self, speech: Sequence[Span]) -> float:
        voiced = [self.loudness.within(span) for span in speech]
        return max((float(part.max()) for part in voiced if part.size), default=0.0)

    @property
    def noise_db(self) -> float:
        """Level of the background between the speech and the tones."""
        return self.loudness.noise_db(self.silences)

    @property
    def silences(self) -> tuple[Span, ...]:
        """Stretches of at least 0.1 s with neither speech nor tone, kept clear of their edges."""
        busy = sorted([*self.speech, *(tone.span for tone in self.tones)], key=_start)
        edges = [0.0, *(span.end_s for span in busy)]
        starts = [*(span.start_s for span in busy), self.duration_s]
        gaps = (
            Span(end + EDGE_S, start - EDGE_S) for end, start in zip(edges, starts, strict=True)
        )
        return tuple(gap for gap in gaps if gap.duration_s >= 0.1)


BELOW_PEAK_DB = 30.0
ABOVE_NOISE_DB = 6.0
STRONG_BELOW_PEAK_DB = 18.0
STRONG_ABOVE_NOISE_DB = 15.0
EDGE_S = 0.1


def _start(span: Span) -> float:
    return span.start_s


def scene(samples: NDArray[np.float32]) -> Scene:
    """Look at one channel [mono, 16 kHz, shape=(n,)]."""
    speech = speech_spans(speech_probability(_audible(samples)))
    found = tuple(tone for tone in tones(samples) if not _inside(tone, speech))
    return Scene(samples, speech, found, loudness(samples))


def _audible(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Raise a very quiet recording: Silero does not hear below about -45 dBFS."""
    peak = float(np.abs(samples).max(initial=0.0))
    if not QUIET_PEAK <= peak < 0.1:
        return samples
    return samples * np.float32(min(LOUDEST_GAIN, 0.5 / peak))


def _inside(tone: Tone, speech: Sequence[Span]) -> bool:
    """A sung or hummed sound inside speech is no machine's."""
    return speech_s(speech, tone.span) > 0.5 * tone.span.duration_s


def distinct_channels(channels: NDArray[np.float32]) -> tuple[int, ...]:
    """Indices of the channels that carry a sound of their own [channels: shape=(c, n)]."""
    kept: list[int] = []
    for index, channel in enumerate(channels):
        silent = float(np.abs(channel).max(initial=0.0)) < QUIET_PEAK
        if not silent and not any(_same(channel, channels[other]) for other in kept):
            kept.append(index)
    return tuple(kept) or (0,)


def _same(one: NDArray[np.float32], other: NDArray[np.float32]) -> bool:
    both = float(np.dot(one, one)) * float(np.dot(other, other))
    return both > 0 and abs(float(np.dot(one, other))) / both**0.5 > SAME_CORRELATION


def last_speaker(scenes: Sequence[Scene]) -> int:
    """Which channel leaves the message: the one that speaks most once both have spoken.

    The machine's side greets first and then is silent; the caller speaks last.
    """
    begins = [scene.speech[0].start_s if scene.speech else np.inf for scene in scenes]
    heard = [begin for begin in begins if begin < np.inf]
    after = max(heard, default=0.0)
    tone_ends = [tone.end_s for scene in scenes for tone in scene.tones]
    after = max([after, *(end for end in tone_ends if _spoken_after(scenes, end) >= 1.0)])
    rest = Span(after, max(scene.duration_s for scene in scenes))
    spoken = [speech_s(scene.speech, rest) for scene in scenes]
    return int(np.argmax(spoken))


def _spoken_after(scenes: Sequence[Scene], time_s: float) -> float:
    return max(speech_s(scene.speech, Span(time_s, scene.duration_s)) for scene in scenes)
