"""Invented messages with their findings, as the pages would get them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cache

from coach.errors import FailureKind
from coach.records import Evidence, Failure, Measurement, Recording, Span
from coach.report import IndexEntry

from .long_message import long
from .rich_message import rich
from .said import (
    EASTERN,
    VERSIONS,
    Example,
    Said,
    finding,
    phone,
    recording_of,
    review_of,
    scored,
    with_unmeasured,
)


@cache
def no_number() -> Example:
    """Return 18 s without a number to call."""
    said = Said(0.4)
    said.say("Hi Tom, it's Luis Ortega from Harbor Dental Supply.", 2.7).wait(0.5)
    said.say("I saw that you open a second practice in Reading in March.", 2.6).wait(0.4)
    said.say("Two of our customers cut their order time in half when they did that,", 2.7).wait(0.3)
    said.say("and I'll mail you how on Thursday at two. No hurry at all.", 2.6)
    absent = "no number was given"
    findings = with_unmeasured(
        [
            finding("length", "pass", evidence=[Evidence(0.4, said.words[-1].end_s, "")]),
            finding("speaking_rate", "pass"),
            finding("audibility", "pass"),
            finding(
                "number_given",
                "miss",
                "Give a number, twice, at the pace of a pen. Without one they have to look you up.",
            ),
            finding("number_twice", "not_applicable", reason=absent),
            finding("digit_pace", "not_applicable", reason=absent),
            finding("digit_groups", "not_applicable", reason=absent),
            finding("readings_agree", "not_applicable", reason=absent),
        ]
    )
    recording = recording_of(
        path="calls/luis_reading.m4a",
        rep="Luis Ortega",
        rep_company="Harbor Dental Supply",
        prospect="Tom Becker",
        prospect_company=None,
        recorded_at=None,
        recorded_at_source=None,
    )
    measurements = [
        Measurement("length", 19.2, "s"),
        Measurement("speaking_rate", 148.0, "wpm"),
        Measurement("number_given", None, "digits", "no number was heard"),
    ]
    review = review_of(said, recording, (), (), measurements, attempt=None)
    return Example(review, findings, scored(findings))


@cache
def readings_differ() -> Example:
    """Return a message whose two readings differ in a digit and were timed in groups."""
    said = Said(0.9)
    said.say("Good morning Wen, Aisha Bello, Quarry Lane Software.", 2.6).wait(0.4)
    said.say("Your team in Leeds just moved to four shifts, and rosters are our trade.", 2.8)
    said.wait(0.5).say("My number is", 2.8).wait(0.5)
    reason = "the line is too noisy to tell one digit from the next"
    steps = (0.6, 0.55, 0.62, 0.58, 0.57, 0.64, 0.7, 0.62, 0.6, 0.66)
    said.number(("617", "555", "0182"), steps, (0.62, 0.55), "group", reason).wait(0.5)
    said.say("That's", 2.8).wait(0.3)
    said.number(("617", "555", "0128"), steps, (0.5, 0.15), "number", reason).wait(0.4)
    said.say("I am in all of Tuesday morning.", 2.8)
    first = said.reading(0)
    second = Evidence(said.readings[1].start_s, said.readings[1].end_s, "617 555 0128")
    findings = with_unmeasured(
        [
            finding("length", "watch", "Drop the second sentence and you are under twenty."),
            finding("number_given", "pass", evidence=[first]),
            finding("number_twice", "watch", "Say it again, the same.", [first, second]),
            finding("digit_pace", "pass", evidence=[first]),
            finding("digit_groups", "watch", "Hold the pause before the last four.", [second]),
            finding(
                "readings_agree",
                "miss",
                "Listen here: the last four digits came out as 0182 and as 0128. Read the"
                " number off a card.",
                [first, second],
            ),
        ]
    )
    recording = recording_of(
        path="calls/aisha_wen.ogg",
        rep="Aisha Bello",
        rep_company="Quarry Lane Software",
        prospect="Wen Li",
        prospect_company="Tolland Castings",
        recorded_at=datetime(2026, 11, 19, 9, 41, tzinfo=EASTERN),
    )
    measurements = [Measurement("digit_pace", 0.63, "s per digit")]
    review = review_of(
        said,
        recording,
        (),
        [phone(said, agree=False)],
        measurements,
        warnings=("The header says 30.0 s, 27.3 s decoded.",),
    )
    speech = replace(review.speech, suspect_spans=(Span(11.2, 12.4),))
    return Example(replace(review, speech=speech), findings, scored(findings))


def failures() -> tuple[Failure, ...]:
    """Return two recordings that could not be scored."""
    said = (
        ("calls/empty.wav", FailureKind.NOT_AUDIO, "This file is empty."),
        ("calls/quiet.mp3", FailureKind.NO_SPEECH, "No speech was heard in this recording."),
    )
    return tuple(
        Failure(Recording(path=path, location=path), kind, why, VERSIONS)
        for path, kind, why in said
    )


def earlier() -> Example:
    """Return the first attempt to the prospect of the rich example."""
    base = rich()
    recording = replace(
        base.review.recording, recorded_at=datetime(2026, 11, 14, 10, 12, tzinfo=EASTERN)
    )
    review = replace(base.review, recording=recording, attempt=1)
    return Example(review, base.findings, 48)


def entries() -> tuple[IndexEntry, ...]:
    """Return the examples as the index lists them, in no order."""
    made = {
        "no-number": no_number(),
        "dana-acme-1": earlier(),
        "rich": rich(),
        "long": long(),
        "differ": readings_differ(),
    }
    return tuple(
        IndexEntry(e.review, e.findings, e.score, f"{name}.html") for name, e in made.items()
    )
