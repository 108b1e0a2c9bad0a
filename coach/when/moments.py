"""Times of day and days joined to moments, and set on the calendar."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from coach.when.clock import Clock, clocks
from coach.when.days import Days, days
from coach.when.parts import Part, parts
from coach.when.words import WEEKDAY, lowered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.when.words import Mark

Kind = Literal["time", "range", "day", "day_range", "deadline"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A time that is said: a "time", a "range" of hours, a "day", a "day_range", or a "deadline".

    `start` and `end` are real times in the reference's own zone, the end exclusive; for a "time"
    they are equal. Both are None where nothing tells the day, one is None where that end is open
    ("after two", "by Friday"). `vague` is what nobody could put in a diary: "this afternoon",
    "next week". `start_char` and `end_char` (exclusive) lie in the text that was read.
    """

    kind: Kind
    start: datetime | None
    end: datetime | None
    text: str
    start_char: int
    end_char: int
    vague: bool


GLUE = re.compile(
    r"[\s,]*(?:(?:on|at|around|about|in the|in|of|for|say|any ?time|some ?time|from|between|by"
    r"|before|after|until|till|the|@|-|maybe|probably|approximately|roughly|early|late|or so|sharp"
    r"|your time|my time|our time|local time|uk time|eastern|pacific|central|mountain|[ecmp]s?t"
    r"|gmt|bst|time)\b[\s,]*){0,3}"
)
"""What may stand between a day and its time of day."""

LEAD = re.compile(
    r"\b(?P<lead>(?:between |from )?now (?:and|until|till|to)"
    r"|no later than|not later than|up to|up until|by|before|until|till|til|after|from"
    r"|since|between|through)\s+(?:at\s+|the\s+|around\s+|about\s+)?$"
)
LISTED = re.compile(r"[\s,]*(?:or|and|,)(?:\s+(?:else|maybe|perhaps|even|then))?\s*(?:on |at )?\s*")
SPANNED = re.compile(r"\s*(?:-|to|through|thru|until|till)\s*(?:the |on )?")
JOINED_BY_AND = re.compile(r"\s+and\s+(?:the |on )?")

BEFORE = {"by", "before", "no later than", "not later than"}
NOW = {
    f"{lead}now {join}"
    for lead in ("", "between ", "from ")
    for join in ("and", "until", "till", "to")
}
UNTIL = NOW | {"until", "till", "til", "up to", "up until", "through"}
AFTER = {"after", "from", "since"}


@dataclass(slots=True)
class _Group:
    """Words that belong to one moment: at most a day, a part of it and a time."""

    start_char: int
    end_char: int
    lead: str = ""
    days: Days | None = None
    part: Part | None = None
    clock: Clock | None = None

    @property
    def days_known(self) -> bool:
        return self.days is not None and self.days.resolve is not None

    def takes(self, mark: Mark) -> bool:
        if isinstance(mark, Days):
            return self.days is None
        return self.part is None if isinstance(mark, Part) else self.clock is None

    def add(self, mark: Mark, lead: str) -> None:
        if isinstance(mark, Days):
            self.days = mark
        elif isinstance(mark, Part):
            self.part = mark
        elif isinstance(mark, Clock):
            self.clock = mark
        self.lead = lead or self.lead
        self.end_char = max(self.end_char, mark.end_char)


def moments(text: str, at: datetime | None = None) -> tuple[Moment, ...]:
    """Find the times and days said in a text, in its order, seen from `at`.

    Hours without am or pm are taken for office hours: 1 to 7 is the afternoon. Without `at` they
    are found all the same, but `start` and `end` stay None.
    """
    plain = lowered(text)
    found = [_moment(group, text, at) for group in _grouped(plain)]
    return tuple(_spanned(found, text, plain))


@functools.lru_cache(maxsize=1024)
def _grouped(plain: str) -> tuple[_Group, ...]:
    """The words that belong together, whenever they are said; several measures ask the same."""
    groups = _groups(plain)
    _lend_days(groups, plain)
    return tuple(groups)


def _groups(plain: str) -> list[_Group]:
    dated = days(plain)
    parted = [part for part in parts(plain) if not any(_inside(part, day) for day in dated)]
    timed = clocks(plain, [*dated, *parted])
    marks: list[Mark] = sorted([*dated, *parted, *timed], key=lambda mark: mark.start_char)
    groups: list[_Group] = []
    for mark in marks:
        lead = LEAD.search(plain, 0, mark.start_char)
        said = lead["lead"] if lead else ""
        said = "until" if "now " in said else said
        last = groups[-1] if groups else None
        if last and last.takes(mark) and _glued(plain, last, mark):
            last.add(mark, said)
            continue
        start = lead.start() if lead and (not last or lead.start() >= last.end_char) else None
        group = _Group(mark.start_char if start is None else start, mark.end_char)
        group.add(mark, said)
        groups.append(group)
    return groups


def _inside(part: Part, day: Days) -> bool:
    """Whether a part of a day stands in the words for a day; "tonight" is both."""
    shared = part.start_char < day.end_char and day.start_char < part.end_char
    return shared and part.name != "night"


def _glued(plain: str, group: _Group, mark: Mark) -> bool:
    between = plain[group.end_char : max(group.end_char, mark.start_char)]
    return GLUE.fullmatch(between) is not None


def _lend_days(groups: Sequence[_Group], plain: str) -> None:
    """In "Thursday at ten or two" and "ten or two on Thursday" both times are Thursday's."""

    def listed(one: _Group, two: _Group) -> bool:
        return LISTED.fullmatch(plain[one.end_char : two.start_char]) is not None

    for one, two in pairwise(groups):
        if two.days is None and two.clock and one.days and one.clock and listed(one, two):
            two.days = one.days
    for one, two in reversed(list(pairwise(groups))):
        if one.days is None and one.clock and two.days and two.clock and listed(one, two):
            one.days = two.days


def _moment(group: _Group, text: str, at: datetime | None) -> Moment:
    bare = Moment(
        kind=_kind(group),
        start=None,
        end=None,
        text=text[group.start_char : group.end_char],
        start_char=group.start_char,
        end_char=group.end_char,
        vague=_is_vague(group),
    )
    if at is None:
        return bare
    start, end = _times(group, at)
    if start is None or end is None:
        return bare
    if group.lead in AFTER and not (group.clock and group.clock.last):
        return replace(bare, start=start, end=None)
    if group.lead in UNTIL | BEFORE and not (group.clock and group.clock.last):
        return replace(bare, start=None, end=start if group.lead == "before" else end)
    return replace(bare, start=start, end=end)


def _kind(group: _Group) -> Kind:
    if group.clock and group.clock.last:
        return "range"
    if group.part and group.part.many:
        return "range"
    if group.lead in BEFORE or (group.days and group.days.limit):
        return "deadline"
    if group.clock and _is_vague(group):
        return "day_range"
    if group.clock:
        return "range" if group.lead in UNTIL | AFTER else "time"
    if group.part:
        return "range"
    single = group.days is not None and group.days.single
    return "day" if single and group.lead not in UNTIL | AFTER else "day_range"


def _is_vague(group: _Group) -> bool:
    days_vague = group.days is not None and group.days.vague
    if group.clock:
        return days_vague and group.clock.last is None and group.days_known
    return days_vague or group.part is not None


def _times(group: _Group, at: datetime) -> tuple[datetime | None, datetime | None]:
    """When it begins and ends; None where the day is not known."""
    hours = _hours(group)
    if group.part and group.part.many:
        return None, None
    if group.days is None:
        return _next_time(hours, group, at) if hours else (None, None)
    stretch = group.days.at(at.date())
    if stretch is None:
        return None, None
    first, behind = stretch
    if hours is None:
        return _on(first, time(), at), _on(behind, time(), at)
    return _on(first, hours[0], at), _on(behind - timedelta(days=1), hours[1], at)


def _hours(group: _Group) -> tuple[time, time] | None:
    if group.clock:
        return group.clock.settled(group.part.half if group.part else None)
    return group.part.hours if group.part else None


def _next_time(hours: tuple[time, time], group: _Group, at: datetime) -> tuple[datetime, datetime]:
    """Hours without a day: today's, or tomorrow's where they are over."""
    today = at.date()
    over = _on(today, hours[1], at) <= at
    said = group.part is not None and group.part.today
    day = today + timedelta(days=1) if over and not said else today
    return _on(day, hours[0], at), _on(day, hours[1], at)


def _on(day: date, hour: time, at: datetime) -> datetime:
    return datetime.combine(day, hour, tzinfo=at.tzinfo)


def _spanned(found: Sequence[Moment], text: str, plain: str) -> list[Moment]:
    """Days with "to" between them become one stretch: "Monday to Wednesday"."""
    joined: list[Moment] = []
    for one in found:
        last = joined[-1] if joined else None
        if last and one.kind in {"day", "day_range"} and _reaches(last, one, plain):
            joined[-1] = _stretch(last, one, text)
        else:
            joined.append(one)
    return joined


def _reaches(last: Moment, one: Moment, plain: str) -> bool:
    gap = plain[last.end_char : one.start_char]
    if last.kind in {"time", "range"}:  # "from 9 to 5 Monday to Friday"
        day_last = re.search(rf"\b{WEEKDAY}$", plain[last.start_char : last.end_char])
        return day_last is not None and SPANNED.fullmatch(gap) is not None
    between = plain[last.start_char :].startswith("between")
    if SPANNED.fullmatch(gap) or (between and JOINED_BY_AND.fullmatch(gap)):
        return True
    until = re.match(r"(?:until|till|through)\b", plain[one.start_char : one.end_char])
    return not gap.strip() and until is not None


def _stretch(first: Moment, last: Moment, text: str) -> Moment:
    text = text[first.start_char : last.end_char]
    if first.kind in {"time", "range"}:
        return replace(first, text=text, end_char=last.end_char)
    end = last.end
    if first.start and end and end <= first.start:
        end += timedelta(days=7)
    return replace(
        first,
        kind="day_range",
        end=end,
        text=text,
        end_char=last.end_char,
        vague=False,
    )
