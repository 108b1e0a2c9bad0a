"""Doubtful digits settled: what may be changed, for what gain, and what stays as it was heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.number import spans
from coach.number.agreement import SUREST, UNWRITTEN_INSIDE, WRITTEN, edits_to, settled
from coach.number.agreement import heard_singly as singly
from coach.number.lexicon import NAMES
from coach.number.mixed import Mixed, mixed
from coach.number.naming import digit_of
from coach.number.slips import AGAIN, EDGE, LONGER, MOST_EDITS, USUAL, WHOLE, Edit
from coach.number.sounded import texts
from coach.telephone import Doubt

from .hearing import SURE, Message, message, perhaps

if TYPE_CHECKING:
    from collections.abc import Iterable

LITTLE, MUCH = 0.5, 11.0
"""Nats: well below what agreement gains, and above all it may gain with two readings."""


def gone(nats: float) -> Doubt:
    return Doubt((), nats, 12.0)


def twice(nats: float) -> Doubt:
    return Doubt((), 12.0, nats)


def line_of(made: Message) -> tuple[Mixed, ...]:
    return mixed(made.words, made.heard)


def readings_of(made: Message, line: tuple[Mixed, ...], region: str = "US") -> list[str]:
    return [span.digits for span in spans(texts(line, [w.text for w in made.words]), region)]


def settle(made: Message, region: str = "US") -> list[str]:
    """The digits of every reading once doubts are settled."""
    line = line_of(made)
    found = spans(texts(line, [word.text for word in made.words]), region)
    alone = [one for one in (singly(line, span) for span in found) if one]
    changed = settled(line, alone, region)
    return readings_of(made, changed if changed is not None else line, region)


def said(*numbers: str, doubts: tuple[dict[int, Doubt], ...] = (), lead: str = "at") -> Message:
    """Each number as it was heard, grouped as usual; Whisper wrote none and so has no opinion."""
    parts = []
    for digits in numbers:
        grouped = f"{digits[:3]} {digits[3:6]} {digits[6:]}" if len(digits) >= 9 else digits
        parts.append(f"{lead} {{{grouped}|}}")
    return message(" again ".join(parts), *doubts)


MINE, SLIP = "2125550143", "2125550144"


def test_readings_that_agree_are_left_alone() -> None:
    made = said(MINE, MINE, doubts=({9: perhaps("four", 0.1)}, {9: perhaps("four", 0.1)}))
    line = line_of(made)
    found = spans(texts(line, [word.text for word in made.words]))
    assert settled(line, [one for one in (singly(line, s) for s in found) if one], "US") is None


@pytest.mark.parametrize("doubtful_first", [True, False])
def test_readings_that_differ_by_a_doubtful_digit_become_one(doubtful_first: bool) -> None:
    unsure: dict[int, Doubt] = {9: perhaps("three", LITTLE)}
    if doubtful_first:
        assert settle(said(SLIP, MINE, doubts=(unsure, {}))) == [MINE, MINE]
    else:
        assert settle(said(MINE, SLIP, doubts=({}, unsure))) == [MINE, MINE]


def test_readings_that_differ_by_a_sure_digit_stay_apart() -> None:
    assert settle(said(SLIP, MINE)) == [SLIP, MINE]
    costly: dict[int, Doubt] = {9: perhaps("three", MUCH)}
    assert settle(said(SLIP, MINE, doubts=(costly, {}))) == [SLIP, MINE]


def test_a_digit_in_doubt_is_not_changed_into_one_it_did_not_sound_like() -> None:
    unsure: dict[int, Doubt] = {9: perhaps("nine", 0.0)}
    assert settle(said(SLIP, MINE, doubts=(unsure, {}))) == [SLIP, MINE]


@pytest.mark.parametrize(
    ("written", "cost", "found"),
    [
        ("", AGAIN + 0.1, SLIP),
        ("212-555-0143", AGAIN + 0.1, MINE),
        ("212-555-0143", AGAIN + WRITTEN + 0.1, MINE if SUREST < AGAIN + WRITTEN else SLIP),
        ("212-555-0144", AGAIN + 0.1, SLIP),
        ("212-555-0149", AGAIN - 0.1, MINE),
        ("212-555-0149", AGAIN + 0.1, SLIP),
    ],
)
def test_what_whisper_wrote_is_a_second_opinion(written: str, cost: float, found: str) -> None:
    made = message(
        f"at {{212 555 0144|{written}}} again {{212 555 0143|}}", {9: perhaps("three", cost)}
    )
    assert settle(made) == [found, MINE]


def test_international_readings_are_settled_whichever_comes_first() -> None:
    right, wrong = "442079460958", "442079460959"
    unsure: dict[int, Doubt] = {11: perhaps("eight", LITTLE)}
    first = said(wrong, right, doubts=(unsure, {}), lead="plus")
    assert settle(first) == [right, right]
    second = said(right, wrong, doubts=({}, unsure), lead="plus")
    assert settle(second) == [right, right]


def test_a_whole_number_dialled_through_an_exit_code_is_left_alone() -> None:
    """Without its 6 it would still be one of Britain's shorter numbers."""
    made = message("at {011 44 20 7946 0958|}", {10: gone(LITTLE)})
    assert settle(made) == ["011442079460958"]


def test_a_doubtful_extra_digit_goes_where_it_makes_a_whole_number() -> None:
    assert settle(said("22125550143", doubts=({4: gone(LITTLE)},))) == ["2212550143"]
    cost = WHOLE + LONGER
    assert settle(said("22125550143", doubts=({4: gone(cost - 0.1)},))) == ["2212550143"]
    assert settle(said("22125550143", doubts=({4: gone(cost + 0.1)},))) == ["22125550143"]
    assert settle(said("12125550143", doubts=({4: gone(LITTLE)},))) == ["12125550143"]


@pytest.mark.parametrize(("digits", "place"), [("82125550143", 0), ("21255501431", 10)])
def test_a_word_taken_for_a_first_or_last_digit_goes(digits: str, place: int) -> None:
    """The "at" in front, heard as 8, and the "once" of "once more" behind, heard as 1."""
    cost = WHOLE + LONGER + EDGE
    assert settle(said(digits, doubts=({place: gone(cost - 0.1)},))) == [MINE]
    assert settle(said(digits, doubts=({place: gone(cost + 0.1)},))) == [digits]


def test_a_long_digit_is_two_where_that_makes_a_whole_number() -> None:
    assert settle(said("212550143", doubts=({4: twice(LITTLE)},))) == [MINE]
    assert settle(said("212550143", doubts=({4: twice(WHOLE + 0.1)},))) == ["212550143"]


@pytest.mark.parametrize(
    ("cost", "region", "found"),
    [
        (USUAL - 0.1, "US", "4125550143"),
        (USUAL + 0.1, "US", "0125550143"),
        (USUAL - 0.1, "GB", "0125550143"),
    ],
)
def test_a_whole_number_may_be_built_as_no_number_is(cost: float, region: str, found: str) -> None:
    made = said("0125550143", doubts=({0: perhaps("four", cost)},))
    assert settle(made, region) == [found]


def test_a_reading_with_a_digit_too_many_is_settled_by_the_other() -> None:
    extra = "21255550143"
    assert settle(said(extra, MINE, doubts=({5: gone(LITTLE)}, {}))) == [MINE, MINE]


def test_a_number_of_another_person_settles_nothing() -> None:
    made = message(
        "my number is {212 555 0143|} and Larry's number is {212 555 0144|}",
        {},
        {9: perhaps("three", LITTLE)},
    )
    assert settle(made) == [MINE, SLIP]


def test_three_readings_agree_or_stay_as_they_were_heard() -> None:
    unsure: dict[int, Doubt] = {9: perhaps("three", LITTLE)}
    assert settle(said(MINE, SLIP, MINE, doubts=({}, unsure, {}))) == [MINE] * 3
    assert settle(said(MINE, SLIP, SLIP, doubts=({}, unsure, {}))) == [MINE, SLIP, SLIP]


def test_only_numbers_heard_digit_by_digit_have_doubts() -> None:
    made = message("at {212 555 0143|} thanks")
    line = line_of(made)
    (span,) = spans(texts(line, [word.text for word in made.words]))
    heard = singly(line, span)
    assert heard is not None
    assert (heard.digits, heard.items) == (MINE, tuple(range(1, 11)))
    assert heard.doubts[1:-1] == (SURE,) * 8
    corrected = message("at {212 555 0144|212-555-0144,} no, sorry, {0143|0143.}")
    line = line_of(corrected)
    (span,) = spans(texts(line, [word.text for word in corrected.words]))
    assert singly(line, span) is None
    written = message("at 212-555-0143.")
    line = line_of(written)
    (span,) = spans(texts(line, [word.text for word in written.words]))
    assert singly(line, span) is None


@pytest.mark.parametrize(
    ("digits", "target", "cost", "edits"),
    [
        ("1234", "1234", 0.0, ()),
        ("1234", "1334", 2.0, (Edit("other", 1, "three"),)),
        ("1234", "134", 6.0, (Edit("gone", 1),)),
        ("1234", "12234", 5.0, (Edit("twice", 1),)),
        ("1234", "234", 6.0 - EDGE, (Edit("gone", 0),)),
        ("1234", "123", 6.0 - EDGE, (Edit("gone", 3),)),
        ("1234", "1534", float("inf"), ()),
        ("1234", "", float("inf"), ()),
        ("1234", "12534", float("inf"), ()),
    ],
)
def test_the_cost_of_having_misheard(
    digits: str, target: str, cost: float, edits: tuple[Edit, ...]
) -> None:
    doubts = [Doubt((("three", 2.0),), 6.0, 5.0)] * 4
    assert edits_to(digits, doubts, target) == (cost, edits)


KINDS = ("gone", "twice", "other")


@given(
    st.text("0123456789", min_size=1, max_size=11),
    st.sampled_from(NAMES),
    st.dictionaries(st.integers(0, 10), st.sampled_from(KINDS), max_size=MOST_EDITS + 1),
)
def test_as_many_slips_as_may_be_are_found_and_no_more(
    digits: str, other: str, slips: dict[int, str]
) -> None:
    doubts = [Doubt(((other, 2.0),), 6.0, 5.0)] * len(digits)
    here = {place: kind for place, kind in slips.items() if place < len(digits)}
    target = after(digits, [Edit(kind, place, other) for place, kind in here.items()])
    cost, edits = edits_to(digits, doubts, target)
    if len(here) <= MOST_EDITS:
        assert 0 <= cost <= 6.0 * len(here)
    if cost < float("inf"):
        assert len(edits) <= MOST_EDITS
        assert after(digits, edits) == target


def after(digits: str, edits: Iterable[Edit]) -> str:
    """The digits with all edits made."""
    parts = list(digits)
    for edit in edits:
        changes = {"gone": "", "twice": digits[edit.place] * 2, "other": digit_of(edit.word)}
        parts[edit.place] = changes[edit.kind]
    return "".join(parts)


@given(st.integers(0, 48), st.integers(0, 48))
def test_no_change_costs_more_than_it_gains(quarters: int, other_quarters: int) -> None:
    """Two readings of whole numbers: agreeing gains AGAIN, whichever of them gives way."""
    first, second = quarters / 4, other_quarters / 4
    doubts: tuple[dict[int, Doubt], ...] = (
        {9: perhaps("four", first)},
        {9: perhaps("three", second)},
    )
    found = settle(said(MINE, SLIP, doubts=doubts))
    least = min(first, second)
    if least >= AGAIN:
        assert found == [MINE, SLIP]
    else:
        assert len(set(found)) == 1
        assert found[0] == (SLIP if first < second else MINE if second < first else found[0])


@pytest.mark.parametrize("extra", ["6", "35", "351"])
def test_first_digits_that_alone_were_not_written_are_doubted(extra: str) -> None:
    made = message(f"call me at {{{extra}|}} {{212 555 0143|212-555-0143.}} thanks")
    assert settle(made) == [MINE]


def test_last_digits_that_alone_were_not_written_are_doubted() -> None:
    assert settle(message("call me at {212 555 0143|212-555-0143.} {64|} thanks")) == [MINE]


def test_first_digits_count_where_the_number_is_not_whole_without_them() -> None:
    assert settle(message("call me at {21|} {2 555 0143|2-555-0143.} thanks")) == [MINE]


def test_one_digit_inside_that_was_not_written_is_doubted_once_more() -> None:
    written = "212-555-0143."
    for nats, found in ((WHOLE + LONGER + UNWRITTEN_INSIDE - 0.1, MINE), (MUCH, "21125550143")):
        made = message(f"at {{2112 555 0143|{written}}}", {1: gone(nats), 2: gone(nats)})
        assert settle(made) == [found]


@pytest.mark.parametrize(("said", "found"), [("8 " + MINE, MINE), ("8" + MINE, "8" + MINE)])
def test_a_digit_too_many_that_stands_apart_is_another_word(said: str, found: str) -> None:
    assert settle(message(f"at {{{said}|}}")) == [found]


def test_a_number_broken_off_is_not_made_whole() -> None:
    doubts = ({8: twice(AGAIN + LITTLE)}, {})
    assert settle(said("212555014", SLIP[:9] + "4", doubts=doubts)) == ["212555014", SLIP]
    assert settle(said("212555014", MINE, doubts=doubts)) == ["212555014", MINE]
