"""Bad input over real sockets to a whole server; `benchmarks/web_abuse.py` does the large ones."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from coach.web.app import application
from coach.web.connection import Connection
from coach.web.site import Site

from .conftest import SPOKEN, listening
from .wire import Answer, Line, asked, chunked, zeros

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

GB2 = 2_000_000_000
SOUND = ("Content-Type", "audio/wav")
UNTOLD = ("Transfer-Encoding", "chunked")
RECORDINGS = "/api/1/recordings?name=a.wav"


class Client:
    """A rep with a key, and the server that runs."""

    def __init__(self, made: Site, port: int) -> None:
        self.site, self.port = made, port
        accounts = made.accounts
        accounts.join(accounts.invite("dana", "rep", "Dana"), "a long sentence")
        self.account = accounts.all()[0].id
        self.key = made.keys.make(self.account, "dialer") or ""

    @property
    def known(self) -> list[tuple[str, str]]:
        """The header that says who."""
        return [("Authorization", f"Bearer {self.key}")]

    def sent(
        self, method: str, path: str, body: Iterable[bytes], *headers: tuple[str, str]
    ) -> Answer:
        """Send a body."""
        return asked(self.port, method, path, [*self.known, *headers], body)

    def announced(self, size: int) -> str:
        """Announce a recording and return where it is to be sent."""
        body = json.dumps({"name": "a.wav", "size": size}).encode()
        told = ("Content-Type", "application/json"), ("Content-Length", f"{len(body)}")
        answer = self.sent("POST", "/api/1/uploads", [body], *told)
        return f"/api/1/uploads/{json.loads(answer.text)['id']}?from=0"

    def line(self, method: str, path: str, size: int) -> Line:
        """A line on which a recording is going to be sent."""
        line = Line(self.port)
        host = ("Host", f"127.0.0.1:{self.port}")
        line.head(method, path, [host, *self.known, SOUND, ("Content-Length", f"{size}")])
        return line

    def until(self, there: Callable[[], bool]) -> None:
        """Ask the server something else until it has come to something."""
        tries = (asked(self.port, "GET", "/health") and there() for _ in range(5_000))
        assert any(tries)

    def files(self) -> set[str]:
        """What waits in the spool."""
        folder = self.site.spool.folder
        return {path.name for path in folder.iterdir()} - {".coach-history"}


@pytest.fixture
def client(make_site: Callable[..., Site]) -> Iterator[Client]:
    """A server that takes recordings of 100 kB, and scores none."""
    made = list[Site]()

    def app(port: int) -> Any:
        made.append(make_site(port=port, max_mb=0.1, idle_s=0.3))
        made[0].workers.clear()
        return application(made[0])

    with listening(app) as port:
        asked(port, "GET", "/health")  # it has started
        yield Client(made[0], port)


def said(answer: Answer) -> str:
    """The sentence of a refusal."""
    return str(json.loads(answer.text)["error"]["message"])


def test_two_gigabytes_are_refused_before_they_are_read(client: Client) -> None:
    length = ("Content-Length", f"{GB2}")
    answer = client.sent("POST", RECORDINGS, zeros(GB2), SOUND, length)
    assert (answer.status, said(answer)) == (413, "The file is too large: the limit is 0.1 MB.")
    assert answer.sent < 100_000_000
    put = client.sent("PUT", client.announced(100), zeros(GB2), SOUND, length)
    assert (put.status, put.sent < 100_000_000) == (413, True)
    assert "100 bytes that were announced" in said(put)
    assert client.files() == set()


def test_two_gigabytes_of_unknown_length_are_refused_at_the_limit(client: Client) -> None:
    answer = client.sent("POST", RECORDINGS, chunked(zeros(GB2)), SOUND, UNTOLD)
    assert (answer.status, said(answer)) == (413, "The file is too large: the limit is 0.1 MB.")
    put = client.sent("PUT", client.announced(100), chunked(zeros(GB2)), SOUND, UNTOLD)
    assert "100 bytes that were announced" in said(put)
    assert client.files() == set()
    states = [upload.state for upload in client.site.uploads.of(client.account)]
    assert states == ["receiving"]  # what was announced may still come


@pytest.mark.parametrize("path", ["/login", "/join"])
def test_strangers_send_little(client: Client, path: str) -> None:
    kind = ("Content-Type", "application/x-www-form-urlencoded")
    answer = asked(client.port, "POST", path, [kind, UNTOLD], chunked(zeros(GB2)))
    assert answer.status == 413
    assert "larger than 16 kB" in answer.text


def test_a_line_cut_in_one_go_leaves_nothing(client: Client) -> None:
    for _ in range(5):
        line = client.line("POST", RECORDINGS, 50_000)
        line.send(bytes(20_000))
        client.until(lambda: bool(client.site.spool.busy))  # else nothing has come yet to be cut
        line.cut()
        client.until(lambda: not client.site.spool.busy)
    client.until(lambda: not client.site.uploads.of(client.account))
    client.until(lambda: client.files() == set())


def test_too_many_at_once_are_told_and_leave_nothing(client: Client) -> None:
    limits = client.site.limits
    client.site.spool.busy.update(
        {f"other {n}": client.account for n in range(limits.streams_each)}
    )
    answer = client.sent("POST", RECORDINGS, [b"abc"], SOUND, ("Content-Length", "3"))
    assert (answer.status, "Too many" in said(answer)) == (503, True)
    assert client.site.uploads.of(client.account) == ()


def test_a_recording_that_dawdles_is_given_up_and_goes_on(client: Client) -> None:
    body, path = SPOKEN.encode(), client.announced(len(SPOKEN))
    line = client.line("PUT", path, len(body))
    line.send(body[:10])
    answer = line.answer()
    line.close()
    assert (answer.status, "Nothing came" in said(answer)) == (408, True)
    rest = path.replace("from=0", "from=10")
    more = ("Content-Length", f"{len(body) - 10}")
    assert client.sent("PUT", rest, [body[10:]], SOUND, more).status == 200


def test_a_form_that_dawdles_is_given_up(client: Client) -> None:
    line = Line(client.port)
    line.head("POST", "/login", [("Host", f"127.0.0.1:{client.port}"), ("Content-Length", "99")])
    assert line.answer().status == 408
    line.close()


def test_two_tabs_send_one_recording(client: Client) -> None:
    body, path = SPOKEN.encode(), client.announced(len(SPOKEN))
    first = client.line("PUT", path, len(body))
    first.send(body[:10])
    whole = [SOUND, ("Content-Length", f"{len(body)}")]
    client.until(lambda: bool(client.site.spool.busy))
    second = client.sent("PUT", path, [body], *whole)
    assert (second.status, "in another tab" in said(second)) == (409, True)
    first.send(body[10:])
    assert json.loads(first.answer().text)["status"] == "waiting"
    first.close()
    again = client.sent("PUT", path, [body], *whole)
    assert json.loads(again.text)["status"] == "waiting"
    assert len(client.files()) == 1


@pytest.mark.parametrize(
    ("host", "headers", "status"),
    [
        ("evil.example", [], 421),
        ("127.0.0.1", [], 421),
        (None, [("Host", "evil.example")], 400),
        (None, [("X-Forwarded-Host", "evil.example")], 200),
    ],
)
def test_forged_hosts(
    client: Client, host: str | None, headers: list[tuple[str, str]], status: int
) -> None:
    answer = asked(client.port, "GET", "/login", headers, host=host)
    assert answer.status == status
    assert "evil" not in answer.text + answer.headers


def test_a_request_that_is_none(client: Client) -> None:
    for junk in (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", b"GET /\r\n\r\n", b"X" * 100_000):
        line = Line(client.port)
        line.send(junk)
        assert line.answer().status == 400
        line.close()
    assert asked(client.port, "GET", "/health").text == "ok"


def test_it_runs_with_connections_that_lose_patience(
    monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    from coach.web import server

    ran: list[Any] = []

    def run(self: Any) -> None:
        self.started = True
        ran.append(self.config)

    monkeypatch.setattr(server.uvicorn.Server, "run", run)
    server._serve(client.site)
    assert ran[0].http is Connection
