"""Who abuses a server: a rep with a key, and raw requests in the rep's name."""

from __future__ import annotations

import json
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from web_wire import Answer, asked

if TYPE_CHECKING:
    from web_server import Server

SOUND, JSON = ("Content-Type", "audio/wav"), ("Content-Type", "application/json")
WORDS = b"Hi Sam this is Dana from Brightline please give me a call back"
Told = tuple[str, Answer]
"""What was done, and what came back; status 0 where it only tells something."""


@dataclass(frozen=True, slots=True)
class Abuser:
    """What the cases share: the server, two reps' keys, and how much to do."""

    server: Server
    key: str
    other: str
    small: int
    slow_s: float

    @property
    def port(self) -> int:
        """Where the server is."""
        return self.server.port

    def who(self, *more: tuple[str, str], key: str | None = None) -> list[tuple[str, str]]:
        """Headers of a rep who sends."""
        return [("Authorization", f"Bearer {key or self.key}"), *more]

    def post(self, name: str, body: bytes, *more: tuple[str, str]) -> Answer:
        """Send one recording in one go."""
        headers = self.who(("Content-Length", f"{len(body)}"), *(more or (SOUND,)))
        return asked(
            self.port, "POST", f"/api/1/recordings?name={quote(name)}", headers, [body] * bool(body)
        )

    def json(self, method: str, path: str, sent: object = None) -> Answer:
        """Ask as a program."""
        body = b"" if sent is None else json.dumps(sent).encode()
        headers = self.who(JSON, ("Content-Length", f"{len(body)}"))
        return asked(self.port, method, path, headers, [body] * bool(body))

    def announced(self, size: int) -> int:
        """Announce a recording and return its number."""
        answer = self.json("POST", "/api/1/uploads", {"name": "a.wav", "size": size})
        return int(json.loads(answer.text)["id"])

    def states(self) -> Counter[str]:
        """Return how many of the rep's recordings are in which state."""
        found = json.loads(self.json("GET", "/api/1/recordings").text)["recordings"]
        return Counter(one["status"] for one in found)

    def settled(self) -> Counter[str]:
        """Wait until nothing waits any more."""
        while (states := self.states())["waiting"] + states["working"]:
            time.sleep(0.2)
        return states
