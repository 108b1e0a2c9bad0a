"""The rows that would gain most next time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.coaching.known import Known
from coach.coaching.lines import example

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.measures import Subject
    from coach.records import Finding

MOST_STEPS = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do next time: `gain` in points of the score (0..100), and a line to say.

    `example` is empty where no words would help. Blanks in it are "...".
    """

    id: str
    question: str
    advice: str
    source: str
    gain: float
    example: str


def coaching(subject: Subject, findings: Iterable[Finding]) -> tuple[Step, ...]:
    """Give at most three steps, those that would gain most first, then in the playbook's order."""
    counted = [f for f in findings if f.points is not None and f.weight > 0]
    total = sum(finding.weight for finding in counted)
    lost = [finding for finding in counted if finding.points is not None and finding.points < 1]
    lost.sort(key=lambda finding: -finding.weight * (1 - (finding.points or 0.0)))
    known = Known(subject)
    return tuple(
        Step(
            id=finding.id,
            question=finding.question,
            advice=finding.advice,
            source=finding.source,
            gain=round(100 * finding.weight * (1 - (finding.points or 0.0)) / total, 1),
            example=example(finding, known),
        )
        for finding in lost[:MOST_STEPS]
    )
