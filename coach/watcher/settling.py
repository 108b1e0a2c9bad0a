"""What came of the work on a file is written down, and then the file is put where it belongs."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from coach import contract
from coach.errors import CoachError, FailureKind
from coach.records import Failure
from coach.watcher.claims import Claim, Claims, sync
from coach.watcher.disposal import (
    LONGEST_WAIT_S,
    MOST_TRIES,
    Disposal,
    after_failure,
    after_fault,
    reason_text,
)
from coach.watcher.telling import packed

if TYPE_CHECKING:
    from coach.service import Scored
    from coach.watcher.clock import Clock
    from coach.watcher.log import Log
    from coach.watcher.orders import Orders
    from coach.watcher.placing import DropFolder
    from coach.watcher.scorers import Done, Job
    from coach.watcher.status import Status
    from coach.watcher.telling import Desktop, Hook

UNFINISHED = "it breaks off: "
"""How the reason of a file begins that is waited for because it is not all there."""


@dataclass(slots=True)
class Settler:
    """Settles jobs.

    `known` is what the watcher remembers of the files that lie in the folder, by path; `in_work`
    are the paths of the claims in the scorers' hands; `resumed` are jobs to be handed out again.
    """

    folder: DropFolder
    claims: Claims
    orders: Orders
    out: Path
    clock: Clock
    log: Log
    status: Status
    hook: Hook | None = None
    desktop: Desktop | None = None
    known: dict[str, Claim] = field(default_factory=dict)
    in_work: dict[int, str] = field(default_factory=dict)
    resumed: list[Job] = field(default_factory=list)
    _parked: dict[int, list[Job]] = field(default_factory=dict)
    _stuck: list[Done] = field(default_factory=list)
    _unmoved: list[Claim] = field(default_factory=list)
    _scored_at_fault: dict[int, int] = field(default_factory=dict)

    @property
    def pending(self) -> int:
        """Jobs and files whose turn is still to come."""
        parked = sum(map(len, self._parked.values()))
        return len(self.resumed) + parked + len(self._stuck) + len(self._unmoved)

    def unbegun(self) -> list[Job]:
        """Jobs whose turn is still to come, handed over."""
        waiting = [*self.resumed, *(job for jobs in self._parked.values() for job in jobs)]
        self.resumed, self._parked = [], {}
        return waiting

    def settle(self, done: Done) -> None:
        """Deal with what came of a job; where disk or history refuse, it is tried again later."""
        try:
            self._settle(done)
        except (OSError, CoachError) as error:
            self.log("trouble", reason=f"{done.job.claim.path}: {error}")
            self._stuck.append(done)
        else:
            self.resumed += self._parked.pop(done.job.claim.id, [])

    def try_again(self) -> None:
        """Settle what could not be settled before."""
        stuck, self._stuck = self._stuck, []
        for done in stuck:
            self.settle(done)
        unmoved, self._unmoved = self._unmoved, []
        for claim in unmoved:
            self.put(claim)

    def put(self, claim: Claim) -> None:
        """Put a file, what becomes of which is written down, where it belongs."""
        try:
            if claim.moved and claim.place is not None:
                place = self.folder.put(claim.id, claim.path, claim.place)
                claim = replace(claim, place=place)
            self.claims.finished(claim)
        except FileNotFoundError:
            if not self.folder.root.is_dir():
                self._unmoved.append(claim)
                return
            self.claims.finished(claim)
        except (OSError, CoachError) as error:
            self.log("trouble", reason=f"{claim.path} cannot be moved yet: {error}")
            self._unmoved.append(claim)

    def give_back(self, claim: Claim, reason: str | None, wait_s: float, tries: int) -> None:
        """Put a file back where it was dropped, to be tried again after `wait_s`."""
        path = self.folder.give_back(claim.id, claim.path) if claim.moved else claim.path
        not_before = self.clock.wall() + wait_s if wait_s else 0.0
        self.known[path] = self.claims.waiting(
            claim, path, reason, not_before=not_before, tries=tries
        )

    def _settle(self, done: Done) -> None:
        claim = done.job.claim
        if isinstance(done.outcome, Failure):
            self._failed(done.job, done.outcome.kind, done.outcome.message)
        elif done.outcome is not None:
            self._scored(done.job, done.outcome, done.told or {})
        elif done.cut is not None:
            self._unfinished(claim, done.cut)
        elif done.same_as:
            self._park(done.job, done.same_as)
        elif done.same_as == 0:
            self._copy(claim)
        elif done.fault is not None:
            self._fault(done.job, done.fault)
        else:
            self.give_back(claim, None, 0.0, claim.tries)
            self.log("returned", path=claim.path)

    def _park(self, job: Job, other: int) -> None:
        """Have a job wait for the claim that works on the same message."""
        if other in self.in_work or any(one.job.claim.id == other for one in self._stuck):
            self._parked.setdefault(other, []).append(job)
        else:
            self.resumed.append(job)

    def _scored(self, job: Job, scored: Scored, told: dict[str, Any]) -> None:
        claim, page = job.claim, self.out / scored.page
        if not page.is_file():
            self._fault(job, f"its report {page} is not there")
            return
        sync(page)
        sync(self.out)
        place = self.folder.place("done", claim.path) if claim.moved else None
        facts = {"page": scored.page, "message": getattr(scored, "id", None)}
        if self.hook:
            facts["untold"] = packed(told)
        decided = self.claims.decided(claim, "scored", place, **facts)
        self.claims.make_lasting()
        self._finish(decided, "scored")
        self.status.last_scored_at = self.clock.wall()
        self.log("scored", path=claim.path, score=scored.score, report=scored.page, place=place)
        self._tell(told)

    def _tell(self, told: dict[str, Any]) -> None:
        if self.orders.json:
            with suppress(OSError, ValueError):
                sys.stdout.write(contract.line(told) + "\n")
                sys.stdout.flush()
        if self.hook:
            self.hook.more = True
        if self.desktop:
            self.desktop.show(told)

    def _failed(self, job: Job, kind: FailureKind, message: str) -> None:
        claim, tries = job.claim, job.claim.tries + 1
        there = job.location.is_file()
        if not there and not self.folder.root.is_dir():
            raise OSError(f"{self.folder.root} is not there")
        disposal = after_failure(kind, tries, there=there)
        if disposal.where == "gone":
            self._gone(claim)
        elif disposal.where == "again":
            self._again(claim, message, disposal, tries)
        else:
            self.fail(claim, kind, message, min(tries, MOST_TRIES.get(kind, 1)))

    def fail(self, claim: Claim, kind: FailureKind, message: str, tries: int) -> None:
        """Put a file into failed/, with the reason beside it."""
        place = self.folder.place("failed", claim.path) if claim.moved else None
        if place is not None:
            name = PurePath(claim.path).name
            self.folder.explain(place, reason_text(_text(name), kind, message, tries))
        decided = self.claims.decided(claim, "failing", place, reason=message)
        self._finish(decided, "failed")
        self.log("failed", path=claim.path, kind=str(kind), reason=message, place=place)

    def _copy(self, claim: Claim) -> None:
        place = self.folder.place("duplicates", claim.path) if claim.moved else None
        decided = self.claims.decided(claim, "copying", place)
        self._finish(decided, "copies")
        self.log("copy", path=claim.path, place=place)

    def _finish(self, decided: Claim, counted: str) -> None:
        self._scored_at_fault.pop(decided.id, None)
        if not decided.moved:
            self.known[decided.path] = decided
        self.put(decided)
        self.status.counts[counted] += 1

    def _gone(self, claim: Claim) -> None:
        self.claims.lost(claim)
        self.known.pop(claim.path, None)
        if claim.moved:
            self.folder.tidy(claim.id, claim.path)
        self.status.counts["gone"] += 1
        self.log("gone", path=claim.path)

    def _unfinished(self, claim: Claim, how: str) -> None:
        self.give_back(claim, UNFINISHED + how, self.orders.patience_s, claim.tries)
        self.log("waiting", path=claim.path, reason=how, wait_s=self.orders.patience_s)

    def _fault(self, job: Job, reason: str) -> None:
        """A fault of the system: the file waits, and only has to answer where others work."""
        claim = job.claim
        if not job.location.is_file() and self.folder.root.is_dir():
            self._gone(claim)
            return
        scored = self.status.counts["scored"]
        room = self.status.gauges["free_bytes"] >= self.orders.least_free_bytes
        others_work = room and scored > self._scored_at_fault.get(claim.id, scored)
        self._scored_at_fault[claim.id] = scored
        tries = claim.tries + 1
        disposal = after_fault(tries, others_work=others_work)
        if disposal.where == "failed":
            self.fail(claim, FailureKind.INTERNAL, reason, tries)
        else:
            self._again(claim, reason, disposal, tries if disposal.counts else claim.tries)

    def _again(self, claim: Claim, reason: str, disposal: Disposal, tries: int) -> None:
        wait_s = min(disposal.wait_s, LONGEST_WAIT_S)
        self.give_back(claim, reason, wait_s, tries)
        self.status.counts["retries"] += 1
        self.log("again", path=claim.path, reason=reason, wait_s=wait_s)


def _text(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
