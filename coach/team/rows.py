"""What a team's messages say about each row of the rubric: all together, and a rep at a time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.team.intervals import LEAST_MESSAGES, Rate, Spread, spread, wilson

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.kept import Kept
    from coach.playbook import Playbook, Row
    from coach.records import Finding

NOT_COUNTED = frozenset(("level", "yes or no", "1"))
"""Units whose median says less than the pass rate does."""

UNKNOWN_REP = "Rep not known"
LEAST_REPS = 2
"""A habit is the team's where at least so many reps were judged on it (ours)."""

MOST_STRENGTHS, MOST_HABITS = 3, 2
STRONG = 0.7
"""Least pass rate, at the lower end of its interval, of what a team does well (ours)."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A message with its verdict on one row."""

    kept: Kept
    finding: Finding

    @property
    def passed(self) -> bool:
        """Whether the row passed."""
        return self.finding.verdict == "pass"


@dataclass(frozen=True, slots=True)
class Cell:
    """One rep, or everyone, on one row; `rate` is None below the minimum n, as all else is.

    `figure` is the spread of the row's first measure in `unit`, None where a level says no more
    than the verdict.
    """

    n: int
    rate: Rate | None
    figure: Spread | None
    unit: str


@dataclass(frozen=True, slots=True)
class RowFigures:
    """A row of the rubric: everyone, then each rep in the order of `Team.reps`."""

    row: Row
    everyone: Cell
    reps: tuple[Cell, ...]
    lost: float
    judged: tuple[Judged, ...]
    judged_reps: int


@dataclass(frozen=True, slots=True)
class Team:
    """All messages by rep, in alphabetical order, and every row that was judged at least once."""

    kept: tuple[Kept, ...]
    reps: tuple[str, ...]
    rows: tuple[RowFigures, ...]
    silent: tuple[Row, ...]

    def of(self, rep: str) -> tuple[Kept, ...]:
        """The messages of one rep."""
        return tuple(one for one in self.kept if rep_of(one) == rep)


def rep_of(kept: Kept) -> str:
    """Whose message it is, in words."""
    return kept.recording.rep or UNKNOWN_REP


def team(kept: Sequence[Kept], playbook: Playbook) -> Team:
    """Gather the messages under the playbook's rows; reps alphabetically, those unknown last."""
    names = sorted({rep_of(one) for one in kept}, key=lambda n: (n == UNKNOWN_REP, n.casefold(), n))
    by_row: dict[str, list[Judged]] = defaultdict(list)
    for one in kept:
        for finding in one.findings:
            if finding.points is not None:
                by_row[finding.id].append(Judged(one, finding))
    rows = [row for row in playbook.rows if row.id in by_row]
    silent = tuple(row for row in playbook.rows if row.id not in by_row and row.weight > 0)
    figures = tuple(_row_figures(row, by_row[row.id], names) for row in rows)
    return Team(tuple(kept), tuple(names), figures, silent)


def _row_figures(row: Row, judged: list[Judged], names: Iterable[str]) -> RowFigures:
    by_rep: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        by_rep[rep_of(one.kept)].append(one)
    lost = sum(1 - (one.finding.points or 0.0) for one in judged) * row.weight
    cells = tuple(_cell(row, by_rep.get(name, [])) for name in names)
    return RowFigures(row, _cell(row, judged), cells, lost, tuple(judged), len(by_rep))


def _cell(row: Row, judged: Sequence[Judged]) -> Cell:
    if len(judged) < LEAST_MESSAGES:
        return Cell(len(judged), None, None, "")
    rate = wilson(sum(one.passed for one in judged), len(judged))
    values, unit = figures(row, [one.kept for one in judged])
    enough = spread(values) if len(values) >= LEAST_MESSAGES else None
    return Cell(len(judged), rate, enough, unit)


def figures(row: Row, kept: Iterable[Kept]) -> tuple[list[float], str]:
    """Values of a row's first measure, with their unit; none where a level says no more."""
    measure = row.targets[0].measure if row.targets else row.id
    values: list[float] = []
    unit = ""
    for one in kept:
        found = one.measured(measure)
        if found is None or isinstance(found.value, bool) or found.unit in NOT_COUNTED:
            continue
        if isinstance(found.value, int | float):
            values.append(float(found.value))
            unit = found.unit
    return values, unit


def _is_teams(figures: RowFigures) -> bool:
    enough = figures.everyone.rate is not None and figures.judged_reps >= LEAST_REPS
    return enough and figures.row.weight > 0


def strengths(team: Team) -> tuple[RowFigures, ...]:
    """What a team does well: rows that surely pass more often than not, by weight, then rate."""
    sure = [(f.row.weight, f.everyone.rate.low, f) for f in team.rows if f.everyone.rate]
    good = [one for one in sure if _is_teams(one[2]) and one[1] >= STRONG]
    good.sort(key=lambda one: one[:2], reverse=True)
    return tuple(figures for *_, figures in good[:MOST_STRENGTHS])


def habits(team: Team) -> tuple[RowFigures, ...]:
    """What is worth a session: the rows that cost the team most points, by weight."""
    costly = [f for f in team.rows if _is_teams(f) and f.lost > 0]
    return tuple(sorted(costly, key=lambda f: -f.lost)[:MOST_HABITS])
