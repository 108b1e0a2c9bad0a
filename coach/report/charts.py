"""Inline SVG: the waveform, the pace of the digits, the score and a sequence of scores.

Every chart takes plain numbers and returns markup with its text alternative. Places are percentages
of the width, so a chart stretches with the page while its letters do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup

from coach.report.filled import filled
from coach.report.formats import attribute_s, clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Grade = Literal["pass", "watch", "miss", "plain"]

BARS = 300
"""Bars of the waveform: about one a pixel on a telephone, one in four on a desk."""

# The waveform's lanes, in pixels from its top.
_WAVE_TOP, _WAVE_HEIGHT, _LANE_HEIGHT = 26, 104, 18
_MARKS_TOP = _WAVE_TOP + _WAVE_HEIGHT + 6
_TICKS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300)
# Times on the axis; none so far right that it would leave the page.
_MOST_TICKS, _LAST_TICK = 7, 0.91
_MARK_GAP = 0.055
# A letter of a label, and the narrowest and usual width of the whole, in pixels.
_LETTER, _NARROW, _WIDE = 7, 300, 900
_PACE_HEIGHT, _PACE_TOP_S = 48, 0.75


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the waveform with its label; the kind is a CSS class."""

    kind: Literal["cut", "message", "reading"]
    label: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A place below the waveform that plays when clicked."""

    grade: Literal["watch", "miss"]
    label: str
    start_s: float
    end_s: float


def _join(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def _percent(part: float, whole: float) -> str:
    """Return a place as a percentage of the width, kept inside it."""
    return f"{100 * min(1.0, max(0.0, part / whole)):.2f}%" if whole > 0 else "0%"


def peaks(waveform: Sequence[float], bars: int = BARS) -> tuple[float, ...]:
    """Return the largest amplitude [0..1] in each of at most `bars` equal stretches."""
    count = min(bars, len(waveform))
    edges = [index * len(waveform) // count for index in range(count + 1)] if count else []
    return tuple(max(waveform[a:b]) for a, b in pairwise(edges))


def _wave_path(waveform: Sequence[float]) -> str:
    """Return the waveform as one path in a box of 1000 by 100."""
    heights = peaks(waveform) or (0.0,)
    step = 1000 / len(heights)
    return "".join(
        f"M{index * step + step * 0.18:.1f} {50 - half:.1f}h{step * 0.64:.1f}v{2 * half:.1f}h-"
        f"{step * 0.64:.1f}z"
        for index, height in enumerate(heights)
        for half in (max(1.0, 49 * min(1.0, height)),)
    )


def _fit_class(region: Region, duration_s: float) -> str | None:
    """Return where a label fits: everywhere (""), on wide pages only, or nowhere (None)."""
    share = (region.end_s - region.start_s) / duration_s
    needed = _LETTER * len(region.label) + 8
    return "" if needed <= share * _NARROW else "wide" if needed <= share * _WIDE else None


def _region(region: Region, duration_s: float) -> Markup:
    """Return one shaded stretch with its label, where there is room for it."""
    fit = _fit_class(region, duration_s)
    start = _percent(region.start_s, duration_s)
    line = region.kind == "message"
    parts = [
        filled(
            '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
            region.kind,
            start,
            _WAVE_TOP - 3 if line else _WAVE_TOP,
            _percent(region.end_s - region.start_s, duration_s),
            2 if line else _WAVE_HEIGHT,
        )
    ]
    if fit is not None:
        label = '<svg x="{}" y="0" overflow="visible"><text class="{}" y="18">{}</text></svg>'
        parts.append(filled(label, start, f"label {region.kind}-label {fit}".strip(), region.label))
    return _join(parts)


def _veil(region: Region, duration_s: float) -> Markup:
    """Return what dims a cut: seen through, so that its sound still shows."""
    return filled(
        '<rect class="veil" x="{}" y="{}" width="{}" height="{}"/>',
        _percent(region.start_s, duration_s),
        _WAVE_TOP,
        _percent(region.end_s - region.start_s, duration_s),
        _WAVE_HEIGHT,
    )


def _lanes(marks: Sequence[Mark], duration_s: float) -> list[int]:
    """Return a lane for each mark so that no two signs touch."""
    free_at: list[float] = []
    lanes = []
    for mark in marks:
        place = mark.start_s / duration_s
        lane = next((k for k, free in enumerate(free_at) if free <= place), len(free_at))
        free_at[lane : lane + 1] = [max(mark.end_s / duration_s, place) + _MARK_GAP]
        lanes.append(lane)
    return lanes


def _mark(mark: Mark, lane: int, duration_s: float) -> Markup:
    """Return one sign with a line as long as its stretch."""
    top = _MARKS_TOP + lane * _LANE_HEIGHT
    return filled(
        '<g class="mark {grade}" data-start="{start}" data-end="{end}"><title>{label}</title>'
        '<rect class="hit" x="{x}" y="{top}" width="{width}" height="16"/>'
        '<rect class="line" x="{x}" y="{line}" width="{width}" height="3" rx="1.5"/>'
        '<svg x="{x}" y="{top}" overflow="visible"><use href="#i-{grade}" width="14" height="14"/>'
        "</svg></g>",
        grade=mark.grade,
        label=mark.label,
        start=attribute_s(mark.start_s),
        end=attribute_s(mark.end_s),
        x=_percent(mark.start_s, duration_s),
        width=_percent(mark.end_s - mark.start_s, duration_s),
        top=top,
        line=top + 6,
    )


def _ticks(duration_s: float, top: int) -> Markup:
    """Return the time axis, with at most seven times on it."""
    step = next((s for s in _TICKS_S if duration_s / s <= _MOST_TICKS), _TICKS_S[-1])
    tick = '<svg x="{}" y="{}" overflow="visible"><path d="M0 0v5"/><text y="18">{}</text></svg>'
    places = range(0, int(duration_s * _LAST_TICK) + 1, step)
    return _join(
        filled(tick, _percent(place, duration_s), top, clock(place).removesuffix(".0"))
        for place in places
    )


def waveform(
    duration_s: float,
    amplitudes: Sequence[float],
    regions: Sequence[Region],
    marks: Sequence[Mark],
    description: str,
) -> Markup:
    """Return the whole recording: what was cut, the message, readings, evidence to click.

    Parameters
    ----------
    duration_s
        Length of the recording [s].
    amplitudes
        Peak amplitude 0..1 over equal slices of the recording.
    regions
        Shaded stretches, drawn in this order.
    marks
        Evidence, drawn below in as many lanes as needed.
    description
        What the picture shows, for those who cannot see it.
    """
    duration_s = max(duration_s, 0.001)
    placed = sorted(marks, key=lambda mark: (mark.start_s, mark.end_s))
    lanes = _lanes(placed, duration_s)
    axis = _MARKS_TOP + (max(lanes, default=-1) + 1) * _LANE_HEIGHT + (2 if lanes else 0)
    return filled(
        '<svg class="wave" role="img" aria-labelledby="wave-title wave-desc" height="{height}"'
        ' width="100%" data-duration="{duration}">'
        '<title id="wave-title">Waveform of the recording</title><desc id="wave-desc">{text}</desc>'
        '<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><path class="hatch" d="M0 0V7"/></pattern></defs>'
        "{regions}"
        '<svg x="0" y="{top}" width="100%" height="{tall}" viewBox="0 0 1000 100"'
        ' preserveAspectRatio="none"><defs><path id="bars" d="{path}"/><clipPath id="played">'
        '<rect x="0" y="0" width="0" height="100"/></clipPath></defs>'
        '<use href="#bars" class="bars"/><use href="#bars" class="bars heard"'
        ' clip-path="url(#played)"/></svg>{veils}'
        '<line class="head" x1="0" x2="0" y1="{top}" y2="{bottom}"/>'
        '<g class="axis">{ticks}</g>{marks}</svg>',
        height=axis + 24,
        duration=attribute_s(duration_s),
        text=description,
        regions=_join(_region(region, duration_s) for region in regions),
        veils=_join(_veil(region, duration_s) for region in regions if region.kind == "cut"),
        top=_WAVE_TOP,
        tall=_WAVE_HEIGHT,
        bottom=_WAVE_TOP + _WAVE_HEIGHT,
        path=_wave_path(amplitudes),
        ticks=_ticks(duration_s, axis),
        marks=_join(_mark(m, lane, duration_s) for m, lane in zip(placed, lanes, strict=True)),
    )


def pace_strip(
    bars: Sequence[tuple[float, Grade]], lines_s: Sequence[float], title: str, description: str
) -> Markup:
    """Return one group of digits as bars of seconds, with the targets as lines.

    Parameters
    ----------
    bars
        Seconds and grade of each digit; 0.75 s and more fill the height.
    lines_s
        Targets [s].
    title, description
        The text alternative.
    """
    column = 100 / len(bars)
    bar = '<rect class="bar {}" x="{:.2f}%" y="{:.1f}" width="{:.2f}%" height="{:.1f}"/>'
    line = '<line class="target t{}" x1="0" x2="100%" y1="{:.1f}" y2="{:.1f}"/>'
    tops = [_PACE_HEIGHT * (1 - min(1.0, lasting / _PACE_TOP_S)) for lasting, _ in bars]
    heights = [_PACE_HEIGHT * (1 - level / _PACE_TOP_S) for level in lines_s]
    return filled(
        '<svg class="pace" role="img" height="{}" width="100%"><title>{}</title><desc>{}</desc>'
        "{}{}</svg>",
        _PACE_HEIGHT,
        title,
        description,
        _join(
            filled(bar, grade, (k + 0.2) * column, top, column * 0.6, _PACE_HEIGHT - top)
            for k, (top, (_, grade)) in enumerate(zip(tops, bars, strict=True))
        ),
        _join(filled(line, k, y, y) for k, y in enumerate(heights)),
    )


def score_bar(rows: Sequence[tuple[float, float]], description: str) -> Markup:
    """Return the score as one bar: each row as wide as its weight, as full as its points [0..1]."""
    total = sum(weight for weight, _ in rows)
    cell = (
        '<svg x="{}" width="{}" height="18">'
        '<rect class="cell" x="1" y="1" width="100%" height="16"/>'
        '<rect class="{}" x="1" y="{:.1f}" width="100%" height="{:.1f}"/></svg>'
    )
    parts, before = [], 0.0
    for weight, points in rows:
        grade = "pass" if points >= 1 else "watch" if points > 0 else "miss"
        tall = 16 * min(1.0, points)
        parts.append(
            filled(cell, _percent(before, total), _percent(weight, total), grade, 17 - tall, tall)
        )
        before += weight
    return filled(
        '<svg class="score-bar" role="img" height="18" width="100%">'
        "<title>How the score came about</title><desc>{}</desc>{}</svg>",
        description,
        _join(parts),
    )


def sparkline(scores: Sequence[int], title: str, dot: int = -1) -> Markup:
    """Return scores 0..100 in order of time as a small line, one dotted; empty below two."""
    if len(scores) < 2:
        return Markup("")
    step = 143 / (len(scores) - 1)
    points = [(4 + k * step, 42 - 36 * score / 100) for k, score in enumerate(scores)]
    listed = ", ".join(str(score) for score in scores)
    return filled(
        '<svg class="spark" role="img" viewBox="0 0 152 48" width="152" height="48">'
        "<title>{}</title><desc>{}</desc>"
        '<path class="base" d="M0 46H152"/><path class="line" d="M{}"/>{}</svg>',
        title,
        listed,
        "L".join(f"{x:.1f} {y:.1f}" for x, y in points),
        filled('<circle cx="{:.1f}" cy="{:.1f}" r="3.5"/>', *points[dot]),
    )
