"""Running commands seen from outside: memory, processor time, what they open; and their end."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import struct
import subprocess
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

TICK_S, WEIGHED_S = 0.2, 0.5
OPENED, CLOSED = 0x20, 0x10
"""What Linux tells of a file: opened, and closed by who could only read."""
EVENT = struct.Struct("iIII")


@dataclass
class Command:
    """A command in a process group of its own; its JSON Lines with when each came."""

    words: Sequence[str]
    log: Path
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    lines: list[tuple[float, dict[str, Any]]] = field(default_factory=list)
    pss: list[tuple[float, float]] = field(default_factory=list)
    begun: float = 0.0
    ended: float = 0.0
    cpu_s: float = 0.0

    def start(self) -> Command:
        """Start it."""
        self.begun = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.words,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
                cwd=self.folder,
                env={**os.environ, **self.environment},
            )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        return self

    def finish(
        self, meanwhile: Callable[[], bool] = lambda: False, *, weighed: bool = False
    ) -> int:
        """Wait for its end, killing it once `meanwhile` says so; give the exit status.

        Weighed, it is so every half second.
        """
        try:
            while not self._has_ended():
                at = time.monotonic() - self.begun
                if weighed and at >= WEIGHED_S * len(self.pss):
                    self.pss.append((at, pss_mb(tree(self.process.pid))))
                if meanwhile():
                    self.kill()
                time.sleep(TICK_S)
        except BaseException:
            self.kill()
            raise
        self._reader.join()
        return int(self.process.returncode)

    def kill(self) -> None:
        """Kill -9 the whole group: no process of it can tidy up."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def stop(self) -> None:
        """End it as Ctrl-C does, and everything it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(20)
        self.kill()
        self.process.wait()
        self._reader.join()

    def _has_ended(self) -> bool:
        ended, status, used = os.wait4(self.process.pid, os.WNOHANG)
        if not ended:
            return False
        self.process.returncode = os.waitstatus_to_exitcode(status)
        self.ended, self.cpu_s = time.monotonic(), used.ru_utime + used.ru_stime
        return True

    def _read(self) -> None:
        for line in self.process.stdout or ():
            if line.startswith("{"):
                with contextlib.suppress(ValueError):  # cut off by a kill
                    self.lines.append((time.monotonic(), json.loads(line)))


def memory_mb(process: int, what: str = "VmRSS") -> float:
    """Resident memory of a process as Linux tells it: now, or with VmHWM the most there was."""
    try:
        text = Path(f"/proc/{process}/status").read_text()
    except OSError:  # it has gone
        return 0.0
    return int((text.partition(f"{what}:")[2].split() or ["0"])[0]) / 1e3


def tree(process: int) -> list[int]:
    """A process and all that come from it."""
    found, rest = [], [process]
    while rest:
        found.append(rest.pop())
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{found[-1]}/task").iterdir():
                rest += map(int, (task / "children").read_text().split())
    return found


def pss_mb(processes: Iterable[int]) -> float:
    """Proportional set size of processes: what they share is counted once."""
    total = 0
    for one in processes:
        with contextlib.suppress(OSError, ValueError):  # gone meanwhile
            text = Path(f"/proc/{one}/smaps_rollup").read_text()
            total += int(text.partition("\nPss:")[2].split()[0])
    return total * 1024 / 1e6


def cpu_s(processes: Iterable[int]) -> float:
    """Processor seconds of processes and of those of their children that are gone."""
    total = 0
    for one in processes:
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            total += sum(map(int, fields[11:15]))
    return total / os.sysconf("SC_CLK_TCK")


class Opens:
    """Counts how often each file of some folders is opened, as Linux tells it (inotify)."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._handle = self._libc.inotify_init1(os.O_CLOEXEC | os.O_NONBLOCK)
        self._folders: dict[int, Path] = {}
        for folder in folders:
            # Both kinds: two equal events in a row would be told as one.
            mark = self._libc.inotify_add_watch(
                self._handle, os.fsencode(folder), ctypes.c_uint32(OPENED | CLOSED)
            )
            if mark < 0:
                raise OSError(ctypes.get_errno(), "inotify", str(folder))
            self._folders[mark] = folder

    def counted(self) -> Counter[str]:
        """How often each file was opened since this was last asked; folders do not count."""
        found: Counter[str] = Counter()
        while True:
            try:
                content = os.read(self._handle, 1 << 16)
            except BlockingIOError:
                return found
            place = 0
            while place < len(content):
                mark, mask, _, size = EVENT.unpack_from(content, place)
                name = content[place + EVENT.size : place + EVENT.size + size].rstrip(b"\0")
                place += EVENT.size + size
                if mask & OPENED and name:
                    found[str(self._folders[mark] / os.fsdecode(name))] += 1

    def close(self) -> None:
        """Stop counting."""
        os.close(self._handle)
