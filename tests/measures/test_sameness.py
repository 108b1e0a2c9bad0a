"""The same message again is found; another message in the same frame is not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spoken import say, subject

from coach.measures.sameness import LEAST_SHARED, likeness, sameness
from coach.records import Earlier, Measurement

WATCH, MISS = 0.55, 0.75
"""The standard playbook's bounds."""

GATE = (
    "we cut the time your drivers wait at the gate by a third and a carrier like yours saved "
    "forty hours in its first month with the new booking slots"
)
SHIFT = (
    "I read that you are hiring welders this spring so I made a one page plan that keeps a night "
    "shift staffed without any overtime and wanted to show you how"
)


def framed(
    pitch: str,
    to: str = "Sam",
    rep: str = "Dana",
    company: str = "Brightline",
    number: str = "212-555-0143",
    day: str = "Thursday",
) -> str:
    return (
        f"Hi {to}, this is {rep} from {company}. {pitch[0].upper()}{pitch[1:]}. "
        f"I'll try you again {day}. My number is {number}, again that's {number}. Thanks, bye."
    )


def before(*texts: str) -> tuple[Earlier, ...]:
    at = datetime(2026, 11, 2, tzinfo=UTC)
    return tuple(Earlier(at, i, text, f"{i}.wav") for i, text in enumerate(texts, start=1))


def taken(text: str, *earlier: str, prospect: str | None = "Sam") -> Measurement:
    return sameness.take(subject(say(text), before(*earlier), prospect=prospect))


# Likeness


@pytest.mark.parametrize("pitch", [GATE, SHIFT])
def test_the_same_words_are_the_same_message(pitch: str) -> None:
    assert likeness(framed(pitch), framed(pitch)) == 1.0


@pytest.mark.parametrize(
    "other",
    [
        {"to": "Maria"},
        {"to": "Maria Lopez"},
        {"rep": "Robin"},
        {"rep": "Robin Hale"},
        {"company": "Acme Freight Lines"},
        {"number": "646-555-0199"},
        {"day": "Monday"},
        {"to": "Lee", "rep": "Jo", "company": "Kite", "number": "312-555-0100", "day": "Friday"},
    ],
    ids=lambda other: " ".join(other.values()),
)
def test_names_numbers_and_dates_make_no_other_message(other: dict[str, str]) -> None:
    assert likeness(framed(GATE), framed(GATE, **other)) > 0.95


def test_names_inside_the_pitch_make_no_other_message() -> None:
    one = "we did this for Globex in Reno on March 3 and saved them 40 hours a week at the gate"
    other = "we did this for Initech in Tulsa on April 9 and saved them 65 hours a week at the gate"
    assert likeness(framed(one), framed(other)) > 0.95


def test_another_idea_in_the_same_frame_is_another_message() -> None:
    assert likeness(framed(GATE), framed(SHIFT)) < WATCH


def test_the_same_idea_with_another_frame_is_the_same_message() -> None:
    other = f"Good morning, it's Dana. {GATE}. Give me a call back, have a great day."
    assert likeness(framed(GATE), other) > MISS


def test_a_sentence_more_leaves_it_much_the_same() -> None:
    more = f"{GATE} and it takes an afternoon to set up"
    assert likeness(framed(GATE), framed(more)) > MISS


def test_a_message_that_is_half_new_is_worth_watching() -> None:
    half = "we cut the time your drivers wait at the gate by a third and I made a plan for welders"
    assert WATCH < likeness(framed(GATE), framed(half)) < 1.0


def test_formalities_alone_make_two_messages_little_alike() -> None:
    assert likeness(framed(GATE), framed(SHIFT)) - likeness(GATE, SHIFT) < 0.3


def test_case_and_punctuation_make_no_difference() -> None:
    assert likeness(GATE, GATE.replace(" and ", ", and ") + "!") == 1.0


WORDS = st.lists(
    st.sampled_from(
        [*GATE.split(), "Hi", "Sam,", "Brightline.", "212-555-0143", "Monday", "\u2014"]
    ),
    max_size=30,
).map(" ".join)


@given(WORDS, WORDS)
def test_likeness_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0.0 <= likeness(one, other) <= 1.0
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) == 1.0


# The measure


def test_the_most_alike_of_all_earlier_messages_counts() -> None:
    found = taken(framed(GATE), framed(SHIFT), framed(GATE, day="Monday"), framed(SHIFT))
    assert isinstance(found.value, float)
    assert found.value > 0.95
    assert found.value == taken(framed(GATE), framed(GATE, day="Monday")).value


def test_shared_passages_are_quoted_in_order_with_their_times() -> None:
    text = framed(GATE)
    found = taken(text, framed(GATE, to="Maria", day="Monday"))
    assert found.evidence
    starts = [evidence.start_s for evidence in found.evidence]
    assert starts == sorted(starts)
    for evidence in found.evidence:
        assert len(evidence.quote.split()) >= LEAST_SHARED
        assert evidence.quote in text
    assert any("drivers wait at the gate" in evidence.quote for evidence in found.evidence)


def test_a_message_that_shares_nothing_quotes_nothing() -> None:
    found = taken(GATE, "hello again are you well let me know when it suits")
    assert found.evidence == ()


@pytest.mark.parametrize(
    ("text", "earlier", "prospect", "reason"),
    [
        (GATE, (GATE,), None, "It is not known whom this message is for."),
        (GATE, (), "Sam", "This is the first message to this prospect."),
        ("Hi Sam, call me.", (GATE,), "Sam", "The message is too short to compare."),
    ],
)
def test_where_nothing_can_be_compared_the_reason_is_said(
    text: str, earlier: tuple[str, ...], prospect: str | None, reason: str
) -> None:
    found = taken(text, *earlier, prospect=prospect)
    assert (found.value, found.reason) == (None, reason)


def test_an_earlier_message_of_nothing_is_nothing_alike() -> None:
    assert taken(GATE, "").value == 0.0
