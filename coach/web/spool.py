"""Where recordings wait, under `--home`: streamed to disk, never in memory, no name of theirs."""

from __future__ import annotations

import asyncio
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coach.settings import HISTORY_MARK
from coach.web.body import patient
from coach.web.refused import Refused

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO

    from coach.web.limits import Limits
    from coach.web.uploads import State

OWNER_ONLY = 0o700


@dataclass(frozen=True, slots=True)
class Spool:
    """A folder of recordings that wait, each under its upload's number.

    `busy` are those that are being received, with whose they are.
    """

    folder: Path
    limits: Limits
    busy: dict[str, int] = field(default_factory=dict)

    def prepare(self) -> None:
        """Make the folder, and take away what a killed server was practising in."""
        self.folder.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
        (self.folder / HISTORY_MARK).touch()
        for path in self.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)

    def tidy(self, files: Callable[[], Mapping[str, State]]) -> None:
        """Let go of recordings that nobody waits for; `files` are those known, with their states.

        A recording is known before it is here, so what is here is looked at first.
        """
        here = [path for path in self.folder.iterdir() if path.is_file()]
        known = {HISTORY_MARK: "waiting", **files()}
        for path in here:
            if known.get(path.name, "done") == "done":
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
        Refused
            413 where it is too large, 507 where the disk or the server's share of it is full.
        """
        if size > self.limits.bytes_each:
            raise _too_large(self.limits)
        free = shutil.disk_usage(self.folder).free
        if kept + size > self.limits.total_gb * 1e9 or free - size < self.limits.free_gb * 1e9:
            told = "There is no room for more recordings until those that wait are scored."
            raise Refused(507, told)

    def refuse_more(self, coming: int | None, missing: int, size: int) -> None:
        """Refuse a body that says of itself that it is longer than what is `missing` of `size`.

        Raises
        ------
        Refused
            413 before a byte of it is read.
        """
        if coming is not None and coming > missing:
            raise _too_much(size, self.limits)

    @contextmanager
    def alone(self, name: str, account: int) -> Iterator[None]:
        """Receive a recording in one place at a time.

        Raises
        ------
        Refused
            409 where another tab is sending it, 503 where too many are sent at once.
        """
        if name in self.busy:
            raise Refused(409, "This recording is being sent in another tab already.")
        own = list(self.busy.values()).count(account)
        if len(self.busy) >= self.limits.streams or own >= self.limits.streams_each:
            raise Refused(503, "Too many recordings are being sent at once; try again shortly.")
        self.busy[name] = account
        try:
            yield
        finally:
            del self.busy[name]

    async def receive(self, name: str, chunks: AsyncIterator[bytes], start: int, size: int) -> int:
        """Write a recording from byte `start` on as it comes; return how many bytes it has.

        What came before a line broke stays, so that the rest can be sent later. Of a recording
        with more bytes than the `size` that was announced nothing stays.

        Raises
        ------
        Refused
            408 where too little comes for too long, 413 where too much does, 507 where the
            disk is full.
        """
        try:
            with os.fdopen(os.open(self.path(name), os.O_CREAT | os.O_RDWR, 0o600), "r+b") as file:
                file.seek(start)
                file.truncate()
                had = await self._written(file, chunks, size)
        except OSError as error:
            told = f"The recording could not be stored ({error.strerror or 'no reason given'})."
            raise Refused(507, told) from error
        if had > size:
            self.drop(name)
            raise _too_much(size, self.limits)
        return had

    async def _written(self, file: BinaryIO, chunks: AsyncIterator[bytes], most: int) -> int:
        """Write chunks until there are none, or too many; return how long the file would be."""
        had = file.tell()
        async for chunk in patient(chunks, self.limits):
            had += len(chunk)
            if had > most:
                return had
            file.write(chunk)
        file.flush()
        await asyncio.to_thread(os.fsync, file.fileno())
        return had


def _too_large(limits: Limits) -> Refused:
    return Refused(413, f"The file is too large: the limit is {limits.max_mb:g} MB.")


def _too_much(size: int, limits: Limits) -> Refused:
    if size >= limits.bytes_each:
        return _too_large(limits)
    return Refused(413, f"More came than the {size:,} bytes that were announced; send it again.")
