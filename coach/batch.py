"""One run over recordings: each judged after all it is compared with, its page written, stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.errors import FailureKind, RecordingError
from coach.history import overlaid
from coach.records import Failure
from coach.report.index_view import index_entry
from coach.run import Run, as_recording_error, content_digest
from coach.sequences import Sequences

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from coach.executors import Executor
    from coach.history import History
    from coach.indexing import Index
    from coach.outcomes import Outcome, Scored
    from coach.publishing import Publisher
    from coach.records import Recording
    from coach.report.view import Attempt
    from coach.reviewing import Reviewer
    from coach.settings import Hearing


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a page was written with, so that it can be told whether it is still so."""

    index: int
    message: int
    attempts: tuple[Attempt, ...]


class Batch:
    """Recordings of one run; `index` is that of the folder its pages go to."""

    def __init__(
        self,
        given: Sequence[Recording],
        history: History,
        reviewer: Reviewer,
        publisher: Publisher,
        hearing: Hearing,
        versions: dict[str, str],
        max_mb: float,
        index: Index,
    ) -> None:
        self.given = given
        self.history = history
        self.reviewer = reviewer
        self.publisher = publisher
        self.versions = versions
        self.index = index
        self.folder = str(index.folder)
        contents = _contents(given, max_mb) if history.messages.anything_assigned() else {}
        self.recordings = [self._as_assigned(one, contents.get(i)) for i, one in enumerate(given)]
        self.sequences = Sequences(self.recordings)
        self.run = Run(self.recordings, self.sequences, history, hearing, max_mb, contents)
        self._judged: dict[int, Outcome] = {}
        self._shown: list[_Shown] = []

    def outcomes(self, executor: Executor) -> Generator[Outcome, None, None]:
        """Yield an outcome for each recording in the order given."""
        for index in self.run.ready(executor):
            for due in self.sequences.due(index):
                self._judged[due] = self._outcome(due)
            yield self._judged.pop(index)

    def refresh(self) -> None:
        """Write pages again whose sequence grew after them, so that all attempts link."""
        for shown in self._shown:
            message, index = shown.message, shown.index
            around = self.history.messages.surroundings(
                self.recordings[index], self.run.contents[index], message
            )
            if len(around.before) + 1 + len(around.after) != len(shown.attempts):
                self._publish(index, message)

    def _as_assigned(self, given: Recording, content: str | None) -> Recording:
        """The recording with what a person said of its message, where that is known."""
        if content is None:
            return given
        message = self.history.messages.find(given, content)
        return overlaid(given, self.history.messages.said_later(message)) if message else given

    def _outcome(self, index: int) -> Outcome:
        """Judge a recording that is ready, and write its page."""
        scored = None if index in self.run.errors else self._scored_or_failed(index)
        if scored is None:
            failure = self._failure(index)
            self.index.failures.append(failure)
            return failure
        self.index.lines[scored.page] = index_entry(
            scored.review, scored.findings, scored.score, scored.page
        )
        return scored

    def _scored_or_failed(self, index: int) -> Scored | None:
        """Judge a message; an error of our own costs this message, not the batch."""
        try:
            message = self.history.messages.find(self.given[index], self.run.contents[index])
            return self._publish(index, message)
        except Exception as error:  # whatever one message does, the others go on
            self.run.errors[index] = as_recording_error(error)
            return None

    def _publish(self, index: int, message: int | None) -> Scored | None:
        """Review a message and make it lasting; None where its hearing cannot be read back."""
        key = self.run.keys[index]
        recording = self.recordings[index]
        if message:
            said = self.history.messages.said_later(message)
            recording = overlaid(self.given[index], said)
        reviewed = self.reviewer.reviewed(recording, key, self.versions, message)
        if reviewed is None:
            return None
        scored, attempts = self.publisher.publish(
            self.given[index], reviewed, key, message, [self.folder]
        )
        if attempts:
            self._shown.append(_Shown(index, scored.id, attempts))
        return scored

    def _failure(self, index: int) -> Failure:
        error = self.run.errors.get(index)
        if error is None:
            message = "What was heard in this recording could not be read back from the history."
            error = RecordingError(FailureKind.INTERNAL, message)
        return Failure(self.recordings[index], error.kind, error.message, self.versions)


def _contents(recordings: Sequence[Recording], max_mb: float) -> dict[int, str]:
    """Digests of the recordings that can be read."""
    found = {}
    for index, recording in enumerate(recordings):
        try:
            found[index] = content_digest(recording.location, max_mb)
        except RecordingError:
            continue  # told when its turn comes
    return found
