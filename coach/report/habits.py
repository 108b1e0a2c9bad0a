"""A rep's habits: how often each row was passed, week by week."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from coach.report.finding_view import lost_points
from coach.report.formats import short_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.kept import Kept
    from coach.playbook import Playbook, Row
    from coach.records import Finding

LEAST = 5
"""Messages below which a stretch of time is compared with nothing (ours)."""
RECENT_WEEKS = 4
"""Weeks that make "lately" (ours)."""
MOST_WEEKS = 26
"""Weeks that a trend goes back (ours)."""
RECENT = 20
"""Latest messages out of which the next thing to work on is taken (ours)."""
_JUDGED = frozenset(("pass", "watch", "miss"))


@dataclass(frozen=True, slots=True)
class Tally:
    """Verdicts on one row; `count` is how many messages were judged on it."""

    passed: int = 0
    watched: int = 0
    count: int = 0

    @property
    def sure(self) -> bool:
        """Whether there is enough to be compared."""
        return self.count >= LEAST


@dataclass(frozen=True, slots=True)
class Week:
    """The messages of one week, in order; `monday` begins it."""

    monday: date
    messages: tuple[Kept, ...]

    @property
    def name(self) -> str:
        """The week in words."""
        return f"Week of {short_day(self.monday)}, {self.monday.year}"


@dataclass(frozen=True, slots=True)
class Habit:
    """A row by week, oldest first; `lost` is what it cost in the latest messages."""

    row: Row
    weeks: tuple[Tally, ...]
    lost: float

    @property
    def lately(self) -> Tally:
        """The latest weeks."""
        return _total(self.weeks[-RECENT_WEEKS:])

    @property
    def before(self) -> Tally:
        """The weeks before those."""
        return _total(self.weeks[:-RECENT_WEEKS])


@dataclass(frozen=True, slots=True)
class Weakness:
    """A row with what it cost in the latest messages, and those it was judged in, oldest first."""

    row: Row
    lost: float
    judged: tuple[tuple[Kept, Finding], ...]

    @property
    def not_passed(self) -> int:
        """How many of the latest messages did not pass."""
        return sum(finding.verdict != "pass" for _, finding in self.judged)

    @property
    def heard(self) -> tuple[Kept, Finding]:
        """The latest message that lost most on the row: a miss before a watch."""
        return max(reversed(self.judged), key=lambda pair: 1 - (pair[1].points or 0.0))


def _total(tallies: Sequence[Tally]) -> Tally:
    """Return all of them together."""
    return Tally(
        sum(one.passed for one in tallies),
        sum(one.watched for one in tallies),
        sum(one.count for one in tallies),
    )


def monday(kept: Kept) -> date | None:
    """Return the first day of a message's week, on the clock it was recorded by."""
    moment = kept.recording.recorded_at
    return moment.date() - timedelta(days=moment.weekday()) if moment else None


def by_week(messages: Iterable[Kept]) -> tuple[Week, ...]:
    """Return the weeks that have messages, oldest first; messages without a date are left out."""
    found: dict[date, list[Kept]] = {}
    for kept in messages:
        first = monday(kept)
        if first is not None:
            found.setdefault(first, []).append(kept)
    return tuple(Week(first, tuple(found[first])) for first in sorted(found))


def every_week(weeks: Sequence[Week]) -> tuple[Week, ...]:
    """Return the weeks without gaps, at most `MOST_WEEKS`, the latest."""
    if not weeks:
        return ()
    known = {week.monday: week for week in weeks}
    last = weeks[-1].monday
    count = min(MOST_WEEKS, (last - weeks[0].monday).days // 7 + 1)
    days = [last - timedelta(weeks=back) for back in reversed(range(count))]
    return tuple(known.get(day, Week(day, ())) for day in days)


def tally(messages: Iterable[Kept], row_id: str) -> Tally:
    """Return the verdicts on one row."""
    verdicts = [f.verdict for kept in messages if (f := kept.finding(row_id)) is not None]
    judged = [verdict for verdict in verdicts if verdict in _JUDGED]
    return Tally(judged.count("pass"), judged.count("watch"), len(judged))


def _tallies(weeks: Sequence[Week]) -> list[dict[str, Tally]]:
    """Return the verdicts on every row, a week; each finding is looked at once."""
    found = []
    for week in weeks:
        counts = Counter([(f.id, f.verdict) for kept in week.messages for f in kept.findings])
        rows = {row for row, verdict in counts if verdict in _JUDGED}
        found.append(
            {
                row: Tally(
                    counts[row, "pass"],
                    counts[row, "watch"],
                    sum(counts[row, verdict] for verdict in ("pass", "watch", "miss")),
                )
                for row in rows
            }
        )
    return found


def weaknesses(messages: Sequence[Kept], playbook: Playbook) -> tuple[Weakness, ...]:
    """Return the rows that cost the latest messages anything, the costliest first."""
    judged: dict[str, list[tuple[Kept, Finding]]] = {}
    for kept in messages[-RECENT:]:
        for finding in kept.findings:
            if finding.points is not None and finding.weight > 0:
                judged.setdefault(finding.id, []).append((kept, finding))
    found = [
        Weakness(row, sum(lost_points(f) for _, f in judged[row.id]), tuple(judged[row.id]))
        for row in playbook.rows
        if row.id in judged
    ]
    return tuple(sorted((w for w in found if w.lost > 0), key=lambda weak: -weak.lost))


def habits(
    messages: Sequence[Kept], playbook: Playbook, weak: Iterable[Weakness]
) -> tuple[tuple[Week, ...], list[Habit]]:
    """Return the weeks without gaps and the rows judged in them, the costliest of late first.

    `weak` are the same messages' weaknesses.
    """
    weeks = every_week(by_week(messages))
    tallies = _tallies(weeks)
    lost = {one.row.id: one.lost for one in weak}
    found = [
        Habit(row, tuple(week.get(row.id, Tally()) for week in tallies), lost.get(row.id, 0.0))
        for row in playbook.rows
        if row.weight > 0 and any(row.id in week for week in tallies)
    ]
    return weeks, sorted(found, key=lambda habit: -habit.lost)
