"""The watcher itself: one turn looks, hands out, settles. Who turns it, and when, is elsewhere."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from coach.errors import CoachError
from coach.watcher.disposal import ALONE_AFTER
from coach.watcher.recovery import recover
from coach.watcher.status import BEAT_S, tell_service

if TYPE_CHECKING:
    from pathlib import Path

    from coach.watcher.scorers import Done, Job
    from coach.watcher.settling import Settler
    from coach.watcher.sight import Sight
    from coach.watcher.space import Space
    from coach.watcher.taking import Taker

TURN_S = 0.2
"""How soon to look again while a hook runs, or a file is put off for want of room."""
ONCE_WAITS_S = 90.0
"""`--once` waits for what may be tried again this soon; the rest is left for the next time."""


class Scoring(Protocol):
    """Takes jobs and gives back what came of them."""

    busy: int

    @property
    def free(self) -> int:
        """How many more jobs can be worked on now."""
        ...

    def submit(self, job: Job) -> None:
        """Take a job."""
        ...

    def done(self) -> list[Done]:
        """What has been done since the last call."""
        ...


@dataclass(slots=True)
class Watcher:
    """Everything that a turn needs; made in `running`, and turned by hand in tests."""

    settler: Settler
    sight: Sight
    taker: Taker
    scorers: Scoring
    space: Space
    state: Path
    _jobs: list[Job] = field(default_factory=list)
    _due: list[str] = field(default_factory=list)
    _alone: bool = False
    _next_beat_s: float = 0.0

    def begin(self) -> None:
        """Take up what was in work when coach last ended, and remember what waits.

        Raises
        ------
        OSError
            Where the folder cannot be written.
        CoachError
            Where the history cannot be.
        """
        settler = self.settler
        self._jobs = recover(settler.folder, settler.claims, settler)
        settler.known |= settler.claims.known(waiting_only=not self.taker.leave)
        if self._jobs:
            settler.log("recovered", count=len(self._jobs))

    def turn(self) -> float:
        """Do what is to be done now; returns in how many seconds there may be more to do."""
        self.settle()
        scans = self.sight.scans
        self._jobs += self.sight.look()
        if scans != self.sight.scans:
            self._due = []
        if not self.sight.away:
            self._hand_out()
        if self.settler.hook:
            self.settler.hook.turn()
        self._beat()
        return self._rest_s()

    def settle(self) -> None:
        """Deal with what has been done."""
        for done in self.scorers.done():
            self.settler.in_work.pop(done.job.claim.id, None)
            self._alone = False
            self.settler.settle(done)
        self._jobs += self.settler.resumed
        self.settler.resumed = []

    def give_back_all(self) -> None:
        """Give back what was claimed and has not been begun, so that nothing stays in working/."""
        jobs, self._jobs = [*self._jobs, *self.settler.unbegun()], []
        for job in jobs:
            with suppress(OSError, CoachError):
                self.settler.give_back(job.claim, None, 0.0, job.claim.tries)

    @property
    def idle(self) -> bool:
        """Whether nothing is left to do now, as `--once` understands it."""
        settler, sight = self.settler, self.sight
        if not sight.scans or sight.away or len(sight.readiness):
            return False
        if self._jobs or settler.pending or self.scorers.busy or self._waiting_soon():
            return False
        return settler.hook is None or settler.hook.idle

    def _waiting_soon(self) -> bool:
        wall_s = self.settler.clock.wall()
        waiting = (one for one in self.settler.known.values() if one.state == "waiting")
        return any(one.not_before - wall_s <= ONCE_WAITS_S for one in waiting)

    def _hand_out(self) -> None:
        while self.scorers.free > 0 and not self._alone and (self._jobs or self._next_due()):
            if not self.space.suffices():
                return
            if (self._next_job_is_lonely() and self._next_due()) or not self._jobs:
                job = self.taker.take(self._due.pop())
                if job is not None:
                    self._submit(job)
            elif not self._take_up():
                return

    def _next_due(self) -> bool:
        if not self._due:
            self._due = self.sight.readiness.due(self.settler.clock.monotonic())[::-1]
        return bool(self._due)

    def _next_job_is_lonely(self) -> bool:
        """Whether coach was killed over all jobs at hand: such a file comes last, and alone."""
        self._jobs.sort(key=_is_lonely)
        return bool(self._jobs) and _is_lonely(self._jobs[0])

    def _take_up(self) -> bool:
        """Go on with a job."""
        lonely = _is_lonely(self._jobs[0])
        if lonely and self.scorers.busy:
            return False
        self._alone = lonely
        self._submit(self._jobs.pop(0))
        return True

    def _submit(self, job: Job) -> None:
        self.settler.in_work[job.claim.id] = job.claim.path
        self.scorers.submit(job)

    def _beat(self) -> None:
        """Give a sign of life."""
        settler = self.settler
        now_s = settler.clock.monotonic()
        if now_s < self._next_beat_s:
            return
        self._next_beat_s = now_s + BEAT_S
        self.space.suffices()
        waiting = sum(one.state == "waiting" for one in settler.known.values())
        settler.status.gauges |= {
            "settling": float(len(self.sight.readiness)),
            "working": float(len(self.settler.in_work)),
            "waiting": float(waiting),
        }
        settler.status.write(self.state, settler.clock.wall())
        tell_service("WATCHDOG=1")

    def _rest_s(self) -> float:
        settler = self.settler
        now_s = settler.clock.monotonic()
        times = [self.sight.next_scan_s, self._next_beat_s]
        if self.scorers.free > 0 and not self.sight.away and not self._alone:
            ready_s = self.sight.readiness.next_s()
            times += [] if ready_s is None else [max(ready_s, now_s + self.space.full * TURN_S)]
        if settler.hook and not settler.hook.idle:
            times.append(now_s + TURN_S)
        return max(0.01, min(times) - now_s)


def _is_lonely(job: Job) -> bool:
    return job.claim.starts >= ALONE_AFTER
