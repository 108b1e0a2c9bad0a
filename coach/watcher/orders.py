"""What one watcher was asked to do, beyond the settings that scoring has anyway."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

SETTLE_S = 5.0
INTERVAL_S = 0.5
PATIENCE_S = 60.0
LEAST_FREE_BYTES = 1_000_000_000
"""Below this much free disk nothing new is begun (issue 7)."""
GRACE_S = 8.0
"""Work in hand has this long to end once a stop was asked for; containers are killed after 10 s."""


@dataclass(frozen=True, slots=True)
class Orders:
    """How to watch.

    A file is ready `settle_s` after it last changed. Every `interval_s` the folder is looked
    through. A file that breaks off is waited for `patience_s` before it is taken as it is.
    `leave` None asks the folder: what a sync tool keeps or is not ours to write stays in place.
    `levels` says what sub-folders name, from the top. `since` leaves older recordings alone.
    `hook` is a command line to run for every scored message, with its JSON on standard input.
    """

    settle_s: float = SETTLE_S
    interval_s: float = INTERVAL_S
    patience_s: float = PATIENCE_S
    leave: bool | None = None
    once: bool = False
    since: datetime | None = None
    levels: tuple[str, ...] = ("rep", "prospect")
    hook: str | None = None
    notify: bool = False
    json: bool = False
    log_json: bool = False
    quiet: bool = False
    events: bool = True
    grace_s: float = GRACE_S
    least_free_bytes: int = LEAST_FREE_BYTES
