"""Messages written into the history: whole, once, with what their coming changes marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.errors import CoachError
from coach.history.nouns import (
    given_key,
    keys,
    measurement_rows,
    now,
    overlaid,
    packed_location,
    packed_recording,
    place,
    stored,
)
from coach.identity import utc_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from coach.history.nouns import Entry, Place, Stored
    from coach.records import Recording

SAID = "(SELECT json_group_object(field, value) FROM said_later WHERE message = messages.id)"
READ = f"SELECT messages.*, {SAID} AS said FROM messages"
BEFORE = "(recorded_at, name, sha256) < (?, ?, ?)"


def store(connection: sqlite3.Connection, entry: Entry) -> int:
    """Put a judged message in; return its id."""
    sha256 = entry.review.speech.sha256
    known = found(connection, entry.given, sha256)
    before = _trace(connection, known)
    if known:  # where it is taken out of another sequence, that one is not forgotten
        _make_stale_if_moved(connection, known, entry)
    message = _put(connection, entry, known)
    _put_parts(connection, entry, message)
    if before != _trace(connection, message):
        _make_stale(connection, message)
    if entry.pages_follow or _earlier_than(connection, message) != entry.earlier:
        connection.execute("UPDATE messages SET stale = 1 WHERE id = ?", (message,))
    return message


def say(
    connection: sqlite3.Connection, message: int, fields: dict[str, str | None], by: str
) -> None:
    """Keep what a person says of a message."""
    _make_stale(connection, message)  # those of the prospect it is taken from
    sql = "INSERT OR REPLACE INTO said_later VALUES (?, ?, ?, ?, ?)"
    at = now()
    connection.executemany(sql, [(message, f, v, by, at) for f, v in fields.items()])
    one = stored(connection.execute(f"{READ} WHERE id = ?", (message,)).fetchone())
    who = (*keys(one.recording), utc_text(one.recording.recorded_at))
    _refuse_double(connection, one, who)
    connection.execute(
        "UPDATE messages SET rep_key = ?, prospect_key = ?, recorded_at = ?, stale = 1"
        " WHERE id = ?",
        (*who, message),
    )
    _make_stale(connection, message)


def found(connection: sqlite3.Connection, given: Recording, sha256: str) -> int | None:
    """The message with this content, rep, prospect and time, as attributed or as said later.

    A company that one side does not know makes no other prospect.
    """
    key = given_key(given, sha256)
    _, rep, prospect, company, at = key
    rows = connection.execute(
        "SELECT id, given_company FROM messages WHERE sha256 = ? AND given_rep = ?"
        " AND given_prospect = ? AND given_at = ? ORDER BY id",
        (sha256, rep, prospect, at),
    ).fetchall()
    exact = [row["id"] for row in rows if row["given_company"] == company]
    near = [row["id"] for row in rows if not company or not row["given_company"]]
    if exact or near:
        return int((exact or near)[0])
    said = connection.execute(
        "SELECT id FROM messages WHERE sha256 = ? AND rep_key = ? AND prospect_key = ?"
        " AND recorded_at = ? ORDER BY id",
        (sha256, *keys(given), at),
    ).fetchone()
    return int(said["id"]) if said else None


def said_later(connection: sqlite3.Connection, message: int) -> dict[str, str | None]:
    """What persons said of a message, by field."""
    sql = "SELECT field, value FROM said_later WHERE message = ?"
    return {row["field"]: row["value"] for row in connection.execute(sql, (message,))}


def earlier(connection: sqlite3.Connection, prospect: str, where: Place) -> int:
    """How many messages to a prospect stand before a place in time."""
    sql = f"SELECT COUNT(*) FROM messages WHERE prospect_key = ? AND {BEFORE}"
    return int(connection.execute(sql, (prospect, *where)).fetchone()[0])


def _earlier_than(connection: sqlite3.Connection, message: int) -> int:
    """How many messages to its prospect stand before a stored one; 0 to nobody known."""
    sql = "SELECT prospect_key, recorded_at, name, sha256 FROM messages WHERE id = ?"
    prospect, *where = connection.execute(sql, (message,)).fetchone()
    return earlier(connection, prospect, (where[0], where[1], where[2])) if prospect else 0


def name(connection: sqlite3.Connection, message: int) -> str:
    """The file name that a message was first stored under."""
    row = connection.execute("SELECT name FROM messages WHERE id = ?", (message,)).fetchone()
    return str(row["name"]) if row else ""


def _refuse_double(connection: sqlite3.Connection, one: Stored, who: tuple[str, str, str]) -> None:
    """One message cannot become what another is already."""
    other = connection.execute(
        "SELECT id FROM messages WHERE sha256 = ? AND rep_key = ? AND prospect_key = ?"
        " AND recorded_at = ? AND id <> ?",
        (one.sha256, *who, one.id),
    ).fetchone()
    if other:
        raise CoachError(f"That is what message {other['id']} is already.")


def _trace(connection: sqlite3.Connection, message: int | None) -> tuple[object, ...] | None:
    """What the attempts behind a message see of it."""
    row = connection.execute(
        "SELECT prospect_key, recorded_at, name, text, start_s, end_s, sayings, pitch"
        " FROM messages LEFT JOIN pitches ON message = id WHERE id = ?",
        (message,),
    ).fetchone()
    return tuple(row) if row else None


def _make_stale(connection: sqlite3.Connection, message: int) -> None:
    """Mark the attempts behind a message, which have to be judged again."""
    connection.execute(
        "UPDATE messages SET stale = 1 FROM messages AS this WHERE this.id = ?"
        " AND this.prospect_key <> '' AND messages.prospect_key = this.prospect_key AND"
        " (messages.recorded_at, messages.name, messages.sha256) >"
        " (this.recorded_at, this.name, this.sha256)",
        (message,),
    )


def _make_stale_if_moved(connection: sqlite3.Connection, message: int, entry: Entry) -> None:
    recording = overlaid(entry.given, said_later(connection, message))
    row = connection.execute(
        "SELECT prospect_key, recorded_at FROM messages WHERE id = ?", (message,)
    ).fetchone()
    if tuple(row) != (keys(recording)[1], utc_text(recording.recorded_at)):
        _make_stale(connection, message)


def _put(connection: sqlite3.Connection, entry: Entry, known: int | None) -> int:
    """Write the row of a message; returns its id."""
    review = entry.review
    recording = overlaid(entry.given, said_later(connection, known)) if known else review.recording
    values: Sequence[object] = (
        *keys(recording),
        utc_text(recording.recorded_at),
        packed_location(entry.given),
        entry.hearing,
        packed_recording(entry.given),
        review.speech.transcript.text,
        review.speech.message.start_s,
        review.speech.message.end_s,
        review.speech.duration_s,
        now(),
    )
    names = (
        "rep_key, prospect_key, recorded_at, location, hearing, recording, text, start_s, end_s,"
        " duration_s, scored_at"
    )
    marks = ", ".join("?" * len(values))
    given = given_key(entry.given, review.speech.sha256)
    if known is None:
        names += ", sha256, given_rep, given_prospect, given_company, given_at, name"
        sql = f"INSERT INTO messages ({names}) VALUES ({marks}, ?, ?, ?, ?, ?, ?)"
        name = place(recording, review.speech.sha256)[1]
        return int(connection.execute(sql, (*values, *given, name)).lastrowid or 0)
    sql = f"UPDATE messages SET ({names}, stale) = ({marks}, 0) WHERE id = ?"
    connection.execute(sql, (*values, known))
    connection.execute(
        "UPDATE messages SET given_company = ? WHERE id = ? AND given_company = ''"
        " AND given_prospect = ?",
        (given[3], known, given[2]),
    )
    return known


def _put_parts(connection: sqlite3.Connection, entry: Entry, message: int) -> None:
    """Write what hangs on a message: measurements, versions, pitch, verdicts, pages."""
    for table in ("measurements", "versions"):
        connection.execute(f"DELETE FROM {table} WHERE message = ?", (message,))
    rows = measurement_rows(message, entry.review.measurements)
    connection.executemany("INSERT INTO measurements VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    versions = [(message, name, version) for name, version in entry.review.versions.items()]
    connection.executemany("INSERT INTO versions VALUES (?, ?, ?)", versions)
    pitch = (message, entry.sayings, entry.pitch, entry.made_of, entry.prepared, entry.measured_of)
    connection.execute("INSERT OR REPLACE INTO pitches VALUES (?, ?, ?, ?, ?, ?)", pitch)
    verdicts = (message, *entry.verdicts)
    connection.execute("INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?)", verdicts)
    pages = [(message, folder, page) for folder, page in entry.pages]
    connection.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?, ?)", pages)
