"""What becomes of a file after work on it: pure decisions, no file is touched here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coach.errors import FailureKind

Where = Literal["done", "failed", "again", "gone"]

FIRST_WAIT_S = 5.0
LONGEST_WAIT_S = 600.0
MOST_TRIES = {
    FailureKind.WORKER_DIED: 3,
    FailureKind.UNREADABLE: 5,
    FailureKind.TIMED_OUT: 2,
    FailureKind.NOT_FOUND: 5,  # and yet it is there: its folder was away
}
"""How often a kind of failure is tried that may pass; every other kind is tried once (ours)."""
MOST_SYSTEM_TRIES = 8
"""How often one file may meet a fault of the system while others do not (ours)."""
MOST_STARTS = 10
"""A file that coach was killed over this often, the last times alone, is not begun again (ours)."""
ALONE_AFTER = 2
"""After this many such ends a file is worked on last and alone: no other answers for it."""

ADVICE = {
    FailureKind.NOT_FOUND: "Drop the recording again.",
    FailureKind.UNREADABLE: "Put that right, let coach read the file, or copy it anew.",
    FailureKind.NOT_AUDIO: "Export the recording as WAV, MP3 or M4A and drop that.",
    FailureKind.NO_AUDIO: "Export the recording with its sound and drop that.",
    FailureKind.TRUNCATED: "Copy or export the recording once more; this copy stops too early.",
    FailureKind.NO_SPEECH: "Listen to it: if somebody speaks, drop a louder copy.",
    FailureKind.OTHER_LANGUAGE: "coach scores English; --language takes others as they are.",
    FailureKind.TOO_LONG: "Cut it to the message, or raise --max-minutes.",
    FailureKind.TOO_LARGE: "Save it as MP3 or M4A, or raise --max-mb.",
    FailureKind.WORKER_DIED: "The file may be damaged: export it once more, in another format.",
    FailureKind.TIMED_OUT: "Export it once more, in another format; if the computer was busy or "
    "asleep, just try again.",
    FailureKind.INTERNAL: "Please report this, with the log line.",
}


@dataclass(frozen=True, slots=True)
class Disposal:
    """Where a file goes; for "again": after how many seconds, and whether the try counts."""

    where: Where
    wait_s: float = 0.0
    counts: bool = True


def backoff_s(tries: int) -> float:
    """Seconds to wait after this many tries in vain (>= 1): 5, 10, 20 ... up to 10 minutes."""
    return float(min(FIRST_WAIT_S * 2 ** min(tries - 1, 30), LONGEST_WAIT_S))


def after_failure(kind: FailureKind, tries: int, *, there: bool) -> Disposal:
    """Decide after a failure of the recording; `tries` counts this one, `there`: it exists."""
    if not there:
        return Disposal("gone")
    if tries < MOST_TRIES.get(kind, 1):
        return Disposal("again", backoff_s(tries))
    return Disposal("failed")


def after_fault(tries: int, *, others_work: bool) -> Disposal:
    """Decide after a fault of the system (disk full, history held): no file's fault.

    `tries` counts this one. It only counts where another file was scored since the last try.
    """
    if others_work and tries >= MOST_SYSTEM_TRIES:
        return Disposal("failed")
    return Disposal("again", backoff_s(tries), counts=others_work)


def reason_text(name: str, kind: FailureKind, message: str, tries: int) -> str:
    """What is written beside a failed file: what happened, what to do, for a person."""
    tried = f" It was tried {tries} times." if tries > 1 else ""
    return (
        f"{name} could not be scored.\n\n"
        f"Why: {message}{tried}\n"
        f"What to do: {ADVICE[kind]}\n"
        "To try again, move the recording back into the drop folder.\n\n"
        f"({kind})\n"
    )
