"""Hooks: signed, tried again, never waited for, nothing lost."""

from __future__ import annotations

import hashlib
import hmac
import json
import sys
import threading
from collections import deque
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest

from coach.errors import CoachError, UsageError
from coach.exports import spool as spools
from coach.exports.hooks import command, webhook
from coach.exports.spool import Answer, Courier, Event, Spool

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECRET = "sixteen letters!"  # noqa: S105 - of a test
EVENT = Event("1-ab", b'{"event": "1-ab", "score": 71}')


class Receiver(HTTPServer):
    """A web server that answers with the statuses it is given, and notes what it got."""

    def __init__(self) -> None:
        self.statuses: deque[int] = deque()
        self.got: list[tuple[dict[str, str], bytes]] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                """Answer."""
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.got.append((dict(self.headers), body))
                status = receiver.statuses.popleft() if receiver.statuses else 204
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", f"{receiver.url}/elsewhere")
                self.end_headers()

            def log_message(self, *words: object) -> None:
                """Print nothing."""

        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        """The address to post to."""
        return f"http://127.0.0.1:{self.server_port}/hook"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_request_is_signed(receiver: Receiver) -> None:
    assert webhook(receiver.url, SECRET)(EVENT) is Answer.TAKEN
    headers, body = receiver.got[0]
    signed = headers["X-Coach-Timestamp"].encode() + b"." + body
    digest = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
    assert headers["X-Coach-Signature"] == f"sha256={digest}"
    assert headers["X-Coach-Event"] == "1-ab"
    assert body == EVENT.body


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (200, Answer.TAKEN),
        (302, Answer.LATER),
        (404, Answer.REFUSED),
        (429, Answer.LATER),
        (503, Answer.LATER),
    ],
)
def test_what_a_status_means(receiver: Receiver, status: int, answer: Answer) -> None:
    receiver.statuses.append(status)
    assert webhook(receiver.url, SECRET)(EVENT) is answer
    assert len(receiver.got) == 1  # and nobody is followed elsewhere


def test_nobody_there_is_later(receiver: Receiver) -> None:
    receiver.shutdown()
    receiver.server_close()
    assert webhook(receiver.url, SECRET)(EVENT) is Answer.LATER


@pytest.mark.parametrize(
    "url",
    [
        "http://crm.example/hook",
        "ftp://crm.example",
        "file:///etc/passwd",
        "https://",
        "https://user:word@crm.example",
        "https://crm.example:port",
        "crm",
    ],
)
def test_an_address_that_is_not_safe(url: str) -> None:
    with pytest.raises(UsageError, match="https"):
        webhook(url, SECRET)


def test_a_secret_that_is_too_short() -> None:
    with pytest.raises(UsageError, match="16"):
        webhook("https://crm.example/hook", "short")


def python(code: str) -> str:
    return f"{sys.executable} -c '{code}'"


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ('import json, sys; assert json.load(sys.stdin)["score"] == 71', Answer.TAKEN),
        ("raise SystemExit(65)", Answer.REFUSED),
        ("raise SystemExit(1)", Answer.LATER),
    ],
)
def test_a_command_gets_the_event(code: str, answer: Answer) -> None:
    assert command(python(code))(EVENT) is answer


def test_a_command_that_is_not_there_is_later() -> None:
    assert command("no-such-program-at-all --now")(EVENT) is Answer.LATER


@pytest.mark.parametrize("line", ["", "  ", "program 'open"])
def test_a_command_that_cannot_be_read(line: str) -> None:
    with pytest.raises(UsageError):
        command(line)


class Delivery:
    """Answers as it is told, then takes everything; tells when all of `wanted` are taken."""

    def __init__(self, *answers: Answer, wanted: int = 1) -> None:
        self.answers, self.wanted = deque(answers), wanted
        self.tries: list[str] = []
        self.taken: list[dict[str, object]] = []
        self.all = threading.Event()

    def __call__(self, event: Event) -> Answer:
        """Answer the next time."""
        self.tries.append(event.name)
        answer = self.answers.popleft() if self.answers else Answer.TAKEN
        if answer is Answer.TAKEN:
            self.taken.append(json.loads(event.body))
            if len(self.taken) >= self.wanted:
                self.all.set()
        return answer


def courier(folder: Path, delivery: Delivery, pauses: list[float] | None = None) -> Courier:
    def pause(closing: threading.Event, lasting_s: float) -> bool:
        if pauses is not None:
            pauses.append(lasting_s)
        return closing.is_set()

    return Courier(Spool(folder), delivery, pause)


def test_events_are_handed_on_in_order_and_forgotten(tmp_path: Path) -> None:
    delivery = Delivery(wanted=3)
    made = courier(tmp_path, delivery)
    made.start()
    for score in (1, 2, 3):
        made.tell({"score": score})
    assert delivery.all.wait(20)
    assert made.close() == 0
    assert [one["score"] for one in delivery.taken] == [1, 2, 3]


def test_a_failure_is_tried_again_with_growing_pauses(tmp_path: Path) -> None:
    pauses: list[float] = []
    delivery = Delivery(*[Answer.LATER] * 4)
    made = courier(tmp_path, delivery, pauses)
    made.start()
    made.tell({"score": 1})
    assert delivery.all.wait(20)
    assert made.close() == 0
    assert pauses[:4] == [1.0, 2.0, 4.0, 8.0]
    assert len(set(delivery.tries)) == 1


def test_what_is_refused_is_put_away_and_the_rest_goes_on(tmp_path: Path) -> None:
    delivery = Delivery(Answer.REFUSED)
    made = courier(tmp_path, delivery)
    made.start()
    made.tell({"score": 1})
    made.tell({"score": 2})
    assert delivery.all.wait(20)
    made.close()
    assert [one["score"] for one in delivery.taken] == [2]
    assert len(list((tmp_path / "refused").iterdir())) == 1


def test_the_next_run_hands_on_what_the_last_one_could_not(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.prepare()
    spool.put({"score": 5})
    delivery = Delivery()
    made = courier(tmp_path, delivery)
    made.start()
    assert delivery.all.wait(20)
    made.close()
    assert delivery.taken[0]["score"] == 5


def test_telling_does_not_wait_for_a_receiver_that_hangs(tmp_path: Path) -> None:
    hangs, busy = threading.Event(), threading.Event()

    def deliver(event: Event) -> Answer:
        busy.set()
        hangs.wait(20)
        return Answer.TAKEN

    made = Courier(Spool(tmp_path), deliver)
    made.start()
    for score in range(50):
        made.tell({"score": score})
    assert busy.wait(20)
    assert made.close(grace_s=0.01) == 50
    hangs.set()


def test_a_full_spool_drops_and_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spools, "MOST_WAITING", 2)
    spool = Spool(tmp_path)
    spool.prepare()
    made = Courier(spool, Delivery())
    for score in range(5):
        made.tell({"score": score})
    assert (made.dropped, spool.count()) == (3, 2)


def test_a_disk_that_is_full_never_stops_the_scoring(tmp_path: Path) -> None:
    made = Courier(Spool(tmp_path / "nowhere"), Delivery())
    made.tell({"score": 1})
    assert made.dropped == 1


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CoachError, match="cannot be made"):
        Spool(tmp_path / "file" / "spool").prepare()
