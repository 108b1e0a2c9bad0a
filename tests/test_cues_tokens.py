"""The plain form in which clauses, sentences and patterns meet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.cues.tokens import MOST_CHARACTERS, plain, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "I\u2019m calling, um\u2014about the 'east' site's tender!",
            "i'm calling um about the east site's tender",
        ),
        ("2:30 p.m. on 5/6, or 10 A.M.", "2:30 pm on 5/6 or 10 am"),
        (
            "It's $1,000.50 (40%), \u00a33 or \u20ac7.",
            "it's 1000.50 dollars 40 percent 3 pounds or 7 euros",
        ),
        ("My e-mail: a.b@c.com; www.x.org.", "my email a.b@c.com www.x.org"),
        ("212-555-0143, a follow-up", "212-555-0143 a follow up"),
        ("R&D at [Name], {{first_name}}", "r&d at name first name"),
        ("...?!", ""),
    ],
)
def test_the_plain_form(text: str, expected: str) -> None:
    assert plain(text) == expected


@given(st.text(max_size=300))
def test_plain_text_stays_as_it_is(text: str) -> None:
    once = plain(text)
    assert plain(once) == once
    assert once == once.strip()
    assert "  " not in once


def test_no_clause_is_compared_beyond_its_bound() -> None:
    assert len(plain("word " * 1000)) <= MOST_CHARACTERS


@pytest.mark.parametrize(
    ("word", "ends"),
    [
        ("back.", True),
        ("back?\u201d", True),
        ("Mr.", False),
        ("J.", False),
        ("a.m.", False),
        ("Inc.", False),
        ("so...", True),
        ("back,", False),
        ("2.5", False),
    ],
)
def test_which_words_end_a_sentence(word: str, ends: bool) -> None:
    assert tokens(word)[0].ends_sentence is ends


def test_tokens_know_their_place() -> None:
    assert [(t.text, t.start_char, t.end_char) for t in tokens(" Hi  Ana.")] == [
        ("Hi", 1, 3),
        ("Ana.", 5, 9),
    ]
