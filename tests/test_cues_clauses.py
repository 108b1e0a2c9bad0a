"""Clauses: each says one thing, with its exact place in the text and in time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.cues.clauses import FEWEST_WORDS, MOST_WORDS, clauses_heard, clauses_written
from coach.records import Word, written

RUN_ON = (
    "hi sarah its tom over at bright harbor insurance um i was just calling to touch base about "
    "the renewal we talked about in may give me a call back when you get a chance my number is "
    "614 555 0182 again thats 614 555 0182 thanks"
)


def _texts(text: str) -> list[str]:
    return [clause.text for clause in clauses_written(text)]


def _heard(text: str) -> tuple[Word, ...]:
    return tuple(
        Word(word, float(index), index + 0.5, 0.9) for index, word in enumerate(text.split())
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Good morning Mr. Patel. Could I send it? I'll e-mail it Friday!",
            ["Good morning Mr. Patel.", "Could I send it?", "I'll e-mail it Friday!"],
        ),
        (
            "I saw you posted three nurse openings, and I have two people who could start by June.",
            [
                "I saw you posted three nurse openings,",
                "and I have two people who could start by June.",
            ],
        ),
        (
            "no pressure if you've filled them i'll try you again thursday at ten",
            ["no pressure if you've filled them", "i'll try you again thursday at ten"],
        ),
        (
            "this is Lena with Coldwater Staffing i saw you posted three openings last week",
            ["this is Lena with Coldwater Staffing", "i saw you posted three openings last week"],
        ),
        (
            "I can do Tuesday at 9.30 a.m. Please call me on ext. 12.",
            ["I can do Tuesday at 9.30 a.m.", "Please call me on ext. 12."],
        ),
        ("Meet at 10 a.m. Tuesday, Dr. Lee.", ["Meet at 10 a.m. Tuesday, Dr. Lee."]),
        ("My number is 212. 555. 0143.", ["My number is 212. 555. 0143."]),
        (
            "Hi Ana\nThis is Tom from Orrin\nI have an idea for your returns desk",
            ["Hi Ana", "This is Tom from Orrin", "I have an idea for your returns desk"],
        ),
        (
            "I have an idea for\nyour returns desk.\n\n- call me back",
            ["I have an idea for\nyour returns desk.", "call me back"],
        ),
        (
            "We book it the day before - you never wait again.",
            ["We book it the day before", "you never wait again."],
        ),
    ],
)
def test_a_clause_ends_where_the_next_begins(text: str, expected: list[str]) -> None:
    assert _texts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "I wanted to see if you could call me back",
        "I have an idea that would give each of them their own calendar",
        "just following up on the quote I sent you last week",
        "give me a call if you have any questions",
        "I know you're busy at this time of year",
        "The reason I'm calling is your lease",
        "we can take both down and grind the stumps",
    ],
)
def test_what_belongs_together_stays_together(text: str) -> None:
    assert _texts(text) == [text]


def test_a_run_on_without_any_mark_comes_apart() -> None:
    assert _texts(RUN_ON) == [
        "hi sarah its tom over at bright harbor insurance",
        "um i was just calling to touch base about the renewal we talked about in may",
        "give me a call back when you get a chance",
        "my number is 614 555 0182 again",
        "thats 614 555 0182 thanks",
    ]


@pytest.mark.parametrize("text", ["", "   \n\t ", "...", "- - -", "?!"])
def test_nothing_said_is_no_clause(text: str) -> None:
    assert clauses_written(text) == ()
    assert clauses_heard(_heard(text)) == ()


def test_a_draft_has_characters_and_no_times() -> None:
    text = "  Hi Ana. Call me back.  "
    clauses = clauses_written(text)
    assert [(c.start_char, c.end_char) for c in clauses] == [(2, 9), (10, 23)]
    assert {(c.start_s, c.end_s) for c in clauses} == {(None, None)}


def test_what_was_heard_has_the_times_of_its_words() -> None:
    clauses = clauses_heard(_heard("Hi Ana. Call me back on 212 -555 -0143. Thanks a lot."))
    assert [(c.text, c.start_s, c.end_s) for c in clauses] == [
        ("Hi Ana.", 0, 1.5),
        ("Call me back on 212-555-0143.", 2, 8.5),
        ("Thanks a lot.", 9, 11.5),
    ]


def test_a_draft_and_its_transcript_come_apart_alike() -> None:
    heard = clauses_heard(_heard(RUN_ON))
    assert [clause.text for clause in heard] == _texts(RUN_ON)


SPOKEN = (
    "I you call me and, but if. so a.m. 555 -0143 \u2014 the plan? i'll thanks um ... Mr. we're"
)
WORDS = st.sampled_from(SPOKEN.split())


@given(st.lists(WORDS, max_size=90))
def test_every_word_is_in_one_clause_and_none_is_long(words: list[str]) -> None:
    text = " ".join(words)
    clauses = clauses_written(text)
    edges = [edge for clause in clauses for edge in (clause.start_char, clause.end_char)]
    assert edges == sorted(edges)
    assert all(text[c.start_char : c.end_char] == c.text for c in clauses)
    assert all(len(c.text.split()) <= MOST_WORDS for c in clauses)
    left = [
        c for at, c in enumerate(text) if not any(o.start_char <= at < o.end_char for o in clauses)
    ]
    assert not any(character.isalnum() for character in left)


@given(st.lists(WORDS, max_size=60))
def test_times_are_those_of_the_words_whatever_was_said(words: list[str]) -> None:
    heard = _heard(" ".join(words))
    text = written(heard)
    for clause in clauses_heard(heard):
        assert text[clause.start_char : clause.end_char] == clause.text
        assert clause.start_s is not None
        assert clause.end_s is not None
        first, last = heard[int(clause.start_s)], heard[int(clause.end_s)]
        assert clause.text.startswith(first.text[:1])
        assert clause.text.endswith(last.text[-1:])


def test_no_clause_is_split_off_too_short() -> None:
    clauses = _texts("I think, I know, I hope, I see, we go, you call and I call and we call")
    assert all(len(clause.split()) >= FEWEST_WORDS for clause in clauses)


def test_fifty_pages_are_split_in_a_moment_and_completely() -> None:
    text = (RUN_ON + " ") * 600
    clauses = clauses_written(text)
    assert sum(len(clause.text.split()) for clause in clauses) == len(text.split())
