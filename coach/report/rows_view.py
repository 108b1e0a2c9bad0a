"""The rows of the playbook across the messages of one prospect: verdicts, measures, never done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.measures import MEASURES
from coach.measures.attempts import VITAL
from coach.report.finding_view import lost_points
from coach.report.formats import clean, plural, target, value_parts
from coach.report.trend_chart import Point, measure_trend, verdict_strip
from coach.report.verdict_words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markupsafe import Markup

    from coach.kept import Kept
    from coach.playbook import Playbook, Row, Target
    from coach.records import Finding, Measurement, Verdict

JUDGED = frozenset(("pass", "watch", "miss"))
ACROSS = frozenset(
    ("sameness", "new_value", "cadence", "promise_kept", "never_done", "same_to_everyone")
)
"""Rows about the sequence itself: no message can make up for them."""
LEAST_ATTEMPTS = 2
"""A row is never done only where so many attempts were judged on it (ours)."""
LEAST_VALUES = 2
_NO_TREND = frozenset(("level", "yes or no"))
_LABELS = {measure.id: measure.label for measure in MEASURES}


@dataclass(frozen=True, slots=True)
class RowView:
    """A row with its verdicts in order of the attempts; `never` where no attempt passed it."""

    question: str
    strip: Markup
    passed: str
    never: bool
    advice: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class TrendView:
    """A measure across the attempts, with the latest value and how it was graded."""

    label: str
    question: str
    figure: str
    unit: str
    icon: str
    word: str
    target: str
    chart: Markup


@dataclass(frozen=True, slots=True)
class Across:
    """One row of the playbook with the finding of each message, None where it has none."""

    row: Row
    findings: tuple[Finding | None, ...]

    @property
    def judged(self) -> tuple[Finding, ...]:
        """The findings with a verdict."""
        return tuple(f for f in self.findings if f is not None and f.verdict in JUDGED)

    @property
    def passed(self) -> int:
        """How many messages passed."""
        return sum(finding.verdict == "pass" for finding in self.judged)

    @property
    def lost(self) -> float:
        """Weight times points that this row cost, over all messages."""
        return sum(map(lost_points, self.judged))


def across(sequence: Sequence[Kept], playbook: Playbook) -> tuple[Across, ...]:
    """Return the rows of the playbook on which at least one message was judged."""
    by_id = [{finding.id: finding for finding in kept.findings} for kept in sequence]
    rows = (Across(row, tuple(found.get(row.id) for found in by_id)) for row in playbook.rows)
    return tuple(row for row in rows if row.judged)


def never_done(rows: Iterable[Across]) -> tuple[Across, ...]:
    """Return the rows that no attempt passed: vital ones first, then the costliest."""
    found = [
        row
        for row in rows
        if not row.passed
        and row.row.weight > 0
        and row.row.id not in ACROSS
        and len(row.judged) >= LEAST_ATTEMPTS
    ]
    return tuple(sorted(found, key=lambda row: (row.row.id not in VITAL, -row.lost)))


def row_view(row: Across, numbers: Sequence[str], never: bool) -> RowView:
    """Return a row ready to print; `numbers` name the attempts."""
    told = ", ".join(
        f"attempt {number} {WORDS[finding.verdict].lower() if finding else 'has no such row'}"
        for number, finding in zip(numbers, row.findings, strict=True)
    )
    verdicts = [finding.verdict if finding else None for finding in row.findings]
    return RowView(
        question=clean(row.row.question),
        strip=verdict_strip(verdicts, told),
        passed=f"{row.passed} of {len(row.judged)}",
        never=never,
        advice=clean(row.row.advice),
        source=clean(row.row.source),
        target=target(row.row.target_text),
    )


def _graded(number: float, wanted: Target) -> Verdict:
    """Return how a value stands to one target."""
    if wanted.passing[0] <= number <= wanted.passing[1]:
        return "pass"
    if wanted.watching and wanted.watching[0] <= number <= wanted.watching[1]:
        return "watch"
    return "miss"


def _point(measurement: Measurement | None, wanted: Target) -> Point:
    value = measurement.value if measurement else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Point(None, None)
    return Point(float(value), _graded(float(value), wanted))


def _trend(sequence: Sequence[Kept], row: Row, wanted: Target) -> TrendView | None:
    """Return one measure; None where it is no number or too few messages have it."""
    measured = [kept.measured(wanted.measure) for kept in sequence]
    points = [_point(measurement, wanted) for measurement in measured]
    known = [(m, p) for m, p in zip(measured, points, strict=True) if m and p.verdict]
    if len(known) < LEAST_VALUES or known[-1][0].unit in _NO_TREND:
        return None
    latest, point = known[-1]
    figure, unit = value_parts(latest)
    label = _LABELS.get(wanted.measure, clean(row.question))
    grade = point.verdict or "not_measurable"
    return TrendView(
        label=label,
        question=clean(row.question),
        figure=figure,
        unit=unit,
        icon=grade,
        word=WORDS[grade],
        target=target(wanted.text),
        chart=measure_trend(points, wanted.passing, f"{label} by attempt", _told(measured)),
    )


def _told(measured: Sequence[Measurement | None]) -> str:
    """Return the values in order, in words."""
    return ", ".join(" ".join(value_parts(m)).strip() or "not measured" for m in measured)


def trend_views(sequence: Sequence[Kept], playbook: Playbook) -> tuple[TrendView, ...]:
    """Return every measure with a target that at least two of the messages have."""
    found = (
        _trend(sequence, row, wanted)
        for row in playbook.rows
        if not row.off
        for wanted in row.targets
    )
    unique = {view.label: view for view in found if view is not None}
    return tuple(unique.values())


def never_count(rows: Sequence[Across]) -> str:
    """Return how many rows were never done."""
    vital = sum(row.row.id in VITAL for row in rows)
    told = plural(len(rows), "row", "rows")
    return f"{told}, {vital} of them vital" if 0 < vital < len(rows) else told
