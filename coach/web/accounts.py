"""Local accounts: made by a one-time link, passwords as argon2id, shut rather than erased."""

from __future__ import annotations

import functools
import re
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from coach.errors import UsageError
from coach.web.person import OWNER, Person, Role
from coach.web.secret import digest, new_secret

if TYPE_CHECKING:
    import sqlite3

    from coach.history import Database

LINK_HOURS = 24
SHORTEST, LONGEST = 12, 256
"""Characters in a password: OWASP ASVS 4.0.3, 2.1.1 and 2.1.2."""

NAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,63}")
HASHER = PasswordHasher()
"""argon2-cffi's defaults: RFC 9106's low-memory profile, 64 MiB and 3 rounds."""

_ONE_AT_A_TIME = threading.Semaphore(2)
"""A hash takes 64 MiB: fifty reps who come in at once must not take 3 GB."""

_COMMON = frozenset(
    (
        *("password1234", "passwordpassword", "123456789012", "1234567890123", "qwertyuiopas"),
        *("qwerty123456", "iloveyou1234", "administrator", "letmein12345", "welcome12345"),
    )
)


@dataclass(frozen=True, slots=True)
class Account:
    """An account as an admin sees it; `joined` once a password was chosen."""

    id: int
    name: str
    rep: str | None
    role: Role
    active: bool
    joined: bool


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts in one history."""

    database: Database

    @property
    def needed(self) -> bool:
        """Whether somebody chose a password: from then on nobody comes in without one."""
        return any(account.joined for account in self.all())

    def all(self) -> tuple[Account, ...]:
        """Return all accounts but the owner's, by name."""
        with self.database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM web_accounts WHERE id <> ? ORDER BY name", (OWNER,)
            )
            return tuple(_account(row) for row in rows)

    def person(self, account: int, form: str | None = None) -> Person | None:
        """Return who an account is for; None once it is shut."""
        with self.database.reading() as connection:
            row = connection.execute(
                "SELECT * FROM web_accounts WHERE id = ? AND active", (account,)
            ).fetchone()
        return Person(row["id"], row["name"], row["role"], row["rep"], form) if row else None

    def invite(self, name: str, role: Role, rep: str | None) -> str:
        """Make an account, and return the secret of the link with which its password is chosen.

        Raises
        ------
        UsageError
            Where the name is taken or unfit, or a rep's account has no rep.
        """
        name, rep = name.strip().lower(), (rep or "").strip() or None
        if not NAME.fullmatch(name):
            raise UsageError("A name has letters, digits and . _ @ + - only, at most 64 of them.")
        if role == "rep" and not rep:
            raise UsageError("Say whose messages a rep sees: the name as recordings have it.")
        with self.database.writing() as connection:
            taken = connection.execute("SELECT 1 FROM web_accounts WHERE name = ?", (name,))
            if taken.fetchone():
                raise UsageError(f"There is an account named {name} already.")
            made = connection.execute(
                "INSERT INTO web_accounts (name, rep, role, made_at) VALUES (?, ?, ?, ?)",
                (name, rep, role, time.time()),
            )
            return _link(connection, made.lastrowid or 0)

    def link(self, account: int) -> str:
        """Return a new one-time link's secret for an account; older ones stop working."""
        with self.database.writing() as connection:
            return _link(connection, account)

    def invited(self, secret: str) -> Account | None:
        """Return whose one-time link this is; None where it is used up, too old or invented."""
        with self.database.reading() as connection:
            row = connection.execute(
                "SELECT a.* FROM web_accounts a JOIN web_invitations i ON i.account = a.id"
                " WHERE i.digest = ? AND i.until > ? AND a.active",
                (digest(secret), time.time()),
            ).fetchone()
        return _account(row) if row else None

    def join(self, secret: str, password: str) -> Person | None:
        """Use up a one-time link: set the password, end every session of the account.

        Raises
        ------
        UsageError
            Where the password is too weak; the link stays good.
        """
        invited = self.invited(secret)
        if invited is None:
            return None
        refuse_weak(password, invited.name)
        hashed = _hash(password)
        with self.database.writing() as connection:
            used = connection.execute(
                "DELETE FROM web_invitations WHERE digest = ?", (digest(secret),)
            )
            if not used.rowcount:  # another tab was quicker
                return None
            _set_password(connection, invited.id, hashed)
        return self.person(invited.id)

    def verified(self, name: str, password: str) -> Person | None:
        """Return who this is; a wrong name takes as long as a wrong password."""
        with self.database.reading() as connection:
            row = connection.execute(
                "SELECT id, password FROM web_accounts"
                " WHERE name = ? AND active AND password IS NOT NULL",
                (name.strip().lower(),),
            ).fetchone()
        right = _verify(row["password"] if row else _nobodys(), password)
        return self.person(row["id"]) if row and right else None

    def change_password(self, person: Person, old: str, new: str) -> bool:
        """Change a password; False where the old one is wrong. Ends the account's sessions."""
        if self.verified(person.name, old) is None:
            return False
        refuse_weak(new, person.name)
        hashed = _hash(new)
        with self.database.writing() as connection:
            _set_password(connection, person.account, hashed)
        return True

    def shut(self, account: int, *, active: bool) -> None:
        """Shut an account, its sessions and keys, or open it again; the last admin stays.

        Raises
        ------
        UsageError
            Where nobody would be left who may make accounts.
        """
        with self.database.writing() as connection:
            left = connection.execute(
                "SELECT 1 FROM web_accounts WHERE role = 'admin' AND active"
                " AND password IS NOT NULL AND id <> ?",
                (account,),
            ).fetchone()
            if not active and left is None:
                raise UsageError("This is the last admin; make another one first.")
            connection.execute("UPDATE web_accounts SET active = ? WHERE id = ?", (active, account))
            if not active:
                connection.execute("DELETE FROM web_sessions WHERE account = ?", (account,))
                connection.execute("DELETE FROM web_keys WHERE account = ?", (account,))


def refuse_weak(password: str, name: str) -> None:
    """Refuse a password that is too short, too long, or the first that anybody tries.

    Raises
    ------
    UsageError
        With what is wanted.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"A password has {SHORTEST} to {LONGEST} characters.")
    plain = password.lower()
    if plain in _COMMON or len(set(plain)) < 5 or (name and name in plain and len(plain) < 20):
        raise UsageError("This password is among the first that anybody tries; take another.")


def _account(row: sqlite3.Row) -> Account:
    joined = row["password"] is not None
    return Account(row["id"], row["name"], row["rep"], row["role"], bool(row["active"]), joined)


def _link(connection: sqlite3.Connection, account: int) -> str:
    secret = new_secret()
    connection.execute("DELETE FROM web_invitations WHERE account = ?", (account,))
    connection.execute(
        "INSERT INTO web_invitations VALUES (?, ?, ?)",
        (digest(secret), account, time.time() + 3_600 * LINK_HOURS),
    )
    return secret


def _set_password(connection: sqlite3.Connection, account: int, hashed: str) -> None:
    connection.execute("UPDATE web_accounts SET password = ? WHERE id = ?", (hashed, account))
    connection.execute("DELETE FROM web_sessions WHERE account = ?", (account,))


def _hash(password: str) -> str:
    with _ONE_AT_A_TIME:
        return HASHER.hash(password)


def _verify(hashed: str, password: str) -> bool:
    if len(password) > LONGEST:
        return False
    try:
        with _ONE_AT_A_TIME:
            return HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


@functools.cache
def _nobodys() -> str:
    """A hash that no password has, to spend the same time on."""
    return _hash(new_secret())
