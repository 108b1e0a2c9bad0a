"""Where work is done: `InlineExecutor` in this process, `PoolExecutor` on this machine's cores.

A Dask executor for a cluster comes later behind the same protocol; Dask has no initializer, so
what prepares a worker is done by the function that wraps each item (`worker.answer`).
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Protocol, TypeVar

from coach.errors import FailureKind, RecordingError
from coach.executors.crew import Crew, Died

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

T = TypeVar("T")
R = TypeVar("R")


class Executor(Protocol):
    """Runs a function over items; as many outcomes come out as items went in."""

    def run(
        self, function: Callable[[T], R], items: Iterable[T], timeout_s: Callable[[T], float]
    ) -> Generator[tuple[T, R | BaseException], None, None]:
        """Yield each item with its result, or with the exception it led to, as it is done.

        `items` is read lazily, and what it raises is raised here. Closing the generator, or
        an interrupt, stops the work.
        """
        ...


class InlineExecutor:
    """Runs everything in this process, one item after another, without time limits."""

    def run(
        self, function: Callable[[T], R], items: Iterable[T], timeout_s: Callable[[T], float]
    ) -> Generator[tuple[T, R | BaseException], None, None]:
        """Yield each item with its result or exception, in the order given."""
        for item in items:
            try:
                outcome: R | BaseException = function(item)
            except Exception as error:  # whatever one item does, the others go on
                outcome = error
            yield item, outcome


@dataclass(frozen=True, slots=True)
class PoolExecutor:
    """Runs items in up to `workers` (>= 1) spawned processes, never more processes than items.

    `function` must be importable by name; it, items and outcomes are pickled. An exception
    that it raises comes back as it is, what cannot be pickled as RecordingError INTERNAL. A
    time limit counts from when a worker takes the item; a worker that exceeds it is killed:
    TIMED_OUT. An item whose worker died is tried once more, alone, after all the others, and
    only then blamed: WORKER_DIED. At most `workers` + 1 items are read ahead of the outcomes.
    """

    workers: int

    def run(
        self, function: Callable[[T], R], items: Iterable[T], timeout_s: Callable[[T], float]
    ) -> Generator[tuple[T, R | BaseException], None, None]:
        """Yield each item with its result or exception, in order of completion."""
        suspects: list[T] = []
        rest = iter(items)
        first = list(islice(rest, self.workers))
        with closing(Crew(len(first), function, timeout_s)) as crew:
            for item, outcome in crew.outcomes(chain(first, rest)):
                if isinstance(outcome, Died):
                    suspects.append(item)
                else:
                    yield item, outcome
        with closing(Crew(1, function, timeout_s)) as crew:
            for item, outcome in crew.outcomes(suspects):
                yield item, _blame() if isinstance(outcome, Died) else outcome


def _blame() -> RecordingError:
    return RecordingError(
        FailureKind.WORKER_DIED,
        "The process that worked on this recording died twice; the file may be damaged.",
    )
