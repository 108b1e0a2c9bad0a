"""The team page: everything it prints, and the page itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.report.formats import aware, clean, plural
from coach.team import drawings, told
from coach.team.alike import AlikeView, alike_views
from coach.team.answers import answers
from coach.team.answers_view import AnswersView, answers_view
from coach.team.habit_view import HabitView, habit_views, strength_views
from coach.team.heat_view import HeatView, heat_view
from coach.team.intervals import LEAST_COMPARED, LEAST_MESSAGES
from coach.team.rows import team as gather
from coach.team.weeks import Distribution, Trend, distributions, trends

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from coach.kept import Kept
    from coach.likeness import Cluster
    from coach.playbook import Playbook
    from coach.report.links import Links
    from coach.team.clips import Muted, Sound


@dataclass(frozen=True, slots=True)
class ChartView:
    """A drawing with the figures that it shows."""

    title: str
    figure: str
    told: str
    drawing: Markup


@dataclass(frozen=True, slots=True)
class TeamView:
    """Everything the team page prints."""

    title: str
    fair: str
    messages: str
    reps: str
    prospects: str
    period: str
    playbook: str
    index_href: str
    practice_href: str
    habits: tuple[HabitView, ...]
    strengths: tuple[HabitView, ...]
    heat: HeatView
    distributions: tuple[ChartView, ...]
    trends: tuple[ChartView, ...]
    answers: AnswersView
    alike: tuple[AlikeView, ...]
    alike_known: bool
    masked: bool
    least_messages: str
    least_compared: str


def team_view(
    kept: Sequence[Kept],
    playbook: Playbook,
    links: Links,
    sound: Sound | None = None,
    muted: Muted | None = None,
    clusters: Sequence[Cluster] | None = None,
    *,
    masked: bool = False,
    practice_href: str = "",
    title: str = "Team voicemails",
) -> TeamView:
    """Return the page of a team's messages, oldest first; `clusters` None was not looked for."""
    team = gather(kept, playbook)
    people = {(k.recording.prospect, k.recording.prospect_company) for k in kept}
    return TeamView(
        title=clean(title),
        fair=told.FAIR,
        messages=f"{len(kept)}",
        reps=f"{len(team.reps)}",
        prospects=f"{len([one for one in people if one[0]])}",
        period=_period(kept),
        playbook=clean(playbook.name),
        index_href=links.index or "",
        practice_href=practice_href,
        habits=habit_views(team, links, sound, muted),
        strengths=strength_views(team, links, sound, muted),
        heat=heat_view(team, links),
        distributions=tuple(_distribution(one) for one in distributions(kept, playbook)),
        trends=tuple(view for one in trends(kept, playbook) if (view := _trend(one)).drawing),
        answers=answers_view(answers(team)),
        alike=alike_views(kept, clusters or (), links),
        alike_known=clusters is not None,
        masked=masked,
        least_messages=f"{LEAST_MESSAGES}",
        least_compared=f"{LEAST_COMPARED}",
    )


def _period(kept: Sequence[Kept]) -> str:
    dates = [aware(k.recording.recorded_at).date() for k in kept if k.recording.recorded_at]
    if not dates:
        return "dates not known"
    first, last = min(dates), max(dates)
    if first == last:
        return told.long_date(first)
    start = told.short_date(first) if first.year == last.year else told.long_date(first)
    return f"{start} to {told.long_date(last)}"


def _distribution(shown: Distribution) -> ChartView:
    figure = told.quantity(shown.figure.median, shown.unit)
    count = len(shown.values)
    middle = f"middle half {told.quartiles(shown.figure, shown.unit)}, n {count}"
    inside = ""
    if shown.band:
        inside = f"{shown.inside} of {count} in the target"
    words = f"Median {figure}, {middle}; {inside or 'no target'}."
    drawing = drawings.histogram(shown, f"How {shown.label.lower()} is spread", words, "target")
    return ChartView(shown.label, figure, "; ".join(filter(None, (middle, inside))), drawing)


def _trend(shown: Trend) -> ChartView:
    weeks = [week for week in shown.weeks if week.figure]
    listed = ", ".join(
        f"{told.short_date(w.monday)} {told.quantity(w.figure.median, shown.unit)} (n {w.n})"
        for w in weeks
        if w.figure
    )
    edges = (told.short_date(shown.weeks[0].monday), told.short_date(shown.weeks[-1].monday))
    drawing = drawings.trend(shown, f"{shown.label} by week", f"Medians: {listed}.", edges)
    last = weeks[-1] if weeks else None
    figure = told.quantity(last.figure.median, shown.unit) if last and last.figure else ""
    note = f"in the week of {told.short_date(last.monday)}, n {last.n}" if last else ""
    skipped = len([week for week in shown.weeks if week.n and not week.figure])
    more = f"; {plural(skipped, 'week', 'weeks')} left out with too few" if skipped else ""
    return ChartView(shown.label, figure, f"{note}{more}", drawing)
