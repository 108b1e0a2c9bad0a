"""Parts of a day: "tomorrow morning", "mornings", "first thing Monday", "over lunch"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from coach.when.words import WEEKDAY, Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.when.clock import Half

PART_HOURS = {
    "morning": (8, 12),
    "lunch": (12, 13),
    "afternoon": (12, 17),
    "evening": (17, 20),
    "night": (18, 21),
    "first thing": (8, 10),
}
"""What parts of a day are taken for (ours)."""

PARTS = re.compile(
    r"\b(?P<which>(?:(?:first thing\s)?in the|this|the|every|each|most|any|early|late|mid)"
    r"(?:\s(?:early|late|mid))?[ -])?(?P<part>morning|afternoon|evening)(?P<many>s)?\b"
    r"|\b(?P<night>tonight)\b"
    r"|(?<!the )(?<!a )(?<!very )\b(?P<first>first thing)(?=\s*(?:$|[.,;!?]|on\b|today|tomorrow"
    rf"|next|in the|this|{WEEKDAY}))"
    r"|\b(?:(?:over|at|around|after|before|during|by|until|till) )?(?P<lunch>lunch[ -]?time)\b"
    r"|\b(?:over|at|around|after|before|during|by|until|till) (?P<noon>lunch)\b"
)


@dataclass(frozen=True, slots=True)
class Part(Mark):
    """A part of a day; `many` where it comes back every day, `today` where it is this one's."""

    name: str
    many: bool = False
    today: bool = False

    @property
    def hours(self) -> tuple[time, time]:
        """From and to when it lasts."""
        start, end = PART_HOURS[self.name]
        return time(start), time(end)

    @property
    def half(self) -> Half:
        """Which half of the day it lies in."""
        return "am" if self.name in {"morning", "first thing"} else "pm"


def parts(plain: str) -> Iterator[Part]:
    """Find parts of a day; "good morning" and "morning, Sam" are greetings."""
    for found in PARTS.finditer(plain):
        before = plain[: found.start()]
        if found["part"] and not found["which"] and not found["many"] and not _after_day(before):
            continue
        if re.search(r"\bgood $", before) or (found["many"] and re.search(r"\bfull $", before)):
            continue
        name = found["part"] or ("night" if found["night"] else "")
        name = name or ("lunch" if found["lunch"] or found["noon"] else "first thing")
        if "first thing" in (found["which"] or ""):
            name = "first thing"
        which = (found["which"] or "").split(" ")[0]
        many = bool(found["many"]) or which in {"every", "each", "most", "any"}
        yield Part(found.start(), found.end(), name, many, which == "this")


def _after_day(before: str) -> bool:
    return bool(re.search(rf"(?:today|tomorrow|yesterday|{WEEKDAY}|\d(?:st|nd|rd|th)?)\s$", before))
