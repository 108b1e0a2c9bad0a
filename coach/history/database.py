"""The history's SQLite file under `--home`: opened safely, brought up to date, never half-written.

Several processes may use it at once (`watch`, `serve`, `score`): readers never wait (WAL), writers
queue. What is erased is overwritten (`secure_delete`), so that `forget` leaves nothing behind.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coach.errors import CoachError, UsageError
from coach.history.migrations import MIGRATIONS
from coach.settings import HISTORY_MARK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "history.sqlite3"
OWNER_ONLY = 0o700
WAIT_S = 30.0
"""How long a writer waits for another before it gives up."""

DAMAGED = ("malformed", "not a database", "disk image")
TOLD = {
    "locked": "is held by another program; try again",
    "full": "cannot be written: the disk is full; make room and start again, nothing is lost",
    "readonly": "cannot be written (read-only); use --home",
    "unable to open": "cannot be opened; use --home",
}


class _Held:
    """An open connection, closed when nobody holds it any more; `file` is which file it is of."""

    def __init__(self, connection: sqlite3.Connection, file: tuple[int, int, int]) -> None:
        self.connection = connection
        self.file = file

    def __del__(self) -> None:
        self.connection.close()


@dataclass(frozen=True)
class Database:
    """One history file. Every thread has a connection of its own, so threads may share this.

    It is held open: closing the last one writes the whole log back, which takes milliseconds.
    """

    home: Path
    _own: threading.local = field(default_factory=threading.local, compare=False, repr=False)

    @property
    def path(self) -> Path:
        """The file."""
        return self.home / NAME

    def prepare(self) -> None:
        """Make the folder, readable by its owner only, and bring the tables up to date.

        Raises
        ------
        UsageError
            Where the folder cannot be made or written.
        CoachError
            Where the file is damaged, or was written by a later coach.
        """
        try:
            self.home.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
            (self.home / HISTORY_MARK).touch()
        except OSError as error:
            reason = error.strerror or "not possible"
            message = f"The history folder {self.home} cannot be written ({reason}); use --home."
            raise UsageError(message) from error
        with self._opened("rwc") as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            if self._had(connection) != {name for name, _ in MIGRATIONS}:
                self._migrate(connection)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the history; inside another use, that one's.

        Raises
        ------
        CoachError
            Where the file is not there or damaged.
        """
        with self._opened() as connection:
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes come about together at the end, or not at all.

        Never to be asked for while `reading`.

        Raises
        ------
        CoachError
            Where the file cannot be written, is damaged, or another process holds it too long.
        """
        with self._opened() as connection, _whole(connection):
            yield connection

    def copy(self, target: sqlite3.Connection) -> None:
        """Copy the whole file into another, in one state, while others go on writing."""
        with self._opened() as connection:
            connection.backup(target)

    def shrink(self) -> None:
        """Give back and overwrite what erased rows took, in the file and in its log.

        Raises
        ------
        CoachError
            Where the file cannot be written, or another process holds it too long.
        """
        with self._opened() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("VACUUM")
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise CoachError(f"The history {self.path} {TOLD['locked']}.")

    def damage(self) -> str | None:
        """What SQLite's own check finds wrong with the file; None where all is well."""
        with self._opened() as connection:
            found = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
        return None if found == "ok" else found

    @contextmanager
    def _opened(self, mode: str = "rw") -> Iterator[sqlite3.Connection]:
        try:
            yield self._connection(mode)
        except sqlite3.Error as error:
            raise CoachError(self._told(error)) from error

    def _connection(self, mode: str) -> sqlite3.Connection:
        """The thread's own connection, unless the file is another one by now."""
        held = getattr(self._own, "held", None)
        if held is None or held.file != self._file():
            self._own.held = None
            connection = self._made(mode)
            held = self._own.held = _Held(connection, self._file())
        return held.connection

    def _made(self, mode: str) -> sqlite3.Connection:
        address = f"{self.path.resolve().as_uri()}?mode={mode}"
        connection = sqlite3.connect(
            address, uri=True, timeout=WAIT_S, isolation_level=None, check_same_thread=False
        )
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA synchronous = NORMAL")
        except BaseException:
            connection.close()
            raise
        return connection

    def _file(self) -> tuple[int, int, int]:
        """Which file it is, and of which process: a connection must not cross a fork."""
        try:
            status = self.path.stat()
        except OSError:
            return os.getpid(), 0, 0
        return os.getpid(), status.st_dev, status.st_ino

    def _told(self, error: sqlite3.Error) -> str:
        """One sentence on what is wrong with the file."""
        text = str(error)
        if any(sign in text for sign in DAMAGED):
            return (
                f"The history {self.path} is damaged; restore a backup, "
                "or move it away and score again."
            )
        told = next((told for sign, told in TOLD.items() if sign in text), None)
        return f"The history {self.path} {told or f'cannot be used ({text})'}."

    def _had(self, connection: sqlite3.Connection) -> set[str]:
        """Names of the migrations that the file has had.

        Raises
        ------
        CoachError
            Where it had one that this coach does not know.
        """
        there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'migrations'")
        if there.fetchone() is None:
            return set()
        had = {row["name"] for row in connection.execute("SELECT name FROM migrations")}
        if unknown := had - {name for name, _ in MIGRATIONS}:
            raise CoachError(
                f"The history {self.path} was written by a later version of coach "
                f"({min(unknown)}); update coach."
            )
        return had

    def _migrate(self, connection: sqlite3.Connection) -> None:
        """Apply, in order, the migrations that the file has not had, each in one transaction."""
        for name, statements in MIGRATIONS:
            with _whole(connection):
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY) STRICT"
                )
                if name not in self._had(connection):  # else another process was quicker
                    for statement in statements.split(";\n"):
                        connection.execute(statement)
                    connection.execute("INSERT INTO migrations VALUES (?)", (name,))


@contextmanager
def _whole(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction: all of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
