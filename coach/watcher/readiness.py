"""Which files of a folder have stopped changing: pure, the clock is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coach.watcher.looks import Look


@dataclass(slots=True)
class _Pending:
    look: Look
    since_s: float


class Readiness:
    """Files that are looked at until they have been the same for `settle_s` seconds.

    Times are seconds of a clock that never goes backwards and stands for nothing else.
    """

    def __init__(self, settle_s: float) -> None:
        self.settle_s = settle_s
        self._pending: dict[str, _Pending] = {}

    def __len__(self) -> int:
        return len(self._pending)

    def __contains__(self, path: object) -> bool:
        return path in self._pending

    def see(self, path: str, look: Look | None, now_s: float) -> None:
        """Note how a file looks now; None where it is gone."""
        known = self._pending.get(path)
        if look is None:
            self._pending.pop(path, None)
        elif known is None or known.look != look:
            self._pending[path] = _Pending(look, now_s)

    def see_all(self, looks: Mapping[str, Look], now_s: float) -> None:
        """Note a whole scan: what it did not find is gone."""
        for path in [path for path in self._pending if path not in looks]:
            del self._pending[path]
        for path, look in looks.items():
            self.see(path, look, now_s)

    def due(self, now_s: float) -> list[str]:
        """Files that have not changed for long enough, oldest change on disk first.

        A look may be old by now: who takes a file must look once more.
        """
        due = [
            (p.look.mtime_ns, path) for path, p in self._pending.items() if self._is_due(p, now_s)
        ]
        return [path for _, path in sorted(due)]

    def put_off(self, path: str, now_s: float) -> None:
        """Wait once more for a file that looks the same, but is not ready."""
        if path in self._pending:
            self._pending[path].since_s = now_s

    def look(self, path: str) -> Look:
        """How a file looked the last time.

        Raises
        ------
        KeyError
            Where it is not being looked at.
        """
        return self._pending[path].look

    def drop(self, paths: Iterable[str]) -> None:
        """Stop looking at these."""
        for path in paths:
            self._pending.pop(path, None)

    def next_s(self) -> float | None:
        """When the next file may be due; None where none is waited for."""
        return min((p.since_s + self.settle_s for p in self._pending.values()), default=None)

    def _is_due(self, pending: _Pending, now_s: float) -> bool:
        return now_s - pending.since_s >= self.settle_s
