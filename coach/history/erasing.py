"""Taking messages out again so that no byte is left, and letting texts and sounds go with age."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.identity import compared, utc_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime

    from coach.history.database import Database
    from coach.history.hearings import Hearings

LEFT_BEHIND_S = 60.0
"""A file of sound that no hearing knows for this long was left by a run that was killed."""

UPLOADS = "uploads"
"""Where the browser pages keep recordings until they are scored, each under its number."""

IDS = "(SELECT value FROM json_each(?))"
RECORDED = """
    (SELECT MAX(CASE recorded_at WHEN '' THEN heard_at ELSE recorded_at END)
     FROM messages WHERE messages.hearing = hearings.key)
"""
"""When the latest of a hearing's messages was recorded; NULL where it has none."""


@dataclass(frozen=True, slots=True)
class Erasing:
    """Takes messages, texts and sounds out of one history."""

    database: Database
    hearings: Hearings

    def affected(self, ids: Iterable[int]) -> tuple[int, ...]:
        """Other messages that were compared with these: to their prospects, or by their reps."""
        sql = f"""
            SELECT id FROM messages WHERE id NOT IN {IDS} AND (
                prospect_key <> '' AND prospect_key IN
                    (SELECT prospect_key FROM messages WHERE id IN {IDS})
                OR rep_key <> '' AND EXISTS (SELECT 1 FROM messages AS gone WHERE gone.id IN {IDS}
                    AND gone.rep_key = messages.rep_key AND
                    gone.recorded_at <= messages.recorded_at))
            ORDER BY recorded_at, name, sha256
        """
        given = json.dumps(list(ids))
        with self.database.reading() as connection:
            return tuple(row[0] for row in connection.execute(sql, (given, given, given)))

    def remove(self, ids: Iterable[int]) -> None:
        """Take messages out, with what was heard in them where nobody else needs it.

        What was compared with them becomes stale. The sounds' files go first: a run that is
        killed half-way can be repeated.
        """
        given = json.dumps(list(ids))
        stale = json.dumps(self.affected(ids))
        lone = f"""
            SELECT key FROM hearings WHERE sha256 IN
                (SELECT sha256 FROM messages WHERE id IN {IDS})
            AND sha256 NOT IN (SELECT sha256 FROM messages WHERE id NOT IN {IDS})
        """
        with self.database.writing() as connection:
            keys = [row["key"] for row in connection.execute(lone, (given, given))]
            for key in keys:
                self.hearings.let_sound_go(key)
            connection.execute(f"DELETE FROM messages WHERE id IN {IDS}", (given,))
            _drop_hearings(connection, keys)
            connection.execute(f"UPDATE messages SET stale = 1 WHERE id IN {IDS}", (stale,))

    def let_uploads_go(self, rep: str | None, prospect: str | None) -> None:
        """Erase recordings that came in by browser for a rep or prospect and became no message.

        Those that are being scored become one, and can be erased then.
        """
        sql = "SELECT * FROM web_uploads WHERE state NOT IN ('claimed', 'working')"
        with self.database.writing() as connection:
            found = [row["id"] for row in connection.execute(sql) if _names(row, rep, prospect)]
            for upload in found:
                for path in (self.database.home / UPLOADS).glob(f"{upload}.*"):
                    path.unlink(missing_ok=True)
            connection.execute(f"DELETE FROM web_uploads WHERE id IN {IDS}", (json.dumps(found),))

    def sweep(self) -> None:
        """Take away what killed runs left, then overwrite and give back what is free.

        Hearings that no message needs go too: nobody could name them to have them forgotten.
        """
        with self.database.writing() as connection:
            sql = "SELECT key FROM hearings WHERE key NOT IN (SELECT hearing FROM messages)"
            _drop_hearings(connection, [row["key"] for row in connection.execute(sql)])
            known = {row["key"] for row in connection.execute("SELECT key FROM hearings")}
        for path in self.hearings.sounds():
            old = time.time() - path.stat().st_mtime > LEFT_BEHIND_S
            if path.stem not in known and (old or not path.name.startswith(".")):
                path.unlink(missing_ok=True)
        self.database.shrink()

    def aged(
        self, sound_before: datetime | None = None, text_before: datetime | None = None
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Keys of hearings whose sound, and whose text, is kept and is older than that."""
        sound = f"SELECT key FROM hearings WHERE NOT sound_let_go AND {RECORDED} < ?"
        text = f"SELECT key FROM hearings WHERE speech IS NOT NULL AND {RECORDED} < ?"
        with self.database.reading() as connection:
            return tuple(
                tuple(r[0] for r in connection.execute(sql, (utc_text(at),))) if at else ()
                for sql, at in ((sound, sound_before), (text, text_before))
            )  # type: ignore[return-value]  # two, as many as asked for

    def messages_of(self, keys: Iterable[str]) -> tuple[int, ...]:
        """Messages that were heard so."""
        sql = f"SELECT id FROM messages WHERE hearing IN {IDS} ORDER BY id"
        with self.database.reading() as connection:
            return tuple(row[0] for row in connection.execute(sql, (json.dumps(list(keys)),)))

    def let_sounds_go(self, keys: Iterable[str]) -> None:
        """Erase the sounds of hearings; their messages become stale, as pages play them."""
        given = json.dumps(list(keys))
        with self.database.writing() as connection:
            connection.execute(
                f"UPDATE messages SET stale = 1 WHERE hearing IN {IDS}",
                (given,),
            )
            connection.execute(
                f"UPDATE hearings SET sound_let_go = 1 WHERE key IN {IDS}",
                (given,),
            )
            for key in json.loads(given):
                self.hearings.let_sound_go(key)

    def let_texts_go(self, keys: Iterable[str]) -> None:
        """Erase words, quotes, vectors and pitches; measurements without their quotes stay."""
        given = json.dumps(list(keys))
        messages = f"(SELECT id FROM messages WHERE hearing IN {IDS})"
        with self.database.writing() as connection:
            for sql in (
                f"UPDATE measurements SET evidence = NULL, value = CASE kind WHEN 'str' THEN ''"
                f" ELSE value END, reason = NULL WHERE message IN {messages}",
                f"DELETE FROM verdicts WHERE message IN {messages}",
                f"DELETE FROM pitches WHERE message IN {messages}",
                f"DELETE FROM pages WHERE message IN {messages}",
                f"UPDATE messages SET text = NULL, stale = 0 WHERE hearing IN {IDS}",
                f"UPDATE hearings SET speech = NULL WHERE key IN {IDS}",
                f"DELETE FROM beside WHERE hearing IN {IDS}",
            ):
                connection.execute(sql, (given,))


def _names(upload: sqlite3.Row, rep: str | None, prospect: str | None) -> bool:
    """Whether an upload was said to be by a rep or for a prospect, or its file's name says so."""
    whom, bar, company = (prospect or "").partition("|")
    file = " ".join(re.split(r"[\W_]+", upload["name"].casefold()))
    for name, said in ((rep, upload["rep"]), (whom, upload["prospect"])):
        key = compared(name)
        if key and (compared(said) == key or f" {key} " in f" {file} "):
            known = compared(upload["prospect_company"])
            return name is rep or not bar or known in ("", compared(company))
    return False


def _drop_hearings(connection: sqlite3.Connection, keys: Iterable[str]) -> None:
    given = json.dumps(list(keys))
    for sql in (
        f"DELETE FROM beside WHERE hearing IN {IDS}",
        f"DELETE FROM hearings WHERE key IN {IDS}",
    ):
        connection.execute(sql, (given,))
