"""Why they should listen: how soon it is about them, the reason, you against we."""

from __future__ import annotations

import pytest
from cued import level, quotes, told

from coach.measures.content_reason import (
    enough_detail,
    opening,
    opening_reached,
    prospect_focus,
    we,
    you,
)

LONG = "um so I just thought I would pick up the phone and try you again this time"
ABOUT = ("I saw you opened a depot in Leeds", "specific_fact")


def test_the_opening_is_timed_to_the_first_clause_about_them() -> None:
    soon = told(("Hi Sam,", ""), ABOUT)
    assert level(opening, soon) == pytest.approx(0.8)
    late = told(LONG, LONG, ABOUT, ("I'm calling about your tender", "reason"))
    assert level(opening, late) == pytest.approx(0.4 * 2 * len(LONG.split()))
    assert quotes(opening, late) == [ABOUT[0]]
    assert level(opening_reached, late) == 2


def test_an_opening_that_may_be_about_them_is_watched() -> None:
    seen = told("Hi Sam", ("your yard and all that", "their_situation?"))
    assert level(opening, seen) == pytest.approx(0.8)
    assert level(opening_reached, seen) == 1


def test_a_message_that_never_comes_to_them_is_a_miss_not_a_number() -> None:
    seen = told("Hi Sam", ("call me back", "callback_only"))
    taken = opening.take(seen)
    assert taken.value is None
    assert taken.reason == "Nothing is about them, and no reason is given."
    assert level(opening_reached, seen) == 0


def test_a_draft_has_no_seconds() -> None:
    seen = told("Hi Sam", ABOUT, draft=True)
    assert level(opening, seen) is None
    assert opening.take(seen).reason == opening_reached.take(seen).reason


@pytest.mark.parametrize(
    ("cues", "expected"),
    [
        ("reason", 2),
        ("idea_offered", 2),
        ("specific_benefit", 2),
        ("reason callback_only", 2),
        ("their_situation", 2),
        ("specific_fact", 2),
        ("reason?", 1),
        ("stock_pitch", 1),
        ("checking_in", 1),
        ("callback_only", 0),
        ("caller_name", 0),
        ("", 0),
    ],
)
def test_a_name_and_call_me_back_is_cryptic(cues: str, expected: float) -> None:
    assert level(enough_detail, told("Hi Sam", ("it is about the tender", cues))) == expected


def test_the_wish_to_be_called_shows_what_is_missing() -> None:
    seen = told(("This is Dana", "caller_name"), ("please call me back", "callback_only"))
    assert quotes(enough_detail, seen) == ["please call me back"]


@pytest.mark.parametrize(
    ("clauses", "counts", "expected"),
    [
        (["You lose an hour a shift and your crew waits"], (2, 0), 2),
        (["We build racks and our clients love us"], (0, 3), 0),
        (["We build racks"], (0, 1), 1),
        (["We build racks for you"], (1, 1), 1),
        (["Our racks and our team and my plan suit your site"], (1, 3), 0),
        (["Our racks and my plan suit you and your site"], (2, 2), 1),
        (["Hi Sam, this is Dana", "my name is Dana", "call me back at my number"], (0, 0), 1),
        (["I hope you're well", "I look forward to hearing from you", "thank you"], (0, 0), 1),
        (["you can reach me at five", "your drivers wait an hour at your gate"], (2, 0), 2),
    ],
)
def test_focus_counts_you_against_we_outside_the_formalities(
    clauses: list[str], counts: tuple[float, float], expected: float
) -> None:
    seen = told(*clauses)
    assert (level(you, seen), level(we, seen)) == counts
    assert level(prospect_focus, seen) == expected


def test_the_clauses_with_most_we_are_shown() -> None:
    seen = told("We won a prize and our boss told us", "the gate is slow", "Our racks are ours")
    assert quotes(prospect_focus, seen)[0] == "We won a prize and our boss told us"
