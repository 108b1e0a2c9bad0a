"""Time as the watcher asks for it: one clock to measure with, one to show and to remember."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Two clocks; tests turn them by hand."""

    def monotonic(self) -> float:
        """Seconds that only grow, and stand for nothing else."""
        ...

    def processor(self) -> float:
        """Processor seconds this thread has used."""
        ...

    def wall(self) -> float:
        """Seconds since 1970, which people and time servers may change at any moment."""
        ...


class SystemClock:
    """The computer's clocks."""

    def monotonic(self) -> float:
        """As `time.monotonic`."""
        return time.monotonic()

    def processor(self) -> float:
        """As `time.thread_time`."""
        return time.thread_time()

    def wall(self) -> float:
        """As `time.time`."""
        return time.time()
