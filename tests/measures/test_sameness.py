"""The same message again is found; another message in the same frame is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from cued import told
from pitches import pitched
from spoken import say, subject

from coach.measures.sameness import (
    LEAST_PROSPECTS,
    LEAST_SHARED,
    attempt,
    same_to_everyone,
    sameness,
)
from coach.records import Earlier, Elsewhere, Measurement

if TYPE_CHECKING:
    from coach.likeness import Pitch
    from coach.measures import Subject

WATCH, MISS = 0.55, 0.75
"""The standard playbook's bounds."""

HELLO = "Hi Sam, this is Dana from Brightline."
GATE = ("Drivers queue at the gate for forty minutes before anybody opens a dock.", "trade_fact")
SLOTS = ("We give every truck a booked slot.", "solution")
WELDERS = ("Welders leave because nobody pays overtime on the night shift.", "trade_fact")
PLAN = ("I wrote a one page plan that staffs those shifts.", "idea_offered")
BYE = "Call 212-555-0143. Thanks, bye."
AT = datetime(2026, 11, 2, tzinfo=UTC)

Clauses = tuple[tuple[str, str] | str, ...]
YARD: Clauses = (HELLO, GATE, SLOTS, BYE)
STAFF: Clauses = (HELLO, WELDERS, PLAN, BYE)


def before(*pitches: Pitch) -> tuple[Earlier, ...]:
    return tuple(
        Earlier(AT, place, " ".join(part.text for part in one.parts), f"{place}.wav", pitch=one)
        for place, one in enumerate(pitches, start=1)
    )


def message(*clauses: tuple[str, str] | str, earlier: tuple[Earlier, ...] = ()) -> Subject:
    seen = told(*clauses, earlier=earlier, prospect="Sam", rep="Dana")
    return replace(seen, pitch=pitched(*clauses))


def everyone(*messages: Clauses) -> tuple[Elsewhere, ...]:
    return tuple(
        Elsewhere(f"Prospect {place}", f"{place}.wav", AT, pitched(*clauses))
        for place, clauses in enumerate(messages)
    )


def value(taken: Measurement) -> float:
    assert isinstance(taken.value, float)
    return taken.value


# Sameness


def test_the_most_alike_of_all_earlier_messages_counts() -> None:
    seen = message(*YARD, earlier=before(pitched(*STAFF), pitched("Hi Lee.", GATE, SLOTS)))
    assert value(sameness.take(seen)) > 0.95
    assert attempt.take(seen).value == 2.0


def test_of_several_that_are_the_same_the_latest_is_named() -> None:
    seen = message(*YARD, earlier=before(pitched(*YARD), pitched(*YARD), pitched(*STAFF)))
    assert (sameness.take(seen).value, attempt.take(seen).value) == (1.0, 2.0)


def test_another_idea_in_the_same_frame_is_another_message() -> None:
    assert value(sameness.take(message(*YARD, earlier=before(pitched(*STAFF))))) < WATCH


def test_shared_clauses_are_quoted_in_order_with_their_times() -> None:
    seen = message(*YARD, earlier=before(pitched("Hello.", SLOTS, GATE)))
    found = sameness.take(seen)
    assert [one.quote for one in found.evidence] == [GATE[0], SLOTS[0]]
    assert found.evidence[0].start_s == seen.clauses[1].start_s
    assert found.evidence[0].end_s == seen.clauses[1].end_s


def test_a_message_that_shares_nothing_quotes_nothing() -> None:
    assert sameness.take(message(*YARD, earlier=before(pitched(WELDERS, PLAN)))).evidence == ()


def test_habits_of_the_rep_make_no_message_the_same() -> None:
    habit = "Every week I ride along with somebody in your trade to hear what matters there."
    ideas = [f"Topic{k} matter{k} question{k} worry{k} answer{k}" for k in range(20)]
    others = everyone(*((HELLO, habit, (idea, "reason")) for idea in ideas))
    seen = message(HELLO, habit, GATE, earlier=before(pitched(HELLO, habit, WELDERS)))
    known = replace(seen, elsewhere=others)
    assert value(sameness.take(known)) < value(sameness.take(seen))


@pytest.mark.parametrize(
    ("text", "earlier", "prospect", "reason"),
    [
        (GATE[0], (GATE[0],), None, "It is not known whom this message is for."),
        (GATE[0], (), "Sam", "This is the first message to this prospect."),
        ("Hi Sam, call me.", (GATE[0],), "Sam", "The message is too short to compare."),
    ],
)
def test_where_nothing_can_be_compared_the_reason_is_said(
    text: str, earlier: tuple[str, ...], prospect: str | None, reason: str
) -> None:
    known = tuple(Earlier(AT, 1, one, "a.wav") for one in earlier)
    found = sameness.take(subject(say(text), known, prospect=prospect))
    assert (found.value, found.reason) == (None, reason)


# Where only words are known


def words_only(text: str, *earlier: str) -> Measurement:
    known = tuple(Earlier(AT, k, one, f"{k}.wav") for k, one in enumerate(earlier, start=1))
    return sameness.take(subject(say(text), known, prospect="Sam"))


def test_messages_of_which_only_words_are_known_are_compared_by_them() -> None:
    text = f"{HELLO} {GATE[0]} {SLOTS[0]}"
    other = f"Hi Maria, this is Robin from Kite. {GATE[0]} {SLOTS[0]}"
    found = words_only(text, other)
    assert value(found) > 0.95
    assert found.evidence
    for evidence in found.evidence:
        assert len(evidence.quote.split()) >= LEAST_SHARED
        assert evidence.quote in text


def test_an_earlier_message_of_nothing_is_nothing_alike() -> None:
    assert words_only(GATE[0], "").value == 0.0
    assert words_only(GATE[0], "hello again are you well").evidence == ()


# The same for everybody


def test_the_share_of_other_prospects_who_were_told_the_same() -> None:
    others = everyone(YARD, YARD, STAFF, (WELDERS,), (PLAN,), (BYE, PLAN), YARD, (HELLO, PLAN))
    taken = same_to_everyone.take(replace(message(*YARD), elsewhere=others))
    assert taken.value == pytest.approx(3 / 8, abs=0.01)
    assert [one.quote for one in taken.evidence] == [GATE[0], SLOTS[0]]


def test_a_prospect_counts_once_whatever_the_number_of_messages() -> None:
    others = everyone(YARD, STAFF, STAFF, STAFF, STAFF)
    again = replace(others[0], path="again.wav")
    taken = same_to_everyone.take(replace(message(*YARD), elsewhere=(*others, again)))
    assert taken.value == pytest.approx(1 / 5)


def test_a_message_of_its_own_is_told_to_nobody_else() -> None:
    taken = same_to_everyone.take(replace(message(*YARD), elsewhere=everyone(*[STAFF] * 5)))
    assert (taken.value, taken.evidence) == (0.0, ())


@pytest.mark.parametrize(
    ("others", "rep", "reason"),
    [
        (LEAST_PROSPECTS - 1, "Dana", "Messages of this rep to 5 other prospects are needed."),
        (0, "Dana", "Messages of this rep to 5 other prospects are needed."),
        (0, None, "It is not known who left this message."),
    ],
)
def test_a_habit_needs_several_prospects(others: int, rep: str | None, reason: str) -> None:
    seen = message(*YARD)
    seen = replace(seen, recording=replace(seen.recording, rep=rep))
    taken = same_to_everyone.take(replace(seen, elsewhere=everyone(*[YARD] * others)))
    assert (taken.value, taken.reason) == (None, reason)
