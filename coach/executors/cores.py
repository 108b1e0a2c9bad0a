"""How many workers this machine has room for."""

from __future__ import annotations

import os
import sys
from pathlib import Path

WORKER_BYTES = 500_000_000
"""Memory reckoned for one worker (ours)."""
CGROUP = Path("/sys/fs/cgroup")
"""Where Linux tells a container's limits (version 2)."""
MEMINFO = Path("/proc/meminfo")


def worker_count(jobs: int | None = None) -> int:
    """Return `jobs` where given, else what cores and free memory allow; never below 1."""
    if jobs is not None:
        return max(1, jobs)
    memory = _available_bytes()
    fitting = sys.maxsize if memory is None else memory // WORKER_BYTES
    return max(1, min(_cores(), fitting))


def _cores() -> int:
    """Cores this process may use: a container's share may be less than the machine's."""
    cores = os.cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        cores = len(os.sched_getaffinity(0))
    quota, period = [*_words(CGROUP / "cpu.max"), "max", "max"][:2]
    return min(cores, -(-int(quota) // int(period))) if quota.isdecimal() else cores


def _available_bytes() -> int | None:
    """Memory that can be had; None where the system has no plain file that tells."""
    limits = [int(word) for word in _words(CGROUP / "memory.max") if word.isdecimal()]
    meminfo = _words(MEMINFO)
    if "MemAvailable:" in meminfo:
        limits.append(int(meminfo[meminfo.index("MemAvailable:") + 1]) * 1024)
    return min(limits, default=None)


def _words(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="ascii").split()
    except OSError:
        return []
