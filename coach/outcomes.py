"""The nouns that come out of scoring: a message with its page, or a failure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach import contract
from coach.records import Failure, Finding, Recording, Review

if TYPE_CHECKING:
    from coach.coaching import Step
    from coach.records import Speech


@dataclass(frozen=True, slots=True)
class Scored:
    """A message with its findings, score, page under `--out`, and what to do next time.

    `id` is its number in the history.
    """

    review: Review
    findings: tuple[Finding, ...]
    score: int | None
    page: str
    steps: tuple[Step, ...] = ()
    id: int = 0

    @property
    def recording(self) -> Recording:
        """Who left what to whom and when."""
        return self.review.recording


Outcome = Scored | Failure


def outcome_object(outcome: Outcome) -> contract.Json:
    """Give the contract's object for an outcome."""
    if isinstance(outcome, Failure):
        return contract.failure_object(outcome)
    return contract.review_object(outcome.review, outcome.findings, outcome.score, outcome.page)


def doubts(speech: Speech) -> tuple[str, ...]:
    """What the listener should know about how well this was heard."""
    unheard_s = sum(span.duration_s for span in speech.suspect_spans)
    return (f"{unheard_s:.1f} s of speech could not be put into words.",) if unheard_s else ()
