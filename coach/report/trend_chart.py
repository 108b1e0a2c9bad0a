"""Small multiples: a measure from attempt to attempt, a habit from week to week, verdicts in a row.

Every chart takes plain numbers and returns markup with its text alternative.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup

from coach.report.filled import filled
from coach.report.verdict_words import ICONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.records import Verdict

Range = tuple[float, float]

_TALL, _MARGIN = 76, 9
_NEAR = 1.5
"""An end of the target is drawn where it lies within this many spreads of the values (ours)."""
_COLUMNS_TALL, _COLUMN_MOST = 46, 24
_COUNTED_FROM = 5.5
"""Per cent of the width from which a column has room for its count."""
_STRIP: dict[Verdict | None, str] = {
    verdict: f'<svg class="icon {name}" width="16" height="16"><use href="#i-{name}"/></svg>'
    for verdict, name in (*ICONS.items(), (None, "none"))
}


@dataclass(frozen=True, slots=True)
class Point:
    """A measured value, None where there is none, and how it was graded."""

    value: float | None
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Column:
    """The verdicts of one week; `sure` where there are enough of them to be compared."""

    passed: int
    watched: int
    count: int
    sure: bool
    title: str


def _bounds(values: Sequence[float], passing: Range) -> Range:
    """Return the least and largest number on the axis: all values, and the target's near ends."""
    low, high = min(values), max(values)
    spread = max(high - low, 0.4 * max(abs(low), abs(high)), 1e-6)
    middle = (low + high) / 2
    nearest = min(passing, key=lambda end: abs(end - middle))
    ends = [e for e in passing if low - _NEAR * spread <= e <= high + _NEAR * spread]
    every = [*values, nearest, *ends]
    room = max(max(every) - min(every), 1e-6) * 0.06
    return min(every) - room, max(every) + room


def _grade(point: Point) -> str:
    return point.verdict if point.verdict in ("pass", "watch", "miss") else "plain"


def _dots(points: Sequence[Point], place: Sequence[float | None]) -> Markup:
    """Return the values with lines between neighbours."""
    step = 100 / len(points)
    across = [(k + 0.5) * step for k in range(len(points))]
    every = zip(across, place, points, strict=True)
    known = [(x, y, _grade(point)) for x, y, point in every if y is not None]
    r = 4 if len(points) <= 15 else 3
    lines = (
        f'<line class="path" x1="{x:.2f}%" y1="{y:.1f}" x2="{to_x:.2f}%" y2="{to_y:.1f}"/>'
        for (x, y, _), (to_x, to_y, _) in pairwise(known)
    )
    dots = (
        f'<circle class="{grade}" cx="{x:.2f}%" cy="{y:.1f}" r="{r}"/>' for x, y, grade in known
    )
    return Markup("".join((*lines, *dots)))  # noqa: S704 - numbers and our own words


def measure_trend(points: Sequence[Point], passing: Range, title: str, told: str) -> Markup:
    """Return a measure in order of the attempts, over the band that passes; empty without values.

    An attempt without a value leaves a gap; the line goes on to the next value.
    """
    values = [point.value for point in points if point.value is not None]
    if not values:
        return Markup("")
    low, high = _bounds(values, passing)
    scale = (_TALL - 2 * _MARGIN) / (high - low)

    def y(value: float) -> float:
        return _TALL - _MARGIN - (min(high, max(low, value)) - low) * scale

    top = 0.0 if passing[1] >= high else y(passing[1])
    bottom = float(_TALL) if passing[0] <= low else y(passing[0])
    return filled(
        '<svg class="trend-chart" role="img" width="100%" height="{tall}"><title>{title}</title>'
        '<desc>{told}</desc><rect class="band" x="0" width="100%" y="{top:.1f}"'
        ' height="{high:.1f}"/>{edges}{dots}</svg>',
        tall=_TALL,
        title=title,
        told=told,
        top=top,
        high=max(2.0, bottom - top),
        edges=_edges([at for at in (top, bottom) if 0 < at < _TALL]),
        dots=_dots(points, [None if p.value is None else y(p.value) for p in points]),
    )


def _edges(heights: Sequence[float]) -> Markup:
    line = '<line class="edge" x1="0" x2="100%" y1="{y:.1f}" y2="{y:.1f}"/>'
    return Markup("").join(filled(line, y=height) for height in heights)


def _column(column: Column, at: float, width: float) -> Markup:
    """Return one week: passes from the ground up, watches above them."""
    passed = _COLUMNS_TALL * column.passed / column.count
    watched = _COLUMNS_TALL * column.watched / column.count
    cells = [("cell", 0.5, _COLUMNS_TALL - 0.5)]
    cells += [("pass", _COLUMNS_TALL - passed, passed)] if column.passed else []
    cells += [("watch", _COLUMNS_TALL - passed - watched, watched)] if column.watched else []
    drawn = (
        f'<rect class="{kind}" x="{at:.2f}%" y="{y:.1f}" width="{width:.2f}%" height="{tall:.1f}"/>'
        for kind, y, tall in cells
    )
    return filled(
        '<g class="{}"><title>{}</title>{}{}</g>',
        "week" if column.sure else "week few",
        column.title,
        Markup("".join(drawn)),  # noqa: S704 - numbers and our own words
        _counted(column, at + width / 2) if width >= _COUNTED_FROM else "",
    )


def _counted(column: Column, middle: float) -> Markup:
    """Return how many messages a column stands on, below it."""
    text = '<text x="{}%" y="{}">{}</text>'
    return filled(text, f"{middle:.2f}", _COLUMNS_TALL + 13, column.count)


def habit_columns(columns: Sequence[Column | None], title: str, told: str) -> Markup:
    """Return a habit by week: how many of a week's messages passed it; None is an empty week."""
    if not any(columns):
        return Markup("")
    step = 100 / max(len(columns), 8)
    width = min(step * 0.78, _COLUMN_MOST)
    drawn = [_column(c, k * step, width) for k, c in enumerate(columns) if c is not None]
    return filled(
        '<svg class="habit-chart" role="img" width="100%" height="{}"><title>{}</title>'
        '<desc>{}</desc>{}<line class="ground" x1="0" x2="100%" y1="{y}" y2="{y}"/></svg>',
        _COLUMNS_TALL + 16,
        title,
        told,
        Markup("").join(drawn),
        y=_COLUMNS_TALL + 0.5,
    )


def verdict_strip(verdicts: Sequence[Verdict | None], told: str) -> Markup:
    """Return verdicts in order as a row of signs; None is a message without this row."""
    signs = "".join(_STRIP[verdict] for verdict in verdicts)
    return filled(
        '<span class="strip" role="img" aria-label="{}">{}</span>',
        told,
        Markup(signs),  # noqa: S704 - our own signs
    )
