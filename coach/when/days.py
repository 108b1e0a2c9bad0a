"""Days and stretches of days: "Tuesday the 5th", "the week of the 12th", "end of the month"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.when.dates import READERS
from coach.when.words import (
    FIGURE_ORDINAL,
    FOLLOWS,
    MONTH,
    ORDINAL,
    WEEKDAY,
    WHOLE_MONTH,
    Mark,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from coach.when.dates import Resolve, Stretch


@dataclass(frozen=True, slots=True)
class Days(Mark):
    """A day or several; `resolve` gives the first and the day behind the last, seen from a day.

    `resolve` is None for days that come back ("Mondays") and for feasts, whose date we do not
    know. `single` is one day; `vague` is too wide to put in a diary, or may mean several days.
    """

    resolve: Resolve | None
    single: bool
    vague: bool
    limit: bool = False

    def at(self, today: date) -> Stretch | None:
        """First day and the day behind the last; None where there is no such day."""
        if self.resolve is None:
            return None
        try:
            return self.resolve(today)
        except (ValueError, OverflowError):  # the 31st of June, the year 10000
            return None


WHICH = r"(?:this|next|last|the following|this coming|coming|every|each|most|early|late)"
NUMBER = (
    r"(?:\d\d?|an?|one|two|three|four|five|six|seven|eight|nine|ten|a couple of|couple of|a few|few"
    r"|several|twenty[ -]four|forty[ -]eight)"
)
YEAR = r"(?:,? (?P<year>20\d\d))?"
EDGE = (
    r"(?:(?P<edge>early|late|later|mid|middle of|(?:the )?(?:very )?(?:end|start|beginning|middle"
    r"|back end|top) of)[ -](?:in )?)?"
)

PATTERNS: dict[str, str] = {
    "iso": r"(?P<y>20\d\d)-(?P<m>[01]\d)-(?P<d>[0-3]\d)",
    "month_days": (
        rf"(?P<month>{MONTH}) (?:the )?(?P<d1>\d\d?|{ORDINAL})\s?(?:-|to|through)\s?"
        rf"(?:the )?(?P<d2>\d\d?|{ORDINAL})(?![\d:%])\b(?! ?[ap]\.?m)"
    ),
    "month_day": (
        rf"(?:{WEEKDAY},? (?:the )?)?(?P<month>{MONTH}) (?:the )?"
        rf"(?:(?P<day>{ORDINAL})|(?P<figure>\d\d?))(?![\d:%])\b{YEAR}"
    ),
    "day_month": (
        rf"(?:{WEEKDAY},? )?(?:the )?(?:(?P<day>{ORDINAL})(?: of)?|(?P<figure>\d\d?)) "
        rf"(?P<month>{MONTH}){YEAR}"
    ),
    "weekday_day": (
        rf"(?:(?:this|next|the) )?(?P<weekday>{WEEKDAY}),? "
        rf"(?:the (?P<day>{ORDINAL})|(?P<figure>{FIGURE_ORDINAL}))\b(?! (?:thing|of {MONTH}))"
    ),
    "weekday": (
        r"(?:(?P<week>a week(?: on| from| this)?|(?:the )?week after(?: next)?) )?"
        rf"(?:(?P<which>{WHICH}) )?(?P<weekday>{WEEKDAY})(?P<many>s)?\b(?P<after> week\b)?"
    ),
    "relative": (
        r"(?P<later>later )?(?:(?:a|(?P<ahead>two|three|four)) weeks? (?:from |on )?)?"
        r"(?P<word>(?:the )?day after tomorrow|today|tomorrow|tonight|yesterday)(?P<after> week\b)?"
    ),
    "ahead": (
        rf"in (?:about |around )?(?P<count>{NUMBER}) (?:(?:working|business) )?"
        r"(?P<unit>day|week|fortnight|month)s?'?(?: time| from now)?\b"
    ),
    "within": (
        rf"within (?:the next )?(?P<count>{NUMBER}) (?:(?:working|business) )?"
        r"(?P<unit>hour|day|week|month)s?\b"
    ),
    "from_now": rf"(?P<count>{NUMBER}) (?P<unit>day|week|month)s? from (?:now|today)",
    "coming": (
        rf"(?:over |in |during |within )?the (?:next|coming) (?:(?P<count>{NUMBER}) )?"
        r"(?P<unit>day|week|month)s?\b"
    ),
    "week_of": (
        r"(?:the )?week (?:of|commencing|beginning|starting)(?: on)?(?: monday)?,? (?:the )?"
        rf"(?:(?P<month>{MONTH}) (?:the )?)?(?P<day>{ORDINAL}|\d\d?)(?![\d:%])\b"
        rf"(?:(?: of)? (?P<month2>{MONTH}))?"
    ),
    "week_after": r"(?:the )?week after next",
    "unit": (
        rf"{EDGE}(?P<which>this|next|the following|last) "
        r"(?P<unit>week|weekend|month|quarter|year)\b(?! (?:after|of)\b)"
    ),
    "or_next": r"(?<=this week or )next\b",
    "end_of": (
        r"(?:(?:the )?(?:very )?end of|(?P<start>(?:the )?(?:beginning|start) of)) "
        r"(?:(?:the|this) )?(?P<unit>week|month|quarter|(?:fiscal |financial |calendar )?year)\b"
    ),
    "unit_end": r"(?:the )?(?P<unit>week|month|quarter|year|fiscal year|financial year)[ -]end\b",
    "quarter": (
        rf"{EDGE}(?:(?:the )?(?P<which>first|second|third|fourth) quarter|q(?P<q>[1-4]))\b"
    ),
    "month": rf"{EDGE}(?:(?P<which>this|next) )?(?P<month>{WHOLE_MONTH})\b{YEAR}",
    "day": rf"the (?P<day>{ORDINAL})\b",
    "bare_day": rf"(?P<day>{FIGURE_ORDINAL})\b",
    "slashed": r"(?P<one>[01]?\d)/(?P<two>[0-3]?\d)(?:/(?P<year>(?:20)?\d\d))?(?![\d/])",
    "weekdays": r"(?:(?:on|every|most) )?(?:weekdays?|weekends?)\b",
    "feast": (
        r"(?:the )?(?:new year|christmas|thanksgiving|easter|labor day|memorial day|holidays|bank "
        r"holiday|the fourth of july)\b"
    ),
}
START = {"weekday": r"(?<![\w/:.$£€])"}
COMPILED = {
    name: re.compile(START.get(name, r"(?<![\w/:.$£€-])") + text) for name, text in PATTERNS.items()
}

PREPOSITION = re.compile(
    r"\b(?:on|by|before|until|till|til|through|from|since|after|around|about|for|is|was|be|to|or|and"
    r"|between|due|than|of|in|ends?|expires?)\s+$"
)
IN_MONTH = re.compile(
    r"\b(?:in|by|before|until|till|til|through|during|of|since|from|for|to|after|around|this|next"
    r"|last|or|and|between)\s+$"
)
OR_ANOTHER = re.compile(rf",? (?:or|and) (?:on )?the {ORDINAL}\b")
"""What makes "the tenth" a day wherever it stands."""
VERBS = frozenset({"may", "march", "august"})


def days(plain: str) -> list[Days]:
    """Find the words for days, each place of the text read once, the longest reading first."""
    found = sorted(_all(plain), key=lambda one: (one.start_char, -one.end_char))
    kept: list[Days] = []
    for one in found:
        if not kept or one.start_char >= kept[-1].end_char:
            kept.append(one)
    return kept


def _all(plain: str) -> Iterator[Days]:
    for name, pattern in COMPILED.items():
        for match in pattern.finditer(plain):
            if not _doubtful(name, match, plain):
                limit = name == "within"
                yield Days(match.start(), match.end(), *READERS[name](match), limit)


def _doubtful(name: str, match: re.Match[str], plain: str) -> bool:
    """Whether words for days may well mean something else where they stand."""
    before = plain[: match.start()]
    if name == "month":
        verb = match["month"] in VERBS and not match["edge"] and not match["which"]
        return verb and not IN_MONTH.search(before)
    if name == "slashed":
        anchored = match["year"] or PREPOSITION.search(before)
        return not anchored and not re.search(rf"{WEEKDAY},? $", before)
    if name == "bare_day":
        return not PREPOSITION.search(before) or not FOLLOWS.match(plain, match.end())
    if name == "day":
        figure = match["day"][0].isdigit() or OR_ANOTHER.match(plain, match.end())
        anchored = figure or PREPOSITION.search(before)
        return not anchored or not FOLLOWS.match(plain, match.end())
    if name == "month_day" and match["month"] in VERBS:
        return not (match["day"] or PREPOSITION.search(before))
    if name == "weekday":
        return match["weekday"] in {"mon", "wed"} and bool(match["many"])
    return False
