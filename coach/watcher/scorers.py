"""Scoring beside the main thread: a lane takes a claim, and gives back what came of it."""

from __future__ import annotations

import threading
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from coach.errors import CoachError, FailureKind, RecordingError
from coach.records import Failure
from coach.run import content_digest
from coach.service import outcome_object
from coach.watcher.lanes import GivenBack, Lane

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.service import Coach, Outcome
    from coach.watcher.claims import Claim, Claims
    from coach.watcher.lanes import Lanes

LOOKS_CUT = ("header says", "file breaks off")
"""How warnings of a recording begin that is not all there."""
DECODE_S = 60.0
"""Time to decode a recording to its end, and some for every megabyte (ours)."""
S_PER_BYTE = 1e-6


@dataclass(frozen=True, slots=True)
class Job:
    """A claim to work on: where the file lies now. `whole`: take it even if it breaks off."""

    claim: Claim
    location: Path
    whole: bool


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a job.

    Exactly one of these is set, or none where the job was given back: `outcome`; `cut` (how the
    file breaks off); `same_as` (0 for a copy of a message that is done, else the claim that works
    on the same message); `fault` (of the system, no file's).
    """

    job: Job
    outcome: Outcome | None = None
    told: dict[str, Any] | None = None
    cut: str | None = None
    same_as: int | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a worker needs to see whether a recording is whole."""

    location: str
    name: str
    max_minutes: float
    max_mb: float


class Scorers:
    """As many lanes as there are workers; jobs in, what came of them out."""

    def __init__(
        self, coach: Coach, lanes: Lanes, count: int, claims: Claims, wake: Callable[[], None]
    ) -> None:
        self._coach = coach
        self._claims = claims
        self._wake = wake
        self._baton = threading.Lock()
        self._lanes = [Lane(self._baton) for _ in range(count)]
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._done: SimpleQueue[Done] = SimpleQueue()
        self.busy = 0
        self._threads = [
            threading.Thread(target=self._work, args=(lane, lanes), name="lane", daemon=True)
            for lane in self._lanes
        ]
        for thread in self._threads:
            thread.start()

    @property
    def free(self) -> int:
        """Lanes without work."""
        return len(self._lanes) - self.busy

    def submit(self, job: Job) -> None:
        """Hand out a job."""
        self.busy += 1
        self._jobs.put(job)

    def done(self) -> list[Done]:
        """What has been done since the last call."""
        found: list[Done] = []
        with suppress(Empty):
            while True:
                found.append(self._done.get_nowait())
                self.busy -= 1
        return found

    def stop(self) -> None:
        """Stop all work at once; jobs in hand come back as given back."""
        for lane in self._lanes:
            lane.stop()

    def close(self) -> None:
        """End the lanes once they have no work."""
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join(timeout=5.0)
        for lane in self._lanes:
            lane.close()

    def _work(self, lane: Lane, lanes: Lanes) -> None:
        lanes.enter(lane)
        while True:
            try:
                job = self._jobs.get(timeout=30.0)
            except Empty:
                lane.rest()
                continue
            if job is None:
                return
            self._done.put(self._answered(job, lane, self._coach))
            self._wake()

    def _answered(self, job: Job, lane: Lane, coach: Coach) -> Done:
        with self._baton:
            try:
                return self._scored(job, lane, coach)
            except GivenBack:
                return Done(job)
            except RecordingError as error:
                return Done(job, outcome=_failure(job, error, coach))
            except CoachError as error:
                return Done(job, fault=str(error))
            except OSError as error:
                return Done(job, fault=f"{type(error).__name__}: {error}")
            except Exception as error:  # whatever one file does, the watcher goes on
                message = f"coach met an error of its own with this recording ({error!r})."
                told = RecordingError(FailureKind.INTERNAL, message[:500])
                return Done(job, outcome=_failure(job, told, coach))

    def _scored(self, job: Job, lane: Lane, coach: Coach) -> Done:
        settings = coach.settings
        location = str(job.location)
        sha256 = content_digest(location, settings.max_mb)
        if lane.stopping:
            raise GivenBack
        if not job.whole and (cut := self._cut(job, lane, coach)):
            return Done(job, cut=cut)
        same_as = self._claims.begin(job.claim, sha256)
        if same_as is not None:
            return Done(job, same_as=same_as)
        recording = job.claim.recording
        assert recording is not None  # noqa: S101  # a claim in work has one
        with closing(coach.score([replace(recording, location=location)])) as outcomes:
            outcome = next(outcomes)
            for _ in outcomes:
                pass
        return Done(job, outcome=outcome, told=outcome_object(outcome))

    def _cut(self, job: Job, lane: Lane, coach: Coach) -> str | None:
        settings = coach.settings
        name = PurePath(job.claim.path).name
        item = Recorded(str(job.location), name, settings.max_minutes, settings.max_mb)
        with closing(lane.run(breaks_off, [item], _decode_s)) as found:
            [(_, answer)] = found
        if isinstance(answer, RecordingError):
            return answer.message if answer.kind == FailureKind.TRUNCATED else None
        return answer if isinstance(answer, str) else None


def breaks_off(recorded: Recorded) -> str | None:
    """Say how a recording breaks off, by decoding it to its end; None where it is whole.

    Raises
    ------
    RecordingError
        Where it cannot be decoded; scoring will say the same.
    """
    from coach.audio import decode

    path = Path(recorded.location)
    if path.stat().st_size == 0:
        return "The file is empty."
    sound = decode(path.read_bytes(), recorded.name, max_minutes=recorded.max_minutes)
    return next((told for told in sound.warnings if told.startswith(LOOKS_CUT)), None)


def _decode_s(recorded: Recorded) -> float:
    return DECODE_S + S_PER_BYTE * recorded.max_mb * 1e6 / 10


def _failure(job: Job, error: RecordingError, coach: Coach) -> Failure:
    recording = job.claim.recording
    assert recording is not None  # noqa: S101  # a claim in work has one
    return Failure(recording, error.kind, error.message, coach.versions)
