"""A team's page is made once, and again as soon as what it says is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from coach.records import Recording
from coach.web.list_view import Filters
from coach.web.shelf import Line
from coach.web.team_pages import FRESH_S, MOST, TeamPages


def line(id: int, *, score: int = 50, told: str = "", rep: str = "Dana") -> Line:
    """A message in a list."""
    one = Recording(f"{id}.wav", f"{id}.wav", rep=rep)
    return Line(id, one, 1, score, 20.0, "Shorter.", {}, {}, None, frozenset(), told)


FIRST, SECOND = line(1), line(2)
ALL = Filters()


@dataclass
class Making:
    """Pages on a clock that is set by hand; counts how often one is made."""

    now_s: float = 0.0
    made: int = 0
    pages: TeamPages = field(init=False)

    def __post_init__(self) -> None:
        self.pages = TeamPages(clock=lambda: self.now_s)

    def text(self, *lines: Any, filters: Filters = ALL) -> str:
        """Open the page of these lines."""
        return self.pages.text(filters, lines, self._make)

    def _make(self) -> str:
        self.made += 1
        return f"page {self.made}"


def test_a_page_is_made_once_while_nothing_changes():
    making = Making()
    assert making.text(FIRST, SECOND) == "page 1"
    making.now_s = 1000 * FRESH_S
    assert making.text(FIRST, SECOND) == "page 1"


def test_what_was_just_scored_may_be_missing_for_some_seconds():
    making = Making()
    making.text(FIRST)
    making.now_s = FRESH_S - 0.1
    assert making.text(SECOND, FIRST) == "page 1"
    making.now_s = FRESH_S
    assert making.text(SECOND, FIRST) == "page 2"


def test_so_may_what_follows_from_it_for_the_messages_before():
    making = Making()
    making.text(FIRST)
    assert making.text(SECOND, line(1, score=40)) == "page 1"
    making.now_s = FRESH_S
    assert making.text(SECOND, line(1, score=40)) == "page 2"


@pytest.mark.parametrize("changed", [line(1, told="2026-11-02"), line(1, rep="Kim")])
def test_what_somebody_says_of_a_message_shows_at_once(changed: Line):
    making = Making()
    making.text(FIRST, SECOND)
    assert making.text(changed, SECOND) == "page 2"


def test_a_message_that_is_gone_is_gone_at_once():
    making = Making()
    making.text(FIRST, SECOND)
    assert making.text(FIRST) == "page 2"


def test_another_choice_is_another_page_even_of_fewer_messages():
    making = Making()
    making.text(FIRST, filters=Filters(rep="Dana"))
    assert making.text(SECOND, FIRST) == "page 2"
    assert making.text(FIRST, filters=Filters(rep="Dana")) == "page 1"


def test_few_pages_are_held_those_opened_last():
    making = Making()
    days = [date(2026, 1, 1 + number) for number in range(MOST + 1)]
    for day in days:
        making.text(FIRST, filters=Filters(since=day))
    assert making.text(FIRST, filters=Filters(since=days[-1])) == f"page {MOST + 1}"
    assert making.text(FIRST, filters=Filters(since=days[0])) == f"page {MOST + 2}"
