"""Habits as the page of a rep prints them: counts, and a column a week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.report.formats import clean, day
from coach.report.habits import LEAST
from coach.report.trend_chart import Column, habit_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from coach.report.habits import Habit, Tally, Week


@dataclass(frozen=True, slots=True)
class HabitView:
    """A habit by week; `lately` and `before` are counts, `before` empty where too few."""

    question: str
    lately: str
    before: str
    chart: Markup


def _share(tally: Tally) -> str:
    return f"{tally.passed} of {tally.count}"


def _column(week: Week, tally: Tally) -> Column | None:
    if not tally.count:
        return None
    few = "" if tally.sure else ", too few to compare"
    title = f"{week.name}: {_share(tally)} passed{few}"
    return Column(tally.passed, tally.watched, tally.count, tally.sure, title)


def habit_view(habit: Habit, weeks: Sequence[Week]) -> HabitView:
    """Return a habit ready to print; what was before only where both stretches are enough."""
    columns = [_column(week, tally) for week, tally in zip(weeks, habit.weeks, strict=True)]
    told = "; ".join(column.title for column in columns if column)
    lately, before = habit.lately, habit.before
    question = clean(habit.row.question)
    return HabitView(
        question=question,
        lately=_share(lately) if lately.count else "",
        before=_share(before) if lately.sure and before.sure else "",
        chart=habit_columns(columns, f"{question} By week", told),
    )


def weeks_note(weeks: Sequence[Week]) -> str:
    """Return what the columns show."""
    if not weeks:
        return ""
    return (
        f"A column is a week, from {day(weeks[0].monday)} on, as full as messages passed. "
        f"A week with fewer than {LEAST} messages is hollow and compared with nothing."
    )
