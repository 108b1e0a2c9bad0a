"""Messages of a run wait for those recorded before them, whoever is heard first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from coach.records import Recording
from coach.sequences import Sequences

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)


def left(
    day: float | None, prospect: str | None = "Acme", rep: str | None = None, path: str = "a.wav"
) -> Recording:
    at = None if day is None else DAY + timedelta(days=day)
    return Recording(path=path, location=path, rep=rep, prospect=prospect, recorded_at=at)


def ready(made: Sequences, indices: Iterable[int]) -> list[bool]:
    return [made.ready(index) for index in indices]


def test_a_message_waits_for_all_that_were_recorded_before_it() -> None:
    made = Sequences([left(1), left(2), left(3)])
    made.dealt_with(2)
    made.dealt_with(0)
    assert ready(made, range(3)) == [True, False, False]
    made.dealt_with(1)
    assert ready(made, range(3)) == [True, True, True]


def test_a_message_does_not_wait_for_what_came_after_it() -> None:
    made = Sequences([left(2), left(1)])
    made.dealt_with(1)
    assert ready(made, range(2)) == [False, True]


def test_other_prospects_are_waited_for_only_where_the_rep_is_the_same() -> None:
    made = Sequences(
        [left(1, "Acme", "Dana"), left(2, "Globex", "Lee"), left(2, "Initech", "DANA")]
    )
    made.dealt_with(1)
    made.dealt_with(2)
    assert ready(made, range(3)) == [False, True, False]


def test_waiting_goes_on_through_other_sequences() -> None:
    made = Sequences([left(1, "Acme", "Dana"), left(2, "Acme", "Lee"), left(3, "Globex", "Lee")])
    made.dealt_with(1)
    made.dealt_with(2)
    assert not made.ready(2)
    made.dealt_with(0)
    assert made.due(2) == (0, 1, 2)


def test_nobody_known_waits_for_nobody() -> None:
    made = Sequences([left(1, None), left(2, "  ")])
    made.dealt_with(1)
    assert ready(made, range(2)) == [False, True]
    assert made.due(1) == (1,)


def test_each_is_given_out_once_oldest_first() -> None:
    made = Sequences([left(3), left(1), left(None), left(2)])
    for index in range(4):
        made.dealt_with(index)
    assert made.due(3) == (2, 1, 3)
    assert made.due(0) == (0,)
    assert made.due(1) == ()


CALLS = st.tuples(
    st.none() | st.integers(0, 3), st.sampled_from(["Acme", "Globex", None]), st.sampled_from("xy")
)


@given(st.lists(CALLS, max_size=9), st.randoms(use_true_random=False))
def test_what_is_judged_before_what_depends_on_times_alone(calls: list, shuffled: object) -> None:
    recordings = [left(day, who, rep, f"{i}.wav") for i, (day, who, rep) in enumerate(calls)]

    def judged(order: list[int]) -> list[int]:
        made = Sequences(recordings)
        given: list[int] = []
        for index in order:
            made.dealt_with(index)
            for one in range(len(given), len(calls)):
                if not made.ready(one):
                    break
            given += [
                one for index in range(len(calls)) if made.ready(index) for one in made.due(index)
            ]
        return given

    order = list(range(len(calls)))
    shuffled.shuffle(order)  # type: ignore[attr-defined]  # Hypothesis gives a random.Random
    found = judged(order)
    assert sorted(found) == list(range(len(calls)))
    for later, one in enumerate(found):
        for other in found[later + 1 :]:
            mine, its = recordings[one], recordings[other]
            if mine.prospect and mine.prospect == its.prospect:
                assert (mine.recorded_at or DAY - timedelta(1), mine.path) <= (
                    its.recorded_at or DAY - timedelta(1),
                    its.path,
                )
