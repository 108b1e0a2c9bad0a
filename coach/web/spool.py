"""Where recordings wait, under `--home`: streamed to disk, never in memory, no name of theirs."""

from __future__ import annotations

import asyncio
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coach.settings import HISTORY_MARK

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping
    from pathlib import Path

    from coach.web.limits import Limits
    from coach.web.uploads import State

OWNER_ONLY = 0o700


class SpoolError(Exception):
    """A recording that is not taken in: an HTTP status, and a sentence for its sender."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


@dataclass(frozen=True, slots=True)
class Spool:
    """A folder of recordings that wait, each under its upload's number."""

    folder: Path
    limits: Limits
    busy: set[str] = field(default_factory=set)

    def prepare(self, files: Mapping[str, State]) -> None:
        """Make the folder, and let go of recordings that nobody waits for."""
        self.folder.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
        (self.folder / HISTORY_MARK).touch()
        for path in self.folder.iterdir():
            if path.name != HISTORY_MARK and files.get(path.name, "done") == "done":
                path.unlink(missing_ok=True)

    def path(self, name: str) -> Path:
        """Return where a recording is."""
        return self.folder / name

    def size(self, name: str) -> int:
        """Return how many bytes of a recording have come so far."""
        try:
            return self.path(name).stat().st_size
        except OSError:
            return 0

    def drop(self, name: str) -> None:
        """Let go of a recording."""
        self.path(name).unlink(missing_ok=True)

    def refuse_full(self, size: int, kept: int) -> None:
        """Refuse a recording for which there is no room.

        Raises
        ------
        SpoolError
            413 where it is too large, 507 where the disk or the server's share of it is full.
        """
        if size > self.limits.bytes_each:
            raise _too_large(self.limits)
        free = shutil.disk_usage(self.folder).free
        if kept + size > self.limits.total_gb * 1e9 or free - size < self.limits.free_gb * 1e9:
            told = "There is no room for more recordings until those that wait are scored."
            raise SpoolError(507, told)

    @contextmanager
    def alone(self, name: str) -> Iterator[None]:
        """Receive a recording in one place at a time.

        Raises
        ------
        SpoolError
            409 where another tab is sending it, 503 where too many are sent at once.
        """
        if name in self.busy:
            raise SpoolError(409, "This recording is being sent in another tab already.")
        if len(self.busy) >= self.limits.streams:
            raise SpoolError(503, "Too many recordings are being sent at once; try again shortly.")
        self.busy.add(name)
        try:
            yield
        finally:
            self.busy.discard(name)

    async def receive(self, name: str, chunks: AsyncIterator[bytes], start: int) -> int:
        """Write a recording from byte `start` on as it comes; return how many bytes it has.

        What came before a line broke stays, so that the rest can be sent later.

        Raises
        ------
        SpoolError
            408 where nothing comes for too long, 413 where too much does, 507 where the disk
            is full.
        """
        had = start
        try:
            with os.fdopen(os.open(self.path(name), os.O_CREAT | os.O_RDWR, 0o600), "r+b") as file:
                file.seek(start)
                file.truncate()
                async for chunk in self._timed(chunks):
                    had += len(chunk)
                    if had > self.limits.bytes_each:
                        raise _too_large(self.limits)
                    file.write(chunk)
                file.flush()
                await asyncio.to_thread(os.fsync, file.fileno())
        except OSError as error:
            told = f"The recording could not be stored ({error.strerror or 'no reason given'})."
            raise SpoolError(507, told) from error
        return had

    async def _timed(self, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        while True:
            try:
                chunk = await asyncio.wait_for(anext(chunks), self.limits.idle_s)
            except StopAsyncIteration:
                return
            except TimeoutError as error:
                told = f"Nothing came for {self.limits.idle_s:g} seconds; send the rest again."
                raise SpoolError(408, told) from error
            yield chunk


def _too_large(limits: Limits) -> SpoolError:
    return SpoolError(413, f"The file is too large: the limit is {limits.max_mb:g} MB.")
