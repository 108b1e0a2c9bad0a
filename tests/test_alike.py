"""Names that sound alike, and names that do not."""

from __future__ import annotations

import pytest

from coach.alike import letters, likeness, sound


@pytest.mark.parametrize(
    ("one", "other"),
    [("Priya", "Preeya"), ("Dana", "Dayna"), ("Brightline", "bright line")],
)
def test_a_name_misheard_is_alike(one: str, other: str) -> None:
    assert likeness(one, other) > 0.74
    assert likeness(one, other) == likeness(other, one)


@pytest.mark.parametrize(("one", "other"), [("Dana", "Tom"), ("Priya", "price"), ("Sam", "")])
def test_another_name_is_not(one: str, other: str) -> None:
    assert likeness(one, other) < 0.84


def test_the_same_name_is_fully_alike_whatever_its_case() -> None:
    assert likeness("O\u2019Neil", "o'neil") == 1.0
    assert letters(" O\u2019Neil, 3rd ") == "o'neil rd"
    assert sound("---") == ""
