"""Messages of one run in order of time: which of them a message has to wait for.

What is said of a message looks at those recorded before it: to the same prospect, and by the
same rep. All of them in the run must have been heard before it is judged.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from coach.identity import compared, prospect_key, utc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.records import Recording

LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Sequences:
    """The sequences of one run, known by time before anything is heard.

    Recordings are named by their place in the run.
    """

    def __init__(self, recordings: Sequence[Recording]) -> None:
        self._before: list[tuple[int, ...]] = [()] * len(recordings)
        self._dealt_with: set[int] = set()
        self._ready: set[int] = set()
        self._given: set[int] = set()
        last: dict[tuple[str, str], int] = {}
        order = sorted(range(len(recordings)), key=lambda index: _when(recordings[index]))
        self._rank = {index: rank for rank, index in enumerate(order)}
        for index in order:
            recording = recordings[index]
            chains = {"to": prospect_key(recording), "by": compared(recording.rep)}
            links = [(kind, name) for kind, name in chains.items() if name]
            self._before[index] = tuple({last[link] for link in links if link in last})
            last.update(dict.fromkeys(links, index))

    def dealt_with(self, index: int) -> None:
        """Note that a recording was heard, or cannot be."""
        self._dealt_with.add(index)

    def ready(self, index: int) -> bool:
        """Whether this recording and all that it waits for have been dealt with."""
        pending = [index]
        seen: set[int] = set()
        while pending:
            one = pending.pop()
            if one in self._ready or one in seen:
                continue
            if one not in self._dealt_with:
                return False
            seen.add(one)
            pending += self._before[one]
        self._ready |= seen
        return True

    def due(self, index: int) -> tuple[int, ...]:
        """A ready recording and what it waits for, oldest first, each given out once only."""
        pending = [index]
        found: set[int] = set()
        while pending:
            one = pending.pop()
            if one not in self._given and one not in found:
                found.add(one)
                pending += self._before[one]
        self._given |= found
        return tuple(sorted(found, key=self._rank.__getitem__))


def _when(recording: Recording) -> tuple[datetime, str, str]:
    at = utc(recording.recorded_at) if recording.recorded_at else LONG_AGO
    return at, PurePath(recording.path).name, recording.path
