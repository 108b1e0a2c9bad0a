"""`coach export`: its options, and what it does. The command line declares and calls it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from coach.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.kept import Kept
    from coach.playbook import Playbook
    from coach.records import Speech

DEFAULT_FOLDER = Path("exports")

ExportFolder = Annotated[Path, typer.Option("--to", help="Folder for the tables.")]
Formats = Annotated[
    str, typer.Option("--format", help="csv, xlsx, parquet, jsonl; several with commas.")
]
Mask = Annotated[
    bool, typer.Option("--mask", help="Hide prospects' names and numbers, in words and in sound.")
]
Since = Annotated[
    datetime | None, typer.Option("--since", help="Only messages recorded from this day on.")
]


class Source(Protocol):
    """What is asked of the service."""

    @property
    def playbook(self) -> Playbook:
        """The playbook that verdicts follow."""
        ...

    def kept(
        self, *, rep: str | None = None, prospect: str | None = None, since: datetime | None = None
    ) -> tuple[Kept, ...]:
        """Stored messages, the newest last."""
        ...


def export(
    source: Source,
    speech: Callable[[Kept], Speech | None],
    to: Path = DEFAULT_FOLDER,
    formats: str = "csv",
    *,
    mask: bool = False,
    rep: str | None = None,
    prospect: str | None = None,
    since: datetime | None = None,
    region: str = "US",
) -> tuple[Path, ...]:
    """Write stored messages as tables; return the files' paths.

    `speech` gives the hearing kept with a message, for its numbers.

    Raises
    ------
    UsageError
        Where there is nothing to write, or a format does not exist.
    CoachError
        Where a file cannot be written, or Parquet is not installed.
    """
    from coach.exports import export as write

    wanted = [word.strip().lower() for word in formats.split(",") if word.strip()]
    if not wanted:
        raise UsageError("Name at least one format: csv, xlsx, parquet or jsonl.")
    kept = source.kept(rep=rep, prospect=prospect, since=since)
    if not kept:
        raise UsageError("There are no such messages in the history.")
    return write(
        kept,
        source.playbook,
        to,
        wanted,
        mask=mask,
        speech=speech,
        region=region,
    )
