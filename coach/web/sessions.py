"""Who has come in: sessions of browsers, keys of dialers, and wrong passwords that slow down."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.web.secret import digest, new_secret

if TYPE_CHECKING:
    from coach.history import Database

IDLE_S = 12 * 3_600.0
"""A session that nobody uses for half a day is over (ours; a working day)."""
LONGEST_S = 14 * 86_400.0
SEEN_S = 60.0
"""How exactly the last use is noted: not every request writes."""

WINDOW_S = 900.0
MOST_MISSES = {"name": 10, "address": 30}
"""Wrong passwords within the window before more are refused: under ASVS 2.2.1's 100 an hour."""

KEY_MARK = "coach_"
MOST_KEYS = 20


@dataclass(frozen=True, slots=True)
class Session:
    """An open session: whose, and the secret that its forms carry."""

    account: int
    form: str


@dataclass(frozen=True, slots=True)
class Sessions:
    """Sessions in one history; the secret itself is in the cookie only."""

    database: Database

    def begin(self, account: int) -> str:
        """Begin a session, and return its secret for the cookie."""
        secret, now = new_secret(), time.time()
        with self.database.writing() as connection:
            connection.execute(
                "DELETE FROM web_sessions WHERE seen_at < ? OR made_at < ?",
                (now - IDLE_S, now - LONGEST_S),
            )
            connection.execute(
                "INSERT INTO web_sessions VALUES (?, ?, ?, ?, ?)",
                (digest(secret), account, new_secret(), now, now),
            )
        return secret

    def find(self, secret: str) -> Session | None:
        """Return the session of a cookie; None where there is none or it is over."""
        now, key = time.time(), digest(secret)
        with self.database.reading() as connection:
            row = connection.execute(
                "SELECT * FROM web_sessions WHERE digest = ? AND seen_at > ? AND made_at > ?",
                (key, now - IDLE_S, now - LONGEST_S),
            ).fetchone()
        if row is None:
            return None
        if now - row["seen_at"] > SEEN_S:
            with self.database.writing() as connection:
                connection.execute(
                    "UPDATE web_sessions SET seen_at = ? WHERE digest = ?", (now, key)
                )
        return Session(row["account"], row["form"])

    def end(self, secret: str) -> None:
        """End one session."""
        with self.database.writing() as connection:
            connection.execute("DELETE FROM web_sessions WHERE digest = ?", (digest(secret),))

    def first_time(self, form: str) -> bool:
        """Note that a form was sent; False where the very same one was sent before."""
        now = time.time()
        with self.database.writing() as connection:
            connection.execute("DELETE FROM web_sent WHERE at < ?", (now - 86_400,))
            done = connection.execute(
                "INSERT OR IGNORE INTO web_sent VALUES (?, ?)", (digest(form), now)
            )
            return bool(done.rowcount)

    def not_done(self, form: str) -> None:
        """Let a form be sent again, for what it asked was not done."""
        with self.database.writing() as connection:
            connection.execute("DELETE FROM web_sent WHERE digest = ?", (digest(form),))


@dataclass(frozen=True, slots=True)
class Key:
    """A dialer's key as its owner sees it; the key itself is shown once."""

    id: int
    label: str
    made_at: float
    used_at: float | None


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys for dialers and scripts in one history."""

    database: Database

    def make(self, account: int, label: str) -> str | None:
        """Make a key and return it, the only time; None where the person has too many."""
        key = KEY_MARK + new_secret()
        with self.database.writing() as connection:
            count = connection.execute(
                "SELECT count(*) FROM web_keys WHERE account = ?", (account,)
            ).fetchone()[0]
            if count >= MOST_KEYS:
                return None
            connection.execute(
                "INSERT INTO web_keys (digest, account, label, made_at) VALUES (?, ?, ?, ?)",
                (digest(key), account, label.strip()[:100] or "dialer", time.time()),
            )
        return key

    def account(self, key: str) -> int | None:
        """Return in whose name a key comes in, or None."""
        now = time.time()
        with self.database.reading() as connection:
            row = connection.execute(
                "SELECT id, account, used_at FROM web_keys WHERE digest = ?", (digest(key),)
            ).fetchone()
        if row and now - (row["used_at"] or 0) > SEEN_S:
            with self.database.writing() as connection:
                connection.execute("UPDATE web_keys SET used_at = ? WHERE id = ?", (now, row["id"]))
        return row["account"] if row else None

    def of(self, account: int) -> tuple[Key, ...]:
        """Return a person's keys, newest first."""
        with self.database.reading() as connection:
            rows = connection.execute(
                "SELECT id, label, made_at, used_at FROM web_keys WHERE account = ?"
                " ORDER BY id DESC",
                (account,),
            )
            return tuple(Key(*row) for row in rows)

    def drop(self, account: int, key: int) -> None:
        """Drop a person's own key."""
        with self.database.writing() as connection:
            connection.execute("DELETE FROM web_keys WHERE id = ? AND account = ?", (key, account))


@dataclass(frozen=True, slots=True)
class Misses:
    """Wrong passwords by name and by address; both are kept as digests, for an hour."""

    database: Database

    def too_many(self, name: str, address: str) -> bool:
        """Whether no further password is looked at for a while."""
        since = time.time() - WINDOW_S
        with self.database.reading() as connection:
            return any(
                connection.execute(
                    "SELECT count(*) FROM web_misses WHERE of = ? AND at > ?", (of, since)
                ).fetchone()[0]
                >= MOST_MISSES[kind]
                for kind, of in _of(name, address)
            )

    def note(self, name: str, address: str) -> float:
        """Note a wrong password; returns when."""
        now = time.time()
        with self.database.writing() as connection:
            connection.execute("DELETE FROM web_misses WHERE at < ?", (now - 3_600,))
            connection.executemany(
                "INSERT INTO web_misses VALUES (?, ?)", [(of, now) for _, of in _of(name, address)]
            )
        return now

    def forget(self, name: str, address: str, at: float) -> None:
        """The password noted at `at` was right: forget it, and the name's misses before.

        The address's other misses stay: who knows one password may be guessing another's.
        """
        (_, named), (_, whence) = _of(name, address)
        with self.database.writing() as connection:
            connection.execute("DELETE FROM web_misses WHERE of = ?", (named,))
            connection.execute("DELETE FROM web_misses WHERE of = ? AND at = ?", (whence, at))


def _of(name: str, address: str) -> tuple[tuple[str, str], ...]:
    name = name.strip().lower()
    return (("name", digest(f"name|{name}")), ("address", digest(f"address|{address}")))
