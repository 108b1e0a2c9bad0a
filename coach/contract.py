"""Outcomes as the published JSON objects, `coach.review/1`; the schema stands beside this file."""

from __future__ import annotations

import base64
import functools
import json
from dataclasses import replace
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.records import (
        Evidence,
        Failure,
        Finding,
        Measurement,
        PhoneNumber,
        Reading,
        Recording,
        Review,
    )

SCHEMA = "coach.review/1"

Json = dict[str, Any]


@functools.cache
def schema() -> Json:
    """Return the JSON Schema every object obeys."""
    text = resources.files("coach.schema").joinpath("review-1.json").read_text(encoding="utf-8")
    loaded: Json = json.loads(text)
    return loaded


def line(outcome: Json) -> str:
    """One line of JSON, in ASCII, so that no terminal or pipe can spoil it."""
    return json.dumps(outcome, ensure_ascii=True, separators=(", ", ": "), allow_nan=False)


def failure_object(failure: Failure, kind: str = "message") -> Json:
    """Give the object of a recording, or of a draft, that could not be scored."""
    return {
        "schema": SCHEMA,
        "kind": kind,
        "status": "failed",
        "recording": _path(failure.recording),
        "error": {"kind": str(failure.kind), "message": failure.message},
        "versions": failure.versions,
    }


def review_object(
    review: Review, findings: Sequence[Finding], score: int | None, report: str
) -> Json:
    """Give the object of a scored message."""
    speech = review.speech
    message = speech.message
    return {
        "schema": SCHEMA,
        "kind": "message",
        "status": "scored",
        "recording": _recording(review),
        "message": {
            "start_s": _s(message.start_s),
            "end_s": _s(message.end_s),
            "duration_s": _s(message.duration_s),
        },
        "cut": [
            {"kind": cut.kind, "start_s": _s(cut.start_s), "end_s": _s(cut.end_s)}
            for cut in speech.cuts
        ],
        "transcript": {
            "text": speech.transcript.text,
            "language": speech.transcript.language,
            "model": speech.transcript.model,
            "words": [
                {
                    "text": word.text,
                    "start_s": _s(word.start_s),
                    "end_s": _s(word.end_s),
                    "probability": round(word.probability, 4),
                }
                for word in speech.transcript.words
            ],
        },
        "numbers": [_number(number) for number in review.numbers],
        "other_numbers": [
            {**_number(number), "whose": number.whose} for number in review.other_numbers
        ],
        "measurements": _measurements(review.measurements),
        "findings": [_finding(finding) for finding in findings],
        "score": score,
        "warnings": list(review.warnings),
        "report": report,
        "versions": review.versions,
    }


def draft_object(
    review: Review, text: str, findings: Sequence[Finding], score: int | None, report: str | None
) -> Json:
    """Give the object of a scored draft: characters count in its `text`, and nothing has a time."""
    return {
        "schema": SCHEMA,
        "kind": "draft",
        "status": "scored",
        "recording": {**_recording(review), "duration_s": None, "channel": None},
        "message": None,
        "cut": [],
        "transcript": {"text": text, "language": "en", "model": "", "words": []},
        "numbers": [_written_number(one) for one in review.numbers if one.digits],
        "other_numbers": [
            {**_written_number(one), "whose": one.whose} for one in review.other_numbers
        ],
        "measurements": _measurements(review.measurements),
        "findings": [_finding(finding) for finding in findings],
        "score": score,
        "warnings": list(review.warnings),
        "report": report,
        "versions": review.versions,
    }


def _s(time_s: float) -> float:
    """Seconds to the millisecond."""
    return round(float(time_s), 3)


def _path(recording: Recording) -> Json:
    if recording.path_bytes is None:
        return {"path": recording.path}
    encoded = base64.b64encode(recording.path_bytes).decode("ascii")
    return {"path": recording.path, "path_bytes": encoded}


def _recording(review: Review) -> Json:
    recording = review.recording
    recorded_at = recording.recorded_at
    return {
        **_path(recording),
        "sha256": review.speech.sha256,
        "duration_s": _s(review.speech.duration_s),
        "channel": review.speech.channel,
        "rep": recording.rep,
        "rep_company": recording.rep_company,
        "prospect": recording.prospect,
        "prospect_company": recording.prospect_company,
        "attempt": review.attempt,
        "recorded_at": recorded_at.isoformat(timespec="seconds") if recorded_at else None,
        "recorded_at_source": recording.recorded_at_source,
    }


def _number(number: PhoneNumber) -> Json:
    return {
        "digits": number.digits,
        "e164": number.e164,
        "complete": number.complete,
        "times_said": number.times_said,
        "agree": number.agree,
        "readings": [_reading(reading) for reading in number.readings],
        "partial": [_reading(reading) for reading in number.partial],
    }


def _reading(reading: Reading) -> Json:
    return {
        "start_s": _s(reading.start_s),
        "end_s": _s(reading.end_s),
        "digits": reading.digits,
        "confidence": round(reading.confidence, 4),
        "seconds_per_digit": _s(reading.seconds_per_digit),
        "timing": reading.timing,
        "timing_reason": reading.timing_reason or None,
        "pause_before_s": _s(reading.pause_before_s),
        "extension": reading.extension,
        "each": [
            {"digit": digit.digit, "start_s": _s(digit.start_s), "end_s": _s(digit.end_s)}
            for digit in reading.each
        ],
        "groups": [
            {
                "digits": group.digits,
                "start_s": _s(group.start_s),
                "end_s": _s(group.end_s),
                "pause_after_s": None if group.pause_after_s is None else _s(group.pause_after_s),
            }
            for group in reading.groups
        ],
    }


def _written_number(number: PhoneNumber) -> Json:
    """A number in a draft: readings without times, and none that is still to be filled in."""
    untimed = dict.fromkeys(("start_s", "end_s", "seconds_per_digit", "timing", "pause_before_s"))
    told = tuple(reading for reading in number.readings if reading.digits)
    made = {**_number(replace(number, readings=told)), "times_said": number.times_said}
    for kind in ("readings", "partial"):
        made[kind] = [{**one, **untimed, "each": [], "groups": []} for one in made[kind]]
    return made


def _measurements(measurements: Iterable[Measurement]) -> Json:
    return {
        measurement.id: {
            "value": measurement.value,
            "unit": measurement.unit,
            "reason": measurement.reason,
        }
        for measurement in measurements
    }


def _finding(finding: Finding) -> Json:
    return {
        "id": finding.id,
        "verdict": finding.verdict,
        "target": finding.target,
        "weight": finding.weight,
        "points": finding.points,
        "by": finding.by,
        "reason": finding.reason,
        "advice": finding.advice,
        "source": finding.source,
        "evidence": [_evidence(evidence) for evidence in finding.evidence],
    }


def _evidence(evidence: Evidence) -> Json:
    if evidence.start_s is None or evidence.end_s is None:  # a draft: characters, not seconds
        place: Json = {"start_char": evidence.start_char, "end_char": evidence.end_char}
    else:
        place = {"start_s": _s(evidence.start_s), "end_s": _s(evidence.end_s)}
    return {**place, "quote": evidence.quote}
