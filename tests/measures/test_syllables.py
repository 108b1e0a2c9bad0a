"""Syllables, against words counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.measures.syllables import syllables

COUNTED = {
    1: "a the strength called through queue time five they're league wished changed months you",
    2: "Dana number message table wanted faces rhythm didn't going really being prices",
    3: "company calendar December telephone another tomorrow attention messages actual",
    4: "information appreciate conversation January usually",
    5: "opportunity university",
}
SALES = {
    1: "sales deals files rules",
    2: "people client value issue maybe saying trying business prism",
    3: "idea employee continue carriers",
}
"""What every second message says."""

PASSAGE = (
    (
        "Hi Sam, this is Dana from Brightline. I noticed that you are hiring drivers in Reno, and "
        "we cut the time they wait at the gate by a third. A carrier like yours saved forty hours "
        "in the first month. I have a plan for your yard and would love to show it to you.",
        64,
    ),
    (
        "Good morning, it's Robin again. You told me in March that the contract ends this summer. "
        "I wrote down three questions to ask before you renew it, and I will send them today. "
        "If Thursday at ten is better, just tell me. Thank you and have a good weekend.",
        61,
    ),
)


def _words(counted: dict[int, str]) -> list[tuple[str, int]]:
    return [(word, count) for count, line in counted.items() for word in line.split()]


@pytest.mark.parametrize(("word", "count"), _words(COUNTED))
def test_ordinary_words_are_counted_right(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(("word", "count"), _words(SALES))
def test_words_that_sellers_use_are_counted_right(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(("text", "count"), PASSAGE)
def test_running_text_comes_out_within_three_in_a_hundred(text: str, count: int) -> None:
    assert sum(syllables(word) for word in text.split()) == pytest.approx(count, rel=0.03)


@pytest.mark.parametrize(
    "written", ["Called", "CALLED", "called,", "\u201ccalled\u201d", "called?!"]
)
def test_case_and_punctuation_make_no_difference(written: str) -> None:
    assert syllables(written) == syllables("called")


@pytest.mark.parametrize(
    ("figure", "count"),
    [
        ("7", 2),
        ("40", 2),
        ("40,", 2),
        ("17.", 3),
        ("2:30", 3),
        ("2026", 5),
        ("2026,", 5),
        ("10,000", 3),
        ("3rd", 1),
        ("21st", 3),
        ("50%", 4),
        ("$40", 4),
    ],
)
def test_figures_count_as_the_words_they_are_said_with(figure: str, count: int) -> None:
    assert syllables(figure) == count


@pytest.mark.parametrize("nothing", ["", "\u2014", "...", "?!", "'"])
def test_a_sign_alone_has_no_syllable(nothing: str) -> None:
    assert syllables(nothing) == 0


@given(st.text("abceioudsty'-. \u2019", max_size=12))
def test_two_words_have_the_syllables_of_each(text: str) -> None:
    assert syllables(f"{text} {text}") == 2 * syllables(text)


@given(st.text("aZ9$%,.:-'\u00e9\u00b2\u0663\u20ac ", max_size=10))
def test_no_token_is_too_strange(text: str) -> None:
    assert syllables(text) >= 0
