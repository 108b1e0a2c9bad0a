"""Taking one file that has settled: looked at once more, named, claimed, moved, looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.errors import CoachError, FailureKind
from coach.recordings import recording as named
from coach.records import Failure
from coach.watcher.looks import is_being_written, look_at
from coach.watcher.scorers import Done, Job
from coach.watcher.settling import UNFINISHED

if TYPE_CHECKING:
    from coach.records import Recording
    from coach.watcher.attributed import Attributor
    from coach.watcher.claims import Claim
    from coach.watcher.looks import Look
    from coach.watcher.settling import Settler
    from coach.watcher.sight import Sight


@dataclass(slots=True)
class Taker:
    """Takes files that `sight` says are due; with `leave` they stay where they are."""

    settler: Settler
    sight: Sight
    attributor: Attributor
    leave: bool
    _roster_trouble: str | None = None

    def take(self, path: str) -> Job | None:
        """Claim a file, unless it turns out not to be ready after all."""
        readiness = self.sight.readiness
        if path not in readiness:
            return None
        now_s = self.settler.clock.monotonic()
        place = self.settler.folder.inbox(path)
        look = look_at(place)
        if look is None or look != readiness.look(path):
            readiness.see(path, look, now_s)
            return None
        if is_being_written(place):
            readiness.put_off(path, now_s)
            return None
        readiness.drop([path])
        return self._named(path, look)

    def _named(self, path: str, look: Look) -> Job | None:
        recording, wrong = self._attributed(path)
        if self._is_too_old(recording):
            self.sight.passed[path] = look
            return None
        job = self._claimed(path, look, recording)
        if job is not None and wrong is not None:
            told = Failure(recording, FailureKind.UNREADABLE, wrong, {})
            self.settler.settle(Done(job, outcome=told))
            return None
        return job

    def _attributed(self, path: str) -> tuple[Recording, str | None]:
        trouble = self.attributor.refresh()
        if trouble and trouble != self._roster_trouble:
            self.settler.log("trouble", reason=trouble)
        self._roster_trouble = trouble
        try:
            return self.attributor.attribute(path), None
        except CoachError as error:
            return named(str(self.settler.folder.inbox(path))), str(error)

    def _is_too_old(self, recording: Recording) -> bool:
        since, at = self.settler.orders.since, recording.recorded_at
        return since is not None and at is not None and at < since

    def _claimed(self, path: str, look: Look, recording: Recording) -> Job | None:
        settler = self.settler
        before = settler.known.get(path)
        reason = before.reason if before and before.shows(look) else None
        whole = (reason or "").startswith(UNFINISHED)
        try:
            claim = settler.claims.take(path, look, recording, moved=not self.leave)
        except CoachError as error:
            settler.log("fault", path=path, reason=str(error))
            return None
        if self.leave:
            settler.known[path] = claim
            return Job(claim, settler.folder.inbox(path), whole)
        settler.known.pop(path, None)
        return self._moved(claim, look, whole)

    def _moved(self, claim: Claim, look: Look, whole: bool) -> Job | None:
        """Move a claimed file into working/, and make sure that it is what was looked at."""
        settler = self.settler
        try:
            place = settler.folder.take(claim.id, claim.path)
        except FileNotFoundError:
            settler.claims.lost(claim)
            return None
        except OSError as error:
            reason = f"it cannot be moved ({error.strerror})"
            settler.log("fault", path=claim.path, reason=reason)
            settler.known[claim.path] = settler.claims.waiting(
                claim, claim.path, reason, not_before=0.0, tries=claim.tries
            )
            return None
        job = Job(claim, place, whole)
        if look_at(place) != look or is_being_written(place):
            settler.settle(Done(job))
            return None
        return job
