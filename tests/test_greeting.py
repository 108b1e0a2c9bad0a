"""Machines and callers are told apart by what they say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.greeting import plain, sounds_like_greeting, sounds_like_pitch, sounds_like_prompt

GREETINGS = [
    "You've reached the voicemail of Maria Lopez. Please leave a message.",
    "Hi, you have reached Harbor Freight Lines.",
    "I can't take your call right now, but leave your name and number after the tone.",
    "Your call has been forwarded to an automated voice messaging system.",
    "The person you are trying to reach is not available.",
    "Sorry, nobody is available to take your call.",
    "Thank you for calling Brightline. Our office hours are nine to five.",
    "Leave me a message and I'll get back to you.",
    "I\u2019m away from my desk, so leave a message.",
    "At the tone, please record your message. When you have finished, you may hang up.",
    "We are unable to come to the phone.",
]
PITCHES = [
    "Hi Sam, this is Dana from Brightline.",
    "I'm calling about your renewal.",
    "Just checking in on the proposal.",
    "Give me a call when you can.",
    "My direct number is 212-555-0143.",
    "I noticed you are hiring drivers in Reno.",
    "I\u2019ll try you again Thursday.",
    "We help dispatch teams cut waiting time.",
]
PROMPTS = [
    "To send this message, press one.",
    "If you are satisfied with your message, press 1.",
    "Your message has been sent.",
    "You have reached the maximum recording length.",
    "To listen to your message press two, to re-record it press three.",
]


@pytest.mark.parametrize("said", GREETINGS)
def test_machines_and_greetings_are_known(said: str) -> None:
    assert sounds_like_greeting(said)


@pytest.mark.parametrize("said", PITCHES)
def test_callers_are_known_and_are_no_machines(said: str) -> None:
    assert sounds_like_pitch(said)
    assert not sounds_like_greeting(said)
    assert not sounds_like_prompt(said)


@pytest.mark.parametrize("said", PROMPTS)
def test_the_exchange_is_known_and_is_no_caller(said: str) -> None:
    assert sounds_like_prompt(said)
    assert not sounds_like_pitch(said)


@pytest.mark.parametrize(
    "said",
    [
        "As soon as possible would be great.",
        "I want to get back to you on pricing.",
        "Please leave me a message with my assistant.",
    ],
)
def test_one_weak_phrase_is_not_enough_for_a_greeting(said: str) -> None:
    assert not sounds_like_greeting(said)


@pytest.mark.parametrize("said", ["", "...", "\u2026 ?!"])
def test_nothing_said_sounds_like_nobody(said: str) -> None:
    assert not sounds_like_greeting(said)
    assert not sounds_like_pitch(said)
    assert not sounds_like_prompt(said)


def test_plain_words_have_no_case_and_no_punctuation() -> None:
    assert plain("Hi, Sam \u2014  it\u2019s DANA!  ") == "hi sam it's dana"


@given(st.text("aB\u2019'\u00e9#- .,!\n\u2014"))
def test_plain_words_stay_as_they_are(text: str) -> None:
    once = plain(text)
    assert plain(once) == once
    assert "  " not in once
    assert once == once.strip()
