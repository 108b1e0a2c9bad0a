"""What becomes of a file after work on it."""

from __future__ import annotations

import pytest

from coach.errors import FailureKind
from coach.watcher.disposal import (
    ADVICE,
    FIRST_WAIT_S,
    LONGEST_WAIT_S,
    MOST_SYSTEM_TRIES,
    MOST_TRIES,
    after_failure,
    after_fault,
    backoff_s,
    reason_text,
)


def test_waits_double_and_end() -> None:
    waits = [backoff_s(tries) for tries in range(1, 40)]
    assert waits[:4] == [FIRST_WAIT_S, 2 * FIRST_WAIT_S, 4 * FIRST_WAIT_S, 8 * FIRST_WAIT_S]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT_S


@pytest.mark.parametrize("kind", FailureKind)
def test_every_failure_ends_after_its_tries(kind: FailureKind) -> None:
    most = MOST_TRIES.get(kind, 1)
    where = [after_failure(kind, tries, there=True).where for tries in range(1, most + 3)]
    assert where[: most - 1] == ["again"] * (most - 1)
    assert set(where[most - 1 :]) == {"failed"}


def test_what_will_not_pass_is_tried_once() -> None:
    for kind in (FailureKind.NO_SPEECH, FailureKind.NOT_AUDIO, FailureKind.TOO_LONG):
        assert after_failure(kind, 1, there=True).where == "failed"


def test_what_went_away_is_no_failure() -> None:
    assert after_failure(FailureKind.NOT_FOUND, 1, there=False).where == "gone"


def test_a_fault_counts_only_where_others_work() -> None:
    assert after_fault(10**6, others_work=False).where == "again"
    assert not after_fault(3, others_work=False).counts
    assert after_fault(MOST_SYSTEM_TRIES - 1, others_work=True).where == "again"
    assert after_fault(MOST_SYSTEM_TRIES, others_work=True).where == "failed"


@pytest.mark.parametrize("kind", FailureKind)
def test_a_reason_says_what_to_do(kind: FailureKind) -> None:
    text = reason_text("call.wav", kind, "It is so.", 2)
    assert "call.wav could not be scored" in text
    assert "It is so. It was tried 2 times." in text
    assert ADVICE[kind] in text
