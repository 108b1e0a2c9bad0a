"""A Dask cluster for `batch.py`, on this machine: started, stopped, and a worker killed."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from batch_process import Command, tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WORKERS = 2
STARTED_S = 60.0
CALM = {"DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "1s"}
"""What docs/cluster.md advises for machines with few cores: Dask looks at itself less often."""


def kill_worker(workers: Command) -> int:
    """Kill one of the processes that do the work, not its nanny, which starts it again.

    Raises
    ------
    RuntimeError
        Where there is none.
    """
    for one in tree(workers.process.pid):
        if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes():
            os.kill(one, signal.SIGKILL)
            return one
    raise RuntimeError("no worker to kill")


@contextmanager
def started(root: Path, *, calm: bool) -> Iterator[tuple[str, list[Command]]]:
    """A scheduler and workers of one thread each, by the commands of docs/cluster.md.

    Raises
    ------
    RuntimeError
        With their log, where they do not start.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    dask, address = str(Path(sys.executable).parent / "dask"), f"tcp://127.0.0.1:{port}"
    log = root / "cluster.log"
    scheduler = [dask, "scheduler", "--host", "127.0.0.1", "--port", port]
    worker = [dask, "worker", address, "--nthreads", "1", "--nworkers", str(WORKERS)]
    worker += ["--local-directory", "dask"]
    parts: list[Command] = []
    try:
        for words in (scheduler, worker):
            parts.append(Command(words, log, root, CALM if calm else {}).start())
        end = time.monotonic() + STARTED_S
        while log.read_text().count("Registered to") < WORKERS:
            if time.monotonic() > end:
                raise RuntimeError(log.read_text())
            time.sleep(0.2)
        yield address, parts
    finally:
        for part in reversed(parts):
            part.stop()


def of_all(parts: Sequence[Command]) -> list[int]:
    """Every process of the cluster."""
    return [one for part in parts for one in tree(part.process.pid)]
