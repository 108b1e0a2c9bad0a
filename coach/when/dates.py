"""Dates by the calendar: what words for days mean, seen from a day."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING

from coach.when.words import count, month, ordinal, weekday

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    Stretch = tuple[date, date]
    Resolve = Callable[[date], Stretch]
    Reading = tuple[Resolve | None, bool, bool]

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


def _one_day(resolve: Callable[[date], date], *, vague: bool = False) -> Reading:
    def stretch(today: date) -> Stretch:
        first = resolve(today)
        return first, first + DAY

    return stretch, True, vague


def _iso(match: re.Match[str]) -> Reading:
    year, number, day = int(match["y"]), int(match["m"]), int(match["d"])
    return _one_day(lambda today: date(year, number, day))


def _dated(match: re.Match[str]) -> Reading:
    day = ordinal(match["day"]) if match["day"] else int(match["figure"])
    number, year = month(match["month"]), match["year"]
    if year:
        return _one_day(lambda today: date(int(year), number, day))
    return _one_day(lambda today: _coming(today, number, day))


def _month_days(match: re.Match[str]) -> Reading:
    number = month(match["month"])

    def stretch(today: date) -> Stretch:
        last = _coming(today, number, ordinal(match["d2"]))
        return last.replace(day=ordinal(match["d1"])), last + DAY

    return stretch, False, False


def _slashed(match: re.Match[str]) -> Reading:
    one, two = int(match["one"]), int(match["two"])
    number, day = (one, two) if one <= 12 else (two, one)
    if match["year"]:
        year = int(match["year"]) % 2000 + 2000
        return _one_day(lambda today: date(year, number, day))
    return _one_day(lambda today: _coming(today, number, day))


def _coming(today: date, number: int, day: int) -> date:
    """The next such date from today on; a leap day may be some years away."""
    for year in range(today.year, today.year + 9):
        if day > calendar.monthrange(year, number)[1]:
            continue
        found = date(year, number, day)
        if found >= today:
            return found
    raise ValueError


def _day_of_month(today: date, day: int, of_week: int | None = None) -> date:
    """The next day with this number, and on this weekday if one within half a year is."""
    if not 1 <= day <= 31:
        raise ValueError
    ahead = [today + n * DAY for n in range(190)]
    fitting = [one for one in ahead if one.day == day]
    on_weekday = [one for one in fitting if of_week is None or one.weekday() == of_week]
    return (on_weekday or fitting)[0]


def _day(match: re.Match[str]) -> Reading:
    day = ordinal(match["day"])
    return _one_day(lambda today: _day_of_month(today, day))


def _weekday_day(match: re.Match[str]) -> Reading:
    day, of_week = ordinal(match["day"] or match["figure"]), weekday(match["weekday"])
    return _one_day(lambda today: _day_of_month(today, day, of_week))


def _weekday(match: re.Match[str]) -> Reading:
    which, number = match["which"] or "", weekday(match["weekday"])
    if match["many"] or which in {"every", "each", "most"}:
        return None, False, True
    weeks = int(bool(match["week"])) + int(bool(match["after"]))

    def day(today: date) -> date:
        ahead = (number - today.weekday() - 1) % 7 + 1
        if which == "last":
            return today - ((today.weekday() - number - 1) % 7 + 1) * DAY
        if which in {"next", "the following"}:
            return _monday(today) + WEEK + number * DAY
        return today + ahead * DAY + weeks * WEEK

    return _one_day(day)


def _relative(match: re.Match[str]) -> Reading:
    word = match["word"].removeprefix("the ")
    ahead = {"today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1}.get(word, 2)
    text = match.group()
    weeks = count(match["ahead"]) if match["ahead"] else int("week" in text)
    return _one_day(lambda today: today + ahead * DAY + weeks * WEEK, vague=bool(match["later"]))


def _ahead(match: re.Match[str]) -> Reading:
    number, unit = count(match["count"]), match["unit"]
    rough = unit != "day" or "few" in match["count"] or "couple" in match["count"]
    return _one_day(lambda today: _later(today, number, unit), vague=rough)


def _within(match: re.Match[str]) -> Reading:
    number, unit = count(match["count"]), match["unit"]
    if unit == "hour":
        number, unit = -(-number // 24), "day"
    return (lambda today: (today, _later(today, number, unit) + DAY)), False, False


def _later(today: date, number: int, unit: str) -> date:
    if unit == "month":
        year, index = divmod(today.year * 12 + today.month - 1 + number, 12)
        return date(year, index + 1, min(today.day, calendar.monthrange(year, index + 1)[1]))
    return today + number * {"day": DAY, "week": WEEK, "fortnight": 2 * WEEK}[unit]


def _next_few(match: re.Match[str]) -> Reading:
    number, unit = count(match["count"] or "one"), match["unit"]
    return (lambda today: (today, _later(today, number, unit) + DAY)), False, True


def _week_of(match: re.Match[str]) -> Reading:
    day, named = ordinal(match["day"]), match["month"] or match["month2"]

    def stretch(today: date) -> Stretch:
        first = _coming(today, month(named), day) if named else _day_of_month(today, day)
        monday = _monday(first + DAY)  # a Sunday begins its week
        return monday, monday + 5 * DAY

    return stretch, False, True


def _week_after(match: re.Match[str]) -> Reading:
    return (lambda t: (_monday(t) + 2 * WEEK, _monday(t) + 2 * WEEK + 5 * DAY)), False, True


def _unit(match: re.Match[str]) -> Reading:
    groups = match.groupdict()
    unit, edge = groups.get("unit") or "week", groups.get("edge") or ""
    steps = {"this": 0, "last": -1}.get(groups.get("which") or "next", 1)

    def stretch(today: date) -> Stretch:
        first, last = _calendar(today, unit, steps)
        first, last = _edged(first, last, edge)
        return (max(first, today) if steps == 0 and last > today else first), last

    return stretch, "end of" in edge, "end of" not in edge


def _end_of(match: re.Match[str]) -> Reading:
    unit = match["unit"].split()[-1]
    if match.groupdict().get("start"):
        return (lambda today: _edged(*_calendar(today, unit, 1), "start")), False, True
    return _one_day(lambda today: _calendar(today, unit, 0)[1] - DAY)


def _quarter(match: re.Match[str]) -> Reading:
    words = ("first", "second", "third", "fourth")
    number = int(match["q"]) if match["q"] else words.index(match["which"]) + 1
    edge = match["edge"] or ""

    def stretch(today: date) -> Stretch:
        first, last = _calendar(date(today.year, 3 * number, 1), "quarter", 0)
        if last <= today:
            first, last = _calendar(date(today.year + 1, 3 * number, 1), "quarter", 0)
        return _edged(first, last, edge)

    return stretch, "end of" in edge, "end of" not in edge


def _month(match: re.Match[str]) -> Reading:
    number, edge = month(match["month"]), match["edge"] or ""

    def stretch(today: date) -> Stretch:
        year = int(match["year"] or today.year + (number < today.month))
        return _edged(*_calendar(date(year, number, 1), "month", 0), edge)

    return stretch, "end of" in edge, "end of" not in edge


def _calendar(today: date, unit: str, steps: int) -> Stretch:
    """A calendar week (its working days), month, quarter or year, some steps away."""
    if unit in {"week", "weekend"}:
        first = _monday(today) + steps * WEEK
        return (first, first + 5 * DAY) if unit == "week" else (first + 5 * DAY, first + WEEK)
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    index = (today.year * 12 + today.month - 1) // months + steps
    return _first_of(index * months), _first_of((index + 1) * months)


def _first_of(index: int) -> date:
    return date(index // 12, index % 12 + 1, 1)


def _edged(first: date, last: date, edge: str) -> Stretch:
    """The early, middle or late third of a stretch; "the end of" is its last day."""
    third = (last - first) // 3
    if "end of" in edge:
        return last - DAY, last
    if "early" in edge or "start" in edge or "beginning" in edge or "top" in edge:
        return first, first + third
    if "late" in edge:
        return last - third, last
    return (first + third, last - third) if "mid" in edge else (first, last)


def _monday(day: date) -> date:
    return day - day.weekday() * DAY


def _unknown(match: re.Match[str]) -> Reading:
    return None, False, True


READERS: dict[str, Callable[[re.Match[str]], Reading]] = {
    "iso": _iso,
    "month_days": _month_days,
    "month_day": _dated,
    "day_month": _dated,
    "weekday_day": _weekday_day,
    "weekday": _weekday,
    "relative": _relative,
    "ahead": _ahead,
    "within": _within,
    "from_now": _ahead,
    "coming": _next_few,
    "week_of": _week_of,
    "week_after": _week_after,
    "unit": _unit,
    "or_next": _unit,
    "end_of": _end_of,
    "unit_end": _end_of,
    "quarter": _quarter,
    "month": _month,
    "day": _day,
    "bare_day": _day,
    "slashed": _slashed,
    "weekdays": _unknown,
    "feast": _unknown,
}
