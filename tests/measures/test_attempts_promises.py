"""A promise to call again is set against the next attempt."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from cued import level, told

from coach.measures.attempts_promises import (
    Promise,
    promise_kept,
    promise_said,
    promise_state,
    promises,
)
from coach.records import Earlier

EASTERN = timezone(timedelta(hours=-5))
LEFT = datetime(2026, 11, 17, 10, 0, tzinfo=EASTERN)
"""A Tuesday."""
GATE = "Drivers queue at the gate for forty minutes before anybody opens."


def left(promise: str, cue: str = "will_call_dated", at: datetime | None = LEFT) -> Earlier:
    """Return a first message that promises, then says its number."""
    seen = told(GATE, (promise, cue), "My number is in the mail.")
    return Earlier(at, 1, "", "1.wav", seen.clauses, seen.said)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a time in November in the zone of the first message."""
    return datetime(2026, 11, day, hour, minute, tzinfo=EASTERN)


@pytest.mark.parametrize(
    ("promise", "called", "state"),
    [
        ("I'll try you Thursday at two.", at(19, 14), "kept"),
        ("I'll try you Thursday at two.", at(19, 14, 30), "kept"),
        ("I'll try you Thursday at two.", at(19, 13, 30), "kept"),
        ("I'll try you Thursday at two.", at(19, 14, 31), "late"),
        ("I'll try you Thursday at two.", at(19, 9), "early"),
        ("I'll try you Thursday at two.", at(20, 14), "other day"),
        ("I'll try you Thursday at two.", at(18, 14), "other day"),
        ("I'll try you Thursday at two.", at(26, 14), "other day"),
        ("I'll call you again on Friday.", at(20, 8), "kept"),
        ("I'll call you again on Friday.", at(20, 23, 59), "kept"),
        ("I'll call you again on Friday.", at(21, 0, 20), "other day"),
        ("I'll call you again on Friday.", at(19, 23, 50), "other day"),
        ("I'll call you tomorrow between two and four.", at(18, 15), "kept"),
        ("I'll call you tomorrow between two and four.", at(18, 17), "late"),
        ("I'll call you tomorrow between two and four.", at(18, 11), "early"),
        ("I'll call back by Friday.", at(18, 9), "kept"),
        ("I'll call back by Friday.", at(23, 9), "other day"),
        ("I'll try Thursday at ten or Friday at ten.", at(20, 10), "kept"),
        ("I'll call again next week.", at(25, 10), "kept"),
        ("I'll call again next week.", at(20, 10), "other day"),
    ],
)
def test_what_became_of_a_promise(promise: str, called: datetime, state: str) -> None:
    seen = told(GATE, earlier=(left(promise),), prospect="Sam", recorded_at=called)
    assert promise_state.take(seen).value == state
    wanted = {"kept": 2.0, "early": 1.0, "late": 1.0, "other day": 0.0}
    assert level(promise_kept, seen) == wanted[state]
    assert promise_said.take(seen).value == promise


def test_hours_are_those_of_where_the_promise_was_made() -> None:
    for zone in (UTC, timezone(timedelta(hours=9))):
        called = at(19, 14).astimezone(zone)
        seen = told(GATE, earlier=(left("I'll try you Thursday at two."),), prospect="Sam")
        seen = replace(seen, recording=replace(seen.recording, recorded_at=called))
        assert level(promise_kept, seen) == 2.0


def test_a_time_in_the_next_clause_belongs_to_the_promise() -> None:
    seen = told(("I will try you again", "will_call_dated"), "on Thursday at two.")
    earlier = Earlier(LEFT, 1, "", "1.wav", seen.clauses, seen.said)
    assert promises((earlier,))[0].start == at(19, 14)


@pytest.mark.parametrize(
    "earlier",
    [
        left("I'll call you again.", "will_call"),
        left("We meet on Thursday at two.", "meeting_time"),
        left("I'll call Thursday at two.", "will_call_dated?"),
    ],
    ids=["no time", "no call", "not sure"],
)
def test_without_a_promise_none_can_be_kept(earlier: Earlier) -> None:
    taken = promise_kept.take(told(GATE, earlier=(earlier,), prospect="Sam"))
    assert taken.reason == "The message before promised no day or time to call again."


def test_only_the_last_message_s_promise_counts() -> None:
    first, last = left("I'll try you Thursday at two."), replace(left(GATE, ""), attempt=2)
    taken = promise_kept.take(told(GATE, earlier=(first, last), prospect="Sam"))
    assert taken.value is None


@pytest.mark.parametrize("which", ["this", "before"])
def test_without_a_time_nothing_is_kept_or_broken(which: str) -> None:
    earlier = left("I'll try you Thursday.", at=None if which == "before" else LEFT)
    called = None if which == "this" else at(19, 9)
    taken = promise_kept.take(told(GATE, earlier=(earlier,), prospect="Sam", recorded_at=called))
    assert taken.reason == "It is not known when the messages were recorded."


# For the prospect page


def only(found: tuple[Promise, ...]) -> Promise:
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (None, "pending"),
        (at(18, 9), "pending"),
        (at(19, 14, 29), "pending"),
        (at(19, 14, 31), "missed"),
        (at(19, 14, 31).astimezone(UTC).replace(tzinfo=None), "missed"),
    ],
)
def test_the_last_promise_is_pending_until_its_time_has_passed(
    now: datetime | None, state: str
) -> None:
    assert only(promises((left("I'll try you Thursday at two."),), now)).state == state


def test_a_day_is_pending_until_it_is_over() -> None:
    earlier = (left("I'll try you Thursday."),)
    assert only(promises(earlier, at(19, 23, 59))).state == "pending"
    assert only(promises(earlier, at(20, 0, 1))).state == "missed"


def test_every_promise_is_judged_by_the_next_message() -> None:
    first = left("I'll try you Thursday at two.")
    second = replace(left("I'll call you Monday.", at=at(19, 14, 10)), attempt=2)
    third = replace(left(GATE, "", at=at(25, 9)), attempt=3)
    found = promises((first, second, third), at(30, 9))
    assert [(one.attempt, one.state, one.kept_by) for one in found] == [
        (1, "kept", 2),
        (2, "other day", 3),
    ]
    assert found[0].clause.text == "I'll try you Thursday at two."


def test_messages_without_times_promise_nothing_that_can_be_dated() -> None:
    assert promises((left("I'll try you Thursday at two.", at=None),), at(30, 9)) == ()
    assert promises(()) == ()
