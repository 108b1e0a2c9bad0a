"""A copy of the history as one file: what is in the tables, the sounds, what a manager added."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from coach.errors import CoachError
from coach.history.database import NAME

if TYPE_CHECKING:
    from coach.history.database import Database

FOLDERS = ("heard", "cues")


def backup(database: Database, file: Path) -> int:
    """Copy the history into a ZIP archive, whole or not at all; returns how many files it has.

    To restore, unpack it into an empty folder and give that as `--home`. Others may go on
    writing meanwhile.

    Raises
    ------
    CoachError
        Where the history cannot be read, or the archive not be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as target, zipfile.ZipFile(target, "w") as archive:
                count = _fill(archive, database, file.parent)
            Path(aside).replace(file)
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or "not possible"
        raise CoachError(f"The backup {file} cannot be written ({reason}).") from error
    return count


def _fill(archive: zipfile.ZipFile, database: Database, scratch: Path) -> int:
    """The tables first: a sound that comes later belongs to nothing in them."""
    handle, copy = tempfile.mkstemp(dir=scratch, prefix=".", suffix=".tmp")
    os.close(handle)
    try:
        with closing(sqlite3.connect(copy)) as target:
            database.copy(target)
        archive.write(copy, NAME, zipfile.ZIP_DEFLATED)
    finally:
        Path(copy).unlink(missing_ok=True)
    files = [
        path
        for folder in FOLDERS
        for path in sorted((database.home / folder).rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    ]
    for path in files:
        archive.write(path, path.relative_to(database.home).as_posix())
    return len(files) + 1
