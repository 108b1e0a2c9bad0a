"""Tokens: the recogniser's words cut into numerals, number words, marks and separators.

Whisper glues and splits at will: "212-555-0143.", "(212)", "-0143", "4,", "1-800-555-0199" are
all words of its. Everything that carries digits but cannot be part of a telephone number (prices,
percentages, times of day, dates, "4G") becomes one OTHER token, which ends a run of digits.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ZEROS = {"zero", "oh", "o", "nought", "naught", "aught"}
SINGLES = {
    **dict.fromkeys(("zero", "nought", "naught", "aught"), "0"),
    **dict.fromkeys(("nine", "niner"), "9"),
    **dict.fromkeys(("five", "fife"), "5"),
    **{"one": "1", "two": "2", "three": "3", "four": "4", "six": "6", "seven": "7", "eight": "8"},
}
TEENS = {
    **{"ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14"},
    **{"fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19"},
}
TENS = {
    **{"twenty": "20", "thirty": "30", "forty": "40", "fourty": "40", "fifty": "50"},
    **{"sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90"},
}
NO_DIGITS = frozenset((*TEENS, *TENS, "thousand"))
"""Number words of years and prices, and seldom of telephone numbers."""
EXTENSIONS = frozenset(("extension", "ext", "x"))
REPEATS = {"double": 2, "triple": 3, "treble": 3, "quadruple": 4}
SOUNDALIKES = {"to": "2", "too": "2", "for": "4", "fore": "4", "ate": "8", "won": "1"}
"""What Whisper writes for a digit it did not take for one; only ever read between digits."""
NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

LONGEST_NUMERAL = 40
"""Digits. A longer numeral is the recogniser's decoding loop (whisperX issue 336), not speech."""


class Kind(Enum):
    """What a token is."""

    NUMERAL = "numeral"
    WORD = "word"
    COMMA = "comma"
    STOP = "stop"
    DASH = "dash"
    PLUS = "plus"
    EXTENSION = "extension"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text; `word` and `word_end` (exclusive) index the recogniser's words."""

    kind: Kind
    text: str
    word: int
    word_end: int

    @property
    def lower(self) -> str:
        """The text in lower case."""
        return self.text.lower()


_PATTERN = re.compile(
    r"""
    (?P<OTHER>
        [$£€¥]\s?\d[\d,.]{0,15}                                   # prices
      | \bone\s+more\b                                          # "once more", misheard
      | (?<!\d)\d[\d,.]{0,15}\s?%
      | (?<![\d-])\d{1,2}:\d\d | (?<![\d-])\d{1,2}\s?[ap]\s?\.?\s?m\b   # 10:30, 10 a.m.
      | (?<![\d/])\d{1,2}/\d{1,2}(?:/\d{2,4})?(?![\d/])       
      | (?<![\d-])(?:19|20)\d\d-[01]?\d-[0-3]?\d(?![\d-])         # 2026-11-20
      | (?<![\d-])[0-3]?\d-[0-3]?\d-(?:19|20)\d\d(?![\d-])        # 11-20-2026
      | (?<![\d.-])\d{1,3}\.\d{1,2}(?!\d|\.\d|-\d)                # 3.5
      | (?!\d,000(?!,))(?<![\d,-])\d{1,3}(?:,\d{3})+(?!\d|,\d|-\d)  # 40,000, not 5,000
    )
  | (?P<EXTENSION> (?<![^\W\d_])(?:x|extn|ext|extension)\.?\s?(?=\d) | \b(?:extension|extn)\b )
  | (?P<NUMERAL> \d+(?=x\d) | \d,000\b | \d+(?![^\W_]) )
  | (?P<MIXED> \d+[^\W_]{1,20} | [^\W\d_]{1,20}\d[^\W_]{0,20} )   # 2nd, 4G, Q3
  | (?P<WORD> [^\W\d_]+(?:'[^\W\d_]+)* )
  | (?P<PLUS> \+ )
  | (?P<COMMA> [,:] )
  | (?P<DASH> -+ | (?<=\d)[./](?=\d) )
  | (?P<STOP> [.?!;…]+ )
  | (?P<SPACE> [\s()\[\]"'*_]+ )
  | (?P<SYMBOL> . )
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_LEANS_BACK = re.compile(r"[-.,:/]\d|%")
_FOLDS = {c: "-" for c in "‐‑‒–—−"} | {"\u2019": "'", "\u2018": "'", "\uff0b": "+"}  # noqa: RUF001 dashes are meant
_SKIPPED = {"SPACE"}


def _fold(char: str) -> str:
    """Bring another script's digit, a typographic dash or quote to ASCII, one for one."""
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return _FOLDS.get(char, char)


def _joined(words: Sequence[str]) -> tuple[str, list[int]]:
    """Join words by spaces, save where Whisper split "555-0143" or "10:30"; and their starts."""
    text: list[str] = []
    starts: list[int] = []
    size = 0
    for word in words:
        folded = "".join(map(_fold, word.strip()))
        glued = text and text[-1][-1:].isdigit() and _LEANS_BACK.match(folded)
        if text and not glued:
            text.append(" ")
            size += 1
        starts.append(size)
        text.append(folded)
        size += len(folded)
    return "".join(text), starts


def _kind(group: str, text: str) -> Kind:
    if group in ("MIXED", "SYMBOL") or (group == "NUMERAL" and len(text) > LONGEST_NUMERAL):
        return Kind.OTHER
    return Kind[group]


def tokens(words: Sequence[str]) -> tuple[Token, ...]:
    """Cut words, punctuation attached, into tokens."""
    text, starts = _joined(words)
    found = []
    for match in _PATTERN.finditer(text):
        group = match.lastgroup or "SYMBOL"
        if group in _SKIPPED:
            continue
        first = bisect_right(starts, match.start()) - 1
        last = bisect_right(starts, match.end() - 1) - 1
        said = match.group().replace(",", "") if group == "NUMERAL" else match.group()
        found.append(Token(_kind(group, said), said, first, last + 1))
    return tuple(found)
