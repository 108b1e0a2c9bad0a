"""Inline SVG of the team page: distributions, weeks, and differences with their intervals.

As in the message's charts, places are percentages of the width, so that a chart stretches with
the page while its letters do not. Every chart has a title and says in words what it shows.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from coach.team.intervals import Difference
    from coach.team.weeks import Distribution, Trend

_TALL, _AXIS, _HEAD = 96, 22, 20
_MOST_TICKS = 6
_EDGE = 0.04
"""Share of the width left free at both sides, so that a dot or a number is never cut off."""


def _join(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def _place(value: float, low: float, high: float) -> float:
    """A value as a percentage of the width, kept inside it."""
    share = (value - low) / (high - low) if high > low else 0.5
    return 100 * (_EDGE + (1 - 2 * _EDGE) * min(1.0, max(0.0, share)))


def ticks(low: float, high: float) -> list[float]:
    """Round numbers from `low` to `high`, at most six."""
    span = max(high - low, 1e-9)
    power = 10.0 ** math.floor(math.log10(span / _MOST_TICKS))
    step = next(f * power for f in (1, 2, 5, 10, 20) if span / (f * power) < _MOST_TICKS)
    first = math.ceil(low / step - 1e-9)
    return [round(k * step, 10) for k in range(first, math.floor(high / step + 1e-9) + 1)]


def _axis(low: float, high: float, top: int) -> Markup:
    tick = Markup(
        '<svg x="{:.2f}%" y="{}" overflow="visible"><path d="M0 0v4"/>'
        '<text y="17" text-anchor="middle">{:g}</text></svg>'
    )
    marks = _join(tick.format(_place(value, low, high), top, value) for value in ticks(low, high))
    return Markup('<g class="axis"><path class="rule" d=""/>{}</g>').format(marks)


def _band(start: float, end: float, words: str) -> Markup:
    """Return the target's stretch of the width, with its name at its top."""
    return Markup(
        '<rect class="band" x="{:.2f}%" y="{}" width="{:.2f}%" height="{}"/>'
        '<svg x="{:.2f}%" y="0" overflow="visible"><text class="band-label" y="14">{}</text></svg>'
    ).format(start, _HEAD, max(0.0, end - start), _TALL, start, words)


def histogram(shown: Distribution, title: str, told: str, band_words: str) -> Markup:
    """Return a distribution: bars, the target's band behind them, and a line at the median."""
    low, high = shown.low, shown.low + shown.step * len(shown.counts)
    if shown.band:
        low = min(low, max(shown.band[0], 0.0))
        high = max(high, shown.band[1] if shown.band[1] < 3 * high else high)
    most = max(shown.counts)
    bar = Markup('<rect class="{}" x="{:.2f}%" y="{:.1f}" width="{:.2f}%" height="{:.1f}"/>')
    bars = []
    for k, count in enumerate(shown.counts):
        start = _place(shown.low + k * shown.step, low, high)
        width = _place(shown.low + (k + 1) * shown.step, low, high) - start
        tall = _TALL * count / most
        middle = shown.low + (k + 0.5) * shown.step
        inside = shown.band is None or shown.band[0] <= middle <= shown.band[1]
        kind = "bar in" if inside else "bar out"
        bars.append(bar.format(kind, start, _HEAD + _TALL - tall, max(0.2, width - 0.35), tall))
    band = Markup("")
    if shown.band:
        band = _band(_place(shown.band[0], low, high), _place(shown.band[1], low, high), band_words)
    return Markup(
        '<svg class="chart histogram" role="img" width="100%" height="{}"><title>{}</title>'
        '<desc>{}</desc>{}{}<line class="median" x1="{x:.2f}%" x2="{x:.2f}%" y1="{}" y2="{}"/>{}'
        "</svg>"
    ).format(
        _HEAD + _TALL + _AXIS,
        title,
        told,
        band,
        _join(bars),
        _HEAD,
        _HEAD + _TALL,
        _axis(low, high, _HEAD + _TALL),
        x=_place(shown.figure.median, low, high),
    )


def _levels(shown: Trend) -> tuple[float, float]:
    """The lowest and highest value drawn, with some room."""
    figures = [week.figure for week in shown.weeks if week.figure]
    low, high = min(f.low for f in figures), max(f.high for f in figures)
    room = 0.12 * max(high - low, 1e-9)
    return low - room, high + room


def _runs(shown: Trend) -> Iterator[list[tuple[int, float]]]:
    """Weeks with a figure, without a hole between them: only those are joined by a line."""
    run: list[tuple[int, float]] = []
    for k, week in enumerate(shown.weeks):
        if week.figure:
            run.append((k, week.figure.median))
        elif run:
            yield run
            run = []
    if run:
        yield run


def trend(shown: Trend, title: str, told: str, edges: tuple[str, str]) -> Markup:
    """Return medians week by week, each with its quartiles; empty where no week has enough."""
    if not any(week.figure for week in shown.weeks):
        return Markup("")
    low, high = _levels(shown)
    last = max(1, len(shown.weeks) - 1)

    def down(value: float) -> float:
        return _HEAD + _TALL * (1 - (min(high, max(low, value)) - low) / (high - low))

    lines = _join(
        Markup('<path d="M{}"/>').format(
            "L".join(f"{10 * _place(k, 0, last):.1f} {down(value):.1f}" for k, value in run)
        )
        for run in _runs(shown)
    )
    week = Markup(
        '<line class="quartiles" x1="{x:.2f}%" x2="{x:.2f}%" y1="{:.1f}" y2="{:.1f}"/>'
        '<circle cx="{x:.2f}%" cy="{:.1f}" r="3.5"/>'
    )
    dots = _join(
        week.format(
            down(one.figure.high),
            down(one.figure.low),
            down(one.figure.median),
            x=_place(k, 0, last),
        )
        for k, one in enumerate(shown.weeks)
        if one.figure
    )
    band = _level_band(shown, low, high, down)
    height = _HEAD + _TALL
    levels = ticks(low, high)[:: 2 if len(ticks(low, high)) > 3 else 1]
    grid = _join(
        Markup(
            '<line class="grid" x1="0" x2="100%" y1="{y:.1f}" y2="{y:.1f}"/>'
            '<text class="level" x="100%" y="{t:.1f}" text-anchor="end">{v:g}</text>'
        ).format(y=down(level), t=down(level) - 3, v=level)
        for level in levels
    )
    return Markup(
        '<svg class="chart trend" role="img" width="100%" height="{}"><title>{}</title>'
        '<desc>{}</desc>{}{}<svg width="100%" height="{h}" viewBox="0 0 1000 {h}"'
        ' preserveAspectRatio="none">{}</svg>{}<g class="axis">'
        '<text x="{a}%" y="{y}">{}</text><text x="{b}%" y="{y}" text-anchor="end">{}</text></g>'
        "</svg>"
    ).format(
        height + _AXIS,
        title,
        told,
        band,
        grid,
        lines,
        dots,
        *edges,
        h=height,
        y=height + 17,
        a=100 * _EDGE,
        b=100 * (1 - _EDGE),
    )


def _level_band(shown: Trend, low: float, high: float, down: Callable[[float], float]) -> Markup:
    """Return the target's band across the weeks, where it is in sight."""
    if shown.band is None or shown.band[1] < low or shown.band[0] > high:
        return Markup("")
    top, bottom = down(shown.band[1]), down(shown.band[0])
    return Markup('<rect class="band" x="0" y="{:.1f}" width="100%" height="{:.1f}"/>').format(
        top, max(0.0, bottom - top)
    )


def interval(difference: Difference, reach: float, told: str, *, stands: bool) -> Markup:
    """Return a difference of two rates as a dot with its interval, on -reach..reach around 0."""
    places = [_place(v, -reach, reach) for v in (difference.low, difference.high, difference.value)]
    return Markup(
        '<svg class="interval {}" role="img" width="100%" height="20"><title>{}</title>'
        '<line class="zero" x1="50%" x2="50%" y1="0" y2="20"/>'
        '<line class="reach" x1="{:.2f}%" x2="{:.2f}%" y1="10" y2="10"/>'
        '<circle cx="{:.2f}%" cy="10" r="4.5"/></svg>'
    ).format("stands" if stands else "open", told, *places)


def reach(differences: Sequence[Difference]) -> float:
    """How far from 0 the intervals of a table go: one scale for all of them."""
    return max((max(abs(d.low), abs(d.high)) for d in differences), default=1.0)
