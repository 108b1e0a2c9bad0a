"""Drafts given together are a sequence: each is compared in meaning with those before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coach.cues import teach
from coach.draft import Draft
from coach.drafts import Reader
from coach.drafts.blanks import Blanks
from coach.drafts.pieces import pieces
from coach.meaning import Meaning
from coach.playbook import load_playbook
from coach.records import Recording
from coach.settings import default_cache

if TYPE_CHECKING:
    from coach.drafts.judged import JudgedDraft

FIRST = (
    "Hi Sam, this is Dana Reyes from Brightline. Your drivers sit at the gate for forty minutes "
    "before anybody opens a dock. We give every truck a booked slot, and Corvane Carriers cut the "
    "wait by a third in a month. Call me at 212-555-0143, again 212-555-0143. Thanks, bye."
)
REWORDED = (
    "Hello Sam, Dana here at Brightline. Trucks wait most of an hour outside your yard until a "
    "dock door opens. With our booking slots Corvane Carriers took a third off that waiting time. "
    "You can reach me on 212-555-0143."
)
OTHER = (
    "Hi Sam, this is Dana Reyes from Brightline. I read that you lost two night drivers this "
    "spring. I wrote down how three carriers keep theirs, on one page, and can mail it to you. "
    "Call me at 212-555-0143, again 212-555-0143. Thanks, bye."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    meaning = Meaning()
    taught = teach(meaning, default_cache())
    return Reader(meaning, taught, load_playbook("standard"), "US", {})


def judged(reader: Reader, text: str, *before: JudgedDraft) -> JudgedDraft:
    draft = Draft(text, "0" * 64, pieces(text, Blanks()))
    earlier = [one.earlier(place) for place, one in enumerate(before, start=1)]
    return reader.judged(draft, Recording("a.txt", "a.txt"), "a.html", None, earlier)


def verdicts(one: JudgedDraft) -> dict[str, str]:
    return {finding.id: finding.verdict for finding in one.findings}


@pytest.fixture(scope="module")
def first(reader: Reader) -> JudgedDraft:
    return judged(reader, FIRST)


def test_the_first_draft_is_compared_with_nothing(first: JudgedDraft) -> None:
    rows = ("sameness", "new_value", "cadence", "promise_kept", "never_done")
    assert {verdicts(first)[row] for row in rows} == {"not_applicable"}
    assert verdicts(first)["same_to_everyone"] == "not_measurable"


def test_the_same_idea_in_other_words_is_the_same_draft(reader: Reader, first: JudgedDraft) -> None:
    again = judged(reader, REWORDED, first)
    assert verdicts(again)["sameness"] == "miss"
    assert verdicts(again)["new_value"] == "miss"
    (finding,) = (one for one in again.findings if one.id == "sameness")
    assert finding.evidence
    for evidence in finding.evidence:
        assert REWORDED[evidence.start_char : evidence.end_char] == evidence.quote


def test_another_idea_in_the_same_frame_is_another_draft(
    reader: Reader, first: JudgedDraft
) -> None:
    second = judged(reader, OTHER, first)
    assert verdicts(second)["sameness"] == "pass"
    assert verdicts(second)["new_value"] == "pass"
    assert "sameness.attempt" in {one.id for one in second.review.measurements}


def test_what_no_draft_does_is_named(reader: Reader, first: JudgedDraft) -> None:
    second = judged(reader, OTHER, first)
    named = second.review.measured("never_done.rows")
    assert named is not None
    rows = str(named.value).split(", ")
    assert "callback_window" in rows
    assert "number_given" not in rows
    done = {row for one in (first, second) for row, v in verdicts(one).items() if v == "pass"}
    assert not done.intersection(rows)
