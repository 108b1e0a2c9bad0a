"""Messages as lists print them: one a line, and week by week."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from coach.report.finding_view import costliest, nothing_to_change
from coach.report.formats import clean, day_and_time, length, plural, shorten
from coach.report.habits import LEAST, Week, by_week
from coach.report.sequence_view import outcome_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.kept import Kept
    from coach.report.links import Links

LONGEST_NAME = 120
MOST_OPEN = 20
"""Messages of the latest week up to which it stands open."""


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message in a list."""

    href: str
    listen: str
    score: str
    to: str
    company: str
    attempt: str
    when: str
    when_iso: str
    length: str
    outcome: str
    one: str


@dataclass(frozen=True, slots=True)
class WeekView:
    """The messages of one week, the latest first."""

    name: str
    count: str
    scores: str
    is_open: bool
    lines: tuple[MessageLine, ...]


def message_line(kept: Kept, links: Links) -> MessageLine:
    """Return one message as a line of a list."""
    recording = kept.recording
    moment, first = recording.recorded_at, costliest(kept.findings)
    one = (first.advice or first.question) if first else nothing_to_change(kept.findings)
    return MessageLine(
        href=links.to(kept),
        listen=links.to(kept, kept.message.start_s),
        score="" if kept.score is None else f"{kept.score}",
        to=shorten(clean(recording.prospect or "Prospect not known"), LONGEST_NAME),
        company=shorten(clean(recording.prospect_company or ""), LONGEST_NAME),
        attempt="" if kept.attempt is None else f"attempt {kept.attempt}",
        when=day_and_time(moment) if moment else "Date not known",
        when_iso=moment.isoformat() if moment else "",
        length=length(kept.message.duration_s),
        outcome=outcome_text(recording.outcome),
        one=clean(one),
    )


def _week(week: Week, links: Links, is_open: bool) -> WeekView:
    scores = [kept.score for kept in week.messages if kept.score is not None]
    return WeekView(
        name=week.name,
        count=plural(len(week.messages), "message", "messages"),
        scores=_scores(scores),
        is_open=is_open,
        lines=tuple(message_line(kept, links) for kept in reversed(week.messages)),
    )


def _scores(scores: Sequence[int]) -> str:
    """Return the scores of a week: each of a few, else their median."""
    if not scores:
        return ""
    if len(scores) < LEAST:
        listed = ", ".join(f"{score}" for score in reversed(scores))
        return f"score {listed}" if len(scores) == 1 else f"scores {listed}"
    return f"median score {median(scores):g}"


def week_views(messages: Sequence[Kept], links: Links) -> tuple[WeekView, ...]:
    """Return the weeks, the latest first and open; messages without a date come last."""
    weeks = by_week(messages)[::-1]
    found = [
        _week(week, links, place == 0 and len(week.messages) <= MOST_OPEN)
        for place, week in enumerate(weeks)
    ]
    undated = [kept for kept in messages if kept.recording.recorded_at is None]
    if undated:
        count = plural(len(undated), "message", "messages")
        lines = tuple(message_line(kept, links) for kept in reversed(undated))
        found.append(
            WeekView("Date not known", count, "", not weeks and len(lines) <= MOST_OPEN, lines)
        )
    return tuple(found)
