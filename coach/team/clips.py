"""Short pieces of messages to play in a meeting: chosen around the evidence, cut from the sound."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coach.audio import decode, encode_flac
from coach.errors import RecordingError
from coach.records import SAMPLE_RATE_HZ, Span
from coach.team.rows import rep_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from coach.kept import Kept
    from coach.records import Evidence
    from coach.team.rows import Judged, RowFigures

Sound = Callable[["Kept"], bytes | None]
Muted = Callable[["Kept"], "Sequence[Span] | None"]

CLIPS = 3
MOST_TRIED = 40
"""Messages looked at for three clips: where the sound of so many is gone, all of it is."""

LONGEST_S = 12.0
"""A clip is one thing to hear; what is longer loses its end (ours)."""

BEFORE_S, AFTER_S = 0.3, 0.4
"""Sound left around the evidence, so that no word is cut into (ours)."""

TONE_HZ, TONE = 330.0, 0.01
"""What is heard in place of a hidden word: quiet, so that nobody takes it for a fault (ours)."""

CUTS = 60
"""Cut clips that are held, as a page that is made again mostly shows the same (ours)."""

_LONGEST_FILE_MINUTES = 24 * 60.0


@dataclass(frozen=True, slots=True)
class Clip:
    """A stretch of one message that shows a row done, or not done; `sound` is a FLAC of it.

    `sound` is None where the page has words only; `quote` where no stretch shows the row, and
    the clip is how the message begins.
    """

    kept: Kept
    done: bool
    span: Span
    quote: str | None
    sound: bytes | None


def clips(
    row: RowFigures, sound: Sound | None, muted: Muted | None, *, done: bool
) -> tuple[Clip, ...]:
    """Choose up to three clips of a row, each of another rep where there are as many.

    `done` asks for those who do it; else one of those comes first, to show how it is done, and
    the rest show how it sounds now.
    """
    having = _with_place(one for one in row.judged if one.passed)
    lacking = _with_place(one for one in row.judged if not one.passed)
    order = having if done else [*having[:1], *lacking[:MOST_TRIED], *having[1:]]
    chosen: list[Clip] = []
    for others_only in (True, False):
        for one, evidence in order[: 2 * MOST_TRIED]:
            if len(chosen) == CLIPS or _taken(chosen, one.kept, others_only):
                continue
            made = _clip(one, evidence, sound, muted)
            chosen += [made] if made else []
    return tuple(chosen)


def _taken(chosen: Iterable[Clip], kept: Kept, others_only: bool) -> bool:
    """Whether a message, or where others are wanted its rep, has a clip already."""
    return any(
        clip.kept.id == kept.id or (others_only and rep_of(clip.kept) == rep_of(kept))
        for clip in chosen
    )


def _with_place(judged: Iterable[Judged]) -> list[tuple[Judged, Evidence | None]]:
    """The messages, the latest first, each with a stretch; those with evidence before the rest."""
    latest = [(one, _place(one)) for one in judged][::-1]
    return sorted(latest, key=lambda pair: pair[1] is None)


def _place(one: Judged) -> Evidence | None:
    """The first evidence that has a time."""
    places = (e for e in one.finding.evidence if e.start_s is not None and e.end_s is not None)
    return next(places, None)


def _clip(
    one: Judged, evidence: Evidence | None, sound: Sound | None, muted: Muted | None
) -> Clip | None:
    """Cut one clip; None where the sound was to be had and cannot be."""
    start_s, end_s = one.kept.message.start_s, one.kept.message.end_s
    if evidence is not None:
        start_s, end_s = evidence.start_s or 0.0, evidence.end_s or 0.0
    start_s = max(0.0, start_s - BEFORE_S)
    span = Span(start_s, min(end_s + AFTER_S, start_s + LONGEST_S))
    quote = evidence.quote if evidence else None
    if sound is None:
        return Clip(one.kept, one.passed, span, quote, None)
    hidden = muted(one.kept) if muted else ()
    whole = None if hidden is None else sound(one.kept)
    if whole is None or hidden is None:
        return None
    cut = _cut(whole, span, tuple(hidden))
    return Clip(one.kept, one.passed, span, quote, cut) if cut else None


@functools.lru_cache(maxsize=CUTS)
def _cut(flac: bytes, span: Span, hidden: tuple[Span, ...]) -> bytes | None:
    """Give a stretch of a FLAC as a FLAC, a tone over what is hidden; None if it is damaged."""
    try:
        samples = decode(flac, "kept.flac", max_minutes=_LONGEST_FILE_MINUTES).channels[0]
    except RecordingError:
        return None
    return encode_flac(silenced(samples, hidden)[_at(span.start_s) : _at(span.end_s)])


def silenced(samples: NDArray[np.float32], hidden: Iterable[Span]) -> NDArray[np.float32]:
    """Put a tone over stretches of mono sound [shape=(n,), -1..1, 16 kHz]; a copy is returned."""
    heard = samples.copy()
    for span in hidden:
        first, last = _at(span.start_s), min(len(heard), _at(span.end_s))
        times = np.arange(first, max(first, last)) / SAMPLE_RATE_HZ
        heard[first : first + len(times)] = TONE * np.sin(2 * np.pi * TONE_HZ * times)
    return heard


def _at(time_s: float) -> int:
    return max(0, round(time_s * SAMPLE_RATE_HZ))
