"""One prospect's page: every message left for them in order, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from coach.report.formats import aware, clean, day, file_link, lapse, plural, shorten
from coach.report.next_move import Move, next_move
from coach.report.promises_view import ICONS, WORDS, PromiseView, promise_view, promised_when
from coach.report.rows_view import (
    RowView,
    TrendView,
    across,
    never_count,
    never_done,
    row_view,
    trend_views,
)
from coach.report.sequence_view import (
    ANSWERED,
    MessageView,
    attempt_number,
    message_views,
    outcome_text,
)
from coach.report.timeline_chart import Dot, PromisedMark, timeline

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from markupsafe import Markup

    from coach.kept import Kept
    from coach.playbook import Playbook
    from coach.report.links import Links
    from coach.report.promises_view import Promise

SHOWN_NEVER = 6
SHOWN = 6
"""Messages that stand open side by side: the latest ones; those before are folded."""
_NAME, _REP = 120, 60


@dataclass(frozen=True, slots=True)
class PersonView:
    """A name with its page; `href` is empty where there is none."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class LegendView:
    """A sign on the axis of time, with what it stands for."""

    icon: str
    text: str


_SIGNS = (
    LegendView("pass", "an announced call that came"),
    LegendView("watch", "one that came at another hour"),
    LegendView("miss", "one that did not come then"),
    LegendView("clock", "one still to come"),
)


@dataclass(frozen=True, slots=True)
class ProspectView:
    """Everything the page of one prospect prints."""

    title: str
    index_href: str | None
    name: str
    company: str
    reps: tuple[PersonView, ...]
    attempts: str
    span: str
    latest: str
    latest_note: str
    move: Move
    timeline: Markup
    undated: str
    cadence: tuple[str, ...]
    legend: tuple[LegendView, ...]
    promises: tuple[PromiseView, ...]
    outcome: str
    messages: tuple[MessageView, ...]
    folded: tuple[MessageView, ...]
    folded_count: str
    side_by_side: bool
    never: tuple[RowView, ...]
    more_never: tuple[RowView, ...]
    more_never_count: str
    never_count: str
    trends: tuple[TrendView, ...]
    rows: tuple[RowView, ...]
    rows_count: str


def _dated(sequence: Sequence[Kept]) -> list[tuple[Kept, datetime]]:
    """Return the messages whose time is known, with an offset."""
    return [(k, aware(k.recording.recorded_at)) for k in sequence if k.recording.recorded_at]


def _dot(kept: Kept, at: datetime, number: str, links: Links) -> Dot:
    score = "no score" if kept.score is None else f"score {kept.score}"
    outcome = outcome_text(kept.recording.outcome) if kept.recording.outcome in ANSWERED else ""
    title = f"Attempt {number}, {day(at)}, {score}"
    title += f", {outcome.lower()}" if outcome else ""
    return Dot(at, number, kept.score, title, outcome, links.to(kept) or None)


def _marks(promises: Sequence[Promise]) -> list[PromisedMark]:
    return [
        PromisedMark(
            p.from_at,
            p.until_at,
            p.state,
            f"Announced: {promised_when(p)}, {WORDS[p.state].lower()}",
        )
        for p in promises
    ]


def _timeline(
    sequence: Sequence[Kept], promises: Sequence[Promise], links: Links, now: datetime
) -> Markup:
    numbers = {kept.id: attempt_number(kept, place) for place, kept in enumerate(sequence)}
    dots = [_dot(kept, at, numbers[kept.id], links) for kept, at in _dated(sequence)]
    return timeline(dots, _marks(promises), now)


def _legend(sequence: Sequence[Kept], promises: Sequence[Promise]) -> tuple[LegendView, ...]:
    """Return the signs that are there, with what they stand for."""
    icons = {ICONS[promise.state] for promise in promises}
    answered = any(kept.recording.outcome in ANSWERED for kept in sequence)
    found = [LegendView("disc", "an attempt, as high as its score")]
    found += [LegendView("ring", "answered")] if answered else []
    return tuple(found + [view for view in _SIGNS if view.icon in icons])


def _undated(sequence: Sequence[Kept]) -> str:
    """Return how many messages have no place on the axis of time."""
    unknown = sum(kept.recording.recorded_at is None for kept in sequence)
    if not unknown:
        return ""
    if unknown == len(sequence):
        return "When these messages were left is not known, so they have no place in time."
    return f"{plural(unknown, 'message has', 'messages have')} no date and no place in time."


def _cadence(sequence: Sequence[Kept], now: datetime) -> tuple[str, ...]:
    """Return the spacing in sentences; nothing where no time is known."""
    moments = [at for _, at in _dated(sequence)]
    if not moments:
        return ()
    told = []
    gaps = [later - before for before, later in pairwise(moments)]
    if gaps:
        middle = timedelta(seconds=median(gap.total_seconds() for gap in gaps))
        told.append(
            f"{plural(len(moments), 'attempt', 'attempts')} in {lapse(moments[-1] - moments[0])}"
        )
        told.append(
            f"{lapse(middle)} between attempts on the median, {lapse(min(gaps))} at least"
            if len(gaps) > 1
            else f"{lapse(middle)} between them"
        )
    if now >= moments[-1]:
        told.append(f"{lapse(now - moments[-1])} since the last")
    judged = sequence[-1].finding("cadence")
    if judged is not None and judged.verdict in ("watch", "miss") and judged.advice:
        told.append(clean(judged.advice).rstrip("."))
    return tuple(f"{sentence}." for sentence in told)


def _span(sequence: Sequence[Kept]) -> str:
    """Return the first and the last day."""
    moments = [at for _, at in _dated(sequence)]
    if not moments:
        return "Dates not known"
    first, last = day(moments[0]), day(moments[-1])
    return first if first == last else f"{first} to {last}"


def _latest(sequence: Sequence[Kept]) -> tuple[str, str]:
    """Return the latest score, and how it stands to the first."""
    scores = [kept.score for kept in sequence if kept.score is not None]
    if not scores:
        return "", ""
    if len(scores) == 1:
        return f"{scores[0]}", "of 100"
    return f"{scores[-1]}", f"of 100 in the latest message; the first had {scores[0]}"


def _outcome(sequence: Sequence[Kept]) -> str:
    """Return what came of the latest message of which somebody said so."""
    said = [(k, p) for p, k in enumerate(sequence) if k.recording.outcome]
    if not said:
        return ""
    kept, place = said[-1]
    return f"{outcome_text(kept.recording.outcome)}, attempt {attempt_number(kept, place)}"


def _reps(sequence: Sequence[Kept], links: Links) -> tuple[PersonView, ...]:
    """Return who left the messages, the latest first, each once."""
    people = [
        PersonView(
            shorten(clean(k.recording.rep or "Rep not known"), _REP), links.to_rep(k.recording)
        )
        for k in reversed(sequence)
    ]
    return tuple({person.href or person.name: person for person in people}.values())


def _promise_views(
    sequence: Sequence[Kept], promises: Sequence[Promise]
) -> tuple[PromiseView, ...]:
    numbers = {kept.id: attempt_number(kept, place) for place, kept in enumerate(sequence)}
    return tuple(
        promise_view(p, f"by attempt {numbers[p.kept_by]}" if p.kept_by in numbers else "")
        for p in promises
    )


def prospect_view(
    kept: Sequence[Kept],
    playbook: Playbook,
    now: datetime,
    links: Links,
    promises: Sequence[Promise] = (),
) -> ProspectView:
    """Return the page of one prospect.

    Parameters
    ----------
    kept
        All messages left for the prospect, oldest first; at least one.
    playbook
        With which they were judged: its rows and targets.
    now
        The moment the page is made, with an offset.
    links
        Where the pages of the messages and reps are.
    promises
        Calls that these messages announced, in the order of time.
    """
    latest = kept[-1].recording
    name = shorten(clean(latest.prospect or "Prospect not known"), _NAME)
    rows = across(kept, playbook)
    never = never_done(rows)
    numbers = [attempt_number(one, place) for place, one in enumerate(kept)]
    messages = message_views(kept, promises, links)
    figure, note = _latest(kept)
    skipped = {row.row.id for row in never}
    return ProspectView(
        title=f"Messages to {name}",
        index_href=file_link(links.index),
        name=name,
        company=shorten(clean(latest.prospect_company or ""), _NAME),
        reps=_reps(kept, links),
        attempts=plural(len(kept), "attempt", "attempts"),
        span=_span(kept),
        latest=figure,
        latest_note=note,
        move=next_move(kept, promises, never, links, now),
        timeline=_timeline(kept, promises, links, now),
        undated=_undated(kept),
        cadence=_cadence(kept, now),
        legend=_legend(kept, promises),
        promises=_promise_views(kept, promises),
        outcome=_outcome(kept),
        messages=messages[-SHOWN:],
        folded=messages[:-SHOWN],
        folded_count=plural(len(messages[:-SHOWN]), "earlier message", "earlier messages"),
        side_by_side=len(messages) > 1,
        never=tuple(row_view(row, numbers, True) for row in never[:SHOWN_NEVER]),
        more_never=tuple(row_view(row, numbers, True) for row in never[SHOWN_NEVER:]),
        more_never_count=plural(len(never[SHOWN_NEVER:]), "more row", "more rows"),
        never_count=never_count(never),
        trends=trend_views(kept, playbook),
        rows=tuple(row_view(row, numbers, row.row.id in skipped) for row in rows),
        rows_count=plural(len(rows), "row", "rows"),
    )
