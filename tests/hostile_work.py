"""What goes on in the workers of test_executors: apart, so that they need not import pytest."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import socket
import threading
from multiprocessing import connection
from pathlib import Path

from coach.errors import FailureKind, RecordingError


def shout(item: str) -> str:
    return item.upper()


def exit_hard(number: int) -> None:
    os._exit(number)


def kill(_: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def read_nowhere(_: int) -> None:
    ctypes.string_at(0)


def die_halfway_through_the_answer(_: int) -> None:
    """Send half an answer and be killed, as the kernel does when memory runs out."""

    def send(self: connection.Connection, answer: bytes) -> None:
        os.write(self.fileno(), bytes(answer)[: len(answer) // 2])
        os.kill(os.getpid(), signal.SIGKILL)

    connection.Connection._send = send


DEATHS = {"kill": kill, "segv": read_nowhere, "half": die_halfway_through_the_answer}


def shout_or_die(item: str) -> str:
    word, _, number = item.partition(":")
    if number:
        DEATHS.get(word, exit_hard)(int(number))
    return item.upper()


def die_once(item: str) -> str:
    mark = Path(item)
    if mark.name == "once" and not mark.exists():
        mark.touch()
        os._exit(9)
    return item.upper()


class Bomb(str):
    """Kills the worker that unpickles it."""

    def __reduce__(self):
        return os._exit, (3,)


class Stubborn:
    """Pickles, but does not come back."""

    def __reduce__(self):
        return int, ("no number",)


class NeedsTwoError(Exception):
    """Pickles, but does not come back: a common mistake in libraries."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first + second)


def fail(item: str) -> None:
    raise {
        "recording": RecordingError(FailureKind.NO_SPEECH, "Nobody speaks."),
        "value": ValueError("bad", 7),
        "exit": SystemExit(3),
        "interrupt": KeyboardInterrupt(),
        "memory": MemoryError(),
        "two": NeedsTwoError("a", "b"),
    }[item]


def give_back(item: str) -> object:
    return {"local": lambda: 0, "lock": threading.Lock(), "stubborn": Stubborn(), "none": None}[
        item
    ]


def hang(item: str) -> str:
    if item == "python":
        threading.Event().wait()
    if item == "c":  # keeps the interpreter's lock, so no Python signal handler can run
        ctypes.PyDLL(None).sleep(3600)
    return item.upper()


def chatter(item: str) -> str:
    print(item, flush=True)  # noqa: T201 - that is the point
    os.write(1, b"from C\n")
    return item.upper()


def ring(port: int) -> None:
    """Hold a line to the test open for as long as this worker lives."""
    with socket.create_connection(("127.0.0.1", port)):
        threading.Event().wait()


def process_id(_: int) -> int:
    return os.getpid()


def signals(_: int) -> tuple[bool, bool, bool]:
    """Tell whether Ctrl-C is blocked, whether ignored, and whether SIGTERM kills at once."""
    blocked = signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    ignored = signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    return blocked, ignored, signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


def die_with_a_lock(_: int) -> None:
    """Be killed holding a lock of multiprocessing's, as tqdm makes one in each process."""
    lock = multiprocessing.get_context("spawn").RLock()
    lock.acquire()
    os.kill(os.getpid(), signal.SIGKILL)


def length(item: bytes) -> bytes:
    return item + b"!"


def ring_or_give_back(item: int) -> int:
    if item > 1000:
        ring(item)
    return item
