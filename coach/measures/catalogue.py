"""What a measure is: one function with its id, label, unit and source, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.records import Evidence, Measurement, written

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coach.records import Earlier, PhoneNumber, Reading, Recording, Span, Speech, Word

    Value = float | str | bool
    Measured = Value | tuple[Value, tuple[Evidence, ...]]


class CannotMeasureError(Exception):
    """Raised by a measure, with the reason in words for the report."""


@dataclass(frozen=True, slots=True)
class Subject:
    """All a measure may look at: who and when, what was heard, what came before."""

    recording: Recording
    speech: Speech
    numbers: tuple[PhoneNumber, ...]
    other_numbers: tuple[PhoneNumber, ...]
    earlier: tuple[Earlier, ...]

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
        return Evidence(said[0].start_s, said[-1].end_s, written(said))

    def quote_span(self, span: Span) -> Evidence:
        """Evidence for a stretch of time, with the words whose middle lies in it."""
        said = [w for w in self.words if span.start_s <= (w.start_s + w.end_s) / 2 <= span.end_s]
        return Evidence(span.start_s, span.end_s, written(said))


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: a rubric id or `id.part`, how to print it, where it comes from."""

    id: str
    label: str
    unit: str
    digits: int
    source: str
    function: Callable[[Subject], Measured]

    @property
    def explanation(self) -> str:
        """The function's docstring: what is measured and how."""
        return (self.function.__doc__ or "").strip()

    def take(self, subject: Subject) -> Measurement:
        """Measure; None with the reason where it cannot be."""
        try:
            measured = self.function(subject)
        except CannotMeasureError as error:
            return Measurement(self.id, None, self.unit, str(error))
        value, evidence = measured if isinstance(measured, tuple) else (measured, ())
        if isinstance(value, float):
            value = round(value, self.digits)
        return Measurement(self.id, value, self.unit, None, evidence)


MEASURES: list[Measure] = []
"""Every measure, in the order in which the families are imported."""


def measure(
    measure_id: str, *, label: str, unit: str, digits: int, source: str
) -> Callable[[Callable[[Subject], Measured]], Measure]:
    """Put a function on the shelf as a measure."""

    def put(function: Callable[[Subject], Measured]) -> Measure:
        made = Measure(measure_id, label, unit, digits, source, function)
        MEASURES.append(made)
        return made

    return put


def take_all(subject: Subject, measures: Sequence[Measure]) -> tuple[Measurement, ...]:
    """Take every measure of one message."""
    return tuple(one.take(subject) for one in measures)
