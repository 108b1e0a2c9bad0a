"""`coach watch` as a real process, with a recogniser that needs no model.

    python -m tests.watcher.stub FOLDER --home HOME --out OUT [any option of watch]

A recording holds its own words. Its first word may be an order: CRASH kills the worker, HANG never
ends, GREEDY eats memory, SLOW takes a while, CUT breaks off. A line is written for each hearing.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

SLOW_S = 1.0


def _crash(_: bytes) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _hang(_: bytes) -> None:
    threading.Event().wait()


def _eat(_: bytes) -> None:
    eaten = []
    while True:
        eaten.append(bytearray(50_000_000))


def _dawdle(_: bytes) -> None:
    threading.Event().wait(SLOW_S)


ORDERS = {b"CRASH": _crash, b"HANG": _hang, b"GREEDY": _eat, b"SLOW": _dawdle}


def _hangs(item: Any) -> bool:
    return Path(item.location).read_bytes().startswith(b"HANG")


def stubbed(pair: tuple[Any, Any]) -> Any:
    """Answer for what a worker would do."""
    function, item = pair
    content = Path(item.location).read_bytes()
    first = content.split()[0] if content.split() else b""
    if function.__name__ == "breaks_off":
        return "it stops too early" if not content.rstrip().endswith(b".") else None
    from coach.errors import FailureKind, RecordingError
    from coach.pipeline import Heard
    from coach.watcher import lanes

    lanes._bound_memory()
    try:
        if first in ORDERS:
            ORDERS[first](content)
    except MemoryError as error:
        raise RecordingError(FailureKind.TOO_LARGE, "It takes too much memory.") from error
    if first.decode() in FailureKind.__members__:
        raise RecordingError(FailureKind[first.decode()], "A stub's failure.")
    from fakes import heard

    threading.Event().wait(float(os.environ.get("STUB_TAKES_S", "0")))
    return Heard(item.key, heard(content), b"sound")


def main() -> int:
    """Run the command with everything heavy replaced."""
    from fakes import FakeMeaning

    from coach import service
    from coach.watcher import eyes, lanes, space
    from coach.weights import Weights

    weights = Weights("fake", ROOT, "0" * 64, multilingual=True, source="a stub")
    service.find = lambda name, cache: weights
    service.Meaning = FakeMeaning
    lanes.guarded = stubbed
    lanes.MEMORY_BYTES = 1_500_000_000
    limit = float(os.environ.get("STUB_LIMIT_S", "0"))
    if limit:
        lanes.Lane._time_limit_s = lambda self, pair: limit if _hangs(pair[1]) else 600.0
    if os.environ.get("STUB_NO_EVENTS"):
        eyes.Events.start = lambda self: None
    if full := os.environ.get("STUB_FULL"):
        space.free_bytes = lambda path: 10**6 if Path(full).exists() else 10**12
    return run(sys.argv[1:])


def run(arguments: list[str]) -> int:
    """Run the command alone, with the error handling of the command line."""
    import typer

    from coach.errors import CoachError
    from coach.watcher.command import watch

    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(watch)
    try:
        return int(app(args=arguments, standalone_mode=False) or 0)
    except CoachError as error:
        typer.echo(str(error), err=True)
        return int(error.exit_code)
    except typer.Exit as left:
        return left.exit_code


if __name__ == "__main__":
    sys.exit(main())
