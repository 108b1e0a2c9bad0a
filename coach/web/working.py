"""The threads behind the server: they take uploads from the queue and let the coach score them."""

from __future__ import annotations

import logging
import tempfile
import threading
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from coach import contract
from coach.errors import CoachError, FailureKind
from coach.records import Failure, Recording
from coach.service import Coach, outcome_object
from coach.web.desk import upload_attribution
from coach.web.takes import Take
from coach.web.uploads import AGAIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coach.service import Outcome, Scored
    from coach.web.spool import Spool
    from coach.web.takes import Takes
    from coach.web.uploads import Kind, Upload, Uploads

LOG = logging.getLogger(__name__)

AT_ONCE = 12
"""Uploads scored in one go: processes that hear start once a go, for a second or two (ours)."""
MOST_TRIES = 3
LOOK_S = 5.0
"""How often the queue is looked at without being told; what other processes queue is seen so."""
PAUSE_S = 10.0


class Work(Protocol):
    """Scores uploads; yields as each is settled."""

    @property
    def at_once(self) -> int:
        """How many to take at a time."""
        ...

    def settle(self, uploads: Sequence[Upload]) -> Iterator[None]:
        """Score claimed uploads, and note in the queue what became of each."""
        ...


class Worker:
    """One thread that does one kind of work, as long as there is any."""

    def __init__(self, kind: Kind, uploads: Uploads, work: Work) -> None:
        self._kind, self._uploads, self._work = kind, uploads, work
        self._wake, self._stopped = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"coach-{kind}", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """Say that something waits."""
        self._wake.set()

    def stop(self) -> None:
        """Take nothing more."""
        self._stopped.set()
        self._wake.set()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._wake.clear()
            try:
                busy = self.once()
            except CoachError as error:  # the history cannot be used just now
                LOG.warning("%s", error)
                busy = False
            if not busy:
                self._wake.wait(LOOK_S)

    def once(self) -> bool:
        """Take what waits, up to a go's worth, and settle it; False where nothing waited."""
        claimed = self._uploads.claim(self._work.at_once, self._kind)
        settled = 0
        try:
            with closing(self._work.settle(claimed)) as going:  # type: ignore[type-var]  # generators close
                for _ in going:
                    settled += 1
                    if self._stopped.is_set():
                        break
        except Exception as error:  # whatever it is, the other uploads go on
            LOG.warning("Scoring was interrupted: %s", error)
            self._put_back(claimed[settled:], error)
            self._stopped.wait(PAUSE_S if isinstance(error, CoachError) else 0)
        return bool(claimed)

    def _put_back(self, uploads: Sequence[Upload], error: Exception) -> None:
        """Uploads go back into the queue; the one at fault only a few times."""
        for upload in uploads[:1]:
            if upload.tries + 1 >= MOST_TRIES:
                told = (
                    str(error) if isinstance(error, CoachError) else "coach met an error of its own"
                )
                self._uploads.failed(upload.id, FailureKind.INTERNAL, told)
        self._uploads.again([upload.id for upload in uploads])


def recording(upload: Upload, spool: Spool) -> Recording:
    """Return an upload as a recording: the sender's name for it, opened where it waits."""
    at = datetime.fromisoformat(upload.recorded_at) if upload.recorded_at else None
    return Recording(
        path=upload.name,
        location=str(spool.path(upload.file)),
        rep=upload.rep,
        prospect=upload.prospect,
        prospect_company=upload.prospect_company,
        recorded_at=at,
        recorded_at_source="upload" if at else None,
        guessed=("prospect", "prospect_company") if upload.guessed and upload.prospect else (),
    )


@dataclass(frozen=True, slots=True)
class Scoring:
    """Messages: scored into the history by the coach, in its executor."""

    coach: Coach
    uploads: Uploads
    spool: Spool
    at_once: int = AT_ONCE

    def settle(self, uploads: Sequence[Upload]) -> Iterator[None]:
        """Score uploads; as many as there are processes are shown as being listened to."""
        processes = getattr(self.coach.executor, "workers", 1)
        self.uploads.working([upload.id for upload in uploads[:processes]])
        recordings = [recording(upload, self.spool) for upload in uploads]
        with closing(self.coach.score(recordings)) as outcomes:
            for place, outcome in enumerate(outcomes):
                self._settle(uploads[place], outcome)
                self.uploads.working([one.id for one in uploads[place + processes :][:1]])
                yield

    def _settle(self, upload: Upload, outcome: Outcome) -> None:
        if isinstance(outcome, Failure):
            self.uploads.failed(upload.id, outcome.kind, outcome.message)
            if outcome.kind not in AGAIN:
                self.spool.drop(upload.file)
            return
        self.uploads.done(upload.id, outcome.id)
        self._said_meanwhile(upload, outcome)
        self.spool.drop(upload.file)

    def _said_meanwhile(self, upload: Upload, outcome: Scored) -> None:
        """Put right what a person said of it after it was taken from the queue."""
        now = self.uploads.find(upload.id)
        if now is None or now.guessed:
            return
        wanted = {
            "rep": now.rep,
            "prospect": now.prospect,
            "prospect_company": now.prospect_company,
        }
        wrong = {
            name: value
            for name, value in wanted.items()
            if value != getattr(outcome.recording, name)
        }
        if wrong:
            self.coach.assign(outcome.id, dict(wrong), now.rep or "you")


@dataclass(frozen=True, slots=True)
class TakeScoring:
    """Practice: scored in a history of its own that is gone afterwards, so it counts nowhere."""

    coach: Coach
    uploads: Uploads
    spool: Spool
    takes: Takes
    at_once: int = 1

    def settle(self, uploads: Sequence[Upload]) -> Iterator[None]:
        """Score takes one by one."""
        for upload in uploads:
            self.uploads.working([upload.id])
            with tempfile.TemporaryDirectory(prefix="take-", dir=self.spool.folder) as aside:
                self._settle(upload, Path(aside))
            self.spool.drop(upload.file)
            yield

    def _settle(self, upload: Upload, aside: Path) -> None:
        settings = replace(
            self.coach.settings, home=aside / "home", out=aside / "out", roster=None, pattern=None
        )
        coach = Coach(settings, self.coach.executor)
        coach.attribution = upload_attribution(coach.attribution)
        said = self._named(upload)
        outcome = next(iter(list(coach.score([said]))))
        if isinstance(outcome, Failure):
            self.uploads.failed(upload.id, outcome.kind, outcome.message)
            return
        (kept,) = coach.kept(ids=[outcome.id])
        review = contract.line(outcome_object(outcome)).encode()
        take = Take(upload.id, upload.account, upload.again_of, upload.rep, review)
        self.takes.keep(take, coach.sound(kept))
        self.uploads.done(upload.id, None)

    def _named(self, upload: Upload) -> Recording:
        """The take with the names of the message that it says again, where it does."""
        said = replace(recording(upload, self.spool), prospect=None, guessed=())
        found = self.coach.kept(ids=[upload.again_of]) if upload.again_of else ()
        if not found:
            return said
        one = found[0].recording
        return replace(said, prospect=one.prospect, prospect_company=one.prospect_company)
