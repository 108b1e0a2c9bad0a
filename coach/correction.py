"""The noun of what a person put right in a message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coach.records import Verdict


@dataclass(frozen=True, slots=True)
class Correction:
    """A verdict on a row, the digits of the number, or the bounds of the message, put right.

    `row` and `verdict` go together; `start_s` and `end_s` are seconds on the recording's clock.
    """

    note: str
    by: str
    row: str | None = None
    verdict: Verdict | None = None
    digits: str | None = None
    start_s: float | None = None
    end_s: float | None = None
