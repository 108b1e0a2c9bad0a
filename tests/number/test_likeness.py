"""When two strings of digits are one number."""

import pytest

from coach.number.likeness import alike, equal, resembles


@pytest.mark.parametrize(
    ("a", "b", "same", "near"),
    [
        ("4155552671", "4155552671", True, True),
        ("14155552671", "4155552671", True, True),
        ("5552671", "4155552671", True, True),
        ("02079460958", "2079460958", True, True),
        ("4155552671", "4155552672", False, True),
        ("4155552671", "415555267", False, True),
        ("4155552671", "4155552600", False, True),
        ("4155552671", "4155552000", False, False),
        ("5552671", "4155552672", False, False),
        ("2671", "4155552671", False, False),
    ],
)
def test_equal_and_alike_go_both_ways(a: str, b: str, same: bool, near: bool) -> None:
    assert equal(a, b) is equal(b, a) is same
    assert alike(a, b) is alike(b, a) is near


@pytest.mark.parametrize(
    ("partial", "expected"),
    [
        ("4155", True),
        ("415555", True),
        ("415565", True),
        ("52671", True),
        ("415555267", True),
        ("415", False),
        ("5555", False),
        ("617555", False),
    ],
)
def test_a_broken_reading_resembles_its_number(partial: str, expected: bool) -> None:
    assert resembles(partial, "4155552671") is expected
