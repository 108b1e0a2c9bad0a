"""What a clause asks by its form, with hard near misses."""

from __future__ import annotations

import pytest
from cued import told

from coach.measures.content_asks import (
    buys,
    choices,
    hears_more,
    is_vague,
    lends,
    picks,
    whens,
    whethers,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("shall I put the order in", True), ("I need the deposit", True), ("come and see it", False)],
)
def test_a_word_of_buying_is_known(text: str, expected: bool) -> None:
    assert buys(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I'd like to lend you two for a month", True),
        ("let us do a free roof inspection", True),
        ("I have a case study on a yard like yours", True),
        ("I've drafted the same clause for yours", True),
        ("the crew can come just to try it", True),
        ("text me and I'll send you the one-page list", True),
        ("I'll send you the invoice", False),
        ("we marked our tenth year", False),
        ("you're free to call", False),
        ("the trial court meets on Monday", False),
    ],
)
def test_what_is_lent_or_shown_for_nothing_is_known(text: str, expected: bool) -> None:
    assert lends(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("which one do you want", True),
        ("so which is easier on your crew", True),
        ("When works better for you?", True),
        ("would the Monday be easier", True),
        ("you pick", True),
        ("which wall is it on", False),
        ("that's better than last year", False),
        ("when the tide is out", False),
    ],
)
def test_a_choice_is_known(text: str, expected: bool) -> None:
    assert picks(text) is expected


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        (["Monday at two or Friday at nine, which is easier"], 1),
        (["I can do Monday at two or Friday at nine", "which one do you want"], 1),
        (["I can do Monday at two", "it comes in red or blue", "which one do you want"], 0),
        (["Monday at two or Friday at nine"], 0),
    ],
)
def test_a_choice_is_between_two_times(clauses: list[str], expected: int) -> None:
    assert len(choices(told(*((one, "") for one in clauses)))) == expected


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        (["ring me and I'll play you the tape"], 1),
        (["ring me on the second line", "and I'll read you what he wrote"], 1),
        (["call if you'd like to know what she changed"], 1),
        (["if you want to hear it just ring"], 1),
        (["may I post you the sheet"], 1),
        (["just say keep it"], 1),
        (["worth a quick look"], 1),
        (["call me if you want the details"], 1),
        (["worth a fortune"], 0),
        (["ring me on the second line", "and we can talk about your club"], 0),
        (["I'll ring you and read it out"], 0),
        (["if it does not suit just say so"], 0),
        (["you may hear it from Odd"], 0),
    ],
)
def test_to_hear_more_is_a_small_ask(clauses: list[str], expected: int) -> None:
    assert len(hears_more(told(*((one, "") for one in clauses)).clauses)) == expected


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        (["could we take five minutes Tuesday at four or Wednesday at eight"], 1),
        (["do you want to meet her Monday at nine or Tuesday at four"], 1),
        (["would Saturday at nine or Sunday at four suit"], 1),
        (["we can start December 2nd or December 9th", "which one"], 1),
        (["when could she come"], 1),
        (["I can be there Tuesday at nine or Thursday at ten"], 0),
        (["could you send it to Ola or Wim"], 0),
        (["that is when your lease ends"], 0),
    ],
)
def test_a_question_between_two_times_asks_when(clauses: list[str], expected: int) -> None:
    assert len(whens(told(*((one, "") for one in clauses)))) == expected


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("just seeing if you still want it", 1),
        ("wondering if you'd had a chance to decide", 1),
        ("let me know if you're interested or not", 1),
        ("you still have the old one", 0),
        ("if you want to hear it just ring", 0),
    ],
)
def test_to_ask_whether_has_its_forms(clause: str, expected: int) -> None:
    assert len(whethers(told((clause, "")))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("I have some ideas for you", True), ("I know how to get the pallets out by four", False)],
)
def test_an_idea_that_is_not_told_is_vague(text: str, expected: bool) -> None:
    assert is_vague(text) is expected
