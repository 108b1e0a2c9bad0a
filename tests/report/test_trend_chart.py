"""Small multiples and verdicts in a row."""

from __future__ import annotations

import re

import pytest

from coach.report.trend_chart import (
    Column,
    Point,
    habit_columns,
    measure_trend,
    verdict_strip,
)


def _band(drawn: str) -> tuple[float, float]:
    found = re.search(r'class="band"[^>]* y="([\d.]+)" height="([\d.]+)"', drawn)
    assert found
    return float(found[1]), float(found[2])


def _heights(drawn: str) -> list[float]:
    return [float(y) for y in re.findall(r'<circle class="\w+" cx="[\d.]+%" cy="([\d.]+)"', drawn)]


def test_values_in_the_target_stand_in_the_band() -> None:
    points = [Point(18.0, "pass"), Point(26.0, "watch"), Point(36.0, "miss")]
    drawn = measure_trend(points, (8, 20), "Length", "18 s, 26 s, 36 s")
    top, tall = _band(drawn)
    inside, above, far = _heights(drawn)
    assert top <= inside <= top + tall
    assert far < above < top
    assert "<title>Length</title><desc>18 s, 26 s, 36 s</desc>" in drawn


def test_an_open_target_fills_the_rest() -> None:
    drawn = measure_trend([Point(0.3, "miss"), Point(0.5, "watch")], (0.6, 999), "Pace", "")
    top, tall = _band(drawn)
    assert top == 0
    assert all(y > tall for y in _heights(drawn))


def test_a_gap_is_left_for_what_was_not_measured() -> None:
    points = [Point(1.0, "pass"), Point(None, None), Point(2.0, "pass")]
    drawn = measure_trend(points, (0, 3), "Pause", "")
    assert re.findall(r'cx="([\d.]+)%"', drawn) == ["16.67", "83.33"]
    assert drawn.count('class="path"') == 1


@pytest.mark.parametrize("value", [0.0, -21.4, 5.0, 1e9])
def test_equal_values_are_drawn_inside_the_chart(value: float) -> None:
    drawn = measure_trend([Point(value, "pass")] * 3, (value, value), "Same", "")
    assert all(0 < y < 76 for y in _heights(drawn))
    assert "nan" not in drawn


def test_nothing_without_a_value() -> None:
    assert measure_trend([Point(None, None)], (0, 1), "", "") == ""


def test_a_week_is_as_full_as_its_messages_passed() -> None:
    drawn = habit_columns([Column(5, 2, 10, True, "Week one"), None], "Length", "5 of 10")
    assert re.search(r'class="pass" x="0.00%" y="23.0" width="[\d.]+%" height="23.0"', drawn)
    assert re.search(r'class="watch" x="0.00%" y="13.8" width="[\d.]+%" height="9.2"', drawn)
    assert "<title>Week one</title>" in drawn
    assert ">10</text>" in drawn


def test_a_week_with_few_messages_is_hollow() -> None:
    assert 'class="week few"' in habit_columns([Column(1, 0, 2, False, "few")], "", "")
    assert habit_columns([None, None], "", "") == ""


def test_a_strip_shows_and_tells_every_verdict() -> None:
    drawn = verdict_strip(["pass", "not_measurable", None], "pass, <not measured>, none")
    assert re.findall(r"#i-(\w+)", drawn) == ["pass", "unknown", "none"]
    assert 'aria-label="pass, &lt;not measured&gt;, none"' in drawn
