"""What is true of a recording in which a number is said, and where that is written down."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coach.records import Digit

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class TrueReading:
    """A number as it was said; `each` is empty where a word stood for several digits.

    `own` is False for a number that is not the caller's.
    """

    digits: str
    start_s: float
    end_s: float
    each: tuple[Digit, ...] = ()
    complete: bool = True
    own: bool = True

    @property
    def seconds_per_digit(self) -> float:
        """(last offset - first onset) / n, as the project measures it."""
        return (self.end_s - self.start_s) / len(self.digits)


@dataclass(frozen=True)
class Case:
    """A recording, how it was made, and the readings in it, in order of time.

    `source` says where the digits come from, `speaker` who says them, `snr_db` is None where no
    noise was added, `kind` is what the message is an example of.
    """

    path: Path
    source: str
    speaker: str
    pace: str
    snr_db: int | None
    codec: str
    kind: str
    readings: tuple[TrueReading, ...]

    @property
    def whole(self) -> list[TrueReading]:
        """Readings that were not broken off."""
        return [reading for reading in self.readings if reading.complete]

    @property
    def times_said(self) -> int:
        """How often the caller's own number is said."""
        return sum(reading.own for reading in self.whole)

    @property
    def agree(self) -> bool:
        """Whether the caller's own number is the same every time."""
        return len({reading.digits for reading in self.whole if reading.own}) <= 1


def devset(folder: Path) -> list[Case]:
    """Read the recordings of a folder with numbers.jsonl."""
    lines = (folder / "numbers.jsonl").read_text(encoding="utf-8").splitlines()
    return [_case(folder, json.loads(line)) for line in lines]


def _case(folder: Path, one: dict[str, Any]) -> Case:
    return Case(
        path=folder / one["path"],
        source="development set",
        speaker=one["speaker"],
        pace=one["pace"],
        snr_db=one["snr_db"],
        codec="mu-law",
        kind=_kind(one),
        readings=tuple(_reading(reading) for reading in one["readings"]),
    )


def _kind(one: dict[str, Any]) -> str:
    return ("once" if one["times_said"] == 1 else "twice") if one["agree"] else "changed"


def _reading(one: dict[str, Any]) -> TrueReading:
    each = tuple(Digit(d["digit"], d["start_s"], d["end_s"]) for d in one["each"])
    return TrueReading(one["digits"], each[0].start_s, each[-1].end_s, each)
