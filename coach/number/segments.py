"""Segments: a run of units cut into whole numbers, broken ones and bystanders.

"at 10. 212 736 5000 212 736 5000" is one run of digits; the cut that explains most of it as
whole numbers at the least cost wins (dynamic programming over the units).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal

from coach.number.dialling import is_complete
from coach.number.likeness import alike, core
from coach.number.units import TAKEN, Gap, Meaning, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LONGEST = 15
"""Digits of the longest telephone number (E.164)."""
MOST_UNITS = 24
"""Units of one number; some of them carry no digit of their own."""
LEAST_NEARLY = 7
"""Digits that are nearly a number rather than a part of one (ours)."""
SOON = 4
"""Digits heard in what a caller says before beginning anew (ours)."""
ECHO, WIDE_ECHO, WIDE = 5, 4, 10
"""Digits that no other number happens to begin with, and one with its area code (ours)."""
LONGEST_RUN = 55
"""Digits. More in a row without another word is a decoding loop, not five numbers (ours)."""
PARTIAL = range(4, LONGEST + 1)
"""Digits of a number that was broken off or misheard."""

# Scores in "digits explained" (ours): a whole number is worth its length, less for 7 digits,
# which two halves of something else easily make; a bystander costs its length and one.
_WORTH = {7: 4.6, 9: 6.0, 10: 10.0, 11: 10.5, 12: 6.0}
_SPLIT_COST = {Gap.NONE: 0.5, Gap.DASH: 1.5, Gap.SPACE: 0.2}
_GUESSED = 100.0
_CROSS_COST = {Gap.AND: 1.0, Gap.AREA: _GUESSED}
_LONE_STOP = 3.0
_STYLE_STOP = 0.5
_TWICE, _TWICE_WIDE, _SAME, _BEGUN = 2.0, 6.0, 3.0, 9.0
_COMBINATIONS = 64
USUAL_GROUPS = {(3, 4), (3, 3, 4), (1, 3, 3, 4), (3, 7), (1, 3, 7), (6, 4)}
"""Sizes of the groups in which North American numbers are written."""

SegmentKind = Literal["whole", "partial", "bystander"]


@dataclass(frozen=True, slots=True)
class Segment:
    """Units `start` to `end` (exclusive) of a run, read one way."""

    kind: SegmentKind
    start: int
    end: int
    meanings: tuple[Meaning, ...]
    plus: bool
    score: float

    @property
    def digits(self) -> str:
        """The digits in one piece."""
        return "".join(m.digits for m in self.meanings)


@dataclass(frozen=True, slots=True)
class Run:
    """Units without another word between them; `gaps[k]` stands before `units[k]`.

    `known` are numbers that were said elsewhere, without what may be left out before them.
    """

    units: tuple[Unit, ...]
    gaps: tuple[Gap, ...]
    known: frozenset[str] = frozenset()

    @property
    def digits(self) -> str:
        """The digits in the first meaning of each unit."""
        digits, k = "", 0
        while k < len(self.units):
            digits += self.units[k].meanings[0].digits
            k += 1 + self.units[k].meanings[0].takes
        return digits


def _crossing(gaps: Sequence[Gap], before_area: str) -> float:
    """Cost of one number running over these gaps; full stops are cheap where they are the style."""
    cost = sum(_CROSS_COST.get(gap, 0.0) for gap in gaps)
    if before_area == "1":  # "1, area code 212 ..."
        cost -= _CROSS_COST[Gap.AREA] * gaps.count(Gap.AREA)
    stops = gaps.count(Gap.STOP)
    lone = stops == 1 and len(gaps) > 2
    return cost + (_LONE_STOP if lone else _STYLE_STOP * stops)


def _north_american(digits: str) -> float:
    """Prior for a number as the North American plan has them: area and exchange start 2 to 9."""
    local = digits.removeprefix("1") if len(digits) == 11 else digits
    if len(local) == 10 and local[0] == "1":
        return -2.0
    return 0.3 if len(local) == 10 and local[0] > "1" and local[3] > "1" else 0.0


def _kind(digits: str, plus: bool, region: str) -> SegmentKind:
    if is_complete(digits, region, plus):
        return "whole"
    return "partial" if len(digits) in PARTIAL else "bystander"


def _value(kind: SegmentKind, digits: str, plus: bool) -> float:
    if kind == "whole":
        return 11.0 if plus else _WORTH.get(len(digits), 8.0) + _north_american(digits)
    if kind == "partial":
        return -2.0 if len(digits) < LEAST_NEARLY else -0.5
    return -1.0 - len(digits)


def _read(run: Run, start: int, end: int, meanings: tuple[Meaning, ...], region: str) -> Segment:
    digits = "".join(m.digits for m in meanings)
    plus = run.gaps[start] is Gap.PLUS
    kind = _kind(digits, plus, region)
    score = _value(kind, digits, plus) - sum(m.cost for m in meanings)
    if kind == "partial" and _is_begun(run, start, digits):
        score += _BEGUN
    elif kind != "bystander":
        score -= _crossing(run.gaps[start + 1 : end], meanings[0].digits)
    if kind == "whole" and (core(digits) in run.known or run.digits.count(core(digits)) > 1):
        score += _TWICE_WIDE if len(digits) >= WIDE else _TWICE
    if start:
        score -= _SPLIT_COST.get(run.gaps[start], 0.0)
    return Segment(kind, start, end, meanings, plus, score)


def _ways(units: Sequence[Unit], before: str = "") -> Iterator[tuple[Meaning, ...]]:
    """Every way to read units as one number that goes on from the digits `before`."""
    if len(before) > LONGEST:
        return
    if not units:
        yield ()
        return
    for meaning in units[0].meanings:
        end = 1 + meaning.takes
        if end > len(units) or (meaning.lead and before not in ("", "1")):
            continue
        for rest in _ways(units[end:], before + meaning.digits):
            yield (meaning, *[TAKEN] * meaning.takes, *rest)


def _segments_to(run: Run, end: int, region: str) -> Iterator[Segment]:
    """Every way to read a segment that ends before unit `end`."""
    for start in range(end - 1, max(-1, end - 1 - MOST_UNITS), -1):
        for meanings in islice(_ways(run.units[start:end]), _COMBINATIONS):
            yield _read(run, start, end, meanings, region)
        if run.gaps[start] is Gap.PLUS:
            return


def _is_weak(run: Run, whole: Segment, at: int, neighbour: int) -> bool:
    """Tell whether nothing but a guess separates a whole number from the unit beside it.

    `at` is the gap between them. Digits all of one kind, eight or nine in a row, are a number
    heard wrong and not seven digits beside one or two others.
    """
    sizes = tuple(len(m.digits) for m in whole.meanings)
    inside = run.gaps[whole.start + 1 : whole.end]
    if sizes in USUAL_GROUPS or run.gaps[at] > max(inside, default=Gap.NONE):
        return False
    beside = len(run.units[neighbour].meanings[0].digits)
    return not (max(sizes) == 1 < beside)


def _is_begun(run: Run, start: int, digits: str) -> bool:
    """Tell whether digits are said again soon after, and go on there, otherwise."""
    if len(digits) < ECHO:
        return False
    every = run.digits
    end = len(Run(run.units[:start], run.gaps[:start]).digits) + len(digits)
    later = every.find(digits, end, end + SOON + len(digits))
    following = every[later + len(digits) :][:1]
    return later >= 0 and following not in ("", every[end : end + 1])


def _is_echoed(run: Run, whole: Segment) -> bool:
    """Tell whether a number was said elsewhere, is in the run again, or was begun there."""
    if core(whole.digits) in run.known:
        return True
    least = WIDE_ECHO if len(whole.digits) >= WIDE else ECHO
    alike_up_to = len(whole.digits) - len(whole.digits.lstrip(whole.digits[0]))
    beginning = whole.digits[: max(least, alike_up_to + 1)]
    units, gaps = run.units, run.gaps
    around = ((units[: whole.start], gaps[: whole.start]), (units[whole.end :], gaps[whole.end :]))
    return any(beginning in Run(*part).digits for part in around)


def _parting_cost(run: Run, before: Segment | None, after: Segment) -> float:
    """Cost of cutting between two segments."""
    if before is None:
        return 0.0
    weak = [
        _is_weak(run, whole, after.start, neighbour) and not _is_echoed(run, whole)
        for whole, neighbour in ((before, after.start), (after, after.start - 1))
        if whole.kind == "whole"
    ]
    both = len(weak) == 2 and alike(before.digits, after.digits)
    return _GUESSED if any(weak) and not both else 0.0


_Path = tuple[float, tuple[Segment, ...]]


def _extended(run: Run, paths: Iterable[_Path], segment: Segment) -> _Path:
    """Return the best way to come to a segment, with the segment behind it."""
    ways = (
        (
            score + _again(path, segment) - _parting_cost(run, path[-1] if path else None, segment),
            path,
        )
        for score, path in paths
    )
    score, path = max(ways, key=lambda way: way[0])
    return score + segment.score, (*path, segment)


def _again(path: Sequence[Segment], segment: Segment) -> float:
    """What is to be said for a whole number that is on the way already."""
    same = segment.kind == "whole" and any(core(one.digits) == core(segment.digits) for one in path)
    return _SAME if same else 0.0


def cut(run: Run, region: str) -> tuple[Segment, ...]:
    """Cut a run into segments, in order; nothing where the run is a decoding loop."""
    if len(run.digits) > LONGEST_RUN:
        return ()
    best: list[dict[str, _Path]] = [{"": (0.0, ())}]  # per kind of the last segment
    for end in range(1, len(run.units) + 1):
        here: dict[str, _Path] = {}
        for segment in _segments_to(run, end, region):
            path = _extended(run, best[segment.start].values(), segment)
            if segment.kind not in here or path[0] > here[segment.kind][0]:
                here[segment.kind] = path
        best.append(here)
    return max(best[-1].values(), key=lambda path: path[0])[1]
