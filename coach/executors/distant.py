"""What happens on a worker of a cluster: it is looked at, then answers bytes with bytes."""

from __future__ import annotations

import ctypes
import functools
import os
import pickle
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from coach.errors import CoachError
from coach.executors.worker import FEW_KERNELS, packed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
"""What glibc's `mallopt` calls them."""

MAPPED_BYTES = 32 * 2**20
"""What glibc itself comes to take from the heap, in a process that frees large blocks."""


def differs(worker: str, told: object, expected: Mapping[str, str]) -> str:
    """Say in a sentence how a worker differs from what is expected; empty where it does not."""
    if isinstance(told, BaseException):
        return f"The Dask worker {worker} cannot work for coach: {told}."
    has = told if isinstance(told, dict) else {}
    for name, wanted in expected.items():
        if has.get(name) != wanted:
            return (
                f"The Dask worker {worker} has {name} {has.get(name, 'not at all')}, "
                f"this computer has {wanted}: install the same on both."
            )
    return ""


def surveyed(survey: Callable[[], Mapping[str, str]]) -> Mapping[str, str]:
    """Tell on a worker what it has."""
    return survey()


def work(
    payload: bytes, survey: Callable[[], Mapping[str, str]], expected: Mapping[str, str]
) -> bytes:
    """Do a pickled (function, unpack, item) on a worker; return the pickled outcome.

    The worker is looked at again: it may have come after the others were surveyed.
    """
    _keep_memory()
    _unwatched()
    try:
        if problem := differs("that came later", survey(), expected):
            raise CoachError(problem)
        function, unpack, item = pickle.loads(payload)  # noqa: S301 - from our own parent
        outcome = function(unpack(item))
    except Exception as error:
        outcome = error
    return packed(outcome)


@functools.cache
def _keep_memory() -> None:
    """Once in each worker: what is freed is kept for the next recording, as in any other process.

    Dask's nanny tells glibc to give it back at once (MALLOC_TRIM_THRESHOLD_), which is made for
    tables that come once: hearing a recording would then take a third more processor time.
    """
    os.environ.update(FEW_KERNELS)
    with suppress(AttributeError, OSError, TypeError):  # no glibc: nothing to put right
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(M_MMAP_THRESHOLD, MAPPED_BYTES)
        mallopt(M_TRIM_THRESHOLD, 2 * MAPPED_BYTES)


@functools.cache
def _unwatched() -> None:
    """Once in each worker: Dask stops looking at it 50 and 100 times a second.

    That is for its dashboard, and takes some 4 % of the core that the worker has.
    """
    with suppress(ImportError, ValueError, AttributeError):  # no worker, or one made otherwise
        from distributed import get_worker

        worker: Any = get_worker()
        for name in ("tick", "profile"):
            if looking := worker.periodic_callbacks.get(name):
                worker.loop.add_callback(looking.stop)
