"""Number spans: a telephone number said once, as indices of the recogniser's words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from coach.number import dialling
from coach.number.units import Gap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.number.segments import Run, Segment


@dataclass(frozen=True, slots=True)
class Piece:
    """Digits of words `word` to `word_end` (exclusive); `part` is (start, end, of) inside them.

    `multi`: a word stands for several of the digits.
    """

    digits: str
    word: int
    word_end: int
    part: tuple[int, int, int] = (0, 1, 1)
    multi: bool = False


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """A telephone number said once, complete or broken off; times are added by the sound.

    `groups` are the digits as they were written in groups, `said` the words spoken for them (one
    a digit unless `multi`); numerals are presumed said digit by digit. `mended`: the caller
    corrected a part, or said the area code apart, so the sound does not hold `digits` in that
    order and nothing else. `withdrawn`: the caller took the whole reading back.
    """

    word_start: int
    word_end: int
    digits: str
    groups: tuple[str, ...]
    pieces: tuple[Piece, ...]
    said: tuple[str, ...]
    complete: bool
    mended: bool = False
    withdrawn: bool = False
    extension: str | None = None
    whose: str | None = None
    country_digits: str | None = None

    @property
    def multi(self) -> bool:
        """Whether some word stands for several digits."""
        return any(piece.multi for piece in self.pieces)


def _parts(run: Run, segment: Segment) -> Iterator[tuple[str, Gap]]:
    """Every piece of digits with the gap before it."""
    for k, meaning in enumerate(segment.meanings, start=segment.start):
        if meaning.digits:
            yield meaning.digits, run.gaps[k]


def _groups(run: Run, segment: Segment) -> tuple[str, ...]:
    """Join single digits into groups wherever they stand closer than the closest do anywhere."""
    parts = list(_parts(run, segment))
    singles = [gap for (a, _), (b, gap) in pairwise(parts) if len(a) == len(b) == 1]
    closest = min(singles, default=Gap.NONE)
    groups = [parts[0][0]]
    for (before, _), (part, gap) in pairwise(parts):
        if len(before) == len(part) == 1 and gap <= closest:
            groups[-1] += part
        else:
            groups.append(part)
    return tuple(groups)


def _pieces(run: Run, segment: Segment) -> Iterator[Piece]:
    for k, meaning in enumerate(segment.meanings, start=segment.start):
        if meaning.digits:
            unit, last = run.units[k], run.units[k + meaning.takes]
            yield Piece(meaning.digits, unit.word, last.word_end, unit.part, meaning.multi)


def number_span(run: Run, segment: Segment, region: str) -> NumberSpan:
    """Build the span of one segment of a run (at least one digit)."""
    pieces = tuple(_pieces(run, segment))
    return NumberSpan(
        word_start=pieces[0].word,
        word_end=pieces[-1].word_end,
        digits=segment.digits,
        groups=_groups(run, segment),
        pieces=pieces,
        said=tuple(word for meaning in segment.meanings for word in meaning.said),
        complete=segment.kind == "whole",
        country_digits=dialling.country_digits(segment.digits, region, segment.plus),
    )


def joined(first: NumberSpan, second: NumberSpan) -> NumberSpan:
    """Make one span of two, the second's words behind the first's; complete as the first was."""
    return replace(
        first,
        word_end=second.word_end,
        digits=first.digits + second.digits,
        groups=first.groups + second.groups,
        pieces=first.pieces + second.pieces,
        said=first.said + second.said,
        extension=second.extension or first.extension,
    )
