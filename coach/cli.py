"""The command line: reads options, shows outcomes, and does nothing else."""

from __future__ import annotations

import io
import os
import sys
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coach import __version__, options, upkeep
from coach.errors import CoachError, ExitCode
from coach.exporting import DEFAULT_FOLDER, ExportFolder, Formats, Mask, Since
from coach.scoring import TeamOptions, score_all
from coach.settings import DEFAULT_MODEL, DEFAULT_PLAYBOOK, default_cache, default_home

if TYPE_CHECKING:
    from collections.abc import Sequence


# The options' own types are looked up when the commands are declared.
from pathlib import Path

from coach.watcher.command import watch
from coach.web.command import serve

app = typer.Typer(
    name="coach",
    help="Scores the voicemails sales reps leave, on this computer, and plays the evidence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # its help costs 0.15 s of processor time
)

USAGE_ERRORS: tuple[type[Any], ...] = typer.BadParameter.__bases__
"""What typer raises for a wrong command line; it gives the class itself no public name."""

INTERRUPTED = "Interrupted; what was finished is kept."
Paths = Annotated[list[str], typer.Argument(help="Recordings, or folders of them.")]
DraftPaths = Annotated[
    list[str], typer.Argument(metavar="FILE", help='Drafts in order; "-" is standard input.')
]
Consenting = Annotated[
    list[str] | None,
    typer.Option("--consenting", help="Rep whose lines may be shown by name; can be repeated."),
]
Webhook = Annotated[
    str | None,
    typer.Option(help="https address told of each message; the secret is COACH_WEBHOOK_SECRET."),
]
OnScored = Annotated[
    str | None, typer.Option(help="Command run for each message, its JSON on standard input.")
]
Folder = Annotated[str, typer.Argument(help="Folder of recordings.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"coach {__version__}")
        raise typer.Exit


@app.callback()
def main(
    context: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option(
            envvar="COACH_CONFIG", help="TOML file of options (default: coach.toml here)."
        ),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version.")
    ] = False,
) -> None:
    """Scores the voicemails sales reps leave, on this computer, and plays the evidence."""
    group: Any = context.command
    flags = {name: _flags(command) for name, command in group.commands.items()}
    found = options.file_options(config, frozenset(chain.from_iterable(flags.values())))
    context.default_map = {
        name: {own: found[flag] for flag, own in its.items() if flag in found}
        for name, its in flags.items()
    }


def _flags(command: Any) -> dict[str, str]:
    """A command's flags as a file may name them, and what each is called inside."""
    return {
        flag.removeprefix("--").replace("-", "_"): option.name
        for option in command.params
        if option.param_type_name == "option"
        for flag in option.opts
        if flag.startswith("--")
    }


@app.command()
def score(
    paths: Paths,
    out: options.Out = Path("reports"),
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
    cluster: options.Cluster = None,
    audio_older_than: options.AudioOlderThan = None,
    text_older_than: options.TextOlderThan = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    open_index: options.Open = False,
) -> None:
    """Score recordings, write a page for each and an index, and print a table."""
    asked = options.settings(locals())
    status = score_all(paths, asked, cluster=cluster, json=json, quiet=quiet, show=open_index)
    raise typer.Exit(status)


@app.command()
def batch(
    folder: Folder,
    out: options.Out = Path("reports"),
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
    cluster: options.Cluster = None,
    mask: Mask = False,
    consenting: Consenting = None,
    webhook: Webhook = None,
    on_scored: OnScored = None,
    audio_older_than: options.AudioOlderThan = None,
    text_older_than: options.TextOlderThan = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    open_index: options.Open = False,
) -> None:
    """Score a team's folder tree; write the team's page and a table of all measurements, too."""
    raise typer.Exit(
        score_all(
            [folder],
            options.settings(locals()),
            cluster=cluster,
            json=json,
            quiet=quiet,
            show=open_index,
            team=TeamOptions(mask, tuple(consenting or ()), webhook, on_scored),
        )
    )


@app.command()
def script(
    files: DraftPaths,
    out: options.Out = Path("reports"),
    home: options.Home = None,
    playbook: options.PlaybookOption = DEFAULT_PLAYBOOK,
    rep: options.Rep = None,
    rep_company: options.RepCompany = None,
    rep_phone: options.RepPhone = None,
    prospect: options.Prospect = None,
    prospect_company: options.ProspectCompany = None,
    region: options.Region = "US",
    json: options.Json = False,
    quiet: options.Quiet = False,
    open_index: options.Open = False,
) -> None:
    """Judge written drafts before the calls; several are a planned sequence to one prospect."""
    from coach.script import script as judge

    status, pages = judge(files, options.settings(locals()), json=json, quiet=quiet)
    if open_index and pages:
        typer.launch(str(pages[0]))
    raise typer.Exit(status)


@app.command()
def doctor(
    model: options.Model = DEFAULT_MODEL,
    home: options.Home = None,
) -> None:
    """Say what is installed and which model would be used, and mend what can be mended."""
    from coach.doctor import examine

    report = examine(model, default_cache(), home or default_home())
    for line in report.lines:
        typer.echo(line)
    raise typer.Exit(ExitCode.OK if report.healthy else ExitCode.MISSING)


@app.command()
def export(
    to: ExportFolder = DEFAULT_FOLDER,
    formats: Formats = "csv",
    mask: Mask = False,
    since: Since = None,
    home: options.Home = None,
    playbook: options.PlaybookOption = DEFAULT_PLAYBOOK,
    rep: options.Rep = None,
    prospect: options.Prospect = None,
    region: options.Region = "US",
) -> None:
    """Write stored messages, measurements, findings and numbers as tables."""
    from coach.exporting import export as write
    from coach.service import Coach

    coach = Coach(options.settings({"home": home, "playbook": playbook}), listens=False)
    written = write(
        coach,
        lambda one: coach.history.hearings.speech(one.hearing),
        to,
        formats,
        mask=mask,
        rep=rep,
        prospect=prospect,
        since=since,
        region=region.upper(),
    )
    for path in written:
        typer.echo(path)


app.command()(watch)
app.command()(serve)
upkeep.add_to(app)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command; every error is one sentence on standard error, and an exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a name must not stop the table
    try:
        return int(app(args=arguments, standalone_mode=False) or 0)
    except typer.Exit as left:
        if left.exit_code == ExitCode.INTERRUPTED:  # what typer makes of Ctrl-C
            return _told(INTERRUPTED, ExitCode.INTERRUPTED)
        return left.exit_code
    except USAGE_ERRORS as error:
        error.show()
        return ExitCode.USAGE
    except (KeyboardInterrupt, typer.Abort):
        return _told(INTERRUPTED, ExitCode.INTERRUPTED)
    except CoachError as error:
        return _told(str(error), error.exit_code)
    except Exception as error:  # no traceback reaches a user; COACH_DEBUG asks for it
        if os.environ.get("COACH_DEBUG"):
            raise
        return _unexpected(error)


def _unexpected(error: Exception) -> int:
    """Say in one sentence what nobody foresaw; a reader that went away is told nothing."""
    if isinstance(error, BrokenPipeError):
        sys.stderr.close()
        return ExitCode.SOME_FAILED
    if isinstance(error, OSError):
        return _told(f"Reading or writing went wrong: {error}.", ExitCode.SOME_FAILED)
    told = f"coach met an error of its own ({type(error).__name__}: {error})."
    return _told(told, ExitCode.SOME_FAILED)


def _told(sentence: str, code: ExitCode) -> int:
    typer.echo(sentence, err=True)
    return int(code)
