"""What `coach score` and `coach batch` do: recordings in, a table or JSON Lines out."""

from __future__ import annotations

import os
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from coach.errors import ExitCode, UnsafeFoldersError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from coach.executors import Executor
    from coach.service import Coach
    from coach.settings import Settings


SIGNED_WITH = "COACH_WEBHOOK_SECRET"
"""Where the webhook's secret is read from: a command line can be seen by others."""


@dataclass(frozen=True, slots=True)
class TeamOptions:
    """What `coach batch` is asked for beyond `coach score`."""

    mask: bool = False
    consenting: tuple[str, ...] = ()
    webhook: str | None = None
    on_scored: str | None = None


def score_all(
    paths: Sequence[str],
    settings: Settings,
    *,
    cluster: str | None,
    json: bool,
    quiet: bool,
    show: bool,
    team: TeamOptions | None = None,
) -> ExitCode:
    """Score recordings and folders, showing each outcome as it comes; with `team` its pages, too.

    Raises
    ------
    CoachError
        Where settings are wrong, or pages or history cannot be written.
    """
    from coach.audio import sounds_like_audio
    from coach.recordings import find_recordings
    from coach.service import Coach
    from coach.terminal import Terminal

    terminal = Terminal(json=json, quiet=quiet)
    _refuse_history_among_recordings(paths, settings.home)
    found = find_recordings(paths, sounds_like_audio, (settings.out, settings.home))
    coach = Coach(settings, _executor(cluster, settings))
    terminal.skipped(found.skipped)
    roster = coach.attribution.roster
    terminal.unknown_columns(roster.unknown_columns)
    if team and roster.file:
        locations = [one.location for one in found.recordings]
        terminal.unused_rows(roster.file, roster.unused(locations))
        terminal.without_row(roster.file, [one for one in locations if not roster.row(one)])
    if not found.recordings:
        terminal.say("There are no recordings here.")
        return ExitCode.OK
    with _told_to(team, settings, terminal) as tell:
        failed = _work(coach, found.recordings, terminal, tell, table=team is not None)
    terminal.done(coach.index)
    if team is not None:
        from coach.team_pages import team_pages

        named = bool(team.consenting)
        pages = team_pages(coach, mask=team.mask, consenting=team.consenting, names=named)
        terminal.written(pages)
    if show:
        typer.launch(str(coach.index))
    return ExitCode.SOME_FAILED if failed else ExitCode.OK


@contextmanager
def _told_to(
    team: TeamOptions | None, settings: Settings, terminal: Any
) -> Iterator[Callable[[Any], None]]:
    """A function that tells the hook, if there is one, of an outcome; it never waits.

    Raises
    ------
    UsageError
        For an address, a secret or a command that will not do.
    """
    if team is None or not (team.webhook or team.on_scored):
        yield lambda outcome: None
        return
    from coach.exports.hooks import command, webhook
    from coach.exports.spool import Courier, Spool
    from coach.forgetting import HOOK
    from coach.service import outcome_object

    if team.webhook and team.on_scored:
        raise UsageError("Name a webhook or a command, not both.")
    handed = (
        webhook(team.webhook, os.environ.get(SIGNED_WITH, ""))
        if team.webhook
        else command(team.on_scored or "")
    )
    courier = Courier(Spool(settings.home / HOOK), handed)
    courier.start()
    try:
        yield lambda outcome: courier.tell(outcome_object(outcome))
    finally:
        if waiting := courier.close():
            terminal.say(f"{waiting} messages wait to be told to the hook by the next run.")


def _executor(cluster: str | None, settings: Settings) -> Executor | None:
    """The executor for a cluster; None for this computer's own processes."""
    if cluster is None:
        return None
    from coach.cluster import cluster as of

    return of(cluster, settings.model)


def _refuse_history_among_recordings(paths: Sequence[str], home: Path) -> None:
    """The history holds sound: under a folder to score it would be taken for recordings.

    Raises
    ------
    UnsafeFoldersError
        Naming both folders.
    """
    inner = home.resolve()
    for given in paths:
        folder = Path(given)
        if folder.is_dir() and inner.is_relative_to(folder.resolve()):
            message = f"The history folder {home} lies in {given}, which is to be scored."
            raise UnsafeFoldersError(message)


def _work(
    coach: Coach,
    recordings: Sequence[Any],
    terminal: Any,
    tell: Callable[[Any], None],
    *,
    table: bool,
) -> int:
    """Score everything, showing each outcome as it comes; returns how many failed."""
    from coach.records import Failure
    from coach.table import Table

    failed = 0
    rows = Table(coach.settings.out / "messages.csv") if table else None
    try:
        with terminal.progress(len(recordings)), closing(coach.score(recordings)) as outcomes:
            for outcome in outcomes:
                failed += isinstance(outcome, Failure)
                terminal.outcome(outcome)
                tell(outcome)
                if rows:
                    rows.add(outcome)
    finally:
        if rows:
            rows.write()
    return failed
