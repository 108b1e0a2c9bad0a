"""The words that days and times are said with, as numbers and as patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ONES = "one two three four five six seven eight nine ten eleven twelve"
_TENS = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth"
_FIRSTS = "first second third fourth fifth sixth seventh eighth ninth"

COUNTS = {
    **{word: value for value, word in enumerate(_ONES.split(), start=1)},
    **{"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50},
    **{"a": 1, "an": 1, "a couple of": 2, "couple of": 2, "a few": 3, "few": 3, "oh": 0},
    "several": 4,
}
ORDINALS = {
    **{word: value for value, word in enumerate(_FIRSTS.split(), start=1)},
    **{word: value for value, word in enumerate(_TENS.split(), start=10)},
    **{f"twenty {word}": value for value, word in enumerate(_FIRSTS.split(), start=21)},
    **{"nineteenth": 19, "twentieth": 20, "thirtieth": 30, "thirty first": 31},
}
WEEKDAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
MONTHS = {name: value for value, name in enumerate(_MONTHS.split(), start=1)}

WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?"
    r"|saturday|sunday)"
)
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
WHOLE_MONTH = (
    r"(?:january|february|april|june|july|september|october|november|december|march|may|august)"
)
FIGURE_ORDINAL = r"(?:[12]?[0-9]|3[01])(?:st|nd|rd|th)"
WORD_ORDINAL = (
    r"(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    r"|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth"
)
ORDINAL = rf"(?:{FIGURE_ORDINAL}|{WORD_ORDINAL})"

FOLLOWS = re.compile(
    r"\s*(?:$|[.,](?!\d)|[;:!?)]|-\s|(?:on|today|tomorrow|tonight|this|next|or|and|to|till|until"
    r"|through|if|so|but|for|in|would|works?|should|could|can|might|may|is|are|was|i|i'm|i'll|i'd"
    r"|i've|you|you're|we|we'll|my|your|our|the|eastern|central|pacific|mountain|gmt|bst|uk|us|et"
    r"|est|pt|pst|ct|cst|local|time|sharp|onwards?|ok|okay|please|thanks?|because|when|then|each"
    r"|every|any|most|that|at|again|either|just|its?|it's|im|ill|thats|that's|with|from|by|after|before|between"
    r"|also|about|around|as|he|she|they|there|here|which|who|where|not|um|uh|bye|unless"
    r"|call (?:me|my|us)|while|latest|anyway|instead|though|of (?:the )?(?:month|"
    + WHOLE_MONTH
    + r"))\b"
    rf"|(?:{WEEKDAY})\b)"
)
"""What may stand behind a bare "two" or "the 5th": a noun would make it a count."""

NUMBER_BEFORE = re.compile(
    r"(?:\d|\b(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|double|triple))[ -]+$|[\d$£€.]$"
)
NUMBER_AFTER = re.compile(
    r"(?:[ -]+(?:\d|(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|hundred|thousand|million|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|double"
    r"|percent|per)\b)|\s*%|\d|[.,]\d)"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where words of time stand in a text; the end is exclusive."""

    start_char: int
    end_char: int


def lowered(text: str) -> str:
    """The text in lower case, with plain quotes and dashes, character for character."""
    plain = text.translate({0x2019: "'", 0x2018: "'", 0x2013: "-", 0x2014: "-", 0xA0: " "})
    return "".join(low if len(low := char.lower()) == 1 else char for char in plain)


def count(word: str) -> int:
    """The value of a number in figures or words."""
    bare = word.replace("-", " ").strip()
    if bare.isdecimal():
        return int(bare)
    if bare in COUNTS:
        return COUNTS[bare]
    return sum(COUNTS[part] for part in bare.split())


def ordinal(word: str) -> int:
    """The value of an ordinal in figures or words."""
    figures = re.match(r"\d+", word)
    return int(figures.group()) if figures else ORDINALS[word.replace("-", " ")]


def weekday(word: str) -> int:
    """The number of a weekday, Monday 0."""
    return WEEKDAYS[word[:3]]


def month(word: str) -> int:
    """The number of a month, January 1."""
    return MONTHS[word[:3]]
