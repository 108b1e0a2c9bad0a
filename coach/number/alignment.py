"""Alignment: which sounds are the digits of a number.

The number of digits is known, and roughly when they were said; the sounds that stand out most
there are taken for the digits, and refused where another choice would do as well.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from itertools import pairwise
from statistics import fmean, median
from typing import TYPE_CHECKING

from coach.number.envelope import HOP_S, Envelope
from coach.number.nuclei import Edges, Nucleus, first_onset, last_offset, nuclei, parting
from coach.records import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


MARGIN_S = 0.6
"""How far outside the rough times a number may lie (the recogniser's words are 0.2-0.4 s off)."""
START_LATE_S = (-0.1, 0.3)
END_LATE_S = (-0.1, 0.35)
"""How much later than Whisper's words sounds begin and end: 19 of 20 among 476 digits. A pause
before a word is often taken for a part of it."""
FURTHEST_S = 0.2
FIRST_FURTHEST_S = 0.35
LAST_FURTHEST_S = 0.15
"""How far outside that words may be on average, and a number's two ends (ours)."""
STRANGER_S = 0.2
"""How far another word's loudest part may reach into the number's words (ours)."""
SHORTEST_S = 0.08
"""No digit is shorter (ours)."""
EVEN = (0.42, 2.0)
"""Length of a digit over the median of its reading: 99 of 100 in the development set."""
PROMINENCE_DB = 6.0
"""What a digit stands out by from the dips around it (de Jong & Wempe take 2 dB for a syllable)."""
CLEAR_DB = 3.0
"""How much more every digit stands out than any other peak among them (ours)."""
BLUR_S = 0.04
"""How far an onset may be uncertain where two digits run into one another."""
NEEDED_DB = dict.fromkeys("189", 12.0) | dict.fromkeys("345", 18.0) | dict.fromkeys("02", 22.0)
NEEDED_DB |= dict.fromkeys("67", 24.0)
"""How far a digit must stand above the background so that its onset can be heard: a vowel or
nasal is loud at once, the hiss of "six" is 20 to 30 dB below its vowel (ours, see the research)."""
NOISE = "background noise hides where some digits begin"
JOINED = "some digits run into one another"
_FAINT_DB = 30.0
_RIVAL_S = 0.06
_PAUSE_WEIGHT = 0.3
_PAUSE_S = 0.5


@dataclass(frozen=True, slots=True)
class Rough:
    """When a number was said according to the recogniser.

    `starts` are (digit, time at which its word starts) for the first digit of each word, `ends`
    (digit, time at which its word ends) for the last.
    """

    starts: tuple[tuple[int, float], ...]
    ends: tuple[tuple[int, float], ...]

    @property
    def span(self) -> Span:
        """From the first word to the last; never back in time."""
        start_s = self.starts[0][1]
        return Span(start_s, max(start_s, self.ends[-1][1]))


@dataclass(frozen=True)
class Sounds:
    """Neighbouring sounds, one a digit, as frames of an envelope.

    `clear`: each stands out more than any other sound among them. `part` parts two of them.
    `before` and `after` are the sounds next to them, if there are any near.
    """

    env: Envelope
    part: Callable[[Nucleus, Nucleus, str, str], Edges]
    digits: str
    hearts: tuple[Nucleus, ...]
    clear: bool
    before: Nucleus | None
    after: Nucleus | None

    @cached_property
    def partings(self) -> tuple[Edges, ...]:
        """Where each digit ends and the next begins."""
        return tuple(
            self.part(a, b, digit, following)
            for (a, b), (digit, following) in zip(
                pairwise(self.hearts), pairwise(self.digits), strict=True
            )
        )

    @cached_property
    def start(self) -> Edges:
        """Where what stands before ends and the first digit begins."""
        heart, digit = self.hearts[0], self.digits[0]
        if self.before:
            return self.part(self.before, heart, "", digit)
        onset = first_onset(self.env, heart, digit)
        return Edges(onset, min(0, onset - 1))

    @cached_property
    def finish(self) -> Edges:
        """Where the last digit ends and what stands after begins."""
        heart, digit = self.hearts[-1], self.digits[-1]
        end = len(self.env.level_db)
        edges = self.part(heart, self.after, digit, "") if self.after else Edges(end, end)
        return replace(edges, offset=last_offset(self.env, heart, edges.offset, digit))

    @property
    def pauses_s(self) -> tuple[float, float]:
        """Silence before the first digit and after the last [s]."""
        start, finish = self.start, self.finish
        return (start.onset - start.offset) * HOP_S, (finish.onset - finish.offset) * HOP_S

    @property
    def onsets(self) -> tuple[int, ...]:
        """First frame of every digit."""
        return (self.start.onset, *(p.onset for p in self.partings))

    @property
    def offsets(self) -> tuple[int, ...]:
        """First frame after every digit."""
        return (*(p.offset for p in self.partings), self.finish.offset)

    @property
    def even(self) -> bool:
        """Whether no sound is so long or short beside the others that it is two digits or half."""
        lengths = [b - a for a, b in zip(self.onsets, self.offsets, strict=True)]
        usual = median(lengths)
        return EVEN[0] * usual <= min(lengths) and max(lengths) <= EVEN[1] * usual

    @cached_property
    def doubt(self) -> str:
        """Why the times of single digits are not to be trusted, or nothing."""
        heights = (h.level_db - self.env.floor_db for h in self.hearts)
        if any(h < NEEDED_DB[d] for h, d in zip(heights, self.digits, strict=True)):
            return NOISE
        blur = max(edges.blur for edges in (self.start, *self.partings))
        return JOINED if blur * HOP_S >= BLUR_S else ""


def _peaks(env: Envelope, span: Span) -> list[Nucleus]:
    """Every peak that may be the heart of a word."""
    found = nuclei(
        env.smooth_db, env.frame(span.start_s - MARGIN_S), env.frame(span.end_s + MARGIN_S) + 1
    )
    loudest = max((n.level_db for n in found), default=0.0)
    return [n for n in found if env.heard[n.frame] and n.level_db > loudest - _FAINT_DB]


def _chosen(peaks: Sequence[Nucleus], count: int) -> tuple[tuple[Nucleus, ...], bool] | None:
    """Take the `count` peaks that stand out most, if the outermost are among them.

    The second result tells whether they clearly stand out from all other peaks.
    """
    ranked = sorted(peaks, key=lambda n: -n.prominence_db)
    least = ranked[count - 1].prominence_db
    next_best = ranked[count].prominence_db if len(ranked) > count else 0.0
    hearts = tuple(sorted(ranked[:count], key=lambda n: n.frame))
    clear = least >= PROMINENCE_DB and least - next_best >= CLEAR_DB
    return (hearts, clear) if hearts[0] is peaks[0] and hearts[-1] is peaks[-1] else None


def _choices(env: Envelope, digits: str, rough: Rough) -> Iterator[Sounds]:
    """Every stretch near the rough times that has as many sounds as there are digits."""
    peaks = _peaks(env, rough.span)
    part = cache(partial(parting, env))
    strong = [k for k, n in enumerate(peaks) if n.prominence_db >= PROMINENCE_DB]
    times = {k: env.time_s(peaks[k].frame) for k in strong}
    firsts = [k for k in strong if times[k] < rough.span.start_s + 2 * MARGIN_S]
    lasts = [k for k in strong if times[k] > rough.span.end_s - 1.5 * MARGIN_S]
    for first in firsts:
        for last in lasts:
            if last - first + 1 < len(digits):
                continue
            chosen = _chosen(peaks[first : last + 1], len(digits))
            if chosen:
                before = max((k for k in strong if k < first), default=-1)
                after = min((k for k in strong if k > last), default=-1)
                around = (peaks[k] if k >= 0 else None for k in (before, after))
                yield Sounds(env, part, digits, *chosen, *around)


def _outside(value: float, limits: tuple[float, float]) -> float:
    return max(0.0, limits[0] - value, value - limits[1])


def _misses(sounds: Sounds, rough: Rough) -> list[float]:
    """How far sounds lie from where the recogniser's words may be [s]."""
    time, onsets, offsets = sounds.env.time_s, sounds.onsets, sounds.offsets
    starts = [_outside(time(onsets[k]) - t, START_LATE_S) for k, t in rough.starts]
    return starts + [_outside(time(offsets[k]) - t, END_LATE_S) for k, t in rough.ends]


def _cost(sounds: Sounds, rough: Rough) -> float:
    """How badly sounds fit the recogniser's words [s], less for pauses that set them apart."""
    bonus = _PAUSE_WEIGHT * sum(min(pause, _PAUSE_S) for pause in sounds.pauses_s)
    return fmean(_misses(sounds, rough)) - bonus


def _leaves_sounds(sounds: Sounds, rough: Rough) -> bool:
    """Tell whether a sound next to these was heard as part of the number as well."""
    env, span = sounds.env, rough.span
    before = sounds.before and env.time_s(sounds.before.frame) > span.start_s + STRANGER_S
    after = sounds.after and env.time_s(sounds.after.frame) < span.end_s - STRANGER_S
    return bool(before or after)


def _is_possible(sounds: Sounds, rough: Rough) -> bool:
    """Tell whether sounds lie where the recogniser heard the number, and can be digits at all."""
    edges = zip(sounds.onsets, sounds.offsets, strict=True)
    shortest = min(offset - onset for onset, offset in edges) * HOP_S
    misses = _misses(sounds, rough)
    ends = misses[0] <= FIRST_FURTHEST_S and misses[-1] <= LAST_FURTHEST_S
    near = ends and fmean(misses) <= FURTHEST_S
    return near and shortest >= SHORTEST_S and not _leaves_sounds(sounds, rough)


def align(env: Envelope, digits: str, rough: Rough) -> Sounds | None:
    """Return the sounds that are the digits, or None where no choice is clearly the best."""
    near = (s for s in _choices(env, digits, rough) if _is_possible(s, rough))
    ranked = sorted((_cost(s, rough), k, s) for k, s in enumerate(near))
    if not ranked or (len(ranked) > 1 and ranked[1][0] - ranked[0][0] < _RIVAL_S):
        return None
    best = ranked[0][2]
    return best if best.clear and best.even else None
