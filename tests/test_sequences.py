"""Attempts are numbered by time, whatever the order in which recordings are dealt with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.records import Recording
from coach.sequences import Sequences, identity, normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DAY = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)


def left(
    day: float | None, prospect: str | None = "Acme", path: str = "a.wav", rep: str | None = "Dana"
) -> Recording:
    at = None if day is None else DAY + timedelta(days=day)
    return Recording(path=path, location=path, rep=rep, prospect=prospect, recorded_at=at)


def heard(recordings: Sequence[Recording], contents: Sequence[str] | None = None) -> Sequences:
    """Return the sequences once every recording was heard; contents differ unless given."""
    made = Sequences(recordings)
    for index, recording in enumerate(recordings):
        content = contents[index] if contents else str(index)
        made.heard(index, identity(recording, content))
    return made


def attempts(made: Sequences, indices: Iterable[int]) -> list[int | None]:
    indices = list(indices)
    assert all(made.ready(index) for index in indices)
    return [made.attempt(index) for index in indices]


# Names and identities


@pytest.mark.parametrize(
    "name", ["ACME Inc.", "acme", "Acme, Inc", "  Acme LLC ", "Acme Co.", "ACME GmbH", "acme!"]
)
def test_legal_forms_case_and_punctuation_make_no_difference(name: str) -> None:
    assert normalised(name) == "acme"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SA Power", "Power"),
        ("AG World Inc.", "World Inc."),
        ("Co Star", "Star"),
        ("Sam Ortiz", "Sam Ortega"),
        ("Inc", "Ltd"),
        ("\u5c71\u7530", "\u7530\u4e2d"),
    ],
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


def test_an_accent_is_the_same_in_one_sign_or_two() -> None:
    assert normalised("M\u00fcller") == normalised("Mu\u0308ller")


@pytest.mark.parametrize("name", [None, "", "   "])
def test_no_name_is_no_name(name: str | None) -> None:
    assert normalised(name) == ""


def test_only_content_rep_prospect_and_time_make_a_message() -> None:
    same = identity(left(1, "ACME Inc."), "x")
    assert identity(left(1, "acme", path="elsewhere.mp3"), "x") == same
    assert identity(left(1, "acme"), "y") != same
    assert identity(left(1, "Globex"), "x") != same
    assert identity(left(2, "acme"), "x") != same
    assert identity(left(1, "acme", rep="Robin"), "x") != same


def test_one_moment_is_the_same_in_every_time_zone() -> None:
    at = DAY.astimezone(timezone(timedelta(hours=-5)))
    there = Recording("a.wav", "a.wav", rep="Dana", prospect="Acme", recorded_at=at)
    assert identity(there, "x") == identity(left(0), "x")


# Attempt numbers


def test_attempts_are_numbered_by_time_not_by_order() -> None:
    made = heard([left(3), left(1), left(2)])
    assert attempts(made, range(3)) == [3, 1, 2]
    assert made.messages(0) == (1, 2, 0)


def test_each_prospect_has_a_sequence_of_its_own() -> None:
    made = heard([left(1, "Acme"), left(2, "Globex"), left(3, "ACME Inc."), left(4, "globex")])
    assert attempts(made, range(4)) == [1, 1, 2, 2]


def test_times_in_different_zones_are_put_in_true_order() -> None:
    east, west = (timezone(timedelta(hours=hours)) for hours in (9, -8))
    first = Recording(
        "b", "b", prospect="Acme", recorded_at=datetime(2026, 11, 3, 8, 0, tzinfo=east)
    )
    second = Recording(
        "a", "a", prospect="Acme", recorded_at=datetime(2026, 11, 2, 23, 0, tzinfo=west)
    )
    assert attempts(heard([second, first]), [0, 1]) == [2, 1]


def test_unknown_times_come_first_and_equal_times_go_by_path() -> None:
    made = heard([left(1, path="z"), left(1, path="b"), left(None, path="y")])
    assert attempts(made, range(3)) == [3, 2, 1]


def test_an_unknown_prospect_has_no_attempt_and_waits_for_nobody() -> None:
    made = Sequences([left(1), left(2, None), left(3, "  ")])
    assert not made.ready(1)
    made.heard(1, identity(left(2, None), "x"))
    made.heard(2, identity(left(3, "  "), "x"))
    assert attempts(made, [1, 2]) == [None, None]
    assert made.messages(1) == ()


def test_duplicates_share_a_number() -> None:
    made = heard([left(1), left(1, path="copy.wav"), left(2)], ["x", "x", "y"])
    assert attempts(made, range(3)) == [1, 1, 2]
    assert made.messages(2) == (0, 2)


def test_the_same_recording_left_again_later_is_another_attempt() -> None:
    made = heard([left(1), left(2)], ["x", "x"])
    assert attempts(made, range(2)) == [1, 2]


def test_a_failure_takes_no_number_and_holds_nobody_up() -> None:
    made = Sequences([left(1), left(2), left(3)])
    made.failed(0)
    made.heard(2, identity(left(3), "z"))
    assert made.ready(0)
    assert not made.ready(2)
    made.heard(1, identity(left(2), "y"))
    assert attempts(made, [1, 2]) == [1, 2]
    assert made.attempt(0) is None
    assert made.messages(1) == (1, 2)


# When a message may be judged


def test_a_message_waits_for_all_that_were_recorded_before_it() -> None:
    made = Sequences([left(1), left(2), left(3)])
    made.heard(2, identity(left(3), "z"))
    made.heard(0, identity(left(1), "x"))
    assert [made.ready(index) for index in range(3)] == [True, False, False]
    made.heard(1, identity(left(2), "y"))
    assert [made.ready(index) for index in range(3)] == [True, True, True]


def test_a_message_does_not_wait_for_what_came_after_it() -> None:
    made = Sequences([left(2), left(1)])
    assert not made.ready(1)
    made.heard(1, identity(left(1), "x"))
    assert attempts(made, [1]) == [1]
    assert made.messages(1) == (1,)


def test_other_prospects_are_not_waited_for() -> None:
    made = Sequences([left(1, "Acme"), left(2, "Globex")])
    made.heard(1, identity(left(2, "Globex"), "x"))
    assert attempts(made, [1]) == [1]


CALLS = st.tuples(
    st.none() | st.integers(0, 3), st.sampled_from(["Acme", "Globex", None]), st.sampled_from("xyz")
)


@given(st.lists(st.tuples(CALLS, st.booleans()), max_size=9), st.randoms(use_true_random=False))
def test_numbers_do_not_depend_on_who_is_heard_first(calls: list, shuffled: object) -> None:
    recordings = [left(day, who, path=f"{i}.wav") for i, ((day, who, _), _) in enumerate(calls)]

    def dealt_with(order: Sequence[int]) -> list[tuple[int | None, tuple[int, ...]]]:
        made = Sequences(recordings)
        for index in order:
            (_, _, content), fails = calls[index]
            if fails:
                made.failed(index)
            else:
                made.heard(index, identity(recordings[index], content))
            made.ready(index)
        assert all(made.ready(index) for index in range(len(calls)))
        return [(made.attempt(index), made.messages(index)) for index in range(len(calls))]

    order = list(range(len(calls)))
    expected = dealt_with(order)
    shuffled.shuffle(order)  # type: ignore[attr-defined]  # Hypothesis gives a random.Random
    assert dealt_with(order) == expected
    for who in ("Acme", "Globex"):
        numbers = {
            attempt
            for (attempt, _), recording in zip(expected, recordings, strict=True)
            if attempt and recording.prospect == who
        }
        assert numbers == set(range(1, len(numbers) + 1))
