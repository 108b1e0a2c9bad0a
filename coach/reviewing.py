"""One message reviewed: what was heard, measured beside those before it, and judged.

The same for a message that was just heard and for one out of the history.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coach import judging
from coach.amending import amended
from coach.coaching import Step, coaching
from coach.edition import edition
from coach.judging import passed
from coach.likeness import Pitch, pitch
from coach.measures import MEASURES, Subject, take_all
from coach.names import names_of, with_names
from coach.number import gather, written_digits
from coach.others import Others
from coach.outcomes import doubts
from coach.records import Earlier, Finding, Measurement, Review, Speech
from coach.report.view import Attempt
from coach.sayings import Sayings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coach.correction import Correction
    from coach.history import History
    from coach.history.messages import Surroundings, Told, Version
    from coach.playbook import Playbook
    from coach.records import Recording
    from coach.sayings import SayingsFinder

OWN_VERDICTS = "never_done"
"""The measure that asks which rows this message passes: taken again when they are known."""

MOST_MADE = 4_000
"""Findings without evidence that a run keeps at hand: most messages share them."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A message with all that was made of it; `before` are verdicts without its corrections."""

    review: Review
    findings: tuple[Finding, ...]
    steps: tuple[Step, ...]
    sayings: Sayings
    made_of: str
    measured_of: str
    pitch: Pitch | None
    surroundings: Surroundings
    corrections: tuple[Correction, ...] = ()
    before: tuple[Finding, ...] = ()

    @property
    def score(self) -> int | None:
        """The contract's score."""
        return judging.score(self.findings)


class Reviewer:
    """Reviews messages of one history under one playbook."""

    def __init__(
        self,
        history: History,
        playbook: Playbook,
        finder: SayingsFinder,
        region: str,
    ) -> None:
        self.history = history
        self.playbook = playbook
        self.finder = finder
        self.region = region
        self.others = Others(history, playbook)
        self._made: judging.Made = {}

    def reviewed(
        self, recording: Recording, hearing: str, versions: dict[str, str], message: int | None
    ) -> Reviewed | None:
        """Review a message by its hearing; None where that cannot be read back.

        `message` is its id where it is stored already: what persons put right is put in.
        """
        with self.history.database.reading():  # all of it in one transaction
            heard = self.history.hearings.speech(hearing)
            if heard is None:
                return None
            corrections = self._corrections(message)
            around = self.history.messages.surroundings(recording, heard.sha256, message)
        speech = with_names(amended(heard, corrections, self.region), names_of(recording))
        made_of = self.finder.made_of(hearing, speech, recording)
        told = self.history.messages.told([message]).get(message) if message else None
        sayings, its_pitch = _kept(told, made_of) or self._found(hearing, speech, recording)
        measured_of = self._measured_of(made_of, recording, corrections)
        with self.history.database.reading():
            subject = self._subject(recording, speech, sayings, its_pitch, around)
            known = self._known(message) if told and told.measured_of == measured_of else {}
        measured = take_all(subject, MEASURES, known)
        measured, findings = self._judged(subject, measured, corrections)
        review = _review(subject, around.attempt, measured, versions)
        steps = coaching(subject, findings)
        before = self._findings(measured) if corrections else ()
        return Reviewed(
            *(review, findings, steps, sayings, made_of, measured_of, its_pitch, around),
            *(corrections, before),
        )

    def attempts(self, reviewed: Reviewed, folder: str, page: str) -> tuple[Attempt, ...]:
        """The sequence a message stands in, oldest first; `page` is its own in a folder."""
        around, review = reviewed.surroundings, reviewed.review
        if around.attempt is None:
            return ()
        others = [message for message, _ in (*around.before, *around.after)]
        pages = {one.message: one.page for one in self.history.pages.of(others, folder)}
        first = around.attempt - len(around.before)
        this = Attempt(
            around.attempt,
            page,
            review.recording.recorded_at,
            review.likeness,
            is_this=True,
            score=reviewed.score,
        )
        before = self._line(around.before, first, pages)
        return (*before, this, *self._line(around.after, around.attempt + 1, pages))

    def _line(
        self, versions: Sequence[Version], first: int, pages: Mapping[int, str]
    ) -> tuple[Attempt, ...]:
        return tuple(
            Attempt(
                number,
                pages.get(other.message),
                other.earlier.recorded_at,
                other.sameness,
                is_this=False,
                score=other.score,
            )
            for number, other in enumerate(self.others.made(versions), start=first)
        )

    def _corrections(self, message: int | None) -> tuple[Correction, ...]:
        return self.history.corrections.of([message]).get(message, ()) if message else ()

    def _measured_of(
        self, made_of: str, recording: Recording, corrections: Sequence[Correction]
    ) -> str:
        """Digest of all that a measurement depends on that looks at the message alone."""
        parts = (made_of, edition(), self.region, repr(recording), repr(corrections))
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:16]

    def _known(self, message: int | None) -> dict[str, Measurement]:
        """What was measured of a message when it was stored, by id."""
        found = self.history.messages.measurements([message]) if message else {}
        return {one.id: one for measured in found.values() for one in measured}

    def _found(self, hearing: str, speech: Speech, recording: Recording) -> tuple[Sayings, Pitch]:
        found = self.finder.of(hearing, speech, recording)
        return found, pitch(found.clauses, found.said, found.vectors, recording)

    def _subject(
        self,
        recording: Recording,
        speech: Speech,
        sayings: Sayings,
        its_pitch: Pitch | None,
        around: Surroundings,
    ) -> Subject:
        known = written_digits(recording.rep_phone or "")
        numbers, others = gather(speech.readings, region=self.region, known=known)
        return Subject(
            recording,
            speech,
            numbers,
            others,
            self._earlier(around),
            clauses=sayings.clauses,
            said=sayings.said,
            pitch=its_pitch,
            elsewhere=self.others.elsewhere(around.elsewhere),
            asked=frozenset(row.id for row in self.playbook.rows if not row.off),
        )

    def _judged(
        self,
        subject: Subject,
        measured: tuple[Measurement, ...],
        corrections: Sequence[Correction],
    ) -> tuple[tuple[Measurement, ...], tuple[Finding, ...]]:
        """Verdicts; those that stand on others of the same message come after them."""
        found = self._findings(measured, corrections)
        late = [one for one in MEASURES if one.id.partition(".")[0] == OWN_VERDICTS]
        if not late:
            return measured, found
        again = {one.id: one.take(replace(subject, passed=passed(found))) for one in late}
        measured = tuple(again.get(one.id, one) for one in measured)
        return measured, self._findings(measured, corrections)

    def _findings(
        self, measured: tuple[Measurement, ...], corrections: Sequence[Correction] = ()
    ) -> tuple[Finding, ...]:
        if len(self._made) > MOST_MADE:
            self._made.clear()
        return judging.findings(measured, self.playbook, corrections, self._made)

    def _earlier(self, around: Surroundings) -> tuple[Earlier, ...]:
        first = (around.attempt or 1) - len(around.before)
        made = self.others.made(around.before)
        return tuple(
            replace(other.earlier, attempt=number) for number, other in enumerate(made, start=first)
        )


def _kept(told: Told | None, made_of: str) -> tuple[Sayings, Pitch | None] | None:
    """What a message said when it was stored, where that was made of the same."""
    if told is None or told.made_of != made_of:
        return None
    try:
        its = Pitch.unpacked(told.pitch, told.prepared) if told.pitch else None
        return Sayings.unpacked(told.sayings), its
    except ValueError:
        return None


def _review(
    subject: Subject,
    attempt: int | None,
    measured: tuple[Measurement, ...],
    versions: dict[str, str],
) -> Review:
    return Review(
        recording=subject.recording,
        attempt=attempt,
        speech=subject.speech,
        numbers=subject.numbers,
        other_numbers=subject.other_numbers,
        measurements=measured,
        warnings=(*subject.speech.warnings, *doubts(subject.speech)),
        versions=versions,
    )
