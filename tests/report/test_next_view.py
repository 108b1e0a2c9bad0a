"""What to do next time, as the page prints it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.coaching import Step
from coach.records import Evidence
from coach.report import message_view, render_message
from coach.report.next_view import next_view, next_views

from . import example
from .said import finding

STEP = Step("who", "Is it clear?", "Say your name.", "ours", 12.5, "Hi ..., this is Dana.")
NASTY = '<script>alert(1)</script>"\u202e'


@pytest.mark.parametrize(
    ("gain", "told"),
    [(12.5, "up to 13 points"), (1.2, "up to 1 point"), (0.5, "up to 1 point"), (0.2, "a little")],
)
def test_a_gain_is_told_in_points(gain: float, told: str) -> None:
    assert next_view(replace(STEP, gain=gain), {}).gain == told


def test_a_step_links_to_its_row_where_there_is_one() -> None:
    assert next_view(STEP, {"who": "row-13"}).anchor == "row-13"
    assert next_view(STEP, {}).anchor == ""
    assert next_view(replace(STEP, advice=""), {}).advice == "Is it clear?"
    assert next_views((), {}) == ()


def _page(*steps: Step) -> str:
    made = example.rich()
    return render_message(message_view(made.review, made.findings, 58, None, steps=steps))


def test_the_first_step_is_the_one_thing_and_the_others_come_then() -> None:
    others = [replace(STEP, id="value", advice=f"Do {n}.", example=f"Say {n}.") for n in (2, 3)]
    page = _page(STEP, *others)
    assert page.count("You could say") == 3
    assert page.index("this is Dana.") < page.index("And then") < page.index("Do 2.")
    assert "Say 3." in page


def test_without_steps_nothing_is_said_of_them() -> None:
    page = _page()
    assert "You could say" not in page
    assert "And then" not in page
    assert "You could say" not in _page(replace(STEP, example=""))


def test_words_of_a_recording_are_escaped() -> None:
    nasty = replace(STEP, example=NASTY, advice=NASTY, question=NASTY)
    page = _page(nasty, nasty)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "\u202e" not in page


def test_a_quote_without_a_time_is_read_not_played() -> None:
    made = example.rich()
    place = Evidence(None, None, "we cut the wait", 10, 25)
    said = (finding("value", "miss", "Put a figure on it.", [place]),)
    page = render_message(message_view(made.review, said, 0, None))
    assert page.count("we cut the wait") == 2
    cards = page[page.index('class="change"') :]
    assert "data-play" not in cards[: cards.index("</section>")]
