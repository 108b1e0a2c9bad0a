"""Names that are a reference, and names that only look like one."""

from __future__ import annotations

import pytest

from coach.measures.references import (
    HELPED,
    LISTS,
    LISTS_LOW,
    RESULTS,
    is_cased,
    names_somebody,
    refers,
    sent_by,
)

REFER = """
Marla Voss suggested I call you
your neighbor said I should call
Barlow Produce cut theirs in half
we did the roof on Mount Olive
have a word with Wendy there
the Hendersons had theirs pruned in May
Opal Street Optical quit in April
Drummond did exactly that
Okafor at Maple Court was one of them
the cook at Gull House put it on his menu
Dana Voss at the Rill changed hers in June
I closed two on that road for Petra Lund at Coldbrook
we look after Fennel Vets
I got your name from Ola Nyberg
my name came up when I talked with Ola Nyberg
Harrow Mills went live in May
Harrow Mills has been with us since spring
you may have heard of our work with Harrow Mills
Ola Nyberg speaks highly of you
we both know Ola Nyberg
I understand you know Ola Nyberg
Harrow Mills trusts us with it
please with reference to our customers Halling Tiles
"""
NO_REFERENCE = """
this is Dana from Orrin
Katherine Holm, First Prairie Bank
good morning Luis
I got a truck at Ridley yard
I thought you might like it
I hope you know how it works
I know you are busy
Evening, Gwen from Fenland Mutual
I found 23 gaps in the ADA list
"""


@pytest.mark.parametrize("text", REFER.strip().split("\n"))
def test_words_that_make_a_name_a_reference_are_known(text: str) -> None:
    assert refers(text)


@pytest.mark.parametrize("text", NO_REFERENCE.strip().split("\n"))
def test_a_name_alone_is_no_reference(text: str) -> None:
    assert not refers(text)


@pytest.mark.parametrize(
    "text",
    [
        "brands like Cobble Snacks have used it",
        "for another client, Marrow Supply, who worried too",
        "we've worked with everyone from Ferrier Tile to Sunny Beds",
        "Halden Forge, who buy from us, found out late",
        "our customers the Tolland Brothers",
    ],
)
def test_a_name_right_behind_customers_is_one_of_them(text: str) -> None:
    assert LISTS.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "your customers like Marlow",
        "we work with companies like yours",
        "our clients in Tampa",
        "companies I know",
    ],
)
def test_other_customers_have_no_name(text: str) -> None:
    assert not LISTS.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "we did the signs for Hollis Hardware",
        "Bellweather Tiles stopped counting theirs by hand",
        "Dr. Amari down the hall uses the same one",
    ],
)
def test_a_name_has_a_capital(text: str) -> None:
    assert names_somebody(text, ())


@pytest.mark.parametrize(
    "text",
    [
        "We've helped hundreds of companies",
        "When we spoke in May you said you'd look again on Tuesday",
        "I'm working with a clinic in Tampa",
        "Dana and Marlow Bridge did it for Priya",
    ],
)
def test_a_capital_is_not_always_a_name_that_tells_something(text: str) -> None:
    assert not names_somebody(text, ("Dana Fletcher", "Marlow Bridge", "Priya Raman", None))


def test_capitals_inside_a_sentence_show_that_names_have_them() -> None:
    assert is_cased(["hi", "this is Dana"])
    assert not is_cased(["Hi there", "so I called. Then I left", "norm uses it"])


@pytest.mark.parametrize(
    "text",
    [
        "and helped Barlow's Diner on Ninth raise it by a third",
        "that happened to Wim at Harrow Tile",
        "we ran it for Ola Nyberg",
        "Petra at the Rill Bookshop did the same last year",
        "Nyberg's had the exact same thing",
        "what Harrow Marine was paying",
        "Crestmark Health gets two hours back per agent",
        "Taverna Petros on Elm Street took in thirty percent more",
    ],
)
def test_what_came_out_for_somebody_is_a_reference(text: str) -> None:
    assert HELPED.search(text) or RESULTS.search(text)


@pytest.mark.parametrize(
    "text", ["Harrow Tile has a new yard", "it helped a lot", "the crew got eleven trucks"]
)
def test_what_has_no_name_or_no_figure_is_no_result(text: str) -> None:
    assert not HELPED.search(text)
    assert not RESULTS.search(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("brands like marrow snacks have used us", True),
        ("companies like yours have used us", False),
        ("companies like this one save", False),
    ],
)
def test_customers_are_named_in_lower_case_too(text: str, expected: bool) -> None:
    assert (LISTS_LOW.search(text) is not None) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ola nyberg suggested i give you a call", True),
        ("wim at harrow tile said you might know", True),
        ("petra gave me your number", True),
        ("my manager suggested i call", False),
        ("he said you were out", False),
        ("the front desk told me to try again", False),
        ("you mentioned you were busy", False),
    ],
)
def test_who_sent_the_caller_has_a_name(text: str, expected: bool) -> None:
    assert sent_by(text) is expected
