"""Patterns: forgiving about apostrophes, without regard to case, and never endless."""

from __future__ import annotations

import pytest

from coach.cues.patterns import checked, fits, forms
from coach.errors import UsageError


@pytest.mark.parametrize("pattern", ["i'll", "ill", "i ll", "i.?ll", r"\bll\b"])
def test_a_pattern_may_write_an_apostrophe_in_any_way(pattern: str) -> None:
    assert fits([pattern], forms("and i'll call"))


@pytest.mark.parametrize("pattern", ["2:30", "230", "2 30"])
def test_a_pattern_may_write_a_time_in_any_way(pattern: str) -> None:
    assert fits([pattern], forms("at 2:30 pm"))


def test_a_plain_clause_has_one_form() -> None:
    assert forms("call me back") == ("call me back",)


def test_case_does_not_matter() -> None:
    assert fits(["Call ME"], forms("call me back"))


def test_no_pattern_fits_nothing() -> None:
    assert not fits([], forms("call me back"))


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+",
        r"(\w*\s?)*$",
        "((ab+)c*)+",
        "(?:a|b+)*x",
        "(a{2,})+",
        r"([\w]+)*!",
        "(?:a* )|(?:b+)+",
    ],
)
def test_what_may_take_forever_is_refused(pattern: str) -> None:
    with pytest.raises(UsageError, match=r"^f\.toml: .* repeats a repeat without end"):
        checked(pattern, "f.toml")


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?: \w+)*",
        r"(?:\w+ )+x",
        r"(?: \w+){0,5}",
        r"(?:a|b)+",
        r"\(a+\)+",
        "[(a+)]+",
        r"a+b*c{2,}",
    ],
)
def test_what_ends_is_allowed(pattern: str) -> None:
    assert checked(pattern, "f.toml")


@pytest.mark.parametrize(
    "pattern", ["(", "[", "*a", "(?P<x>a", "a{9999999999999999}", "a" * 3000, ""]
)
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(UsageError, match=r"^f\.toml: "):
        checked(pattern, "f.toml")
