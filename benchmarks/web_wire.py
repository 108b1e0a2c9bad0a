"""HTTP by hand over a socket, for what no well-behaved client would send."""

from __future__ import annotations

import selectors
import socket
import struct
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status 0 where the line was cut without an answer."""

    status: int
    text: str = ""
    headers: str = ""
    seconds: float = 0.0
    sent: int = 0


@dataclass
class Line:
    """One connection to a server on this computer."""

    port: int
    wait_s: float = 90.0
    sent: int = 0
    socket: socket.socket = field(init=False)
    begun: float = field(init=False)

    def __post_init__(self) -> None:
        """Connect."""
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=self.wait_s)
        self.begun = time.perf_counter()

    def head(
        self, method: str, target: str, headers: Iterable[tuple[str, str]], *, whole: bool = True
    ) -> None:
        """Send a request line and headers, without their end where not `whole`."""
        lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {told}" for name, told in headers)]
        self.send("\r\n".join(lines).encode("latin-1") + (END if whole else b"\r\n"))

    def send(self, content: bytes) -> bool:
        """Send bytes; False where the line is cut."""
        try:
            self.socket.sendall(content)
        except OSError:
            return False
        self.sent += len(content)
        return True

    def answered(self, within_s: float = 0.0) -> bool:
        """Whether an answer, or the end of the line, is there to be read."""
        with selectors.DefaultSelector() as found:
            found.register(self.socket, selectors.EVENT_READ)
            return bool(found.select(within_s))

    def answer(self) -> Answer:
        """Read one answer, up to its stated length or the end of the line."""
        got, whole = bytearray(), False
        try:
            while not whole and (part := self.socket.recv(1_000_000)):
                got += part
                whole = _is_whole(got)
        except OSError:
            pass
        head, _, body = bytes(got).partition(END)
        status = int(head.split()[1]) if head.startswith(b"HTTP/") else 0
        took_s = time.perf_counter() - self.begun
        texts = body.decode(errors="replace"), head.decode("latin-1")
        return Answer(status, *texts, took_s, self.sent)

    def close(self) -> None:
        """Close politely."""
        self.socket.close()

    def cut(self) -> None:
        """Cut the line, as a phone does that loses its network."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()


def _is_whole(got: bytearray) -> bool:
    """Whether all is there that the headers tell; where they tell nothing, the end tells it."""
    end = got.find(END)
    head = bytes(got[: max(end, 0)]).lower()
    if b"transfer-encoding: chunked" in head:
        return got.endswith(b"0\r\n\r\n")
    told = head.partition(b"content-length:")[2].split(b"\r\n")[0].strip()
    return told.isdigit() and len(got) >= end + len(END) + int(told)


def zeros(size: int, each: int = 1_000_000) -> Iterator[bytes]:
    """Yield `size` bytes, made as they are sent."""
    block = bytes(each)
    for start in range(0, size, each):
        yield block[: size - start]


def chunked(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield parts as a body whose length nobody is told."""
    for part in parts:
        yield f"{len(part):x}\r\n".encode() + part + b"\r\n"
    yield b"0\r\n\r\n"


def asked(
    port: int,
    method: str,
    target: str,
    headers: Iterable[tuple[str, str]] = (),
    body: Iterable[bytes] = (),
    *,
    stubborn: bool = False,
    host: str | None = None,
) -> Answer:
    """Send one request; a `stubborn` client sends all of its body whatever is answered."""
    line = Line(port)
    line.head(method, target, [("Host", host or f"127.0.0.1:{port}"), *headers])
    for part in body:
        if (not stubborn and line.answered()) or not line.send(part):
            break
    answer = line.answer()
    line.close()
    return answer
