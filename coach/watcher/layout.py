"""Whether folders may be used together: pure rules first, then what the disk says."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from coach.errors import UnsafeFoldersError, UsageError
from coach.watcher.lock import is_held
from coach.watcher.placing import LOCK, OWN, WORKING
from coach.watcher.temporaries import SYNC_MARKS, SYNC_NAMES, is_kept_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CONTAINER_MARKS = (Path("/.dockerenv"), Path("/run/.containerenv"))


def refuse_unsafe(folder: Path, out: Path, home: Path, *, moves: bool) -> None:
    """Refuse folders in which coach would read what it writes. All are resolved.

    Raises
    ------
    UnsafeFoldersError
        Naming the two folders.
    """
    if out.is_relative_to(folder):
        raise UnsafeFoldersError(
            f"The reports would go to {out}, inside {folder}, which is watched; use --out."
        )
    if home.is_relative_to(folder):
        raise UnsafeFoldersError(
            f"The history {home} lies inside {folder}, which is watched; use --home."
        )
    if folder.is_relative_to(home):
        raise UnsafeFoldersError(f"{folder} lies inside the history {home}; watch another folder.")
    if folder.is_relative_to(out):
        raise UnsafeFoldersError(f"{folder} lies inside the reports {out}; use another --out.")
    if moves and folder in (Path(folder.anchor), Path.home().resolve()):
        raise UnsafeFoldersError(
            f"{folder} holds more than dropped recordings; watch a folder of its own."
        )


def refuse_links_out(folder: Path) -> None:
    """Refuse links that lead out of the folder, and folders of ours that are not plain folders.

    Raises
    ------
    UnsafeFoldersError
        Naming the link.
    """
    for name in OWN:
        own = folder / name
        if own.is_symlink() or (own.exists() and not own.is_dir()):
            raise UnsafeFoldersError(f"{own} is no plain folder; move it away.")
        if own.exists() and own.stat().st_dev != folder.stat().st_dev:
            raise UnsafeFoldersError(f"{own} lies on another disk than {folder}.")
    for parent, folders, files in os.walk(folder):
        if Path(parent) == folder:
            folders[:] = [name for name in folders if name not in OWN]
        folders[:] = [name for name in folders if not is_kept_out(name)]
        if LOCK in files and Path(parent).name == WORKING:
            _refuse_watched_below(Path(parent))
        for name in (*folders, *files):
            link = Path(parent) / name
            if link.is_symlink() and not link.resolve().is_relative_to(folder):
                raise UnsafeFoldersError(f"{link} is a link that leads out of {folder}; remove it.")


def _refuse_watched_below(working: Path) -> None:
    if is_held(working / LOCK):
        raise UnsafeFoldersError(f"Another watcher is at work in {working.parent}; stop it first.")


def should_leave(folder: Path) -> bool:
    """Whether files had better stay: a sync tool keeps the folder, or it is not ours to write."""
    if not os.access(folder, os.W_OK | os.X_OK):
        return True
    return any(is_synced(place.name, _names(place)) for place in (folder, *folder.parents))


def is_synced(name: str, entries: Iterable[str]) -> bool:
    """Whether a folder of this name with these entries is one a sync tool keeps."""
    return SYNC_NAMES.search(name) is not None or not set(SYNC_MARKS).isdisjoint(entries)


def _names(folder: Path) -> list[str]:
    return [mark for mark in SYNC_MARKS if os.path.lexists(folder / mark)]


def under_service(environment: Mapping[str, str]) -> bool:
    """Whether nobody looks at the folder this was started in: a service, or a container's own."""
    if "NOTIFY_SOCKET" in environment or "KUBERNETES_SERVICE_HOST" in environment:
        return True
    if environment.get("JOURNAL_STREAM") == _stream():  # desktops hand the variable on as well
        return True
    return os.getppid() <= 1 and any(mark.exists() for mark in CONTAINER_MARKS)


def _stream() -> str | None:
    try:
        status = os.fstat(2)
    except OSError:
        return None
    return f"{status.st_dev}:{status.st_ino}"


def existing_folder(given: str) -> Path:
    """Resolve the folder to watch.

    Raises
    ------
    UsageError
        Where there is no such folder.
    """
    folder = Path(given)
    if not folder.is_dir():
        raise UsageError(f"There is no folder {given}.")
    return folder.resolve()
