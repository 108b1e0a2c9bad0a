"""The head of a page: who, to whom, when, and the score with how it came about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from coach.report.charts import score_bar
from coach.report.finding_view import CountView, counting, counts, told
from coach.report.formats import clean, day_and_time, length, plural
from coach.report.guesses_view import NO_GUESS, GuessView, guess_view
from coach.report.links import Links

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.records import Finding, Review


NO_LINKS = Links()


@dataclass(frozen=True, slots=True)
class HeaderView:
    """Who, to whom, when, with the pages of both; `guess` says what of it is one."""

    rep: str
    rep_company: str
    prospect: str
    prospect_company: str
    attempt: str
    when: str
    when_iso: str
    length: str
    rep_href: str = ""
    prospect_href: str = ""
    guess: GuessView = NO_GUESS


@dataclass(frozen=True, slots=True)
class ScoreView:
    """The score and how it came about; `figure` is empty where nothing counts."""

    figure: str
    told: str
    counts: tuple[CountView, ...]
    of: str
    bar: Markup


def _attempt_text(attempt: int | None, count: int) -> str:
    if attempt is None:
        return "not known"
    return f"{attempt} of {count}" if count >= max(2, attempt) else f"{attempt}"


def header_view(
    review: Review, attempts: int = 0, links: Links = NO_LINKS, message_id: int | None = None
) -> HeaderView:
    """Return who left the message, to whom and when; `attempts` counts those known.

    `message_id` is the message's number in the history, by which a guess is put right.
    """
    recording = review.recording
    moment = recording.recorded_at
    return HeaderView(
        rep=clean(recording.rep or "Rep not known"),
        rep_company=clean(recording.rep_company or ""),
        prospect=clean(recording.prospect or "Prospect not known"),
        prospect_company=clean(recording.prospect_company or ""),
        attempt=_attempt_text(review.attempt, attempts),
        when=day_and_time(moment) if moment else "Date not known",
        when_iso=moment.isoformat() if moment else "",
        length=length(review.speech.message.duration_s),
        rep_href=links.to_rep(recording),
        prospect_href=links.to_prospect(recording),
        guess=guess_view(recording, recording.guessed, message_id),
    )


def score_view(findings: Sequence[Finding], score: int | None) -> ScoreView:
    """Return the score with the bar that adds up to it."""
    rows = [(f.weight, f.points) for f in counting(findings) if f.points is not None]
    if score is None or not rows:
        return ScoreView("", "No row of the playbook could be judged.", (), "", Markup(""))
    shown = counts(findings)
    of = f"of {plural(len(rows), 'row that counts', 'rows that count')}"
    text = f"{score} of 100: {told(shown)} {of}"
    bar = score_bar(sorted(rows, key=lambda row: -row[1]), text)
    return ScoreView(f"{score}", text, shown, of, bar)
