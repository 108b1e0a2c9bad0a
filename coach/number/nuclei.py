"""Nuclei: the loud hearts of words, and where the sounds around them begin and end.

A nucleus is a peak of the energy; its prominence is how far the energy falls before it rises
higher than the peak (as syllable nuclei are found by de Jong & Wempe 2009, here with the number
of words known).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from coach.number.envelope import Envelope

DEPTH_DB = 45.0
"""What lies further below the loudest peak is silence."""
_SHORTEST_GAP = 2
_BLIP = 5
"""Frames (25 ms): no sound of speech between two silences is shorter."""
_WIDE = 8
"""Frames (40 ms): what is silence between words rather than inside one."""
_CLOSURE = 24
"""Frames (0.12 s): the longest stop inside "six" and "eight"."""
_STOP = 32
_RISE = 40
"""Frames (0.2 s): longer than any digit takes from its onset to its loudest part, nearly."""
_FLAT_DB = 3.0
_RELEASE = 40
"""Frames (0.2 s): the longest sound behind that stop."""
_CLOSED = frozenset("68")
_HISSING = frozenset("0234567")
"""Digits that begin with a hiss, a weak friction or a burst."""


@dataclass(frozen=True, slots=True)
class Nucleus:
    """A peak of the energy: its frame, level and prominence."""

    frame: int
    level_db: float
    prominence_db: float


@dataclass(frozen=True, slots=True)
class Edges:
    """Where one sound ends (frame, exclusive) and the next begins.

    `blur` is how many frames either could lie elsewhere as well, where no silence parts them.
    """

    onset: int
    offset: int
    blur: int = 0

    @property
    def joined(self) -> bool:
        """Whether no silence parts the two sounds."""
        return self.onset == self.offset


def _saddle(levels: NDArray[np.float64], peak: int) -> float:
    """Return the level at which a peak's hill meets a higher one (of two the higher saddle)."""
    higher = np.flatnonzero(levels > levels[peak])
    before, after = higher[higher < peak], higher[higher > peak]
    saddles = []
    if before.size:
        saddles.append(levels[before[-1] : peak].min())
    if after.size:
        saddles.append(levels[peak : after[0]].min())
    return float(max(saddles, default=levels[peak] - DEPTH_DB))


def nuclei(levels_db: NDArray[np.float64], first: int, last: int) -> list[Nucleus]:
    """Find every peak in frames `first` to `last` (exclusive), in order."""
    levels = np.maximum(levels_db[first:last], levels_db[first:last].max() - DEPTH_DB)
    rises = np.diff(levels, prepend=-np.inf) > 0
    falls = np.diff(levels, append=-np.inf) < 0
    found = []
    for peak in np.flatnonzero(rises & falls):
        level = float(levels[peak])
        found.append(Nucleus(first + int(peak), level, level - _saddle(levels, int(peak))))
    return found


def _stretches(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return where a mask is set, as (first, last exclusive)."""
    turns = np.flatnonzero(mask[1:] != mask[:-1]) + 1
    edges = [0, *turns.tolist(), len(mask)]
    first = 0 if mask.size and mask[0] else 1
    return list(zip(edges[first:-1:2], edges[first + 1 :: 2], strict=True))


def _without_blips(sounds: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Take single frames of noise out of silence; what touches either end stays."""
    clean = sounds.copy()
    for start, end in _stretches(sounds):
        if start > 0 and end < len(sounds) and end - start < _BLIP:
            clean[start:end] = False
    return clean


def _gaps(sounds: NDArray[np.bool_], first: int) -> list[tuple[int, int]]:
    """Return the silent stretches of at least 10 ms as (first, last exclusive) frames."""
    silent = _stretches(~_without_blips(sounds))
    return [(first + a, first + b) for a, b in silent if b - a >= _SHORTEST_GAP]


def _parting(gaps: Sequence[tuple[int, int]], digit: str, following: str) -> Edges:
    """Pick the silence between two digits among all silences between their hearts.

    "six" and "eight" hold one of their own, and a sound in between that is no hiss cannot be
    the beginning of the second digit.
    """
    wide = [gap for gap in gaps if gap[1] - gap[0] >= _WIDE] or list(gaps)
    longest = max(wide, key=lambda gap: gap[1] - gap[0])
    first, last = wide[0], wide[-1]
    if digit in _CLOSED and len(wide) > 1 and first[1] - first[0] < _CLOSURE:
        return Edges(last[1], last[0])
    if following in _HISSING:
        return Edges(longest[1], longest[0], blur=last[1] - longest[1])
    return Edges(last[1], first[0])


def _stop_or_pause(edges: Edges, heart: Nucleus, digit: str) -> Edges:
    """Doubt a short silence behind "six" or "eight" that may be the stop inside it."""
    silence, rise = edges.onset - edges.offset, heart.frame - edges.onset
    if digit in _CLOSED and silence < _STOP and rise > _RISE:
        return Edges(edges.onset, edges.offset, blur=rise)
    return edges


def _valley(env: Envelope, a: Nucleus, b: Nucleus) -> Edges:
    """Part two sounds without silence between them at the lowest energy, and say how sure."""
    levels = env.smooth_db[a.frame : b.frame]
    lowest = int(np.argmin(levels))
    flat = next(
        (s, e) for s, e in _stretches(levels <= levels[lowest] + _FLAT_DB) if s <= lowest < e
    )
    middle = a.frame + sum(flat) // 2
    return Edges(middle, middle, blur=flat[1] - flat[0])


def parting(env: Envelope, a: Nucleus, b: Nucleus, digit: str = "", following: str = "") -> Edges:
    """Return where the sound of `a`, saying `digit`, ends and that of `b`, `following`, begins."""
    middle = (a.frame + b.frame) // 2
    sounds = np.concatenate(
        (env.sounds(a.frame, middle, a.level_db), env.sounds(middle, b.frame, b.level_db))
    )
    gaps = _gaps(sounds, a.frame)
    if not gaps:
        return _valley(env, a, b)
    return _stop_or_pause(_parting(gaps, digit, following), b, digit)


def first_onset(env: Envelope, heart: Nucleus, digit: str) -> int:
    """Return where a sound begins that has no other before it in the stretch."""
    gaps = _gaps(env.sounds(0, heart.frame + 1, heart.level_db), 0)
    return _parting(gaps, "", digit).onset if gaps else 0


def last_offset(env: Envelope, heart: Nucleus, end: int, digit: str) -> int:
    """Return the first frame after a sound; the release of "six" and "eight" belongs to it."""
    gaps = _gaps(env.sounds(heart.frame, end, heart.level_db), heart.frame)
    if not gaps:
        return end
    stop = gaps[0][1] - gaps[0][0]
    if digit in _CLOSED and len(gaps) > 1 and stop < _CLOSURE:
        return gaps[1][0] if gaps[1][0] - gaps[0][1] < _RELEASE else gaps[0][0]
    return gaps[0][0]


def stretches_of_sound(env: Envelope, peak_db: float) -> list[tuple[int, int]]:
    """Return all sounds of the stretch as (first, last exclusive) frames, single blips left out."""
    return _stretches(_without_blips(env.sounds(0, len(env.level_db), peak_db)))
