"""One rep's page: what to work on next, habits by week, prospects, and all messages."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from coach.report.charts import sparkline
from coach.report.formats import aware, clean, day, file_link, lapse, plural, shorten
from coach.report.habits import LEAST, RECENT, habits, weaknesses
from coach.report.habits_view import HabitView, habit_view, weeks_note
from coach.report.messages_view import (
    LONGEST_NAME,
    MessageLine,
    WeekView,
    message_line,
    week_views,
)
from coach.report.next_move import Move, move
from coach.report.sequence_view import ANSWERED, attempt_number, outcome_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from markupsafe import Markup

    from coach.kept import Kept
    from coach.playbook import Playbook
    from coach.report.habits import Weakness
    from coach.report.links import Links

SHOWN_HABITS, SHOWN_PROSPECTS, SHOWN_WEEKS = 9, 12, 8
MOST_LISTED = 60
"""Messages listed at most, the latest; an index of them all is another page."""
MOST_PROSPECTS = 200
"""Prospects listed at most, the latest called."""
HABITS_FROM = f"Habits are shown from {LEAST} messages on."
SCORES_NAME = "Scores of the latest messages, oldest first"
_BEST = 3


@dataclass(frozen=True, slots=True)
class ProspectLine:
    """One prospect with the sequence of attempts."""

    name: str
    company: str
    href: str
    attempts: str
    last: str
    score: str
    outcome: str
    chart: Markup


@dataclass(frozen=True, slots=True)
class RepView:
    """Everything the page of one rep prints."""

    title: str
    index_href: str | None
    name: str
    company: str
    messages: str
    prospects_count: str
    span: str
    score: str
    score_note: str
    scores_chart: Markup
    move: Move
    model: MessageLine | None
    best: tuple[MessageLine, ...]
    habits: tuple[HabitView, ...]
    more_habits: tuple[HabitView, ...]
    more_habits_count: str
    weeks_note: str
    habits_from: str
    prospects: tuple[ProspectLine, ...]
    more_prospects: tuple[ProspectLine, ...]
    more_prospects_count: str
    weeks: tuple[WeekView, ...]
    earlier: tuple[WeekView, ...]
    earlier_count: str
    unlisted: str


def _prospects(messages: Sequence[Kept], links: Links) -> tuple[ProspectLine, ...]:
    """Return the prospects with their sequences, the latest called first."""
    found: dict[str, list[Kept]] = {}
    for kept in reversed(messages):
        who = links.to_prospect(kept.recording)
        if who:
            found.setdefault(who, []).append(kept)
    return tuple(_prospect(href, sequence[::-1]) for href, sequence in found.items())


def _prospect(href: str, sequence: Sequence[Kept]) -> ProspectLine:
    latest = sequence[-1]
    scores = [kept.score for kept in sequence if kept.score is not None]
    moment = latest.recording.recorded_at
    said = [kept.recording.outcome for kept in sequence if kept.recording.outcome]
    return ProspectLine(
        name=shorten(clean(latest.recording.prospect or ""), LONGEST_NAME),
        company=shorten(clean(latest.recording.prospect_company or ""), LONGEST_NAME),
        href=href,
        attempts=attempt_number(latest, len(sequence) - 1),
        last=day(moment) if moment else "Date not known",
        score=f"{scores[-1]}" if scores else "",
        outcome=outcome_text(said[-1]) if said else "",
        chart=sparkline(scores, "Scores of the attempts in order"),
    )


def _work_on(weak: Weakness, links: Links) -> Move:
    """Return the next thing to work on, with why and a place to listen to."""
    kept, finding = weak.heard
    place = next((e for e in finding.evidence if e.start_s is not None), None)
    count = len(weak.judged)
    often = f"{weak.not_passed} of the latest {count}" if count > 1 else "the only message"
    moment = kept.recording.recorded_at
    link = f"Listen to {shorten(clean(kept.recording.prospect or 'it'), 40)}"
    return move(
        clean(finding.advice or finding.question),
        f"{clean(finding.question)} Not in {often} judged on it.",
        clean(place.quote) if place else "",
        clean(finding.source),
        links.to(kept, place.start_s if place else kept.message.start_s),
        f"{link}, {day(moment)}" if moment else link,
    )


def _model(messages: Sequence[Kept], row_id: str, links: Links) -> MessageLine | None:
    """Return the rep's own best message that passes a row, the latest of equals."""
    passing = [k for k in messages if (f := k.finding(row_id)) is not None and f.verdict == "pass"]
    best = max(reversed(passing), key=lambda kept: kept.score or 0, default=None)
    return message_line(best, links) if best else None


def _best(messages: Sequence[Kept], links: Links) -> tuple[MessageLine, ...]:
    """Return the best messages: answered ones first, then by score; none of very few."""
    scored = [kept for kept in messages if kept.score is not None]
    if len(scored) <= _BEST:
        return ()
    answered = {kept.id for kept in scored if kept.recording.outcome in ANSWERED}
    ranked = sorted(reversed(scored), key=lambda k: (k.id not in answered, -(k.score or 0)))
    return tuple(message_line(kept, links) for kept in ranked[:_BEST])


def _span(messages: Sequence[Kept], now: datetime) -> str:
    moments = [aware(k.recording.recorded_at) for k in messages if k.recording.recorded_at]
    if not moments:
        return "Date not known"
    ago = now - moments[-1]
    return f"{day(moments[-1])}" + (f", {lapse(ago)} ago" if ago.total_seconds() > 0 else "")


def _move(weak: Sequence[Weakness], links: Links) -> Move:
    if weak:
        return _work_on(weak[0], links)
    return move("Keep doing exactly this.", "The latest messages lost no points.")


def rep_view(
    kept: Sequence[Kept],
    playbook: Playbook,
    now: datetime,
    links: Links,
    count: int | None = None,
) -> RepView:
    """Return the page of one rep.

    Parameters
    ----------
    kept
        Messages of the rep, oldest first; at least one. A few hundred, the latest, will do.
    playbook, now
        With which they were judged; the moment the page is made, with an offset.
    links
        Where the pages of the messages and prospects are; `links.prospect` tells prospects apart.
    count
        How many messages the rep has, where `kept` are the latest of them only.
    """
    latest = kept[-1].recording
    name = shorten(clean(latest.rep or "Rep not known"), LONGEST_NAME)
    weak = weaknesses(kept, playbook)
    weeks, found = habits(kept, playbook, weak)
    views = [habit_view(habit, weeks) for habit in found] if len(kept) >= LEAST else []
    scores = [one.score for one in kept if one.score is not None]
    recent = scores[-RECENT:]
    listed = kept[-MOST_LISTED:]
    prospects = _prospects(kept, links)
    count = max(count or 0, len(kept))
    by_weeks = week_views(listed, links)
    return RepView(
        title=f"Messages by {name}",
        index_href=file_link(links.index),
        name=name,
        company=shorten(clean(latest.rep_company or ""), LONGEST_NAME),
        messages=plural(count, "message", "messages"),
        prospects_count=plural(len(prospects), "prospect", "prospects"),
        span=_span(kept, now),
        score=f"{median(recent):g}" if recent else "",
        score_note=_score_note(len(recent)),
        scores_chart=sparkline(scores[-60:], SCORES_NAME),
        move=_move(weak, links),
        model=_model(kept, weak[0].row.id, links) if weak else None,
        best=_best(kept, links),
        habits=tuple(views[:SHOWN_HABITS]),
        more_habits=tuple(views[SHOWN_HABITS:]),
        more_habits_count=plural(len(views[SHOWN_HABITS:]), "more habit", "more habits"),
        weeks_note=weeks_note(weeks) if views else "",
        habits_from="" if views else HABITS_FROM,
        prospects=prospects[:SHOWN_PROSPECTS],
        more_prospects=prospects[SHOWN_PROSPECTS:MOST_PROSPECTS],
        more_prospects_count=_more_prospects(len(prospects)),
        weeks=by_weeks[:SHOWN_WEEKS],
        earlier=by_weeks[SHOWN_WEEKS:],
        earlier_count=plural(len(by_weeks[SHOWN_WEEKS:]), "earlier week", "earlier weeks"),
        unlisted=_unlisted(count - len(listed)),
    )


def _unlisted(count: int) -> str:
    """Return how many messages the page leaves out."""
    if not count:
        return ""
    return f"{plural(count, 'earlier message is', 'earlier messages are')} not listed."


def _more_prospects(count: int) -> str:
    """Return how many prospects are folded, and how many are not listed at all."""
    folded = min(count, MOST_PROSPECTS) - SHOWN_PROSPECTS
    told = plural(folded, "more prospect", "more prospects")
    left = count - MOST_PROSPECTS
    return f"{told}; {left} called longer ago are not listed" if left > 0 else told


def _score_note(count: int) -> str:
    if count == 1:
        return "of 100, the only score"
    return f"of 100, the median of the latest {count}"
