"""Lines whose other end dawdles, over real sockets."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import anyio
import pytest

from coach.web import lingering as lingering_module
from coach.web.connection import Connection
from coach.web.lingering import lingering

from .conftest import listening
from .wire import Line, asked, chunked, zeros

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LARGE = 20_000_000
HOST = [("Host", "x")]


class Hasty(Connection):
    """A connection of little patience."""

    head_s = 0.2
    read_s = 1.0
    most = 4

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell the test of it."""
        super().connection_lost(exc)
        LOST.set()


BEGUN, HELD, LOST = threading.Semaphore(0), threading.Event(), threading.Event()


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Answer a little, a lot, or not before `HELD`; read no body."""
    if scope["type"] != "http":
        return
    receive, send = lingering(scope, receive, send)
    if scope["path"] == "/held":
        BEGUN.release()
        await anyio.to_thread.run_sync(HELD.wait)
    body = bytes(LARGE) if scope["path"] == "/large" else b"done"
    length = (b"content-length", f"{len(body)}".encode())
    await send({"type": "http.response.start", "status": 200, "headers": [length]})
    await send({"type": "http.response.body", "body": body})


@pytest.fixture
def port() -> Iterator[int]:
    """A server of little patience."""
    HELD.clear()
    LOST.clear()
    with listening(lambda port: app, Hasty) as found:
        yield found
        HELD.set()


@pytest.fixture
def dial(port: int) -> Iterator[Callable[..., Line]]:
    """A way to open lines on which something is asked, or nothing yet."""
    lines: list[Line] = []

    def opened(path: str = "") -> Line:
        lines.append(Line(port))
        if path:
            lines[-1].head("GET", path, HOST)
        return lines[-1]

    yield opened
    for line in lines:
        line.close()


def test_headers_that_do_not_end(dial: Callable[..., Line]) -> None:
    line = dial()
    line.head("GET", "/", HOST, whole=False)
    answer = line.answer()
    assert (answer.status, answer.text) == (408, "The request did not come within 0.2 seconds.")
    assert line.socket.recv(1) == b""


def test_a_second_request_that_does_not_end(dial: Callable[..., Line]) -> None:
    line = dial("/")
    assert line.answer().text == "done"
    line.head("GET", "/", HOST, whole=False)
    assert line.answer().status == 408


def test_a_line_on_which_nothing_comes(dial: Callable[..., Line]) -> None:
    assert dial().answer().status == 0


def test_who_does_not_read(dial: Callable[..., Line]) -> None:
    line = dial("/large")
    assert LOST.wait(30), "it is still held"
    assert len(line.answer().text) < LARGE


def test_who_reads_gets_it_all(dial: Callable[..., Line]) -> None:
    assert len(dial("/large").answer().text) == LARGE


def test_one_more_takes_the_place_of_the_idle(dial: Callable[..., Line]) -> None:
    idle = [dial() for _ in range(Hasty.most)]
    assert dial("/").answer().text == "done"
    assert idle[0].answer().status == 0


def test_where_all_are_busy_one_more_is_told(dial: Callable[..., Line]) -> None:
    busy = [dial("/held") for _ in range(Hasty.most)]
    assert all(BEGUN.acquire(timeout=30) for _ in busy)
    told = dial().answer()
    assert (told.status, told.text) == (503, "Too many are connected; try again shortly.")
    HELD.set()
    assert {line.answer().text for line in busy} == {"done"}


@pytest.mark.parametrize("closes", [True, False])
def test_who_sends_on_is_told_all_the_same(port: int, closes: bool) -> None:
    headers = [("Content-Length", "3000000"), *[("Connection", "close")] * closes]
    answer = asked(port, "POST", "/", headers, zeros(3_000_000), stubborn=True, host="x")
    assert (answer.status, answer.text, answer.sent > 3_000_000) == (200, "done", True)


def test_a_body_without_an_end_is_cut(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lingering_module, "LINGER_S", 0.2)
    body = chunked(zeros(10**12))
    answer = asked(port, "POST", "/", [("Transfer-Encoding", "chunked")], body, stubborn=True)
    assert answer.text == "done"
