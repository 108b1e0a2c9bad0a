"""Answers as the page prints them: by habit, and by segment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.report.formats import clean, plural
from coach.team import drawings, told

if TYPE_CHECKING:
    from markupsafe import Markup

    from coach.team.answers import Answers, Effect, Segment

_KINDS = {
    "called_back": "called back",
    "replied": "replied by mail",
    "meeting": "agreed to a meeting",
    "nothing": "no answer",
}

MOST_OPEN = 5
"""Habits shown at once where none of them stands; the others can be unfolded (ours)."""


@dataclass(frozen=True, slots=True)
class EffectView:
    """A habit with its two rates and what lies between them."""

    id: str
    question: str
    having: str
    having_n: str
    lacking: str
    lacking_n: str
    difference: str
    drawing: Markup
    verdict: str
    icon: str


@dataclass(frozen=True, slots=True)
class SegmentView:
    """A segment with its rate, or with why it has none."""

    name: str
    share: str
    told: str


@dataclass(frozen=True, slots=True)
class AnswersView:
    """All about outcomes; `silent` says why nothing is compared."""

    known: str
    share: str
    interval: str
    kinds: str
    silent: str
    effects: tuple[EffectView, ...]
    more: tuple[EffectView, ...]
    more_told: str
    too_few: str
    segments: tuple[SegmentView, ...]


def answers_view(found: Answers) -> AnswersView:
    """Return answers ready to print, the largest difference first."""
    reach = drawings.reach([effect.difference for effect in found.effects])
    kinds = ", ".join(f"{count} {_KINDS.get(kind, kind)}" for kind, count in found.kinds)
    few = plural(found.too_few, "habit has", "habits have")
    first = [e for e in found.effects if e.stands] or found.effects[:MOST_OPEN]
    more = [e for e in found.effects if e not in first]
    return AnswersView(
        known=plural(found.known, "message", "messages"),
        share=told.share(found.rate) if found.rate else "",
        interval=told.around(found.rate) if found.rate else "",
        kinds=clean(kinds),
        silent=found.why_silent,
        effects=tuple(_effect(effect, reach) for effect in first),
        more=tuple(_effect(effect, reach) for effect in more),
        more_told=f"{plural(len(more), 'more habit', 'more habits')} that may be chance",
        too_few=f"{few} too few messages on one side to be compared." if found.too_few else "",
        segments=tuple(_segment(one) for one in found.segments),
    )


def _effect(effect: Effect, reach: float) -> EffectView:
    text = told.points(effect.difference)
    return EffectView(
        id=clean(effect.row.id),
        question=clean(effect.row.question),
        having=told.share(effect.having),
        having_n=f"{told.around(effect.having)}, n {effect.having.n}",
        lacking=told.share(effect.lacking),
        lacking_n=f"{told.around(effect.lacking)}, n {effect.lacking.n}",
        difference=text,
        drawing=drawings.interval(effect.difference, reach, text, stands=effect.stands),
        verdict="stands" if effect.stands else "may be chance",
        icon="pass" if effect.stands else "unknown",
    )


def _segment(segment: Segment) -> SegmentView:
    count = plural(segment.n, "message", "messages")
    if segment.rate is None:
        return SegmentView(clean(segment.name), "", f"{count}: too few to tell")
    return SegmentView(
        clean(segment.name),
        told.share(segment.rate),
        f"{told.around(segment.rate)}, n {segment.n}",
    )
