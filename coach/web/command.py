"""`coach serve`: the command, which the command line takes in as it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach import options
from coach.errors import UsageError
from coach.settings import DEFAULT_MODEL, DEFAULT_PLAYBOOK

if TYPE_CHECKING:
    from coach.web.address import Address
    from coach.web.site import Site

PORT = 8765

Host = Annotated[
    str, typer.Option("--host", envvar="COACH_HOST", help="Where to listen; else needs accounts.")
]
Port = Annotated[
    int, typer.Option("--port", envvar="COACH_PORT", help="On which port.", min=1, max=65535)
]
Public = Annotated[
    str | None,
    typer.Option(
        "--address", envvar="COACH_ADDRESS", help="What browsers open, behind a proxy: https://..."
    ),
]
Team = Annotated[
    bool, typer.Option("--team", envvar="COACH_TEAM", help="Make the first admin by a link.")
]
Open = Annotated[bool, typer.Option("--open", envvar="COACH_OPEN", help="Open the browser.")]


def serve(
    host: Host = "127.0.0.1",
    port: Port = PORT,
    address: Public = None,
    team: Team = False,
    out: options.Out = Path("reports"),
    home: options.Home = None,
    model: options.Model = DEFAULT_MODEL,
    playbook: options.PlaybookOption = DEFAULT_PLAYBOOK,
    roster: options.RosterFile = None,
    rep: options.Rep = None,
    rep_company: options.RepCompany = None,
    rep_phone: options.RepPhone = None,
    region: options.Region = "US",
    timezone: options.Timezone = None,
    jobs: options.Jobs = None,
    max_minutes: options.MaxMinutes = 10.0,
    max_mb: options.MaxMb = 512.0,
    quiet: options.Quiet = False,
    show: Open = False,
) -> None:
    """Upload, read and practise in the browser, alone or as a team with accounts."""
    settings = options.settings(locals())
    from coach.web.server import run

    run(settings, _address(host, port, address), team=team, quiet=quiet, show=show)


def _address(host: str, port: int, public: str | None) -> Address:
    from coach.web.address import address

    return address(host, port, public)


def refuse_open_doors(site: Site) -> None:
    """Refuse to be reached from elsewhere while anybody could come in.

    Raises
    ------
    UsageError
        Saying how to make the first account.
    """
    if site.accounts.needed:
        return
    if not site.address.is_local:
        told = "listens on this computer only until somebody has an account"
        raise UsageError(f"coach serve {told}: run coach serve --team first.")
    if site.address.behind_proxy:
        raise UsageError("--address is for a team: run coach serve --team first, without it.")
