"""How long a draft takes to say: words at the middle rate, numbers digit by digit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from coach.draft import Draft
from coach.drafts.blanks import Blanks
from coach.drafts.estimate import length_estimate
from coach.drafts.pieces import pieces
from coach.drafts.readings import readings, words_of

if TYPE_CHECKING:
    from coach.playbook import Playbook


def estimate_s(text: str, playbook: Playbook) -> float:
    draft = Draft(text, "0" * 64, pieces(text, Blanks()))
    measured = length_estimate(words_of(draft)[0], readings(draft, "US"), playbook)
    assert measured.unit == "s"
    assert isinstance(measured.value, float)
    return measured.value


def test_words_are_said_at_the_middle_of_the_rate(standard: Playbook) -> None:
    assert estimate_s("word " * 135, standard) == pytest.approx(60.0)
    assert estimate_s("$40 at 2:30", standard) == pytest.approx(60 * 5 / 135, abs=0.06)


def test_digits_take_their_time_and_groups_are_set_apart(standard: Playbook) -> None:
    without = estimate_s("Call me at home", standard)
    once = estimate_s("Call me at home 212 555 0143", standard)
    assert once - without == pytest.approx(10 * 0.6 + 2 * 0.5, abs=0.11)


def test_a_number_to_fill_in_takes_as_long(standard: Playbook) -> None:
    assert estimate_s("Call me at [phone number]", standard) == pytest.approx(
        60 * 3 / 135 + 7.0, abs=0.06
    )


def test_markup_and_directions_take_no_time(standard: Playbook) -> None:
    assert estimate_s("# A heading\n**Hi** (pause) <b>Sam</b>", standard) == pytest.approx(
        60 * 2 / 135, abs=0.06
    )


def test_a_playbook_without_these_rows_leaves_the_standard_ones(standard: Playbook) -> None:
    bare = replace(standard, rows=tuple(row for row in standard.rows if row.id == "who"))
    text = "Call me at home 212 555 0143"
    assert estimate_s(text, bare) == estimate_s(text, standard)
