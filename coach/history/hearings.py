"""What was heard, kept under `--home` so that no recording is transcribed twice.

The transcript stands in the history's tables, the compressed sound in a file beside, written
first: a kept transcript always has its sound. Only the parent process writes.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from coach import __version__
from coach.errors import CoachError
from coach.history.database import OWNER_ONLY, Database
from coach.records import Speech

if TYPE_CHECKING:
    import sqlite3

FORMAT = 4
"""Raised whenever hearing changes what it gives for the same sound."""

KEEP = """
    INSERT INTO hearings (key, sha256, heard_at, speech) VALUES (?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET heard_at = excluded.heard_at, speech = excluded.speech,
        sound_let_go = 0
"""


@dataclass(frozen=True, slots=True)
class Hearings:
    """What was heard in contents, by key."""

    database: Database

    @staticmethod
    def key(sha256: str, identity: str) -> str:
        """What a hearing is found by: content, settings that change it, version."""
        text = f"{sha256}|{identity}|{__version__}|{FORMAT}"
        return hashlib.sha256(text.encode()).hexdigest()[:40]

    def known(self, key: str) -> Speech | None:
        """Return a hearing that can be read and has its sound, or let it go; else None."""
        row = self._row(key)
        if row is None or not (row["sound_let_go"] or self._path(key).is_file()):
            return None
        return _speech(row)

    def speech(self, key: str) -> Speech | None:
        """Return a kept hearing; None where there is none that can be read."""
        row = self._row(key)
        return _speech(row) if row else None

    def sound(self, key: str) -> bytes | None:
        """Return the compressed sound kept with a hearing."""
        try:
            return self._path(key).read_bytes()
        except OSError:
            return None

    def keep(self, key: str, speech: Speech, sound: bytes) -> None:
        """Keep a hearing, its sound first."""
        self._write(self._path(key), sound)
        now = datetime.now(UTC).isoformat()
        with self.database.writing() as connection:
            given = (key, speech.sha256, now, msgspec.json.encode(speech))
            connection.execute(KEEP, given)

    def beside(self, key: str, name: str) -> bytes | None:
        """Return what was made of a hearing and kept under a name, or None."""
        with self.database.reading() as connection:
            row = connection.execute(
                "SELECT content FROM beside WHERE hearing = ? AND name = ?", (key, name)
            ).fetchone()
        return row["content"] if row else None

    def keep_beside(self, key: str, name: str, content: bytes) -> None:
        """Keep something that was made of a hearing."""
        with self.database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO beside VALUES (?, ?, ?)", (key, name, content)
            )

    def let_sound_go(self, key: str) -> None:
        """Erase a hearing's sound.

        Raises
        ------
        CoachError
            Where the file cannot be erased.
        """
        try:
            self._path(key).unlink(missing_ok=True)
        except OSError as error:
            reason = error.strerror or "not possible"
            raise CoachError(f"{self._path(key)} cannot be erased: {reason}.") from error

    def sounds(self) -> list[Path]:
        """Every file of sound there is, with what was left of writing one."""
        return [path for path in (self.database.home / "heard").rglob("*") if path.is_file()]

    def _row(self, key: str) -> sqlite3.Row | None:
        with self.database.reading() as connection:
            row: sqlite3.Row | None = connection.execute(
                "SELECT speech, sound_let_go FROM hearings WHERE key = ?", (key,)
            ).fetchone()
        return row

    def _path(self, key: str) -> Path:
        return self.database.home / "heard" / key[:2] / f"{key}.flac"

    def _write(self, path: Path, content: bytes) -> None:
        try:
            path.parent.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
            handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                Path(aside).replace(path)
            except BaseException:
                Path(aside).unlink(missing_ok=True)
                raise
        except OSError as error:
            reason = error.strerror or "not possible"
            raise CoachError(f"{path.parent} cannot be written: {reason}.") from error


def _speech(row: sqlite3.Row) -> Speech | None:
    try:
        return msgspec.json.decode(row["speech"], type=Speech) if row["speech"] else None
    except msgspec.MsgspecError:
        return None
