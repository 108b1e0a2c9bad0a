"""What was heard beside what is true: which readings belong together, and how far they differ."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from coach.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from number_cases import Case, TrueReading

    from coach.playbook import Target
    from coach.records import Digit, PhoneNumber, Reading

NEAR_S = 0.05
"""An onset this close to the true one is right."""

DOUBT = 0.03
"""Share of a threshold within which either verdict may be right."""

WORST_FIRST = ("miss", "watch", "pass")


@dataclass(frozen=True)
class Listened:
    """What some way of listening made of a recording; `failure` where it refused it."""

    readings: tuple[Reading, ...] = ()
    numbers: tuple[PhoneNumber, ...] = ()
    others: tuple[PhoneNumber, ...] = ()
    text: str = ""
    failure: str = ""


@dataclass(frozen=True)
class Pair:
    """A true reading and what was heard in its place, if anything."""

    true: TrueReading
    heard: Reading | None

    @property
    def exact(self) -> bool:
        """Whether the reading was heard whole and right to the digit."""
        return (
            self.heard is not None and self.heard.complete and self.heard.digits == self.true.digits
        )

    @property
    def edits(self) -> int:
        """Digits dropped, added or changed."""
        return Levenshtein.distance(self.true.digits, self.heard.digits if self.heard else "")


@dataclass(frozen=True)
class Compared:
    """A recording beside its truth; `invented` are whole readings where none was said."""

    case: Case
    listened: Listened
    pairs: tuple[Pair, ...]
    invented: tuple[Reading, ...]

    @property
    def exact(self) -> bool:
        """Whether every whole reading is there, right to the digit, and none besides."""
        heard = [reading.digits for reading in self.listened.readings if reading.complete]
        return heard == [reading.digits for reading in self.case.whole]

    @property
    def whole(self) -> list[Pair]:
        """The pairs whose true reading was not broken off."""
        return [pair for pair in self.pairs if pair.true.complete]

    @property
    def twice(self) -> bool:
        """Whether a number of the caller's was heard more than once."""
        return any(number.times_said > 1 for number in self.listened.numbers)

    @property
    def disagreement(self) -> bool:
        """Whether two readings of one number were heard to differ."""
        return any(not number.agree for number in self.listened.numbers)


def compared(case: Case, listened: Listened) -> Compared:
    """Put every true reading beside the one heard that shares most time with it."""
    left = listened.readings
    shared = {
        (at, k): seconds
        for at, true in enumerate(case.readings)
        for k, heard in enumerate(left)
        if (seconds := _shared_s(true, heard)) > 0
    }
    found: dict[int, Reading] = {}
    taken: set[int] = set()
    for at, k in sorted(shared, key=shared.__getitem__, reverse=True):
        if at not in found and k not in taken:
            found[at] = left[k]
            taken.add(k)
    pairs = tuple(Pair(true, found.get(at)) for at, true in enumerate(case.readings))
    spare = (heard for k, heard in enumerate(left) if k not in taken and heard.complete)
    beside = (p.heard for p in pairs if p.heard and p.heard.complete and not p.true.complete)
    return Compared(case, listened, pairs, (*spare, *beside))


def _shared_s(true: TrueReading, heard: Reading) -> float:
    return Span(true.start_s, true.end_s).overlap_s(Span(heard.start_s, heard.end_s))


def digit_errors(results: Iterable[Compared]) -> tuple[int, int]:
    """Edits and true digits; a number invented counts with all its digits."""
    edits = digits = 0
    for one in results:
        edits += sum(pair.edits for pair in one.whole)
        edits += sum(len(reading.digits) for reading in one.invented)
        digits += sum(len(pair.true.digits) for pair in one.whole)
    return edits, digits


def timed(results: Iterable[Compared]) -> list[Pair]:
    """Readings that could be timed to the digit: heard whole, one word a digit."""
    return [p for one in results for p in one.whole if p.heard and p.heard.complete and p.true.each]


def onset_errors_s(pairs: Iterable[Pair]) -> list[float]:
    """How far each digit's onset is off [s], where digits are right and timed one by one."""
    return [
        abs(heard.start_s - true.start_s)
        for pair in pairs
        if pair.exact and pair.heard and pair.heard.timing == "digit"
        for true, heard in zip(pair.true.each, pair.heard.each, strict=True)
    ]


def pace_errors(results: Iterable[Compared]) -> list[float]:
    """How far seconds per digit are off, as a share of the truth, where digits are right."""
    return [
        abs(pair.heard.seconds_per_digit / pair.true.seconds_per_digit - 1)
        for one in results
        for pair in one.whole
        if pair.exact and pair.heard
    ]


def verdicts(pairs: Iterable[Pair], targets: Sequence[Target]) -> tuple[int, int]:
    """How many verdicts on the pace are right, of those that leave no doubt."""
    right = total = 0
    for pair in pairs:
        if not pair.exact or pair.heard is None:
            continue
        true = _paces(pair.true.seconds_per_digit, pair.true.each)
        if any(_doubtful(true.get(t.measure), t) for t in targets):
            continue
        heard = _paces(pair.heard.seconds_per_digit, pair.heard.each)
        right += _verdict(true, targets) == _verdict(heard, targets)
        total += 1
    return right, total


def _paces(seconds_per_digit: float, each: Sequence[Digit]) -> dict[str, float]:
    """The measures of the row on one reading; the quickest digit is never at a group's end."""
    steps = [two.start_s - one.start_s for one, two in pairwise(each)]
    quickest = {"digit_pace.shortest_s": min(steps)} if steps else {}
    return {"digit_pace": seconds_per_digit, **quickest}


def _doubtful(value: float | None, target: Target) -> bool:
    edges = [target.passing[0], *(target.watching or ())[:1]]
    return value is not None and any(abs(value / edge - 1) <= DOUBT for edge in edges)


def _verdict(paces: dict[str, float], targets: Sequence[Target]) -> str:
    given = [_judged(paces[t.measure], t) for t in targets if t.measure in paces]
    return min(given, key=WORST_FIRST.index)


def _judged(value: float, target: Target) -> str:
    if target.passing[0] <= value <= target.passing[1]:
        return "pass"
    watching = target.watching
    return "watch" if watching and watching[0] <= value <= watching[1] else "miss"


@dataclass(frozen=True)
class Retrieval:
    """How well a yes or no is found."""

    right: int
    invented: int
    missed: int

    @property
    def precision(self) -> float | None:
        """Share of what was found that is true."""
        found = self.right + self.invented
        return self.right / found if found else None

    @property
    def recall(self) -> float | None:
        """Share of what is true that was found."""
        there = self.right + self.missed
        return self.right / there if there else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both."""
        total = 2 * self.right + self.invented + self.missed
        return 2 * self.right / total if total else None


def said_twice(results: Sequence[Compared]) -> Retrieval:
    """How well recordings are told apart in which the caller's number is said again."""
    return _retrieval([(one.case.times_said > 1, one.twice) for one in results])


def disagreement(results: Sequence[Compared]) -> Retrieval:
    """How well two readings that differ are found, among numbers said more than once."""
    again = [one for one in results if one.case.times_said > 1]
    return _retrieval([(not one.case.agree, one.disagreement) for one in again])


def _retrieval(marks: Sequence[tuple[bool, bool]]) -> Retrieval:
    return Retrieval(
        sum(true and found for true, found in marks),
        sum(found and not true for true, found in marks),
        sum(true and not found for true, found in marks),
    )


def owners(results: Iterable[Compared]) -> tuple[int, int]:
    """How many readings were given to the caller or to another rightly, of those heard right."""
    pairs = [pair for one in results for pair in one.whole if pair.exact and pair.heard]
    right = sum((pair.heard.whose is None) == pair.true.own for pair in pairs if pair.heard)
    return right, len(pairs)


def mean(values: Sequence[float]) -> float | None:
    """Mean, None of nothing."""
    return statistics.mean(values) if values else None


def share(values: Sequence[bool]) -> float | None:
    """Share that is true, None of nothing."""
    return sum(values) / len(values) if values else None
