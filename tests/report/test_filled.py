"""Values in our own markup: as `Markup.format` puts them, text escaped."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from coach.report.filled import filled

HOSTILE = "<script>'\"&{0}{x}"


@pytest.mark.parametrize("value", [HOSTILE, Markup("<b>ours</b>"), 3, 0.256, "", "50%"])
def test_it_is_what_markup_itself_gives(value: object) -> None:
    expected = Markup('<text x="{}">{text}</text>').format(value, text=value)
    assert filled('<text x="{}">{text}</text>', value, text=value) == expected


def test_numbers_are_written_as_the_template_says() -> None:
    assert filled("{:.2f}|{y:.1f}", 1 / 3, y=2) == "0.33|2.0"


def test_the_result_is_markup() -> None:
    assert isinstance(filled("<i>{}</i>", HOSTILE), Markup)
    assert "<script>" not in filled("<i>{}</i>", HOSTILE)
