"""What a person put right: kept beside the measurements, never in their place."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.correction import Correction
from coach.history.nouns import now

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.history.database import Database


FIELDS = ("note", "by", "row", "verdict", "digits", "start_s", "end_s")


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections of one history."""

    database: Database

    def of(self, ids: Iterable[int]) -> dict[int, tuple[Correction, ...]]:
        """Corrections by message, oldest first; a later one wins."""
        sql = (
            "SELECT * FROM corrections WHERE message IN (SELECT value FROM json_each(?))"
            " ORDER BY id"
        )
        found: defaultdict[int, list[Correction]] = defaultdict(list)
        with self.database.reading() as connection:
            for row in connection.execute(sql, (json.dumps(list(ids)),)):
                made = Correction(**{name: row[name] for name in FIELDS})
                found[row["message"]].append(made)
        return {message: tuple(all_of_it) for message, all_of_it in found.items()}

    def keep(self, message: int, correction: Correction) -> None:
        """Keep a correction; the message becomes stale."""
        one = correction
        values = (message, one.row, one.verdict, one.digits, one.start_s, one.end_s)
        with self.database.writing() as connection:
            connection.execute(
                "INSERT INTO corrections (message, row, verdict, digits, start_s, end_s, note,"
                " by, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*values, one.note, one.by, now()),
            )
            connection.execute("UPDATE messages SET stale = 1 WHERE id = ?", (message,))
            connection.execute("DELETE FROM verdicts WHERE message = ?", (message,))
