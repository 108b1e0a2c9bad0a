"""Which stretches go to the recogniser in one piece, and which of its answers to believe."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from coach.greeting import plain
from coach.records import Span
from coach.voice import speech_s

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.records import Word
    from coach.transcribe import Utterance

LONGEST_S = 28.5
"""Whisper's window is 30 s; what fills it to the brim is where it invents most."""

MARGIN_S = 0.25
LONGEST_SILENCE_S = 8.0

LEAST_SPEECH_S = 0.3
"""Less speech than this in a recording is no message."""

UNSURE_LOGPROB = -1.0
UNSURE_SILENCE = 0.6
"""Whisper's own thresholds: a guess this bad, on what it takes for silence, is invented."""

LOOP_COMPRESSION_RATIO = 2.4
"""Text that compresses better than this is a loop: Whisper's own threshold."""

PHANTOM_PROBABILITY = 0.5
GUESSED_PROBABILITY = 0.2

PHANTOMS = frozenset(
    {
        "you",
        "so",
        "bye",
        "bye bye",
        "okay",
        "oh",
        "thank you",
        "thanks",
        "thank you very much",
        "thank you so much",
        "thanks for watching",
        "thank you for watching",
        "please subscribe",
        "the end",
        "music",
        "hmm",
        "um",
        "i'm sorry",
        "see you next time",
    }
)
"""What Whisper writes over noise (known from its training on subtitles)."""

UNEXPLAINED_S = 1.6
"""One word over this much voice hides others."""


def windows(speech: Sequence[Span], duration_s: float) -> tuple[Span, ...]:
    """Cut speech into pieces of at most 28.5 s, at its longest pauses, with a margin around."""
    if not speech:
        return ()
    groups = _split(list(speech))
    return tuple(
        Span(
            max(0.0, group[0].start_s - MARGIN_S),
            min(duration_s, group[-1].end_s + MARGIN_S),
        )
        for group in groups
    )


def _split(speech: list[Span]) -> list[list[Span]]:
    """Halve at the longest pause until every part fits."""
    length = speech[-1].end_s - speech[0].start_s
    if len(speech) == 1:
        return [[piece] for piece in _chop(speech[0])]
    gaps = [two.start_s - one.end_s for one, two in pairwise(speech)]
    if length <= LONGEST_S and max(gaps) <= LONGEST_SILENCE_S:
        return [speech]
    at = max(range(len(gaps)), key=lambda i: _worth(speech, gaps, i)) + 1
    return _split(speech[:at]) + _split(speech[at:])


def _worth(speech: list[Span], gaps: list[float], index: int) -> float:
    """A long pause is a good seam; one that leaves a scrap on one side is a poor one."""
    before = speech[index].end_s - speech[0].start_s
    after = speech[-1].end_s - speech[index + 1].start_s
    scrap = min(before, after) < 3.0 and gaps[index] <= LONGEST_SILENCE_S
    return gaps[index] * (0.2 if scrap else 1.0)


def _chop(span: Span) -> list[Span]:
    """Speech without any pause is cut into equal parts."""
    parts = max(1, int(-(-span.duration_s // LONGEST_S)))
    step = span.duration_s / parts
    return [Span(span.start_s + i * step, span.start_s + (i + 1) * step) for i in range(parts)]


def believable(utterance: Utterance, speech: Sequence[Span]) -> bool:
    """Whether the words were said, rather than invented over noise or silence."""
    if not utterance.words or speech_s(speech, utterance.window) < LEAST_SPEECH_S:
        return False
    if utterance.compression_ratio > LOOP_COMPRESSION_RATIO:
        return False
    unsure = utterance.mean_logprob < UNSURE_LOGPROB
    if unsure and utterance.no_speech_probability > UNSURE_SILENCE:
        return False
    mean = sum(word.probability for word in utterance.words) / len(utterance.words)
    phantom = plain(utterance.text) in PHANTOMS and mean < PHANTOM_PROBABILITY
    return not phantom and mean >= GUESSED_PROBABILITY


def unexplained(utterance: Utterance, speech: Sequence[Span]) -> tuple[int, Span] | None:
    """Where one word covers so much voice that others must be hidden in it: index and span."""
    for index, word in enumerate(utterance.words):
        covered = Span(word.start_s, word.end_s)
        if speech_s(speech, covered) > UNEXPLAINED_S + 0.09 * len(word.text):
            return index, covered
    return None


def spliced(words: Sequence[Word], index: int, found: Sequence[Word]) -> tuple[Word, ...]:
    """Put the words found under word `index` after it, unless they only say it again."""
    hidden = words[index]
    rest = list(found)
    if rest and plain(rest[0].text) == plain(hidden.text):
        hidden, rest = rest[0], rest[1:]
    following = [plain(word.text) for word in words[index + 1 : index + 3]]
    while rest and plain(rest[-1].text) in following:
        rest.pop()
    return (*words[:index], hidden, *rest, *words[index + 1 :])
