"""Commands on what was scored before: judging anew, putting right, copying, forgetting."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach import options
from coach.errors import ExitCode, UsageError
from coach.responses import response
from coach.settings import DEFAULT_PLAYBOOK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.service import Coach
    from coach.terminal import Terminal

Message = Annotated[
    str, typer.Argument(metavar="MESSAGE", help="Its number, its page, or its recording's path.")
]
Messages = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH|ID]...", help="Which messages, or folders (default: all)."),
]
By = Annotated[
    str | None, typer.Option(envvar="COACH_BY", help="Who says so (default: your user name).")
]
NewRep = Annotated[str | None, typer.Option("--rep", help="Who left it; empty: not known.")]
NewProspect = Annotated[
    str | None, typer.Option("--prospect", help="Who it is for; empty: not known.")
]
NewCompany = Annotated[
    str | None, typer.Option("--prospect-company", help="Their company; empty: not known.")
]
NewTime = Annotated[
    str | None, typer.Option("--recorded-at", help="When it was left: 2026-11-20T15:04.")
]
OfRep = Annotated[str | None, typer.Option("--rep", help="All messages of this rep.")]
OfProspect = Annotated[
    str | None, typer.Option("--prospect", help='All to this prospect; "name|company" for one.')
]


def add_to(app: typer.Typer) -> None:
    """Put the commands into coach's own."""
    for command in (rescore, assign, outcome, correct, backup, forget):
        app.command()(command)


def rescore(
    messages: Messages = None,
    out: options.Out = Path("reports"),
    home: options.Home = None,
    playbook: options.PlaybookOption = DEFAULT_PLAYBOOK,
    region: options.Region = "US",
    jobs: options.Jobs = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    open_index: options.Open = False,
) -> None:
    """Judge stored messages anew, without transcribing; write their pages and print a table."""
    from coach.terminal import Terminal

    coach = _coach(locals())
    terminal = Terminal(json=json, quiet=quiet)
    ids = _named(coach, messages)
    if not ids:
        terminal.say("There are no messages in the history.")
        return
    _rescore(coach, ids, terminal)
    terminal.done(coach.index)
    if open_index:
        typer.launch(str(coach.index))


def assign(
    message: Message,
    rep: NewRep = None,
    prospect: NewProspect = None,
    prospect_company: NewCompany = None,
    recorded_at: NewTime = None,
    by: By = None,
    out: options.Out = Path("reports"),
    home: options.Home = None,
    playbook: options.PlaybookOption = DEFAULT_PLAYBOOK,
    timezone: options.Timezone = None,
) -> None:
    """Say who a message was by and to, or when; the attempts it moves among are judged anew."""
    told = {
        "rep": rep,
        "prospect": prospect,
        "prospect_company": prospect_company,
        "recorded_at": recorded_at,
    }
    fields = {name: value or None for name, value in told.items() if value is not None}
    if not fields:
        raise UsageError(
            "Say what to assign: --rep, --prospect, --prospect-company or --recorded-at."
        )
    coach = _coach({"out": out, "home": home, "playbook": playbook, "timezone": timezone})
    coach.assign(coach.one_named(message), fields, _who(by))


def outcome(
    message: Message,
    outcome: Annotated[str, typer.Argument(help="called_back, replied, meeting or nothing.")],
    by: By = None,
    out: options.Out = Path("reports"),
    home: options.Home = None,
    playbook: options.PlaybookOption = DEFAULT_PLAYBOOK,
) -> None:
    """Say what came of a message."""
    coach = _coach({"out": out, "home": home, "playbook": playbook})
    coach.outcome(coach.one_named(message), response(outcome) or outcome, _who(by))


def correct(
    message: Message,
    note: Annotated[str, typer.Option(help="Why, in your words.")],
    row: Annotated[str | None, typer.Option(help="Row of the playbook.")] = None,
    verdict: Annotated[str | None, typer.Option(help="Its verdict: pass, watch, miss ...")] = None,
    number: Annotated[str | None, typer.Option(help="Digits that were really said.")] = None,
    start: Annotated[float | None, typer.Option(help="Second at which it really starts.")] = None,
    end: Annotated[float | None, typer.Option(help="Second at which it really ends.")] = None,
    by: By = None,
    out: options.Out = Path("reports"),
    home: options.Home = None,
    playbook: options.PlaybookOption = DEFAULT_PLAYBOOK,
    region: options.Region = "US",
) -> None:
    """Put a verdict, the number or the bounds of a message right; that takes precedence."""
    from coach.correction import Correction

    coach = _coach({"out": out, "home": home, "playbook": playbook, "region": region})
    digits = None if number is None else "".join(sign for sign in number if sign not in " -().+")
    correction = Correction(
        note=note,
        by=_who(by),
        row=row,
        verdict=verdict,  # type: ignore[arg-type]  # checked where it is kept
        digits=digits,
        start_s=start,
        end_s=end,
    )
    coach.correct(coach.one_named(message), correction)


def backup(
    file: Annotated[Path, typer.Argument(help="ZIP archive to write.")],
    home: options.Home = None,
) -> None:
    """Copy the history, with its sounds, into one file; unpack it to restore."""
    count = _coach({"home": home}).backup(file)
    typer.echo(f"{file}: {count} files.")


def forget(
    message: Annotated[str | None, typer.Argument(metavar="[MESSAGE]")] = None,
    prospect: OfProspect = None,
    rep: OfRep = None,
    audio_older_than: options.AudioOlderThan = None,
    text_older_than: options.TextOlderThan = None,
    out: options.Out = Path("reports"),
    home: options.Home = None,
    playbook: options.PlaybookOption = DEFAULT_PLAYBOOK,
) -> None:
    """Erase a message, a prospect or a rep everywhere, or sounds and words older than some days."""
    coach = _coach(locals() | {"prospect": None, "rep": None})
    given = [one for one in (message, prospect, rep) if one is not None]
    aged = audio_older_than is not None or text_older_than is not None
    if len(given) > 1 or (not given and not aged):
        raise UsageError("Say one thing to forget: a MESSAGE, --prospect, --rep, or an age.")
    if given:
        id_ = coach.one_named(message) if message is not None else None
        count = coach.forget(id=id_, prospect=prospect, rep=rep)
        typer.echo(f"Forgot {count} {'message' if count == 1 else 'messages'}.")
        return
    sounds, texts = coach.let_go()
    typer.echo(f"Erased the sound of {sounds} and the words of {texts} recordings.")


def _coach(given: dict[str, object]) -> Coach:
    from coach.service import Coach

    return Coach(options.settings(given), listens=False)


def _named(coach: Coach, messages: Sequence[str] | None) -> tuple[int, ...]:
    """Ids of the messages named, each once; all where none is named."""
    if not messages:
        return coach.ids()
    found = [one for text in messages for one in coach.named(text)]
    return tuple(dict.fromkeys(found))


def _rescore(coach: Coach, ids: Sequence[int], terminal: Terminal) -> ExitCode:
    with terminal.progress(len(ids)):
        for scored in coach.rescore(ids):
            terminal.outcome(scored)
    return ExitCode.OK


def _who(by: str | None) -> str:
    """Who says so; the user's own name where nobody is named."""
    if by and by.strip():
        return by.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise UsageError("Say who you are: --by NAME.") from error
