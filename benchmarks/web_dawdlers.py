"""Those who open a line and dawdle."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from web_abuser import SOUND
from web_wire import Answer, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from web_abuser import Abuser, Told


@dataclass
class Way:
    """One way to dawdle: what begins it, how many do it, and what is sent every second."""

    name: str
    count: int
    method: str = ""
    path: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    whole: bool = True
    byte: bytes = b""
    lines: list[Line] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    def begin(self, port: int) -> None:
        """Open the lines."""
        self.lines = [Line(port) for _ in range(self.count)]
        for line in self.lines:
            if self.method:
                line.head(self.method, self.path, self.headers, whole=self.whole)

    def go_on(self) -> None:
        """Send a byte on every line, and note who was let go."""
        for line in list(self.lines):
            if line.answered():
                self.answers.append(line.answer())
                line.close()
                self.lines.remove(line)
            elif self.byte:
                line.send(self.byte)

    def told(self) -> Iterator[Told]:
        """Tell what came of it."""
        counts = Counter((one.status, one.text) for one in self.answers)
        for (status, text), count in counts.items():
            longest = max(one.seconds for one in self.answers if one.status == status)
            yield (
                f"{self.name}: {count} let go, the last after {longest:.0f} s",
                Answer(status, text),
            )
        yield f"{self.name}: {len(self.lines)} still held", Answer(0)
        for line in self.lines:
            line.close()


def ways(abuser: Abuser) -> list[Way]:
    """Return four ways, of 450 lines together: not more than the server takes."""
    host = ("Host", f"127.0.0.1:{abuser.port}")
    much = ("Content-Length", "1000000")
    recording = "/api/1/recordings?name=slow.wav"
    return [
        Way("nothing sent", 110),
        Way("headers, a byte a second", 110, "GET", "/login", [host], whole=False, byte=b"X"),
        Way("a form, a byte a second", 110, "POST", "/login", [host, much], byte=b"a"),
        Way(
            "a recording, a byte a second",
            110,
            "POST",
            recording,
            abuser.who(host, SOUND, much),
            byte=b"a",
        ),
    ]


def slow(abuser: Abuser) -> Iterable[Told]:
    """Four hundred and forty who dawdle over headers, forms and recordings."""
    all_ways, waits, begun = ways(abuser), list[float](), time.perf_counter()
    for way in all_ways:
        way.begin(abuser.port)
    while time.perf_counter() - begun < abuser.slow_s:
        for way in all_ways:
            way.go_on()
        waits.append(abuser.server.answers_s() or 99.0)
        time.sleep(1)
    for way in all_ways:
        yield from way.told()
    yield f"others were answered within {max(waits):.2f} s all the while", Answer(0)


def crowd(abuser: Abuser) -> Iterable[Told]:
    """Two thousand idle lines, more than the server takes."""
    lines = list[Line]()
    for _ in range(2_000):
        try:
            lines.append(Line(abuser.port))
        except OSError:
            break
    wait = abuser.server.answers_s()
    told = "not answered" if wait is None else f"answered within {wait:.2f} s"
    yield f"{len(lines)} idle lines open, then somebody else is {told}", Answer(0)
    closed = sum(line.answered() for line in lines)
    yield f"{closed} of them were let go to make room", Answer(0)
    for line in lines:
        line.close()
