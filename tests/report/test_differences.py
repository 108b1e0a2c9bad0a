"""Where readings differ."""

from __future__ import annotations

import pytest

from coach.report.differences import differences, differing


def test_readings_that_agree_differ_nowhere() -> None:
    assert differing(["2125550143", "2125550143"]) == (frozenset(), frozenset())
    assert differences(["2125550143", "2125550143"]) == ()
    assert differences([]) == ()


def test_equally_long_readings_are_compared_place_by_place() -> None:
    assert differing(["6175550182", "6175550128"]) == (frozenset({8, 9}), frozenset({8, 9}))
    assert differences(["6175550182", "6175550128"]) == (
        "Digit 9 is 8 the first time, 2 the second time.",
        "Digit 10 is 2 the first time, 8 the second time.",
    )


@pytest.mark.parametrize(
    ("first", "second", "marked", "told"),
    [
        ("2125550143", "212550143", ({3}, set()), "5 at digit 4 is missing the second time."),
        ("21255", "212559", (set(), {5}), "There is one more, 9 at digit 6, the second time."),
    ],
)
def test_a_digit_more_or_less(
    first: str, second: str, marked: tuple[set[int], set[int]], told: str
) -> None:
    assert differing([first, second]) == marked
    assert differences([first, second]) == (told,)


def test_a_third_reading_is_named() -> None:
    assert differences(["12", "12", "13", "12", "14"]) == (
        "Digit 2 is 2 the first time, 3 the third time.",
        "Digit 2 is 2 the first time, 4 time 5.",
    )
