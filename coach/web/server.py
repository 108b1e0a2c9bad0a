"""Running the server: one for each history, until it is stopped."""

from __future__ import annotations

import logging
import sqlite3
import sys
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import typer
import uvicorn

from coach.errors import UsageError
from coach.service import Coach
from coach.web.app import application
from coach.web.command import refuse_open_doors
from coach.web.connection import Connection
from coach.web.limits import Limits
from coach.web.secret import new_secret
from coach.web.site import site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coach.settings import Settings
    from coach.web.address import Address
    from coach.web.site import Site

ADMIN = "admin"
"""The name of the first account."""


def run(settings: Settings, address: Address, *, team: bool, quiet: bool, show: bool) -> None:
    """Serve until interrupted.

    Raises
    ------
    UsageError
        Where another server has this history, or the address is open to others without accounts.
    CoachError
        Where the history cannot be used, or the model is missing.
    """
    settings = replace(settings, region=settings.region.upper())
    limits = Limits(max_mb=settings.max_mb, max_minutes=settings.max_minutes)
    entrance = new_secret()
    coach = Coach(settings)
    coach.history.prepare()
    with only_server(settings.home):
        made = site(coach, address, limits, entrance)
        told = _first_admin(made) if team and not made.accounts.needed else None
        if told is None:
            refuse_open_doors(made)
        shown = told or _way_in(made, entrance)
        _say(shown, quiet=quiet)
        if show:
            typer.launch(shown)
        _serve(made)


def _way_in(made: Site, entrance: str) -> str:
    """The address to open: for one person with a secret in it, for a team the log in."""
    opened = made.address.opened
    return f"{opened}/" if made.accounts.needed else f"{opened}/enter?key={entrance}"


def _first_admin(made: Site) -> str:
    """Make the first admin, or a new link for one who never came in; returns the link.

    Raises
    ------
    UsageError
        Where the server would be reached from elsewhere meanwhile.
    """
    if not made.address.is_local or made.address.behind_proxy:
        raise UsageError("Make the first admin on this computer: coach serve --team, nothing else.")
    known = {account.name: account for account in made.accounts.all()}
    if ADMIN in known:
        secret = made.accounts.link(known[ADMIN].id)
    else:
        secret = made.accounts.invite(ADMIN, "admin", None)
    return f"{made.address.opened}/join?link={secret}"


def _say(shown: str, *, quiet: bool) -> None:
    sys.stdout.write(f"{shown}\n" if quiet else f"Open this in your browser: {shown}\n")
    if not quiet:
        sys.stdout.write("Stop with Ctrl-C; what was sent is kept and scored next time.\n")
    sys.stdout.flush()


def _serve(made: Site) -> None:
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    config = uvicorn.Config(
        application(made),
        http=Connection,
        host=made.address.host,
        port=made.address.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="none",
        proxy_headers=made.address.behind_proxy,
        forwarded_allow_ips="127.0.0.1",
        timeout_keep_alive=30,
        timeout_graceful_shutdown=5,
    )
    server = uvicorn.Server(config)
    try:
        server.run()
    except SystemExit as error:
        told = f"Port {made.address.port} cannot be used; choose another with --port."
        raise UsageError(told) from error
    if not server.started:
        raise UsageError(f"Port {made.address.port} cannot be used; choose another with --port.")


@contextmanager
def only_server(home: Path) -> Iterator[None]:
    """Be the only server of a history: two would score the same uploads.

    A lock that SQLite holds on a file of its own; it is gone however the process ends.

    Raises
    ------
    UsageError
        Where another server runs.
    """
    lock = sqlite3.connect(home / "serve.lock", timeout=0.2, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
        yield
    except sqlite3.OperationalError as error:
        raise UsageError(f"Another coach serve has the history {home} open.") from error
    finally:
        lock.close()
