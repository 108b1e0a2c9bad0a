"""One look at a file: what tells whether it has changed, and whether somebody still writes it."""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Look:
    """Size in bytes, time of last change in ns, and the file's number on its disk."""

    size: int
    mtime_ns: int
    number: int

    @property
    def changed(self) -> str:
        """Time and number as one word, for the books."""
        return f"{self.mtime_ns}:{self.number}"


def look_of(status: os.stat_result) -> Look | None:
    """The look a status shows; None where this is no regular file."""
    if not stat.S_ISREG(status.st_mode):
        return None
    return Look(status.st_size, status.st_mtime_ns, status.st_ino)


def look_at(path: Path) -> Look | None:
    """Look at a file; None where there is none that can be looked at. Links are not followed.

    Raises
    ------
    OSError
        Where the folder cannot be asked: that says nothing about the file.
    """
    try:
        return look_of(path.lstat())
    except (FileNotFoundError, NotADirectoryError):
        return None


def is_being_written(path: Path) -> bool:
    """Whether somebody has the file open for writing, as far as this system can tell.

    Linux gives a read lease on a file only while nobody writes it, to the file's owner, on disks
    of its own; Windows refuses to open it for writing, where the writer does not share it.
    """
    if sys.platform == "win32":
        return _refused(path)
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        return _lease_refused(handle)
    finally:
        os.close(handle)


def _lease_refused(handle: int) -> bool:
    try:
        import fcntl

        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except (OSError, AttributeError):  # not our file, a share, no Linux: it cannot be told
        return False
    return False


def _refused(path: Path) -> bool:
    try:
        with path.open("r+b"):
            return False
    except PermissionError:
        return os.access(path, os.W_OK)
    except OSError:
        return False
