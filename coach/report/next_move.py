"""What to do next with one prospect: one thing, with why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.report.finding_view import costliest
from coach.report.formats import aware, clean, lapse
from coach.report.promises_view import promised_phrase
from coach.report.sequence_view import ANSWERED, attempt_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from coach.kept import Kept
    from coach.report.links import Links
    from coach.report.promises_view import Promise
    from coach.report.rows_view import Across

_CAME = {
    "called_back": "They called back",
    "replied": "They replied",
    "meeting": "They agreed to meet",
}
_LONG = 150


@dataclass(frozen=True, slots=True)
class Move:
    """One thing to do; `why` and `quote` may be empty, `href` leads to what `link` names."""

    advice: str
    size: str
    why: str
    quote: str
    source: str
    href: str
    link: str


def move(
    advice: str, why: str, quote: str = "", source: str = "", href: str = "", link: str = ""
) -> Move:
    """Return one thing to do; a link's name goes where there is nothing to lead to."""
    size = "long" if len(advice) > _LONG else "short"
    return Move(advice, size, why, quote, source, href, link if href else "")


def next_move(
    sequence: Sequence[Kept],
    promises: Sequence[Promise],
    never: Sequence[Across],
    links: Links,
    now: datetime,
) -> Move:
    """Return what to do next: after an answer, then a promise, then what was never done."""
    return (
        _answered(sequence, links)
        or _promised(sequence, promises, links, now)
        or _skipped(never)
        or _costliest(sequence, links)
    )


def _answered(sequence: Sequence[Kept], links: Links) -> Move | None:
    latest = sequence[-1]
    if latest.recording.outcome not in ANSWERED:
        return None
    number = attempt_number(latest, len(sequence) - 1)
    came = _CAME[latest.recording.outcome or ""]
    href = links.to(latest, latest.message.start_s)
    return move(
        f"{came} after attempt {number}.",
        "Listen to what that message did, and do it again elsewhere.",
        href=href,
        link=f"Listen to attempt {number}",
    )


def _promised(
    sequence: Sequence[Kept], promises: Sequence[Promise], links: Links, now: datetime
) -> Move | None:
    """Return the call that is still to come, or the latest one that nothing followed."""
    last = sequence[-1].id
    open_ones = [p for p in promises if p.state == "pending"]
    owed = [p for p in promises if p.state == "missed" and p.message == last]
    if not open_ones and not owed:
        return None
    promise = (open_ones or owed)[0]
    when = promised_phrase(promise)
    place = next((k for k in sequence if k.id == promise.message), None)
    href = links.to(place, promise.start_s) if place else ""
    quote = clean(promise.quote)
    if promise.state == "pending":
        ahead = promise.from_at - now
        due = f", in {lapse(ahead)}" if ahead.total_seconds() > 0 else ""
        advice = f"Call {when}{due}."
        return move(advice, "You said that you would.", quote, href=href, link="Hear yourself")
    late = lapse(now - aware(promise.until_at))
    advice = "Call now, and own up to being late."
    why = f"You said that you would call {when}; that was {late} ago."
    return move(advice, why, quote, href=href, link="Hear yourself")


def _skipped(never: Sequence[Across]) -> Move | None:
    if not never:
        return None
    row = never[0]
    count = len(row.judged)
    often = "either message" if count == 2 else f"any of {count} messages"
    why = f"{clean(row.row.question)} Not in {often} that could be judged on it."
    return move(clean(row.row.advice), why, source=clean(row.row.source))


def _costliest(sequence: Sequence[Kept], links: Links) -> Move:
    latest = sequence[-1]
    finding = costliest(latest.findings)
    if finding is None:
        return move("Keep doing exactly this.", "The latest message lost no points.")
    evidence = next((e for e in finding.evidence if e.start_s is not None), None)
    href = links.to(latest, evidence.start_s if evidence else latest.message.start_s)
    return move(
        clean(finding.advice or finding.question),
        f"{clean(finding.question)} It cost the latest message most.",
        clean(evidence.quote) if evidence else "",
        clean(finding.source),
        href,
        "Listen to it",
    )
