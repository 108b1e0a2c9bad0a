"""Which stretches go to the recogniser in one piece, and which of its answers to believe."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from coach.greeting import plain
from coach.records import Span
from coach.voice import speech_s

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.records import Word
    from coach.utterance import Utterance

LONGEST_S = 28.5
"""Whisper's window is 30 s; what fills it to the brim is where it invents most."""

MARGIN_S = 0.5
WIDEST_S = 0.75
"""Sound heard around speech: at the ends of a message, and on each side of a seam."""

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

UNEXPLAINED_S = 1.0
"""This much voice without words is listened to again (research: measures 6, guard 3)."""

LETTER_S, DIGIT_S, WORD_S = 0.09, 0.9, 0.45
"""What a word may take: a start, and so much a letter, or a digit said slowly (ours)."""

HEARD_AGAIN_MOST = 4
LONGEST_BETWEEN_S = 1.2


def windows(speech: Sequence[Span], duration_s: float) -> tuple[Span, ...]:
    """Cut speech into pieces of at most 28.5 s, at its longest pauses, with a margin around.

    Neighbouring windows meet in the middle of the pause: what is said softly in it is not lost.
    """
    if not speech:
        return ()
    groups = _split(list(speech))
    seams = [(one[-1].end_s + two[0].start_s) / 2 for one, two in pairwise(groups)]
    first, last = speech[0].start_s - MARGIN_S, speech[-1].end_s + MARGIN_S
    starts = [max(0.0, first), *seams]
    ends = [*seams, min(duration_s, last)]
    return tuple(
        Span(max(start, group[0].start_s - WIDEST_S), min(end, group[-1].end_s + WIDEST_S))
        for start, end, group in zip(starts, ends, groups, strict=True)
    )


def _split(speech: list[Span]) -> list[list[Span]]:
    """Halve at the longest pause until every part fits."""
    done: list[list[Span]] = []
    pending = [speech]
    while pending:
        part = pending.pop()
        at = _seam(part)
        if at is not None:
            pending += [part[at:], part[:at]]
        else:
            done += [[piece] for piece in _chop(part[0])] if len(part) == 1 else [part]
    return done


def _seam(speech: list[Span]) -> int | None:
    """Where to cut; None where it fits."""
    gaps = [two.start_s - one.end_s for one, two in pairwise(speech)]
    length = speech[-1].end_s - speech[0].start_s
    if not gaps or (length <= LONGEST_S and max(gaps) <= LONGEST_SILENCE_S):
        return None
    return max(range(len(gaps)), key=lambda i: _worth(speech, gaps, i)) + 1


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
    phantom = plain(utterance.text).replace("-", " ") in PHANTOMS and mean < PHANTOM_PROBABILITY
    return not phantom and mean >= GUESSED_PROBABILITY


def unexplained(words: Sequence[Word], speech: Sequence[Span]) -> tuple[Span, ...]:
    """Stretches of at least 1 s of voice that no word can fill, the first few of them.

    A word is given no more time than its letters and digits can take: where Whisper loses words
    it stretches a neighbour over them.
    """
    covered = [Span(word.start_s, min(word.end_s, word.start_s + _most_s(word))) for word in words]
    left = [gap for span in speech for gap in _uncovered(span, covered) if gap.duration_s > 0.1]
    found = [Span(gaps[0].start_s, gaps[-1].end_s) for gaps in _wordless(left, covered)]
    return tuple(gap for gap in found if speech_s(left, gap) >= UNEXPLAINED_S)[:HEARD_AGAIN_MOST]


def _wordless(left: Sequence[Span], covered: Sequence[Span]) -> list[list[Span]]:
    """Join stretches with nothing but short silence between them: digits said one by one."""
    joined: list[list[Span]] = []
    for gap in left:
        before = joined[-1][-1] if joined else None
        between = Span(before.end_s, gap.start_s) if before else gap
        word_between = any(cover.overlap_s(between) > 0 for cover in covered)
        if before and not word_between and between.duration_s <= LONGEST_BETWEEN_S:
            joined[-1].append(gap)
        else:
            joined.append([gap])
    return joined


def _most_s(word: Word) -> float:
    digits = sum(char.isdigit() for char in word.text)
    return WORD_S + LETTER_S * (len(word.text) - digits) + DIGIT_S * digits


def _uncovered(span: Span, covered: Sequence[Span]) -> list[Span]:
    gaps = []
    clock_s = span.start_s
    for cover in covered:
        if cover.end_s <= clock_s or cover.start_s >= span.end_s:
            continue
        gaps.append(Span(clock_s, max(clock_s, cover.start_s)))
        clock_s = max(clock_s, cover.end_s)
    return [*gaps, Span(clock_s, max(clock_s, span.end_s))]


def spliced(words: Sequence[Word], found: Sequence[Word], gap: Span) -> tuple[Word, ...]:
    """Put words found in a gap between the others.

    What was said outside the gap is a neighbour heard again and left out: told by its time,
    because a digit may well be said twice.
    """
    before = [word for word in words if word.start_s < gap.start_s]
    after = words[len(before) :]
    rest = [word for word in found if gap.start_s <= (word.start_s + word.end_s) / 2 <= gap.end_s]
    if rest and before:
        before[-1] = replace(before[-1], end_s=min(before[-1].end_s, rest[0].start_s))
    if rest and after:
        rest[-1] = replace(rest[-1], end_s=min(rest[-1].end_s, after[0].start_s))
    return (*before, *rest, *after)


def clipped(speech: Sequence[Span], window: Span) -> list[Span]:
    """Speech inside a window."""
    return [
        Span(max(span.start_s, window.start_s), min(span.end_s, window.end_s))
        for span in speech
        if span.overlap_s(window) > 0
    ]


def lacking_s(voice: Sequence[Span], words: Sequence[Word]) -> float:
    """Seconds of voice that a reading leaves without words."""
    return sum(gap.duration_s for gap in unexplained(words, voice))
