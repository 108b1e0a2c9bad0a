"""One request: who asks, what was sent with it, and the answer; errors in a sentence."""

from __future__ import annotations

import hmac
import json
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import parse_qsl, quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from coach.errors import CoachError
from coach.web.body import patient
from coach.web.pages import render
from coach.web.person import OWNER, Person
from coach.web.refused import Refused
from coach.web.secret import new_secret
from coach.web.sessions import KEY_MARK

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from coach.web.site import Site

LOG = logging.getLogger(__name__)

Who = Literal["anybody", "person", "manager", "admin"]
SAFE = frozenset({"GET", "HEAD"})
API = "/api/"
TITLES = {404: "Nothing here", 413: "Too large", 429: "Too many", 500: "An error of coach's own"}
GONE = "There is nothing here, or it is not yours."


def not_found() -> Refused:
    """Return the refusal that never tells whether there is something for somebody else."""
    return Refused(404, GONE)


@dataclass(frozen=True, slots=True)
class Asking:
    """A request with the person behind it and the fields of its form or JSON."""

    site: Site
    request: Request
    person: Person | None
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def who(self) -> Person:
        """The person; pages that anybody sees must not ask."""
        if self.person is None:
            raise Refused(401, "Log in first.")
        return self.person

    @property
    def is_api(self) -> bool:
        """Whether a program asks."""
        return self.request.url.path.startswith(API)

    def number(self, name: str = "id") -> int:
        """Return a number out of the path; what is no number is not there."""
        text = str(self.request.path_params.get(name, ""))
        if not text.isascii() or not text.isdigit() or len(text) > 15:
            raise not_found()
        return int(text)

    def query(self, name: str) -> str:
        """Return what the address says behind the question mark, at most 500 characters."""
        return self.request.query_params.get(name, "").replace("\x00", "")[:500].strip()

    def text(self, name: str, most: int = 500) -> str:
        """Return a field as text; empty where there is none.

        Raises
        ------
        Refused
            Where it is no text, or longer than `most` characters.
        """
        value = self.fields.get(name, "")
        if value is None:
            return ""
        if not isinstance(value, str) or "\x00" in value:
            raise Refused(422, f"{name} is not text.")
        if len(value) > most:
            raise Refused(422, f"{name} is longer than {most:,} characters.")
        return value.strip()

    def once(self, act: Callable[[], None]) -> bool:
        """Do what a form asks; False where the very same form was sent before.

        A form that somebody came back to and changed is another one.
        """
        number = self.text("once", 100)
        form = number and f"{self.request.url.path} {json.dumps(dict(self.fields), sort_keys=True)}"
        if form and not self.site.sessions.first_time(form):
            return False
        try:
            act()
        except BaseException:
            if form:
                self.site.sessions.not_done(form)
            raise
        return True

    def page(self, template: str, status: int = 200, **context: Any) -> Response:
        """Return a page of ours."""
        text = render(template, person=self.person, site=self.site, once=new_secret(), **context)
        return HTMLResponse(text, status)

    def to(self, path: str) -> Response:
        """Send the browser on to another page."""
        return RedirectResponse(self.site.address.base + path, 303)


Answer = "Callable[[Asking], Response]"


def page(
    path: str,
    answer: Callable[[Asking], Response],
    may: Who = "person",
    *,
    methods: tuple[str, ...] = ("GET",),
) -> Route:
    """Return a route whose answer runs in a thread, its body read and checked before."""

    async def endpoint(request: Request) -> Response:
        site: Site = request.app.state.site

        async def go() -> Response:
            person = request.state.person = await run_in_threadpool(_person, site, request)
            _refuse(person, may)
            fields = {} if request.method in SAFE else await _fields(site, request, person)
            if may != "anybody":  # who logs in, or uses a link, may be somebody else still
                _refuse_forged(request, person, fields)
            return await run_in_threadpool(answer, Asking(site, request, person, fields))

        return await _answered(site, request, go)

    return Route(path, endpoint, methods=list(methods), name=answer.__name__)


def stream(
    path: str,
    answer: Callable[[Asking], Awaitable[Response]],
    *,
    methods: tuple[str, ...],
) -> Route:
    """Return a route that reads its own body, as it comes."""

    async def endpoint(request: Request) -> Response:
        site: Site = request.app.state.site

        async def go() -> Response:
            person = request.state.person = await run_in_threadpool(_person, site, request)
            _refuse(person, "person")
            _refuse_forged(request, person, {})
            return await answer(Asking(site, request, person))

        return await _answered(site, request, go)

    return Route(path, endpoint, methods=list(methods), name=answer.__name__)


async def _answered(
    site: Site, request: Request, go: Callable[[], Awaitable[Response]]
) -> Response:
    try:
        return await go()
    except Refused as error:
        return refusal(site, request, error.status, error.message)
    except ClientDisconnect:
        return Response(status_code=400)
    except CoachError as error:
        return refusal(site, request, 400, str(error))


def refusal(site: Site, request: Request, status: int, message: str) -> Response:
    """Return an error as a program or a person reads it."""
    path = request.url.path
    if path.startswith(API):
        return JSONResponse({"error": {"message": message}}, status)
    if status == 401 and request.method in SAFE:
        return RedirectResponse(f"{site.address.base}/login?to={quote(path)}", 303)
    text = render(
        "error.html.j2",
        person=getattr(request.state, "person", None),
        site=site,
        once="",
        title=TITLES.get(status, "That did not work"),
        message=message,
        back=_page_before(site, request),
    )
    return HTMLResponse(text, status)


def _page_before(site: Site, request: Request) -> str:
    """The page of ours that a form was sent from; nothing where it was none of ours."""
    came = urlsplit(request.headers.get("referer", ""))
    if request.method in SAFE or came.netloc.lower() not in site.address.hosts:
        return ""
    return own_path(f"{came.path}?{came.query}" if came.query else came.path)


def own_path(to: str) -> str:
    """A path of ours; anything that might lead elsewhere is the start page."""
    return to if to.startswith("/") and not to.startswith(("//", "/\\")) else "/"


def _person(site: Site, request: Request) -> Person | None:
    """Return who asks, by session, or for the API by key: keys make no accounts, nor other keys."""
    told = request.headers.get("authorization", "")
    if told and request.url.path.startswith(API):
        kind, _, key = told.partition(" ")
        account = site.keys.account(key.strip()) if kind.lower() == "bearer" else None
        if account is None or not key.strip().startswith(KEY_MARK):
            raise Refused(401, "This key is not known; make one on the page of your account.")
        return _open(site, account, None)
    cookie = request.cookies.get(cookie_name(site))
    session = site.sessions.find(cookie) if cookie else None
    return _open(site, session.account, session.form) if session else None


def visitor(site: Site, request: Request) -> Person | None:
    """Return who looks at a page that is not there; nobody where that cannot be told."""
    try:
        return _person(site, request)
    except (Refused, CoachError):
        return None


def _open(site: Site, account: int, form: str | None) -> Person | None:
    """Return an account's person; the owner is nobody as soon as there are accounts."""
    if account == OWNER and (site.address.behind_proxy or site.accounts.needed):
        return None
    return site.accounts.person(account, form)


def cookie_name(site: Site) -> str:
    """Return the session cookie's name; cookies know no ports, so it names ours."""
    return f"coach_{site.address.port}"


def _refuse(person: Person | None, may: Who) -> None:
    if may == "anybody":
        return
    if person is None:
        raise Refused(401, "Log in first.")
    if (may == "manager" and not person.manages) or (may == "admin" and not person.administers):
        raise not_found()


def _refuse_forged(request: Request, person: Person | None, fields: Mapping[str, Any]) -> None:
    """Refuse what a session did not send from one of our own pages."""
    if request.method in SAFE or person is None or person.form is None:
        return
    told = request.headers.get("x-form") or fields.get("form") or ""
    if not isinstance(told, str) or not hmac.compare_digest(told.encode(), person.form.encode()):
        raise Refused(403, "This page is out of date; load it again and repeat what you did.")


async def _fields(site: Site, request: Request, person: Person | None) -> Mapping[str, Any]:
    """Read a form or JSON object, no more of it than the limit."""
    most_kb = site.limits.form_kb if person else site.limits.stranger_kb
    had, parts = 0, list[bytes]()
    async for chunk in patient(request.stream(), site.limits):
        had += len(chunk)
        if had > most_kb * 1024:
            raise Refused(413, f"This is larger than {most_kb} kB.")
        parts.append(chunk)
    return _parsed(request.headers.get("content-type", ""), b"".join(parts))


def _parsed(kind: str, body: bytes) -> Mapping[str, Any]:
    if not body:
        return {}
    kind = kind.partition(";")[0].strip().lower()
    try:
        if kind == "application/json":
            value = json.loads(body)
            if not isinstance(value, dict):
                raise Refused(422, "Send a JSON object.")
            return value
        if kind == "application/x-www-form-urlencoded":
            pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=200)
            return dict(pairs)
    except (ValueError, RecursionError) as error:
        raise Refused(400, "What was sent cannot be read.") from error
    raise Refused(415, "Send a form or JSON here.")
