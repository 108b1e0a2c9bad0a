"""A site with a coach whose workers need no model, and people who come in."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from coach import service
from coach.web import accounts
from coach.web.address import address
from coach.web.app import application
from coach.web.connection import Connection
from coach.web.limits import Limits
from coach.web.site import Site, site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.types import ASGIApp

HOST = "127.0.0.1:8765"
ENTRANCE = "the-key-in-the-address"
PASSWORD = "correct horse battery"  # noqa: S105  # of nobody
SPOKEN = "Hi Sam this is Dana from Brightline we cut the time your drivers wait at the gate"


@dataclass
class Visitor:
    """A browser: keeps cookies, and puts the secret of its session into what it sends."""

    client: TestClient
    site: Site
    form: str = ""

    def get(self, path: str, **more: Any) -> Any:
        """Get a page."""
        return self.client.get(path, follow_redirects=False, **more)

    def send(self, method: str, path: str, **more: Any) -> Any:
        """Send as our own pages do."""
        headers = {"X-Form": self.form, **more.pop("headers", {})}
        return self.client.request(method, path, headers=headers, follow_redirects=False, **more)

    def post(self, path: str, **more: Any) -> Any:
        """Post a form or JSON as our own pages do."""
        return self.send("POST", path, **more)

    def upload(self, text: str, name: str = "a.wav", **said: Any) -> dict[str, Any]:
        """Announce and send a recording whose words stand in it."""
        body = text.encode()
        announced = self.post("/api/1/uploads", json={"name": name, "size": len(body), **said})
        assert announced.status_code == 201, announced.text
        sent = self.send("PUT", f"/api/1/uploads/{announced.json()['id']}?from=0", content=body)
        assert sent.status_code == 200, sent.text
        return sent.json()

    def scored(self, text: str = SPOKEN, name: str = "a.wav", **said: Any) -> int:
        """Upload a recording and have it scored; returns the message's number."""
        upload = self.upload(text, name, **said)
        self.work()
        return self.get(f"/api/1/recordings/{upload['id']}").json()["message"]

    def work(self) -> None:
        """Let the workers do all that waits."""
        for worker in self.site.workers.values():
            while worker.once():
                pass

    def mark(self) -> None:
        """Note the secret that the pages of this session carry."""
        page = self.get("/account").text
        self.form = page.partition('data-form="')[2].partition('"')[0]
        assert self.form


TAUGHT: list[Any] = []
"""Cues as they are taught, once for all tests of this folder: it takes half a second."""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords that are hashed quickly, and cues that are taught once."""
    slow = service.teach

    def teach(*given: Any) -> Any:
        if not TAUGHT:
            TAUGHT.append(slow(*given))
        return TAUGHT[0]

    monkeypatch.setattr(service, "teach", teach)
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(accounts, "HASHER", hasher)


@pytest.fixture
def make_site(coach_with: Callable[..., Any]) -> Callable[..., Site]:
    """Make a site; workers run when they are told to."""

    def make(public: str | None = None, port: int = 8765, **limits: Any) -> Site:
        coach, _ = coach_with()
        coach.history.prepare()
        made = site(coach, address("127.0.0.1", port, public), Limits(**limits), ENTRANCE)
        made.uploads.restart()
        made.spool.prepare()
        made.tidy()
        return made

    return make


@pytest.fixture
def the_site(make_site: Callable[..., Site]) -> Site:
    return make_site()


@contextmanager
def listening(app: Callable[[int], ASGIApp], http: type[Connection] = Connection) -> Iterator[int]:
    """Serve on a free port, which the application is made for."""
    sockets = [socket.create_server(("127.0.0.1", 0))]
    port = sockets[0].getsockname()[1]
    config = uvicorn.Config(
        app(port), http=http, log_level="critical", ws="none", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": sockets})
    thread.start()
    try:
        yield port
    finally:
        server.should_exit = True
        thread.join(20)


def browser_of(made: Site, app: ASGIApp | None = None) -> Visitor:
    """A browser at the site's own address; the workers are not started."""
    client = TestClient(
        app or application(made), base_url=f"http://{HOST}", raise_server_exceptions=True
    )
    return Visitor(client, made)


@pytest.fixture
def owner(the_site: Site) -> Visitor:
    """The one person, come in by the address that was opened."""
    visitor = browser_of(the_site)
    assert visitor.get(f"/enter?key={ENTRANCE}").status_code == 303
    visitor.mark()
    return visitor


def come_in(made: Site, name: str, role: Any, rep: str | None = None) -> Visitor:
    """Somebody with an account, come in by a one-time link."""
    secret = made.accounts.invite(name, role, rep)
    visitor = browser_of(made)
    sent = {"link": secret, "password": PASSWORD, "again": PASSWORD}
    assert visitor.post("/join", data=sent).status_code == 303
    visitor.mark()
    return visitor


@pytest.fixture
def team(the_site: Site) -> dict[str, Visitor]:
    """An admin, a manager, and two reps."""
    return {
        "admin": come_in(the_site, "admin", "admin"),
        "manager": come_in(the_site, "maria", "manager"),
        "rep A": come_in(the_site, "dana", "rep", "Dana"),
        "rep B": come_in(the_site, "evan", "rep", "Evan"),
    }
