"""The columns of every table handed on: name, unit, meaning, and where the value comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from coach.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from coach.kept import Kept
    from coach.playbook import Playbook
    from coach.records import Finding, Measurement, PhoneNumber, Reading

Kind = Literal["whole", "number", "yes or no", "text", "time"]
Value = int | float | bool | str | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `unit` is empty where there is none, `value` takes it from a row's source."""

    name: str
    kind: Kind
    unit: str
    told: str
    value: Callable[[Any], Value]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its columns; `sources` gives what each row is made of, anew each time."""

    name: str
    told: str
    columns: tuple[Column, ...]
    sources: Callable[[], Iterator[Any]]

    def rows(self) -> Iterator[tuple[Value, ...]]:
        """The rows, one after another."""
        for source in self.sources():
            yield tuple(column.value(source) for column in self.columns)


def tables(
    kept: Sequence[Kept],
    playbook: Playbook,
    numbers: Callable[[Kept], Sequence[PhoneNumber]] | None = None,
) -> tuple[Table, ...]:
    """Give messages, measurements, findings and, where `numbers` tells them, numbers."""
    found: tuple[Table, ...] = (
        Table(
            "messages",
            "One row a message: who, when, what came of it, every measure and every verdict.",
            message_columns(playbook),
            lambda: iter(kept),
        ),
        Table(
            "measurements",
            "One row a measurement, with the reason where there is no value.",
            MEASUREMENT_COLUMNS,
            lambda: ((one, m) for one in kept for m in one.measurements),
        ),
        Table(
            "findings",
            "One row a verdict on a row of the playbook.",
            FINDING_COLUMNS,
            lambda: ((one, f) for one in kept for f in one.findings),
        ),
    )
    if numbers is not None:
        told = "One row for each time a telephone number is said, whole or broken off."
        found += (Table("numbers", told, NUMBER_COLUMNS, lambda: _readings(kept, numbers)),)
    return *found, _explained(found)


def _explained(found: Sequence[Table]) -> Table:
    """The table that says what the columns of the others mean, and in which units they are."""
    return Table(
        "columns",
        "One row a column of the other tables.",
        EXPLAINED_COLUMNS,
        lambda: ((table, column) for table in found for column in table.columns),
    )


Said = tuple["Kept", int, "PhoneNumber", int, "Reading", bool]


def _readings(
    kept: Sequence[Kept], numbers: Callable[[Kept], Sequence[PhoneNumber]]
) -> Iterator[Said]:
    for one in kept:
        for place, number in enumerate(numbers(one), start=1):
            whole = [(r, True) for r in number.readings]
            for time, (reading, is_whole) in enumerate(
                whole + [(r, False) for r in number.partial], start=1
            ):
                yield one, place, number, time, reading, is_whole


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def message_columns(playbook: Playbook) -> tuple[Column, ...]:
    """Columns of the messages: their own, then the catalogue's measures, then the verdicts."""
    return (
        *MESSAGE_COLUMNS,
        *map(_measure_column, MEASURES),
        *map(_verdict_column, _rows(playbook)),
    )


def _rows(playbook: Playbook) -> Sequence[str]:
    return [row.id for row in playbook.rows if row.targets]


def _measure_column(measure: Any) -> Column:
    kind: Kind = "yes or no" if measure.unit == "yes or no" else "number"
    unit = "" if kind == "yes or no" else measure.unit
    return Column(measure.id, kind, unit, measure.label, lambda one: _value(one, measure.id))


def _value(one: Kept, measure: str) -> Value:
    found = one.measured(measure)
    return found.value if found else None


def _verdict_column(row: str) -> Column:
    def verdict(one: Kept) -> Value:
        found = one.finding(row)
        return found.verdict if found else None

    told = "pass, watch, miss, not_measurable or not_applicable"
    return Column(f"verdict.{row}", "text", "", told, verdict)


def _whole_value(pair: tuple[Kept, Measurement]) -> Value:
    """A measurement's value as a number; a yes is 1."""
    value = pair[1].value
    return None if value is None or isinstance(value, str) else float(value)


MESSAGE_COLUMNS = (
    Column("message", "whole", "", "The message's number in the history.", lambda k: k.id),
    Column("path", "text", "", "The recording as it was given.", lambda k: k.recording.path),
    Column("sha256", "text", "", "Digest of the recording's bytes.", lambda k: k.sha256 or None),
    Column("rep", "text", "", "Who left it.", lambda k: k.recording.rep),
    Column("rep_company", "text", "", "Their company.", lambda k: k.recording.rep_company),
    Column("prospect", "text", "", "Whom it is for.", lambda k: k.recording.prospect),
    Column(
        "prospect_company", "text", "", "Their company.", lambda k: k.recording.prospect_company
    ),
    Column("segment", "text", "", "The prospect's segment.", lambda k: k.recording.segment),
    Column(
        "recorded_at",
        "time",
        "ISO 8601",
        "When it was recorded.",
        lambda k: _iso(k.recording.recorded_at),
    ),
    Column(
        "recorded_at_source",
        "text",
        "",
        "What told when it was recorded.",
        lambda k: k.recording.recorded_at_source,
    ),
    Column("attempt", "whole", "", "Which message to this prospect it is.", lambda k: k.attempt),
    Column(
        "outcome",
        "text",
        "",
        "What came of it: called_back, replied, meeting or nothing.",
        lambda k: k.recording.outcome,
    ),
    Column(
        "guessed",
        "text",
        "",
        "Fields read from a path or a file's time that nobody confirmed.",
        lambda k: " ".join(sorted(k.guessed)) or None,
    ),
    Column("score", "whole", "of 100", "The score under the playbook.", lambda k: k.score),
    Column("duration_s", "number", "s", "Length of the recording.", lambda k: k.duration_s),
    Column(
        "message_start_s", "number", "s", "Where the message starts.", lambda k: k.message.start_s
    ),
    Column("message_end_s", "number", "s", "Where the message ends.", lambda k: k.message.end_s),
    Column("text", "text", "", "What was said.", lambda k: k.text),
    Column("page", "text", "", "Its page in the folder of reports.", lambda k: k.page),
    Column("scored_at", "time", "ISO 8601", "When it was scored.", lambda k: _iso(k.scored_at)),
)
MEASUREMENT_COLUMNS = (
    Column("message", "whole", "", "The message's number.", lambda p: p[0].id),
    Column("measure", "text", "", "Which measure; see the list of measures.", lambda p: p[1].id),
    Column("value", "number", "see unit", "The value; yes is 1, no is 0.", _whole_value),
    Column(
        "value_text",
        "text",
        "",
        "The value of a measure that is a text.",
        lambda p: p[1].value if isinstance(p[1].value, str) else None,
    ),
    Column("unit", "text", "", "The value's unit.", lambda p: p[1].unit),
    Column("reason", "text", "", "Why there is no value.", lambda p: p[1].reason),
)


def _finding(name: str) -> Callable[[tuple[Kept, Finding]], Value]:
    def value(pair: tuple[Kept, Finding]) -> Value:
        found: Value = getattr(pair[1], name)
        return found

    return value


FINDING_COLUMNS = (
    Column("message", "whole", "", "The message's number.", lambda p: p[0].id),
    Column("row", "text", "", "Which row of the playbook.", _finding("id")),
    Column("question", "text", "", "What the row asks.", _finding("question")),
    Column(
        "verdict",
        "text",
        "",
        "pass, watch, miss, not_measurable or not_applicable.",
        _finding("verdict"),
    ),
    Column("points", "number", "0..1", "1 pass, 0.5 watch, 0 miss.", _finding("points")),
    Column("weight", "number", "", "What the row counts in the score.", _finding("weight")),
    Column("target", "text", "", "What passes.", lambda p: p[1].target or None),
    Column("by", "text", "", "coach, or who corrected it.", _finding("by")),
    Column("reason", "text", "", "Why there is no verdict.", _finding("reason")),
)
NUMBER_COLUMNS = (
    Column("message", "whole", "", "The message's number.", lambda s: s[0].id),
    Column("number", "whole", "", "Which of the message's numbers, from 1.", lambda s: s[1]),
    Column("time", "whole", "", "Which time it is said, from 1.", lambda s: s[3]),
    Column("digits", "text", "", "The digits of this time.", lambda s: s[4].digits),
    Column("e164", "text", "", "The number in international form.", lambda s: s[2].e164),
    Column("whole", "yes or no", "", "Whether it is said to the end.", lambda s: s[5]),
    Column("agree", "yes or no", "", "Whether all times agree.", lambda s: s[2].agree),
    Column("whose", "text", "", "Whose number it is, if not the caller's.", lambda s: s[2].whose),
    Column("start_s", "number", "s", "Where it starts.", lambda s: round(s[4].start_s, 3)),
    Column("end_s", "number", "s", "Where it ends.", lambda s: round(s[4].end_s, 3)),
    Column(
        "seconds_per_digit",
        "number",
        "s/digit",
        "From the first digit's onset to the last one's end, over the digits.",
        lambda s: round(s[4].seconds_per_digit, 3),
    ),
    Column("confidence", "number", "0..1", "How sure the digits are.", lambda s: s[4].confidence),
    Column(
        "timing", "text", "", "What could be timed: digit, group or number.", lambda s: s[4].timing
    ),
)
EXPLAINED_COLUMNS = (
    Column("table", "text", "", "Which table.", lambda p: p[0].name),
    Column("column", "text", "", "Which column.", lambda p: p[1].name),
    Column("kind", "text", "", "whole, number, yes or no, text, or time.", lambda p: p[1].kind),
    Column("unit", "text", "", "The values' unit.", lambda p: p[1].unit or None),
    Column("meaning", "text", "", "What it says.", lambda p: p[1].told),
)


def described() -> str:
    """The columns as a page of the docs prints them, in Markdown; measures have their own page."""
    parts = []
    for name, columns in (
        ("messages", MESSAGE_COLUMNS),
        ("measurements", MEASUREMENT_COLUMNS),
        ("findings", FINDING_COLUMNS),
        ("numbers", NUMBER_COLUMNS),
        ("columns", EXPLAINED_COLUMNS),
    ):
        lines = [f"| `{c.name}` | {c.kind} | {c.unit} | {c.told} |" for c in columns]
        head = ["| column | kind | unit | meaning |", "|---|---|---|---|"]
        parts.append("\n".join([f"### {name}", "", *head, *lines]))
    return "\n\n".join(parts)
