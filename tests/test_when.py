"""Dates and times as people say them, against real ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.when import Moment, moments

FRIDAY = datetime(2026, 11, 20, 15, 4, tzinfo=timezone(timedelta(hours=-5)))
"""All that follows is said on a Friday at four minutes past three."""

SAID = """
between two and four today = range Fri 11-20 14:00 > Fri 11-20 16:00
2 to 4 = range Fri 11-20 14:00 > Fri 11-20 16:00
2-4 p.m. = range Fri 11-20 14:00 > Fri 11-20 16:00
Thursday at ten = time Thu 11-26 10:00
Tuesday the 5th = day Tue 01-05
tomorrow morning = range Sat 11-21 08:00 > Sat 11-21 12:00 ~
end of the month = day Mon 11-30
next week = day_range Mon 11-23 > Sat 11-28 ~
in January = day_range Fri 01-01 > Mon 02-01 ~
by Friday = deadline open > Sat 11-28 00:00
half past nine = time Sat 11-21 09:30
ten thirty = time Sat 11-21 10:30
noon = time Sat 11-21 12:00
the week of the 12th = day_range Mon 12-07 > Sat 12-12 ~
first thing Monday = range Mon 11-23 08:00 > Mon 11-23 10:00 ~
quarter end = day Thu 12-31
I'll try you again Thursday at ten. = time Thu 11-26 10:00
How about Tuesday at ten or Wednesday at two = time Tue 11-24 10:00 + time Wed 11-25 14:00
Tuesday or Wednesday at 10 = day Tue 11-24 + time Wed 11-25 10:00
Thursday at 10 or 2 = time Thu 11-26 10:00 + time Thu 11-26 14:00
10 or 2 on Thursday = time Thu 11-26 10:00 + time Thu 11-26 14:00
10, 11 or 2 on Thursday = time Thu 11-26 10:00 + time Thu 11-26 11:00 + time Thu 11-26 14:00
I'm at my desk from 9 to 5 Monday to Friday = range Mon 11-23 09:00 > Mon 11-23 17:00
I'm at my desk until five = range open > Fri 11-20 17:00
any time after two today = range Fri 11-20 14:00 > open
before noon on Friday = deadline open > Fri 11-27 12:00
no later than the 30th of November = deadline open > Tue 12-01 00:00
I'll have it to you by end of day tomorrow = deadline open > Sat 11-21 17:00
end of day Friday = time Fri 11-27 17:00
the discount ends on the 30th = day Mon 11-30
in the next two weeks = day_range Fri 11-20 > Sat 12-05 ~
may I call you on May 5th = day Wed 05-05
could I march over in march = day_range Mon 03-01 > Thu 04-01 ~
on the first of december = day Tue 12-01
next Thursday = day Thu 11-26
a week on Tuesday = day Tue 12-01
Tuesday week = day Tue 12-01
the day after tomorrow = day Sun 11-22
I'm in the office all day Thursday = day Thu 11-26
Monday through Wednesday = day_range Mon 11-23 > Thu 11-26
between Monday and Wednesday = day_range Mon 11-23 > Thu 11-26
between now and Friday = day_range open > Sat 11-28
mornings are best = range ? ~
most mornings between eight and ten = range ?
weekdays 8 to 5 = range ?
in two days = day Sun 11-22
in a couple of weeks = day Fri 12-04 ~
within 48 hours = deadline Fri 11-20 00:00 > Mon 11-23 00:00
your lease ends in March = day_range Mon 03-01 > Thu 04-01 ~
the new rule starts January 1st = day Fri 01-01
1st January 2027 = day Fri 01-01
2026-12-01 = day Tue 12-01
on 12/3 = day Thu 12-03
at quarter to ten = time Sat 11-21 09:45
ten o'clock tomorrow = time Sat 11-21 10:00
two-ish tomorrow = time Sat 11-21 14:00
around 3 = time Sat 11-21 15:00
at about 2:30 = time Sat 11-21 14:30
after 4 = range Fri 11-20 16:00 > open
from three onwards = range Sat 11-21 15:00 > open
at 9am sharp = time Sat 11-21 09:00
14:00 on Monday = time Mon 11-23 14:00
10 a.m. to 2 p.m. on the 24th = range Tue 11-24 10:00 > Tue 11-24 14:00
10 to 2 pm = range Sat 11-21 10:00 > Sat 11-21 14:00
seven to nine = range Sat 11-21 07:00 > Sat 11-21 09:00
six to eight = range Fri 11-20 18:00 > Fri 11-20 20:00
at ten to three = time Sat 11-21 14:50
Sarah, two on Thursday works = time Thu 11-26 14:00
early next week = day_range Mon 11-23 > Tue 11-24 ~
later today = day Fri 11-20 ~
later this week = day_range Fri 11-20 > Sat 11-21 ~
this week or next = day_range Fri 11-20 > Sat 11-21 ~ + day_range Mon 11-23 > Sat 11-28 ~
Q1 = day_range Fri 01-01 > Thu 04-01 ~
end of Q4 = day Thu 12-31
end of the year = day Thu 12-31
by year end = deadline open > Fri 01-01 00:00
by the end of next month = deadline open > Fri 01-01 00:00
mid January = day_range Mon 01-11 > Fri 01-22 ~
the 5th to the 8th = day_range Sat 12-05 > Wed 12-09
December 10 to 12 = day_range Thu 12-10 > Sun 12-13
tonight at 8 = time Fri 11-20 20:00
tomorrow afternoon at 2 or 4 = time Sat 11-21 14:00 + time Sat 11-21 16:00
Wednesday afternoon between one and three = range Wed 11-25 13:00 > Wed 11-25 15:00
first thing in the morning = range Sat 11-21 08:00 > Sat 11-21 10:00 ~
this afternoon = range Fri 11-20 12:00 > Fri 11-20 17:00 ~
in the morning = range Sat 11-21 08:00 > Sat 11-21 12:00 ~
Thursday ten = time Thu 11-26 10:00
call me back before five today = deadline open > Fri 11-20 17:00
until Thursday = day_range open > Fri 11-27
I'm out until the 28th = day_range open > Sun 11-29
on monday at nine in the morning = time Mon 11-23 09:00
8 in the evening = time Fri 11-20 20:00
over lunch on Tuesday = range Tue 11-24 12:00 > Tue 11-24 13:00 ~
30th of June = day Wed 06-30
the 31st = day Thu 12-31
february 30th = day ?
11/25/2026 = day Wed 11-25
yesterday = day Thu 11-19
last Friday = day Fri 11-13
three weeks from now = day Fri 12-11 ~
next week at ten = day_range Mon 11-23 > Fri 11-27 ~
by the end of January = deadline open > Mon 02-01 00:00
one or two on Thursday = time Thu 11-26 13:00 + time Thu 11-26 14:00
either nine or eleven on Monday = time Mon 11-23 09:00 + time Mon 11-23 11:00
from eleven to one = range Sat 11-21 11:00 > Sat 11-21 13:00
I am usually here mornings before eleven = range ?
you can catch me Wednesday between nine thirty and eleven = range Wed 11-25 09:30 > Wed 11-25 11:00
I'm around this Thursday from 1 till 3 = range Thu 11-26 13:00 > Thu 11-26 15:00
I'll give you a ring on Monday morning around half nine = time Mon 11-23 09:30
I'll be in the office until six tonight = range open > Fri 11-20 18:00
you can reach me any afternoon this week = range ? ~
Thursday the 3rd of December at quarter past two = time Thu 12-03 14:15
could you do 11 a.m. on the 2nd or 3 p.m. on the 4th = time Wed 12-02 11:00 + time Fri 12-04 15:00
are you free Tuesday the 24th or Wednesday the 25th = day Tue 11-24 + day Wed 11-25
your contract runs out at the end of March = day Wed 03-31
the price goes up on December 1st = day Tue 12-01
enrollment closes December fifteenth = day Tue 12-15
by close of business Wednesday = deadline open > Wed 11-25 17:00
before the end of the quarter = deadline open > Thu 12-31 00:00
we need the forms back by the twenty seventh = deadline open > Sat 11-28 00:00
I will ring you back at three = time Sat 11-21 15:00
I'll call back at 3:15 = time Fri 11-20 15:15
talk at 1030 a.m. = time Sat 11-21 10:30
free at 9.45 tomorrow = time Sat 11-21 09:45
I'm in from eight = range Sat 11-21 08:00 > open
we meet on Mondays = day_range ? ~
the new rule comes in on the first of April = day Thu 04-01
in early February = day_range Mon 02-01 > Wed 02-10 ~
it starts in Q2 = day_range Thu 04-01 > Thu 07-01 ~
within the next two weeks = deadline Fri 11-20 00:00 > Sat 12-05 00:00
over the next few days = day_range Fri 11-20 > Tue 11-24 ~
the week after next = day_range Mon 11-30 > Sat 12-05 ~
week commencing the 30th = day_range Mon 11-30 > Sat 12-05 ~
this coming Tuesday = day Tue 11-24
next Monday at 8:30 in the morning = time Mon 11-23 08:30
a week from today = day Fri 11-27
a week from Friday at noon = time Fri 12-04 12:00
in a fortnight = day Fri 12-04 ~
in ten days = day Mon 11-30
ten days from now = day Mon 11-30
later this afternoon = range Fri 11-20 12:00 > Fri 11-20 17:00 ~
early tomorrow morning = range Sat 11-21 08:00 > Sat 11-21 12:00 ~
late Thursday afternoon = range Thu 11-26 12:00 > Thu 11-26 17:00 ~
Monday lunchtime = range Mon 11-23 12:00 > Mon 11-23 13:00 ~
after lunch on Monday = range Mon 11-23 12:00 > Mon 11-23 13:00 ~
at midday = time Sat 11-21 12:00
a quarter to five = time Fri 11-20 16:45
five past ten = time Sat 11-21 10:05
at twenty to four = time Fri 11-20 15:40
at 5 to 3 = time Sat 11-21 14:55
half ten on friday = time Fri 11-27 10:30
say three on wednesday = time Wed 11-25 15:00
maybe 4ish = time Fri 11-20 16:00
Saturday at 11 = time Sat 11-21 11:00
on sunday = day Sun 11-22
weekends are fine = day_range ? ~
I'm at my desk Monday and Wednesday = day Mon 11-23 + day Wed 11-25
mon-wed = day_range Mon 11-23 > Thu 11-26
Tues at 2 = time Tue 11-24 14:00
Dec 3 at 9 = time Thu 12-03 09:00
Sept. 4 = day Sat 09-04
before Christmas = deadline ? ~
in the new year = day_range ? ~
june 2027 = day_range Tue 06-01 > Thu 07-01 ~
the 12th of May 2027 at 16:30 = time Wed 05-12 16:30
at 07:30 = time Sat 11-21 07:30
from 7 a.m. to 3 p.m. = range Sat 11-21 07:00 > Sat 11-21 15:00
8am-12pm = range Sat 11-21 08:00 > Sat 11-21 12:00
10-2 on the 30th = range Mon 11-30 10:00 > Mon 11-30 14:00
nine to noon = range Sat 11-21 09:00 > Sat 11-21 12:00
noon to two tomorrow = range Sat 11-21 12:00 > Sat 11-21 14:00
between 12 and 1 = range Sat 11-21 12:00 > Sat 11-21 13:00
between ten and noon on Monday = range Mon 11-23 10:00 > Mon 11-23 12:00
between two thirty and four = range Fri 11-20 14:30 > Fri 11-20 16:00
two thirty to four = range Fri 11-20 14:30 > Fri 11-20 16:00
after 3 p.m. your time = range Sat 11-21 15:00 > open
"""
"""Words, then each moment: its kind, start and end (exclusive), "~" if vague.

"open" is an open end, "?" a moment that no date can be found for.
"""

NOT_TIMES = """
we saved them 2 to 4 weeks
at ten sites
call me at 2 1 2 5 5 5 0 1 4 3
reach me at six one seven
we cut it by two percent
I have two ideas and one question
good morning Sam
Good afternoon, it's Dana
on the first call
the first thing you'd notice
24/7
3 to 5 percent
at one point
one of our clients
at 2 locations
around two million
between two and four percent
between 5 and 10 people
three to five days faster
from one to the next
on the third floor
the second opinion
it took us a second
you may recall
we march on
an august company
about one in five
we have two teams
one to one
50/50
call 617 555 0128
six one seven five five five oh one two eight
my number is 6 1 7, 5 5 5, 0 1 2 8
extension 4
from 12 vendors
by three quarters
about ten minutes
in 20 minutes
quotes in an hour
a quarter of the cost
two for one
mid-sized firms
one thing
first of all
the sun was out
we sat down
option two
phase one
room 10
at 5%
at $2
version 2.30
Good evening Mrs. Hughes
have a great morning
one two three four
"""


def told(moment: Moment) -> str:
    def at(time: datetime | None) -> str:
        clock = "" if moment.kind.startswith("day") else " %H:%M"
        return f"{time:%a %m-%d{clock}}" if time else "open"

    vague = " ~" if moment.vague else ""
    if moment.start is None and moment.end is None:
        return f"{moment.kind} ?{vague}"
    end = "" if moment.start == moment.end or moment.kind == "day" else f" > {at(moment.end)}"
    return f"{moment.kind} {at(moment.start)}{end}{vague}"


def only(text: str, at: datetime | None = FRIDAY) -> Moment:
    (moment,) = moments(text, at)
    return moment


@pytest.mark.parametrize("line", SAID.strip().splitlines())
def test_what_is_said_is_set_on_the_calendar(line: str) -> None:
    text, _, expected = line.partition(" = ")
    assert " + ".join(told(moment) for moment in moments(text, FRIDAY)) == expected


@pytest.mark.parametrize("line", SAID.strip().splitlines()[::3])
def test_case_and_a_full_stop_change_nothing(line: str) -> None:
    text, _, expected = line.partition(" = ")
    for other in (f"{text}.", text.upper()):
        assert " + ".join(told(moment) for moment in moments(other, FRIDAY)) == expected


@pytest.mark.parametrize("text", NOT_TIMES.strip().splitlines())
def test_a_number_or_a_name_is_no_time(text: str) -> None:
    assert moments(text, FRIDAY) == ()


def test_without_a_date_moments_are_found_but_not_set() -> None:
    for line in SAID.strip().splitlines():
        text = line.partition(" = ")[0]
        unset = moments(text)
        assert [m.text for m in unset] == [m.text for m in moments(text, FRIDAY)]
        assert all(m.start is None and m.end is None for m in unset)


def test_the_words_are_told_as_written() -> None:
    text = "I\u2019m in \u2014 Thursday, between 2 \u2013 4 p.m. \u2014 call me"
    moment = only(text)
    assert moment.text == "Thursday, between 2 \u2013 4 p.m."
    assert text[moment.start_char : moment.end_char] == moment.text
    assert told(moment) == "range Thu 11-26 14:00 > Thu 11-26 16:00"


def test_times_are_in_the_references_own_zone() -> None:
    moment = only("Thursday at ten")
    assert moment.start == datetime(2026, 11, 26, 15, tzinfo=UTC)
    naive = only("Thursday at ten", FRIDAY.replace(tzinfo=None))
    assert naive.start == datetime(2026, 11, 26, 10)  # noqa: DTZ001  # as naive as what it is seen from


@pytest.mark.parametrize(
    ("day", "text", "expected"),
    [
        ((2026, 11, 16), "Monday", "day Mon 11-23"),
        ((2026, 11, 16), "this Friday", "day Fri 11-20"),
        ((2026, 11, 16), "next Friday", "day Fri 11-27"),
        ((2026, 11, 22), "next Tuesday", "day Tue 11-24"),
        ((2026, 11, 16), "last Monday", "day Mon 11-09"),
        ((2026, 12, 31), "tomorrow", "day Fri 01-01"),
        ((2026, 12, 31), "the 1st", "day Fri 01-01"),
        ((2027, 1, 31), "in a month", "day Sun 02-28 ~"),
        ((2027, 2, 28), "February 29th", "day Tue 02-29"),
        ((2026, 12, 30), "next month", "day_range Fri 01-01 > Mon 02-01 ~"),
        ((2026, 12, 30), "next quarter", "day_range Fri 01-01 > Thu 04-01 ~"),
        ((2026, 12, 30), "in december", "day_range Tue 12-01 > Fri 01-01 ~"),
        ((2026, 5, 4), "end of the month", "day Sun 05-31"),
        ((2026, 5, 4), "the end of Q1", "day Wed 03-31"),
        ((2026, 5, 4), "the week of the 10th", "day_range Mon 05-11 > Sat 05-16 ~"),
        ((2026, 5, 4), "may I call on may fourth", "day Mon 05-04"),
    ],
)
def test_weeks_months_and_years_turn(day: tuple[int, int, int], text: str, expected: str) -> None:
    assert told(only(text, datetime(*day, 9, tzinfo=UTC))) == expected


@pytest.mark.parametrize(
    ("hour", "expected"),
    [
        (9, "range Fri 11-20 14:00 > Fri 11-20 16:00"),
        (15, "range Fri 11-20 14:00 > Fri 11-20 16:00"),
        (16, "range Sat 11-21 14:00 > Sat 11-21 16:00"),
    ],
)
def test_hours_without_a_day_are_the_next_ones(hour: int, expected: str) -> None:
    assert told(only("between two and four", FRIDAY.replace(hour=hour, minute=30))) == expected


@pytest.mark.parametrize("hour", range(1, 13))
def test_bare_hours_are_office_hours(hour: int) -> None:
    moment = only(f"Monday at {hour}")
    assert moment.start is not None
    assert 8 <= moment.start.hour <= 19


@pytest.mark.parametrize("hour", range(1, 13))
@pytest.mark.parametrize("half", ["a.m.", "p.m.", "am", "PM"])
def test_am_and_pm_are_believed(hour: int, half: str) -> None:
    moment = only(f"{hour} {half} on Monday")
    assert moment.start is not None
    assert moment.start.hour == hour % 12 + (12 if half[0] in "pP" else 0)


@given(
    st.lists(st.sampled_from(sorted(set(f"{SAID} {NOT_TIMES}".split()))), max_size=12).map(" ".join)
    | st.text(max_size=60)
)
def test_whatever_is_said_moments_lie_in_the_text_in_order(text: str) -> None:
    found = moments(text, FRIDAY)
    edge = 0
    for moment in found:
        assert edge <= moment.start_char < moment.end_char <= len(text)
        assert text[moment.start_char : moment.end_char] == moment.text
        edge = moment.end_char
        if moment.start and moment.end:
            assert moment.start <= moment.end


def test_a_long_text_takes_no_longer_than_its_length() -> None:
    line = "call me between two and four on Thursday, or 10, 11 or 12 on the 5th; "
    assert len(moments(line * 40, FRIDAY)) == 4 * 40


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we can do either the tenth or the seventeenth", ["the tenth", "the seventeenth"]),
        ("you'll have it by lunch tomorrow", ["by lunch tomorrow"]),
        ("I'm at the counter 7 to 6", ["7 to 6"]),
        ("i'm here 8 to 430", ["8 to 430"]),
        ("we're open 730 to 4", ["730 to 4"]),
        ("the second is better", []),
        ("8 to 430 crates", []),
        ("we went from 100 to 130 clients", []),
    ],
)
def test_hours_and_days_as_they_are_heard(text: str, expected: list[str]) -> None:
    assert [one.text for one in moments(text)] == expected


def test_hours_run_together_are_hours_and_minutes() -> None:
    one = only("i'm here 8 to 430")
    assert one.start is not None
    assert one.end is not None
    assert (f"{one.start:%H:%M}", f"{one.end:%H:%M}") == ("08:00", "16:30")
