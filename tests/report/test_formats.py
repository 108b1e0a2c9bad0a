"""How text, times, dates and values are printed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coach.records import Measurement
from coach.report import formats


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0:00.0"), (16.2, "0:16.2"), (59.96, "1:00.0"), (83.04, "1:23.0"), (-0.2, "0:00.0")],
)
def test_a_place_is_minutes_and_tenths(seconds: float, shown: str) -> None:
    assert formats.clock(seconds) == shown


def test_durations() -> None:
    assert formats.seconds(0.416) == "0.42 s"
    assert formats.seconds(24.68) == "24.7 s"
    assert formats.length(24.68) == "24.7 s"
    assert formats.length(105.2) == "1:45.2 min"


def test_dates_are_written_in_words() -> None:
    morning = datetime(2026, 11, 20, 0, 4, tzinfo=UTC)
    assert formats.day_and_time(morning) == "Fri, Nov 20, 2026, 12:04 am"
    assert formats.day_and_time(morning.replace(hour=15)) == "Fri, Nov 20, 2026, 3:04 pm"


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (24.68, "s", "24.7 s"),
        (0.416, "s", "0.42 s"),
        (3, "count", "3"),
        (3.0, "days", "3 days"),
        (171.3, "wpm", "171 words/min"),
        (-21.44, "dBFS", "\N{MINUS SIGN}21.4 dBFS"),
        (-0.001, "dB", "0.00 dB"),
        (0.612, "share", "61%"),
        (0.0312, "share", "3.1%"),
        (0.00012, "share", "under 0.1%"),
        (0.0, "share", "0%"),
        (0.612, "0..1", "0.61"),
        (0.322, "s/digit", "0.32 s per digit"),
        (1.0, "times", "1 time"),
        (2.0, "times", "2 times"),
        (0.0, "digits", "0 digits"),
        (True, "yes or no", "yes"),
        (False, "", "no"),
        ("clear", "", "clear"),
        (None, "s", ""),
    ],
)
def test_values_carry_their_unit(value: float | str | bool | None, unit: str, shown: str) -> None:
    assert formats.value(Measurement("row", value, unit)) == shown


def test_no_measurement_prints_nothing() -> None:
    assert formats.value(None) == ""


def test_long_values_are_cut() -> None:
    shown = formats.value(Measurement("row", "x" * 500, ""))
    assert len(shown) == 160
    assert shown.endswith("\N{HORIZONTAL ELLIPSIS}")


def test_targets_are_set_properly() -> None:
    assert formats.target("<= 20 s") == "≤ 20 s"
    assert formats.target(">= 0.6 s") == "≥ 0.6 s"


def test_what_must_not_reach_a_page_is_replaced() -> None:
    assert formats.clean("a\x00b\u202ec\udc80d\x1b") == "a\ufffdb\ufffdc\ufffdd\ufffd"
    assert formats.clean("  two\r\nlines\u2028more ") == "two lines more"
    assert formats.clean("Zoë 山田 \N{FAMILY}") == "Zoë 山田 \N{FAMILY}"


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("acme-2.html", "./acme-2.html"),
        ("../index.html", "../index.html"),
        ("a b#c?d.html", "./a%20b%23c%3Fd.html"),
        ("javascript:alert(1)", "./javascript%3Aalert%281%29"),
        ("//evil.example/x", ".///evil.example/x"),
        ("https://evil.example", "./https%3A//evil.example"),
        ("\udc80.html", "./%3F.html"),
    ],
)
def test_links_name_no_scheme_and_no_host(path: str, link: str) -> None:
    assert formats.file_link(path) == link


def test_no_path_is_no_link() -> None:
    assert formats.file_link(None) is None


def test_counts_carry_their_noun() -> None:
    assert formats.plural(1, "row", "rows") == "1 row"
    assert formats.plural(0, "row", "rows") == "0 rows"
