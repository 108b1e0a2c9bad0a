"""The number's benchmark compares rightly: which readings belong together, and what differs."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from coach.number import gather
from coach.playbook import Target
from coach.records import Digit, Reading

BENCHMARKS = str(Path(__file__).parent.parent / "benchmarks")
sys.path.append(BENCHMARKS)
try:
    from number_cases import Case, TrueReading
    from number_material import dealt, later
    from number_tables import exact, invented
    from number_truth import (
        Compared,
        Listened,
        compared,
        digit_errors,
        disagreement,
        onset_errors_s,
        owners,
        pace_errors,
        said_twice,
        timed,
        verdicts,
    )
    from number_voices import NAMES, bank, unheard
    from number_words import one_changed, sayable, spelt, telephone_number, values
finally:
    sys.path.remove(BENCHMARKS)

NUMBER = "2125550143"
TARGETS = (
    Target("digit_pace", (0.6, 999.0), (0.45, 999.0), ""),
    Target("digit_pace.shortest_s", (0.45, 999.0), (0.33, 999.0), "", optional=True),
)


def marks(digits: str, start_s: float, step_s: float) -> tuple[Digit, ...]:
    return tuple(
        Digit(digit, start_s + k * step_s, start_s + k * step_s + 0.8 * step_s)
        for k, digit in enumerate(digits)
    )


def true(
    start_s: float, digits: str = NUMBER, step_s: float = 0.5, *, own: bool = True
) -> TrueReading:
    each = marks(digits, start_s, step_s)
    return TrueReading(digits, start_s, each[-1].end_s, each, own=own)


def heard(
    start_s: float,
    digits: str = NUMBER,
    step_s: float = 0.5,
    *,
    complete: bool = True,
    whose: str | None = None,
) -> Reading:
    each = marks(digits, start_s, step_s)
    return Reading(
        digits, start_s, each[-1].end_s, 0.9, "digit", "", each, (), 0.2, complete, 0, 1, None,
        whose,
    )  # fmt: skip


def result(truth: list[TrueReading], readings: list[Reading]) -> Compared:
    numbers, others = gather(readings)
    case = Case(Path("a.wav"), "made", "x", "slow", None, "none", "once", tuple(truth))
    return compared(case, Listened(tuple(readings), numbers, others))


def test_readings_at_the_same_time_belong_together_whatever_their_order() -> None:
    one = result([true(2.0), true(10.0)], [heard(9.9), heard(2.1)])
    assert [pair.heard.start_s if pair.heard else None for pair in one.pairs] == [2.1, 9.9]
    assert one.invented == ()


def test_each_reading_is_used_once() -> None:
    one = result([true(2.0), true(7.5)], [heard(2.0, NUMBER * 2)])
    assert [pair.heard is not None for pair in one.pairs] == [True, False]


def test_recordings_are_exact_only_with_every_reading_in_order() -> None:
    truth = [true(2.0), true(10.0)]
    assert result(truth, [heard(2.0), heard(10.0)]).exact
    assert not result(truth, [heard(2.0)]).exact
    assert not result(truth, [heard(2.0), heard(10.0), heard(20.0)]).exact
    assert not result(truth, [heard(2.0), heard(10.0, "2125550144")]).exact
    assert not result(truth, [heard(2.0), heard(10.0, complete=False)]).exact


def test_digit_errors_count_dropped_lost_and_invented_digits() -> None:
    dropped = result([true(2.0)], [heard(2.0, "212550143")])
    lost = result([true(2.0)], [])
    added = result([true(2.0)], [heard(2.0), heard(30.0, "5550143")])
    assert digit_errors([dropped]) == (1, 10)
    assert digit_errors([lost]) == (10, 10)
    assert digit_errors([added]) == (7, 10)
    assert digit_errors([dropped, lost, added]) == (18, 30)


def test_a_number_heard_whole_where_it_was_broken_off_is_invented() -> None:
    broken = TrueReading("21255", 2.0, 4.5, marks("21255", 2.0, 0.5), complete=False)
    kept = result([broken, true(10.0)], [heard(2.0, "21255", complete=False), heard(10.0)])
    taken = result([broken, true(10.0)], [heard(2.0), heard(10.0)])
    assert kept.exact
    assert kept.invented == ()
    assert kept.case.times_said == 1
    assert [reading.start_s for reading in taken.invented] == [2.0]


def test_onsets_are_compared_only_where_digits_are_right_and_timed() -> None:
    right = result([true(2.0)], [heard(2.02)])
    wrong = result([true(2.0)], [heard(2.02, "2125550144")])
    assert onset_errors_s(timed([right])) == pytest.approx([0.02] * 10)
    assert onset_errors_s(timed([wrong])) == []


def test_readings_said_with_words_for_several_digits_are_not_asked_for_digits() -> None:
    spoken = TrueReading("8005550143", 2.0, 6.0)
    one = result([spoken], [heard(2.0, "8005550143")])
    assert one.exact
    assert timed([one]) == []
    assert pace_errors([one]) == pytest.approx([0.225])


def test_verdicts_near_a_threshold_do_not_count() -> None:
    def judged(true_step_s: float, heard_step_s: float) -> tuple[int, int]:
        one = result([true(2.0, step_s=true_step_s)], [heard(2.0, step_s=heard_step_s)])
        return verdicts(timed([one]), TARGETS)

    assert judged(0.75, 0.75) == (1, 1)
    assert judged(0.75, 0.55) == (0, 1)
    assert judged(0.61, 0.61) == (0, 0)
    assert judged(0.25, 0.26) == (1, 1)


def test_said_twice_and_disagreement_are_told_apart() -> None:
    once = result([true(2.0)], [heard(2.0)])
    twice = result([true(2.0), true(10.0)], [heard(2.0), heard(10.0)])
    missed = result([true(2.0), true(10.0)], [heard(2.0)])
    alarm = result([true(2.0), true(10.0)], [heard(2.0), heard(10.0, "2125550144")])
    differ = result([true(2.0), true(10.0, "2125550144")], [heard(2.0), heard(10.0, "2125550144")])
    found = said_twice([once, twice, missed, alarm, differ])
    assert (found.right, found.invented, found.missed) == (3, 0, 1)
    assert found.f1 == pytest.approx(6 / 7)
    marks_ = disagreement([once, twice, missed, alarm, differ])
    assert (marks_.right, marks_.invented, marks_.missed) == (1, 1, 0)


def test_nothing_said_twice_has_no_precision() -> None:
    found = said_twice([result([true(2.0)], [heard(2.0)])])
    assert (found.precision, found.recall, found.f1) == (None, None, None)


def test_owners_are_judged_on_readings_heard_right() -> None:
    truth = [true(2.0, "3125550199", own=False), true(10.0)]
    right = result(truth, [heard(2.0, "3125550199", whose="Larry"), heard(10.0)])
    wrong = result(truth, [heard(2.0, "3125550199"), heard(10.0)])
    assert owners([right]) == (2, 2)
    assert owners([wrong]) == (1, 2)


def test_tables_have_a_row_for_everything_that_differs() -> None:
    right = result([true(2.0)], [heard(2.0)])
    lines = exact({"coach": [right, result([true(2.0)], [])]}).splitlines()
    assert lines[2] == "| all | 2 | 2 | 50.0 % | 50.0 % | 50.00 % |"
    assert len(lines) == 3
    rows = invented([result([], [heard(2.0), heard(10.0)])]).splitlines()
    assert rows[-1] == "| all | 1 | 0 | 1 | 0 | 1 |"


def test_words_for_several_digits_keep_their_time_together() -> None:
    said = [("eight", 0.0, 0.3), ("hundred", 0.3, 0.8), ("double", 1.0, 1.3), ("five", 1.3, 1.7)]
    assert list(values(said)) == [("8", 0.0, 0.3), ("00", 0.3, 0.8), ("55", 1.0, 1.7)]


@pytest.mark.parametrize("seed", range(20))
def test_spelling_a_number_loses_no_digit(seed: int) -> None:
    rng = np.random.default_rng(seed)
    digits = telephone_number(rng)
    known = {"double", "oh", "hundred"}
    words = [word for group in spelt(rng, digits, known) for word in group]
    said = "".join(part for part, _, _ in values([(word, 0.0, 0.1) for word in words]))
    assert said == digits
    assert len(digits) in (7, 10, 11)
    changed = one_changed(rng, digits)
    assert sum(a != b for a, b in zip(digits, changed, strict=True)) == 1


def test_people_to_measure_with_are_not_among_those_trained_on() -> None:
    assert len(unheard()) == 7
    assert not unheard().keys() & bank().clips.keys()
    assert all(len(words.keys() & set(NAMES)) >= 8 for words in unheard().values())


def test_a_digit_nobody_has_a_word_for_is_the_next_lower_one() -> None:
    assert sayable("2095550143", set(NAMES)) == "2095550143"
    assert sayable("2095550143", set(NAMES) - {"zero"}) == "2995559143"
    assert sayable("2095550143", set(NAMES) - {"zero", "nine"}) == "2885558143"


def test_cards_are_dealt_evenly_and_clocks_shifted() -> None:
    turns = dealt(np.random.default_rng(1), ("a", "b", "c"), 9)
    assert sorted(turns) == sorted("abc" * 3)
    moved = later(true(2.0), 0.1)
    assert (moved.start_s, moved.each[0].start_s) == pytest.approx((2.1, 2.1))
    assert moved.seconds_per_digit == pytest.approx(true(2.0).seconds_per_digit)
