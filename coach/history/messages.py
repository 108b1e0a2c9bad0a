"""Messages in the history: stored whole when they have been judged, found, and put in order."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coach.history import storing
from coach.history.nouns import keys, measurement, pitched, place, stored
from coach.history.storing import BEFORE, READ, SAID
from coach.identity import compared, utc_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime

    from coach.history.database import Database
    from coach.history.nouns import Entry, Pitched, Place, Stored
    from coach.records import Measurement, Recording

MOST_EARLIER = 100
"""A message is compared with at most this many before it to the same prospect."""

MOST_ELSEWHERE = 500
"""... and with at most this many of the same rep to others."""

IDS = "(SELECT value FROM json_each(?))"
AFTER = "(recorded_at, name, sha256) > (?, ?, ?)"
IN_TIME = "ORDER BY recorded_at, name, sha256, id"
BACKWARDS = "ORDER BY recorded_at DESC, name DESC, sha256 DESC"

MANY_PAGES = 2_000

Version = tuple[int, str]
"""A message's id and when it was last scored: what is made of it holds until it is scored anew."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a message: its number, the attempts before and after, the rep's others.

    `attempt` is None where the prospect is not known; `before` are the latest 100, oldest first,
    `after` the next 100, `elsewhere` the latest 500 that the rep left to others, oldest first.
    """

    attempt: int | None = None
    before: tuple[Version, ...] = ()
    after: tuple[Version, ...] = ()
    elsewhere: tuple[Version, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What a message says and what it is compared by, as bytes; `made_of` tells out of what.

    `prepared` is what was kept beside the pitch, so that it is soon compared; `measured_of` tells
    of what its measurements were taken.
    """

    sayings: bytes
    pitch: bytes | None
    made_of: str
    prepared: bytes | None
    measured_of: str | None


@dataclass(frozen=True, slots=True)
class Messages:
    """The messages of one history."""

    database: Database
    most_earlier: int = field(default=MOST_EARLIER)
    most_elsewhere: int = field(default=MOST_ELSEWHERE)

    # Who is who

    def find(self, given: Recording, sha256: str) -> int | None:
        """The message that a recording is, as it is attributed now; None where it is new."""
        with self.database.reading() as connection:
            return storing.found(connection, given, sha256)

    def said_later(self, message: int) -> dict[str, str | None]:
        """What persons said of a message, by field."""
        with self.database.reading() as connection:
            return storing.said_later(connection, message)

    def anything_assigned(self) -> bool:
        """Whether a person said of any message by whom, to whom or when it was."""
        with self.database.reading() as connection:
            sql = "SELECT 1 FROM said_later WHERE field <> 'outcome' LIMIT 1"
            return connection.execute(sql).fetchone() is not None

    # Reading

    def read(self, ids: Iterable[int]) -> tuple[Stored, ...]:
        """Messages by id, in order of time; those that are not there are left out."""
        with self.database.reading() as connection:
            rows = connection.execute(f"{READ} WHERE id IN {IDS} {IN_TIME}", (_json(ids),))
            return tuple(stored(row) for row in rows)

    def ids(
        self,
        rep: str | None = None,
        prospect: str | None = None,
        since: datetime | None = None,
        folder: str | None = None,
        latest: int = -1,
    ) -> tuple[int, ...]:
        """Ids of messages in order of time.

        `rep` and `prospect` are names in any spelling; a prospect's name stands for everybody of
        that name, "name|company" for one. `folder` leaves only those with a page there, `latest`
        only that many.
        """
        wanted, values = _wanted(rep, prospect, since)
        if folder is not None:
            wanted = f"{wanted} {'AND' if wanted else 'WHERE'} {self._with_page(folder)}"
            values.append(folder)
        sql = f"SELECT id FROM messages {wanted} {BACKWARDS}, id DESC LIMIT ?"
        with self.database.reading() as connection:
            found = [row["id"] for row in connection.execute(sql, (*values, latest))]
        return tuple(reversed(found))

    def _with_page(self, folder: str) -> str:
        """Condition for a page in a folder, whichever way is quicker for as many as it has."""
        sql = "SELECT COUNT(*) FROM (SELECT 1 FROM pages WHERE folder = ? LIMIT ?)"
        with self.database.reading() as connection:
            many = connection.execute(sql, (folder, MANY_PAGES)).fetchone()[0] == MANY_PAGES
        if many:  # then the latest are soon found, going back in time
            return "EXISTS (SELECT 1 FROM pages WHERE message = messages.id AND folder = ?)"
        return "id IN (SELECT message FROM pages WHERE folder = ?)"

    def measurements(
        self, ids: Iterable[int], *, quoted: bool = True
    ) -> dict[int, tuple[Measurement, ...]]:
        """Measurements of messages, in the order reports show them; with their quotes, or not."""
        columns = "message, id, value, kind, unit, reason, evidence"
        columns = columns if quoted else columns.replace("evidence", "NULL AS evidence")
        sql = f"SELECT {columns} FROM measurements WHERE message IN {IDS} ORDER BY message, place"
        found: defaultdict[int, list[Measurement]] = defaultdict(list)
        with self.database.reading() as connection:
            cursor = connection.cursor()
            cursor.row_factory = None  # plain tuples: there are thousands of rows
            for message, *columns in cursor.execute(sql, (_json(ids),)):
                found[message].append(measurement(*columns))
        return {message: tuple(measured) for message, measured in found.items()}

    def values(self, ids: Iterable[int], measure: str) -> dict[int, float]:
        """What one measure gave as a figure with decimals, by message; others are left out."""
        sql = f"SELECT message, value FROM measurements WHERE message IN {IDS} AND id = ?"
        with self.database.reading() as connection:
            rows = connection.execute(f"{sql} AND kind = 'float'", (_json(ids), measure))
            return {row[0]: row[1] for row in rows}

    def verdicts(self, ids: Iterable[int], judged_by: str) -> dict[int, str]:
        """Letters of the verdicts of messages that were judged so last."""
        sql = f"SELECT message, letters FROM verdicts WHERE message IN {IDS} AND judged_by = ?"
        with self.database.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(sql, (_json(ids), judged_by))}

    def told(self, ids: Iterable[int]) -> dict[int, Told]:
        """What messages say and what they are compared by."""
        columns = "message, sayings, pitch, made_of, prepared, measured_of"
        sql = f"SELECT {columns} FROM pitches WHERE message IN {IDS}"
        with self.database.reading() as connection:
            rows = connection.execute(sql, (_json(ids),)).fetchall()
        return {message: Told(*kept) for message, *kept in map(tuple, rows)}

    def pitched(self, ids: Iterable[int]) -> tuple[Pitched, ...]:
        """What messages are compared by, and whom they were for; those without are left out."""
        sql = f"""
            SELECT id, scored_at, recording, {SAID} AS said, recorded_at, pitch, prepared
            FROM messages JOIN pitches ON message = id
            WHERE id IN {IDS} AND pitch IS NOT NULL
        """
        with self.database.reading() as connection:
            cursor = connection.cursor()
            cursor.row_factory = None
            return tuple(pitched(*columns) for columns in cursor.execute(sql, (_json(ids),)))

    def versions(self, message: int) -> dict[str, str]:
        """With what a message was measured."""
        sql = "SELECT name, version FROM versions WHERE message = ? ORDER BY name"
        with self.database.reading() as connection:
            rows = connection.execute(sql, (message,)).fetchall()
        return {row["name"]: row["version"] for row in rows}

    def attempts(self, ids: Iterable[int]) -> dict[int, int]:
        """Which attempt each message is; those to nobody known are left out."""
        sql = f"""
            SELECT m.id, (SELECT COUNT(*) FROM messages AS o WHERE o.prospect_key = m.prospect_key
                AND (o.recorded_at, o.name, o.sha256) <= (m.recorded_at, m.name, m.sha256)) AS n
            FROM messages AS m WHERE m.id IN {IDS} AND m.prospect_key <> ''
        """
        with self.database.reading() as connection:
            return {row["id"]: row["n"] for row in connection.execute(sql, (_json(ids),))}

    def surroundings(
        self, recording: Recording, sha256: str, message: int | None = None
    ) -> Surroundings:
        """What stands around a message, by its id where it is stored already."""
        rep, prospect = keys(recording)
        where = place(recording, sha256)
        with self.database.reading() as connection:
            if message:  # it may have been stored under another of its file's names
                where = (where[0], storing.name(connection, message), where[2])
            elsewhere = self._elsewhere(connection, rep, prospect, where)
            if not prospect:
                return Surroundings(elsewhere=elsewhere)
            values = (prospect, *where, self.most_earlier)
            sql = "SELECT id, scored_at FROM messages WHERE prospect_key = ? AND"
            before = connection.execute(f"{sql} {BEFORE} {BACKWARDS} LIMIT ?", values)
            after = connection.execute(f"{sql} {AFTER} {IN_TIME} LIMIT ?", values)
            return Surroundings(
                attempt=storing.earlier(connection, prospect, where) + 1,
                before=tuple(map(tuple, before.fetchall()[::-1])),
                after=tuple(map(tuple, after.fetchall())),
                elsewhere=elsewhere,
            )

    def _elsewhere(
        self, connection: sqlite3.Connection, rep: str, prospect: str, where: Place
    ) -> tuple[Version, ...]:
        if not rep:
            return ()
        sql = f"""
            SELECT id, scored_at FROM messages WHERE rep_key = ? AND {BEFORE}
            AND (prospect_key <> ? OR prospect_key = '') {BACKWARDS} LIMIT ?
        """
        rows = connection.execute(sql, (rep, *where, prospect, self.most_elsewhere)).fetchall()
        return tuple(map(tuple, rows[::-1]))

    def stale(self) -> tuple[int, ...]:
        """Messages before which something changed since they were judged, in order of time."""
        table = "messages INDEXED BY messages_stale"
        sql = f"SELECT id FROM {table} WHERE stale AND text IS NOT NULL {IN_TIME}"
        with self.database.reading() as connection:
            return tuple(row["id"] for row in connection.execute(sql))

    # Writing

    def store(self, entry: Entry) -> int:
        """Put a judged message in, whole; return its id.

        What was stored of the same message is replaced; what persons said of it stays. Where it
        is new or says something else, the attempts behind it become stale; it becomes stale
        itself where an attempt before it came in after it was judged.
        """
        with self.database.writing() as connection:
            return storing.store(connection, entry)

    def fresh(self, message: int) -> None:
        """Note that the pages of a message are written as it was judged."""
        with self.database.writing() as connection:
            connection.execute("UPDATE messages SET stale = 0 WHERE id = ?", (message,))

    def say(self, message: int, fields: dict[str, str | None], by: str) -> None:
        """Keep what a person says of a message; it and the attempts behind it become stale.

        Raises
        ------
        CoachError
            Where it would be what another message is already.
        """
        with self.database.writing() as connection:
            storing.say(connection, message, fields, by)


def _json(ids: Iterable[int]) -> str:
    return json.dumps(list(ids))


def _wanted(rep: str | None, prospect: str | None, since: datetime | None) -> tuple[str, list[str]]:
    """The WHERE of a query, and its values."""
    terms: list[str] = []
    values: list[str] = []
    if rep is not None:
        terms.append("rep_key = ?")
        values.append(compared(rep))
    if prospect is not None:
        name, bar, company = prospect.partition("|")
        key = f"{compared(name)}|"
        if bar:
            terms.append("prospect_key = ?")
            values.append(key + compared(company))
        else:
            terms.append("prospect_key >= ? AND prospect_key < ?")
            values += [key, f"{compared(name)}}}"]  # "}" is the sign behind "|"
    if since is not None:
        terms.append("recorded_at >= ?")
        values.append(utc_text(since))
    return (f"WHERE {' AND '.join(terms)}" if terms else ""), values
