"""Putting right what coach has wrong: who and to whom, what came of it, verdicts, the number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args

from starlette.responses import JSONResponse, Response

from coach.correction import Correction
from coach.errors import UsageError
from coach.records import Verdict
from coach.report.formats import clean
from coach.roster import moment
from coach.web.asking import Asking, not_found, page
from coach.web.guesses import field
from coach.web.list_view import OUTCOMES, report_path, row_view
from coach.web.refused import Refused
from coach.web.secret import digest
from coach.web.shelf import line

if TYPE_CHECKING:
    from starlette.routing import Route

    from coach.kept import Kept

VERDICTS: dict[str, str] = {
    "pass": "Pass",
    "watch": "Watch",
    "miss": "Miss",
    "not_applicable": "Does not apply",
}
DIGITS = re.compile(r"[\d\s()+./-]{1,40}")
LONGEST_NOTE = 1_000


def _kept(asking: Asking) -> Kept:
    kept = asking.site.shelf.kept(asking.who, asking.number())
    if kept is None:
        raise not_found()
    return kept


def message(asking: Asking) -> Response:
    """The page of a message on which things are put right."""
    return _page(asking, _kept(asking))


def _page(asking: Asking, kept: Kept) -> Response:
    shown, base = line(kept), asking.site.address.base
    return asking.page(
        "message_page.html.j2",
        kept=kept,
        row=row_view(shown, base),
        report=report_path(shown, base),
        findings=kept.findings,
        outcomes=OUTCOMES,
        verdicts=VERDICTS,
        shown=names_mark(kept),
        saved=asking.query("saved"),
    )


def assign(asking: Asking) -> Response:
    """Say who left a message, for whom and when; a rep's own stay the rep's."""
    kept, person = _kept(asking), asking.who
    said: dict[str, str | None] = {
        name: field(asking.fields.get(name))
        for name in ("prospect", "prospect_company")
        if name in asking.fields
    }
    if person.manages and "rep" in asking.fields:
        said["rep"] = field(asking.fields.get("rep"))
    if at := field(asking.fields.get("recorded_at")):
        said["recorded_at"] = _moment(asking, at)
    if said:
        asking.once(lambda: _assign(asking, kept, said))
    return _done(asking, kept.id, "names")


def _assign(asking: Asking, kept: Kept, said: dict[str, str | None]) -> None:
    """Keep names, unless the form shows others than there are by now."""
    shown = asking.text("shown", 100)
    if shown and shown != names_mark(kept):
        told = "Who left it, or for whom, was changed in another window meanwhile. "
        raise Refused(409, told + "Go back, load the page again, and say what is right.")
    asking.site.desk.assign(kept.id, said, asking.who.by)


def names_mark(kept: Kept) -> str:
    """What a form remembers of the names it shows, to tell whether they were changed since."""
    one = kept.recording
    return digest(f"{(one.rep, one.prospect, one.prospect_company, one.recorded_at)}")[:20]


def _moment(asking: Asking, text: str) -> str:
    try:
        return moment(text, asking.site.coach.attribution.zone, "Recorded").isoformat()
    except (UsageError, OverflowError) as error:
        raise Refused(422, str(error)) from error


def outcome(asking: Asking) -> Response:
    """Say what came of a message."""
    kept, said = _kept(asking), asking.text("outcome", 40)
    if said not in OUTCOMES:
        raise Refused(422, f"outcome is one of {', '.join(OUTCOMES)}.")
    asking.once(lambda: asking.site.desk.outcome(kept.id, said, asking.who.by))
    return _done(asking, kept.id, "outcome")


def correct(asking: Asking) -> Response:
    """Say that a verdict, the number or the bounds of the message are wrong."""
    kept = _kept(asking)
    correction = _correction(asking, kept)
    asking.once(lambda: asking.site.desk.correct(kept.id, correction))
    return _done(asking, kept.id, "correction")


def _correction(asking: Asking, kept: Kept) -> Correction:
    row, verdict = asking.text("row", 80) or None, asking.text("verdict", 40) or None
    digits = asking.text("digits", 40) or None
    note = clean(asking.text("note", LONGEST_NOTE))
    start_s, end_s = _seconds(asking, "start_s"), _seconds(asking, "end_s")
    if row and kept.finding(row) is None:
        raise Refused(422, f"There is no row {clean(row)!r} in the playbook.")
    if bool(row) != bool(verdict) or (verdict and verdict not in get_args(Verdict)):
        raise Refused(422, "Choose a row and the verdict that it should have.")
    if digits and not DIGITS.fullmatch(digits):
        raise Refused(422, "The number has digits, spaces and + ( ) - only.")
    _refuse_span(start_s, end_s, kept.duration_s)
    if not (row or digits or start_s is not None):
        raise Refused(422, "Say what is wrong: a row's verdict, the number, or start and end.")
    if not note:
        raise Refused(422, "Say in a few words why.")
    plain = re.sub(r"\D", "", digits) if digits else None
    known: Any = verdict
    return Correction(note, asking.who.by, row, known, plain, start_s, end_s)


def _refuse_span(start_s: float | None, end_s: float | None, duration_s: float) -> None:
    if (start_s is None) != (end_s is None):
        raise Refused(422, "Give both the start and the end.")
    if start_s is None or end_s is None:
        return
    if not 0 <= start_s < end_s <= duration_s + 0.05:
        told = f"Start and end lie within the recording, 0 to {duration_s:.1f} s, start first."
        raise Refused(422, told)


def _seconds(asking: Asking, name: str) -> float | None:
    value = asking.fields.get(name)
    if value is None or value == "":
        return None
    try:
        if isinstance(value, bool):
            raise TypeError
        return float(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise Refused(422, f"{name} is a number of seconds.") from error


def _done(asking: Asking, id: int, what: str) -> Response:
    if asking.is_api:
        return JSONResponse({"id": id, "saved": what})
    return asking.to(f"/messages/{id}?saved={what}")


def routes() -> list[Route]:
    """Return the routes of this file."""
    post = ("POST",)
    return [
        page("/messages/{id}", message),
        page("/messages/{id}/assign", assign, methods=post),
        page("/messages/{id}/outcome", outcome, methods=post),
        page("/messages/{id}/correct", correct, methods=post),
        page("/api/1/messages/{id}/assign", assign, methods=post),
        page("/api/1/messages/{id}/outcome", outcome, methods=post),
        page("/api/1/messages/{id}/correct", correct, methods=post),
    ]
