"""One watcher for a folder: locks that the system lets go of when a process ends, however."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import sys
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from coach.errors import UnsafeFoldersError
from coach.watcher.placing import LOCK, WORKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def state_folder(home: Path, folder: Path) -> Path:
    """Where a watcher keeps its lock and its status, outside the folder it watches."""
    digest = hashlib.sha256(os.fsencode(str(folder))).hexdigest()[:16]
    return home / "watch" / digest


class OnlyWatcher:
    """Being the only watcher of a folder; `inside`: also for other homes and other computers.

    Entering it raises UnsafeFoldersError where another watches the folder, a folder in it, or one
    that it lies in.
    """

    def __init__(self, folder: Path, home: Path, *, inside: bool) -> None:
        self._folder, self._home = folder, home
        self._mark = folder / WORKING / LOCK if inside else None
        self._number: int | None = None
        self._held = ExitStack()
        self._inside = ExitStack()

    def __enter__(self) -> OnlyWatcher:
        _refuse_overlap(self._folder, self._home)
        state = state_folder(self._home, self._folder)
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._held.enter_context(_locked(state / "lock", self._folder))
        try:
            self._lock_inside()
        except BaseException:
            self._held.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._inside.close()
        self._held.close()

    def renew(self) -> bool:
        """Lock anew where the folder was replaced, or came back; whether it was.

        Raises
        ------
        UnsafeFoldersError
            Where another watcher was quicker.
        OSError
            Where the folder cannot be written now.
        """
        if self._mark is None or _number(self._mark) == self._number:
            return False
        self._inside.close()
        self._lock_inside()
        return True

    def _lock_inside(self) -> None:
        if self._mark is not None:
            self._mark.parent.mkdir(exist_ok=True)
            self._inside.enter_context(_locked(self._mark, self._folder))
            self._number = _number(self._mark)


def _number(path: Path) -> int | None:
    try:
        return path.stat().st_ino
    except OSError:
        return None


def _refuse_overlap(folder: Path, home: Path) -> None:
    for lock in (home / "watch").glob("*/lock"):
        other = Path(_told(lock).get("folder", ""))
        near = other.is_relative_to(folder) or folder.is_relative_to(other)
        if other.is_absolute() and other != folder and near and is_held(lock):
            raise _taken(other, lock)
    for parent in folder.parents:
        lock = parent / WORKING / LOCK
        with suppress(OSError):
            if lock.is_file() and is_held(lock):
                raise _taken(parent, lock)


@contextmanager
def _locked(path: Path, folder: Path) -> Iterator[None]:
    with path.open("a+b") as file:
        if not _lock(file):
            raise _taken(folder, path)
        file.truncate(0)
        told = {"folder": str(folder), "pid": os.getpid(), "host": socket.gethostname()}
        file.write(json.dumps(told).encode())
        file.flush()
        yield


def is_held(path: Path) -> bool:
    """Whether a process holds a lock."""
    try:
        with path.open("r+b") as file:
            return not _lock(file)
    except OSError:
        return False


def _told(path: Path) -> dict[str, str]:
    try:
        told = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _taken(folder: Path, lock: Path) -> UnsafeFoldersError:
    told = _told(lock)
    who = f" (process {told['pid']} on {told['host']})" if {"pid", "host"} <= told.keys() else ""
    return UnsafeFoldersError(f"Another watcher is at work in {folder}{who}; stop it first.")


def _lock(file: IO[bytes]) -> bool:
    """Lock a file until it is closed; False where another process has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(1 << 30)  # far behind what others read
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        # A share without locks cannot keep two computers apart; the lock at home still holds.
        return sys.platform != "win32" or error.errno not in (13, 36)
    return True
