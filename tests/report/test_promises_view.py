"""Announced calls as the pages print them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from coach.measures.attempts_promises import Promise as Made
from coach.report.promises_view import Promise, announced, promise_view, promised_when
from coach.said import Clause

from . import people
from .said import EASTERN

AT = datetime(2026, 11, 26, 14, 0, tzinfo=EASTERN)


@pytest.mark.parametrize(
    ("start", "lasting", "said"),
    [
        (AT, timedelta(0), "Thu, Nov 26, 2026, 2:00 pm"),
        (AT, timedelta(hours=2), "Thu, Nov 26, 2026, 2:00 pm to 4:00 pm"),
        (AT.replace(hour=0), timedelta(days=1), "Thu, Nov 26, 2026"),
        (AT.replace(hour=0), timedelta(hours=23, minutes=59), "Thu, Nov 26, 2026"),
        (AT.replace(hour=0), timedelta(days=4), "Thu, Nov 26, 2026 to Sun, Nov 29, 2026"),
    ],
)
def test_a_day_a_time_or_a_window(start: datetime, lasting: timedelta, said: str) -> None:
    assert promised_when(Promise(1, start, start + lasting, "pending")) == said


@pytest.mark.parametrize(
    ("state", "icon", "word"),
    [
        ("kept", "pass", "Kept"),
        ("late", "watch", "Late that day"),
        ("other day", "miss", "On another day"),
        ("missed", "miss", "Missed"),
        ("pending", "clock", "To come"),
    ],
)
def test_a_state_has_a_word_and_a_sign(state: str, icon: str, word: str) -> None:
    view = promise_view(Promise(1, AT, AT, state, "I'll\ncall"), "by attempt 2")
    assert (view.icon, view.word, view.quote, view.kept_by) == (
        icon,
        word,
        "I'll call",
        "by attempt 2",
    )
    assert view.when_iso == "2026-11-26T14:00:00-05:00"


def test_one_side_may_be_open() -> None:
    midnight = AT.replace(hour=0)
    by = Promise(1, midnight, midnight, "pending", open_end="by")
    after = Promise(1, AT, AT, "pending", open_end="from")
    assert promised_when(by) == "by Wed, Nov 25, 2026"
    assert promised_when(after) == "from Thu, Nov 26, 2026, 2:00 pm"


def test_what_the_measures_find_is_tied_to_messages() -> None:
    kept = people.sequence(2)
    clause = Clause("I'll call by Friday.", 10, 30, 9.5, 11.0)
    made = [
        Made(1, clause, "by Friday", None, AT, "late", 2),
        Made(2, clause, "after two", AT, None),
        Made(7, clause, "of another", AT, AT),
        Made(1, clause, "never", None, None),
    ]
    first, second = announced(made, kept)
    assert (first.message, first.kept_by, first.state) == (kept[0].id, kept[1].id, "late")
    assert (first.from_at, first.until_at, first.open_end) == (AT, AT, "by")
    assert (first.quote, first.start_s) == ("I'll call by Friday.", 9.5)
    assert (second.message, second.kept_by, second.open_end) == (kept[1].id, None, "from")
