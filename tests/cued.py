"""Messages whose cues are stated, clause by clause: no model is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from spoken import say, subject

from coach.said import Clause, Said

if TYPE_CHECKING:
    from coach.measures import Measure, Subject
    from coach.records import Earlier

RECORDED = datetime(2026, 11, 20, 15, 4, tzinfo=UTC)
"""A Friday."""


def told(
    *clauses: tuple[str, str] | str,
    earlier: tuple[Earlier, ...] = (),
    draft: bool = False,
    **who: object,
) -> Subject:
    """Return a message of clauses, each with its cues: "reason proof?" is sure and unsure."""
    pairs = [(one, "") if isinstance(one, str) else one for one in clauses]
    speech = say(" ".join(text for text, _ in pairs))
    made: list[Clause] = []
    said: list[Said] = []
    char = word = 0
    for text, cues in pairs:
        size = len(text.split())
        first, last = speech.transcript.words[word], speech.transcript.words[word + size - 1]
        seconds = (None, None) if draft else (first.start_s, last.end_s)
        clause = Clause(text, char, char + len(text), *seconds)
        made.append(clause)
        for cue in cues.split():
            said.append(Said(cue.rstrip("?"), clause, 0.5 if cue.endswith("?") else 0.9))
        char, word = char + len(text) + 1, word + size
    given = {"recorded_at": RECORDED, **who}
    seen = subject(speech, earlier, **given)  # type: ignore[arg-type]  # fields of a recording
    return replace(seen, clauses=tuple(made), said=tuple(said), draft=draft)


def level(measure: Measure, seen: Subject) -> float | None:
    """Return the level or count a message reaches; None where it cannot be measured."""
    value = measure.take(seen).value
    assert value is None or isinstance(value, float)
    return value


def quotes(measure: Measure, seen: Subject) -> list[str]:
    """Return the clauses that decided."""
    return [evidence.quote for evidence in measure.take(seen).evidence]
