"""What coach remembers under `--home`: what was heard, and the messages it was heard in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from coach.correction import Correction
from coach.history.corrections import Corrections
from coach.history.database import Database
from coach.history.erasing import Erasing
from coach.history.hearings import Hearings
from coach.history.messages import Messages
from coach.history.nouns import Entry, Stored, overlaid
from coach.history.written import Written

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "Correction",
    "Corrections",
    "Database",
    "Entry",
    "Erasing",
    "Hearings",
    "History",
    "Messages",
    "Stored",
    "Written",
    "overlaid",
]


@dataclass(frozen=True)
class History:
    """All that is kept in one home."""

    home: Path

    def prepare(self) -> None:
        """Make the folder and its file, or bring the file up to date; errors as `Database`."""
        self.database.prepare()

    @cached_property
    def database(self) -> Database:
        """The file."""
        return Database(self.home)

    @property
    def hearings(self) -> Hearings:
        """What was heard in contents."""
        return Hearings(self.database)

    @property
    def messages(self) -> Messages:
        """Messages with their measurements."""
        return Messages(self.database)

    @property
    def corrections(self) -> Corrections:
        """What persons put right."""
        return Corrections(self.database)

    @property
    def pages(self) -> Written:
        """Pages written of messages."""
        return Written(self.database)

    @property
    def erasing(self) -> Erasing:
        """Taking things out again."""
        return Erasing(self.database, self.hearings)
