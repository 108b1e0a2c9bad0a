"""A warm worker for one recording at a time, so that no file waits for another, or for a start.

All lanes share one baton: coach itself runs in one of them at a time, and is handed on while a
worker listens. So the history and the pages see one thread, though several recordings are in
work, and a file that hangs delays nothing but itself.
"""

from __future__ import annotations

import math
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from coach.errors import FailureKind, RecordingError
from coach.executors.crew import Crew, Died

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

T = TypeVar("T")
R = TypeVar("R")

MEMORY_BYTES = 6_000_000_000
"""What one worker may take; a sound recording within --max-mb needs a tenth of it (ours)."""
MOST_ITEMS = 200
"""A worker is replaced after this many, so that nothing it leaks adds up (ours)."""
IDLE_S = 300.0
"""A worker without work is let go after this long, and its memory with it (ours)."""


class GivenBack(BaseException):
    """Work was stopped: the recording is to be given back as it was."""


class Lane:
    """An executor with one worker that is kept; stopping it gives back what it has."""

    def __init__(self, baton: threading.Lock) -> None:
        self._baton = baton
        self._crew: Crew[Any, Any] | None = None
        self._done = 0
        self._limit_s: Callable[[Any], float] = _no_time
        self._used_at = time.monotonic()
        self.stopping = False

    def run(
        self, function: Callable[[T], R], items: Iterable[T], timeout_s: Callable[[T], float]
    ) -> Generator[tuple[T, R | BaseException], None, None]:
        """As `Executor.run`, one item after another; called and left with the baton in hand."""
        for item in items:
            self._limit_s = timeout_s
            self._baton.release()
            try:
                outcome = self._outcome(function, item)
            finally:
                self._baton.acquire()
            if self.stopping:
                raise GivenBack
            yield item, outcome

    def stop(self) -> None:
        """Have the worker killed by the thread that waits for it, which gets `GivenBack`.

        From any thread. What is in work is made overdue: a pool that is stopped from outside
        while it starts a worker never says so (pebble 5.2).
        """
        self.stopping = True
        crew = self._crew
        for task in list(crew._busy.values()) if crew else ():
            task.limit_s = -math.inf

    def close(self) -> None:
        """Let the worker go."""
        crew, self._crew = self._crew, None
        if crew is not None:
            with suppress(Exception):  # the other thread may be closing it as well
                crew.close()

    def rest(self) -> None:
        """Let the worker go if it has had no work for long."""
        if self._crew is not None and time.monotonic() - self._used_at > IDLE_S:
            self.close()

    def _outcome(self, function: Callable[[T], R], item: T) -> R | BaseException:
        """Do one item; one whose worker died is tried once more, and only then blamed."""
        for _ in range(2):
            outcome = self._tried((function, item))
            if self.stopping or not isinstance(outcome, Died):
                break
        self._used_at = time.monotonic()
        return _blame() if isinstance(outcome, Died) else outcome

    def _tried(self, pair: tuple[Any, Any]) -> Any:
        if self.stopping:
            return Died()
        if self._done >= MOST_ITEMS:
            self.close()
        if self._crew is None:
            self._crew, self._done = Crew(1, guarded, self._time_limit_s), 0
        self._done += 1
        try:
            [(_, outcome)] = self._crew.outcomes([pair])
        except Exception:  # stopped from the other thread in the middle
            if not self.stopping:
                raise
            return Died()
        return outcome

    def _time_limit_s(self, pair: tuple[Any, Any]) -> float:
        return -math.inf if self.stopping else self._limit_s(pair[1])


class Lanes:
    """The executor of a `Coach` that several threads share: each works in the lane it is in."""

    def __init__(self) -> None:
        self._mine = threading.local()

    def enter(self, lane: Lane) -> None:
        """Say which lane this thread is in."""
        self._mine.lane = lane

    def run(
        self, function: Callable[[T], R], items: Iterable[T], timeout_s: Callable[[T], float]
    ) -> Generator[tuple[T, R | BaseException], None, None]:
        """As `Executor.run`."""
        lane: Lane = self._mine.lane
        return lane.run(function, items, timeout_s)


def guarded(pair: tuple[Callable[[Any], Any], Any]) -> Any:
    """Do an item in a worker whose memory is bounded: greed costs the item, not the computer.

    Raises
    ------
    RecordingError
        TOO_LARGE where the memory did not suffice; else what the function raises.
    """
    function, item = pair
    _bound_memory()
    try:
        return function(item)
    except MemoryError as error:
        message = "Working through this recording takes more memory than one recording may have."
        raise RecordingError(FailureKind.TOO_LARGE, message) from error


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


def _blame() -> RecordingError:
    return RecordingError(
        FailureKind.WORKER_DIED,
        "The process that worked on this recording died twice; the file may be damaged.",
    )


def _no_time(_: object) -> float:
    return 0.0
