"""What to do next with a prospect."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from coach.report.next_move import Move, next_move
from coach.report.promises_view import Promise
from coach.report.rows_view import across, never_done

from . import people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.kept import Kept

HOUR = timedelta(hours=1)


def _move(kept: Sequence[Kept], promises: Sequence[Promise] = ()) -> Move:
    never = never_done(across(kept, people.playbook()))
    return next_move(kept, promises, never, people.links(), people.NOW)


def test_after_an_answer_comes_listening() -> None:
    move = _move(people.sequence(3, outcome="meeting"))
    assert move.advice == "They agreed to meet after attempt 3."
    assert move.href == "./message-0-2.html#t=0.400"


def test_an_announced_call_comes_before_all_else() -> None:
    kept = people.sequence(3)
    at = people.NOW + 53 * HOUR
    move = _move(kept, [Promise(kept[2].id, at, at, "pending", "I'll try you", 9.5)])
    assert move.advice == "Call on Thu, Dec 3, 2026, 2:30 pm, in 2 days."
    assert (move.quote, move.href) == ("I'll try you", "./message-0-2.html#t=9.500")


def test_a_call_that_did_not_come_is_owned_up_to() -> None:
    kept = people.sequence(3)
    at = people.NOW - 49 * HOUR
    move = _move(kept, [Promise(kept[2].id, at, at, "missed")])
    assert move.advice == "Call now, and own up to being late."
    assert move.why.endswith("that was 2 days ago.")


def test_an_old_promise_that_was_missed_is_past() -> None:
    kept = people.sequence(3)
    at = people.NOW - 49 * HOUR
    assert _move(kept, [Promise(kept[0].id, at, at, "missed")]) == _move(kept)


def test_what_was_never_done_comes_next() -> None:
    kept = people.sequence(4)
    first = never_done(across(kept, people.playbook()))[0]
    move = _move(kept)
    assert move.advice == first.row.advice
    assert move.source == first.row.source
    assert "Not in any of 4 messages" in move.why


def test_else_what_cost_the_latest_message_most() -> None:
    move = _move(people.sequence(1))
    assert move.why.endswith("It cost the latest message most.")
    assert move.quote.startswith("I'm just checking in")
    assert move.href.endswith("#t=4.200")


def test_else_nothing() -> None:
    kept = people.sequence(1)[0]
    passed = tuple(replace(f, verdict="pass", points=1.0) for f in kept.findings)
    assert _move([replace(kept, findings=passed)]).advice == "Keep doing exactly this."


def test_a_call_announced_by_a_day_is_told_as_such() -> None:
    kept = people.sequence(3)
    at = people.NOW.replace(hour=0, minute=0) + 72 * HOUR
    promise = Promise(kept[2].id, at, at, "pending", open_end="by")
    assert _move(kept, [promise]).advice == "Call by Thu, Dec 3, 2026, in 3 days."
