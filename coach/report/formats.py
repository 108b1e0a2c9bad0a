"""How text, times, dates and values are printed."""

from __future__ import annotations

import functools
import re
from datetime import UTC
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from datetime import date, datetime, timedelta

    from coach.records import Measurement

MINUS = "\N{MINUS SIGN}"
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UNIT_WORDS = {
    "wpm": "words/min",
    "s/digit": "s per digit",
    "0..1": "",
    "yes or no": "",
    "count": "",
    "1": "",
}
_ONE_OF = {"times": "time", "digits": "digit", "days": "day"}
_SHARES = frozenset({"share", "ratio"})
_NEVER_WHOLE = frozenset({"s", "s/digit", "0..1", "dB", "dBFS"})
_SHOWN_CHARACTERS = 160
# Control characters, half surrogates, and marks that turn the direction of what follows.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_SPACES = re.compile(r"\s+")


@functools.lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """Return `text` on one line, with what must never reach a page as U+FFFD."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", _SPACES.sub(" ", text)).strip()


def clean_lines(text: str) -> str:
    """Return `text` with its lines, and with what must never reach a page as U+FFFD."""
    lines = re.split(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", text)
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", "\n".join(lines).replace("\t", " "))


def shorten(text: str, characters: int = _SHOWN_CHARACTERS) -> str:
    """Return `text`, cut to at most `characters` with an ellipsis."""
    return text if len(text) <= characters else text[: characters - 1].rstrip() + ELLIPSIS


def attribute_s(value_s: float) -> str:
    """Return seconds to the millisecond, as the player reads them."""
    return f"{value_s:.3f}"


def clock(value_s: float) -> str:
    """Return a place in the recording as m:ss.s."""
    tenths = int(max(0.0, value_s) * 10 + 0.5)
    return f"{tenths // 600}:{tenths % 600 / 10:04.1f}"


def seconds(value_s: float) -> str:
    """Return a duration in seconds: two decimals below 10 s, else one."""
    return f"{value_s:.2f} s" if value_s < 10 else f"{value_s:.1f} s"


def length(value_s: float) -> str:
    """Return the length of a message: 24.7 s, or 1:45.2 min."""
    return f"{value_s:.1f} s" if value_s < 100 else f"{clock(value_s)} min"


def day(moment: date) -> str:
    """Return the day as a person writes it, whatever the locale."""
    month = _MONTHS[moment.month - 1]
    return f"{_WEEKDAYS[moment.weekday()]}, {month} {moment.day}, {moment.year}"


def aware(moment: datetime) -> datetime:
    """Return a moment that can be compared with any other: without an offset it is UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def short_day(moment: date) -> str:
    """Return the day without weekday and year: Nov 20."""
    return f"{_MONTHS[moment.month - 1]} {moment.day}"


def month(moment: datetime) -> str:
    """Return the month with its year: Nov 2026."""
    return f"{_MONTHS[moment.month - 1]} {moment.year}"


def time_of_day(moment: datetime) -> str:
    """Return the time on the clock the moment was given in: 3:04 pm."""
    half = "am" if moment.hour < 12 else "pm"
    return f"{moment.hour % 12 or 12}:{moment.minute:02d} {half}"


def day_and_time(moment: datetime) -> str:
    """Return day and time on the clock the moment was given in."""
    return f"{day(moment)}, {time_of_day(moment)}"


def lapse(span: timedelta) -> str:
    """Return how long from one moment to another, in the largest unit that tells: 6 days."""
    minutes = int(abs(span.total_seconds()) / 60 + 0.5)
    if minutes < 60:
        return plural(minutes, "minute", "minutes")
    if minutes < 36 * 60:
        return plural(int(minutes / 60 + 0.5), "hour", "hours")
    return plural(int(minutes / 1440 + 0.5), "day", "days")


def percent(share: float) -> str:
    """Return a share of 1 as a percentage: whole from 10% on, never 0% for a little."""
    if 0 < share < 0.001:
        return "under 0.1%"
    return f"{share * 100:.1f}%" if 0 < share < 0.1 else f"{int(share * 100 + 0.5)}%"


def plural(count: int, one: str, many: str) -> str:
    """Return the count with its noun."""
    return f"{count} {one if count == 1 else many}"


def target(text: str) -> str:
    """Return a target with its comparison signs set properly."""
    return clean(text).replace("<=", "≤").replace(">=", "≥")


def value_parts(measurement: Measurement | None) -> tuple[str, str]:
    """Return a measured value as figure and unit; a text or nothing has no unit.

    A level is what the verdict already says, so it has neither.
    """
    if measurement is None or measurement.value is None or measurement.unit == "level":
        return "", ""
    if isinstance(measurement.value, bool):
        return ("yes" if measurement.value else "no"), ""
    if isinstance(measurement.value, str):
        return shorten(clean(measurement.value)), ""
    return _quantity(float(measurement.value), clean(measurement.unit))


def value(measurement: Measurement | None) -> str:
    """Return a measured value with its unit; empty where there is none."""
    return " ".join(value_parts(measurement)).strip()


def _quantity(number: float, unit: str) -> tuple[str, str]:
    """Return a number and its unit, with as many decimals as its size deserves."""
    if unit in _SHARES:
        return percent(number), ""
    size = abs(number)
    decimals = 0 if size >= 100 else 1 if size >= 10 else 2
    whole = unit == "count" or (number == int(number) and unit not in _NEVER_WHOLE)
    figure = f"{size:.{0 if whole else decimals}f}"
    sign = MINUS if number < 0 and figure.strip("0.") else ""
    named = _ONE_OF.get(unit, unit) if number == 1 else unit
    return f"{sign}{figure}", _UNIT_WORDS.get(named, named)


def file_link(path: str | None) -> str | None:
    """Return a relative file path as a link that can name no scheme and no host."""
    if path is None:
        return None
    quoted = quote(path.encode("utf-8", "replace"), safe="/")
    return quoted if quoted.startswith(("./", "../")) else f"./{quoted}"
