"""Which messages a person means: by number, by a page's name, by a recording's path or folder."""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import TYPE_CHECKING

from coach.errors import UsageError

if TYPE_CHECKING:
    from coach.history.database import Database


def named(database: Database, text: str) -> tuple[int, ...]:
    """Messages in order of time that a number, a page, a path or a folder names.

    Raises
    ------
    UsageError
        Where there is none.
    """
    with database.reading() as connection:
        for sql, value in _ways(text):
            order = "ORDER BY recorded_at, name, sha256, id"
            rows = connection.execute(f"SELECT id FROM messages WHERE {sql} {order}", value)
            if found := tuple(row["id"] for row in rows):
                return found
    raise UsageError(f"There is no message {text!r} in the history.")


def one_named(database: Database, text: str) -> int:
    """The one message that is named so.

    Raises
    ------
    UsageError
        Where there is none, or more than one.
    """
    found = named(database, text)
    if len(found) > 1:
        told = ", ".join(map(str, found[:10]))
        raise UsageError(f"{text!r} names {len(found)} messages ({told}); say which by its number.")
    return found[0]


def _ways(text: str) -> list[tuple[str, tuple[object, ...]]]:
    """Conditions, tried one after another, each with its values."""
    ways: list[tuple[str, tuple[object, ...]]] = []
    number = text.removeprefix("#")
    if number.isascii() and number.isdigit() and len(number) < 19:
        ways.append(("id = ?", (int(number),)))
    place = os.fsencode(os.path.abspath(text))  # noqa: PTH100  # links stay as they are
    ways.append(("location = ?", (place,)))
    if text.endswith(".html"):
        page = "id IN (SELECT message FROM pages WHERE page = ?)"
        ways.append((page, (PurePath(text).name,)))
    below = place.rstrip(b"/\\") + os.fsencode(os.sep)
    ways.append(("substr(location, 1, ?) = ?", (len(below), below)))
    if os.sep not in text:
        ways.append(("name = ?", (text,)))
    return ways
