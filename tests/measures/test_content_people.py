"""Who calls whom: names that are cued, and names that the roster knows."""

from __future__ import annotations

import re

import pytest
from cued import level, quotes, told

from coach.measures.content_people import addressed, names, who
from coach.said import Clause

INTRODUCED = ("Hi, this is Dana from Brightline.", "caller_name caller_company")


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        ([INTRODUCED], 2),
        ([("Dana here,", "caller_name"), ("I'm with Brightline.", "caller_company")], 2),
        ([("This is Dana.", "caller_name")], 1),
        ([("I'm calling from Brightline.", "caller_company")], 1),
        ([("This is Dana.", "caller_name"), ("at the line here", "caller_company?")], 1),
        ([("It's me again.", "caller_name?")], 1),
        ([("Call me back.", "callback_only")], 0),
    ],
)
def test_who_takes_a_name_and_a_company(clauses: list[tuple[str, str]], expected: float) -> None:
    assert level(who, told(*clauses)) == expected


def test_the_deciding_clauses_are_the_evidence() -> None:
    assert quotes(who, told(INTRODUCED, ("Call me.", "callback_only"))) == [INTRODUCED[0]]
    apart = told(("Dana here", "caller_name"), "um", ("from Brightline", "caller_company"))
    assert quotes(who, apart) == ["Dana here", "from Brightline"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hi this is dana at brightline calling", 2),
        ("Hello, Dayna Fletcher with Bright Line.", 2),
        ("Dana here at Brightline.", 2),
        ("Brightline calling, it's Dana.", 2),
        ("this is dana", 1),
        ("calling on behalf of brightline", 1),
        ("we bring bright lines to your yard", 0),
        ("please call me", 0),
    ],
)
def test_known_names_count_as_they_sound(text: str, expected: float) -> None:
    known = {"rep": "Dana Fletcher", "rep_company": "Brightline Ltd."}
    assert level(who, told(text, **known)) == expected


def test_a_common_word_is_no_name() -> None:
    assert level(who, told("I will mark that for you", rep="Will Hart")) == 0
    assert level(who, told("hello this is will", rep="Will Hart")) == 1


def test_a_caller_who_opens_with_the_own_name_addresses_nobody() -> None:
    assert level(addressed, told("Dana, it's Dana again", rep="Dana Fletcher")) == 1


def test_asking_for_the_prospect_is_no_introduction() -> None:
    asked = ("Hi, is this Sam Okafor?", "caller_name")
    assert level(who, told(asked, prospect="Sam Okafor")) == 0
    assert level(who, told(("Hi Sam, this is Dana.", "caller_name"), prospect="Sam Okafor")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Hi Sarah, this is Dana.",
        "hello mr hughes this is dana",
        "Good morning Dr. Okafor.",
        "hey priya it's tom",
        "This message is for Jon Bell.",
        "I'm trying to reach Maria.",
        "Thanks, Sarah.",
        "Greg, this is Tanya Reyes.",
        "greg it's tanya",
        "Um, Greg, hi, it's Tanya.",
    ],
)
def test_a_person_is_addressed_by_any_name(text: str) -> None:
    assert level(addressed, told(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Hi there, this is Dana.",
        "hello this is dana",
        "Good morning, I'm calling about the tender.",
        "Hi, it's Dana.",
        "thanks so much",
        "thank you bye",
        "hi how are you",
        "Good afternoon everyone.",
        "Yeah hi, it's Dana.",
        "So it's about the tender.",
    ],
)
def test_a_greeting_without_a_name_is_watched(text: str) -> None:
    assert level(addressed, told(text)) == 1


@pytest.mark.parametrize(
    ("text", "prospect", "expected"),
    [
        ("Hi Preeya, this is Dana.", "Priya Raman", 2),
        ("hi there priya", "Priya Raman", 2),
        ("I have a plan for Ms. Raman.", "Priya Raman", 2),
        ("I priced it for you", "Priya Raman", 1),
        ("Hi there, this is Dana.", "Priya Raman", 1),
    ],
)
def test_the_prospects_own_name_counts_as_heard(text: str, prospect: str, expected: float) -> None:
    assert level(addressed, told(text, prospect=prospect)) == expected


def test_a_list_is_a_miss_unless_a_name_is_said_too() -> None:
    listed = ("Hello business owner,", "list_address")
    assert level(addressed, told(listed)) == 0
    assert quotes(addressed, told(listed)) == [listed[0]]
    assert level(addressed, told(listed, "this message is for Sarah Bell")) == 2
    assert level(addressed, told(("to whoever is in charge", "list_address?"))) == 1
    assert level(addressed, told(("Hello, this is Frank", "list_address"))) == 1  # nobody is


def test_a_name_is_found_by_its_words_or_whole() -> None:
    anywhere = re.compile("")
    clause = Clause("we work with Marlow Bridge Partners", 0, 35)
    assert names(clause, "Marlow Bridge", anywhere)
    assert names(clause, "Bridge Partners Inc.", anywhere)
    assert not names(clause, "Orrin", anywhere)
    assert not names(clause, "---", anywhere)
