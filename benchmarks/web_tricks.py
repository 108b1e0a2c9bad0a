"""What is wrong rather than much: names, types, cut lines, two tabs, forged hosts."""

from __future__ import annotations

import json
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from web_abuser import SOUND, WORDS
from web_wire import Answer, Line, asked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from web_abuser import Abuser, Told

NAMES = (
    "../../../../tmp/coach-was-here.wav",
    "..\\..\\boot.ini",
    "/etc/cron.d/coach.wav",
    "%2e%2e%2fup.wav",
    "<script>alert(1)</script>.wav",
    '"><img src=x onerror=alert(1)>.wav',
    "a\x00b.wav",
    "\u202evaw.exe",
    "'; DROP TABLE messages; --.wav",
    "{{ 7 * 7 }}.wav",
    "x" * 4_000 + ".wav",
)


def names(abuser: Abuser) -> Iterable[Told]:
    """Paths, script and worse in file names."""
    for name in NAMES:
        answer = abuser.post(name, WORDS + name.encode()[:20])
        shown = json.loads(answer.text)["name"] if answer.status == 202 else answer.text
        yield f"{name[:40]!r}", Answer(answer.status, f"shown as {shown[:44]!r}")
    for path in ("/static/../../etc/passwd", "/static/%2e%2e%2f%2e%2e%2fetc%2fpasswd"):
        yield path, asked(abuser.port, "GET", path)
    for path in ("/reports/..%2f..%2fhome%2fhistory.sqlite3", "/reports/%00"):
        yield path, asked(abuser.port, "GET", path, abuser.who())
    abuser.settled()
    known = {Path(name.replace("\\", "/")).name for name in NAMES}
    bad = [path for path in abuser.server.folder.rglob("*") if path.name in known]
    outside = Path(tempfile.gettempdir(), "coach-was-here.wav").exists()
    yield f"files by a name of theirs: {len(bad)}, outside: {outside}", Answer(0)


def kinds(abuser: Abuser) -> Iterable[Told]:
    """Types that are not what is wanted, bodies that are not what they say."""
    for kind in ("text/html", "application/json", "application/x-www-form-urlencoded", "x" * 500):
        yield f"recording as {kind[:40]}", abuser.post("a.wav", WORDS, ("Content-Type", kind))
    for kind, body in (
        ("text/xml", b"<a/>"),
        ("application/json", b"{"),
        ("application/json", b"[1]"),
        ("application/json", b"[" * 100_000),
        ("application/json", b'{"name": "\xff"}'),
        ("application/json", b'{"name": 1, "size": 1}'),
    ):
        told = [("Content-Type", kind), ("Content-Length", f"{len(body)}")]
        path = "/api/1/uploads"
        yield f"{kind}: {body[:20]!r}", asked(abuser.port, "POST", path, abuser.who(*told), [body])
    yield "an empty recording", abuser.post("a.wav", b"")
    smuggled = [("Content-Length", "4"), ("Transfer-Encoding", "chunked")]
    yield "both a length and chunks", asked(abuser.port, "POST", "/login", smuggled, [b"0\r\n\r\n"])
    yield "length -1", asked(abuser.port, "POST", "/login", [("Content-Length", "-1")])
    yield "100 kB of headers", asked(abuser.port, "GET", "/login", [("X", "y" * 100_000)])
    bad = [("Transfer-Encoding", "chunked")]
    yield "chunks without a size", asked(abuser.port, "POST", "/login", bad, [b"zz\r\nabc\r\n"])
    line = Line(abuser.port)
    line.send(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500))
    yield "TLS to a port that speaks none", line.answer()


def cut(abuser: Abuser) -> Iterable[Told]:
    """Lines that break while a recording comes: 200 in one go, 200 in pieces, half of each."""
    size = 200_000
    for _ in range(200):
        line = Line(abuser.port)
        headers = [("Host", f"127.0.0.1:{abuser.port}"), SOUND, ("Content-Length", f"{size}")]
        line.head("POST", "/api/1/recordings?name=cut.wav", abuser.who(*headers))
        line.send(bytes(size // 2))
        line.cut()
    number = abuser.announced(size)
    for _ in range(200):
        line = Line(abuser.port)
        headers = [("Host", f"127.0.0.1:{abuser.port}"), SOUND, ("Content-Length", f"{size}")]
        line.head("PUT", f"/api/1/uploads/{number}?from=0", abuser.who(*headers))
        line.send(bytes(size // 2))
        line.cut()
    time.sleep(1)
    path = f"/api/1/recordings/{number}"
    answer = abuser.json("GET", path)
    had = json.loads(answer.text)["received"]
    yield f"200 cut in one go, 200 in pieces; of {size} bytes it has {had}", answer
    length = ("Content-Length", f"{size - had}")
    rest = (WORDS + b" ").ljust(size - had, b".")
    target = f"/api/1/uploads/{number}?from={had}"
    yield "the rest", asked(abuser.port, "PUT", target, abuser.who(SOUND, length), [rest])
    abuser.settled()
    yield "and removed from the list", abuser.json("DELETE", path)
    yield f"states: {dict(abuser.states())}", Answer(0)


def tabs(abuser: Abuser) -> Iterable[Told]:
    """Two tabs that send one recording, and one form, at the same time; forms sent again."""
    number, size = abuser.announced(len(WORDS)), ("Content-Length", f"{len(WORDS)}")
    first = Line(abuser.port)
    target, host = f"/api/1/uploads/{number}?from=0", ("Host", f"127.0.0.1:{abuser.port}")
    first.head("PUT", target, abuser.who(host, SOUND, size))
    first.send(WORDS[:10])
    time.sleep(0.3)
    yield "the second tab", asked(abuser.port, "PUT", target, abuser.who(SOUND, size), [WORDS])
    first.send(WORDS[10:])
    yield "the first tab", first.answer()
    yield "the same again", asked(abuser.port, "PUT", target, abuser.who(SOUND, size), [WORDS])
    abuser.settled()
    message = json.loads(abuser.json("GET", f"/api/1/recordings/{number}").text)["message"]
    form = {"row": "length", "verdict": "miss", "note": "cut off", "once": "the same form"}
    with ThreadPoolExecutor(8) as senders:
        path = f"/api/1/messages/{message}/correct"
        got = list(senders.map(lambda _: abuser.json("POST", path, form), range(16)))
    statuses = dict(Counter(one.status for one in got))
    yield f"one correction sent 16 times at once: {statuses}", got[0]


def hosts(abuser: Abuser) -> Iterable[Told]:
    """Names that are not this server's."""
    port = abuser.port
    for host in ("evil.example", f"127.0.0.1:{port}.evil.example", "127.0.0.1", f"0.0.0.0:{port}"):
        yield f"Host: {host}", asked(port, "GET", "/login", host=host)
    yield "a whole address", asked(port, "GET", "http://evil.example/login")
    yield "two Hosts", asked(port, "GET", "/login", [("Host", "evil.example")])
    forwarded = [("X-Forwarded-Host", "evil.example"), ("X-Forwarded-For", "10.0.0.1")]
    answer = asked(port, "GET", "/login", forwarded)
    yield f"X-Forwarded-Host, said back: {'evil' in answer.text + answer.headers}", answer
    line = Line(port)
    line.send(b"GET /login HTTP/1.0\r\n\r\n")
    yield "no Host at all", line.answer()
    yield (
        "a form from another site",
        asked(port, "POST", "/login", [("Origin", "https://evil.example")]),
    )
