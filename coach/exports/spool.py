"""What is to be told to another program: kept on disk until it has been taken.

Telling never waits: an event is written to the spool and a thread of its own hands it on, again
and again with growing pauses, in this run or the next. Every event has a name of its own, so that
a receiver can tell one that comes twice.
"""

from __future__ import annotations

import json
import os
import secrets
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from coach.errors import CoachError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ENDING, REFUSED = ".event.json", "refused"
FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 300.0
"""Pause after the first failure, doubled after each one more, up to the longest (ours)."""

MOST_WAITING = 10_000
"""Events kept while nobody takes them; what comes then is dropped, and counted (ours)."""

OWNER_ONLY = 0o700


class Answer(Enum):
    """What came of handing on an event."""

    TAKEN = "taken"
    LATER = "later"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing to tell; `body` is JSON."""

    name: str
    body: bytes


class Spool:
    """Events in a folder, one file each, in the order they came."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def prepare(self) -> None:
        """Make the folder, readable by its owner only.

        Raises
        ------
        CoachError
            Where it cannot be made.
        """
        try:
            (self.folder / REFUSED).mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or "not possible"
            raise CoachError(f"The folder {self.folder} cannot be made ({reason}).") from error

    def put(self, told: dict[str, Any]) -> Event:
        """Keep an event; the file is whole or not there."""
        name = f"{time.time_ns():020d}-{secrets.token_hex(4)}"
        body = json.dumps({"event": name, **told}, ensure_ascii=True, allow_nan=False).encode()
        aside = self.folder / f".{name}.tmp"
        with aside.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(self._path(name))
        return Event(name, body)

    def waiting(self) -> Iterator[Event]:
        """The events, the oldest first."""
        for path in sorted(self.folder.glob(f"*{ENDING}")):
            try:
                yield Event(path.name.removesuffix(ENDING), path.read_bytes())
            except FileNotFoundError:  # another process took it meanwhile
                continue

    def count(self) -> int:
        """How many events are waiting."""
        return sum(1 for _ in self.folder.glob(f"*{ENDING}"))

    def done(self, event: Event) -> None:
        """Forget an event that was taken."""
        self._path(event.name).unlink(missing_ok=True)

    def refuse(self, event: Event) -> None:
        """Put away an event that its receiver will never take."""
        path = self._path(event.name)
        with suppress(FileNotFoundError):  # another process has put it away
            path.replace(self.folder / REFUSED / path.name)

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}{ENDING}"


class Courier:
    """Hands on what is in a spool, in a thread of its own, until it is closed.

    `deliver` says what came of an event; it must not raise, and must come back in bounded time.
    `dropped` counts events that found the spool full or the disk unwilling.
    """

    def __init__(
        self,
        spool: Spool,
        deliver: Callable[[Event], Answer],
        pause: Callable[[threading.Event, float], bool] = threading.Event.wait,
    ) -> None:
        self.spool, self.dropped = spool, 0
        self._deliver, self._pause = deliver, pause
        self._closing, self._news = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="coach-hook", daemon=True)

    def start(self) -> None:
        """Begin, with what an earlier run left behind."""
        self.spool.prepare()
        self._news.set()
        self._thread.start()

    def tell(self, told: dict[str, Any]) -> None:
        """Keep an event to be handed on; never waits for the receiver, never raises."""
        try:
            if self.spool.count() >= MOST_WAITING:
                self.dropped += 1
                return
            self.spool.put(told)
        except (OSError, ValueError):
            self.dropped += 1
        self._news.set()

    def close(self, grace_s: float = 5.0) -> int:
        """Stop after at most `grace_s`; return how many events wait for the next run."""
        self._closing.set()
        self._news.set()
        self._thread.join(grace_s)
        return self.spool.count()

    def _run(self) -> None:
        failures = 0
        while True:
            self._news.wait()
            self._news.clear()
            failures = self._round(failures)
            if self._closing.is_set():
                return
            if failures:
                pause_s = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2.0 ** min(failures - 1, 20))
                self._pause(self._closing, pause_s)
                self._news.set()

    def _round(self, failures: int) -> int:
        """Hand on all that waits, up to the first failure; return failures in a row."""
        try:
            for event in self.spool.waiting():
                answer = self._deliver(event)
                if answer is Answer.LATER:
                    return failures + 1
                failures = 0
                if answer is Answer.TAKEN:
                    self.spool.done(event)
                else:
                    self.spool.refuse(event)
        except OSError:  # the folder is full, or gone: later, like all else
            return failures + 1
        return failures
