"""Drafts judged: the rows of messages, without what needs sound."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest

from coach import contract
from coach.cues import teach
from coach.draft import Draft
from coach.drafts import JudgedDraft, Reader, draft_object
from coach.drafts.blanks import Blanks
from coach.drafts.pieces import pieces
from coach.meaning import Meaning
from coach.playbook import SHIPPED, load_playbook
from coach.records import Earlier, Recording

if TYPE_CHECKING:
    from coach.records import Finding

GOOD = """\
Hi [Name], this is Dana Fletcher from Marlow Bridge. (pause)

I saw you opened a **second depot** in Leeds in March. We cut the time drivers wait at the gate
by a third at Orrin Foods, and I have one idea for your yard.

My number is 212 555 0143. Again, that's 212 555 0143. I'm at my desk Thursday between two and
four. If you've gone with someone else, that's fine.
"""
UNHEARD = {
    *("length", "speaking_rate", "opening", "articulation_rate", "pauses", "fillers"),
    *("audibility", "digit_pace", "digit_groups"),
}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    meaning = Meaning()
    taught = teach(meaning, tmp_path_factory.mktemp("cache"))
    return Reader(meaning, taught, load_playbook("standard"), "US", {"coach": "0", "playbook": "p"})


def judged(
    reader: Reader, text: str, earlier: tuple[Earlier, ...] = (), **known: str
) -> JudgedDraft:
    blanks = Blanks(**{key: value for key, value in known.items() if key != "path"})
    draft = Draft(text, "0" * 64, pieces(text, blanks))
    return reader.judged(draft, Recording("a.txt", "a.txt", **known), "a.html", None, earlier)


def found(one: JudgedDraft, row: str) -> Finding:
    return next(finding for finding in one.findings if finding.id == row)


@pytest.fixture(scope="module")
def good(reader: Reader) -> JudgedDraft:
    return judged(reader, GOOD)


@pytest.mark.parametrize("text", [GOOD, "Call me.", "Hi Sam.", "[phone number]", "555 01"])
def test_what_needs_sound_is_never_measurable(reader: Reader, text: str) -> None:
    one = judged(reader, text)
    assert {f.id for f in one.findings if f.verdict == "not_measurable"} >= UNHEARD
    for row in UNHEARD:
        assert found(one, row).reason == "A draft has not been spoken."
        assert found(one, row).points is None


def test_what_is_said_is_judged(good: JudgedDraft) -> None:
    for row in ("who", "research", "value", "number_given", "number_twice", "callback_window"):
        assert found(good, row).verdict == "pass"
    assert found(good, "next_attempt").verdict == "miss"
    assert good.score is not None


def test_evidence_is_the_text_as_written(good: JudgedDraft) -> None:
    places = [place for finding in good.findings for place in finding.evidence]
    assert len(places) > 10
    for place in places:
        assert place.start_s is None
        assert place.start_char is not None
        assert place.quote == GOOD[place.start_char : place.end_char]
    assert "**second depot**" in found(good, "research").evidence[0].quote
    assert found(good, "number_twice").evidence[1].quote == "212 555 0143"


@pytest.mark.parametrize("name", SHIPPED)
def test_objects_validate(reader: Reader, name: str) -> None:
    validator = jsonschema.Draft202012Validator(contract.schema())
    own = Reader(reader.meaning, reader.taught, load_playbook(name), "US", reader.versions)
    for text in (GOOD, "Call me.", "Hi [Name], [phone] or 212 555 0143, ask Lee on 312 555 0100."):
        made = draft_object(judged(own, text))
        validator.validate(json.loads(contract.line(made)))
        assert (made["kind"], made["message"], made["cut"]) == ("draft", None, [])
        assert made["transcript"]["text"] == text
        assert made["measurements"]["length_estimate"]["value"] > 0


def test_the_schema_refuses_a_draft_with_times(good: JudgedDraft) -> None:
    validator = jsonschema.Draft202012Validator(contract.schema())
    made = draft_object(good)
    assert validator.is_valid(made)
    for key, value in (("message", {"start_s": 0, "end_s": 1, "duration_s": 1}), ("cut", [{}])):
        assert not validator.is_valid({**made, key: value})
    reading = made["numbers"][0]["readings"][0]
    reading["timing"] = "digit"
    assert not validator.is_valid(made)


def test_readings_have_no_times(good: JudgedDraft) -> None:
    number = draft_object(good)["numbers"][0]
    assert (number["digits"], number["times_said"], number["agree"]) == ("2125550143", 2, True)
    for reading in number["readings"]:
        assert reading["timing"] is None
        assert reading["start_s"] is None
        assert reading["each"] == []


def test_a_number_that_is_not_filled_in(reader: Reader) -> None:
    one = judged(reader, "Hi Sam, call me at [phone number], again [phone number].")
    assert found(one, "number_given").verdict == "pass"
    assert found(one, "number_twice").verdict == "pass"
    assert found(one, "readings_agree").verdict == "not_applicable"
    assert draft_object(one)["numbers"] == []
    assert "[phone number]" in one.review.warnings[0]
    filled = judged(reader, "Hi Sam, call me at [phone number].", rep_phone="212-555-0143")
    assert draft_object(filled)["numbers"][0]["digits"] == "2125550143"
    assert found(filled, "number_given").evidence[0].quote == "[phone number]"


def test_a_wrong_number_is_found(reader: Reader) -> None:
    one = judged(reader, "My number is 212 555 0143. Again, 212 555 0144.")
    assert found(one, "number_twice").verdict == "watch"
    assert found(one, "readings_agree").verdict == "miss"


def test_a_number_that_is_not_whole_is_none(reader: Reader) -> None:
    one = judged(reader, "Hi Sam, my number is 212 555 01.")
    assert found(one, "number_given").verdict == "miss"


def test_blanks_are_names(reader: Reader) -> None:
    one = judged(reader, "Hi [Name], this is [Your Name] from [Company], call me back please.")
    assert found(one, "who").verdict == "pass"
    assert found(one, "addressed").verdict == "pass"


def test_a_later_draft_is_compared_with_those_before(reader: Reader, good: JudgedDraft) -> None:
    assert found(good, "sameness").verdict == "not_applicable"
    again = judged(reader, GOOD, (Earlier(None, 1, good.draft.said, "a.txt"),))
    assert found(again, "sameness").verdict == "miss"
    assert again.review.measured("sameness").value == 1.0  # type: ignore[union-attr]  # it is there
    assert found(again, "listened").verdict == "miss"


def test_no_stand_in_is_ever_shown(reader: Reader) -> None:
    text = "Hi [Name], this is [Your Name] from [Company]. [Client] saved [day]. Call [phone]."
    one = judged(reader, text)
    shown = json.dumps(draft_object(one)) + repr(one.steps)
    for name in ("Sam", "Fletcher", "Orrin", "Tarrow", "Tuesday"):
        assert name not in shown


def test_the_same_draft_is_the_same_object(reader: Reader, good: JudgedDraft) -> None:
    assert contract.line(draft_object(judged(reader, GOOD))) == contract.line(draft_object(good))


def test_examples_hold_no_markup(good: JudgedDraft) -> None:
    assert len(good.steps) == 3
    assert not [step for step in good.steps if "*" in step.example]
