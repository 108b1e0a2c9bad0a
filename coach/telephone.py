"""The nouns of a telephone number, from one digit to the whole. Frozen; times are seconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Timing = Literal["digit", "group", "number"]


@dataclass(frozen=True, slots=True)
class Digit:
    """One digit with the onset and offset of its sound."""

    digit: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class DigitGroup:
    """Digits said in one go; the pause after is None behind the last group."""

    digits: str
    start_s: float
    end_s: float
    pause_after_s: float | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """How sure one digit is: what else it may have been, and what that costs, in nats.

    `others` are the number words that would sound nearly as likely, `gone` is the cost of no
    word at all, `twice` of the same one said twice in its place. 0 is as likely; each 2.3 nats
    are a factor of ten.
    """

    others: tuple[tuple[str, float], ...]
    gone: float
    twice: float


@dataclass(frozen=True, slots=True)
class Reading:
    """A telephone number said once.

    `timing` is the finest resolution that could honestly be measured, `timing_reason` why it is
    not finer: `each` is empty unless it is "digit", `groups` where it is "number". `word_start`
    and `word_end` (exclusive) index the transcript's words. `pause_before_s` is the silence
    before the first digit. `doubts`, one a digit, are there where each digit was heard.
    """

    digits: str
    start_s: float
    end_s: float
    confidence: float
    timing: Timing
    timing_reason: str
    each: tuple[Digit, ...]
    groups: tuple[DigitGroup, ...]
    pause_before_s: float
    complete: bool
    word_start: int
    word_end: int
    extension: str | None = None
    whose: str | None = None
    country_digits: str | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def seconds_per_digit(self) -> float:
        """(last offset - first onset) / n."""
        return (self.end_s - self.start_s) / len(self.digits)


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """One telephone number with all its readings."""

    digits: str
    e164: str | None
    complete: bool
    agree: bool
    readings: tuple[Reading, ...]
    partial: tuple[Reading, ...] = ()
    whose: str | None = None

    @property
    def times_said(self) -> int:
        """How often the whole number was said."""
        return len(self.readings)
