"""Two takes side by side: what got better, what got worse, and the number digit by digit.

Takes are read as the contract's JSON, so that stored messages and practice compare alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coach.measures import MEASURES
from coach.records import Measurement
from coach.report.formats import clean, value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.contract import Json

RANK = {"miss": 0, "watch": 1, "pass": 2}
WORDS = {"miss": "Miss", "watch": "Watch", "pass": "Pass"}
SHOWN = ("length", "pace", "digit_pace", "pauses", "audibility")
LABELS = {measure.id: measure.label for measure in MEASURES}
ROWS_MAX_S = 1.0
"""The longest bar of a digit [s]; a pause after a group is cut there (ours)."""


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A row whose verdict changed, or that both takes lost points on."""

    question: str
    before: str
    after: str
    before_icon: str
    after_icon: str
    advice: str


@dataclass(frozen=True, slots=True)
class FigureView:
    """A measured value in both takes."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DigitView:
    """One digit: from its onset to the next one's [s], as text and as a share of the bar."""

    digit: str
    seconds: str
    width: int
    last: bool
    right: bool


@dataclass(frozen=True, slots=True)
class ReadingView:
    """One reading of a number."""

    title: str
    digits: tuple[DigitView, ...]
    mean: str
    note: str


@dataclass(frozen=True, slots=True)
class TakeView:
    """One take: its score, words and number."""

    id: str
    title: str
    score: str
    text: str
    first: str
    readings: tuple[ReadingView, ...]
    sound: str


@dataclass(frozen=True, slots=True)
class ComparedView:
    """A take beside the one before it; `before` is None where it is the first."""

    this: TakeView
    before: TakeView | None
    told: str
    better: tuple[ChangeView, ...]
    worse: tuple[ChangeView, ...]
    still: tuple[ChangeView, ...]
    figures: tuple[FigureView, ...]


def take_view(review: Json, id: str, title: str, sound: str) -> TakeView:
    """Return one take out of its contract object."""
    lost = _costliest(review)
    return TakeView(
        id=id,
        title=title,
        score="" if review["score"] is None else f"{review['score']}",
        text=clean(review["transcript"]["text"]),
        first=clean(lost["advice"]) if lost else "",
        readings=_readings(review),
        sound=sound,
    )


def compared_view(
    this: tuple[Json, TakeView], before: tuple[Json, TakeView] | None, questions: Mapping[str, str]
) -> ComparedView:
    """Return a take beside another; `questions` are the playbook's, by row."""
    if before is None:
        return ComparedView(this[1], None, "", (), (), _still({}, this[0], questions), ())
    was, now = _verdicts(before[0]), _verdicts(this[0])
    both = [row for row in now if row in was]
    changes = {row: _change(row, was[row], now[row], questions) for row in both}
    better = tuple(changes[r] for r in both if _rank(now[r]) > _rank(was[r]))
    worse = tuple(changes[r] for r in both if _rank(now[r]) < _rank(was[r]))
    return ComparedView(
        this=this[1],
        before=before[1],
        told=_told(this[0]["score"], before[0]["score"]),
        better=better,
        worse=worse,
        still=_still(was, this[0], questions),
        figures=_figures(before[0], this[0]),
    )


def _verdicts(review: Json) -> dict[str, Json]:
    return {one["id"]: one for one in review["findings"] if one["verdict"] in RANK}


def _rank(finding: Json) -> int:
    return RANK[finding["verdict"]]


def _change(row: str, was: Json, now: Json, questions: Mapping[str, str]) -> ChangeView:
    return ChangeView(
        question=clean(questions.get(row, row)),
        before=WORDS[was["verdict"]],
        after=WORDS[now["verdict"]],
        before_icon=was["verdict"],
        after_icon=now["verdict"],
        advice=clean(now["advice"] or ""),
    )


def _still(
    was: Mapping[str, Json], review: Json, questions: Mapping[str, str]
) -> tuple[ChangeView, ...]:
    """Rows to work on that did not change, the costliest first."""
    now = _verdicts(review)
    same = [r for r in now if r not in was or _rank(was[r]) == _rank(now[r])]
    lost = sorted((r for r in same if _lost(now[r]) > 0), key=lambda r: -_lost(now[r]))
    return tuple(_change(r, was.get(r, now[r]), now[r], questions) for r in lost[:5])


def _lost(finding: Json) -> float:
    points = finding["points"]
    return 0.0 if points is None else float(finding["weight"]) * (1 - float(points))


def _costliest(review: Json) -> Json | None:
    lost = [one for one in review["findings"] if _lost(one) > 0]
    return max(lost, key=_lost, default=None)


def _told(now: int | None, was: int | None) -> str:
    if now is None or was is None:
        return "One of the two has no score."
    if now == was:
        return f"The score is the same: {now}."
    return f"{abs(now - was)} points {'better' if now > was else 'worse'}: {was} before, {now} now."


def _figures(before: Json, this: Json) -> tuple[FigureView, ...]:
    shown = ((row, _figure(before, row), _figure(this, row)) for row in SHOWN)
    return tuple(FigureView(LABELS.get(r, r), a, b) for r, a, b in shown if a or b)


def _figure(review: Json, row: str) -> str:
    found: dict[str, Any] | None = review["measurements"].get(row)
    return value(Measurement(row, found["value"], found["unit"])) if found else ""


def _readings(review: Json) -> tuple[ReadingView, ...]:
    numbers = review["numbers"][:1]
    found = [reading for number in numbers for reading in number["readings"]]
    titles = ("Said first", "Said again")
    expected = numbers[0]["digits"] if numbers else ""
    return tuple(
        _reading(one, titles[min(place, 1)], expected) for place, one in enumerate(found[:3])
    )


def _reading(reading: Json, title: str, expected: str) -> ReadingView:
    each = reading["each"]
    mean = f"{reading['seconds_per_digit']:.2f} s per digit"
    if not each:
        plain = tuple(DigitView(d, "", 0, last=False, right=True) for d in reading["digits"])
        return ReadingView(title, plain, mean, reading["timing_reason"] or "")
    ends = [one["start_s"] for one in each[1:]] + [each[-1]["end_s"]]
    groups = _group_ends(reading)
    digits = []
    for place, (one, end) in enumerate(zip(each, ends, strict=True)):
        last = place + 1 in groups
        spent = (one["end_s"] if last else end) - one["start_s"]
        right = expected[place : place + 1] == one["digit"]
        width = round(100 * min(1.0, max(0.0, spent) / ROWS_MAX_S))
        digits.append(DigitView(one["digit"], f"{spent:.2f}", width, last=last, right=right))
    return ReadingView(title, tuple(digits), mean, "")


def _group_ends(reading: Json) -> set[int]:
    """How many digits stand before each end of a group."""
    ends, count = set(), 0
    for group in reading["groups"]:
        count += len(group["digits"])
        ends.add(count)
    return ends
