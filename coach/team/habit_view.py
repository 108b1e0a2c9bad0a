"""Habits to keep and habits to work on, each with clips to play."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.audio import MEDIA_TYPE
from coach.report.formats import clean, plural, seconds, short_day, shorten
from coach.team import told
from coach.team.clips import clips
from coach.team.rows import habits, rep_of, strengths

if TYPE_CHECKING:
    from coach.report.links import Links
    from coach.team.clips import Clip, Muted, Sound
    from coach.team.rows import RowFigures, Team

_SHOWN_CHARACTERS = 220


@dataclass(frozen=True, slots=True)
class ClipView:
    """A clip to play; `source` is the sound as a data URI, empty where there is none."""

    done: str
    icon: str
    rep: str
    prospect: str
    prospect_href: str
    when: str
    href: str
    quote: str
    start: str
    lasts: str
    label: str
    source: str


@dataclass(frozen=True, slots=True)
class HabitView:
    """A row of the rubric as a habit of the team; `id` is an anchor's."""

    id: str
    question: str
    advice: str
    share: str
    told: str
    cost: str
    clips: tuple[ClipView, ...]


def strength_views(
    team: Team, links: Links, sound: Sound | None, muted: Muted | None
) -> tuple[HabitView, ...]:
    """Return what the team does well."""
    return tuple(_view(one, clips(one, sound, muted, done=True), links) for one in strengths(team))


def habit_views(
    team: Team, links: Links, sound: Sound | None, muted: Muted | None
) -> tuple[HabitView, ...]:
    """Return what is worth a session."""
    return tuple(_view(one, clips(one, sound, muted, done=False), links) for one in habits(team))


def _view(figures: RowFigures, chosen: tuple[Clip, ...], links: Links) -> HabitView:
    rate = figures.everyone.rate
    share = told.share(rate) if rate else ""
    of = f"of {plural(figures.everyone.n, 'message', 'messages')} pass"
    lost = figures.lost / figures.everyone.n
    interval = f" (95% interval {told.around(rate)})" if rate else ""
    return HabitView(
        id=clean(figures.row.id),
        question=clean(figures.row.question),
        advice=clean(figures.row.advice),
        share=share,
        told=f"{of}{interval}",
        cost=f"it costs {lost:.1f} of its {figures.row.weight:g} points",
        clips=tuple(_clip(one, links) for one in chosen),
    )


def _clip(clip: Clip, links: Links) -> ClipView:
    recording = clip.kept.recording
    at = recording.recorded_at
    who = clean(rep_of(clip.kept))
    what = "How it sounds done" if clip.done else "How it sounds now"
    lasts = seconds(clip.span.duration_s) if clip.sound else ""
    return ClipView(
        done=what,
        icon="pass" if clip.done else "miss",
        rep=who,
        prospect=clean(recording.prospect or "Prospect not known"),
        prospect_href=links.to_prospect(recording) if recording.prospect else "",
        when=short_day(at) if at else "",
        href=links.to(clip.kept, clip.span.start_s),
        quote=shorten(clean(clip.quote or ""), _SHOWN_CHARACTERS),
        start="How the message begins" if clip.quote is None else "",
        lasts=lasts,
        label=f"{what}: {who}, {lasts}",
        source=_source(clip.sound),
    )


def _source(sound: bytes | None) -> str:
    """Return sound as a data URI; nothing for none."""
    return f"data:{MEDIA_TYPE};base64,{b64encode(sound).decode('ascii')}" if sound else ""
