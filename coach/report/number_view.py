"""The number as the page prints it: digits in the groups they were said in, seconds, pauses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from coach.report.charts import Grade, pace_strip
from coach.report.differences import differences, differing, time_word
from coach.report.formats import attribute_s, clean, clock, seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.records import Digit, DigitGroup, PhoneNumber, Reading

_GRADE_WORDS = {"pass": "good", "watch": "short", "miss": "too short", "plain": ""}
_UNTIMED = {
    "group": "Single digits could not be timed in this reading, only each group as a whole.",
    "number": "Neither digits nor groups could be timed in this reading, only the whole number.",
}


@dataclass(frozen=True, slots=True)
class PaceTargets:
    """Where the lines are drawn and the bars change sign; seconds, ours (see the rubric).

    `each` is onset to onset inside a group, `mean` the average over a reading, `pause` the
    silence between groups.
    """

    each_pass_s: float = 0.45
    each_watch_s: float = 0.33
    mean_pass_s: float = 0.60
    mean_watch_s: float = 0.45
    pause_pass_s: float = 0.50
    pause_watch_s: float = 0.20


@dataclass(frozen=True, slots=True)
class DigitView:
    """One large digit; `seconds` is empty where it could not be timed."""

    digit: str
    seconds: str
    grade: Grade
    last: bool
    differs: bool
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class PauseView:
    """The silence after a group."""

    seconds: str
    grade: Grade
    word: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """Digits said in one go, the strip below them and the pause behind."""

    digits: tuple[DigitView, ...]
    strip: Markup
    seconds: str
    pause: PauseView | None


@dataclass(frozen=True, slots=True)
class ReadingView:
    """The number said once; `said` is what a screen reader says for the digits."""

    title: str
    said: str
    start: str
    end: str
    clock: str
    play_label: str
    duration: str
    per_digit: str
    per_digit_grade: Grade
    pause_before: str
    confidence: str
    extension: str
    groups: tuple[GroupView, ...]
    timed: bool
    timing_note: str


@dataclass(frozen=True, slots=True)
class PartialView:
    """A reading that was broken off."""

    digits: str
    start: str
    end: str
    clock: str
    label: str


@dataclass(frozen=True, slots=True)
class NumberView:
    """One telephone number with its readings side by side."""

    grouped: str
    international: str
    whose: str
    said: str
    differences: tuple[str, ...]
    readings: tuple[ReadingView, ...]
    partial: tuple[PartialView, ...]


def grade(value_s: float, pass_s: float, watch_s: float) -> Grade:
    """Return how a duration stands against its two targets."""
    return "pass" if value_s >= pass_s else "watch" if value_s >= watch_s else "miss"


def grouped(reading: Reading) -> str:
    """Return the digits in the groups they were said in, else as such numbers are written."""
    digits = reading.digits
    ends = {7: (3, 7), 10: (3, 6, 10)}.get(len(digits), (len(digits),))
    usual = [digits[start:end] for start, end in zip((0, *ends), ends, strict=False)]
    return " ".join(clean(group) for group in [g.digits for g in reading.groups] or usual)


def _lasting_s(each: Sequence[Digit]) -> list[float]:
    """Return seconds to the next digit's onset; for the last one, the length of its sound."""
    onsets = [digit.start_s for digit in each[1:]]
    return [
        (onsets[k] if k < len(onsets) else digit.end_s) - digit.start_s
        for k, digit in enumerate(each)
    ]


def _timed_digits(
    each: Sequence[Digit], first: int, differs: frozenset[int], targets: PaceTargets
) -> tuple[tuple[DigitView, ...], list[tuple[float, Grade]]]:
    """Return the digits of one group with their seconds, and the bars to draw."""
    views, bars = [], []
    for k, (digit, lasting) in enumerate(zip(each, _lasting_s(each), strict=True)):
        last = k == len(each) - 1
        sign: Grade = "plain" if last else grade(lasting, targets.each_pass_s, targets.each_watch_s)
        bars.append((lasting, sign))
        views.append(
            DigitView(
                digit=clean(digit.digit),
                seconds=f"{lasting:.2f}",
                grade=sign,
                last=last,
                differs=first + k in differs,
                start=attribute_s(digit.start_s),
                end=attribute_s(digit.end_s),
            )
        )
    return tuple(views), bars


def _untimed_digits(digits: str, first: int, differs: frozenset[int]) -> tuple[DigitView, ...]:
    return tuple(
        DigitView(clean(digit), "", "plain", False, first + k in differs, "", "")
        for k, digit in enumerate(digits)
    )


def _pause(pause_s: float | None, targets: PaceTargets) -> PauseView | None:
    if pause_s is None:
        return None
    sign = grade(pause_s, targets.pause_pass_s, targets.pause_watch_s)
    return PauseView(f"{pause_s:.2f} s", sign, _GRADE_WORDS[sign])


def _strip(
    views: Sequence[DigitView], bars: list[tuple[float, Grade]], lines: list[float]
) -> Markup:
    """Return the bars below one group, described digit by digit."""
    told = ", ".join(
        f"{view.digit}: {view.seconds} s{' (its sound only)' if view.last else ''}"
        for view in views
    )
    title = "Seconds of the digits " + " ".join(view.digit for view in views)
    return pace_strip(bars, lines, title, told)


def _timed_groups(
    reading: Reading, differs: frozenset[int], targets: PaceTargets
) -> Iterable[GroupView]:
    """Yield the groups of a reading whose every digit was timed."""
    lines, first = [targets.mean_pass_s, targets.each_pass_s], 0
    for group in reading.groups:
        each = reading.each[first : first + len(group.digits)]
        views, bars = _timed_digits(each, first, differs, targets)
        pause = _pause(group.pause_after_s, targets)
        yield GroupView(views, _strip(views, bars, lines), "", pause)
        first += len(group.digits)


def _untimed_groups(
    groups: Sequence[DigitGroup], differs: frozenset[int], targets: PaceTargets
) -> Iterable[GroupView]:
    """Yield the groups of a reading that was timed a group at a time."""
    first = 0
    for group in groups:
        digits = _untimed_digits(group.digits, first, differs)
        lasted = seconds(group.end_s - group.start_s)
        pause = _pause(group.pause_after_s, targets)
        yield GroupView(digits, Markup(""), lasted, pause)
        first += len(group.digits)


def _all_timed(reading: Reading) -> bool:
    """Tell whether every digit of every group has its own time."""
    return reading.timing == "digit" and 0 < len(reading.each) == sum(
        len(group.digits) for group in reading.groups
    )


def _groups(
    reading: Reading, differs: frozenset[int], targets: PaceTargets
) -> tuple[GroupView, ...]:
    if _all_timed(reading):
        return tuple(_timed_groups(reading, differs, targets))
    if reading.groups:
        return tuple(_untimed_groups(reading.groups, differs, targets))
    return (GroupView(_untimed_digits(reading.digits, 0, differs), Markup(""), "", None),)


def _timing_note(reading: Reading) -> str:
    """Return why the timing is no finer, in one sentence or two."""
    told = clean(reading.timing_reason)
    reason = told[:1].upper() + told[1:]
    ended = f"{reason.rstrip('.')}." if reason else ""
    return " ".join(part for part in (_UNTIMED.get(reading.timing, ""), ended) if part)


def _reading_view(
    reading: Reading, index: int, differs: frozenset[int], targets: PaceTargets
) -> ReadingView:
    """Return one reading of the number."""
    when = time_word(index)
    at = clock(reading.start_s)
    pace = reading.seconds_per_digit
    return ReadingView(
        title=when[0].upper() + when[1:],
        said=" ".join(clean(reading.digits)),
        start=attribute_s(reading.start_s),
        end=attribute_s(reading.end_s),
        clock=at,
        play_label=f"Play the number, {when}, at {at}",
        duration=seconds(reading.end_s - reading.start_s),
        per_digit=f"{pace:.2f} s",
        per_digit_grade=grade(pace, targets.mean_pass_s, targets.mean_watch_s),
        pause_before=seconds(reading.pause_before_s),
        confidence=f"{reading.confidence:.2f}",
        extension=clean(reading.extension or ""),
        groups=_groups(reading, differs, targets),
        timed=_all_timed(reading),
        timing_note=_timing_note(reading),
    )


def _partial_view(reading: Reading) -> PartialView:
    at, digits = clock(reading.start_s), grouped(reading)
    return PartialView(
        digits=digits,
        start=attribute_s(reading.start_s),
        end=attribute_s(reading.end_s),
        clock=at,
        label=f"Play {digits}, broken off, at {at}",
    )


def _said(times: int) -> str:
    return {0: "never in full", 1: "once", 2: "twice"}.get(times, f"{times} times")


def number_view(number: PhoneNumber, targets: PaceTargets) -> NumberView:
    """Return one telephone number ready to print."""
    strings = [reading.digits for reading in number.readings]
    marked = differing(strings)
    best = next((r for r in number.readings if r.digits == number.digits), None)
    return NumberView(
        grouped=grouped(best) if best else clean(number.digits),
        international=clean(number.e164 or ""),
        whose=clean(number.whose or ""),
        said=_said(number.times_said),
        differences=differences(strings),
        readings=tuple(
            _reading_view(reading, k, differs, targets)
            for k, (reading, differs) in enumerate(zip(number.readings, marked, strict=True))
        ),
        partial=tuple(_partial_view(reading) for reading in number.partial),
    )
