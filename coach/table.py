"""All measurements and verdicts of a batch as one CSV table; pandas writes it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coach.errors import CoachError
from coach.exports.files import defused
from coach.records import Failure

if TYPE_CHECKING:
    from coach.service import Outcome


class Table:
    """One row a recording: who, when, score, every measurement, every verdict."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._rows: list[dict[str, Any]] = []

    def add(self, outcome: Outcome) -> None:
        """Take an outcome as the next row."""
        self._rows.append(_row(outcome))

    def write(self) -> None:
        """Write the table aside, then rename it.

        Raises
        ------
        CoachError
            Where the folder cannot be written.
        """
        import pandas as pd

        try:
            handle, aside = tempfile.mkstemp(dir=self.path.parent, prefix=".")
            os.close(handle)
            pd.DataFrame(self._rows, dtype=object).to_csv(aside, index=False, encoding="utf-8")
            Path(aside).replace(self.path)
        except OSError as error:
            reason = error.strerror or "not possible"
            raise CoachError(f"{self.path} cannot be written ({reason}).") from error


def _row(outcome: Outcome) -> dict[str, Any]:
    recording = outcome.recording
    row: dict[str, Any] = {
        "path": defused(recording.path),
        "rep": defused(recording.rep),
        "prospect": defused(recording.prospect),
        "recorded_at": recording.recorded_at.isoformat() if recording.recorded_at else None,
    }
    if isinstance(outcome, Failure):
        return {**row, "status": "failed", "error": str(outcome.kind)}
    row |= {"status": "scored", "attempt": outcome.review.attempt, "score": outcome.score}
    row |= {f"{m.id} ({m.unit})": defused(m.value) for m in outcome.review.measurements}
    row |= {f"verdict.{finding.id}": finding.verdict for finding in outcome.findings}
    return row
