"""What happens inside a worker: it is prepared once, then answers bytes with bytes.

Items and outcomes are pickled here and not by the pool: what breaks while pickling then breaks
inside a task, with one item to answer for it.
"""

from __future__ import annotations

import functools
import multiprocessing
import os
import pickle
import signal
import threading
import traceback
from contextlib import suppress

from coach.errors import FailureKind, RecordingError

ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMBA_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
}
"""A worker has one core: libraries that would start a thread for each are told so."""

FEW_KERNELS = {"ONEDNN_PRIMITIVE_CACHE_CAPACITY": "16"}
"""oneDNN keeps 1,024 kernels, made for each length of window: that was 3 MB more a recording,
without end. With 16 kept memory stays flat, and hearing takes no longer (measured)."""


def answer(payload: bytes) -> bytes:
    """Do a pickled (function, item); return the pickled result or exception.

    Nothing that a function needs is imported before the worker is prepared.
    """
    _prepare()
    try:
        function, item = pickle.loads(payload)  # noqa: S301 - from our own parent
        outcome = function(item)
    except BaseException as error:  # a library's sys.exit() is this item's outcome, too
        error.add_note(traceback.format_exc())
        outcome = error
    return packed(outcome)


def unpacked(answered: bytes) -> object:
    """Read an answer; what cannot be read is an INTERNAL error."""
    try:
        return pickle.loads(answered)  # noqa: S301 - from our own worker
    except Exception as error:  # a result may pickle and yet not come back
        return mistake(error)


def mistake(error: BaseException) -> RecordingError:
    """Blame coach, not the recording."""
    what = f"{type(error).__name__}: {error}".splitlines()[0]
    return RecordingError(
        FailureKind.INTERNAL,
        f"This recording could not be scored because of a mistake in coach itself ({what}).",
    )


def packed(outcome: object) -> bytes:
    """Pickle an outcome; what cannot be pickled and read again is an INTERNAL error."""
    try:
        pickled = pickle.dumps(outcome)
        if isinstance(outcome, BaseException):
            pickle.loads(pickled)  # noqa: S301 - our own; many exceptions pickle but do not return
    except Exception as error:
        return pickle.dumps(mistake(outcome if isinstance(outcome, BaseException) else error))
    return pickled


@functools.cache
def _prepare() -> None:
    """Once in each worker: one thread, standard output kept clean, quick to leave."""
    os.environ.update(ONE_THREAD | FEW_KERNELS)
    with suppress(OSError):
        os.dup2(2, 1)  # standard output may be JSON Lines; a C library's chatter is not
    # Pebble would handle SIGTERM in Python, after whatever C code the worker is deep in.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
