"""The axis of time."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest

from coach.report.timeline_chart import Dot, PromisedMark, timeline

from .said import EASTERN

START = datetime(2026, 11, 3, 10, 0, tzinfo=EASTERN)
DAY = timedelta(days=1)


def _dots(*days: float) -> list[Dot]:
    return [Dot(START + DAY * after, f"{k}", 50, f"Attempt {k}") for k, after in enumerate(days, 1)]


def _centres(drawn: str) -> list[float]:
    return [float(x) for x in re.findall(r'<circle cx="([\d.]+)%"', drawn)]


def test_spacing_is_true() -> None:
    first, second, third = _centres(timeline(_dots(0, 1, 10), [], START + DAY * 10))
    assert (first, third) == (6.0, 94.0)
    assert second == pytest.approx(6 + 88 / 10, abs=0.01)


def test_height_is_the_score() -> None:
    dots = [Dot(START, "1", 0, "low"), Dot(START + DAY, "2", 100, "high")]
    low, high = re.findall(r'<circle cx="[\d.]+%" cy="([\d.]+)"', timeline(dots, [], START))
    assert float(low) - float(high) == 132


def test_an_attempt_without_a_score_is_told_apart_and_not_joined() -> None:
    dots = [*_dots(0, 1), Dot(START + DAY * 2, "3", None, "Attempt 3, no score")]
    drawn = timeline(dots, [], START)
    assert drawn.count('class="attempt unscored"') == 1
    assert drawn.count('class="path"') == 1


def test_all_at_one_moment_is_drawn() -> None:
    assert len(_centres(timeline(_dots(0, 0), [], START))) == 2


def test_nothing_without_a_dated_attempt() -> None:
    assert timeline([], [PromisedMark(START, START, "kept", "said")], START) == ""


def test_announced_calls_are_marked_and_none_covers_another() -> None:
    marks = [
        PromisedMark(START + DAY * after, START + DAY * after, state, f"Announced: {state}")
        for after, state in ((3, "kept"), (3.01, "missed"), (8, "pending"))
    ]
    drawn = timeline(_dots(0, 10), marks, START)
    for icon in ("pass", "miss", "clock"):
        assert re.search(rf'class="promised {icon}">.*?href="#i-{icon}"', drawn)
    tops = re.findall(r'<svg x="[\d.]+%" y="([\d.]+)"', drawn)
    assert tops[0] != tops[1]
    assert tops[0] == tops[2]


def test_a_call_still_to_come_lengthens_the_axis() -> None:
    mark = PromisedMark(START + DAY * 20, START + DAY * 20, "pending", "later")
    assert _centres(timeline(_dots(0, 10), [mark], START))[1] == pytest.approx(50, abs=0.1)


def test_today_is_shown_unless_it_is_long_after() -> None:
    assert "today" in timeline(_dots(0, 10), [], START + DAY * 14)
    assert "today" not in timeline(_dots(0, 10), [], START + DAY * 300)


@pytest.mark.parametrize("days", [0.1, 1, 5, 40, 400, 3000])
def test_the_axis_has_a_few_times(days: float) -> None:
    drawn = timeline(_dots(0, days), [], START)
    assert 1 <= drawn.count('class="time"') <= 7


def test_what_is_drawn_is_told_and_names_stay_text() -> None:
    dots = [Dot(START, "1", 50, "<script>", "<b>", "./a.html#t=1")]
    drawn = timeline(dots, [PromisedMark(START, START, "kept", "Announced: now")], START)
    told = drawn[drawn.index("<desc") : drawn.index("</desc>")]
    assert "&lt;script&gt;; Announced: now" in told
    assert "<script>" not in drawn
    assert (
        '<a href="./a.html#t=1"><g class="attempt answered"><title>&lt;script&gt;</title>' in drawn
    )
    assert drawn.count('class="ring"') == 1
