"""Timing: when a number was said, as finely as the sound honestly tells.

"digit": as many clear sounds as digits, each with an onset that can be heard. "group": the
stretches between pauses can be told, single digits cannot. "number": the ends only. Never a
guess: what cannot be heard is left out and the reason given.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median
from typing import TYPE_CHECKING

from coach.number.alignment import Rough, Sounds, align
from coach.number.envelope import Envelope, envelope
from coach.number.grouping import (
    PAUSE_S,
    are_plausible,
    digit_groups,
    group_sizes,
    groups_by_pauses,
)
from coach.number.nuclei import stretches_of_sound
from coach.records import SAMPLE_RATE_HZ, Digit, DigitGroup, Reading, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from coach.number.numberspan import NumberSpan
    from coach.records import Timing, Word

BEFORE_S = 3.0
"""How far back a pause before the first digit is followed."""
AFTER_S = 2.0
SNAP_S = (0.25, 0.5)
"""How far the recogniser's times are moved to the edge of a sound at most, back and forth."""
MULTI = "a word stands for several digits"
MENDED = "the caller corrected the number or said it in parts"
UNMATCHED = "the sounds cannot be matched to the digits one to one"
HUNDRED = "zeros written together may have been said as a hundred or a thousand"
NO_GROUPS = "its groups cannot be told apart"
ZERO = 0.7
"""Length of a spoken zero over the median digit's: 99 of 100 are longer in the development set,
the syllables of "hundred" are half as long (ours)."""
_LATE_S = 0.1  # what Whisper's words are early on average


@dataclass(frozen=True, slots=True)
class _Times:
    """What the sound tells of a number."""

    span: Span
    pause_before_s: float
    timing: Timing
    reason: str
    each: tuple[Digit, ...] = ()
    groups: tuple[DigitGroup, ...] = ()


def _rough(span: NumberSpan, words: Sequence[Word]) -> Rough:
    """When the recogniser heard the words; inside a long numeral digits share its time evenly."""
    starts: list[tuple[int, float]] = []
    ends: list[tuple[int, float]] = []
    k = 0
    for piece in span.pieces:
        start, end = words[piece.word].start_s, words[piece.word_end - 1].end_s
        first, last, of = piece.part
        if first == 0 or not starts:
            starts.append((k, start + (end - start) * first / of))
        k += len(piece.digits)
        if last == of or piece is span.pieces[-1]:
            ends.append((k - 1, start + (end - start) * last / of))
    return Rough(tuple(starts), tuple(ends))


def _ms(seconds: float) -> float:
    return round(seconds, 3)


def _pause_before(env: Envelope, onset: int, peak_db: float) -> float:
    """Return the silence before a frame [s], back to the stretch's start at most."""
    earlier = [end for _, end in stretches_of_sound(env, peak_db) if end <= onset]
    return _ms(env.time_s(onset) - env.time_s(earlier[-1] if earlier else 0))


def _short_zeros(span: NumberSpan, lengths_s: Sequence[float]) -> bool:
    """Tell whether "00" inside a numeral sounds too short to have been said as two zeros."""
    words = [p.word for p in span.pieces for _ in p.digits]
    wide = [len(p.digits) > 1 or p.part[2] > 1 for p in span.pieces for _ in p.digits]
    least = ZERO * median(lengths_s)
    return any(
        pair == "00" and wide[k] and words[k] == words[k + 1] and min(lengths_s[k : k + 2]) < least
        for k, pair in enumerate(map("".join, pairwise(span.digits)))
    )


def _fine(span: NumberSpan, sounds: Sounds) -> _Times:
    """Times of every digit, or of its groups where single onsets are in doubt."""
    env = sounds.env
    starts = [_ms(env.time_s(f)) for f in sounds.onsets]
    ends = [_ms(env.time_s(f)) for f in sounds.offsets]
    whole = Span(starts[0], ends[-1])
    before = _pause_before(env, sounds.start.onset, sounds.hearts[0].level_db)
    gaps = [b - a for a, b in zip(ends, starts[1:], strict=False)]
    groups = digit_groups(span.digits, starts, ends, group_sizes(gaps, span.groups))
    lengths = [b - a for a, b in zip(starts, ends, strict=True)]
    doubt = sounds.doubt or (HUNDRED if _short_zeros(span, lengths) else "")
    if not doubt:
        each = tuple(map(Digit, span.digits, starts, ends))
        return _Times(whole, before, "digit", "", each, groups)
    if are_plausible(groups, span.groups):
        return _Times(whole, before, "group", doubt, groups=groups)
    return _Times(whole, before, "number", f"{doubt}, and {NO_GROUPS}")


def _nearest(edges: Sequence[float], time_s: float, otherwise: float) -> float:
    """Return the edge of a sound nearest to where Whisper's time points, if any is near."""
    early, late = SNAP_S
    near = [edge for edge in edges if time_s - early <= edge <= time_s + late]
    return min(near, key=lambda edge: abs(edge - time_s - _LATE_S), default=otherwise)


def _ends(sounds: Sequence[Span], rough: Span) -> Span:
    """Move a number's rough ends to edges of sounds; ends in running speech stay as they are."""
    quiet = [s for s in sounds if s.start_s >= rough.start_s]
    silent = not any(s.start_s < rough.start_s < s.end_s for s in sounds)
    start = _nearest(
        [s.start_s for s in sounds],
        rough.start_s,
        quiet[0].start_s if quiet and silent else rough.start_s,
    )
    end = _nearest([s.end_s for s in sounds if s.end_s > start], rough.end_s, rough.end_s)
    return Span(_ms(start), _ms(max(start, end)))


def _stretches(env: Envelope, rough: Span) -> list[Span]:
    """Return the sounds between pauses, loud enough for this number."""
    first, last = env.frame(rough.start_s), env.frame(rough.end_s)
    peak_db = float(env.smooth_db[first : last + 1].max())
    sounds: list[Span] = []
    for start, end in stretches_of_sound(env, peak_db):
        sound = Span(_ms(env.time_s(start)), _ms(env.time_s(end)))
        if sounds and sound.start_s - sounds[-1].end_s < PAUSE_S:
            sound = Span(sounds.pop().start_s, sound.end_s)
        sounds.append(sound)
    return sounds


def _silence_before(sounds: Sequence[Span], time_s: float, since_s: float) -> float:
    """Return the silence before a time [s]; none where it lies inside a sound."""
    if any(s.start_s < time_s < s.end_s for s in sounds):
        return 0.0
    return _ms(time_s - max((s.end_s for s in sounds if s.end_s <= time_s), default=since_s))


def _coarse(span: NumberSpan, env: Envelope, rough: Span, reason: str) -> _Times:
    """Times of groups where pauses set them apart, else of the number's ends."""
    sounds = _stretches(env, rough)
    whole = _ends(sounds, rough)
    inside = [s for s in sounds if s.start_s >= whole.start_s and s.end_s <= whole.end_s]
    before = _silence_before(sounds, whole.start_s, env.start_s)
    groups = () if span.mended else groups_by_pauses(span, inside)
    if groups:
        return _Times(whole, before, "group", reason, groups=groups)
    return _Times(whole, before, "number", reason)


def _within(span: Span, duration_s: float) -> Span:
    return Span(min(max(span.start_s, 0.0), duration_s), min(max(span.end_s, 0.0), duration_s))


def _times(samples: NDArray[np.float32], span: NumberSpan, words: Sequence[Word]) -> _Times:
    rough = _rough(span, words)
    about = _within(rough.span, len(samples) / SAMPLE_RATE_HZ)
    env = envelope(samples, Span(about.start_s - BEFORE_S, about.end_s + AFTER_S))
    if span.mended or span.multi:
        return _coarse(span, env, about, MENDED if span.mended else MULTI)
    sounds = align(env, span.digits, rough)
    return _fine(span, sounds) if sounds else _coarse(span, env, about, UNMATCHED)


def time_reading(samples: NDArray[np.float32], span: NumberSpan, words: Sequence[Word]) -> Reading:
    """Time one reading of a number in the sound.

    Parameters
    ----------
    samples
        The whole recording [mono, -1..1, 16 kHz].
    span
        The number, as indices of `words`.
    words
        The transcript, with times that may be off by some tenths of a second.

    Returns
    -------
    Reading
        Times in seconds on the recording's clock, to the millisecond; `confidence` is the mean
        probability of the words.
    """
    times = _times(samples, span, words)
    heard = words[span.word_start : span.word_end]
    return Reading(
        digits=span.digits,
        start_s=times.span.start_s,
        end_s=times.span.end_s,
        confidence=round(fmean(word.probability for word in heard), 4),
        timing=times.timing,
        timing_reason=times.reason,
        each=times.each,
        groups=times.groups,
        pause_before_s=times.pause_before_s,
        complete=span.complete,
        word_start=span.word_start,
        word_end=span.word_end,
        extension=span.extension,
        whose=span.whose,
        country_digits=span.country_digits,
    )
