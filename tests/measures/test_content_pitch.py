"""What is offered and how it is asked, row by row as the rubric has it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from cued import level, quotes, told

from coach.measures.cliches import cliches
from coach.measures.content_pitch import (
    distinctive,
    listened,
    new_idea,
    no_checking_in,
    proof,
    reassurance,
    research,
    stock_phrases,
    value,
    why_now,
)
from coach.measures.content_steps import asks_when
from coach.records import Earlier

if TYPE_CHECKING:
    from coach.measures import Measure

EARLIER = (Earlier(None, 1, "Hi Sam, call me.", "a.wav"),)


@pytest.mark.parametrize(
    ("row", "cues", "expected"),
    [
        (research, ["specific_fact"], 2),
        (research, ["trade_fact", "specific_fact"], 2),
        (research, ["trade_fact"], 1),
        (research, ["specific_fact?"], 1),
        (research, ["trade_fact?"], 0),
        (research, ["vague_benefit"], 0),
        (value, ["specific_benefit"], 2),
        (value, ["vague_benefit", "specific_benefit"], 2),
        (value, ["vague_benefit"], 1),
        (value, ["specific_benefit?"], 1),
        (value, ["reason"], 0),
        (proof, ["unnamed_proof"], 1),
        (proof, ["named_proof"], 0),  # a name alone
        (proof, ["reason"], 0),
        (reassurance, ["reason"], 1),
        (reassurance, ["reassurance"], 1),  # no word of it
        (reassurance, ["pressure"], 1),
        (why_now, ["offer_deadline"], 2),
        (why_now, ["trigger", "trigger", "specific_fact hook", "offer_deadline?"], 2),
        (why_now, ["trigger?"], 1),
        (why_now, ["reason"], 1),
        (asks_when, ["asks_when"], 2),
        (asks_when, ["asks_when", "asks_whether"], 1),
        (asks_when, ["asks_when?"], 1),
        (asks_when, ["asks_whether"], 0),
        (asks_when, ["reason"], None),
        (no_checking_in, ["reason"], 2),
        (no_checking_in, ["checking_in"], 0),
        (no_checking_in, ["checking_in reason"], 0),
        (no_checking_in, ["reason", "checking_in"], 1),
        (no_checking_in, ["checking_in", "caller_name", "trigger"], 1),
        (no_checking_in, ["checking_in idea_offered"], 2),
        (no_checking_in, ["checking_in", "specific_fact"], 2),
        (no_checking_in, ["specific_fact", "reason", "checking_in"], 1),
        (no_checking_in, ["checking_in?"], 1),
        (listened, ["echo"], 2),
        (listened, ["earlier_contact", "echo"], 2),
        (listened, ["echo?"], 1),
        (listened, ["earlier_contact"], 0),
        (listened, ["reason"], None),
    ],
)
def test_cues_make_the_rubrics_levels(
    row: Measure, cues: list[str], expected: float | None
) -> None:
    assert (
        level(row, told(*((f"clause number {i}", cue) for i, cue in enumerate(cues)))) == expected
    )


@pytest.mark.parametrize(
    ("row", "clauses", "expected"),
    [
        (proof, [("Marla at Orrin suggested I call", "named_proof")], 2),
        (proof, [("We both know Ray Marsh", "")], 2),
        (proof, [("Then Orrin Paving was in the same spot", "")], 2),
        (proof, [("and Ada Brill was losing nine a week", "")], 2),
        (proof, [("When Orrin Coffee crossed over", "")], 2),
        (proof, [("so we pick up the calls for Hendry Plumbing", "")], 2),
        (proof, [("so we pick up the calls for plumbers", "")], 0),
        (proof, [("I saw Ada Brill recommended for gutters", "named_proof")], 1),
        (proof, [("doctor marsh at orrin suggested", ""), ("i ring you", "")], 2),
        (proof, [("we helped owners in your area save half", "named_proof")], 1),
        (listened, [("you replied saying it leaks", "")], 2),
        (listened, [("you reached out about the tuning", "")], 2),
        (listened, [("I went through the bills you sent over", "")], 2),
        (why_now, [("I saw that you had a record year", "")], 2),
        (why_now, [("you recently changed yards", "")], 2),
        (why_now, [("rates have come down a little", "")], 2),
        (why_now, [("before it drops again", "")], 2),
        (proof, [("Marla at Orrin suggested I call", "named_proof?")], 2),
        (proof, [("marla at orrin suggested i call", "named_proof?")], 2),
        (proof, [("this is Dana from Orrin", "named_proof")], 0),
        (proof, [("Fay at Orrin told me it runs", ""), ("brands like Cobble use us", "")], 2),
        (proof, [("this is Dana from Orrin", ""), ("and Orrin has used it", "named_proof")], 1),
        (proof, [("we did Ada's practice on Elm", "named_proof"), "did it in April"], 2),
        (why_now, [("the driver's coming Friday at ten", "")], 2),
        (why_now, [("we're open Monday to Friday", "")], 1),
        (why_now, [("it went from eleven a quarter to three", "")], 1),
        (reassurance, [("no problem if you went with someone else", "")], 2),
        (reassurance, [("I need an answer today", "")], 0),
        (reassurance, [("no pressure", ""), ("but I need an answer today", "")], 1),
        (no_checking_in, [("just checking in, no pressure", "checking_in")], 2),
        (no_checking_in, [("just checking in", "checking_in"), ("no rush at all", "")], 2),
        (no_checking_in, [("just checking in", "checking_in?"), ("no rush at all", "")], 2),
        (research, [("I saw you opened a depot in Leeds", "")], 2),
        (research, [("most firms lose an hour a shift", "trade_fact")], 1),
        (why_now, [("your lease ends in March", "")], 2),
        (why_now, [("I'm in the office until Friday", "")], 1),
        (why_now, [("let me know by noon tomorrow", "")], 2),
        (why_now, [("I'll have it with you by Friday", "")], 1),
        (why_now, [("our van will be on your street on Tuesday", "")], 2),
        (why_now, [("we were supposed to talk yesterday at four", "")], 2),
        (research, [("you rang us about the piano", "specific_fact")], 0),
        (research, [("let's talk about your lease", "")], 0),
        (asks_when, [("Monday at two or Friday at nine, which is easier", "")], 2),
        (asks_when, [("Monday at two or Friday at nine", ""), ("which do you want", "")], 2),
        (why_now, [("I saw your bed to let in the window", "trigger")], 1),
        (asks_when, [("the red one or the blue", ""), ("which do you want", "reason")], None),
    ],
)
def test_few_and_known_words_decide_beside_the_cue(
    row: Measure, clauses: list[tuple[str, str]], expected: float | None
) -> None:
    assert level(row, told("Hi there", *clauses)) == expected


def test_a_very_sure_cue_needs_no_words() -> None:
    seen = told(("the ducks will have it", "reassurance"))
    certain = tuple(replace(hit, confidence=0.97) for hit in seen.said)
    assert level(reassurance, replace(seen, said=certain)) == 2
    assert level(reassurance, seen) == 1


@pytest.mark.parametrize(
    ("first_contact", "expected"),
    [
        ("2026-11-01", 0),
        ("2026-11-20", None),
        ("2026-12-01", None),
        ("at the fair", 0),
        ("yes", 0),
        ("No", None),
        ("", None),
        (None, None),
    ],
)
def test_an_earlier_contact_may_be_known_from_the_roster(
    first_contact: str | None, expected: float | None
) -> None:
    seen = told(("about the tender", "reason"), first_contact=first_contact)
    assert level(listened, seen) == expected


def test_an_earlier_message_is_an_earlier_contact() -> None:
    assert level(listened, told(("about the tender", "reason"), earlier=EARLIER)) == 0
    assert level(listened, told(("you said it leaks", "echo"), earlier=EARLIER)) == 2


def test_what_does_not_apply_says_why() -> None:
    for row in (listened, asks_when):
        reason = row.take(told(("about the tender", "reason"))).reason
        assert reason
        assert reason.endswith(".")


def test_asking_for_the_order_is_no_small_ask() -> None:
    idea, ask = ("I have an idea for your gate", "idea_offered"), ("may I show you", "small_ask")
    order = ("can we get the contract signed", "asks_to_buy")
    assert level(new_idea, told(idea, ask, order)) == 0
    assert quotes(new_idea, told(idea, ask, order)) == [order[0]]


def test_two_worn_phrases_are_a_stock_pitch() -> None:
    seen = told("we are a one stop shop", "with a proven track record", "for your yard")
    assert level(distinctive, seen) == 0
    assert level(stock_phrases, seen) == 2
    assert quotes(distinctive, seen) == ["we are a one stop shop", "with a proven track record"]
    assert level(distinctive, told("we have a proven track record", "for your yard")) == 1
    knows = ("you said the third pipe whistles", "hook echo specific_fact their_situation")
    assert level(distinctive, told(knows, knows, "for your yard")) == 2
    worn = told(knows, knows, "we are a one stop shop", "with a proven track record")
    assert level(distinctive, worn) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Just touching base, and I\u2019d love to pick your brain.", 2),
        ("a CUTTING-EDGE, end-to-end solution", 2),
        ("I touched the base of the wall", 0),
        ("", 0),
    ],
)
def test_worn_phrases_are_told_from_plain_words(text: str, expected: int) -> None:
    assert len(cliches(text)) == expected


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("we did the signs for Hollis Hardware", 2),
        ("we did the signs for a shop near you", 1),
        ("we did the signs for Marlow Bridge", 1),
    ],
)
def test_where_names_have_capitals_proof_has_one_of_somebody_else(
    clause: str, expected: int
) -> None:
    seen = told("this is Dana Fletcher", (clause, "named_proof"))
    theirs = replace(seen, recording=replace(seen.recording, rep_company="Marlow Bridge"))
    assert level(proof, theirs) == expected


def test_without_capitals_the_words_for_proof_are_believed() -> None:
    seen = told("this is dana fletcher", ("we did the signs for hollis hardware", "named_proof"))
    assert level(proof, seen) == 2


def test_a_question_about_a_fact_is_no_homework() -> None:
    assert level(research, told(("have you signed for the depot", "specific_fact"))) == 2
    asked = told(("have you signed for the depot", "specific_fact asks_whether"))
    assert level(research, asked) == 0


@pytest.mark.parametrize(
    ("before", "expected"),
    [("one of ours is Wickham Rail in Derby", 2), ("one of ours is a railway in Derby", 1)],
)
def test_a_name_of_proof_may_stand_before_what_they_did(before: str, expected: int) -> None:
    seen = told("this is Dana Fletcher", before, ("they cut it to one day", "named_proof"))
    assert level(proof, seen) == expected


@pytest.mark.parametrize(
    ("clause", "cue", "expected"),
    [
        ("I need to know by noon tomorrow", "pressure", 2),
        ("I need an answer from you", "pressure", 1),
        ("the offer is over soon", "offer_deadline", 2),
        ("the offer is over soon", "offer_deadline?", 1),
    ],
)
def test_a_decision_wanted_by_a_day_is_a_deadline(clause: str, cue: str, expected: int) -> None:
    assert level(why_now, told((clause, cue))) == expected
