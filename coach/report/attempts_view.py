"""The attempts to one prospect, in order, with the pages to turn to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.report.charts import sparkline
from coach.report.formats import day, file_link, percent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Attempt:
    """One message of a sequence.

    `href` is the path of its page relative to this one, `sameness` its likeness to any message
    before it (0..1, None where there is nothing to compare), `score` 0..100.
    """

    attempt: int | None
    href: str | None
    recorded_at: datetime | None
    sameness: float | None
    is_this: bool
    score: int | None = None


@dataclass(frozen=True, slots=True)
class AttemptView:
    """One step of the sequence."""

    title: str
    href: str | None
    when: str
    score: str
    sameness: str
    is_this: bool


def _sameness(attempt: Attempt) -> str:
    if attempt.sameness is None:
        return ""
    return f"{percent(attempt.sameness)} like an earlier message"


def attempt_view(attempt: Attempt) -> AttemptView:
    """Return one step of the sequence ready to print."""
    number = attempt.attempt
    return AttemptView(
        title="Attempt" if number is None else f"Attempt {number}",
        href=None if attempt.is_this else file_link(attempt.href),
        when=day(attempt.recorded_at) if attempt.recorded_at else "Date not known",
        score="" if attempt.score is None else f"{attempt.score}",
        sameness=_sameness(attempt),
        is_this=attempt.is_this,
    )


def attempts_chart(attempts: Sequence[Attempt]) -> Markup:
    """Return the scores in order, this attempt dotted."""
    known = [attempt for attempt in attempts if attempt.score is not None]
    dot = next((k for k, attempt in enumerate(known) if attempt.is_this), -1)
    scores = [attempt.score for attempt in known if attempt.score is not None]
    return sparkline(scores, "Scores of the attempts in order", dot)
