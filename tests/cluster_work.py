"""What the workers of a test's cluster do; importable by name on them."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from coach.errors import FailureKind, RecordingError


@dataclass(frozen=True)
class Parcel:
    """An item that travels: a name, and bytes once it is packed."""

    name: str
    content: bytes | None = None


def survey() -> dict[str, str]:
    """Tell one version."""
    return {"coach": "1"}


def late_survey() -> dict[str, str]:
    """Tell another version in every process but the first two that ask, by the environment."""
    return {"coach": os.environ.get("COACH_TEST_VERSION", "1")}


def broken_survey() -> dict[str, str]:
    """Fail as a worker without weights does."""
    raise RecordingError(FailureKind.INTERNAL, "the weights are not there")


def pack(parcel: Parcel) -> Parcel:
    """Put bytes into a parcel; one cannot be read."""
    if parcel.name == "unreadable":
        raise RecordingError(FailureKind.UNREADABLE, "The file may not be read.")
    return Parcel(parcel.name, parcel.name.encode() * 1000)


def shout(parcel: Parcel) -> str:
    """Do what the name says, or give it back in capitals."""
    if parcel.name.startswith("kill once "):
        mark = Path(parcel.name.removeprefix("kill once "))
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    if parcel.name == "fail":
        raise RecordingError(FailureKind.NO_SPEECH, "No speech was heard in this recording.")
    if parcel.name == "hang":
        time.sleep(600)
    assert parcel.content
    return parcel.content[: len(parcel.name)].decode().upper()


def stopped(address: str) -> set[str]:
    """Tell what a worker that did some work does no more at intervals."""
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        told = client.run(still)
    return {name for names in told.values() for name in names}


def still(dask_worker) -> list[str]:
    """Tell which of a worker's callbacks do not run."""
    return [name for name, one in dask_worker.periodic_callbacks.items() if not one.is_running()]


def endless(limit: float = 3600.0):
    """Return a time limit for all."""
    return lambda item: limit
