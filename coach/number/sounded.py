"""A number that was heard word by word: its digits, its times, and the words written for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import exp, fsum, log
from statistics import median
from typing import TYPE_CHECKING

from coach.number.grouping import digit_groups, gaps_between_s, group_sizes, least_pause_s
from coach.records import Digit, DigitGroup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.number.mixed import Mixed
    from coach.number.numberspan import NumberSpan
    from coach.records import Timing

MULTI = "a word stands for several digits"
MENDED = "the caller corrected the number or said it in parts"
GUESSED = "a digit was settled by the other reading and has no time of its own"
SENTENCE_S = 1.2
"""A silence this long between digits ends what was begun (ours)."""
SENTENCE_OUT = 2.5
"""And how much longer than the gaps around it, for the pauses of slow callers (ours)."""


@dataclass(frozen=True, slots=True)
class Sounded:
    """Times of a number whose every word was heard; as in `Reading`."""

    start_s: float
    end_s: float
    confidence: float
    timing: Timing
    reason: str
    each: tuple[Digit, ...]
    groups: tuple[DigitGroup, ...]


def texts(line: Sequence[Mixed], words: Sequence[str]) -> list[str]:
    """The line as the grammar reads it; long pauses between heard words become commas."""
    return [_text(line, k, words) for k in range(len(line))]


def _text(line: Sequence[Mixed], k: int, words: Sequence[str]) -> str:
    item = line[k]
    if item.heard is None:
        return "" if item.muted else item.text
    said = "zero" if item.text == "oh" else item.text
    following = next((other for other in line[k + 1 :] if not other.muted), None)
    # What Whisper left out behind a word may be the rest of it.
    ends_word = following is None or following.word not in (item.word, -1)
    ends = item.word >= 0 and ends_word and _ends_sentence(words[item.word].rstrip())
    if following is None or following.heard is None:
        return f"{said}." if ends else f"{said},"
    gap_s, usual_s = following.start_s - item.end_s, _usual_gap_s(line, k)
    pauses = gap_s >= least_pause_s(usual_s)
    if gap_s >= max(SENTENCE_S, SENTENCE_OUT * usual_s):
        return f"{said}."
    if ends and pauses and not _leads(line, k, following):
        return f"{said}."
    return f"{said}," if pauses else said


def _leads(line: Sequence[Mixed], k: int, following: Mixed | None) -> bool:
    """Whether a lone "one" leads to a number, as in "1. 212-555-0143"."""
    alone = k == 0 or line[k - 1].heard is None
    if line[k].text != "one" or not alone or following is None or following.heard is None:
        return False
    return following.start_s - line[k].end_s < max(SENTENCE_S, SENTENCE_OUT * _usual_gap_s(line, k))


def _ends_sentence(word: str) -> bool:
    """Whether a sentence ends with a word; "8.5.0.7." has stops behind all its digits."""
    return word[-1:] in ".?!" and not DOTTED.fullmatch(word)


DOTTED = re.compile(r"(\d\.){2,}")


def _usual_gap_s(line: Sequence[Mixed], k: int) -> float:
    """Median gap between the heard words around one."""
    gaps_s = gaps_between_s([item for item in line[max(0, k - 6) : k + 8] if item.heard])
    return median(gaps_s) if gaps_s else 0.0


def sounded(line: Sequence[Mixed], span: NumberSpan) -> Sounded | None:
    """Time a number from the words heard for it; None where some were only written."""
    parts = [line[piece.word : piece.word_end] for piece in span.pieces]
    if any(item.heard is None for part in parts for item in part) or any(
        piece.part[2] > 1 for piece in span.pieces
    ):
        return None
    starts = [part[0].start_s for part in parts]
    ends = [part[-1].end_s for part in parts]
    chances = [item.probability for part in parts for item in part]
    confidence = round(exp(fsum(log(max(p, 1e-3)) for p in chances) / len(chances)), 4)
    first, last = min(starts), max(ends)
    if span.mended:
        return Sounded(first, last, confidence, "number", MENDED, (), ())
    groups = _groups(span, starts, ends)
    if span.multi:
        return Sounded(first, last, confidence, "group", MULTI, (), groups)
    if any(item.guessed for part in parts for item in part):
        return Sounded(first, last, confidence, "group", GUESSED, (), groups)
    each = tuple(map(Digit, span.digits, starts, ends))
    return Sounded(first, last, confidence, "digit", "", each, groups)


def _groups(
    span: NumberSpan, starts: Sequence[float], ends: Sequence[float]
) -> tuple[DigitGroup, ...]:
    """Groups by the pauses that stand out, else as numbers of this length usually are."""
    gaps = [b - a for a, b in zip(ends, starts[1:], strict=False)]
    widths = [len(piece.digits) for piece in span.pieces]
    if not span.multi:
        return digit_groups(span.digits, starts, ends, group_sizes(gaps, span.groups))
    sizes = group_sizes(gaps, [] if sum(widths) == len(widths) else _as_pieces(widths))
    edges = list(accumulate(sizes, initial=0))
    digit_edges = list(accumulate(widths, initial=0))
    return tuple(
        DigitGroup(
            span.digits[digit_edges[a] : digit_edges[b]],
            starts[a],
            ends[b - 1],
            None if b == len(widths) else round(starts[b] - ends[b - 1], 3),
        )
        for a, b in pairwise(edges)
    )


def _as_pieces(widths: Sequence[int]) -> list[str]:
    """One group of all pieces, where no pause parts them."""
    return ["0" * len(widths)]
