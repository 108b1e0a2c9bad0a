"""One draft judged by the rows that messages are judged by; what needs sound is left open."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coach.coaching import Step, coaching
from coach.cues import Known, clause_vectors, clauses_written, said
from coach.drafts.estimate import length_estimate
from coach.drafts.readings import readings, words_of
from coach.judging import judge, passed, score
from coach.likeness import pitch
from coach.measures import MEASURES, Subject, take_all
from coach.measures.catalogue import UNSPOKEN
from coach.number import gather, written_digits
from coach.records import (
    Earlier,
    Evidence,
    Finding,
    Measurement,
    PhoneNumber,
    Recording,
    Review,
    Span,
    Speech,
    Transcript,
    Word,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.cues import Taught
    from coach.draft import Draft
    from coach.meaning import Meaning
    from coach.playbook import Playbook, Row
    from coach.records import Reading
    from coach.said import Clause

MOST_BLANKS = 8
"""Blanks named in a warning; the page marks them all (ours)."""

NOTHING = math.nan
"""For what only sound has: should it ever be published, JSON refuses it."""


@dataclass(frozen=True, slots=True)
class JudgedDraft:
    """A draft with its verdicts, score, page and what to change first; `review` has no sound."""

    draft: Draft
    review: Review
    findings: tuple[Finding, ...]
    score: int | None
    page: str
    steps: tuple[Step, ...]
    subject: Subject

    @property
    def recording(self) -> Recording:
        """Who would leave it, and for whom."""
        return self.review.recording

    def earlier(self, attempt: int) -> Earlier:
        """What a draft after this one has to know of it."""
        return Earlier(
            None,
            attempt,
            self.draft.said,
            self.recording.path,
            self.subject.clauses,
            self.subject.said,
            self.subject.pitch,
            passed(self.findings),
        )


@dataclass(frozen=True, slots=True)
class Reader:
    """Judges drafts by one playbook, with cues as they are taught; `doubts` are told with each."""

    meaning: Meaning
    taught: Taught
    playbook: Playbook
    region: str
    versions: dict[str, str]
    doubts: tuple[str, ...] = ()

    def judged(
        self,
        draft: Draft,
        recording: Recording,
        page: str,
        attempt: int | None,
        earlier: Sequence[Earlier],
    ) -> JudgedDraft:
        """Judge one draft; `earlier` is what the prospect will have been told before."""
        subject = self.subject(draft, recording, earlier)
        review, findings = self._reviewed(draft, subject, attempt)
        if earlier:  # what was never done is known when this draft's own rows are judged
            own = replace(subject, passed=passed(findings), asked=self._asked())
            review, findings = self._reviewed(draft, own, attempt)
        as_written = _as_written(draft, subject)
        steps = coaching(as_written, findings)
        return JudgedDraft(draft, review, findings, score(findings), page, steps, subject)

    def _reviewed(
        self, draft: Draft, subject: Subject, attempt: int | None
    ) -> tuple[Review, tuple[Finding, ...]]:
        review = self._review(draft, subject, attempt)
        return review, judge(review, _for_drafts(self.playbook, review.measurements))

    def _asked(self) -> frozenset[str]:
        return frozenset(row.id for row in self.playbook.rows if not row.off)

    def subject(
        self, draft: Draft, recording: Recording, earlier: Sequence[Earlier] = ()
    ) -> Subject:
        """What measures look at in a draft: clauses as they are said, characters as written."""
        clauses = clauses_written(draft.said)
        known = Known(recording.rep, recording.rep_company)
        vectors = clause_vectors(clauses, self.meaning)
        hits = said(clauses, vectors, self.taught, known)
        placed = {one: _placed(draft, one) for one in clauses}
        words, places = words_of(draft)
        found = readings(draft, self.region)
        numbers, others = _gathered(found, self.region, recording.rep_phone)
        return Subject(
            recording,
            _unspoken(words, found, draft.sha256),
            numbers,
            others,
            tuple(earlier),
            tuple(placed.values()),
            tuple(replace(hit, clause=placed[hit.clause]) for hit in hits),
            draft=True,
            places=tuple(draft.written(start, end) for start, end in places),
            pitch=pitch(clauses, hits, vectors, recording),
        )

    def _review(self, draft: Draft, subject: Subject, attempt: int | None) -> Review:
        words = [word.text for word in subject.words]
        estimate = length_estimate(words, subject.readings, self.playbook)
        taken = (*take_all(subject, MEASURES), estimate)
        return Review(
            recording=subject.recording,
            attempt=attempt,
            speech=subject.speech,
            numbers=subject.numbers,
            other_numbers=subject.other_numbers,
            measurements=tuple(_quoted(draft, one) for one in taken),
            warnings=(*_doubts(draft), *self.doubts),
            versions=self.versions,
        )


def _placed(draft: Draft, clause: Clause) -> Clause:
    """A clause of what is said, where it stands in the text as written."""
    start, end = draft.written(clause.start_char, clause.end_char)
    return replace(clause, start_char=start, end_char=end)


def _as_written(draft: Draft, subject: Subject) -> Subject:
    """The clauses in the rep's own words: no stand-in for a blank gets into an example."""
    own = {c: replace(c, text=draft.readable(c.start_char, c.end_char)) for c in subject.clauses}
    hits = tuple(replace(hit, clause=own[hit.clause]) for hit in subject.said)
    return replace(subject, clauses=tuple(own.values()), said=hits)


def _quoted(draft: Draft, measurement: Measurement) -> Measurement:
    """Evidence with the text as written, whatever it was read as."""
    return replace(measurement, evidence=tuple(_quote(draft, e) for e in measurement.evidence))


def _quote(draft: Draft, evidence: Evidence) -> Evidence:
    start, end = evidence.start_char or 0, evidence.end_char or 0
    while end - start > 1 and draft.text[end - 1] in ".,;:!? \n":
        end -= 1
    return Evidence(None, None, draft.text[start:end], start, end)


def _gathered(
    found: Sequence[Reading], region: str, rep_phone: str | None
) -> tuple[tuple[PhoneNumber, ...], tuple[PhoneNumber, ...]]:
    """Numbers with their readings; blanks for a number are readings of the caller's first."""
    written = [one for one in found if one.digits]
    blanks = tuple(one for one in found if not one.digits)
    numbers, others = gather(written, region, written_digits(rep_phone or ""))
    if not blanks:
        return numbers, others
    main = next((one for one in numbers if one.complete), None)
    if main is None:
        return (PhoneNumber("", None, True, True, blanks), *numbers), others
    whole = replace(main, readings=(*main.readings, *blanks))
    return tuple(whole if one is main else one for one in numbers), others


def _unspoken(words: Iterable[str], found: tuple[Reading, ...], sha256: str) -> Speech:
    """The words with no sound to them."""
    return Speech(
        sha256=sha256,
        duration_s=NOTHING,
        channel=0,
        channel_count=0,
        message=Span(NOTHING, NOTHING),
        cuts=(),
        transcript=Transcript(tuple(Word(word, 0.0, 0.0, 1.0) for word in words), "en", ""),
        readings=found,
        pauses=(),
        voiced_s=NOTHING,
        level_dbfs=NOTHING,
        peak_dbfs=NOTHING,
        snr_db=None,
        clipped_share=NOTHING,
        waveform=(),
    )


def _for_drafts(playbook: Playbook, taken: Iterable[Measurement]) -> Playbook:
    """The playbook in which rows on sound stand on no other row: they are not measurable, ever."""
    unspoken = {one.id for one in taken if one.reason == UNSPOKEN}
    rows = tuple(_free(row) if _needs_sound(row, unspoken) else row for row in playbook.rows)
    return replace(playbook, rows=rows)


def _needs_sound(row: Row, unspoken: set[str]) -> bool:
    return bool(row.targets) and all(target.measure in unspoken for target in row.targets)


def _free(row: Row) -> Row:
    return replace(row, needs=None, absent=None)


def _doubts(draft: Draft) -> tuple[str, ...]:
    """What the rep should know about how the draft was read."""
    if not draft.blanks:
        return ()
    named = ", ".join(draft.blanks[:MOST_BLANKS])
    more = len(draft.blanks) - MOST_BLANKS
    rest = f" and {more} more" if more > 0 else ""
    return (f"To fill in before the call, and taken as filled in here: {named}{rest}.",)
