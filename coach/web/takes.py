"""Practice takes: kept apart from messages, the latest of each person only."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.identity import compared

if TYPE_CHECKING:
    from coach.history import Database

MOST = 20
"""Takes kept of one person, the latest (ours)."""


@dataclass(frozen=True, slots=True)
class Take:
    """One take: its upload's number, whose, of which message, and the contract's JSON."""

    id: int
    account: int
    again_of: int | None
    rep: str | None
    review: bytes


@dataclass(frozen=True, slots=True)
class Takes:
    """The takes in one history."""

    database: Database

    def keep(self, take: Take, sound: bytes | None) -> None:
        """Keep a take with its sound; the person's oldest go."""
        with self.database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO web_takes VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    *(take.id, take.account, compared(take.rep), take.again_of),
                    *(take.review, sound or b"", time.time()),
                ),
            )
            connection.execute(
                "DELETE FROM web_takes WHERE account = ? AND id NOT IN"
                " (SELECT id FROM web_takes WHERE account = ? ORDER BY id DESC LIMIT ?)",
                (take.account, take.account, MOST),
            )

    def of(self, account: int) -> tuple[Take, ...]:
        """Return a person's takes, the latest first."""
        with self.database.reading() as connection:
            rows = connection.execute(
                "SELECT id, account, again_of, rep_key, review FROM web_takes"
                " WHERE account = ? ORDER BY id DESC",
                (account,),
            )
            return tuple(Take(*row) for row in rows)

    def sound(self, account: int, id: int) -> bytes | None:
        """Return what was said in a person's own take."""
        with self.database.reading() as connection:
            row = connection.execute(
                "SELECT sound FROM web_takes WHERE account = ? AND id = ?", (account, id)
            ).fetchone()
        return row["sound"] if row else None

    def drop(self, account: int) -> None:
        """Let go of all of a person's takes."""
        with self.database.writing() as connection:
            connection.execute("DELETE FROM web_takes WHERE account = ?", (account,))
