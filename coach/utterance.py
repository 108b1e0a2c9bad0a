"""What was heard in one window, and whether a short window misled Whisper there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.records import Span, Word, written

if TYPE_CHECKING:
    from collections.abc import Sequence

LOOP_COMPRESSION_RATIO = 2.4
"""Text that compresses better than this is a loop: Whisper's own threshold."""

UNSURE_LOGPROB = -0.6
"""A mean log-probability below this deserves the whole window (ours)."""

CRAMMED_WORD_S = 0.12
"""An end that repeats what stands before it, faster than this a word, was never said (ours)."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What was heard in one window.

    `mean_logprob` is the mean log-probability of the tokens (<= 0), `no_speech_probability` is
    Whisper's own (0..1). Word times are on the recording's clock, straight from the alignment.
    """

    window: Span
    words: tuple[Word, ...]
    mean_logprob: float
    no_speech_probability: float
    compression_ratio: float

    @property
    def text(self) -> str:
        """The words as a line of text."""
        return written(self.words)


def is_doubtful(utterance: Utterance) -> bool:
    """Tell whether a reading shows one of the ways in which a short window misleads Whisper."""
    return (
        utterance.mean_logprob < UNSURE_LOGPROB
        or utterance.compression_ratio > LOOP_COMPRESSION_RATIO
        or _has_crammed_end(utterance.words)
    )


def _has_crammed_end(words: Sequence[Word]) -> bool:
    """Whether the last words repeat those before them in less time than they can be said in."""
    said = [word.text.strip(MARKS).lower() for word in words]
    for count in range(2, len(said) // 2 + 1):
        if said[-count:] == said[-2 * count : -count]:
            return words[-1].end_s - words[-count].start_s < CRAMMED_WORD_S * count
    return False


MARKS = ".,!?:;\"'()[]{}-"
