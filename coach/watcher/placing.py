"""Moving files inside the drop folder: one rename each, never over another file."""

from __future__ import annotations

import itertools
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Iterator

WORKING = "working"
OWN = (WORKING, "done", "failed", "duplicates")
LOCK = ".coach-watch.lock"
REASON = ".reason.txt"


@dataclass(frozen=True, slots=True)
class DropFolder:
    """The folder, resolved; paths inside it are relative, with the system's separators."""

    root: Path

    def inbox(self, path: str) -> Path:
        """Where a file was dropped."""
        return self.root / path

    def working(self, id: int, path: str) -> Path:
        """Where a file lies while it is worked on."""
        return self.root / WORKING / str(id) / path

    def take(self, id: int, path: str) -> Path:
        """Move a dropped file into working/.

        Raises
        ------
        OSError
            Where it is gone, or somebody holds it; it lies where it lay.
        """
        place = self.working(id, path)
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            self.inbox(path).rename(place)
        except OSError:
            self.tidy(id, path)
            raise
        return place

    def give_back(self, id: int, path: str) -> str:
        """Move a file out of working/ to where it was dropped; returns where it lies now.

        Raises
        ------
        OSError
            Where it is gone or the folder cannot be written.
        """
        back = self._free(Path(path))
        (self.root / back).parent.mkdir(parents=True, exist_ok=True)
        self.working(id, path).rename(self.root / back)
        self.tidy(id, path)
        return str(back)

    def place(self, kind: str, path: str) -> str:
        """Name a free place for a file in done, failed or duplicates."""
        return str(self._free(Path(kind) / path))

    def put(self, id: int, path: str, place: str) -> str:
        """Move a file from working/ to its place, its sidecar with it; returns where it lies now.

        Raises
        ------
        OSError
            Where it is gone or the folder cannot be written.
        """
        source = self.working(id, path)
        source.lstat()
        place = str(self._free(Path(place)))
        target = self.root / place
        target.parent.mkdir(parents=True, exist_ok=True)
        for name, new in sidecar_names(path, place):
            with suppress(OSError):
                if self.inbox(name).is_file() and not (self.root / new).exists():
                    self.inbox(name).rename(self.root / new)
        source.rename(target)
        self.tidy(id, path)
        return place

    def explain(self, place: str, text: str) -> None:
        """Write, beside a failed file, why; aside first, so that nobody reads half of it.

        Raises
        ------
        OSError
            Where the folder cannot be written.
        """
        target = self.root / _reason_name(place)
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_name(f".{uuid4().hex}.tmp")
        try:
            aside.write_text(text, encoding="utf-8")
            aside.replace(target)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise

    def tidy(self, id: int, path: str) -> None:
        """Remove the folders that were made for one file, and those it left empty where dropped."""
        with suppress(OSError):
            for parent in PurePath(path).parents:
                (self.root / WORKING / str(id) / parent).rmdir()

    def strays(self) -> Iterator[tuple[int, str]]:
        """Files that lie in working/, with the number they were taken under."""
        top = self.root / WORKING
        for folder, _, names in os.walk(top):
            inside = Path(folder).relative_to(top).parts
            if inside and inside[0].isdecimal():
                yield from ((int(inside[0]), str(Path(*inside[1:], name))) for name in names)

    def _free(self, path: Path) -> Path:
        """The path itself, else with a number behind its name, where something lies there."""
        for number in itertools.count(1):
            name = path.name if number == 1 else f"{path.stem} ({number}){path.suffix}"
            candidate = path.with_name(name)
            if not os.path.lexists(self.root / candidate):
                return candidate
        raise AssertionError  # count() never ends


def sidecar_names(path: str, place: str) -> Iterator[tuple[str, str]]:
    """Names a sidecar of a file may have, each with its name beside the file's new place."""
    yield f"{path}.json", f"{place}.json"
    yield str(PurePath(path).with_suffix(".json")), str(PurePath(place).with_suffix(".json"))


def _reason_name(place: str) -> str:
    name = PurePath(place).name
    while len(os.fsencode(name + REASON)) > 255:
        name = name[:-1]
    return str(PurePath(place).with_name(name + REASON))
