"""What a watcher would take, as read from each name; touches nothing."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coach.errors import CoachError, ExitCode
from coach.history import Database
from coach.identity import prospect_key, utc_text
from coach.watcher.attributed import attributor
from coach.watcher.claims import Claims
from coach.watcher.eyes import Eyes
from coach.watcher.layout import existing_folder, refuse_links_out, refuse_unsafe, should_leave
from coach.watcher.log import plain
from coach.watcher.sight import FINAL

if TYPE_CHECKING:
    from pathlib import Path

    from coach.records import Recording
    from coach.settings import Settings
    from coach.watcher.attributed import Attributor
    from coach.watcher.looks import Look
    from coach.watcher.orders import Orders

COLUMNS = ("File", "Rep", "Prospect", "When", "Attempt")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that would be taken: what its name says, or what is wrong with it."""

    path: str
    recording: Recording | None
    attempt: int | None
    wrong: str | None = None


def candidates(given: str, settings: Settings, orders: Orders) -> list[Candidate]:
    """List what a watcher would take now; errors as `watch`."""
    root = existing_folder(given)
    leave = should_leave(root) if orders.leave is None else orders.leave
    refuse_unsafe(root, settings.out.resolve(), settings.home.resolve(), moves=not leave)
    refuse_links_out(root)
    known = attributor(given, root, settings, orders.levels)
    looks = (
        _not_done(Eyes(root).sweep().looks, settings, root) if leave else Eyes(root).sweep().looks
    )
    found = [_candidate(path, known) for path in sorted(looks)]
    taken = [one for one in found if not _is_too_old(one, orders)]
    return _numbered(taken, settings)


def dry_run(given: str, settings: Settings, orders: Orders) -> ExitCode:
    """Print the list."""
    found = candidates(given, settings, orders)
    if not found:
        sys.stdout.write("There is nothing to take.\n")
    elif orders.json:
        _print_json(found)
    else:
        _print_table(found)
    return ExitCode.OK


def _candidate(path: str, known: Attributor) -> Candidate:
    try:
        return Candidate(path, known.attribute(path), None)
    except CoachError as error:
        return Candidate(path, None, None, str(error))


def _is_too_old(one: Candidate, orders: Orders) -> bool:
    at = one.recording.recorded_at if one.recording else None
    return orders.since is not None and at is not None and at < orders.since


def _not_done(looks: dict[str, Look], settings: Settings, root: Path) -> dict[str, Look]:
    database = Database(settings.home)
    if not database.path.is_file():
        return looks
    done = Claims(database, root).known(waiting_only=False)
    return {
        path: look
        for path, look in looks.items()
        if path not in done or not done[path].shows(look) or done[path].state not in FINAL
    }


def _numbered(found: list[Candidate], settings: Settings) -> list[Candidate]:
    """Say which attempt each would be, after what the history has and after each other."""
    times: dict[str, list[str]] = {}
    for one in found:
        if one.recording and (whom := prospect_key(one.recording)):
            times.setdefault(whom, []).append(utc_text(one.recording.recorded_at))
    stored = _stored(settings, list(times))
    numbered = []
    for one in found:
        whom = prospect_key(one.recording) if one.recording else ""
        if one.recording and whom:
            at = utc_text(one.recording.recorded_at)
            known = {*times[whom], *stored.get(whom, ())}
            one = Candidate(one.path, one.recording, 1 + sum(other < at for other in known))
        numbered.append(one)
    return numbered


def _stored(settings: Settings, prospects: list[str]) -> dict[str, list[str]]:
    database = Database(settings.home)
    if not database.path.is_file():
        return {}
    with database.reading() as connection:
        sql = "SELECT recorded_at FROM messages WHERE prospect_key = ?"
        return {
            whom: [row["recorded_at"] for row in connection.execute(sql, (whom,))]
            for whom in prospects
        }


def _print_json(found: list[Candidate]) -> None:
    import json

    for one in found:
        sys.stdout.write(json.dumps(_object(one)) + "\n")


def _object(one: Candidate) -> dict[str, Any]:
    shown: dict[str, Any] = {"path": plain(_text(one.path)), "error": one.wrong}
    if one.recording:
        at = one.recording.recorded_at
        shown |= {
            "rep": one.recording.rep,
            "prospect": one.recording.prospect,
            "recorded_at": at.isoformat(timespec="seconds") if at else None,
            "recorded_at_source": one.recording.recorded_at_source,
            "attempt": one.attempt,
        }
    return shown


def _print_table(found: list[Candidate]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in COLUMNS:
        table.add_column(name, overflow="fold")
    for one in found:
        table.add_row(*(Text(plain(_text(cell))) for cell in _cells(one)))
    Console(file=sys.stdout, highlight=False).print(table)


def _cells(one: Candidate) -> tuple[str, ...]:
    if one.recording is None:
        return one.path, one.wrong or "", "", "", ""
    recording = one.recording
    at = recording.recorded_at
    when = at.strftime("%Y-%m-%d %H:%M") if at else ""
    guessed = " (file time)" if recording.recorded_at_source == "file time" else ""
    attempt = str(one.attempt or "")
    return one.path, recording.rep or "", recording.prospect or "", when + guessed, attempt


def _text(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
