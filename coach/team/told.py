"""Figures of a team as the pages print them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.records import Measurement
from coach.report.formats import MINUS, percent, value, value_parts

if TYPE_CHECKING:
    from datetime import date

    from coach.team.intervals import Difference, Rate, Spread

FAIR = "For coaching, not for employment decisions."
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TO = "\N{EN DASH}"


def share(rate: Rate) -> str:
    """Return a rate as a percentage: 72%."""
    return percent(rate.share)


def around(rate: Rate) -> str:
    """Return a rate's interval: 58-83%."""
    return f"{_whole(rate.low)}{_TO}{_whole(rate.high)}%"


def quantity(number: float, unit: str) -> str:
    """Return a number in its unit."""
    return value(Measurement("", float(number), unit))


def bare(number: float, unit: str) -> str:
    """Return a number as it is printed in its unit, without the unit."""
    return value_parts(Measurement("", float(number), unit))[0]


def unit_word(unit: str) -> str:
    """Return a unit as it is printed; some have no word."""
    return value_parts(Measurement("", 2.0, unit))[1]


def quartiles(figure: Spread, unit: str) -> str:
    """Return the middle half of some values in their unit: 18.2-31.0 s."""
    word = unit_word(unit)
    return f"{bare_quartiles(figure, unit)} {word}".strip()


def bare_quartiles(figure: Spread, unit: str) -> str:
    """Return the middle half of some values without their unit, both to the same decimal."""
    ends = [bare(figure.low, unit), bare(figure.high, unit)]
    decimals = max(len(end.partition(".")[2]) for end in ends)
    low, high = (end if "." in end or not decimals else f"{end}.{'0' * decimals}" for end in ends)
    return f"{low} to {high}" if MINUS in high else f"{low}{_TO}{high}"


def points(difference: Difference) -> str:
    """Return a difference of two rates in percentage points with its interval."""
    low, high = _signed(difference.low), _signed(difference.high)
    return f"{_signed(difference.value)} points ({low} to {high})"


def short_date(day: date) -> str:
    """Return a day without its year: Nov 20."""
    return f"{_MONTHS[day.month - 1]} {day.day}"


def long_date(day: date) -> str:
    """Return a day with its year: Nov 20, 2026."""
    return f"{short_date(day)}, {day.year}"


def _whole(share: float) -> str:
    return f"{int(share * 100 + 0.5)}"


def _signed(share: float) -> str:
    rounded = int(abs(share) * 100 + 0.5)
    sign = "" if not rounded else "+" if share > 0 else MINUS
    return f"{sign}{rounded}"
