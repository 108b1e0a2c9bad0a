"""The durable queue: recordings taken in, until they are scored. Lives in the history.

An upload is receiving, waiting, claimed, working, then done or failed. Every change is a
transaction; what was claimed when the server died waits again when it starts.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal, get_args

from coach.errors import FailureKind
from coach.web.guesses import Guess, ending

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from coach.history import Database
    from coach.web.person import Person

Kind = Literal["message", "take"]
State = Literal["receiving", "waiting", "claimed", "working", "done", "failed"]
OPEN: tuple[State, ...] = ("receiving", "waiting", "claimed", "working")
IDLE: tuple[State, ...] = ("receiving", "waiting", "done", "failed")
"""States in which nothing is being done with a recording."""
SHOWN = 600
"""Uploads on a person's page, the latest; more than may be open at once."""
KEPT_S = 7 * 86_400.0
"""What is done, failed or broken off is let go after a week (ours)."""
BEGIN_S = 3_600.0
"""Room is held this long for what was announced and does not come (ours)."""
NO_ENDING = ".recording"
"""Of files in the spool whose sender's name has no ending of a recording's."""
AGAIN = frozenset(
    (FailureKind.INTERNAL, FailureKind.WORKER_DIED, FailureKind.TIMED_OUT, FailureKind.UNREADABLE)
)
"""Failures after which another try may go better; of others the recording is not kept."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One recording taken in; `message` is its number in the history once it is scored."""

    id: int
    account: int
    kind: Kind
    state: State
    name: str
    size: int
    rep: str | None
    prospect: str | None
    prospect_company: str | None
    recorded_at: str | None
    guessed: bool
    again_of: int | None
    message: int | None
    error_kind: str | None
    error: str | None
    tries: int

    @property
    def file(self) -> str:
        """The file's name in the spool: nothing of it is the sender's but a known ending."""
        return f"{self.id}{ending(self.name) or NO_ENDING}"

    @property
    def again(self) -> bool:
        """Whether it failed, and another try may go better."""
        return self.error_kind in AGAIN


@dataclass(frozen=True, slots=True)
class Sent:
    """What a sender says of a recording before or with its bytes."""

    name: str
    size: int
    guess: Guess
    recorded_at: str | None
    kind: Kind = "message"
    key: str | None = None
    again_of: int | None = None


COLUMNS = ", ".join(field.name for field in fields(Upload))


@dataclass(frozen=True, slots=True)
class Uploads:
    """The queue in one history."""

    database: Database

    def announce(self, person: Person, sent: Sent) -> Upload:
        """Take note of a recording that is about to come; one with a known key is that one."""
        guess, now = sent.guess, time.time()
        with self.database.writing() as connection:
            before = connection.execute(
                f"SELECT {COLUMNS} FROM web_uploads WHERE account = ? AND key = ?",  # noqa: S608  # our own columns
                (person.account, sent.key),
            ).fetchone()
            if before:
                return _upload(before)
            made = connection.execute(
                "INSERT INTO web_uploads (account, kind, state, key, name, size, rep, prospect,"
                " prospect_company, recorded_at, guessed, again_of, made_at, changed_at)"
                " VALUES (?, ?, 'receiving', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(person.account, sent.kind, sent.key, sent.name, sent.size),
                    *(guess.rep, guess.prospect, guess.prospect_company, sent.recorded_at),
                    *(guess.guessed, sent.again_of, now, now),
                ),
            )
            return _row(connection, made.lastrowid or 0)

    def find(self, id: int) -> Upload | None:
        """Return an upload by its number."""
        with self.database.reading() as connection:
            return _row_or_none(connection, id)

    def of(self, account: int, kind: Kind = "message") -> tuple[Upload, ...]:
        """Return a person's uploads, the latest first."""
        with self.database.reading() as connection:
            rows = connection.execute(
                f"SELECT {COLUMNS} FROM web_uploads WHERE account = ? AND kind = ?"  # noqa: S608  # our own columns
                " ORDER BY id DESC LIMIT ?",
                (account, kind, SHOWN),
            )
            return tuple(_upload(row) for row in rows)

    def open_count(self, account: int) -> int:
        """Return how many of a person's uploads are not scored yet."""
        with self.database.reading() as connection:
            return int(
                connection.execute(
                    "SELECT count(*) FROM web_uploads WHERE account = ? AND state NOT IN"
                    " ('done', 'failed')",
                    (account,),
                ).fetchone()[0]
            )

    def open_bytes(self) -> int:
        """Return how many bytes of everybody's wait, or were announced and may still come."""
        query = (
            "SELECT coalesce(sum(size), 0) FROM web_uploads WHERE state NOT IN ('done', 'failed')"
            " AND (state <> 'receiving' OR changed_at > ?)"
        )
        with self.database.reading() as connection:
            return int(connection.execute(query, (time.time() - BEGIN_S,)).fetchone()[0])

    def received(self, id: int, size: int) -> None:
        """The bytes are all there: from here on nothing that was accepted is lost."""
        self._set(id, "state = 'waiting', size = ?", (size,), "state = 'receiving'")

    def name(self, id: int, who: Guess) -> None:
        """Put down who left it and for whom, as a person says."""
        values = (who.rep, who.prospect, who.prospect_company)
        self._set(id, "rep = ?, prospect = ?, prospect_company = ?, guessed = 0", values)

    def claim(self, most: int, kind: Kind) -> tuple[Upload, ...]:
        """Claim what waits: everybody's first, then everybody's second, and so on."""
        with self.database.writing() as connection:
            rows = connection.execute(
                f"SELECT {COLUMNS} FROM (SELECT *, row_number() OVER"  # noqa: S608  # our own columns
                " (PARTITION BY account ORDER BY id) AS turn"
                " FROM web_uploads WHERE state = 'waiting' AND kind = ?)"
                " ORDER BY turn, id LIMIT ?",
                (kind, most),
            ).fetchall()
            _mark(connection, [row["id"] for row in rows], "claimed")
            return tuple(_upload(row) for row in rows)

    def working(self, ids: Iterable[int]) -> None:
        """Say which of the claimed ones are being listened to."""
        with self.database.writing() as connection:
            _mark(connection, list(ids), "working")

    def done(self, id: int, message: int | None) -> None:
        """An upload is scored: its message's number (None: a take)."""
        self._set(id, "state = 'done', message = ?, error = NULL, error_kind = NULL", (message,))

    def failed(self, id: int, kind: str, error: str) -> None:
        """An upload cannot be scored, and why."""
        self._set(id, "state = 'failed', error_kind = ?, error = ?", (kind, error))

    def again(self, ids: Sequence[int]) -> None:
        """Let claimed uploads wait again after the server failed over them."""
        for id in ids:
            changes = "state = 'waiting', tries = tries + 1"
            self._set(id, changes, (), "state IN ('claimed', 'working')")

    def retry(self, id: int) -> None:
        """Let a failed upload wait again because a person wants it."""
        changes = "state = 'waiting', error = NULL, error_kind = NULL, tries = 0"
        self._set(id, changes, (), "state = 'failed'")

    def drop(self, id: int, states: Sequence[State] = IDLE) -> bool:
        """Let go of an upload in one of these states; False where it is in another."""
        marks = ", ".join("?" * len(states))
        with self.database.writing() as connection:
            done = connection.execute(
                f"DELETE FROM web_uploads WHERE id = ? AND state IN ({marks})",  # noqa: S608  # marks only
                (id, *states),
            )
            return bool(done.rowcount)

    def restart(self) -> None:
        """What was being done when the server stopped is done again."""
        with self.database.writing() as connection:
            connection.execute(
                "UPDATE web_uploads SET state = 'waiting' WHERE state IN ('claimed', 'working')"
            )

    def tidy(self) -> None:
        """Let go of what is old."""
        with self.database.writing() as connection:
            connection.execute(
                "DELETE FROM web_uploads WHERE changed_at < ?"
                " AND state IN ('done', 'failed', 'receiving')",
                (time.time() - KEPT_S,),
            )

    def files(self) -> dict[str, State]:
        """Return every upload's file in the spool with its state."""
        with self.database.reading() as connection:
            rows = connection.execute(f"SELECT {COLUMNS} FROM web_uploads")  # noqa: S608  # our own columns
            uploads = [_upload(row) for row in rows]
        return {upload.file: upload.state for upload in uploads}

    def _set(self, id: int, changes: str, values: tuple[object, ...], condition: str = "1") -> None:
        with self.database.writing() as connection:
            connection.execute(
                f"UPDATE web_uploads SET {changes}, changed_at = ? WHERE id = ? AND {condition}",  # noqa: S608  # texts of this file
                (*values, time.time(), id),
            )


def _mark(connection: sqlite3.Connection, ids: list[int], state: State) -> None:
    connection.executemany(
        "UPDATE web_uploads SET state = ?, changed_at = ? WHERE id = ?",
        [(state, time.time(), id) for id in ids],
    )


def _row(connection: sqlite3.Connection, id: int) -> Upload:
    found = _row_or_none(connection, id)
    if found is None:
        raise LookupError(id)
    return found


def _row_or_none(connection: sqlite3.Connection, id: int) -> Upload | None:
    row = connection.execute(
        f"SELECT {COLUMNS} FROM web_uploads WHERE id = ?",  # noqa: S608  # our own columns
        (id,),
    ).fetchone()
    return _upload(row) if row else None


def _upload(row: sqlite3.Row) -> Upload:
    values = {field.name: row[field.name] for field in fields(Upload)}
    if values["state"] not in get_args(State):
        raise LookupError(values["state"])
    return Upload(**{**values, "guessed": bool(values["guessed"])})
