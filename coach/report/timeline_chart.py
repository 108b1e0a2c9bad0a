"""The attempts to one prospect on an axis of time, with the calls that were announced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup

from coach.report.filled import filled
from coach.report.formats import month, plural, short_day, time_of_day
from coach.report.promises_view import ICONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coach.report.promises_view import PromiseState

# Pixels from the top; places across are percentages, kept off the edges.
_TOP, _TALL, _LANE = 40, 132, 22
_LEFT, _WIDTH = 6.0, 88.0
_MOST_TICKS = 6
_STEPS = (1, 3, 6, 12, 24, 48, 96, 168, 336, 672, 1344, 2184, 4368, 8760, 17520, 43800, 87600)
"""Hours between the times on the axis: an hour to ten years."""
_MANY = 12
_APART = 0.075
"""Least distance of two marks in a lane, as a share of a telephone's width."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One attempt: when, its number, its score 0..100 or None, what came of it, its page."""

    at: datetime
    number: str
    score: int | None
    title: str
    outcome: str = ""
    href: str | None = None


@dataclass(frozen=True, slots=True)
class PromisedMark:
    """A call that was announced; equal times are a moment."""

    from_at: datetime
    until_at: datetime
    state: PromiseState
    title: str


@dataclass(frozen=True, slots=True)
class _Axis:
    """Time from `start` to `end`, across the page."""

    start: datetime
    end: datetime

    @property
    def lasting(self) -> timedelta:
        return self.end - self.start

    def share(self, at: datetime) -> float:
        return min(1.0, max(0.0, (at - self.start) / self.lasting))

    def x(self, at: datetime) -> str:
        return f"{_LEFT + _WIDTH * self.share(at):.2f}%"


def _axis(moments: Sequence[datetime], now: datetime) -> _Axis:
    """Return the axis over all moments, up to now where that is not long after."""
    start, end = min(moments), max(moments)
    if end < now <= end + max(timedelta(days=10), (end - start) / 2):
        end = now
    if end - start < timedelta(hours=2):
        start, end = start - timedelta(hours=12), end + timedelta(hours=12)
    return _Axis(start, end)


def _tick_times(axis: _Axis) -> Iterator[tuple[datetime, str]]:
    """Return at most six times with their labels, whole hours or days."""
    hours = axis.lasting / timedelta(hours=1)
    step = next((step for step in _STEPS if hours / step <= _MOST_TICKS), _STEPS[-1])
    at = axis.start.replace(minute=0, second=0, microsecond=0)
    at = at.replace(hour=0) if step >= 12 else at
    while at <= axis.end:
        if at >= axis.start:
            yield at, _tick_label(at, step)
        at += timedelta(hours=step)


def _tick_label(at: datetime, step: int) -> str:
    if step < 24 and at.hour:
        return time_of_day(at)
    return month(at) if step >= 4368 else short_day(at)


def _y(score: int | None) -> float:
    return _TOP + _TALL * (1 - (score or 0) / 100)


def _ticks(axis: _Axis, top: float) -> Markup:
    tick = (
        '<line class="tick" x1="{x}" x2="{x}" y1="{low}" y2="{high}"/>'
        '<text class="time" x="{x}" y="{text}">{label}</text>'
    )
    return Markup("").join(
        filled(tick, x=axis.x(at), low=top, high=top + 5, text=top + 19, label=label)
        for at, label in _tick_times(axis)
    )


def _levels() -> Markup:
    line = '<line class="level" x1="0" x2="100%" y1="{y}" y2="{y}"/>'
    label = '<text class="score-label" x="0" y="{y}">{score}</text>'
    parts = [filled(line, y=_y(score)) for score in (0, 50, 100)]
    parts += [filled(label, y=_y(score) - 4, score=score) for score in (0, 50, 100)]
    return Markup("").join(parts)


def _now(axis: _Axis, now: datetime, bottom: float) -> Markup:
    if now > axis.end or now < axis.start:
        return Markup("")
    late = " late" if axis.share(now) > 0.85 else ""
    return filled(
        '<line class="now" x1="{x}" x2="{x}" y1="16" y2="{bottom}"/>'
        '<text class="now-label{late}" x="{x}" y="11">today</text>',
        x=axis.x(now),
        bottom=bottom,
        late=late,
    )


def _joined(axis: _Axis, dots: Sequence[Dot]) -> Markup:
    line = '<line class="path" x1="{}" y1="{:.1f}" x2="{}" y2="{:.1f}"/>'
    scored = [dot for dot in dots if dot.score is not None]
    return Markup("").join(
        filled(line, axis.x(one.at), _y(one.score), axis.x(two.at), _y(two.score))
        for one, two in pairwise(scored)
    )


def _dot(axis: _Axis, dot: Dot, many: bool) -> Markup:
    """Return one attempt: its number in a disc, at the height of its score."""
    x, y = axis.x(dot.at), _y(dot.score)
    kind = "attempt" + ("" if dot.score is not None else " unscored")
    kind += " answered" if dot.outcome else ""
    disc = filled(
        '<g class="{kind}"><title>{title}</title>{ring}<circle cx="{x}" cy="{y:.1f}" r="{r}"/>'
        '<text x="{x}" y="{text:.1f}" aria-hidden="true">{number}</text></g>',
        kind=kind,
        title=dot.title,
        x=x,
        y=y,
        r=8 if many else 11,
        text=y + (3.2 if many else 4),
        number=dot.number,
        ring=_ring(x, y, many) if dot.outcome else "",
    )
    if dot.href is None:
        return disc
    return filled('<a href="{}">{}</a>', dot.href, disc)


def _ring(x: str, y: float, many: bool) -> Markup:
    return filled('<circle class="ring" cx="{}" cy="{:.1f}" r="{}"/>', x, y, 12 if many else 15)


def _lanes(axis: _Axis, marks: Sequence[PromisedMark]) -> list[int]:
    """Return a lane for each mark so that no two signs touch."""
    free: list[float] = []
    lanes = []
    for mark in marks:
        place = axis.share(mark.from_at)
        lane = next((k for k, end in enumerate(free) if end <= place), len(free))
        free[lane : lane + 1] = [max(axis.share(mark.until_at), place + _APART)]
        lanes.append(lane)
    return lanes


def _promised(axis: _Axis, mark: PromisedMark, top: float) -> Markup:
    """Return one announced call: a bar as long as its window, with a sign at its start."""
    width = max(0.0, axis.share(mark.until_at) - axis.share(mark.from_at)) * _WIDTH
    return filled(
        '<g class="promised {state}"><title>{title}</title>'
        '<rect class="window" x="{x}" y="{bar}" width="{width:.2f}%" height="4" rx="2"/>'
        '<svg x="{x}" y="{top}" overflow="visible"><use href="#i-{icon}" x="-8" width="16"'
        ' height="16"/></svg></g>',
        state=ICONS[mark.state],
        title=mark.title,
        x=axis.x(mark.from_at),
        bar=top + 6,
        top=top,
        width=width,
        icon=ICONS[mark.state],
    )


def _moments(dots: Iterable[Dot], promised: Iterable[PromisedMark]) -> list[datetime]:
    ends = [at for mark in promised for at in (mark.from_at, mark.until_at)]
    return [dot.at for dot in dots] + ends


def timeline(dots: Sequence[Dot], promised: Sequence[PromisedMark], now: datetime) -> Markup:
    """Return attempts and announced calls on an axis of time; empty without a dated attempt.

    Across is time with its true spacing, up is the score 0..100. Discs hold the attempt's number;
    a ring stands around one that was answered. Signs below are announced calls. All times have
    an offset; the axis shows the clock of the last attempt.
    """
    if not dots:
        return Markup("")
    zone = dots[-1].at.tzinfo
    moments = [at.astimezone(zone) for at in _moments(dots, promised)]
    axis = _axis(moments, now.astimezone(zone))
    placed = sorted(promised, key=lambda mark: (mark.from_at, mark.until_at))
    lanes = _lanes(axis, placed)
    first_lane = _TOP + _TALL + 18
    bottom = first_lane + (max(lanes, default=-1) + 1) * _LANE
    parts = [_levels(), _now(axis, now.astimezone(zone), bottom), _joined(axis, dots)]
    parts += [_dot(axis, dot, len(dots) > _MANY) for dot in dots]
    parts += [
        _promised(axis, mark, first_lane + lane * _LANE)
        for mark, lane in zip(placed, lanes, strict=True)
    ]
    told = "; ".join([*(dot.title for dot in dots), *(mark.title for mark in placed)])
    return filled(
        '<svg class="timeline{many}" role="group" aria-labelledby="timeline-name timeline-told"'
        ' width="100%" height="{height}"><title id="timeline-name">{name}</title>'
        '<desc id="timeline-told">{told}</desc>{parts}<g class="axis">{ticks}</g></svg>',
        many=" many" if len(dots) > _MANY else "",
        height=bottom + 24,
        name=f"{plural(len(dots), 'attempt', 'attempts')} in time, with their scores",
        told=told,
        parts=Markup("").join(parts),
        ticks=_ticks(axis, bottom),
    )
