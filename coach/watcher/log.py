"""What the watcher says: lines for people, or one JSON object a line for machines."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = {
    "started": "Watching {folder}; reports go to {out}.",
    "leaves": "Files stay where they are: {why}.",
    "waiting": "{path} is not finished yet ({reason}); it is looked at again in {wait_s:.0f} s.",
    "again": "{path} is tried again in {wait_s:.0f} s: {reason}",
    "scored": "{path}: {score}, {report}",
    "failed": "{path} could not be scored: {reason}",
    "copy": "{path} is a message that was scored before.",
    "gone": "{path} went away before it was scored.",
    "recovered": "{count} files that were in work when coach last ended are gone on with.",
    "away": "{folder} cannot be seen ({reason}); waiting for it to come back.",
    "back": "{folder} can be seen again.",
    "full": "Less than {least_gb:.1f} GB free on {where}; nothing new is begun until then.",
    "room": "There is room again.",
    "fault": "{path} has to wait: {reason}",
    "links": "{count} links are left alone.",
    "trouble": "{reason}",
    "stopping": "Stopping: {count} in work are given {grace_s:.0f} s to end.",
    "returned": "{path} was given back; it is scored next time.",
    "stopped": "Stopped. {done} scored, {failed} failed, {copies} copies.",
}
"""A sentence for each event; the machine's object has the same fields."""
LEVELS = {
    **dict.fromkeys(("failed", "fault", "trouble", "again"), "warning"),
    **dict.fromkeys(("away", "full"), "error"),
}


@dataclass(slots=True)
class Log:
    """Writes events to standard error; a reader that went away stops nobody."""

    as_json: bool
    quiet: bool
    now: Callable[[], float]

    def __call__(self, event: str, **fields: Any) -> None:
        """Write one event."""
        level = LEVELS.get(event, "info")
        if self.quiet and level == "info":
            return
        at = datetime.fromtimestamp(self.now()).astimezone().isoformat(timespec="seconds")
        if self.as_json:
            line = json.dumps({"at": at, "level": level, "event": event, **fields}, default=str)
        else:
            shown = {name: plain(value) for name, value in fields.items()}
            line = f"{at} {WORDS[event].format(**shown)}"
        with suppress(OSError, ValueError):
            sys.stderr.write(line + "\n")
            sys.stderr.flush()


def plain(value: Any) -> Any:
    """Control characters out of names: a file name must not move the cursor."""
    if not isinstance(value, str):
        return value
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in value)
