"""Names are put right where they were heard, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spoken import say

from coach.names import with_names

if TYPE_CHECKING:
    from coach.records import Speech

NUMBER = "{212 555 0143}"


def named(text: str, *names: str | None, probability: float = 0.98) -> str:
    """Return how a text reads once the roster's names were put right in it."""
    return with_names(say(text, probability=probability), names).transcript.text


# What is put right


@pytest.mark.parametrize(
    ("heard", "name", "written"),
    [
        ("Hi Jon, it's me.", "John", "Hi John, it's me."),
        ("Hi, this is Dayna from work.", "Dana", "Hi, this is Dana from work."),
        ("I'm calling from Apecks.", "Apex", "I'm calling from Apex."),
        ("This is Maria Lopes.", "Maria Lopez", "This is Maria Lopez."),
        ("Hi Katherine!", "Catherine", "Hi Catherine!"),
        ("This is Jose from sales.", "José", "This is José from sales."),
        ("Thanks, Brightlyne.", "Brightline", "Thanks, Brightline."),
    ],
)
def test_a_misspelled_name_is_written_as_the_roster_has_it(
    heard: str, name: str, written: str
) -> None:
    assert named(heard, name) == written


@pytest.mark.parametrize(
    ("heard", "name", "written"),
    [
        ("This is Dayna Cohl from work.", "Dana Cole", "This is Dana Cole from work."),
        ("I'm with Harber Frate, Sam.", "Harbor Freight", "I'm with Harbor Freight, Sam."),
    ],
)
def test_a_whole_name_is_put_right_at_once(heard: str, name: str, written: str) -> None:
    assert named(heard, name) == written


@pytest.mark.parametrize("heard", ["This is North Wind calling.", "This is north wind calling."])
def test_a_name_heard_as_two_words_becomes_one(heard: str) -> None:
    assert named(heard, "Northwind", probability=0.6) == "This is Northwind calling."


def test_a_name_out_of_a_file_name_is_still_written_with_a_capital() -> None:
    assert named("Hi Jon, this is Dayna.", "john", "dana") == "Hi John, this is Dana."


def test_the_name_takes_over_the_times_and_the_punctuation() -> None:
    speech = say("Hi Jon, it's north wind, bye.", probability=0.6)
    made = with_names(speech, ["John", "Northwind"]).transcript.words
    before = speech.transcript.words
    assert [word.text for word in made] == ["Hi", "John,", "it's", "Northwind,", "bye."]
    assert (made[1].start_s, made[1].end_s) == (before[1].start_s, before[1].end_s)
    assert (made[3].start_s, made[3].end_s) == (before[3].start_s, before[4].end_s)
    assert made[4] == before[5]


def test_readings_still_point_at_their_words() -> None:
    speech = say("Hi, it's north wind, call {212 555 0143} again {212 555 0143}", probability=0.6)
    made = with_names(speech, ["Northwind"])
    assert "Northwind," in made.transcript.text
    for before, after in zip(speech.readings, made.readings, strict=True):
        old = speech.transcript.words[before.word_start : before.word_end]
        assert made.transcript.words[after.word_start : after.word_end] == old


# What is left alone


@pytest.mark.parametrize("names", [[], [None], ["", None], ["?!"], ["\u5c71\u7530"]])
def test_without_a_usable_name_nothing_changes(names: list[str | None]) -> None:
    speech = say("Hi Jon, this is Dayna.")
    assert with_names(speech, names) is speech


ORDINARY = [
    ("Dana", "We help with data quality and data from your yard."),
    ("Mark", "I have ideas for market leaders at market price."),
    ("Dan Ortiz", "I'll call you at ten on Friday, or at one."),
    ("Tony", "I'll call you at ten on Friday."),
    ("Nina", "I am free at nine, with nine of ten people."),
    ("Sam", "That worked for some of the teams and for the same reason."),
    ("Tom", "You are out of time and it's time for a new team."),
    ("Jean", "Here is the report from June with all of July."),
    ("Dean", "I'm done with planning for today."),
    ("Mary", "It's more of a question, and it's my number."),
    ("Sal Ruiz", "It's great for sales teams with sales of ten million."),
    ("Manny", "This comes with many more leads for many of you."),
    ("Will Bright", "You will be in, will you, for a while, and it's well worth it."),
    ("Rich", "It's within reach of each of you."),
    ("Grant", "A town like yours is granted money for grants from the state."),
    ("Bill", "It cuts the cost of billing, for bills of any size."),
    ("Art", "For our part, it's art with a start."),
    ("Penny", "It's any number of pens for pennies."),
    ("Carrie", "Our drivers carry freight, and with care."),
    ("Frank", "It's frankly the best, for Frankfurt."),
    ("The Home Depot", "For this reason, with that from them, and of these, it's there."),
    ("Apex Supply Company", "I have ideas for companies with a supply of complaints."),
    ("Smith and Sons", "It's any of the ones with and from any season."),
    ("Dana Cole", "This is Dana calling from Brightline."),
    ("Maria Lopez", "Hello Mrs. Lopez, it's Monday and more."),
    ("Sam Hill", "Hi Sam, hello, it's still with all of us."),
]


@pytest.mark.parametrize(("name", "text"), ORDINARY)
@pytest.mark.parametrize("probability", [0.98, 0.85])
def test_ordinary_words_are_never_taken_for_names(name: str, text: str, probability: float) -> None:
    assert named(text, name, probability=probability) == text


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (("Dana", "Dan"), "Hi Dan, this is Dana."),
        (("Dan", "Dana"), "Hi Dana, this is Dan."),
        (("Jon Reed", "John Read"), "Hi John, this is Jon, Jon Reed."),
        (("Karen", "Carina"), "Hello Carina, it's Karen with news."),
    ],
)
def test_a_name_that_is_right_is_not_taken_for_another(names: tuple[str, ...], text: str) -> None:
    assert named(text, *names) == text


def test_of_two_names_the_one_more_alike_is_meant() -> None:
    assert named("Hi Katherin, it's me.", "Karen", "Katherine") == "Hi Katherine, it's me."


def test_words_of_a_telephone_number_are_left_alone() -> None:
    speech = say("Call me at {212 555 0143}", probability=0.5)
    spoken = replace(
        speech,
        transcript=replace(
            speech.transcript,
            words=tuple(
                replace(word, text=text)
                for word, text in zip(
                    speech.transcript.words, ["Call", "me", "at", "two", "nine", "ten"], strict=True
                )
            ),
        ),
    )
    made = with_names(spoken, ["Nina", "Drew Tew", "Dan", "Tina"])
    assert made.transcript.text == "Call me at two nine ten"


def test_a_name_across_the_end_of_a_sentence_is_none() -> None:
    text = "We go north. Wind and rain."
    assert named(text, "Northwind", probability=0.6) == text


def test_a_name_that_was_not_heard_does_not_appear() -> None:
    text = "Hi there, this is Dana, please call me back about your renewal."
    assert named(text, "Bartholomew Quist", "Zephyr Systems") == text


WORDS = st.lists(
    st.sampled_from(
        ["Hi", "this", "is", "from", "Jon", "Dayna", "Cohl", "north", "wind", "ten", "data", NUMBER]
    ),
    max_size=14,
).map(" ".join)


def _times(speech: Speech) -> list[float]:
    return [edge for word in speech.transcript.words for edge in (word.start_s, word.end_s)]


@given(WORDS, st.sampled_from([0.5, 0.9, 0.99]))
def test_time_goes_on_and_numbers_are_kept_whatever_is_renamed(
    text: str, probability: float
) -> None:
    speech = say(text, probability=probability)
    made = with_names(speech, ["John", "Dana Cole", "Northwind"])
    assert _times(made) == sorted(_times(made))
    assert _times(made)[:1] == _times(speech)[:1]
    assert _times(made)[-1:] == _times(speech)[-1:]
    for one, two in pairwise(made.readings):
        assert one.word_end <= two.word_start
    for before, after in zip(speech.readings, made.readings, strict=True):
        kept = made.transcript.words[after.word_start : after.word_end]
        assert kept == speech.transcript.words[before.word_start : before.word_end]
