"""Looking through the folder: full scans, which are the truth, and events, which are quick."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from coach.audio import sounds_like_audio
from coach.recordings import ENDINGS, HEAD_BYTES
from coach.watcher.looks import Look, look_of
from coach.watcher.placing import OWN
from coach.watcher.temporaries import is_kept_out, is_temporary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

COST_SHARE = 200
"""A scan may take one part in this many of the time: half a percent of a core at most."""
TIME_SHARE = 10
"""A slow share is not asked for more than one part in this many of the time."""
LONGEST_INTERVAL_S = 60.0
DEEPEST = 32
"""Folders in folders: more is no drop folder."""
AGAIN_S = 5.0
"""How long after events broke off they are asked for again."""


def next_scan_s(now_s: float, interval_s: float, took_s: float, processor_s: float) -> float:
    """When to scan again after a scan that ended now, took so long and used that much processor."""
    rest_s = min(max(COST_SHARE * processor_s, TIME_SHARE * took_s), LONGEST_INTERVAL_S)
    return now_s + max(interval_s, rest_s)


@dataclass(slots=True)
class Sweep:
    """What a scan found: recordings by path, other files counted, links left alone."""

    looks: dict[str, Look] = field(default_factory=dict)
    others: int = 0
    links: int = 0
    unreadable: list[str] = field(default_factory=list)


class Eyes:
    """Looks at one folder; remembers which files without a known ending sound like audio."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._sniffed: dict[str, tuple[Look, bool]] = {}

    def sweep(self) -> Sweep:
        """Look through the whole folder.

        Raises
        ------
        OSError
            Where the folder itself is not there or cannot be read.
        """
        found = Sweep()
        with os.scandir(self.root) as entries:
            listed = list(entries)
        for entry in listed:
            if entry.name not in OWN:
                self._enter(entry, found, 1)
        self._sniffed = {path: one for path, one in self._sniffed.items() if path in found.looks}
        return found

    def glance(self, path: str) -> Sweep:
        """Look at what an event named: a file, or a folder with all that is in it."""
        found = Sweep()
        parts = PurePath(path).parts
        if not parts or parts[0] in OWN or any(map(is_kept_out, parts[:-1])):
            return found
        with suppress(OSError), os.scandir((self.root / path).parent) as entries:
            for entry in entries:
                if entry.name == parts[-1]:
                    self._enter(entry, found, len(parts))
        return found

    def _enter(self, entry: os.DirEntry[str], found: Sweep, depth: int) -> None:
        try:
            if entry.is_symlink():
                found.links += 1
            elif entry.is_dir(follow_symlinks=False):
                self._descend(entry, found, depth)
            else:
                self._note(entry, found)
        except FileNotFoundError:  # it went away while it was looked at
            return
        except OSError:
            found.unreadable.append(entry.path)

    def _descend(self, entry: os.DirEntry[str], found: Sweep, depth: int) -> None:
        if is_kept_out(entry.name) or depth > DEEPEST:
            return
        with os.scandir(entry.path) as inner:
            for one in inner:
                self._enter(one, found, depth + 1)

    def _note(self, entry: os.DirEntry[str], found: Sweep) -> None:
        look = None if is_temporary(entry.name) else look_of(entry.stat(follow_symlinks=False))
        path = os.path.relpath(entry.path, self.root)
        if look and self._is_recording(path, look):
            found.looks[path] = look
        else:
            found.others += 1

    def _is_recording(self, path: str, look: Look) -> bool:
        if PurePath(path).suffix.lower().lstrip(".") in ENDINGS:
            return True
        known = self._sniffed.get(path)
        if known is None or known[0] != look:
            known = self._sniffed[path] = (look, self._sounds(path))
        return known[1]

    def _sounds(self, path: str) -> bool:
        try:
            handle = os.open(self.root / path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
            with os.fdopen(handle, "rb") as file:
                return sounds_like_audio(file.read(HEAD_BYTES))
        except OSError:
            return False


class Events:
    """What the system says has changed; on shares it may say nothing, and nothing depends on it."""

    def __init__(self, root: Path, wake: Callable[[], None]) -> None:
        self.root = root
        self._wake = wake
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._changed: set[str] = set()
        self._thread = threading.Thread(target=self._listen, name="events", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Stop listening."""
        self._stop.set()

    def changed(self) -> set[str]:
        """Paths in the folder that something happened to since the last call."""
        with self._lock:
            taken, self._changed = self._changed, set()
        return taken

    def _listen(self) -> None:
        while not self._stop.is_set():
            with suppress(Exception):  # the folder vanished, no more watches: scans go on
                for paths in self._batches():
                    with self._lock:
                        self._changed |= paths
                    self._wake()
            self._stop.wait(AGAIN_S)

    def _batches(self) -> Iterator[set[str]]:
        from watchfiles import Change, watch

        def wanted(_: Change, path: str) -> bool:
            return self._inside(path) is not None

        changes = watch(
            self.root,
            watch_filter=wanted,
            debounce=100,
            step=20,
            stop_event=self._stop,
            force_polling=False,  # our own scans poll
            ignore_permission_denied=True,
            raise_interrupt=False,
        )
        for batch in changes:
            yield {inside for _, path in batch if (inside := self._inside(path))}

    def _inside(self, path: str) -> str | None:
        try:
            inside = Path(path).relative_to(self.root)
        except ValueError:
            return None
        if not inside.parts or inside.parts[0] in OWN:
            return None
        return str(inside)
