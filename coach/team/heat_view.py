"""The heat map: rows of the rubric down, everyone and each rep across."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.report.formats import clean, plural
from coach.team import told
from coach.team.rows import rep_of

if TYPE_CHECKING:
    from coach.report.links import Links
    from coach.team.rows import Cell, RowFigures, Team

GRADES = ((0.8, "g4"), (0.6, "g3"), (0.4, "g2"), (0.2, "g1"))
"""Shades, from the pass rate at which each begins."""

LEAST_GRADE = "g0"


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell; `share` is empty below the minimum n, when `few` says how many there are."""

    grade: str
    share: str
    figure: str
    spread: str
    n: str
    few: str


@dataclass(frozen=True, slots=True)
class HeatRowView:
    """A row of the rubric with its cells, everyone first."""

    id: str
    question: str
    target: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class RepView:
    """A rep at the head of a column."""

    name: str
    href: str
    messages: str


@dataclass(frozen=True, slots=True)
class HeatView:
    """The whole map."""

    reps: tuple[RepView, ...]
    everyone: str
    rows: tuple[HeatRowView, ...]
    silent: str


def heat_view(team: Team, links: Links) -> HeatView:
    """Return the map ready to print, reps and rows in the order of the team."""
    counted = [figures for figures in team.rows if figures.row.weight > 0]
    silent = ", ".join(clean(row.question) for row in team.silent)
    return HeatView(
        reps=tuple(_rep_view(team, name, links) for name in team.reps),
        everyone=plural(len(team.kept), "message", "messages"),
        rows=tuple(_row(figures) for figures in counted),
        silent=silent,
    )


def _rep_view(team: Team, name: str, links: Links) -> RepView:
    theirs = [one for one in team.kept if rep_of(one) == name]
    href = links.to_rep(theirs[0].recording) if theirs[0].recording.rep else ""
    return RepView(clean(name), href, plural(len(theirs), "message", "messages"))


def _row(figures: RowFigures) -> HeatRowView:
    cells = (figures.everyone, *figures.reps)
    first = figures.row.targets[0].text if figures.row.targets else ""
    unit = told.unit_word(figures.everyone.unit) if figures.everyone.figure else ""
    told_in = f"figures {unit}" if unit.startswith("per ") else f"figures in {unit}"
    target = f"{first}; {told_in}" if unit else first
    return HeatRowView(
        figures.row.id, clean(figures.row.question), clean(target), tuple(map(_cell, cells))
    )


def _cell(cell: Cell) -> CellView:
    if cell.rate is None:
        few = f"only {cell.n}" if cell.n else "none"
        return CellView("few", "", "", "", "", few)
    rate = cell.rate
    grade = next((name for least, name in GRADES if rate.share >= least), LEAST_GRADE)
    if cell.figure is None:
        return CellView(grade, told.share(rate), "", told.around(rate), f"n {cell.n}", "")
    return CellView(
        grade,
        told.share(rate),
        told.bare(cell.figure.median, cell.unit),
        told.bare_quartiles(cell.figure, cell.unit),
        f"n {cell.n}",
        "",
    )
