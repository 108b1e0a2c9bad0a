"""The rep's own number as one candidate more: it settles what is in doubt, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.number import gather
from coach.number.agreement import AGAIN
from coach.number.known import KNOWN
from coach.number.known import tested as with_known
from coach.telephone import Doubt

from .hearing import message, perhaps

if TYPE_CHECKING:
    from coach.records import Reading

MINE, SLIP = "2125550143", "2125550144"
LITTLE, MUCH = 0.5, 11.0


def reading(digits: str, *doubts: dict[int, Doubt], lead: str = "call me at") -> Reading:
    """The reading of one number, heard digit by digit; Whisper wrote none of it."""
    grouped = f"{digits[:-7]} {digits[-7:-4]} {digits[-4:]}"
    _, (found,) = message(f"{lead} {{{grouped}|}} thanks", *doubts).read()
    assert (found.digits, found.timing) == (digits, "digit")
    return found


def test_a_doubtful_digit_is_settled_and_keeps_its_time() -> None:
    heard = reading(SLIP, {9: perhaps("three", LITTLE)})
    settled = with_known(heard, MINE, "US")
    assert (settled.digits, settled.complete, settled.timing) == (MINE, True, "digit")
    assert [digit.digit for digit in settled.each] == list(MINE)
    assert [digit.start_s for digit in settled.each] == [digit.start_s for digit in heard.each]
    assert [group.digits for group in settled.groups] == ["212", "555", "0143"]
    assert (settled.word_start, settled.word_end) == (heard.word_start, heard.word_end)


def test_a_sure_digit_is_never_settled() -> None:
    for doubts in ({}, {9: perhaps("three", MUCH)}, {9: perhaps("nine", 0.0)}):
        heard = reading(SLIP, doubts)
        assert with_known(heard, MINE, "US") == heard


def test_another_number_is_not_made_into_the_known_one() -> None:
    heard = reading("6467365000", {k: perhaps("one", LITTLE) for k in range(10)})
    assert with_known(heard, MINE, "US") == heard


def test_the_known_number_itself_is_left_alone() -> None:
    heard = reading(MINE, {9: perhaps("four", 0.0)})
    for known in (MINE, "1" + MINE, MINE[3:]):
        assert with_known(heard, known, "US") == heard


@pytest.mark.parametrize("known", [MINE, "1" + MINE])
@pytest.mark.parametrize("prefix", ["", "1"])
def test_a_leading_one_may_be_said_or_written_or_not(prefix: str, known: str) -> None:
    place = len(prefix) + 9
    heard = reading(prefix + SLIP, {place: perhaps("three", LITTLE)})
    assert with_known(heard, known, "US").digits == prefix + MINE


def test_an_international_number_stays_complete() -> None:
    heard = reading("442079460959", {11: perhaps("eight", LITTLE)}, lead="call me at plus")
    assert heard.complete
    settled = with_known(heard, "442079460958", "US")
    assert (settled.digits, settled.complete) == ("442079460958", True)


@pytest.mark.parametrize(
    ("heard_as", "doubts"),
    [
        ("212550143", {4: Doubt((), 12.0, LITTLE)}),
        ("21255550143", {5: Doubt((), LITTLE, 12.0)}),
    ],
)
def test_a_digit_too_few_or_too_many_leaves_the_time_of_the_whole(
    heard_as: str, doubts: dict[int, Doubt]
) -> None:
    """The readings' own doubts would settle these alone; here they are taken as they were heard."""
    plain = reading(heard_as)
    sure = plain.doubts[0]
    heard = replace(plain, doubts=tuple(doubts.get(k, sure) for k in range(len(heard_as))))
    settled = with_known(heard, MINE, "US")
    assert (settled.digits, settled.complete) == (MINE, True)
    assert (settled.timing, settled.timing_reason) == ("number", KNOWN)
    assert (settled.each, settled.groups) == ((), ())
    assert (settled.start_s, settled.end_s) == (heard.start_s, heard.end_s)


def test_a_reading_that_was_only_written_is_left_alone() -> None:
    _, (written,) = message("call me at 212-555-0144. Thanks").read()
    assert with_known(written, MINE, "US") == written


def test_gathering_tests_the_callers_readings_and_nobody_elses() -> None:
    unsure = {9: perhaps("three", LITTLE)}
    heard = reading(SLIP, unsure)
    ((number,), _) = gather([heard], known=MINE)
    assert number.digits == MINE
    ((number,), _) = gather([heard])
    assert number.digits == SLIP
    others = replace(heard, whose="Larry")
    (_, (number,)) = gather([others], known=MINE)
    assert number.digits == SLIP


@given(st.floats(0, 12), st.integers(0, 9), st.sampled_from(("one", "six", "nine")))
def test_only_a_doubt_that_costs_little_gives_way(cost: float, place: int, other: str) -> None:
    digit = {"one": "1", "six": "6", "nine": "9"}[other]
    known = MINE[:place] + digit + MINE[place + 1 :]
    _, (heard,) = message("call me at {212 555 0143|}", {place: perhaps(other, cost)}).read()
    settled = with_known(heard, known, "US")
    gives_way = cost <= AGAIN or known == MINE
    assert settled.digits == (known if gives_way else MINE)
