"""Workers started so that neither Ctrl-C nor their death leaves noise on the screen."""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import contextmanager
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def muted() -> Iterator[None]:
    """Make the processes started here deaf to Ctrl-C from birth.

    A terminal sends it to all of them, and until pebble mutes a worker it would print a
    traceback. Processes, and threads that start more of them, inherit this thread's mask.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    _start_tracker()  # which, started later, would lift the mask again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_tracker() -> None:
    """Without its warning: locks that a killed worker leaves are removed and no user's concern."""
    sys.warnoptions.append("ignore:resource_tracker:UserWarning")
    try:
        resource_tracker.ensure_running()
    finally:
        sys.warnoptions.pop()


@contextmanager
def deferred() -> Iterator[None]:
    """Let an interrupt of this process wait until the end, so that no worker is half started.

    The mask does not do that: any other thread may take the signal for the main thread.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    seen: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: seen.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if seen:
            signal.raise_signal(signal.SIGINT)
