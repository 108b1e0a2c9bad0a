"""From readings to numbers: which belong together, whose they are, in which order."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from coach.number import gather
from coach.records import Reading

MINE, OTHER = "4155552671", "2127365000"


def reading(
    digits: str,
    start_s: float = 0.0,
    confidence: float = 0.9,
    complete: bool = True,
    whose: str | None = None,
    country_digits: str | None = None,
) -> Reading:
    return Reading(
        digits=digits,
        start_s=start_s,
        end_s=start_s + 3.0,
        confidence=confidence,
        timing="number",
        timing_reason="",
        each=(),
        groups=(),
        pause_before_s=0.0,
        complete=complete,
        word_start=int(start_s),
        word_end=int(start_s) + 1,
        whose=whose,
        country_digits=country_digits,
    )


def test_nothing_said_is_no_number() -> None:
    assert gather([]) == ((), ())


def test_said_twice_is_one_number_in_order_of_time() -> None:
    first, second = reading(MINE, 1.0), reading(MINE, 9.0)
    ((number,), others) = gather([second, first])
    assert (number.digits, number.e164) == (MINE, "+14155552671")
    assert (number.times_said, number.agree, number.complete) == (2, True, True)
    assert number.readings == (first, second)
    assert others == ()


def test_two_edits_are_one_number_that_disagrees_and_the_surer_reading_is_believed() -> None:
    slip = MINE[:-2] + "00"
    ((number,), _) = gather([reading(MINE, 1.0, 0.8), reading(slip, 9.0, 0.9)])
    assert (number.digits, number.agree, number.times_said) == (slip, False, 2)


def test_two_readings_that_agree_outvote_a_surer_third() -> None:
    slip = MINE[:-1] + "0"
    said = [reading(MINE, 1.0, 0.7), reading(slip, 5.0, 0.99), reading(MINE, 9.0, 0.7)]
    ((number,), _) = gather(said)
    assert (number.digits, number.agree, number.times_said) == (MINE, False, 3)


def test_three_edits_are_two_numbers() -> None:
    numbers, _ = gather([reading(MINE, 1.0), reading(MINE[:-3] + "000", 9.0)])
    assert len(numbers) == 2


def test_a_leading_one_or_a_missing_area_code_is_no_disagreement() -> None:
    said = [reading("1" + MINE, 1.0), reading(MINE[-7:], 5.0), reading(MINE, 9.0)]
    ((number,), _) = gather(said)
    assert (number.times_said, number.agree, number.e164) == (3, True, "+14155552671")
    assert number.digits == "1" + MINE


def test_seven_digits_alone_have_no_country() -> None:
    ((number,), _) = gather([reading("5552671")])
    assert (number.complete, number.e164) == (True, None)


def test_national_and_international_forms() -> None:
    ((number,), _) = gather([reading("442079460958", country_digits="44")])
    assert number.e164 == "+442079460958"
    ((number,), _) = gather([reading("02079460958")], region="GB")
    assert number.e164 == "+442079460958"
    ((number,), _) = gather([reading("02079460958")], region="US")
    assert (number.complete, number.e164) == (True, None)


def test_most_often_said_comes_first_then_last_said() -> None:
    a, b, c = "4155552671", "2127365000", "6175550143"
    said = [reading(a, 1.0), reading(b, 2.0), reading(c, 3.0), reading(a, 4.0)]
    for order in permutations(said):
        numbers, _ = gather(order)
        assert [n.digits for n in numbers] == [a, c, b]


def test_a_broken_reading_belongs_to_the_number_it_resembles() -> None:
    broken = [reading("415555", 1.0, complete=False), reading("41555567", 2.0, complete=False)]
    ((number,), _) = gather([*broken, reading(MINE, 5.0), reading(OTHER, 9.0)][:3])
    assert number.partial == tuple(broken)
    assert number.times_said == 1
    numbers, _ = gather([*broken, reading(MINE, 5.0), reading(OTHER, 9.0)])
    assert {n.digits: len(n.partial) for n in numbers} == {MINE: 2, OTHER: 0}


def test_a_number_only_broken_off_is_a_number_that_is_not_complete() -> None:
    ((number,), _) = gather([reading("415555", complete=False), reading("415555", 5.0, 0.9, False)])
    assert (number.digits, number.complete, number.times_said) == ("415555", False, 0)
    assert number.e164 is None
    assert len(number.partial) == 2


def test_numbers_of_others_are_kept_apart() -> None:
    said = [reading(OTHER, 1.0, whose="Larry"), reading(OTHER, 5.0, whose="Larry"), reading(MINE)]
    (mine,), (other,) = gather(said)
    assert mine.digits == MINE
    assert (other.digits, other.whose, other.times_said) == (OTHER, "Larry", 2)


def test_a_number_given_as_anothers_and_as_ones_own_is_ones_own() -> None:
    (mine,), others = gather([reading(MINE, 1.0, whose="office"), reading(MINE, 5.0)])
    assert (mine.times_said, mine.whose, others) == (2, None, ())


def test_a_neighbouring_number_of_another_is_not_a_slip() -> None:
    (mine,), (other,) = gather([reading(MINE, 1.0), reading(MINE[:-1] + "2", 5.0, whose="Larry")])
    assert mine.agree and other.agree


digits = st.text("0123456789", min_size=4, max_size=15)


@given(st.lists(st.tuples(digits, st.booleans(), st.sampled_from((None, "Larry"))), max_size=8))
def test_no_reading_is_lost_or_counted_twice(said: list[tuple[str, bool, str | None]]) -> None:
    given_ = [
        reading(number, float(k), 0.9, complete, whose)
        for k, (number, complete, whose) in enumerate(said)
    ]
    numbers, others = gather(given_)
    placed = [r for n in (*numbers, *others) for r in (*n.readings, *n.partial)]
    assert sorted(placed, key=lambda r: r.start_s) == given_
    assert all(n.complete == bool(n.readings) for n in (*numbers, *others))
