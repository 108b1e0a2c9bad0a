"""Work on other machines, through a Dask scheduler. Only this and `distant` know Dask.

Recordings travel as bytes, so no disk is shared. What a worker loses is done again by another.
Dask is an extra (`voicemail-coach[cluster]`): nothing of it is imported before a cluster is used.
"""

from __future__ import annotations

import logging
import pickle
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from coach.errors import CoachError, FailureKind, MissingError, RecordingError
from coach.executors.distant import differs, surveyed, work
from coach.executors.worker import mistake, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping

T = TypeVar("T")
R = TypeVar("R")

CONNECT_S = 10.0
"""A scheduler that has not answered after this long is not there (ours)."""

GONE_S = 30.0
"""A cluster without scheduler, or without workers, for this long does not come back (ours)."""

SLACK_S = 30.0
"""What an item may take over its time limit, for travelling and for a worker's start (ours)."""

WAITING_A_THREAD = 1
"""Items that wait at each worker for the one in its hands, so that it is never idle (ours)."""

TICK_S = 0.2


def here(item: T) -> T:
    """Leave an item as it is: what neither travels nor is unpacked differently."""
    return item


@dataclass(frozen=True, slots=True)
class DaskExecutor:
    """Runs items on the workers of a Dask cluster, behind the same protocol as the local pool.

    Parameters
    ----------
    address
        The scheduler's: `tcp://10.0.0.5:8786`, or `tls://` with Dask's own settings.
    survey
        Tells what a worker has (versions, weights), by name; importable, run on each worker.
    expected
        What every worker must have; a worker that differs stops the run before it starts.
    pack
        Makes an item ready to travel, in this process: its recording as bytes.
    unpack
        Makes it at home on the worker: folders that differ from machine to machine.

    `function`, `survey`, `unpack` must be importable by name on the workers. A time limit counts
    from when an item is handed to a worker, and twice over, since one may wait there; the worker
    that exceeds it is restarted. Workers may come and go while it runs.
    """

    address: str
    survey: Callable[[], Mapping[str, str]]
    expected: Mapping[str, str]
    pack: Callable[[Any], Any] = here
    unpack: Callable[[Any], Any] = here

    def run(
        self, function: Callable[[T], R], items: Iterable[T], timeout_s: Callable[[T], float]
    ) -> Generator[tuple[T, R | BaseException], None, None]:
        """Yield each item with its result or exception, in order of completion.

        Raises
        ------
        MissingError
            Where Dask is not installed.
        CoachError
            Where no scheduler answers or it goes away, where it has no workers, or where one of
            them has another version or other weights.
        """
        with _connected(self.address) as client:
            work = _Work(client, self, function, timeout_s, self._checked(client))
            yield from work.outcomes(items)

    def _checked(self, client: Any) -> int:
        """Survey every worker before any work is given; return how many there are."""
        workers = client.nthreads()
        if not workers:
            raise CoachError(f"The Dask scheduler at {self.address} has no workers: start some.")
        crowded = next((w for w, threads in sorted(workers.items()) if threads != 1), None)
        if crowded is not None:
            raise CoachError(
                f"The Dask worker {crowded} has {workers[crowded]} threads: start workers with "
                "--nthreads 1, and as many as there are cores."
            )
        found = _asked(lambda: client.run(surveyed, self.survey, on_error="return"), self.address)
        for worker, told in sorted(found.items()):
            if problem := differs(worker, told, self.expected):
                raise CoachError(problem)
        return len(workers)


@dataclass(slots=True)
class _Given:
    """An item in the cluster's hands."""

    item: Any
    deadline: float
    limit_s: float


@dataclass(slots=True)
class _Work:
    """Items given to the cluster, and those that come back."""

    client: Any
    executor: DaskExecutor
    function: Callable[[Any], Any]
    timeout_s: Callable[[Any], float]
    workers: int
    given: dict[Any, _Given] = field(default_factory=dict)
    back: SimpleQueue[Any] = field(default_factory=SimpleQueue)
    alone_since: float | None = None

    def outcomes(self, items: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        """Yield as items come back; no more are on their way than the workers have room for."""
        for item in items:
            yield from self.give(item)
            while len(self.given) >= self.room():
                yield from self.next()
        while self.given:
            yield from self.next()
            self.room()

    def give(self, item: Any) -> Iterator[tuple[Any, Any]]:
        """Send an item off; what keeps it from travelling is its outcome."""
        made = self.executor
        try:
            limit_s = self.timeout_s(item)
            payload = pickle.dumps((self.function, made.unpack, made.pack(item)))
        except RecordingError as error:
            yield item, error
            return
        except Exception as error:  # objects may refuse to be pickled in any way they like
            yield item, mistake(error)
            return
        with warnings.catch_warnings():
            # A recording over 10 MB is "a large graph" to Dask; scattered, it would be lost with
            # the one worker that holds it.
            warnings.simplefilter("ignore")
            future = self.client.submit(work, payload, made.survey, made.expected, pure=False)
        self.given[future] = _Given(item, _deadline(limit_s), limit_s)
        future.add_done_callback(self.back.put)

    def next(self) -> Iterator[tuple[Any, Any]]:
        """Yield the next item that is done or overdue, or nothing after a moment without one."""
        try:
            future = self.back.get(timeout=TICK_S)
        except Empty:
            yield from self._overdue()
            return
        given = self.given.pop(future, None)
        if given is None:
            return
        if future.status in ("lost", "pending"):  # its worker died with the result: once more
            yield from self.give(given.item)
        else:
            yield given.item, self._outcome(future)

    def room(self) -> int:
        """How many items may be on their way; raises where the cluster is gone for good."""
        count = 0
        if self.client.status == "running":
            count = len(_asked(self.client.nthreads, self.executor.address))
        if count:
            self.workers, self.alone_since = count, None
        elif self.alone_since is None:
            self.alone_since = monotonic()
        elif monotonic() - self.alone_since > GONE_S:
            raise _gone(self.executor.address)
        return self.workers * (1 + WAITING_A_THREAD)

    def _outcome(self, future: Any) -> Any:
        from distributed import KilledWorker

        if future.cancelled():
            raise _gone(self.executor.address)
        error = future.exception()
        if error is None:
            return unpacked(future.result())
        if isinstance(error, KilledWorker):
            return RecordingError(
                FailureKind.WORKER_DIED,
                "Several workers died over this recording; the file may be damaged.",
            )
        return mistake(error)

    def _overdue(self) -> Iterator[tuple[Any, Any]]:
        now = monotonic()
        late = next((f for f, given in self.given.items() if now > given.deadline), None)
        if late is None:
            return
        given = self.given.pop(late)
        self._give_up(late)
        for other in self.given.values():  # a restart takes time, and undoes work
            other.deadline = _deadline(other.limit_s)
        yield (
            given.item,
            RecordingError(
                FailureKind.TIMED_OUT,
                "Working through this recording took longer than "
                f"{given.limit_s:.0f} s and was given up.",
            ),
        )

    def _give_up(self, future: Any) -> None:
        """Take an item back, and restart the worker that cannot let go of it."""
        busy = [w for w, keys in self.client.processing().items() if future.key in keys]
        future.cancel(force=True)
        if busy:
            self.client.restart_workers(busy, raise_for_error=False)


def _deadline(limit_s: float) -> float:
    """Until when an item may take: one may have to wait for the one before it."""
    return monotonic() + 2 * limit_s + SLACK_S


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    """A connection to the scheduler, closed with all work that is left."""
    if find_spec("distributed") is None:
        raise MissingError("A cluster needs Dask: install voicemail-coach[cluster].")
    from distributed import Client

    for name in ("distributed", "distributed.client"):  # tracebacks; we tell it in a sentence
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client: Any = Client(address, timeout=CONNECT_S, set_as_default=False)  # type: ignore[no-untyped-call]  # Dask has no types
    except (OSError, TimeoutError, ValueError) as error:
        raise CoachError(f"No Dask scheduler answers at {address}.") from error
    try:
        yield client
    finally:
        client.close(timeout=2)


def _asked(question: Callable[[], Any], address: str) -> Any:
    """Ask the scheduler; what keeps it from answering is one sentence."""
    try:
        return question()
    except Exception as error:  # a connection breaks in many ways
        raise _gone(address) from error


def _gone(address: str) -> CoachError:
    return CoachError(
        f"The Dask cluster at {address} went away; what was finished is kept, so run this again."
    )
