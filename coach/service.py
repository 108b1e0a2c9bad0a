"""The one thing every door calls: recordings in, outcomes and pages out.

`Coach` never prints. Only the process it lives in writes the history and the reports.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coach import __version__, contract
from coach.audio import MEDIA_TYPE as SOUND_TYPE
from coach.coaching import Step, coaching
from coach.cues import teach
from coach.errors import FailureKind, RecordingError
from coach.executors import PoolExecutor, worker_count
from coach.history import History
from coach.judging import judge, score
from coach.meaning import Meaning
from coach.measures import MEASURES, Subject, take_all
from coach.names import names_of, with_names
from coach.number import gather, written_digits
from coach.pages import make_folder, page_name, write
from coach.playbook import load_playbook
from coach.records import Earlier, Failure, Finding, Measurement, Recording, Review, Speech
from coach.report.index_view import IndexEntry, index_entry, index_view
from coach.report.render import render_index, render_message
from coach.report.view import Attempt, message_view
from coach.roster import attribution, refuse_unknown
from coach.run import Run, as_recording_error
from coach.sayings import Sayings
from coach.sequences import Sequences
from coach.settings import Hearing, Settings
from coach.weights import DEFAULT_MODEL, find

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from coach.executors import Executor

INDEX = "index.html"

MOST_EARLIER = 100
"""A message is compared with at most this many before it."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A message with its findings, score, page under `--out`, and what to do next time."""

    review: Review
    findings: tuple[Finding, ...]
    score: int | None
    page: str
    steps: tuple[Step, ...] = ()

    @property
    def recording(self) -> Recording:
        """Who left what to whom and when."""
        return self.review.recording


Outcome = Scored | Failure


def outcome_object(outcome: Outcome) -> contract.Json:
    """Give the contract's object for an outcome."""
    if isinstance(outcome, Failure):
        return contract.failure_object(outcome)
    return contract.review_object(outcome.review, outcome.findings, outcome.score, outcome.page)


class Coach:
    """Scores recordings with one set of settings.

    Raises, when made, UsageError for a wrong playbook, roster, pattern or cue, and MissingError
    where the model is not there.
    """

    def __init__(self, settings: Settings, executor: Executor | None = None) -> None:
        self.settings = settings
        refuse_unknown(settings)
        self.playbook = load_playbook(settings.playbook)
        self.attribution = attribution(settings)
        weights = find(settings.model, settings.cache)
        self.hearing = Hearing(
            model_folder=str(weights.folder),
            model_id=f"{weights.name}@sha256:{weights.sha256}",
            number_folder=str(find(DEFAULT_MODEL, settings.cache).folder),
            language=settings.language,
            region=settings.region,
            max_minutes=settings.max_minutes,
        )
        self.versions = {
            "coach": __version__,
            "model": self.hearing.model_id,
            "playbook": self.playbook.id,
        }
        self.history = History(settings.home)
        meaning = Meaning()
        taught = teach(meaning, settings.cache, settings.home)
        self.sayings = Sayings(self.history, taught, meaning)
        self.executor = executor or PoolExecutor(worker_count(settings.jobs))

    @property
    def index(self) -> Path:
        """Where the index page is."""
        return self.settings.out / INDEX

    def score(self, recordings: Sequence[Recording]) -> Generator[Outcome, None, None]:
        """Score recordings, and yield an outcome for each in the order given.

        Pages are written as messages are judged, the index at the end. As many outcomes come
        out as recordings went in.

        Raises
        ------
        CoachError
            Where history or reports cannot be written, or the roster is wrong.
        """
        self.history.prepare()
        make_folder(self.settings.out)
        batch = _Batch(self, [self.attribution.attribute(one) for one in recordings])
        try:
            for index in batch.run.ready(self.executor):
                yield batch.outcome(index)
        finally:
            batch.write_index()
        batch.refresh_pages()


class _Batch:
    """One call of `Coach.score`: judges what was heard, and writes its pages."""

    def __init__(self, coach: Coach, recordings: Sequence[Recording]) -> None:
        self.coach = coach
        self.recordings = recordings
        self.sequences = Sequences(recordings)
        self.run = Run(
            recordings, self.sequences, coach.history, coach.hearing, coach.settings.max_mb
        )
        self.entries: dict[str, IndexEntry] = {}
        self.failures: list[Failure] = []
        self.texts: dict[int, str] = {}
        self.shown: dict[int, tuple[Attempt, ...]] = {}
        self.marks: dict[int, tuple[int | None, float | None]] = {}
        self.taken: dict[int, tuple[Measurement, ...]] = {}
        self.steps: dict[int, tuple[Step, ...]] = {}

    def outcome(self, index: int) -> Outcome:
        """Judge a recording that is ready, and write its page."""
        recording = self.recordings[index]
        scored = None if index in self.run.errors else self._scored_or_failed(index)
        if scored is None:
            failure = self._failure(index, recording)
            self.failures.append(failure)
            return failure
        self._write_page(index, scored)
        self.entries[scored.page] = index_entry(
            scored.review, scored.findings, scored.score, scored.page
        )
        return scored

    def _scored_or_failed(self, index: int) -> Scored | None:
        """Judge a message; an error of our own costs this message, not the batch."""
        try:
            return self._scored(index)
        except Exception as error:  # whatever one message does, the others go on
            self.run.errors[index] = as_recording_error(error)
            return None

    def write_index(self) -> None:
        """Write the page that lists all messages."""
        write(
            self.coach.index, render_index(index_view(tuple(self.entries.values()), self.failures))
        )

    def refresh_pages(self) -> None:
        """Write pages again whose sequence grew after them, so that all attempts link."""
        for index, shown in self.shown.items():
            if shown != self._attempts(index):
                scored = self._scored(index)
                if scored:
                    self._write_page(index, scored)

    def _failure(self, index: int, recording: Recording) -> Failure:
        error = self.run.errors.get(index)
        if error is None:
            message = "What was heard in this recording could not be read back from the history."
            error = RecordingError(FailureKind.INTERNAL, message)
        return Failure(recording, error.kind, error.message, self.coach.versions)

    def _scored(self, index: int) -> Scored | None:
        """The message at a place in the run; None where its hearing cannot be read back."""
        heard = self.coach.history.speech(self.run.keys[index])
        if heard is None:
            return None
        subject = self._subject(index, heard)
        if index not in self.taken:
            subject = self._with_said(index, subject)
            self.taken[index] = take_all(subject, MEASURES)
        review = self._review(index, subject)
        findings = judge(review, self.coach.playbook)
        page = page_name(review.recording, self.run.contents[index])
        self.marks[index] = (score(findings), review.likeness)
        if index not in self.steps:
            self.steps[index] = coaching(subject, findings)
        return Scored(review, findings, score(findings), page, self.steps[index])

    def _subject(self, index: int, heard: Speech) -> Subject:
        recording = self.recordings[index]
        speech = with_names(heard, names_of(recording))
        self.texts[index] = speech.transcript.text
        numbers, others = gather(
            speech.readings,
            region=self.coach.settings.region,
            known=written_digits(recording.rep_phone or ""),
        )
        return Subject(recording, speech, numbers, others, self._earlier(index))

    def _with_said(self, index: int, subject: Subject) -> Subject:
        clauses, said = self.coach.sayings.of(
            self.run.keys[index], subject.speech, subject.recording
        )
        return replace(subject, clauses=clauses, said=said)

    def _review(self, index: int, subject: Subject) -> Review:
        return Review(
            recording=subject.recording,
            attempt=self.sequences.attempt(index),
            speech=subject.speech,
            numbers=subject.numbers,
            other_numbers=subject.other_numbers,
            measurements=self.taken[index],
            warnings=(*subject.speech.warnings, *_doubts(subject.speech)),
            versions=self.coach.versions,
        )

    def _earlier(self, index: int) -> tuple[Earlier, ...]:
        """The messages before this one, the latest ones where there are very many."""
        attempt = self.sequences.attempt(index)
        if attempt is None:
            return ()
        before = self.sequences.messages(index)[: attempt - 1][-MOST_EARLIER:]
        return tuple(
            Earlier(
                recorded_at=self.recordings[other].recorded_at,
                attempt=self.sequences.attempt(other) or 0,
                text=self._text(other),
                path=self.recordings[other].path,
            )
            for other in before
        )

    def _text(self, index: int) -> str:
        if index not in self.texts:
            heard = self.coach.history.speech(self.run.keys[index])
            named = with_names(heard, names_of(self.recordings[index])) if heard else None
            self.texts[index] = named.transcript.text if named else ""
        return self.texts[index]

    def _write_page(self, index: int, scored: Scored) -> None:
        sound = self.coach.history.sound(self.run.keys[index])
        attempts = self._attempts(index)
        self.shown[index] = attempts
        view = message_view(
            scored.review,
            scored.findings,
            scored.score,
            sound,
            attempts,
            audio_mime=SOUND_TYPE,
            steps=scored.steps,
        )
        write(self.coach.settings.out / scored.page, render_message(view))

    def _attempts(self, index: int) -> tuple[Attempt, ...]:
        """The sequence this message stands in, oldest first."""
        this = self.sequences.attempt(index)
        return tuple(
            Attempt(
                attempt=self.sequences.attempt(other),
                href=page_name(self.recordings[other], self.run.contents[other]),
                recorded_at=self.recordings[other].recorded_at,
                sameness=self.marks.get(other, (None, None))[1],
                is_this=self.sequences.attempt(other) == this,
                score=self.marks.get(other, (None, None))[0],
            )
            for other in self.sequences.messages(index)
        )


def _doubts(speech: Speech) -> tuple[str, ...]:
    """What the listener should know about how well this was heard."""
    unheard_s = sum(span.duration_s for span in speech.suspect_spans)
    return (f"{unheard_s:.1f} s of speech could not be put into words.",) if unheard_s else ()
