"""All messages as the index prints them, newest first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from statistics import median
from typing import TYPE_CHECKING

from coach.report.charts import sparkline
from coach.report.finding_view import CountView, costliest, counts, nothing_to_change, told
from coach.report.formats import clean, file_link, plural
from coach.report.header_view import HeaderView, header_view

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markupsafe import Markup

    from coach.records import Failure, Finding, Recording, Review

_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_FEW = 3


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One scored message; `href` is the path of its page relative to the index."""

    review: Review
    findings: tuple[Finding, ...]
    score: int | None
    href: str


def index_entry(
    review: Review, findings: Iterable[Finding], score: int | None, href: str
) -> IndexEntry:
    """Return an entry without words and waveform: thousands of messages stay small."""
    transcript = replace(review.speech.transcript, words=())
    slim = replace(review.speech, transcript=transcript, waveform=(), pauses=(), readings=())
    kept = replace(review, speech=slim, numbers=(), other_numbers=(), measurements=())
    return IndexEntry(kept, tuple(replace(one, evidence=()) for one in findings), score, href)


@dataclass(frozen=True, slots=True)
class RowView:
    """One line of the index."""

    header: HeaderView
    href: str
    score: str
    one: str
    question: str
    counts: tuple[CountView, ...]
    counts_text: str
    warned: str


@dataclass(frozen=True, slots=True)
class FailureView:
    """A recording without a score, with the sentence that says why."""

    path: str
    message: str


@dataclass(frozen=True, slots=True)
class IndexView:
    """Everything the index prints."""

    title: str
    rows: tuple[RowView, ...]
    messages: str
    median_score: str
    median_note: str
    scores_chart: Markup
    habit: str
    habit_note: str
    failures: tuple[FailureView, ...]
    failures_count: str


def _moment(recording: Recording) -> datetime:
    """Return when a message was recorded, comparable with any other; unknown is long ago."""
    moment = recording.recorded_at
    if moment is None:
        return _LONG_AGO
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _row(entry: IndexEntry) -> RowView:
    """Return one line of the index."""
    first, shown = costliest(entry.findings), counts(entry.findings)
    doubts = len({*entry.review.warnings, *entry.review.speech.warnings})
    return RowView(
        header=header_view(entry.review),
        href=file_link(entry.href) or "",
        score="" if entry.score is None else f"{entry.score}",
        one=clean(first.advice or first.question) if first else nothing_to_change(entry.findings),
        question=clean(first.question) if first else "",
        counts=shown,
        counts_text=told(shown),
        warned=plural(doubts, "doubt", "doubts") if doubts else "",
    )


def _habit(entries: Iterable[IndexEntry]) -> tuple[str, str]:
    """Return the row that most often cost most, with how often; empty below three messages."""
    firsts = [first for entry in entries if (first := costliest(entry.findings))]
    found = Counter(first.question for first in firsts).most_common(1)
    if len(firsts) < _FEW or found[0][1] < 2:
        return "", ""
    question, count = found[0]
    return clean(question), f"cost most in {count} of the {len(firsts)} that lost points"


def _median(scores: Sequence[int]) -> tuple[str, str]:
    """Return the median score with how many it stands on."""
    if not scores:
        return "", ""
    return f"{median(scores):g}", f"of {plural(len(scores), 'score', 'scores')}"


def index_view(
    entries: Sequence[IndexEntry],
    failures: Sequence[Failure] = (),
    title: str = "Voicemail coaching",
) -> IndexView:
    """Return the index of all messages, newest first; those without a date come last."""
    newest = sorted(entries, key=lambda entry: _moment(entry.review.recording), reverse=True)
    scores = [entry.score for entry in newest if entry.score is not None]
    median_score, median_note = _median(scores)
    habit, habit_note = _habit(newest)
    return IndexView(
        title=clean(title),
        rows=tuple(_row(entry) for entry in newest),
        messages=plural(len(newest), "message", "messages"),
        median_score=median_score,
        median_note=median_note,
        scores_chart=sparkline(scores[::-1], "Scores, oldest first"),
        habit=habit,
        habit_note=habit_note,
        failures=tuple(FailureView(clean(f.recording.path), clean(f.message)) for f in failures),
        failures_count=plural(len(failures), "recording", "recordings"),
    )
