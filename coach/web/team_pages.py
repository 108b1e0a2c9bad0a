"""The team's pages as they were last made, so that opening one again costs nothing."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.records import Recording
    from coach.web.list_view import Filters
    from coach.web.shelf import Line

FRESH_S: Final = 10.0
"""While recordings come in one after another, a page may lag behind by some seconds (ours)."""

MOST: Final = 8
"""Pages held, each of another choice of messages: a megabyte or two (ours)."""


@dataclass(frozen=True, slots=True)
class _Made:
    lines: tuple[Line, ...]
    text: str
    at_s: float

    def serves(self, lines: tuple[Line, ...], now_s: float) -> bool:
        """Whether it says what is known now, or lacks only what follows from messages just scored.

        What people say shows at once: who left it, what came of it, what is right, and that it
        is gone.
        """
        if self.lines == lines:
            return True
        if now_s - self.at_s >= FRESH_S:
            return False
        current = {line.id: line for line in lines}
        return all(_said(line) == _said(current.get(line.id)) for line in self.lines)


def _said(line: Line | None) -> tuple[Recording, str] | None:
    return (line.recording, line.told) if line else None


@dataclass(frozen=True, slots=True)
class TeamPages:
    """Pages by what they were narrowed to; threads share it, and one page is made at a time."""

    _made: dict[Filters, _Made] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    clock: Callable[[], float] = time.monotonic

    def text(self, filters: Filters, lines: tuple[Line, ...], make: Callable[[], str]) -> str:
        """Return the page of these lines, made now where the one at hand will not do."""
        with self._lock:
            now_s = self.clock()
            held = self._made.pop(filters, None)
            if held is None or not held.serves(lines, now_s):
                held = _Made(lines, make(), now_s)
            self._made[filters] = held
            while len(self._made) > MOST:
                del self._made[next(iter(self._made))]
            return held.text
