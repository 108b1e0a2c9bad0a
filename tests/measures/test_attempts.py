"""What an attempt adds, how attempts are spaced, and what none of them did."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from cued import RECORDED, level, quotes, told
from pitches import pitched

from coach.measures.attempts import (
    VITAL,
    attempts,
    cadence,
    days_since,
    never_done,
    never_done_rows,
    new_value,
)
from coach.records import Earlier

if TYPE_CHECKING:
    from coach.measures import Subject

HELLO = "Hi Sam, this is Dana from Brightline."
GATE = ("Drivers queue at the gate for forty minutes before anybody opens a dock.", "trade_fact")
SLOTS = ("We give every truck a booked slot.", "solution")
WELDERS = ("Welders leave because nobody pays overtime on the night shift.", "trade_fact")
PLAN = ("I wrote a one page plan that staffs those shifts.", "idea_offered")
SAID_AGAIN = ("Every truck gets a booked slot.", "solution")
PARTLY = ("We give truck drivers coffee.", "solution")
BYE = "Call 212-555-0143. Thanks, bye."

Clauses = tuple[tuple[str, str] | str, ...]


def before(*messages: Clauses, days: float = 7) -> tuple[Earlier, ...]:
    """Return attempts so many days apart, the last of them that long before this one."""
    count = len(messages)
    return tuple(
        Earlier(
            RECORDED - timedelta(days=days * (count - place)),
            place + 1,
            "",
            f"{place}.wav",
            pitch=pitched(*clauses),
        )
        for place, clauses in enumerate(messages)
    )


def message(*clauses: tuple[str, str] | str, earlier: tuple[Earlier, ...] = ()) -> Subject:
    seen = told(*clauses, earlier=earlier, prospect="Sam")
    return replace(seen, pitch=pitched(*clauses))


# New value


def test_an_idea_that_nobody_heard_is_new_and_quoted() -> None:
    seen = message(HELLO, WELDERS, PLAN, BYE, earlier=before((HELLO, GATE, SLOTS, BYE)))
    assert level(new_value, seen) == 2.0
    assert quotes(new_value, seen) == [WELDERS[0], PLAN[0]]


def test_one_new_idea_beside_an_old_one_is_new() -> None:
    seen = message(HELLO, GATE, WELDERS, earlier=before((GATE, SLOTS), (HELLO, SLOTS)))
    assert level(new_value, seen) == 2.0
    assert quotes(new_value, seen) == [WELDERS[0]]


def test_what_any_earlier_message_said_is_not_new() -> None:
    seen = message(HELLO, GATE, SAID_AGAIN, earlier=before((HELLO, SLOTS), (GATE, PLAN)))
    assert (level(new_value, seen), quotes(new_value, seen)) == (0.0, [])


def test_the_same_message_again_has_nothing_new() -> None:
    seen = message(HELLO, GATE, SLOTS, BYE, earlier=before((HELLO, GATE, SLOTS, BYE)))
    assert level(new_value, seen) == 0.0


def test_formalities_are_no_new_value() -> None:
    seen = message(GATE, "I am at my desk until five.", BYE, earlier=before((GATE, SLOTS)))
    assert level(new_value, seen) == 0.0


def test_a_bit_that_is_new_is_worth_watching() -> None:
    seen = message(HELLO, PARTLY, earlier=before((HELLO, GATE, SLOTS)))
    assert level(new_value, seen) == 1.0
    assert quotes(new_value, seen) == [PARTLY[0]]


def test_without_what_earlier_messages_meant_nothing_is_said_to_be_new() -> None:
    blind = Earlier(RECORDED, 1, GATE[0], "a.wav")
    taken = new_value.take(message(HELLO, WELDERS, PLAN, earlier=(blind,)))
    assert taken.value is None
    assert taken.reason == "What the earlier messages say cannot be compared any more."


def test_a_first_message_need_not_be_new() -> None:
    assert new_value.take(message(HELLO, GATE)).reason == (
        "This is the first message to this prospect."
    )


# Cadence


def test_days_and_attempts_are_counted() -> None:
    seen = message(HELLO, GATE, earlier=before((GATE,), (SLOTS,), (PLAN,), days=3))
    assert days_since.take(seen).value == 3.0
    assert cadence.take(seen).value == 3.0
    assert attempts.take(seen).value == 4.0


def test_the_attempt_number_is_trusted_where_not_all_messages_are_given() -> None:
    late = tuple(replace(one, attempt=one.attempt + 100) for one in before((GATE,), (SLOTS,)))
    assert attempts.take(message(GATE, earlier=late)).value == 103.0


def test_zones_do_not_count_as_time() -> None:
    (one,) = before((GATE,))
    there = RECORDED.astimezone(timezone(timedelta(hours=-8))) - timedelta(days=2)
    assert days_since.take(message(GATE, earlier=(replace(one, recorded_at=there),))).value == 2.0
    naive = (RECORDED - timedelta(days=2)).replace(tzinfo=None)
    assert days_since.take(message(GATE, earlier=(replace(one, recorded_at=naive),))).value == 2.0


def test_an_unknown_time_is_no_time() -> None:
    (one,) = before((GATE,))
    taken = days_since.take(message(GATE, earlier=(replace(one, recorded_at=None),)))
    assert (taken.value, taken.reason) == (
        None,
        "It is not known when the messages were recorded.",
    )
    seen = message(GATE, earlier=(one,))
    unknown = replace(seen, recording=replace(seen.recording, recorded_at=None))
    assert cadence.take(unknown).value is None
    assert attempts.take(unknown).value == 2.0


def test_a_first_attempt_has_no_distance_and_is_counted() -> None:
    assert attempts.take(message(GATE)).value == 1.0
    assert days_since.take(message(GATE)).value is None
    assert attempts.take(told(GATE)).reason == "It is not known whom this message is for."


def test_a_draft_has_no_distance() -> None:
    draft = replace(message(GATE, earlier=before((GATE,))), draft=True)
    assert cadence.take(draft).reason == "A draft has not been left yet."


# Never done


def attempted(*passed: frozenset[str]) -> tuple[Earlier, ...]:
    at = datetime(2026, 11, 2, tzinfo=UTC)
    return tuple(Earlier(at, k, "", f"{k}.wav", passed=one) for k, one in enumerate(passed, 1))


ALL = frozenset(VITAL)


def test_what_no_attempt_passed_is_named() -> None:
    seen = message(
        GATE, earlier=attempted(ALL - {"value", "proof", "who"}, ALL - {"value", "proof"})
    )
    seen = replace(seen, passed=ALL - {"value", "who"})
    assert never_done.take(seen).value == 1.0
    assert never_done_rows.take(seen).value == "value"


def test_what_one_attempt_passed_is_done() -> None:
    seen = replace(message(GATE, earlier=attempted(ALL)), passed=frozenset())
    assert never_done.take(seen).value == 0.0
    assert never_done_rows.take(seen).value == "none"


def test_rows_that_the_playbook_does_not_ask_are_not_missed() -> None:
    seen = replace(message(GATE, earlier=attempted(frozenset())), passed=frozenset())
    assert never_done.take(replace(seen, asked=frozenset({"who", "length"}))).value == 1.0


@pytest.mark.parametrize(
    ("earlier", "passed"), [((), ALL), (attempted(ALL), None)], ids=["one attempt", "not judged"]
)
def test_one_attempt_or_no_verdicts_is_too_little(
    earlier: tuple[Earlier, ...], passed: frozenset[str] | None
) -> None:
    taken = never_done.take(replace(message(GATE, earlier=earlier), passed=passed))
    assert taken.value is None
    assert taken.reason
