"""Intervals against published figures, and the caution about many comparisons."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.team.intervals import holm, newcombe, spread, wilson


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_is_newcombes_table(count: int, n: int, low: float, high: float) -> None:
    rate = wilson(count, n)
    assert (rate.low, rate.high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17, 873-890, table II, method 10.
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_newcombe_is_his_own_table(one, other, low: float, high: float) -> None:
    found = newcombe(wilson(*one), wilson(*other))
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_rate_lies_in_its_interval(pair: tuple[int, int]) -> None:
    rate = wilson(*pair)
    assert 0 <= rate.low <= rate.share <= rate.high <= 1


@pytest.mark.parametrize(("count", "n"), [(0, 0), (3, 2), (-1, 5)])
def test_no_rate_of_nothing(count: int, n: int) -> None:
    with pytest.raises(ValueError, match="no rate"):
        wilson(count, n)


def test_equal_rates_do_not_differ() -> None:
    found = newcombe(wilson(10, 40), wilson(10, 40))
    assert found.value == 0
    assert found.p == pytest.approx(1.0)
    assert newcombe(wilson(0, 20), wilson(0, 30)).p == 1.0


def test_p_is_that_of_the_pooled_test() -> None:
    # 56 of 70 against 48 of 80: z = 2.6467, as the chi-squared test without correction gives.
    assert newcombe(wilson(56, 70), wilson(48, 80)).p == pytest.approx(0.00814, abs=2e-4)


def test_holm_stops_at_the_first_that_does_not_stand() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == (True, False, False, True)
    assert holm([0.001, 0.2, 0.0011]) == (True, False, True)
    assert holm([]) == ()
    assert holm([0.04]) == (True,)


def test_a_spread_is_the_one_pandas_gives() -> None:
    import pandas as pd

    values = [3.0, 9.5, 1.0, 4.25, 7.0, 2.0, 2.5]
    found = spread(values)
    assert found is not None
    told = pd.Series(values).quantile([0.5, 0.25, 0.75]).tolist()
    assert [found.median, found.low, found.high] == pytest.approx(told)
    assert spread([]) is None
    assert spread([2.0]).high == 2.0
