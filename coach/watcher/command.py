"""The command `coach watch`: options in, a watcher, its status or its list out."""

from __future__ import annotations

import json as json_lines
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from coach import options
from coach.errors import ExitCode, UsageError
from coach.settings import DEFAULT_MODEL, DEFAULT_PLAYBOOK, Settings
from coach.watcher.orders import INTERVAL_S, PATIENCE_S, SETTLE_S, Orders

LEVELS = ("rep", "prospect", "rep_company", "prospect_company", "segment", "-")

Folder = Annotated[str, typer.Argument(help="Folder that recordings are dropped into.")]


def _option(env: str, help_text: str, *names: str, **more: Any) -> Any:
    return typer.Option(*names, envvar=f"COACH_{env}", help=help_text, show_envvar=False, **more)


Out = Annotated[
    Path | None, _option("OUT", "Folder for the pages (default: reports; a service must say).")
]
Settle = Annotated[
    float, _option("SETTLE", "Seconds a file must not have changed before it is taken.", min=0.1)
]
Interval = Annotated[float, _option("INTERVAL", "Seconds between full scans.", min=0.1)]
Patience = Annotated[
    float, _option("PATIENCE", "Seconds to wait for the rest of a file that breaks off.", min=0.0)
]
Leave = Annotated[
    bool | None,
    _option("LEAVE", "Leave files where they are, or move them (default: ask the folder).",
            "--leave/--move"),
]  # fmt: skip
Since = Annotated[
    str | None, _option("SINCE", "Leave recordings alone that are older than this date.")
]
Folders = Annotated[
    str, _option("FOLDERS", "What sub-folders name, from the top, such as rep/prospect or -.")
]
OnScored = Annotated[
    str | None,
    _option("ON_SCORED", "Command run for each scored message, with its JSON on standard input."),
]
Notify = Annotated[bool, _option("NOTIFY", "Show a desktop notification for each message.")]
LogFormat = Annotated[str, _option("LOG", "Log lines as text or json.")]
Once = Annotated[bool, _option("ONCE", "Work until nothing is left to do, then stop.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="List what would be taken; touch nothing.")]
ShowStatus = Annotated[
    bool, typer.Option("--status", help="Say how the watcher of this folder is.")
]


def watch(
    folder: Folder,
    out: Out = None,
    home: options.Home = None,
    model: options.Model = DEFAULT_MODEL,
    playbook: options.PlaybookOption = DEFAULT_PLAYBOOK,
    roster: options.RosterFile = None,
    rep: options.Rep = None,
    rep_company: options.RepCompany = None,
    rep_phone: options.RepPhone = None,
    prospect: options.Prospect = None,
    prospect_company: options.ProspectCompany = None,
    pattern: options.Pattern = None,
    region: options.Region = "US",
    timezone: options.Timezone = None,
    language: options.Language = "en",
    device: options.Device = "cpu",
    jobs: options.Jobs = None,
    max_minutes: options.MaxMinutes = 10.0,
    max_mb: options.MaxMb = 512.0,
    settle: Settle = SETTLE_S,
    interval: Interval = INTERVAL_S,
    patience: Patience = PATIENCE_S,
    leave: Leave = None,
    since: Since = None,
    folders: Folders = "rep/prospect",
    on_scored: OnScored = None,
    notify: Notify = False,
    log: LogFormat = "text",
    once: Once = False,
    dry_run: DryRun = False,
    status: ShowStatus = False,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Score each recording that is dropped into a folder, exactly once, until stopped."""
    given = Given(**{name: value for name, value in locals().items() if name in FIELDS})
    settings = options.settings(locals())
    if status:
        raise typer.Exit(_status(folder, settings, json=json))
    orders = given.orders(settings)
    if dry_run:
        from coach.watcher.dry import dry_run as listed

        raise typer.Exit(listed(folder, settings, orders))
    from coach.watcher.running import refuse_default_out
    from coach.watcher.running import watch as watched

    refuse_default_out(out)
    raise typer.Exit(watched(folder, settings, orders))


@dataclass(frozen=True, slots=True)
class Given:
    """The options of `watch` as they were given."""

    settle: float
    interval: float
    patience: float
    leave: bool | None
    since: str | None
    folders: str
    on_scored: str | None
    notify: bool
    log: str
    once: bool
    json: bool
    quiet: bool

    def orders(self, settings: Settings) -> Orders:
        """Read them.

        Raises
        ------
        UsageError
            Naming the option that cannot be read.
        """
        from coach.roster import moment, zone

        if self.log not in ("text", "json"):
            raise UsageError("--log is text or json.")
        own = zone(settings.timezone, "--timezone")
        return Orders(
            settle_s=self.settle,
            interval_s=self.interval,
            patience_s=self.patience,
            leave=self.leave,
            once=self.once,
            since=moment(self.since, own, "--since") if self.since else None,
            levels=_levels(self.folders),
            hook=self.on_scored,
            notify=self.notify,
            json=self.json,
            log_json=self.log == "json",
            quiet=self.quiet,
        )


FIELDS = frozenset(Given.__dataclass_fields__)


def _levels(text: str) -> tuple[str, ...]:
    levels = tuple(level.strip() for level in text.split("/") if level.strip())
    for level in levels:
        if level not in LEVELS:
            raise UsageError(f"--folders: {level!r} is none of {', '.join(LEVELS)}.")
    return tuple("" if level == "-" else level for level in levels)


def _status(given: str, settings: Settings, *, json: bool) -> ExitCode:
    """Print how the watcher is; exit status 1 where it is not well."""
    from coach.watcher.lock import state_folder
    from coach.watcher.status import health, read_status, status_lines

    folder, now = Path(given).resolve(), time.time()
    told = read_status(state_folder(settings.home.resolve(), folder))
    well, sentence = health(told, now)
    if json:
        typer.echo(json_lines.dumps({"well": well, "message": sentence, **(told or {})}))
    else:
        for line in (sentence, *(status_lines(told, now) if told else ())):
            typer.echo(line)
    return ExitCode.OK if well else ExitCode.SOME_FAILED
