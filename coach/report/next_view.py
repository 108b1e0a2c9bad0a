"""What to do next time, as the page prints it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.report.formats import clean, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coach.coaching import Step


@dataclass(frozen=True, slots=True)
class NextView:
    """One thing to do next time; `anchor` is its row's, `example` may be empty."""

    advice: str
    example: str
    gain: str
    question: str
    anchor: str


def next_view(step: Step, anchors: Mapping[str, str]) -> NextView:
    """Return one step ready to print."""
    return NextView(
        advice=clean(step.advice) or clean(step.question),
        example=clean(step.example),
        gain=_gain(step.gain),
        question=clean(step.question),
        anchor=anchors.get(step.id, ""),
    )


def next_views(steps: Iterable[Step], anchors: Mapping[str, str]) -> tuple[NextView, ...]:
    """Return all steps ready to print."""
    return tuple(next_view(step, anchors) for step in steps)


def _gain(points: float) -> str:
    """Return what a step would add to the score of 100."""
    return f"up to {plural(int(points + 0.5), 'point', 'points')}" if points >= 0.5 else "a little"
