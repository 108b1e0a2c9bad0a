"""Messages as lists print them, with filters, and what to work on next."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from coach.identity import compared
from coach.report.formats import clean, day_and_time, length, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from coach.playbook import Playbook
    from coach.web.shelf import Line

ON_A_PAGE = 50
LATEST = 10
"""Messages that the next thing to work on is read from (ours)."""
FEW = 3
OUTCOMES = {
    "called_back": "called back",
    "replied": "replied",
    "meeting": "meeting",
    "nothing": "nothing came of it",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty: to nothing."""

    rep: str = ""
    prospect: str = ""
    outcome: str = ""
    row: str = ""
    since: date | None = None
    until: date | None = None

    def keep(self, line: Line) -> bool:
        """Whether a message stays in the list."""
        one = line.recording
        day = one.recorded_at.date() if one.recorded_at else None
        return (
            (not self.rep or compared(self.rep) == compared(one.rep))
            and _within(self.prospect, (one.prospect, one.prospect_company))
            and (not self.outcome or self.outcome == one.outcome)
            and (not self.row or line.verdicts.get(self.row) in ("miss", "watch"))
            and (self.since is None or (day is not None and day >= self.since))
            and (self.until is None or (day is not None and day <= self.until))
        )

    def query(self, page: int) -> str:
        """Return the filters as an address has them, with a page number."""
        given = {
            "rep": self.rep,
            "prospect": self.prospect,
            "outcome": self.outcome,
            "row": self.row,
            "since": f"{self.since or ''}",
            "until": f"{self.until or ''}",
            "page": f"{page}" if page > 1 else "",
        }
        return urlencode({name: value for name, value in given.items() if value})


@dataclass(frozen=True, slots=True)
class RowView:
    """One message in a list."""

    id: str
    report: str
    score: str
    rep: str
    prospect: str
    company: str
    attempt: str
    when: str
    when_iso: str
    length: str
    first: str
    outcome: str
    guessed: bool


@dataclass(frozen=True, slots=True)
class NextView:
    """What to work on next: the row that cost most points lately, and how it went."""

    question: str
    advice: str
    told: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """A list of messages: one page of it, and the addresses of the pages beside it.

    `rows` go with pieces of text, which only a search has.
    """

    rows: tuple[tuple[RowView, tuple[()]], ...]
    count: str
    of: str
    newer: str
    older: str
    median: str
    next: NextView | None


def list_view(
    lines: Sequence[Line], filters: Filters, page: int, playbook: Playbook, base: str
) -> ListView:
    """Return a page of a list, the newest first; `page` counts from 1."""
    kept = [line for line in lines if filters.keep(line)]
    last = max(1, -(-len(kept) // ON_A_PAGE))
    page = min(max(1, page), last)
    shown = kept[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    scores = [line.score for line in kept[:LATEST] if line.score is not None]
    return ListView(
        rows=tuple((row_view(line, base), ()) for line in shown),
        count=plural(len(kept), "message", "messages"),
        of=f"{page} of {last}" if last > 1 else "",
        newer=f"?{filters.query(page - 1)}" if page > 1 else "",
        older=f"?{filters.query(page + 1)}" if page < last else "",
        median=f"{median(scores):g}" if len(scores) >= FEW else "",
        next=next_view(kept[:LATEST], playbook),
    )


def row_view(line: Line, base: str) -> RowView:
    """Return a message's row in a list."""
    one, at = line.recording, line.recording.recorded_at
    return RowView(
        id=f"{line.id}",
        report=report_path(line, base),
        score="" if line.score is None else f"{line.score}",
        rep=clean(one.rep or "Rep not known"),
        prospect=clean(one.prospect or "Prospect not known"),
        company=clean(one.prospect_company or ""),
        attempt=f"attempt {line.attempt}" if line.attempt else "",
        when=day_and_time(at) if at else "Date not known",
        when_iso=at.isoformat() if at else "",
        length=length(line.length_s),
        first=clean(line.first) or "Nothing to change.",
        outcome=OUTCOMES.get(one.outcome or "", clean(one.outcome or "")),
        guessed=bool(line.guessed & {"rep", "prospect"}),
    )


def report_path(line: Line, base: str) -> str:
    """Return where a message's report is; made when it is asked for where there is none yet."""
    return (
        f"{base}/reports/{quote(line.page)}" if line.page else f"{base}/messages/{line.id}/report"
    )


def next_view(lines: Sequence[Line], playbook: Playbook) -> NextView | None:
    """Return the row that cost most in the latest messages; None where they are too few."""
    lost: defaultdict[str, float] = defaultdict(float)
    for line in lines:
        for row, points in line.lost.items():
            lost[row] += points
    if len(lines) < FEW or not lost:
        return None
    worst = max(lost, key=lambda row: lost[row])
    rows = {row.id: row for row in playbook.rows}
    marks = tuple(line.verdicts.get(worst, "") for line in lines)[::-1]
    missed = sum(mark in ("miss", "watch") for mark in marks)
    return NextView(
        question=rows[worst].question if worst in rows else worst,
        advice=_advice(lines, rows, worst),
        told=f"cost points in {missed} of the latest {len(lines)}",
        marks=tuple(
            {"pass": "pass", "watch": "watch", "miss": "miss"}.get(m, "none") for m in marks
        ),
    )


def _advice(lines: Iterable[Line], rows: Mapping[str, object], worst: str) -> str:
    """The advice that the latest message got for the row, where it was its costliest."""
    for line in lines:
        if line.first and max(line.lost, key=lambda row: line.lost[row], default="") == worst:
            return clean(line.first)
    return ""


def _within(wanted: str, names: Iterable[str | None]) -> bool:
    """Whether the words wanted are among the names."""
    plain = " ".join(compared(name) for name in names if name)
    return all(word in plain for word in compared(wanted).split())
