"""What a message is compared by: names in any spelling, and what makes it the one it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from coach.identity import compared, identity, prospect_key, utc_text
from coach.records import Recording

DAY = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)


def left(
    day: float | None, prospect: str | None = "Acme", path: str = "a.wav", rep: str | None = "Dana"
) -> Recording:
    at = None if day is None else DAY + timedelta(days=day)
    return Recording(path=path, location=path, rep=rep, prospect=prospect, recorded_at=at)


@pytest.mark.parametrize(
    "name", ["ACME Inc.", "acme", "Acme, Inc", "  Acme LLC ", "Acme Co.", "ACME GmbH", "acme!"]
)
def test_legal_forms_case_and_punctuation_make_no_difference(name: str) -> None:
    assert compared(name) == "acme"


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
    assert compared(one) != compared(other)


def test_an_accent_is_the_same_in_one_sign_or_two() -> None:
    assert compared("M\u00fcller") == compared("Mu\u0308ller")


@pytest.mark.parametrize("name", [None, "", "   "])
def test_no_name_is_no_name(name: str | None) -> None:
    assert compared(name) == ""


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


def test_two_of_one_name_at_two_companies_are_two_prospects() -> None:
    one, other = (Recording("a", "a", prospect="Sam", prospect_company=c) for c in ("A Inc", "B"))
    assert prospect_key(one) != prospect_key(other)
    assert prospect_key(Recording("a", "a", prospect=" ", prospect_company="A")) == ""


def test_times_as_text_sort_by_time() -> None:
    east, west = (timezone(timedelta(hours=hours)) for hours in (9, -8))
    moments = [
        None,
        datetime(2026, 11, 2, 23, 0, tzinfo=east),
        datetime(2026, 11, 2, 15, 0, 1, 5, tzinfo=UTC),
        datetime(2026, 11, 2, 8, 0, tzinfo=west),
    ]
    assert sorted(map(utc_text, moments)) == list(map(utc_text, moments))
