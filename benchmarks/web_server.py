"""A server in a process of its own for benchmarks: `coach serve`, or the same with a stub in it.

The stub hears the words that stand in a file, so that no model runs; all else is the server's own.
"""

from __future__ import annotations

import contextlib
import os
import random
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING

from batch_process import memory_mb

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
PASSWORD = "a long sentence of words"  # noqa: S105  # of nobody
STUB = f"""
import sys, threading, time
from pathlib import Path
sys.path.insert(0, {str(ROOT / "tests")!r})
from fakes import FakeExecutor, FakeMeaning
from coach import service
from coach.settings import Settings
from coach.weights import Weights
from coach.web import server
from coach.web.address import address
stub = Weights("stub", Path("."), "0" * 64, multilingual=True, source="a stub")
service.find = lambda name, cache: stub
service.Meaning = FakeMeaning
made = service.Coach.__init__
def init(self, settings, executor=None, **more):
    made(self, settings, executor or FakeExecutor(), **more)
service.Coach.__init__ = init
home = Path(sys.argv[1])
settings = Settings(home=home / "home", out=home / "out", timezone="UTC", max_mb=float(sys.argv[3]))
where = address("127.0.0.1", int(sys.argv[2]), None)
server.run(settings, where, team=False, quiet=True, show=False)
"""
KEYS = f"""
import sys
from pathlib import Path
from coach.history import Database
from coach.web.accounts import Accounts
from coach.web.sessions import Keys
database = Database(Path(sys.argv[1]) / "home")
database.prepare()
accounts = Accounts(database)
accounts.join(accounts.invite("admin", "admin", None), {PASSWORD!r})
for rep in range(int(sys.argv[2])):
    link = accounts.invite(f"rep{{rep}}", "rep", f"Rep {{rep}}")
    accounts.join(link, {PASSWORD!r})
    found = next(one for one in accounts.all() if one.name == f"rep{{rep}}")
    print(Keys(database).make(found.id, "load"))
"""


def keys(folder: Path, reps: int) -> list[str]:
    """Make an account `admin` and reps, and return a key of each rep."""
    made = subprocess.run(
        [sys.executable, "-c", KEYS, str(folder), f"{reps}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return made.stdout.split()


def bearer(key: str) -> dict[str, str]:
    """Return the header of who asks."""
    return {"Authorization": f"Bearer {key}"}


def free_port() -> int:
    """Return a port that nobody listens on.

    Below those that systems give to clients: who dials a dead server again and again might be
    given its port, and would speak to itself.
    """
    while True:
        port = random.randrange(20_000, 32_000)  # noqa: S311  # no secret
        with contextlib.suppress(OSError), socket.socket() as found:
            found.bind(("127.0.0.1", port))
            return port


@dataclass
class Server:
    """One server on a history under `folder`; started and killed as often as one likes.

    With `model` it is `coach serve` itself with that model, else the stub.
    """

    folder: Path
    port: int
    model: str | None = None
    max_mb: float = 512.0
    jobs: int = 1
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """Its process."""
        if self.process is None:
            raise RuntimeError("The server was not started.")
        return self.process.pid

    def begin(self) -> None:
        """Start it, and do not wait."""
        temporary = self.folder / "tmp"
        temporary.mkdir(parents=True, exist_ok=True)
        around = {**os.environ, "TMPDIR": str(temporary), "TMP": str(temporary)}
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                self._command(), cwd=ROOT, env=around, stdout=log, stderr=log
            )

    def start(self) -> float:
        """Start it, and wait until it answers; returns how long that took [s]."""
        begun = time.perf_counter()
        self.begin()
        while self.process is not None and self.process.poll() is None:
            if self.answers_s() is not None:
                return time.perf_counter() - begun
            time.sleep(0.02)
        raise RuntimeError(f"The server does not start:\n{self.log()}")

    def _command(self) -> list[str]:
        if self.model is None:
            given = [str(self.folder), f"{self.port}", f"{self.max_mb}"]
            return [sys.executable, "-c", STUB, *given]
        options = {
            "port": self.port,
            "home": self.folder / "home",
            "out": self.folder / "out",
            "model": self.model,
            "max-mb": self.max_mb,
            "jobs": self.jobs,
            "timezone": "UTC",
        }
        given = [word for name, value in options.items() for word in (f"--{name}", f"{value}")]
        return [sys.executable, "-m", "coach", "serve", "--quiet", *given]

    def answers_s(self) -> float | None:
        """Return how long it takes to say that it is there [s]; None where it does not."""
        begun = time.perf_counter()
        line = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            line.request("GET", "/health")
            line.getresponse().read()
        except (OSError, HTTPException):
            return None
        finally:
            line.close()
        return time.perf_counter() - begun

    def kill(self) -> None:
        """Kill it with -9."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(60)

    def log(self) -> str:
        """Return what it wrote of warnings and errors."""
        return (self.folder / "server.log").read_text(errors="replace")

    def memory_mb(self, what: str = "VmRSS") -> float:
        """Return the server's resident memory now, or with VmHWM the most since `forget_peak`."""
        return memory_mb(self.pid, what)

    def forget_peak(self) -> None:
        """Let the most memory be counted anew."""
        Path(f"/proc/{self.pid}/clear_refs").write_text("5")

    def children(self) -> list[int]:
        """Return its processes that hear, as numbers."""
        tasks = Path(f"/proc/{self.pid}/task").glob("*/children")
        return [int(child) for task in tasks for child in task.read_text().split()]

    def files(self) -> set[str]:
        """Return every file it keeps but the history's own, its log and reports."""
        return set(_names(self.folder / "home")) | set(_names(self.folder / "tmp"))


def _names(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        name = str(path.relative_to(folder.parent))
        known = ("home/history.sqlite3", "home/heard", "home/serve.lock")  # its own
        if path.is_file() and not name.startswith(known) and path.name != ".coach-history":
            yield name
