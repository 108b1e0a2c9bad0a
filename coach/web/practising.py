"""Practice: say it into the microphone, and see it beside the take before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from coach.report.formats import clean
from coach.web.asking import Asking, not_found, page
from coach.web.shelf import line
from coach.web.sound import sound_answer
from coach.web.take_view import TakeView, compared_view, take_view

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.routing import Route

    from coach.contract import Json
    from coach.kept import Kept

Shown = tuple["Json", TakeView]


def practise(asking: Asking) -> Response:
    """The page to record on; `again` names a message that is said again."""
    again = _again(asking)
    return asking.page(
        "practise.html.j2",
        again=again,
        first=clean(line(again).first) if again else "",
        compared=_latest(asking, again),
    )


def latest(asking: Asking) -> Response:
    """The latest take beside the one before it, to be put into the page."""
    return asking.page("_compared.html.j2", compared=_latest(asking, _again(asking)))


def _again(asking: Asking) -> Kept | None:
    """The message that is said again, where there is one and it may be seen."""
    text = asking.query("again")
    if not text:
        return None
    known = text.isascii() and text.isdigit() and len(text) < 16
    kept = asking.site.shelf.kept(asking.who, int(text)) if known else None
    if kept is None:
        raise not_found()
    return kept


def _latest(asking: Asking, again: Kept | None) -> object:
    wanted = again.id if again else None
    takes = [one for one in asking.site.takes.of(asking.who.account) if one.again_of == wanted]
    shown: list[Shown] = []
    for place, take in enumerate(takes[:2]):
        review = json.loads(take.review)
        title = f"Take {len(takes) - place}"
        sound = f"{asking.site.address.base}/practise/{take.id}/sound"
        shown.append((review, take_view(review, f"{take.id}", title, sound)))
    if again and len(shown) == 1:
        shown.append(_message(asking, again))
    if not shown:
        return None
    questions = {row.id: row.question for row in asking.site.coach.playbook.rows}
    return compared_view(shown[0], shown[1] if len(shown) > 1 else None, questions)


def _message(asking: Asking, again: Kept) -> Shown:
    """The message itself, as the take before the first."""
    review = asking.site.desk.contract_object(again)
    if review is None:
        raise not_found()
    title = f"As left for {clean(again.recording.prospect or 'them')}"
    sound = f"{asking.site.address.base}/messages/{again.id}/sound"
    return review, take_view(review, "", title, sound)


def sound(asking: Asking) -> Response:
    """What was said in one's own take."""
    found = asking.site.takes.sound(asking.who.account, asking.number())
    if not found:
        raise not_found()
    return sound_answer(asking.request, found)


def clear(asking: Asking) -> Response:
    """Let go of all of one's takes."""
    asking.site.takes.drop(asking.who.account)
    return asking.to("/practise")


def routes() -> list[Route]:
    """Return the routes of this file."""
    return [
        page("/practise", practise),
        page("/practise/latest", latest),
        page("/practise/{id}/sound", sound),
        page("/practise/clear", clear, methods=("POST",)),
    ]
