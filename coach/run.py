"""One batch being listened to: what is known so far of each recording, by its place in it.

Decides what must be heard, hands it to an executor, and says when a recording may be judged:
when it and every message recorded earlier to its prospect have been dealt with.
"""

from __future__ import annotations

import hashlib
import stat
from itertools import chain
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from coach.errors import CoachError, FailureKind, RecordingError, too_long
from coach.pipeline import Heard, Task, hear

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coach.executors import Executor
    from coach.history import History
    from coach.records import Recording, Speech
    from coach.sequences import Sequences
    from coach.settings import Hearing

SLOWEST_BYTES_A_SECOND = 1_000
"""No codec in use on telephones packs a second of sound into less."""

LEAST_TIME_S = 120.0


class Run:
    """What is known so far of the recordings of one batch."""

    def __init__(
        self,
        recordings: Sequence[Recording],
        sequences: Sequences,
        history: History,
        hearing: Hearing,
        max_mb: float,
        contents: dict[int, str] | None = None,
    ) -> None:
        self.recordings = recordings
        self.sequences = sequences
        self.hearings = history.hearings
        self.hearing = hearing
        self.max_mb = max_mb
        self.keys: dict[int, str] = {}
        self.errors: dict[int, RecordingError] = {}
        self.contents: dict[int, str] = contents or {}  # digests that are known already
        self._waiting: dict[str, list[int]] = {}
        self._broken: dict[str, RecordingError] = {}
        self._next = 0

    def ready(self, executor: Executor) -> Iterator[int]:
        """Yield the places of the recordings, in the order given, as each may be judged."""
        tasks = self._tasks()
        first = next(tasks, None)
        yield from self._emit()
        if first is not None:
            for task, outcome in executor.run(hear, chain([first], tasks), _time_limit_s):
                self._take(task, outcome)
                yield from self._emit()
        yield from self._emit()

    def _emit(self) -> Iterator[int]:
        while self._next < len(self.recordings) and self.sequences.ready(self._next):
            self._next += 1
            yield self._next - 1

    def _tasks(self) -> Iterator[Task]:
        """Look at each recording, and give work for every content that was not heard before."""
        for index, recording in enumerate(self.recordings):
            try:
                content = self.contents.get(index) or content_digest(
                    recording.location, self.max_mb
                )
            except RecordingError as error:
                self._fail(index, error)
                continue
            ending = PurePath(recording.path).suffix.lower()
            key = self.hearings.key(content, f"{self.hearing.identity}|{ending}")
            self.keys[index], self.contents[index] = key, content
            if key in self._waiting:
                self._waiting[key].append(index)
            elif key in self._broken:
                self._fail(index, self._broken[key])
            elif known := self.hearings.known(key):
                self._know(index, known)
            else:
                self._waiting[key] = [index]
                yield Task(key, recording.path, recording.location, None, self.hearing)

    def _take(self, task: Task, outcome: Heard | BaseException) -> None:
        """Note what a worker gave for a content, for all the recordings that have it."""
        indices = self._waiting.pop(task.key)
        if isinstance(outcome, Heard) and outcome.speech.sha256 != self.contents[indices[0]]:
            message = "The file changed while it was being read; score it again."
            outcome = RecordingError(FailureKind.UNREADABLE, message)
        if isinstance(outcome, Heard):
            self.hearings.keep(task.key, outcome.speech, outcome.sound)
            for index in indices:
                self.sequences.dealt_with(index)
            return
        error = self._broken[task.key] = as_recording_error(outcome)
        for index in indices:
            self._fail(index, error)

    def _know(self, index: int, known: Speech) -> None:
        """Use what was heard before, within the limits of this run."""
        if known.duration_s > 60 * self.hearing.max_minutes:
            self._fail(index, too_long(self.hearing.max_minutes))
        else:
            self.sequences.dealt_with(index)

    def _fail(self, index: int, error: RecordingError) -> None:
        self.errors[index] = error
        self.sequences.dealt_with(index)


def content_digest(location: str, max_mb: float) -> str:
    """SHA-256 of a recording's bytes, once it is known that it may be read.

    Raises
    ------
    RecordingError
        NOT_FOUND, UNREADABLE, NOT_AUDIO or TOO_LARGE.
    """
    path = Path(location)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise RecordingError(FailureKind.NOT_AUDIO, "This is not a file.")
        if status.st_size > max_mb * 1e6:
            size = f"{status.st_size / 1e6:.3g} MB"
            message = f"The file has {size}; the limit is {max_mb:g} MB (--max-mb)."
            raise RecordingError(FailureKind.TOO_LARGE, message)
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise RecordingError(FailureKind.NOT_FOUND, "There is no such file.") from error
    except OSError as error:
        reason = error.strerror or "no reason given"
        message = f"The file cannot be read ({reason})."
        raise RecordingError(FailureKind.UNREADABLE, message) from error


def as_recording_error(outcome: BaseException) -> RecordingError:
    """What a worker raised, as a failure of its recording.

    Raises
    ------
    CoachError
        Where it is no fault of the recording (weights gone, say): the run cannot go on.
    """
    if isinstance(outcome, RecordingError):
        return outcome
    if isinstance(outcome, CoachError):
        raise outcome
    message = f"coach met an error of its own with this recording ({type(outcome).__name__})."
    return RecordingError(FailureKind.INTERNAL, message)


def _time_limit_s(task: Task) -> float:
    """Seconds a worker may take: generous, and bounded by what the file can hold."""
    try:
        size = Path(task.location or "").stat().st_size
    except (OSError, ValueError):
        size = 0
    longest_s = min(size / SLOWEST_BYTES_A_SECOND, 60 * task.hearing.max_minutes)
    return LEAST_TIME_S + 2 * longest_s
