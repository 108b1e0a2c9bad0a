"""The noun of a message that is in the history, with what is made of it now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from coach.records import Finding, Measurement, Recording, Span


@dataclass(frozen=True)
class Kept:
    """A stored message: who and when, what was measured, and the verdicts derived on reading.

    `recording` has what a person said later put in. `message` is the stretch that was the message,
    on the recording's clock; `duration_s` the whole recording's. `guessed` names the fields of
    `recording` that were read from a path or a file's time and that nobody has confirmed. `page`
    is the page's name in the folder of reports, None where none was written there.
    """

    id: int
    recording: Recording
    sha256: str
    hearing: str
    attempt: int | None
    text: str
    message: Span
    duration_s: float
    measurements: tuple[Measurement, ...]
    findings: tuple[Finding, ...]
    score: int | None
    page: str | None
    scored_at: datetime
    guessed: frozenset[str] = frozenset()

    def measured(self, measurement_id: str) -> Measurement | None:
        """Return the measurement with this id, or None where there is none."""
        return self._measurements.get(measurement_id)

    def finding(self, row: str) -> Finding | None:
        """Return the finding on this row of the rubric, or None where there is none."""
        return self._findings.get(row)

    @cached_property
    def _measurements(self) -> dict[str, Measurement]:
        return {one.id: one for one in reversed(self.measurements)}

    @cached_property
    def _findings(self) -> dict[str, Finding]:
        return {one.id: one for one in reversed(self.findings)}
