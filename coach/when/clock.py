"""Times of day: "half past nine", "2-4 p.m.", "tomorrow morning", "by close of business"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import time
from typing import TYPE_CHECKING, Literal

from coach.when.words import FOLLOWS, NUMBER_AFTER, NUMBER_BEFORE, WEEKDAY, Mark, count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Half = Literal["am", "pm"]

HOUR = (
    r"(?:1[0-2]|0?[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?![\d'%])"
    r"(?:\b|(?=-?ish\b))"
)
MINUTES = (
    r"(?:oh[ -]five|(?:twenty|thirty|forty|fifty)(?:[ -]five)?|fifteen|ten|five|[0-5][05])"
    r"(?![\d%])\b"
)
SOME_MINUTES = r"(?:five|ten|twenty(?:[ -]five)?|5|10|20|25)"
HALF = r"(?:[ap]\.?\s?m\b\.?)"

ANCHORED = re.compile(
    r"\b(?:at|around|about|by|before|after|until|till|til|from|past|say|maybe|perhaps|like"
    r"|approximately|roughly|than)\s+$|@\s*$"
)
"""Words that make a bare "two" a time."""
BESIDE_DAY = re.compile(
    r"\s+(?:on\s+)?(?:today|tomorrow|tonight|this (?:morning|afternoon|evening)|in the (?:morning"
    r"|afternoon|evening)|your time|my time|our time|local time|eastern|pacific|central|mountain"
    rf"|gmt|bst|sharp|{WEEKDAY})\b"
)
COUNTED = re.compile(r"\bfrom \|\s+to\b|\|\s+in (?:\d|every|one|two|three|four|five|six|ten)")
"""Before and behind a bare hour, with "|" between: "from one to the next", "about one in five"."""
OPEN_HOURS = re.compile(
    r"\b(?:free|available|open|in|desk|there|here|around|window|hours(?: are)?"
    r"|(?:i'?m|we'?re|i'?ll be|we'?ll be|i am|we are) (?:at|in|on) (?:\w+ ){1,3}?(?:from )?)\s*$"
)
"""What a stretch of bare hours stands behind: "I'm at the counter 7 to 6"."""

CLOSE = time(17)
"""Close of business (ours)."""

CLOSES = re.compile(
    r"\b(?:(?:the\s)?(?:end of (?:the\s)?(?:business\s|working\s|work\s)?day|close of (?:business"
    r"|play)|end of (?:business|play))|eod|cob|cop)\b"
)


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time as said: an hour without am or pm is settled later."""

    hour: int
    minute: int
    half: Half | None = None
    exact: bool = False

    def settled(self, half: Half | None) -> time:
        """The time of day: by what was said, else by office hours (1 to 7 is the afternoon)."""
        half = self.half or half
        if self.exact or self.hour > 12 or self.hour == 0:
            return time(self.hour, self.minute)
        if half is None:
            half = "pm" if self.hour == 12 or self.hour <= 7 else "am"
        return time(self.hour % 12 + (12 if half == "pm" else 0), self.minute)


@dataclass(frozen=True, slots=True)
class Clock(Mark):
    """A time of day, or two that a range runs between."""

    first: ClockTime
    last: ClockTime | None = None

    def settled(self, half: Half | None) -> tuple[time, time]:
        """Both ends as times of day; the same time twice where it is no range."""
        if self.last is None:
            return self.first.settled(half), self.first.settled(half)
        end = self.last.settled(half)
        start = self.first.settled(half or self.last.half)
        return (start, end) if start < end or half else _in_order(self.first, self.last)


def _in_order(first: ClockTime, last: ClockTime) -> tuple[time, time]:
    """A range that seems to run backwards: "10 to 2 pm", "seven to nine", "six to eight"."""
    start, end = replace(first, half=first.half or "am").settled(None), last.settled(None)
    if start < end and (first.hour >= 7 or last.half is not None):
        return start, end
    return first.settled(None), replace(last, half="pm").settled(None)


def _one(n: int, joined: str = rf"[0-5]\d(?=\s?{HALF})") -> str:
    """The pattern of one time of day, its groups numbered; `joined` is of minutes as in "430"."""
    return (
        rf"(?:(?P<noon{n}>noon|mid-?day|midnight)\b"
        rf"|half past (?P<past{n}>{HOUR})|half (?P<british{n}>{HOUR})"
        rf"|(?:a )?quarter (?:past|after) (?P<quarter{n}>{HOUR})"
        rf"|(?:a )?quarter (?:to|till) (?P<to{n}>{HOUR})"
        rf"|(?P<some{n}>{SOME_MINUTES})(?: minutes)? (?:past|after) (?P<somehour{n}>{HOUR})"
        rf"|(?P<colon{n}>[01]?\d|2[0-3]):(?P<colonmin{n}>[0-5]\d)(?!\d)"
        rf"|(?P<dot{n}>1[0-2]|0?[1-9])\.(?P<dotmin{n}>[0-5]\d)(?![\d%])"
        rf"|(?P<joined{n}>1[0-2]|[1-9])(?P<joinedmin{n}>{joined})"
        rf"|(?P<figure{n}>\d\d?)(?=\s?{HALF})"
        rf"|(?P<hour{n}>{HOUR})(?:[ -](?P<min{n}>{MINUTES}))?)"
        rf"(?:-?(?P<ish{n}>ish)\b)?(?:(?P<oclock{n}>\s?o'? ?clock)\b)?(?:\s?(?P<half{n}>{HALF}))?"
    )


QUARTERS = rf"[0-5]\d(?=\s?{HALF})|(?:00|15|30|45)(?![\d%])(?!-\d)"
SINGLE = re.compile(rf"(?<![\w$£€.,:/-])(?:the )?{_one(1)}")
LISTED_HOUR = re.compile(rf"(?<![\w$£€.:/-])(?P<hour>{HOUR})(?:\s?,|,? or|,? and)\s(?:at )?$")
MINUTES_TO = re.compile(
    rf"(?<=\bat )(?P<some>{SOME_MINUTES})(?: minutes)? to (?P<hour>{HOUR})(?: ?(?P<half>{HALF}))?"
)
RANGE = re.compile(
    rf"(?<![\w$£€.,:/-])(?P<lead>(?:any ?(?:time|where) )?(?:between|from)\s+)?{_one(1, QUARTERS)}"
    rf"(?P<join>\s*-\s*|\s+(?:to|till|til|until|through|thru|and)\s+){_one(2, QUARTERS)}"
)


def clocks(plain: str, others: Sequence[Mark]) -> list[Clock]:
    """Find times of day; `others` are the words for days, which no time may share."""
    found: list[Clock] = []
    for finder in (_minutes_to, _ranges, _closes, _singles):
        for one in finder(plain, [*others, *found]):
            if not _overlaps(one, [*others, *found]):
                found.append(one)
    found += _listed(plain, found)
    return sorted(found, key=lambda clock: clock.start_char)


def _overlaps(one: Mark, taken: Sequence[Mark]) -> bool:
    return any(one.start_char < two.end_char and two.start_char < one.end_char for two in taken)


def _minutes_to(plain: str, others: Sequence[Mark]) -> Iterator[Clock]:
    for match in MINUTES_TO.finditer(plain):
        minutes = count(match["hour"]) * 60 - count(match["some"])
        told = ClockTime(minutes // 60 or 12, minutes % 60, _half(match["half"]))
        yield Clock(match.start(), match.end(), told)


def _closes(plain: str, others: Sequence[Mark]) -> Iterator[Clock]:
    for match in CLOSES.finditer(plain):
        yield Clock(match.start(), match.end(), ClockTime(CLOSE.hour, 0, exact=True))


def _ranges(plain: str, others: Sequence[Mark]) -> Iterator[Clock]:
    at = 0
    while match := RANGE.search(plain, at):
        at = match.start() + 1
        first, last = _time(match, 1), _time(match, 2)
        if first and last and first != last and _is_range(match, plain, others):
            start = match.start()
            yield Clock(start, match.end(), first, last)
            at = match.end()


def _is_range(match: re.Match[str], plain: str, others: Sequence[Mark]) -> bool:
    lead, before = match["lead"] or "", plain[: match.start()]
    if "and" in match["join"] and "between" not in lead:
        return False
    if _certain(match, 1) or _certain(match, 2):
        return True
    if NUMBER_BEFORE.search(before) or NUMBER_AFTER.match(plain, match.end()):
        return False
    if BESIDE_DAY.match(plain, match.end()):
        return True
    if not FOLLOWS.match(plain, match.end()):
        return False
    return bool(
        lead
        or not before.strip()
        or ANCHORED.search(before)
        or OPEN_HOURS.search(before)
        or _behind(match.start(), plain, others)
    )


def _singles(plain: str, others: Sequence[Mark]) -> Iterator[Clock]:
    taken = [*others]
    at = 0
    while match := SINGLE.search(plain, at):
        one = _single(match, plain, taken)
        at = one.end_char if one else match.start() + 1
        if one:
            taken.append(one)
            yield one


def _listed(plain: str, found: Sequence[Clock]) -> Iterator[Clock]:
    """The bare hours before a time that they are listed with: "10, 11 or 2 on Thursday"."""
    for clock in found:
        start = clock.start_char
        while match := LISTED_HOUR.search(plain, 0, start):
            start = match.start("hour")
            one = Clock(start, match.end("hour"), ClockTime(count(match["hour"]), 0))
            if _overlaps(one, found) or NUMBER_BEFORE.search(plain[:start]):
                break
            yield one


def _single(match: re.Match[str], plain: str, others: Sequence[Mark]) -> Clock | None:
    told = _time(match, 1)
    if told is None:
        return None
    one = Clock(match.start(), match.end(), told)
    if _overlaps(one, others) or not (_certain(match, 1) or _is_time(match, plain, others)):
        return None
    return one


def _is_time(match: re.Match[str], plain: str, others: Sequence[Mark]) -> bool:
    """Whether a bare number is a time: anchored, and not counting or dialling anything."""
    before = plain[: match.start()]
    if NUMBER_BEFORE.search(before) or NUMBER_AFTER.match(plain, match.end()):
        return False
    if BESIDE_DAY.match(plain, match.end()):
        return True
    if not FOLLOWS.match(plain, match.end()) or COUNTED.search(before + "|" + plain[match.end() :]):
        return False
    if (match["min1"] or "") in {"thirty", "fifteen", "forty five", "forty-five"}:
        return True
    return bool(ANCHORED.search(before)) or _behind(match.start(), plain, others)


def _behind(start: int, plain: str, others: Sequence[Mark]) -> bool:
    """Whether this stands right behind another time or day: "Thursday ten", "ten, or two"."""
    last = max((one.end_char for one in others if one.end_char <= start), default=None)
    gap = r"(?:\s*,)?\s*(?:(?:or|and|to|at|say)\s+)*"
    return last is not None and re.fullmatch(gap, plain[last:start]) is not None


def _certain(match: re.Match[str], n: int) -> bool:
    """Whether the words can mean nothing but a time."""
    groups = ("noon", "past", "quarter", "to", "somehour", "colon", "ish", "oclock")
    return any(match[f"{group}{n}"] for group in (*groups, "half"))


def _half(text: str | None) -> Half | None:
    return None if not text else "am" if text[0] == "a" else "pm"


def _time(match: re.Match[str], n: int) -> ClockTime | None:
    """The time a match says; None where there is no such time."""
    half = _half(match[f"half{n}"])
    if noon := match[f"noon{n}"]:
        return ClockTime(0 if noon == "midnight" else 12, 0, exact=True)
    for group, minute in (("past", 30), ("british", 30), ("quarter", 15)):
        if hour := match[f"{group}{n}"]:
            return ClockTime(count(hour), minute, half)
    if hour := match[f"to{n}"]:
        return ClockTime((count(hour) - 1) or 12, 45, half)
    if hour := match[f"somehour{n}"]:
        return ClockTime(count(hour), count(match[f"some{n}"]), half)
    for group in ("colon", "dot", "joined"):
        if hour := match[f"{group}{n}"]:
            exact = group == "colon" and (hour.startswith("0") or int(hour) > 12) and not half
            return ClockTime(int(hour), int(match[f"{group}min{n}"]), half, exact)
    if figure := match[f"figure{n}"]:
        return ClockTime(int(figure), 0, half) if 1 <= int(figure) <= 12 else None
    minutes = match[f"min{n}"]
    return ClockTime(count(match[f"hour{n}"]), count(minutes) if minutes else 0, half)
