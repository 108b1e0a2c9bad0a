"""The team's pages as text: self-contained, without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from coach.report.render import _asset, _environment, _policy

if TYPE_CHECKING:
    from coach.team.page import TeamView
    from coach.team.practice import PracticeView


def render_team(view: TeamView) -> str:
    """Return the team page."""
    return _rendered("team.html.j2", view)


def render_practice(view: PracticeView) -> str:
    """Return the page of what gets answered, to hand out."""
    return _rendered("team_practice.html.j2", view)


def _rendered(template: str, view: TeamView | PracticeView) -> str:
    style = _asset("style.css", "team.css")
    made = _environment().get_template(template)
    return made.render(view=view, style=style, script=Markup(""), policy=_policy(style, ""))
