"""Pages that gather messages: of a rep, of a prospect, of the team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.pages import prospect_page, rep_page
from coach.report.links import Links
from coach.report.prospect_view import prospect_view
from coach.report.render import render_prospect, render_rep
from coach.report.rep_view import rep_view
from coach.team.page import team_view
from coach.team.render import render_team
from coach.web.asking import Asking, not_found, page
from coach.web.desk import now
from coach.web.reading import filters_of
from coach.web.report_page import report_answer

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.routing import Route

    from coach.kept import Kept
    from coach.records import Recording
    from coach.web.shelf import Line

MOST = 2_000
"""Messages on the team's page, the latest: a second or two of work (ours)."""


def rep(asking: Asking) -> Response:
    """A rep's page: habits over the weeks, prospects, and all messages."""
    name = asking.query("name") if asking.who.manages else asking.who.rep or ""
    kept = _seen(asking, asking.site.coach.kept(rep=name) if name else ())
    view = rep_view(kept, asking.site.coach.playbook, now(), LINKS)
    return report_answer(render_rep(view), asking.site.address.base)


def prospect(asking: Asking) -> Response:
    """A prospect's page: the messages in a row, as far as the person may see them."""
    name, company = asking.query("name"), asking.query("company")
    kept = _seen(asking, asking.site.coach.kept(prospect=f"{name}|{company}") if name else ())
    view = prospect_view(kept, asking.site.coach.playbook, now(), LINKS)
    return report_answer(render_prospect(view), asking.site.address.base)


def team(asking: Asking) -> Response:
    """The team's page, on the messages that the list was narrowed to."""
    site, filters = asking.site, filters_of(asking)
    lines = tuple(line for line in site.shelf.lines(asking.who) if filters.keep(line))
    text = site.team_pages.text(filters, lines, lambda: _team(asking, lines))
    return report_answer(text, site.address.base)


def _team(asking: Asking, lines: tuple[Line, ...]) -> str:
    coach = asking.site.coach
    title = f"Team voicemails, the latest {MOST:,}" if len(lines) > MOST else "Team voicemails"
    kept = _seen(asking, coach.kept(ids=[line.id for line in lines[:MOST]]))
    return render_team(team_view(kept, coach.playbook, LINKS, coach.sound, title=title))


def _seen(asking: Asking, kept: tuple[Kept, ...]) -> tuple[Kept, ...]:
    """What of it the person may see; where that is nothing, there is nothing."""
    seen = tuple(one for one in kept if asking.who.sees(one.recording))
    if not seen:
        raise not_found()
    return seen


def _message(kept: Kept) -> str:
    return f"reports/{kept.page}" if kept.page else f"messages/{kept.id}/report"


def _prospect(recording: Recording) -> str | None:
    found = prospect_page(recording)
    return f"reports/{found}" if found else None


def _rep(recording: Recording) -> str | None:
    found = rep_page(recording)
    return f"reports/{found}" if found else None


LINKS = Links(message=_message, prospect=_prospect, rep=_rep, index="index.html")
"""Where pages are, as seen from a page one below the base."""


def routes() -> list[Route]:
    """Return the routes of this file."""
    return [
        page("/rep", rep),
        page("/prospect", prospect),
        page("/team", team, "manager"),
    ]
