"""Three things at most, the dearest first, each with a line that makes up nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from cued import told
from hypothesis import given
from hypothesis import strategies as st
from spoken import numbers, say

from coach.coaching import Step, coaching
from coach.coaching.known import Known
from coach.coaching.lines import RULES, example
from coach.judging import judge
from coach.measures import MEASURES, Subject, take_all
from coach.records import Evidence, Finding, Review

if TYPE_CHECKING:
    from coach.playbook import Playbook

POINTS = {"pass": 1.0, "watch": 0.5, "miss": 0.0}
KNOWN = {
    "rep": "Dana Fletcher",
    "rep_company": "Brightline",
    "prospect": "priya raman",
    "prospect_company": "Acme Pumps",
}


def missed(row: str, weight: float = 3, verdict: str = "miss", quote: str = "") -> Finding:
    evidence = (Evidence(1.0, 2.0, quote),) if quote else ()
    points = POINTS.get(verdict)
    return Finding(
        row, f"{row}?", verdict, "", weight, points, f"Do {row}.", "ours", evidence=evidence
    )


def line(row: str, seen: Subject, quote: str = "") -> str:
    return example(missed(row, quote=quote), Known(seen))


def numbered(text: str, **who: object) -> Subject:
    speech = say(text)
    return replace(told("Hi Sam", **who), speech=speech, numbers=numbers(speech))


# Which steps


def test_the_steps_that_gain_most_come_first_and_three_are_enough() -> None:
    findings = [
        missed("addressed", 1),
        missed("who", 3, "watch"),
        missed("value", 3),
        missed("proof", 2),
        missed("research", 2),
        missed("sameness", 3, "pass"),
        missed("cadence", 9, "not_measurable"),
        missed("outcomes", 0),
    ]
    steps = coaching(told("Hi Sam"), findings)
    assert [step.id for step in steps] == ["value", "proof", "research"]
    assert [step.gain for step in steps] == [21.4, 14.3, 14.3]  # of 14 that count
    assert (steps[0].advice, steps[0].source, steps[0].question) == ("Do value.", "ours", "value?")


def test_what_cost_nothing_needs_no_step() -> None:
    assert coaching(told("Hi Sam"), [missed("who", 3, "pass"), missed("value", 0)]) == ()
    assert coaching(told("Hi Sam"), []) == ()


def test_the_gains_add_up_to_what_was_lost() -> None:
    steps = coaching(told("Hi Sam"), [missed("who", 3), missed("value", 1, "watch")])
    assert sum(step.gain for step in steps) == pytest.approx(100 - 12.5)


# Lines


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("who", "Hi Priya, this is Dana Fletcher from Brightline."),
        ("addressed", "Hi Priya, this is Dana Fletcher."),
        ("research", "I saw that Acme Pumps ... in ..."),
        ("enough_detail", "I'm calling because ..."),
        ("callback_window", "You'll reach me between ... and ... on ..."),
        ("next_attempt", "If I miss you, I will try you again on ... at ..."),
        ("value", "That takes ... a month off your ..., as it did at ..."),
        ("number_twice", "My number is ... Once more: ..."),
    ],
)
def test_what_is_known_fills_a_line_and_the_rest_is_blank(row: str, expected: str) -> None:
    assert line(row, told("Hi Priya", **KNOWN)) == expected


@pytest.mark.parametrize(
    ("row", "text", "cue", "expected"),
    [
        ("next_attempt", "and I'll try again.", "will_call", "I'll try again on ... at ..."),
        ("commitment", "I'll send you the plan", "step", "I'll send you the plan by ..."),
        (
            "value",
            "We save you money.",
            "vague_benefit",
            "We save you money: ... a week, as at ...",
        ),
        (
            "callback_window",
            "um, call me this afternoon",
            "rough_window",
            "Call me this afternoon, between ... and ...",
        ),
        (
            "enough_detail",
            "your lease ends in March",
            "trigger",
            "I'm calling because your lease ends in March.",
        ),
        (
            "no_checking_in",
            "You opened a depot in Leeds",
            "specific_fact",
            "You opened a depot in Leeds: that is why I'm calling.",
        ),
        (
            "no_checking_in",
            "Just checking in",
            "checking_in",
            "I found ... since we last spoke, and it bears on your ...",
        ),
        (
            "new_idea",
            "I have an idea for your gate",
            "idea_offered",
            "I have an idea for your gate. May I send it to you on one page?",
        ),
        (
            "distinctive",
            "we are a leading provider",
            "stock_pitch",
            'Instead of "We are a leading provider": "..., and I know how."',
        ),
        (
            "meeting_options",
            "how about Tuesday at ten",
            "meeting_time",
            "How about Tuesday at ten, or ... at ...?",
        ),
        (
            "opening",
            "the gate at your yard is slow",
            "their_situation",
            "Hi Priya, the gate at your yard is slow. This is Dana Fletcher from Brightline.",
        ),
    ],
)
def test_the_reps_own_words_go_into_the_line(row: str, text: str, cue: str, expected: str) -> None:
    assert line(row, told("Hi Priya", (text, cue), **KNOWN)) == expected


def test_a_name_nobody_knows_may_have_been_said() -> None:
    seen = told(("Hi, this is Tom Reyes from the Marlow Bridge", "caller_name caller_company"))
    assert line("who", seen) == "Hi ..., this is Tom Reyes from Marlow Bridge."
    assert line("who", told("Hi Sam")) == "Hi ..., this is ... from ..."


@pytest.mark.parametrize("name", ["rep_07", "", "  ", "<b>Dana</b>", "07", "a@b.example"])
def test_what_is_no_name_is_a_blank(name: str) -> None:
    assert line("addressed", told("Hi Sam", rep=name, prospect=name)) == "Hi ..., this is ..."


def test_the_number_is_read_out_as_it_should_be() -> None:
    seen = numbered("Call {212 555 0143} bye")
    assert line("number_twice", seen) == "My number is 212 555 0143. Once more: 212 555 0143."
    assert line("digit_pace", seen) == "2, 1, 2 (pause) 5, 5, 5 (pause) 0, 1, 4, 3"
    assert line("digit_groups", numbered("Call {2125550143}")) == line("digit_pace", seen)
    roster = numbered("Hi Sam", rep_phone="+1 (212) 555-0143")
    assert line("number_given", roster).startswith("My number is 1 212 555 0143.")


def test_readings_that_differ_are_not_repeated() -> None:
    seen = numbered("Call {212 555 0143} bye")
    differing = replace(seen, numbers=(replace(seen.numbers[0], agree=False),))
    assert line("digit_pace", differing) == ""
    assert "212" not in line("number_twice", differing)


def test_fast_words_get_a_breath_and_fillers_go() -> None:
    seen = told("Hi Sam")
    fast = "we cut the time your drivers wait at the gate by a third"
    assert line("speaking_rate", seen, fast).count("(breathe)") == 1
    assert line("fillers", seen, "so um I I was") == "I was"
    assert line("pauses", seen, "so then") == ""


def test_a_long_clause_is_not_quoted_whole() -> None:
    long = "and then " + "very " * 60 + "soon"
    seen = told((long, "will_call"))
    assert line("next_attempt", seen).startswith("If I miss you")


def test_what_says_nothing_is_what_to_leave_out() -> None:
    seen = told(
        ("I'm calling about the tender", "reason"), "we have been in business since forever"
    )
    assert line("length", seen) == "Leave out: We have been in business since forever"
    assert line("length", told("Hi Sam")) == ""


def test_every_row_that_can_be_said_has_a_rule() -> None:
    content = {one.id for one in MEASURES if one.unit == "level" and "." not in one.id}
    assert content - set(RULES) == set()


CLAUSES = st.sampled_from(
    [
        ("we cut the wait at your gate", "specific_benefit"),
        ("I'll try again", "will_call"),
        ("<script>alert(1)</script> is slow", "their_situation"),
        ("we save you money", "vague_benefit"),
        ("call me", "callback_only"),
        ("um um", ""),
    ]
)


@given(st.lists(CLAUSES, min_size=1, max_size=5), st.sampled_from(sorted(RULES)))
def test_a_line_holds_no_name_figure_or_day_that_was_not_said(
    clauses: list[tuple[str, str]], row: str
) -> None:
    text = line(row, told(*clauses))
    said = " ".join(clause for clause, _ in clauses).lower()
    assert not re.findall(r"\d+", re.sub(r"alert\(1\)", "", text))
    for name in re.findall(r"(?<=[a-z,] )[A-Z][a-z]+", text):
        assert name in {"May", "One", "Once", "Call", "You", "Since"} or name.lower() in said


def test_steps_follow_from_a_whole_review(standard: Playbook) -> None:
    seen = told(("Hi Priya, this is Dana from Brightline", "caller_name caller_company"), **KNOWN)
    measured = take_all(seen, MEASURES)
    review = Review(seen.recording, 1, seen.speech, (), (), measured, (), {})
    steps = coaching(seen, judge(review, standard))
    assert len(steps) == 3
    assert all(isinstance(step, Step) and step.gain > 0 and step.example for step in steps)
    assert [step.gain for step in steps] == sorted((s.gain for s in steps), reverse=True)
