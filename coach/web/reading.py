"""Reading: the start page, lists, search, reports, sound, and the contract's JSON."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.responses import JSONResponse, Response

from coach import contract
from coach.pages import prospect_page, rep_page
from coach.web.asking import Asking, not_found, page
from coach.web.list_view import OUTCOMES, Filters, list_view, row_view
from coach.web.report_page import report_answer
from coach.web.sound import sound_answer

if TYPE_CHECKING:
    from starlette.routing import Route

    from coach.kept import Kept
    from coach.web.shelf import Line

INDEX = "index.html"
MOST_HITS = 100


def home(asking: Asking) -> Response:
    """Upload, what to work on next, and the messages a person may see."""
    site, person = asking.site, asking.who
    lines = site.shelf.lines(person)
    filters = filters_of(asking)
    number = asking.query("page")
    at = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1
    view = list_view(lines, filters, at, site.coach.playbook, site.address.base)
    return asking.page(
        "home.html.j2",
        view=view,
        filters=filters,
        reps=_reps(lines),
        playbook_rows=site.coach.playbook.rows,
        outcomes=OUTCOMES,
        limits=site.limits,
    )


def filters_of(asking: Asking) -> Filters:
    """Return what the address narrows a list to."""
    return Filters(
        rep=asking.query("rep"),
        prospect=asking.query("prospect"),
        outcome=asking.query("outcome"),
        row=asking.query("row"),
        since=_day(asking.query("since")),
        until=_day(asking.query("until")),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _reps(lines: tuple[Line, ...]) -> list[str]:
    """Every rep once, by name."""
    return sorted({line.recording.rep for line in lines if line.recording.rep}, key=str.casefold)


def search(asking: Asking) -> Response:
    """Messages whose transcripts hold all the words."""
    words = asking.query("words")
    found = asking.site.search.hits(asking.who, words) if words else ()
    base = asking.site.address.base
    hits = [(row_view(hit.line, base), hit.pieces) for hit in found[:MOST_HITS]]
    return asking.page("search.html.j2", words=words, hits=hits, count=len(found))


def _kept(asking: Asking) -> Kept:
    kept = asking.site.shelf.kept(asking.who, asking.number())
    if kept is None:
        raise not_found()
    return kept


def report(asking: Asking) -> Response:
    """A report by its page's name, as other reports link to it."""
    name = str(asking.request.path_params["name"])
    if name == INDEX:
        return asking.to("/")
    for id in asking.site.coach.history.pages.named(name):
        kept = asking.site.shelf.kept(asking.who, id)
        if kept is not None and kept.page == name:
            return _report(asking, kept)
    return _person_page(asking, name)


def _person_page(asking: Asking, name: str) -> Response:
    """The page of a rep or prospect, as reports link to it: ours, of what the asker may see."""
    for line in asking.site.shelf.lines(asking.who):
        one = line.recording
        if name == rep_page(one):
            return asking.to(f"/rep?{urlencode({'name': one.rep})}")
        if name == prospect_page(one):
            who = {"name": one.prospect, "company": one.prospect_company or ""}
            return asking.to(f"/prospect?{urlencode(who)}")
    raise not_found()


def report_of(asking: Asking) -> Response:
    """The report of a message; written first where there is none."""
    desk, kept = asking.site.desk, _kept(asking)
    if kept.page is None or not desk.path(kept.page).is_file():
        desk.write_report(kept.id)
        kept = _kept(asking)
    if kept.page is None:
        raise not_found()
    return asking.to(f"/reports/{kept.page}")


def _report(asking: Asking, kept: Kept) -> Response:
    text = _report_text(asking, kept)
    if text is None:
        return asking.to(f"/messages/{kept.id}/report")
    return report_answer(text, asking.site.address.base, kept.id)


def _report_text(asking: Asking, kept: Kept) -> str | None:
    """The report as it was written; for a rep without the attempts of other reps."""
    desk, person = asking.site.desk, asking.who
    others = desk.attempts(kept)
    if all(person.sees(other.recording) for other in others):
        try:
            return desk.path(kept.page or "").read_text(encoding="utf-8")
        except OSError:
            return None
    own = {other.page for other in others if person.sees(other.recording) and other.page}
    return desk.report(kept, own)


def sound(asking: Asking) -> Response:
    """What was kept of a message's sound."""
    found = asking.site.coach.sound(_kept(asking))
    if found is None:
        raise not_found()
    return sound_answer(asking.request, found)


def message(asking: Asking) -> Response:
    """A message as the contract's JSON object."""
    found = asking.site.desk.contract_object(_kept(asking))
    if found is None:
        raise not_found()
    return Response(contract.line(found), media_type="application/json")


def messages(asking: Asking) -> Response:
    """Messages a person may see, the newest first, as short objects."""
    filters = filters_of(asking)
    lines = [line for line in asking.site.shelf.lines(asking.who) if filters.keep(line)]
    return JSONResponse({"messages": [_short(line) for line in lines[:500]]})


def searched(asking: Asking) -> Response:
    """Search as JSON."""
    found = asking.site.search.hits(asking.who, asking.query("words"))
    return JSONResponse({"messages": [_short(hit.line) for hit in found[:MOST_HITS]]})


def _short(line: Line) -> contract.Json:
    one = line.recording
    return {
        "id": line.id,
        "rep": one.rep,
        "prospect": one.prospect,
        "prospect_company": one.prospect_company,
        "recorded_at": one.recorded_at.isoformat() if one.recorded_at else None,
        "attempt": line.attempt,
        "score": line.score,
        "outcome": one.outcome,
        "report": line.page,
    }


def routes() -> list[Route]:
    """Return the routes of this file."""
    return [
        page("/", home),
        page("/search", search),
        page("/index.html", lambda asking: asking.to("/")),
        page("/reports/{name}", report),
        page("/messages/{id}/report", report_of),
        page("/messages/{id}/sound", sound),
        page("/api/1/messages", messages),
        page("/api/1/messages/{id}", message),
        page("/api/1/messages/{id}/sound", sound),
        page("/api/1/search", searched),
    ]
