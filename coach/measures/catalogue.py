"""What a measure is: one function with its id, label, unit and source, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.records import Evidence, Measurement, written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from coach.likeness import Pitch
    from coach.records import (
        Earlier,
        Elsewhere,
        PhoneNumber,
        Reading,
        Recording,
        Span,
        Speech,
        Word,
    )
    from coach.said import Clause, Said

    Value = float | str | bool
    Measured = Value | tuple[Value, tuple[Evidence, ...]]


UNSPOKEN = "A draft has not been spoken."
"""Why a draft has no value of what needs sound."""


class CannotMeasureError(Exception):
    """Raised by a measure, with the reason in words for the report."""


@dataclass(frozen=True, slots=True)
class Subject:
    """All a measure may look at: who and when, what was heard, what came before, what it says.

    `clauses` and `said` are empty where nobody looked for cues. A draft has no sound; `places`
    are its words' stretches of the text as written, start_char and end_char (exclusive).
    `pitch` compares it with others; `elsewhere` is a sample of what the rep told other prospects,
    oldest first; `passed` are the rows it passes itself, None until they are judged; `asked` those
    the playbook does not switch off, None for all.
    """

    recording: Recording
    speech: Speech
    numbers: tuple[PhoneNumber, ...]
    other_numbers: tuple[PhoneNumber, ...]
    earlier: tuple[Earlier, ...]
    clauses: tuple[Clause, ...] = ()
    said: tuple[Said, ...] = ()
    draft: bool = False
    places: tuple[tuple[int, int], ...] = ()
    pitch: Pitch | None = None
    elsewhere: tuple[Elsewhere, ...] = ()
    passed: frozenset[str] | None = None
    asked: frozenset[str] | None = None

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of the message."""
        return self.speech.transcript.words

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Every telephone number said, whole or broken off, whoever's it is."""
        return self.speech.readings

    def quote(self, start: int, end: int) -> Evidence:
        """Evidence for the words from `start` to before `end`."""
        said = self.words[start:end]
        if self.places:
            first, last = self.places[start][0], self.places[end - 1][1]
            return Evidence(None, None, written(said), first, last)
        return Evidence(said[0].start_s, said[-1].end_s, written(said))

    def quote_span(self, span: Span) -> Evidence:
        """Evidence for a stretch of time, with the words whose middle lies in it."""
        said = [w for w in self.words if span.start_s <= (w.start_s + w.end_s) / 2 <= span.end_s]
        return Evidence(span.start_s, span.end_s, written(said))


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: a rubric id or `id.part`, how to print it, where it comes from.

    `needs_sound` is what no draft can be asked. One that `compares` looks beyond its message: at
    earlier ones, at the rep's others or at the verdicts; all others depend on the message alone.
    """

    id: str
    label: str
    unit: str
    digits: int
    source: str
    function: Callable[[Subject], Measured]
    needs_sound: bool = False
    compares: bool = False

    @property
    def explanation(self) -> str:
        """The function's docstring: what is measured and how."""
        return (self.function.__doc__ or "").strip()

    def take(self, subject: Subject) -> Measurement:
        """Measure; None with the reason where it cannot be."""
        if subject.draft and self.needs_sound:
            return Measurement(self.id, None, self.unit, UNSPOKEN)
        try:
            measured = self.function(subject)
        except CannotMeasureError as error:
            return Measurement(self.id, None, self.unit, str(error))
        value, evidence = measured if isinstance(measured, tuple) else (measured, ())
        if isinstance(value, float):
            value = round(value, self.digits)
        return Measurement(self.id, value, self.unit, None, evidence)


NOTHING: Mapping[str, Measurement] = {}
MEASURES: list[Measure] = []
"""Every measure, in the order in which the families are imported."""


def measure(
    measure_id: str,
    *,
    label: str,
    unit: str,
    digits: int,
    source: str,
    needs_sound: bool = False,
    compares: bool = False,
) -> Callable[[Callable[[Subject], Measured]], Measure]:
    """Put a function on the shelf as a measure."""

    def put(function: Callable[[Subject], Measured]) -> Measure:
        made = Measure(measure_id, label, unit, digits, source, function, needs_sound, compares)
        MEASURES.append(made)
        return made

    return put


def take_all(
    subject: Subject, measures: Sequence[Measure], known: Mapping[str, Measurement] = NOTHING
) -> tuple[Measurement, ...]:
    """Take every measure of one message.

    `known` are measurements, by id, of the very same message: only what compares is taken anew.
    """
    return tuple(
        one.take(subject) if one.compares or one.id not in known else known[one.id]
        for one in measures
    )
