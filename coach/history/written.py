"""Which pages were written of messages, and where."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.history.database import Database


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a message, in a folder that was given with `--out` (absolute)."""

    message: int
    folder: str
    page: str


@dataclass(frozen=True, slots=True)
class Written:
    """The pages that were written."""

    database: Database

    def of(self, ids: Iterable[int], folder: str | None = None) -> tuple[Page, ...]:
        """Pages of messages, in one folder or all."""
        sql = (
            "SELECT message, folder, page FROM pages WHERE message IN"
            " (SELECT value FROM json_each(?)) AND (? IS NULL OR folder = ?) ORDER BY 1, 2"
        )
        with self.database.reading() as connection:
            rows = connection.execute(sql, (json.dumps(list(ids)), folder, folder)).fetchall()
        return tuple(Page(*row) for row in rows)

    def named(self, page: str) -> tuple[int, ...]:
        """Messages that have a page of this name."""
        sql = "SELECT DISTINCT message FROM pages WHERE page = ? ORDER BY 1"
        with self.database.reading() as connection:
            return tuple(row[0] for row in connection.execute(sql, (page,)))

    def put(self, page: Page) -> None:
        """Note a page that was written."""
        with self.database.writing() as connection:
            values = (page.message, page.folder, page.page)
            connection.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?)", values)

    def drop(self, page: Page) -> None:
        """Note that a page is not there any more."""
        with self.database.writing() as connection:
            values = (page.message, page.folder)
            connection.execute("DELETE FROM pages WHERE message = ? AND folder = ?", values)

    def folders(self) -> tuple[str, ...]:
        """Every folder of reports there is a page in."""
        with self.database.reading() as connection:
            rows = connection.execute("SELECT DISTINCT folder FROM pages ORDER BY 1").fetchall()
        return tuple(row[0] for row in rows)
