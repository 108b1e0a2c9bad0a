"""Worker processes and the items they have, one each."""

from __future__ import annotations

import multiprocessing
import pickle
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from pebble import ProcessPool

from coach.errors import FailureKind, RecordingError
from coach.executors.interrupts import deferred, muted
from coach.executors.worker import answer, mistake, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")
R = TypeVar("R")

SPAWN = multiprocessing.get_context("spawn")
"""Never fork: CTranslate2 and onnxruntime hold threads and locks that a fork would break."""
START_S = 60.0
"""A worker that has not even taken its item this long after its time limit never will (ours)."""
TICK_S = 0.1
"""How often time limits are looked at; Windows could not interrupt an endless wait either."""


class Died:
    """The outcome of an item whose worker is gone; whose fault that was is not known yet."""


class Crew(Generic[T, R]):
    """Workers that do one function over the items they are handed."""

    def __init__(
        self, workers: int, function: Callable[[T], R], timeout_s: Callable[[T], float]
    ) -> None:
        self._function, self._timeout_s = function, timeout_s
        self._lanes = [_Lane() for _ in range(workers)]
        self._idle = list(self._lanes)
        self._busy: dict[Future[bytes], _Task[T]] = {}
        self._done: SimpleQueue[Future[bytes]] = SimpleQueue()

    def outcomes(self, items: Iterable[T]) -> Iterator[tuple[T, R | BaseException | Died]]:
        """Yield as items are done; a free worker has its next before the caller has the last."""
        for item in items:
            outcome = None if self._idle else self._next()
            self._give(item)
            if outcome is not None:
                yield outcome
        while self._busy:
            yield self._next()

    def close(self) -> None:
        """Kill the workers, all at once, and wait until they are gone."""
        for lane in self._lanes:
            lane.stop()
        for lane in self._lanes:
            lane.join()

    def _give(self, item: T) -> None:
        lane, future, limit_s = self._idle.pop(), Future[bytes](), 0.0
        try:
            limit_s, payload = self._prepared(item)
            future = lane.schedule(payload)
        except Exception as error:  # told apart in _outcome, like an error that comes later
            future.set_exception(error)
        self._busy[future] = _Task(item, lane, limit_s, monotonic())
        future.add_done_callback(self._done.put)

    def _prepared(self, item: T) -> tuple[float, bytes]:
        try:
            return self._timeout_s(item), pickle.dumps((self._function, item))
        except Exception as error:  # objects may refuse to be pickled in any way they like
            raise mistake(error) from error

    def _next(self) -> tuple[T, R | BaseException | Died]:
        future = self._finished()
        task = self._busy.pop(future)
        self._idle.append(task.lane)
        return task.item, cast("R | BaseException | Died", _outcome(future, task))

    def _finished(self) -> Future[bytes]:
        """Wait for a future that is done, or overdue."""
        while True:
            for future, task in self._busy.items():
                if task.is_overdue(future):
                    return future
            with suppress(Empty):
                future = self._done.get(timeout=TICK_S)
                if future in self._busy:  # and was not given up as overdue before
                    return future


class _Lane:
    """One worker with one item, so that whatever happens to it has one item to answer for.

    In a pool of many, which share one pipe, a worker killed halfway through sending an answer
    blocks it for all of them, past every time limit (pebble 5.2).
    """

    def __init__(self) -> None:
        self._pool: Any = None

    def schedule(self, payload: bytes) -> Future[bytes]:
        with muted(), deferred():
            if self._pool is None:
                self._pool = ProcessPool(max_workers=1, context=SPAWN)
            return cast("Future[bytes]", self._pool.schedule(answer, args=(payload,)))

    def stop(self) -> None:
        if self._pool is not None:
            self._pool.stop()

    def join(self) -> None:
        if self._pool is not None:
            self._pool.join()
            self._pool = None


@dataclass(slots=True)
class _Task(Generic[T]):
    """An item in a worker's hands; times on the monotonic clock."""

    item: T
    lane: _Lane
    limit_s: float
    given_at: float
    started_at: float | None = None

    def is_overdue(self, future: Future[bytes]) -> bool:
        """Tell by a clock that stands still while a laptop sleeps, unlike pebble's own limits."""
        now = monotonic()
        if self.started_at is None and future.running():
            self.started_at = now
        begun = self.given_at + START_S if self.started_at is None else self.started_at
        return now - begun > self.limit_s and not future.done()


def _outcome(future: Future[bytes], task: _Task[T]) -> object:
    error = future.exception() if future.done() else None
    if isinstance(error, RecordingError):
        return error
    if future.done() and error is None:
        return unpacked(future.result())
    # A worker that died or hangs may hold the pipe or its lock: nothing of it is used again.
    task.lane.stop()
    task.lane.join()
    return _too_long(task.limit_s) if error is None and task.started_at is not None else Died()


def _too_long(limit_s: float) -> RecordingError:
    return RecordingError(
        FailureKind.TIMED_OUT,
        f"Working through this recording took longer than {limit_s:.0f} s and was given up.",
    )
