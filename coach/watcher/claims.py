"""The watcher's books in the history: what was taken, and how far it has come. Survives a kill."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from coach.identity import identity
from coach.records import Recording

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from coach.history import Database
    from coach.watcher.looks import Look

OPEN = ("claimed", "scored", "failing", "copying")
FINAL = {"scored": "done", "failing": "failed", "copying": "copy"}
"""What a state becomes once the file lies where it belongs."""
PLACES = {"done": "done", "failed": "failed", "copy": "duplicates"}
"""The folder of a final state."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A file that was taken: `path` inside the folder, and what is known of the work on it."""

    id: int
    path: str
    size: int
    changed: str
    state: str
    moved: bool
    recording: Recording | None = None
    sha256: str | None = None
    identity: str | None = None
    place: str | None = None
    page: str | None = None
    reason: str | None = None
    tries: int = 0
    starts: int = 0
    not_before: float = 0.0

    def shows(self, look: Look) -> bool:
        """Whether the file still looks as it did when it was taken."""
        return (self.size, self.changed) == (look.size, look.changed)

    def waits(self, wall_s: float, longest_s: float) -> bool:
        """Whether it is too early to try again; a clock that was put back delays nothing."""
        return wall_s < self.not_before <= wall_s + longest_s


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims of one folder."""

    database: Database
    folder: Path

    def take(self, path: str, look: Look, recording: Recording, *, moved: bool) -> Claim:
        """Write down that a file is being taken, before it is; a file that waited goes on."""
        known = self.latest(path)
        kept = _packed(recording)
        if known and known.state == "waiting" and known.shows(look):
            changes = {"state": "claimed", "moved": int(moved), "recording": kept, "reason": None}
            self._set(known.id, **changes)
            return replace(known, state="claimed", moved=moved, recording=recording, reason=None)
        row = {
            "folder": str(self.folder),
            "path_key": self.key(path),
            "path": os.fsencode(path),
            "size": look.size,
            "changed": look.changed,
            "state": "claimed",
            "moved": int(moved),
            "recording": kept,
            "tries": 0,
            "starts": 0,
            "not_before": 0.0,
            "at": _now(),
        }
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        with self.database.writing() as connection:
            connection.execute(
                "UPDATE watch_claims SET state = 'gone' WHERE path_key = ? AND state = 'waiting'",
                (row["path_key"],),
            )
            cursor = connection.execute(
                f"INSERT INTO watch_claims ({names}) VALUES ({marks})",  # noqa: S608  # our own names
                tuple(row.values()),
            )
        id = int(cursor.lastrowid or 0)
        return Claim(id, path, look.size, look.changed, "claimed", moved, recording)

    def begin(self, claim: Claim, sha256: str) -> int | None:
        """Note what a file is, that work on it begins now, and look for the same message.

        Returns None where this is a message to score. Else a number: 0 where it is a copy of a
        message that is done, else the claim that is working on the same message right now.
        """
        recording = claim.recording
        if recording is None:
            return None
        same = _identity(recording, sha256)
        with self.database.writing() as connection:
            found = None
            if claim.identity != same:
                found = self._same(connection, claim, recording, sha256, same)
            if found is None:
                connection.execute(
                    "UPDATE watch_claims SET sha256 = ?, identity = ?, starts = starts + 1,"
                    " at = ? WHERE id = ?",
                    (sha256, same, _now(), claim.id),
                )
            else:
                connection.execute(
                    "UPDATE watch_claims SET sha256 = ? WHERE id = ?", (sha256, claim.id)
                )
        return found

    def waiting(
        self, claim: Claim, path: str, reason: str | None, *, not_before: float, tries: int
    ) -> Claim:
        """Note that a file lies in the folder again, and when it may be tried again."""
        changes: dict[str, Any] = {"reason": reason, "not_before": not_before, "tries": tries}
        changes |= {"state": "waiting", "starts": 0, "place": None}
        self._set(claim.id, path=os.fsencode(path), path_key=self.key(path), **changes)
        return replace(claim, path=path, **changes)

    def decided(self, claim: Claim, state: str, place: str | None, **facts: Any) -> Claim:
        """Note what becomes of a file before it is moved there: scored, failing or copying."""
        kept = os.fsencode(place) if place is not None else None
        self._set(claim.id, state=state, place=kept, starts=0, **facts)
        return replace(claim, state=state, place=place, starts=0)

    def finished(self, claim: Claim) -> None:
        """Note that a file lies where it belongs; what was only needed for the work is let go."""
        state = FINAL.get(claim.state, "gone")
        kept = os.fsencode(claim.place) if claim.place is not None else None
        self._set(claim.id, state=state, place=kept, recording=None)

    def lost(self, claim: Claim) -> None:
        """Note that a file went away while it was ours."""
        self._set(claim.id, state="gone", recording=None)

    def told(self, id: int) -> None:
        """Note that the hook has been told of a message."""
        self._set(id, untold=None)

    def untold(self) -> tuple[int, bytes] | None:
        """The first message that the hook has yet to be told of."""
        sql = (
            "SELECT id, untold FROM watch_claims WHERE folder = ? AND state IN ('scored', 'done')"
            " AND untold IS NOT NULL ORDER BY id LIMIT 1"
        )
        with self.database.reading() as connection:
            row = connection.execute(sql, (str(self.folder),)).fetchone()
        return (row["id"], bytes(row["untold"])) if row else None

    def open(self) -> tuple[Claim, ...]:
        """What was being worked on when the last watcher ended, oldest first."""
        marks = ", ".join("?" * len(OPEN))
        sql = f"SELECT * FROM watch_claims WHERE folder = ? AND state IN ({marks}) ORDER BY id"  # noqa: S608  # our own marks
        with self.database.reading() as connection:
            rows = connection.execute(sql, (str(self.folder), *OPEN)).fetchall()
        return tuple(_claim(row) for row in rows)

    def latest(self, path: str) -> Claim | None:
        """The last that is known of the file at a path."""
        sql = "SELECT * FROM watch_claims WHERE path_key = ? ORDER BY id DESC LIMIT 1"
        with self.database.reading() as connection:
            row = connection.execute(sql, (self.key(path),)).fetchone()
        return _claim(row) if row else None

    def known(self, *, waiting_only: bool) -> dict[str, Claim]:
        """The last that is known of the files that may still lie in the folder, by path."""
        sql = (
            "SELECT * FROM watch_claims WHERE folder = ? AND path IS NOT NULL"
            " AND (state = 'waiting' OR ? AND state != 'gone') ORDER BY id"
        )
        with self.database.reading() as connection:
            rows = connection.execute(sql, (str(self.folder), int(not waiting_only)))
            claims = (replace(_claim(row), recording=None) for row in rows)
            return {claim.path: claim for claim in claims}

    def key(self, path: str) -> str:
        """What a path of this folder is found by."""
        whole = os.fsencode(str(self.folder)) + b"\0" + os.fsencode(path)
        return hashlib.sha256(whole).hexdigest()[:32]

    def make_lasting(self) -> None:
        """Have all that was written so far survive a power cut: the history's log is synced."""
        sync(Path(f"{self.database.path}-wal"))

    def _same(
        self, connection: sqlite3.Connection, claim: Claim, recording: Recording, sha256: str,
        same: str,
    ) -> int | None:  # fmt: skip
        rows = connection.execute(
            "SELECT id, state, folder FROM watch_claims WHERE identity = ? AND id != ?",
            (same, claim.id),
        ).fetchall()
        if any(row["state"] in ("scored", "done") for row in rows):
            return 0
        here = [row["id"] for row in rows if row["folder"] == str(self.folder)
                and row["state"] == "claimed"]  # fmt: skip
        if here:
            return int(here[0])
        if recording.recorded_at_source == "file time" and self._dropped(connection, claim, sha256):
            return 0  # a guessed time makes no new message of a file that came again
        if not rows and same in set(_messages(connection, sha256)):
            return 0
        return None

    def _dropped(self, connection: sqlite3.Connection, claim: Claim, sha256: str) -> bool:
        """Whether the same content was scored from the same path before."""
        row = connection.execute(
            "SELECT 1 FROM watch_claims WHERE path_key = ? AND sha256 = ? AND id != ?"
            " AND state IN ('scored', 'done')",
            (self.key(claim.path), sha256, claim.id),
        ).fetchone()
        return row is not None

    def _set(self, id: int, **changes: Any) -> None:
        assigned = ", ".join(f"{name} = ?" for name in changes)
        with self.database.writing() as connection:
            connection.execute(
                f"UPDATE watch_claims SET {assigned}, at = ? WHERE id = ?",  # noqa: S608  # our own names
                (*changes.values(), _now(), id),
            )


def sync(path: Path) -> None:
    """Have a file or folder survive a power cut, where the system offers it."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _messages(connection: sqlite3.Connection, sha256: str) -> Iterator[str]:
    """Identities of the messages with this content, whichever command scored them."""
    for row in connection.execute("SELECT recording FROM messages WHERE sha256 = ?", (sha256,)):
        with suppress(msgspec.MsgspecError):
            yield _identity(msgspec.json.decode(row["recording"], type=Recording), sha256)


def _identity(recording: Recording, sha256: str) -> str:
    told = "|".join(identity(recording, sha256))
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()


def _packed(recording: Recording) -> bytes:
    """As JSON; the location, which may hold bytes that are no text, is not needed again."""
    return msgspec.json.encode(replace(recording, location=""))


def _claim(row: sqlite3.Row) -> Claim:
    recording = None
    if row["recording"]:
        with suppress(msgspec.MsgspecError):
            recording = msgspec.json.decode(row["recording"], type=Recording)
    return Claim(
        id=row["id"],
        path=os.fsdecode(row["path"] or b""),
        size=row["size"],
        changed=row["changed"],
        state=row["state"],
        moved=bool(row["moved"]),
        recording=recording,
        sha256=row["sha256"],
        identity=row["identity"],
        place=os.fsdecode(row["place"]) if row["place"] is not None else None,
        page=row["page"],
        reason=row["reason"],
        tries=row["tries"],
        starts=row["starts"],
        not_before=row["not_before"],
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
