"""Builds an invented message: words, pauses and numbers said one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from coach.records import (
    Cut,
    Digit,
    DigitGroup,
    Evidence,
    Finding,
    Measurement,
    PhoneNumber,
    Reading,
    Recording,
    Review,
    Span,
    Speech,
    Transcript,
    Word,
)

from .rows import NOT_YET, QUESTIONS, SOURCES, TARGETS, WEIGHTS
from .sound import peaks_of, sound_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.records import CutKind, Timing, Verdict
    from coach.report import Attempt

VERSIONS = {
    "coach": "0.1.0",
    "model": "base@sha256:5d3c0a91f27be64488e1c0f5b2a97d10c1e5a0c6a4f6b13e9c2f7708f04b7a1d",
    "playbook": "standard@sha256:0b6f7d4c29a8e5513c77aa90be21f0644d3f1e8a9b5c2d7e6f80112233445566",
}
EASTERN = timezone(timedelta(hours=-5))
POINTS = {"pass": 1.0, "watch": 0.5, "miss": 0.0}


@dataclass(frozen=True)
class Example:
    """What the service hands to the pages."""

    review: Review
    findings: tuple[Finding, ...]
    score: int | None
    attempts: tuple[Attempt, ...] = ()


@dataclass
class Said:
    """A message under construction, spoken from `now_s` on."""

    now_s: float
    words: list[Word] = field(default_factory=list)
    pauses: list[Span] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)

    def say(self, text: str, rate: float = 3.05, unsure: Sequence[str] = ()) -> Said:
        """Speak words at `rate` a second; the longer a word, the longer it lasts."""
        spoken = text.split()
        letters = sum(len(word) + 2 for word in spoken)
        total_s = len(spoken) / rate
        for word in spoken:
            lasting = total_s * (len(word) + 2) / letters
            probability = 0.31 if word.strip(".,") in unsure else 0.94
            end_s = self.now_s + lasting * 0.93
            self.words.append(Word(word, round(self.now_s, 3), round(end_s, 3), probability))
            self.now_s += lasting
        return self

    def wait(self, pause_s: float) -> Said:
        """Say nothing for a while."""
        self.pauses.append(Span(self.now_s, self.now_s + pause_s))
        self.now_s += pause_s
        return self

    def number(
        self,
        groups: Sequence[str],
        steps_s: Sequence[float],
        pauses_s: Sequence[float],
        timing: Timing = "digit",
        reason: str = "",
    ) -> Said:
        """Speak a number: `steps_s` from onset to onset, `pauses_s` behind groups."""
        first_word, begin_s = len(self.words), self.now_s
        steps = iter(steps_s)
        each: list[Digit] = []
        made: list[DigitGroup] = []
        for place, group in enumerate(groups):
            group_start_s = self.now_s
            for digit in group:
                step = next(steps)
                end_s = round(self.now_s + step * 0.86, 3)
                each.append(Digit(digit, round(self.now_s, 3), end_s))
                self.now_s += step
            last = place == len(groups) - 1
            self.now_s = each[-1].end_s
            ending = "." if last else ","
            self.words.append(Word(group + ending, group_start_s, self.now_s, 0.88))
            pause_s = None if last else pauses_s[place]
            made.append(DigitGroup(group, group_start_s, self.now_s, pause_s))
            if pause_s is not None:
                self.wait(pause_s)
        self.readings.append(
            Reading(
                digits="".join(groups),
                start_s=begin_s,
                end_s=self.now_s,
                confidence=0.97,
                timing=timing,
                timing_reason=reason,
                each=tuple(each) if timing == "digit" else (),
                groups=() if timing == "number" else tuple(made),
                pause_before_s=0.18,
                complete=True,
                word_start=first_word,
                word_end=len(self.words),
            )
        )
        return self

    def find(self, quote: str) -> Evidence:
        """Return where words were said."""
        wanted, texts = quote.split(), [word.text for word in self.words]
        for at in range(len(texts) - len(wanted) + 1):
            if texts[at : at + len(wanted)] == wanted:
                last = self.words[at + len(wanted) - 1]
                return Evidence(self.words[at].start_s, last.end_s, quote)
        raise LookupError(quote)

    def reading(self, place: int) -> Evidence:
        """Return where the number was said for the k-th time."""
        said = self.readings[place]
        return Evidence(said.start_s, said.end_s, " ".join(g.digits for g in said.groups))


def finding(
    row: str,
    verdict: Verdict,
    advice: str = "",
    evidence: Sequence[Evidence] = (),
    reason: str = "",
) -> Finding:
    """Return a finding on a row of the standard playbook."""
    return Finding(
        id=row,
        question=QUESTIONS[row],
        verdict=verdict,
        target=TARGETS[row],
        weight=WEIGHTS.get(row, 1.0),
        points=POINTS.get(verdict),
        advice=advice,
        source=SOURCES[row],
        reason=reason or None,
        evidence=tuple(evidence),
    )


def scored(findings: Sequence[Finding]) -> int | None:
    """Return the score as the contract defines it."""
    rows = [(f.weight, f.points) for f in findings if f.points is not None]
    total = sum(weight for weight, _ in rows)
    return int(100 * sum(w * p for w, p in rows) / total + 0.5) if total else None


def with_unmeasured(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings on every row in rubric order, those missing as not measured."""
    known = {f.id: f for f in findings}
    return tuple(
        known.get(row) or finding(row, "not_measurable", reason=NOT_YET) for row in QUESTIONS
    )


def review_of(
    said: Said,
    recording: Recording,
    cuts: Sequence[tuple[CutKind, float, float, str]] = (),
    numbers: Sequence[PhoneNumber] = (),
    measurements: Sequence[Measurement] = (),
    attempt: int | None = 1,
    warnings: tuple[str, ...] = (),
) -> Review:
    """Return a review of what was said."""
    end_s = said.words[-1].end_s if said.words else said.now_s
    start_s = said.words[0].start_s if said.words else said.now_s
    speech = Speech(
        sha256="9f2c51ab04e7d8836a1f0c5b7e92d4418bd0f6a7c3e5192840bb6d7f1e2a3c4d",
        duration_s=round(end_s + 0.6, 3),
        channel=0,
        channel_count=1,
        message=Span(start_s, end_s),
        cuts=tuple(Cut(*cut) for cut in cuts),
        transcript=Transcript(tuple(said.words), "en", "base"),
        readings=tuple(said.readings),
        pauses=tuple(said.pauses),
        voiced_s=end_s - start_s - sum(p.duration_s for p in said.pauses),
        level_dbfs=-21.4,
        peak_dbfs=-3.2,
        snr_db=24.0,
        clipped_share=0.0,
        waveform=(),
        warnings=(),
    )
    speech = replace(speech, waveform=peaks_of(sound_of(speech)))
    return Review(
        recording=recording,
        attempt=attempt,
        speech=speech,
        numbers=tuple(numbers),
        other_numbers=(),
        measurements=tuple(measurements),
        warnings=warnings,
        versions=VERSIONS,
    )


def phone(said: Said, agree: bool = True) -> PhoneNumber:
    """Return the number as said."""
    digits = said.readings[0].digits
    return PhoneNumber(digits, f"+1{digits}", True, agree, tuple(said.readings))


def recording_of(**changes: object) -> Recording:
    """Return a recording by one rep to one prospect, changed as asked."""
    known = Recording(
        path="calls/2026-11-20/dana_acme-pumps_2.wav",
        location="calls/2026-11-20/dana_acme-pumps_2.wav",
        rep="Dana Whitfield",
        rep_company="Northwind Freight",
        prospect="Priya Raman",
        prospect_company="Acme Pumps",
        recorded_at=datetime(2026, 11, 20, 15, 4, tzinfo=EASTERN),
        recorded_at_source="file name",
    )
    return replace(known, **changes)
