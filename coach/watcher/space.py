"""Free disk where something is written: below a limit nothing new is begun."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from coach.watcher.settling import Settler

LOOK_S = 1.0
"""How often free space is looked at while there is work."""


@dataclass(slots=True)
class Space:
    """Knows whether there is room in all of `places`."""

    settler: Settler
    places: tuple[Path, ...]
    full: bool = False
    _next_s: float = 0.0

    def suffices(self) -> bool:
        """Whether there is disk enough to begin something; told in the log when that changes."""
        now_s = self.settler.clock.monotonic()
        if now_s >= self._next_s:
            self._next_s = now_s + LOOK_S
            self._look()
        return not self.full

    def _look(self) -> None:
        settler = self.settler
        least = settler.orders.least_free_bytes
        free = {place: free_bytes(place) for place in self.places}
        tightest = min(free, key=free.__getitem__)
        settler.status.gauges["free_bytes"] = float(free[tightest])
        full = free[tightest] < least
        if full != self.full:
            settler.log("full" if full else "room", least_gb=least / 1e9, where=str(tightest))
            settler.status.trouble = f"less than {least / 1e9:.1f} GB is free." if full else None
        self.full = full


def free_bytes(path: Path) -> int:
    """Free disk where a folder is, or will be made; plenty where the system does not tell."""
    for place in (path, *path.parents):
        try:
            return shutil.disk_usage(place).free
        except FileNotFoundError:
            continue
        except OSError:
            break
    return 1 << 62
