"""The history's SQLite file under `--home`: opened safely, brought up to date, never half-written.

Several processes may use it at once (`watch`, `serve`, `score`): readers never wait (WAL), writers
queue. What is erased is overwritten (`secure_delete`), so that `forget` leaves nothing behind.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Database:
    """One history file. Every use opens a connection of its own, so threads may share this."""

    home: Path

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
        with self._opened() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            self._migrate(connection)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the history.

        Raises
        ------
        CoachError
            Where the file is not there or damaged.
        """
        with self._opened() as connection:
            connection.execute("BEGIN")
            yield connection
            connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes come about together at the end, or not at all.

        Raises
        ------
        CoachError
            Where the file cannot be written, is damaged, or another process holds it too long.
        """
        with self._opened() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = sqlite3.connect(self.path, timeout=WAIT_S, isolation_level=None)
            try:
                connection.row_factory = sqlite3.Row
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("PRAGMA secure_delete = ON")
                connection.execute("PRAGMA synchronous = NORMAL")
                yield connection
            finally:
                connection.close()
        except sqlite3.Error as error:
            raise CoachError(self._told(error)) from error

    def _told(self, error: sqlite3.Error) -> str:
        """One sentence on what is wrong with the file."""
        text = str(error)
        if any(sign in text for sign in DAMAGED):
            return (
                f"The history {self.path} is damaged; restore a backup, "
                "or move it away and score again."
            )
        if "locked" in text:
            return f"The history {self.path} is held by another program; try again."
        return f"The history {self.path} cannot be used ({text})."

    def _migrate(self, connection: sqlite3.Connection) -> None:
        """Apply, in order, the migrations that the file has not had, each in one transaction."""
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY) STRICT"
            )
            had = {row["name"] for row in connection.execute("SELECT name FROM migrations")}
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        if unknown := had - {name for name, _ in MIGRATIONS}:
            raise CoachError(
                f"The history {self.path} was written by a later version of coach "
                f"({min(unknown)}); update coach."
            )
        for name, statements in MIGRATIONS:
            if name not in had:
                self._apply(connection, name, statements)

    def _apply(self, connection: sqlite3.Connection, name: str, statements: str) -> None:
        connection.execute("BEGIN IMMEDIATE")
        try:
            another = connection.execute("SELECT 1 FROM migrations WHERE name = ?", (name,))
            if another.fetchone() is None:  # no other process was quicker
                for statement in statements.split(";\n"):
                    connection.execute(statement)
                connection.execute("INSERT INTO migrations VALUES (?)", (name,))
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
