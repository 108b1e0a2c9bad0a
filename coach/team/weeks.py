"""How a team's figures are distributed, and how they move from week to week."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from coach.measures import MEASURES
from coach.team.intervals import LEAST_MESSAGES, Spread, spread

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coach.kept import Kept
    from coach.playbook import Playbook, Range

SHOWN = ("length", "speaking_rate", "digit_pace")
"""The measures that are drawn: length, pace, seconds per digit."""

BINS = 24
MOST_WEEKS = 26
"""Weeks drawn, the latest; half a year (ours)."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """Values of one measure in equal bins; `band` is the target's passing range."""

    id: str
    label: str
    unit: str
    values: tuple[float, ...]
    low: float
    step: float
    counts: tuple[int, ...]
    band: Range | None
    inside: int
    figure: Spread


@dataclass(frozen=True, slots=True)
class Week:
    """A week that begins on a Monday; `figure` is None below the minimum n."""

    monday: date
    n: int
    figure: Spread | None


@dataclass(frozen=True, slots=True)
class Trend:
    """One figure week by week, without holes: a week without messages has n = 0."""

    label: str
    unit: str
    band: Range | None
    weeks: tuple[Week, ...]


def _value(measure: str) -> Callable[[Kept], float | None]:
    def value(kept: Kept) -> float | None:
        found = kept.measured(measure)
        if found is None or isinstance(found.value, bool | str | None):
            return None
        return float(found.value)

    return value


def _band(measure: str, playbook: Playbook) -> Range | None:
    targets = [t for row in playbook.rows if not row.off for t in row.targets]
    return next((t.passing for t in targets if t.measure == measure), None)


def distributions(kept: Sequence[Kept], playbook: Playbook) -> tuple[Distribution, ...]:
    """Give the drawn measures that enough messages have."""
    found = (_distribution(name, kept, _band(name, playbook)) for name in SHOWN)
    return tuple(one for one in found if one)


def _distribution(measure: str, kept: Sequence[Kept], band: Range | None) -> Distribution | None:
    values = sorted(v for one in kept if (v := _value(measure)(one)) is not None)
    figure = spread(values)
    if figure is None or figure.n < LEAST_MESSAGES:
        return None
    described = next(one for one in MEASURES if one.id == measure)
    low, step, counts = _bins(values)
    inside = sum(band[0] <= v <= band[1] for v in values) if band else 0
    return Distribution(
        id=measure,
        label=described.label,
        unit=described.unit,
        values=tuple(values),
        low=low,
        step=step,
        counts=counts,
        band=band,
        inside=inside,
        figure=figure,
    )


def _bins(values: Sequence[float]) -> tuple[float, float, tuple[int, ...]]:
    """Equal bins; the rarest hundredth above stands in the last, so one long one hides nothing."""
    low, high = values[0], values[min(len(values) - 1, int(0.99 * len(values)))]
    step = max((high - low) / BINS, 1e-9)
    counts = [0] * BINS
    for value in values:
        counts[min(BINS - 1, int((value - low) / step))] += 1
    return low, step, tuple(counts)


def trends(kept: Sequence[Kept], playbook: Playbook) -> tuple[Trend, ...]:
    """Give score and the drawn measures by week; empty below two weeks with messages."""
    by_week: dict[date, list[Kept]] = defaultdict(list)
    for one in kept:
        at = one.recording.recorded_at
        if at is not None:
            by_week[date.fromordinal(at.date().toordinal() - at.weekday())].append(one)
    if len(by_week) < 2:
        return ()
    mondays = _mondays(min(by_week), max(by_week))
    score = Trend("Score", "", None, _weeks(mondays, by_week, lambda one: one.score))
    labels = {one.id: one for one in MEASURES}
    return score, *(
        Trend(
            labels[name].label,
            labels[name].unit,
            _band(name, playbook),
            _weeks(mondays, by_week, _value(name)),
        )
        for name in SHOWN
    )


def _mondays(first: date, last: date) -> list[date]:
    days = range(first.toordinal(), last.toordinal() + 1, 7)
    return [date.fromordinal(day) for day in days][-MOST_WEEKS:]


def _weeks(
    mondays: Sequence[date],
    by_week: dict[date, list[Kept]],
    value: Callable[[Kept], float | None],
) -> tuple[Week, ...]:
    weeks = []
    for monday in mondays:
        values = [float(v) for one in by_week.get(monday, ()) if (v := value(one)) is not None]
        enough = spread(values) if len(values) >= LEAST_MESSAGES else None
        weeks.append(Week(monday, len(values), enough))
    return tuple(weeks)
