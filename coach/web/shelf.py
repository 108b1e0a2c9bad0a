"""What lists show of the messages in the history, kept up to date without reading all again."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from coach.identity import compared, utc
from coach.report.finding_view import costliest, lost_points

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.history import Database
    from coach.kept import Kept
    from coach.records import Recording, Verdict
    from coach.service import Coach
    from coach.web.person import Person

AT_ONCE = 200
LONG_AGO = datetime.min.replace(tzinfo=UTC)
Stamp = tuple[str, str]
"""What changes when a message is judged anew, and what changes when people say something of it."""
STAMPS = """
    SELECT id, rep_key, scored_at || '|' || stale AS judged,
        coalesce((SELECT max(id) FROM corrections WHERE message = messages.id), '')
        || '|' || coalesce((SELECT max(at) FROM said_later WHERE message = messages.id), '')
        AS told
    FROM messages WHERE :rep IS NULL OR rep_key = :rep
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One message as lists show it: little enough to hold a hundred thousand.

    `lost` are rows that lost points, with how many; `first` is the costliest row's advice;
    `told` changes with whatever people say of the message.
    """

    id: int
    recording: Recording
    attempt: int | None
    score: int | None
    length_s: float
    first: str
    verdicts: dict[str, Verdict]
    lost: dict[str, float]
    page: str | None
    guessed: frozenset[str]
    told: str = ""

    @property
    def at(self) -> datetime:
        """When it was recorded; long ago where nobody knows."""
        return utc(self.recording.recorded_at) if self.recording.recorded_at else LONG_AGO


@dataclass(frozen=True, slots=True)
class Shelf:
    """Lines by message; threads share it."""

    coach: Coach
    database: Database
    _lines: dict[int, tuple[Stamp, Line]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def lines(self, person: Person) -> tuple[Line, ...]:
        """Return what a person may see, the newest first."""
        rep = None if person.manages else compared(person.rep)
        found = self._current(rep)
        seen = [line for line in found if person.sees(line.recording)]
        return tuple(sorted(seen, key=lambda line: (line.at, line.id), reverse=True))

    def kept(self, person: Person, id: int) -> Kept | None:
        """Return one message, where the person may see it."""
        found = self.coach.kept(ids=[id])
        return found[0] if found and person.sees(found[0].recording) else None

    def texts(self) -> dict[int, str]:
        """Return the words of every message."""
        with self.database.reading() as connection:
            rows = connection.execute("SELECT id, text FROM messages WHERE text IS NOT NULL")
            return {row["id"]: row["text"] for row in rows}

    def _current(self, rep: str | None) -> list[Line]:
        with self._lock:
            stamps = self._stamps(rep)
            changed = [id for id, stamp in stamps.items() if not self._has(id, stamp)]
            for start in range(0, len(changed), AT_ONCE):
                self._read(changed[start : start + AT_ONCE], stamps)
            if rep is None:
                for gone in self._lines.keys() - stamps.keys():
                    del self._lines[gone]
            return [self._lines[id][1] for id in stamps if id in self._lines]

    def _stamps(self, rep: str | None) -> dict[int, Stamp]:
        with self.database.reading() as connection:
            rows = connection.execute(STAMPS, {"rep": rep})
            return {row["id"]: (row["judged"], row["told"]) for row in rows}

    def _has(self, id: int, stamp: Stamp) -> bool:
        return id in self._lines and self._lines[id][0] == stamp

    def _read(self, ids: Iterable[int], stamps: dict[int, Stamp]) -> None:
        for kept in self.coach.kept(ids=list(ids)):
            self._lines[kept.id] = (stamps[kept.id], line(kept, stamps[kept.id][1]))


def line(kept: Kept, told: str = "") -> Line:
    """Return a message's line."""
    first = costliest(kept.findings)
    return Line(
        kept.id,
        kept.recording,
        kept.attempt,
        kept.score,
        kept.message.duration_s,
        first.advice if first else "",
        {finding.id: finding.verdict for finding in kept.findings},
        {one.id: lost for one in kept.findings if (lost := lost_points(one)) > 0},
        kept.page,
        kept.guessed,
        told,
    )
