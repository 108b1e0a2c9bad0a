"""All messages as the index prints them, newest first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from statistics import median
from typing import TYPE_CHECKING

from coach.report.charts import sparkline
from coach.report.finding_view import CountView, costliest, counts, nothing_to_change, told
from coach.report.formats import clean, day_and_time, file_link, plural
from coach.report.header_view import NO_LINKS, HeaderView, header_view

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markupsafe import Markup

    from coach.records import Failure, Finding, Recording, Review
    from coach.report.links import Links

_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_FEW = 3


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One scored message; `href` is the path of its page relative to the index."""

    review: Review
    findings: tuple[Finding, ...]
    score: int | None
    href: str


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """A message of an earlier run that is only linked to; `href` as in an `IndexEntry`."""

    recording: Recording
    href: str


def index_entry(
    review: Review, findings: Iterable[Finding], score: int | None, href: str
) -> IndexEntry:
    """Return an entry without words and waveform: thousands of messages stay small."""
    transcript = replace(review.speech.transcript, words=())
    slim = replace(review.speech, transcript=transcript, waveform=(), pauses=(), readings=())
    kept = replace(review, speech=slim, numbers=(), other_numbers=(), measurements=())
    bare = tuple(replace(one, evidence=()) if one.evidence else one for one in findings)
    return IndexEntry(kept, bare, score, href)


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
class LinkView:
    """A link to a page of an earlier run."""

    href: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class PersonLink:
    """A rep with the page of all their messages."""

    href: str
    name: str


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
    reps: tuple[PersonLink, ...]
    kept: tuple[LinkView, ...]
    kept_count: str


def _moment(recording: Recording) -> datetime:
    """Return when a message was recorded, comparable with any other; unknown is long ago."""
    moment = recording.recorded_at
    if moment is None:
        return _LONG_AGO
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _row(entry: IndexEntry, links: Links) -> RowView:
    """Return one line of the index."""
    first, shown = costliest(entry.findings), counts(entry.findings)
    doubts = len({*entry.review.warnings, *entry.review.speech.warnings})
    return RowView(
        header=header_view(entry.review, links=links),
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
    kept: Sequence[KeptEntry] = (),
    links: Links = NO_LINKS,
) -> IndexView:
    """Return the index of all messages, newest first; those without a date come last.

    `kept` are messages of earlier runs, oldest first, that are only linked to. `links` lead
    to the pages of reps and prospects.
    """
    newest = sorted(entries, key=lambda entry: _moment(entry.review.recording), reverse=True)
    scores = [entry.score for entry in newest if entry.score is not None]
    median_score, median_note = _median(scores)
    habit, habit_note = _habit(newest)
    return IndexView(
        title=clean(title),
        rows=tuple(_row(entry, links) for entry in newest),
        messages=plural(len(newest), "message", "messages"),
        median_score=median_score,
        median_note=median_note,
        scores_chart=sparkline(scores[::-1], "Scores, oldest first"),
        habit=habit,
        habit_note=habit_note,
        failures=tuple(FailureView(clean(f.recording.path), clean(f.message)) for f in failures),
        failures_count=plural(len(failures), "recording", "recordings"),
        reps=_reps([*(e.review.recording for e in newest), *(o.recording for o in kept)], links),
        kept=tuple(_link(one) for one in reversed(kept)),
        kept_count=plural(len(kept), "message", "messages"),
    )


def _reps(recordings: Iterable[Recording], links: Links) -> tuple[PersonLink, ...]:
    """Return the reps that have a page, each once, by name."""
    found = {links.to_rep(one): clean(one.rep or "") for one in recordings}
    people = [PersonLink(href, name) for href, name in found.items() if href]
    return tuple(sorted(people, key=lambda person: person.name.casefold()))


def _link(entry: KeptEntry) -> LinkView:
    recording = entry.recording
    who = f"{recording.rep or 'Rep not known'} to {recording.prospect or 'prospect not known'}"
    at = recording.recorded_at
    return LinkView(file_link(entry.href) or "", clean(who), day_and_time(at) if at else "")
