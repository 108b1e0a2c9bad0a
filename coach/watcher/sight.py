"""What is to be seen in the folder, and which of it is to be taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coach.errors import UnsafeFoldersError
from coach.watcher.disposal import LONGEST_WAIT_S
from coach.watcher.eyes import next_scan_s
from coach.watcher.readiness import Readiness
from coach.watcher.recovery import recover

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.watcher.eyes import Events, Eyes, Sweep
    from coach.watcher.lock import OnlyWatcher
    from coach.watcher.looks import Look
    from coach.watcher.scorers import Job
    from coach.watcher.settling import Settler

FINAL = frozenset(("scored", "done", "failing", "failed", "copying", "copy"))
AWAY_S = 1.0
"""How soon a folder that cannot be seen is looked for again."""


@dataclass(slots=True)
class Sight:
    """Looks, and remembers what it saw: files that settle, files passed over."""

    settler: Settler
    eyes: Eyes
    guard: OnlyWatcher
    events: Events | None = None
    passed: dict[str, Look] = field(default_factory=dict)
    readiness: Readiness = field(init=False)
    away: bool = False
    scans: int = 0
    next_scan_s: float = 0.0
    _links: int = 0

    def __post_init__(self) -> None:
        self.readiness = Readiness(self.settler.orders.settle_s)

    def look(self) -> list[Job]:
        """Scan where it is time, else look at what events named; returns work to be taken up."""
        if self.settler.clock.monotonic() >= self.next_scan_s:
            return self._scan()
        self._glance()
        return []

    def _scan(self) -> list[Job]:
        clock, status = self.settler.clock, self.settler.status
        began_s, used_s = clock.monotonic(), clock.processor()
        if self.events:
            self.events.changed()
        try:
            jobs = self._guarded()
            sweep = self.eyes.sweep()
        except (OSError, UnsafeFoldersError) as error:
            self._lose_sight(error)
            self.next_scan_s = clock.monotonic() + AWAY_S
            return []
        self._see_again()
        self._note(sweep)
        ended_s = clock.monotonic()
        status.gauges["scan_s"] = ended_s - began_s
        interval_s = self.settler.orders.interval_s
        took_s, used_s = ended_s - began_s, clock.processor() - used_s
        self.next_scan_s = next_scan_s(ended_s, interval_s, took_s, used_s)
        return jobs

    def _note(self, sweep: Sweep) -> None:
        settler = self.settler
        self._forget_all_but(sweep.looks)
        wanted = {path: look for path, look in sweep.looks.items() if self._wants(path, look)}
        self.readiness.see_all(wanted, settler.clock.monotonic())
        if sweep.links != self._links:
            self._links = sweep.links
            settler.log("links", count=sweep.links)
        settler.try_again()
        settler.status.counts["scans"] += 1
        settler.status.last_scan_at = settler.clock.wall()
        self.scans += 1

    def _guarded(self) -> list[Job]:
        """Notice that the folder is another one now, and take up what lies in it."""
        if not (self.guard.renew() and self.scans):
            return []
        settler = self.settler
        return recover(settler.folder, settler.claims, settler, spare=set(self.settler.in_work))

    def _lose_sight(self, error: Exception) -> None:
        self.readiness.see_all({}, 0.0)
        status = self.settler.status
        status.gauges["seeing"] = 0.0
        if not self.away:
            self.away = True
            reason = getattr(error, "strerror", None) or str(error)
            folder = str(self.settler.folder.root)
            self.settler.log("away", folder=folder, reason=reason)
            status.trouble = f"{folder} cannot be seen ({reason})."

    def _see_again(self) -> None:
        self.settler.status.gauges["seeing"] = 1.0
        if self.away:
            self.away = False
            self.settler.status.trouble = None
            self.settler.log("back", folder=str(self.settler.folder.root))

    def _glance(self) -> None:
        """Look at what events named; the next scan sees whatever they did not."""
        for path in self.events.changed() if self.events else ():
            found = self.eyes.glance(path)
            now_s = self.settler.clock.monotonic()
            if path not in found.looks:
                self.readiness.see(path, None, now_s)
            for seen, look in found.looks.items():
                if self._wants(seen, look):
                    self.readiness.see(seen, look, now_s)

    def _wants(self, path: str, look: Look) -> bool:
        """Whether a file that lies in the folder is one to take, once it has settled."""
        if self.passed.get(path) == look:
            return False
        known = self.settler.known.get(path)
        if known is None or not known.shows(look):
            return path not in self.settler.in_work.values()
        if known.state == "waiting":
            longest_s = max(LONGEST_WAIT_S, self.settler.orders.patience_s)
            return not known.waits(self.settler.clock.wall(), longest_s)
        return known.state not in FINAL and known.state != "claimed"

    def _forget_all_but(self, paths: Iterable[str]) -> None:
        there = set(paths) | set(self.settler.in_work.values())
        for remembered in (self.settler.known, self.passed):
            for gone in [path for path in remembered if path not in there]:
                del remembered[gone]
