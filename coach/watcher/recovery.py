"""After a crash: what was in work is gone on with, and what the books do not know is given back."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from coach.errors import FailureKind
from coach.watcher.disposal import MOST_STARTS
from coach.watcher.looks import look_at
from coach.watcher.scorers import Job

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from coach.watcher.claims import Claim, Claims
    from coach.watcher.placing import DropFolder
    from coach.watcher.settling import Settler

KILLED = "coach was ended each time it worked on this recording, {starts} times in all."


def recover(
    folder: DropFolder, claims: Claims, settler: Settler, spare: AbstractSet[int] = frozenset()
) -> list[Job]:
    """Bring every open claim to where it can go on; returns the work to be taken up again.

    `spare` are claims that are in work right now.

    Raises
    ------
    OSError
        Where the folder cannot be written.
    CoachError
        Where the history cannot be.
    """
    lost = [claim for claim in claims.open() if claim.id not in spare]
    jobs = [job for claim in lost if (job := _resumed(claim, folder, claims, settler))]
    give_strays_back(folder, {job.claim.id for job in jobs} | spare)
    return jobs


def _resumed(claim: Claim, folder: DropFolder, claims: Claims, settler: Settler) -> Job | None:
    if claim.state != "claimed":
        settler.put(claim)
        return None
    if not claim.moved:
        location = folder.inbox(claim.path)
        look = look_at(location)
        if look is None or not claim.shows(look):
            claims.lost(claim)
            return None
    else:
        location = folder.working(claim.id, claim.path)
        if look_at(location) is None:  # killed before it was moved, or given back already
            claims.lost(claim)
            return None
    if claim.recording is None:
        settler.give_back(claim, None, 0.0, claim.tries)
        return None
    if claim.starts >= MOST_STARTS:
        message = KILLED.format(starts=claim.starts)
        settler.fail(claim, FailureKind.WORKER_DIED, message, claim.starts)
        return None
    return Job(claim, location, whole=False)


def give_strays_back(folder: DropFolder, in_work: set[int]) -> None:
    """Put files that lie in working/ and that nobody works on back where they were dropped."""
    for id, path in list(folder.strays()):
        if id not in in_work:
            with suppress(FileNotFoundError):
                folder.give_back(id, path)
