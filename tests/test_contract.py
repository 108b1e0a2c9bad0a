"""Objects as published: every outcome validates, nothing broken does, hostile text stays text."""

from __future__ import annotations

import copy
import json
from base64 import b64decode
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, get_args

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spoken import numbers, say, subject

from coach import contract
from coach.errors import FailureKind
from coach.judging import judge, score
from coach.measures import MEASURES, take_all
from coach.playbook import SHIPPED, load_playbook
from coach.records import (
    Cut,
    CutKind,
    Earlier,
    Evidence,
    Failure,
    Finding,
    Measurement,
    Recording,
    Review,
    Timing,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.playbook import Playbook

VERSIONS = {"coach": "0.1.0", "model": "base@sha256:00", "playbook": "standard@sha256:00"}
HOSTILE = 'Robin "R" <script>\n\r\u2028\x00\x1b[31m\u202e\U0001f4de\udcff\ufffd'
AT = datetime(2026, 11, 20, 15, 4, 5, 678_000, tzinfo=timezone(timedelta(hours=-5)))
TEXT = (
    "Hi Sam, it's Dana [0.8] call me at {212 555 0143} or {? 212 555} again {212 555 0148} um bye"
)
OTHERS = "Ask for Lee at {312 555 0100}"


@pytest.fixture
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(contract.schema())


def rich(**about: Any) -> Review:
    """Return a review with something in every field."""
    recording = Recording(
        path="calls/acme-2.wav",
        location="calls/acme-2.wav",
        path_bytes=b"calls/acme-2\xff.wav",
        rep="Dana",
        rep_company="Brightline",
        rep_phone="212-555-0143",
        prospect="Sam",
        prospect_company="Acme",
        recorded_at=AT,
        recorded_at_source="roster",
    )
    heard = say(TEXT)
    speech = replace(
        heard,
        cuts=(Cut("ring", 0.0, 0.4), Cut("greeting", 0.4, 0.8, HOSTILE), Cut("beep", 0.8, 0.9)),
        readings=tuple(replace(one, extension="12", timing_reason="") for one in heard.readings),
    )
    seen = subject(speech, (Earlier(AT, 1, "Hi Sam, it's Dana, call me please.", "a.wav"),))
    seen = replace(seen, recording=recording)
    others = tuple(replace(n, whose="Lee", e164=None) for n in numbers(say(OTHERS)))
    review = Review(
        recording=recording,
        attempt=2,
        speech=speech,
        numbers=numbers(speech),
        other_numbers=others,
        measurements=take_all(seen, MEASURES),
        warnings=("header says 30.0 s, 12.1 s decoded",),
        versions=VERSIONS,
    )
    return replace(review, **about)


def published(review: Review, standard: Playbook) -> dict[str, Any]:
    findings = judge(review, standard)
    return contract.review_object(review, findings, score(findings), "acme-2.html")


def failed(kind: FailureKind = FailureKind.NO_SPEECH, path: str = "a.wav") -> dict[str, Any]:
    return contract.failure_object(
        Failure(Recording(path=path, location=path), kind, "Nobody can be heard.", VERSIONS)
    )


# What is published


def test_the_schema_is_one(validator: jsonschema.Draft202012Validator) -> None:
    validator.check_schema(contract.schema())


def test_a_rich_review_validates(
    validator: jsonschema.Draft202012Validator, standard: Playbook
) -> None:
    review = rich()
    made = published(review, standard)
    validator.validate(made)
    assert made["schema"] == "coach.review/1"
    assert (made["kind"], made["status"], made["report"]) == ("message", "scored", "acme-2.html")
    assert [c["kind"] for c in made["cut"]] == ["ring", "greeting", "beep"]
    assert made["versions"] == VERSIONS
    assert made["warnings"] == list(review.warnings)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_playbooks_findings_validate(
    validator: jsonschema.Draft202012Validator, name: str
) -> None:
    validator.validate(published(rich(), load_playbook(name)))


def test_evidence_has_seconds_or_characters_and_never_both(
    validator: jsonschema.Draft202012Validator,
) -> None:
    heard, written = Evidence(1.0, 2.5, "so"), Evidence(None, None, "so", 4, 6)
    finding = Finding("who", "Is it?", "miss", "", 3.0, 0.0, "Say it.", "ours")
    given = [replace(finding, evidence=(one,)) for one in (heard, written)]
    made = contract.review_object(rich(), given, 50, "a.html")
    assert [finding["evidence"][0] for finding in made["findings"]] == [
        {"start_s": 1.0, "end_s": 2.5, "quote": "so"},
        {"start_char": 4, "end_char": 6, "quote": "so"},
    ]
    assert not validator.is_valid(made)  # a message has seconds
    made["findings"].pop()
    validator.validate(made)
    made["findings"][0]["evidence"][0] |= {"start_char": 4, "end_char": 6}
    assert not validator.is_valid(made)


def test_every_verdict_validates(validator: jsonschema.Draft202012Validator) -> None:
    points = {"pass": 1.0, "watch": 0.5, "miss": 0.0}
    findings = [
        Finding("who", "Is it?", verdict, "", 3.0, points.get(verdict), "Say it.", "ours")
        for verdict in get_args(Verdict)
    ]
    made = contract.review_object(rich(), findings, 50, "a.html")
    validator.validate(made)
    assert [f["verdict"] for f in made["findings"]] == list(get_args(Verdict))


def test_an_object_has_the_contracts_keys(standard: Playbook) -> None:
    made = published(rich(), standard)
    assert list(made) == [
        *("schema", "kind", "status", "recording", "message", "cut", "transcript", "numbers"),
        *("other_numbers", "measurements", "findings", "score", "warnings", "report", "versions"),
    ]
    promised = {
        "recording": "path sha256 duration_s channel rep prospect attempt recorded_at",
        "message": "start_s end_s duration_s",
        "transcript": "text language model words",
    }
    for key, names in promised.items():
        assert set(names.split()) <= set(made[key])
    number, reading = made["numbers"][0], made["numbers"][0]["readings"][0]
    assert {"digits", "e164", "complete", "times_said", "agree", "partial"} <= set(number)
    assert {"start_s", "end_s", "confidence", "seconds_per_digit", "timing", "each"} <= set(reading)
    finding = {"id", "verdict", "target", "weight", "points", "by", "advice", "source", "evidence"}
    assert all(finding <= set(one) for one in made["findings"])


def test_figures_are_what_was_heard(standard: Playbook) -> None:
    review = rich()
    made = published(review, standard)
    assert made["recording"]["recorded_at"] == "2026-11-20T15:04:05-05:00"
    assert made["recording"]["attempt"] == 2
    assert b64decode(made["recording"]["path_bytes"]) == review.recording.path_bytes
    assert made["transcript"]["text"] == review.speech.transcript.text
    assert [w["text"] for w in made["transcript"]["words"]] == [
        word.text for word in review.speech.transcript.words
    ]
    (number,) = made["numbers"]
    assert (number["digits"], number["times_said"], number["agree"]) == ("2125550143", 2, False)
    assert [r["digits"] for r in number["readings"]] == ["2125550143", "2125550148"]
    assert [r["digits"] for r in number["partial"]] == ["212555"]
    assert number["readings"][0]["groups"][0]["pause_after_s"] == 0.5
    assert number["readings"][0]["groups"][-1]["pause_after_s"] is None
    assert len(number["readings"][0]["each"]) == 10
    (other,) = made["other_numbers"]
    assert (other["whose"], other["e164"]) == ("Lee", None)
    assert made["measurements"]["number_given"]["value"] is True
    assert [f["id"] for f in made["findings"]] == [row.id for row in standard.rows]


def test_times_are_to_the_millisecond(standard: Playbook) -> None:
    speech = say(TEXT, pace_s=0.1234567, digit_s=0.2345678)
    made = json.loads(contract.line(published(rich(speech=speech), standard)))

    def times(value: object, key: str = "") -> list[float]:
        if isinstance(value, dict):
            return [time for k, v in value.items() for time in times(v, k)]
        if isinstance(value, list):
            return [time for item in value for time in times(item, key)]
        return [value] if key.endswith("_s") and isinstance(value, float) else []

    assert len(times(made)) > 100
    assert all(time == round(time, 3) for time in times(made))


def test_little_known_validates_too(
    validator: jsonschema.Draft202012Validator, standard: Playbook
) -> None:
    bare = rich(
        recording=Recording(path="a.wav", location="a.wav"),
        attempt=None,
        speech=replace(say("Hi."), snr_db=None),
        numbers=(),
        other_numbers=(),
        measurements=(),
        warnings=(),
    )
    made = published(bare, standard)
    validator.validate(made)
    assert made["score"] is None
    assert "path_bytes" not in made["recording"]
    assert [made["recording"][key] for key in ("rep", "prospect", "recorded_at")] == [None] * 3


def test_a_persons_verdict_validates(validator: jsonschema.Draft202012Validator) -> None:
    finding = Finding("who", "Is it?", "pass", "", 3.0, 1.0, "Say it.", "ours", by="Robin")
    made = contract.review_object(rich(), [finding], 100, "a.html")
    validator.validate(made)
    assert made["findings"][0]["by"] == "Robin"


@pytest.mark.parametrize("kind", FailureKind)
def test_every_failure_validates(
    validator: jsonschema.Draft202012Validator, kind: FailureKind
) -> None:
    made = failed(kind)
    validator.validate(made)
    assert (made["status"], made["error"]["kind"]) == ("failed", kind.value)
    assert made["versions"] == VERSIONS
    assert "score" not in made


def test_the_schema_knows_what_the_records_know() -> None:
    schema = json.dumps(contract.schema())
    for names in (get_args(CutKind), get_args(Verdict), get_args(Timing), tuple(FailureKind)):
        assert all(f'"{name}"' in schema for name in names)


# What is broken


def _without(*keys: str | int) -> Callable[[dict[str, Any]], None]:
    def change(made: dict[str, Any]) -> None:
        for key in keys[:-1]:
            made = made[key]  # type: ignore[index]  # a path into the object
        del made[keys[-1]]  # type: ignore[arg-type]  # its last step

    return change


def _with(value: object, *keys: str | int) -> Callable[[dict[str, Any]], None]:
    def change(made: dict[str, Any]) -> None:
        for key in keys[:-1]:
            made = made[key]  # type: ignore[index]  # a path into the object
        made[keys[-1]] = value  # type: ignore[index]  # its last step

    return change


BROKEN = {
    **{f"no {key}": _without(key) for key in ("schema", "kind", "status", "recording", "message")},
    **{f"no {key}": _without(key) for key in ("cut", "transcript", "numbers", "other_numbers")},
    **{f"no {key}": _without(key) for key in ("measurements", "findings", "score", "versions")},
    "no path": _without("recording", "path"),
    "no digest": _without("recording", "sha256"),
    "no word time": _without("transcript", "words", 0, "start_s"),
    "no reading time": _without("numbers", 0, "readings", 0, "end_s"),
    "no source": _without("findings", 0, "source"),
    "another schema": _with("coach.review/2", "schema"),
    "another status": _with("done", "status"),
    "a digest too short": _with("00", "recording", "sha256"),
    "attempt 0": _with(0, "recording", "attempt"),
    "a negative time": _with(-0.1, "message", "start_s"),
    "a time in words": _with("0.1", "message", "start_s"),
    "an unknown cut": _with("song", "cut", 0, "kind"),
    "an empty word": _with("", "transcript", "words", 0, "text"),
    "surer than sure": _with(1.1, "transcript", "words", 0, "probability"),
    "digits with a hyphen": _with("212-555", "numbers", 0, "digits"),
    "no plus": _with("12125550143", "numbers", 0, "e164"),
    "an unknown timing": _with("word", "numbers", 0, "readings", 0, "timing"),
    "two digits in one": _with("21", "numbers", 0, "readings", 0, "each", 0, "digit"),
    "unknown without a reason": _with(
        {"value": None, "unit": "s", "reason": None}, "measurements", "length"
    ),
    "a value that is a list": _with([1], "measurements", "length", "value"),
    "an unknown verdict": _with("fail", "findings", 0, "verdict"),
    "points in between": _with(0.7, "findings", 0, "points"),
    "a negative weight": _with(-1, "findings", 0, "weight"),
    "a score over 100": _with(101, "score"),
    "half a point of score": _with(70.5, "score"),
    "a version that is a number": _with(1, "versions", "coach"),
}


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
def test_a_broken_object_does_not_validate(
    validator: jsonschema.Draft202012Validator,
    standard: Playbook,
    change: Callable[[dict[str, Any]], None],
) -> None:
    made = copy.deepcopy(published(rich(), standard))
    validator.validate(made)
    change(made)
    assert not validator.is_valid(made)


@pytest.mark.parametrize(
    "change",
    [
        _without("error"),
        _without("error", "message"),
        _without("versions"),
        _with("broken", "error", "kind"),
        _with("", "error", "message"),
        _with("scored", "status"),
    ],
)
def test_a_broken_failure_does_not_validate(
    validator: jsonschema.Draft202012Validator, change: Callable[[dict[str, Any]], None]
) -> None:
    made = copy.deepcopy(failed())
    change(made)
    assert not validator.is_valid(made)


# The line


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf")])
def test_what_json_cannot_say_is_refused(standard: Playbook, bad: float) -> None:
    review = rich(measurements=(Measurement("length", bad, "s"),))
    with pytest.raises(ValueError, match="not JSON compliant"):
        contract.line(contract.review_object(review, [], None, "a.html"))


def test_hostile_text_stays_one_line_of_ascii(standard: Playbook) -> None:
    speech = say("Hi.")
    words = (replace(speech.transcript.words[0], text=HOSTILE),)
    review = rich(
        recording=Recording(path=HOSTILE, location="a.wav", rep=HOSTILE, prospect=HOSTILE),
        speech=replace(speech, transcript=replace(speech.transcript, words=words)),
        warnings=(HOSTILE,),
    )
    made = published(review, standard)
    line = contract.line(made)
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line) == made
    assert json.loads(line)["recording"]["path"] == HOSTILE
    assert contract.line(failed(path=HOSTILE)).isprintable()


@given(st.text('a\n\r\t\x00\x7f\x85\u2028\u2029\ud800\U0001f600"\\</', max_size=20))
def test_any_path_comes_back_from_its_line(path: str) -> None:
    line = contract.line(failed(path=path))
    assert line.isascii()
    assert len(line.splitlines()) == 1
    assert json.loads(line)["recording"]["path"] == path


def test_the_same_review_gives_the_same_line(standard: Playbook) -> None:
    first, second = (contract.line(published(rich(), standard)) for _ in range(2))
    assert first == second


def test_a_time_without_an_offset_is_published_without_one(standard: Playbook) -> None:
    naive = datetime(2026, 11, 20, 15, 4)  # noqa: DTZ001  # none is the point
    review = rich()
    for at, said in (
        (naive, "2026-11-20T15:04:00"),
        (AT.astimezone(UTC), "2026-11-20T20:04:05+00:00"),
    ):
        known = replace(review, recording=replace(review.recording, recorded_at=at))
        assert published(known, standard)["recording"]["recorded_at"] == said
