"""Units: the smallest pieces of a spoken number, each with every meaning it may have.

"eight hundred five" is 800-5 or 805, "twenty five" is 25 or 20-5: both are kept, and which one
is meant is decided where the whole number can be seen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from coach.number.lexicon import (
    NAMES,
    REPEATS,
    SINGLES,
    SOUNDALIKES,
    TEENS,
    TENS,
    ZEROS,
    Kind,
    Token,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTHS = {"hundred": 2, "thousand": 3}
SPLIT_FROM = 5
"""Digits. Numerals this long may hold more than one group, or more than one number."""


class Gap(IntEnum):
    """What stands between a unit and the one before it, weakest first."""

    NONE = 0  # inside one numeral
    DASH = 1
    SPACE = 2
    COMMA = 3
    WORD = 4  # "uh", "dash"
    AND = 5  # "and", "then"
    AREA = 6  # "area code"
    STOP = 7
    PLUS = 8  # a country code follows: a number starts here


@dataclass(frozen=True, slots=True)
class Meaning:
    """One way to read a unit: its digits and the words that were said for them.

    `multi`: some word stands for several digits. `lead`: only at the start of a number.
    `takes`: how many of the units behind it belong to it. `cost` is how far-fetched it is.
    """

    digits: str
    said: tuple[str, ...]
    multi: bool = False
    lead: bool = False
    takes: int = 0
    cost: float = 0.0


TAKEN = Meaning("", ())
"""What a unit means where the one before it has taken it in."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One or more tokens that carry digits; `part` is (start, end, of) inside a long numeral."""

    meanings: tuple[Meaning, ...]
    word: int
    word_end: int
    part: tuple[int, int, int] = (0, 1, 1)


def names(digits: str) -> tuple[str, ...]:
    """Return the English names of the digits."""
    return tuple(NAMES[int(d)] for d in digits)


def _at(tokens: Sequence[Token], i: int) -> str:
    """Return the word or numeral at i in lower case, "" where there is none."""
    if 0 <= i < len(tokens) and tokens[i].kind in (Kind.WORD, Kind.NUMERAL):
        return tokens[i].lower
    return ""


def _past_dash(tokens: Sequence[Token], i: int) -> int:
    return i + 1 if i < len(tokens) and tokens[i].kind is Kind.DASH else i


def _below_hundred(tokens: Sequence[Token], i: int) -> tuple[str, int]:
    """Read "five", "fifteen", "twenty-five" at i: the digits ("" for none) and where they end."""
    word = _at(tokens, i)
    if word not in TENS:
        digits = SINGLES.get(word) or TEENS.get(word, "")
        return digits, i + bool(digits)
    after = _past_dash(tokens, i + 1)
    ones = SINGLES.get(_at(tokens, after), "0")
    return (TENS[word], i + 1) if ones == "0" else (TENS[word][0] + ones, after + 1)


def _said(tokens: Sequence[Token], start: int, end: int) -> tuple[str, ...]:
    return tuple(filter(None, (_at(tokens, i) for i in range(start, end))))


def _small(tokens: Sequence[Token], i: int) -> tuple[Unit | None, int]:
    """Read a number word; "twenty five" is 25, or 20 with a 5 behind it."""
    word = _at(tokens, i)
    digits, end = _below_hundred(tokens, i)
    if not digits:
        return None, i
    whole = Meaning(digits, _said(tokens, i, end), multi=word not in SINGLES)
    if end != i + 2:  # not two words, or joined by a hyphen
        return _unit(tokens, i, end, whole), end
    apart = Meaning(TENS[word], (word,), multi=True, cost=0.2)
    return _unit(tokens, i, i + 1, replace(whole, takes=1), apart), i + 1


def _unit(tokens: Sequence[Token], i: int, end: int, *meanings: Meaning) -> Unit:
    return Unit(meanings, tokens[i].word, tokens[end - 1].word_end)


def _base(tokens: Sequence[Token], i: int) -> tuple[str, int]:
    """Read what may stand before "hundred" or "thousand": 1 to 99, as words or numeral."""
    word = _at(tokens, i)
    if word.isdigit() and len(word) <= 2:
        return word, i + 1
    return _below_hundred(tokens, i)


def _as_one(tokens: Sequence[Token], i: int, base: str, width: int, at: int) -> list[Meaning]:
    """Read the "five" of "eight hundred (and) five" as part of it: 805."""
    joined = _at(tokens, at) == "and"
    rest, end = _below_hundred(tokens, at + joined)
    if not rest or rest == "0" or _at(tokens, end) in WIDTHS:
        return []
    takes = 2 if end == at + joined + 2 else 1  # "twenty five" is two units, "twenty-five" one
    said = _said(tokens, i, end)
    return [
        Meaning(base + rest.zfill(width), said, True, takes=takes, cost=-0.5 if joined else 0.1)
    ]


def _hundreds(tokens: Sequence[Token], i: int) -> tuple[Unit | None, int]:
    """Read "eight hundred", "fifty-five hundred", "5 thousand"."""
    base, end = _base(tokens, i)
    width = WIDTHS.get(_at(tokens, end), 0)
    if not base or base.startswith("0") or not width:
        return None, i
    whole = Meaning(base + "0" * width, _said(tokens, i, end + 1), True)
    as_one = _as_one(tokens, i, base, width, end + 1)
    return _unit(tokens, i, end + 1, whole, *as_one), end + 1


def _repeated(tokens: Sequence[Token], i: int) -> tuple[Unit | None, int]:
    """Read "double five", "triple 0", and "double 55" where Whisper wrote the sum as well."""
    times = REPEATS.get(_at(tokens, i), 0)
    # Whisper sets commas between digits said one by one: "double, five".
    comma = i + 1 < len(tokens) and tokens[i + 1].kind is Kind.COMMA
    i_of = i + 2 if comma else _past_dash(tokens, i + 1)
    of = _at(tokens, i_of)
    digits = of if of.isdigit() else SINGLES.get(of, "0" if of in ZEROS else "")
    if not times or len(digits) not in (1, 2, 3) or digits != digits[0] * len(digits):
        return None, i
    said = (tokens[i].lower, of)
    meanings = [Meaning(digits * times, said, True, cost=0.0 if len(digits) == 1 else 0.3)]
    if len(digits) == times:
        meanings.insert(0, Meaning(digits, said, True))
    return _unit(tokens, i, i_of + 1, *meanings), i_of + 1


def _thousands(text: str) -> tuple[Meaning, ...]:
    """Read "8000", which Whisper also writes for "eight hundred" before more digits."""
    hundred = Meaning(text[:3], (NAMES[int(text[0])], "hundred"), True, lead=True, cost=0.6)
    return Meaning(text, names(text)), hundred


def _numeral(token: Token) -> list[Unit]:
    """Make a short numeral one unit, a long one a unit a digit."""
    text, of = token.text, len(token.text)
    if of < SPLIT_FROM:
        meanings = _thousands(text) if text[1:] == "000" else (Meaning(text, names(text)),)
        return [Unit(meanings, token.word, token.word_end)]
    units = [
        Unit((Meaning(d, names(d)),), token.word, token.word_end, (k, k + 1, of))
        for k, d in enumerate(text)
    ]
    if text.startswith("8000"):
        whole = Unit(_thousands(text[:4]), token.word, token.word_end, (0, 4, of))
        units[:4] = [whole]
    return units


def _next_to_digit(tokens: Sequence[Token], i: int, step: int) -> bool:
    """Tell whether a digit follows (step 1) or precedes (-1), over a comma or dash at most."""
    i += step
    if 0 <= i < len(tokens) and tokens[i].kind in (Kind.COMMA, Kind.DASH):
        i += step
    if not 0 <= i < len(tokens):
        return False
    token = tokens[i]
    return token.kind is Kind.NUMERAL or token.lower in (SINGLES | TENS | TEENS | REPEATS)


def _oh(tokens: Sequence[Token], i: int) -> Unit | None:
    """Read "oh" as 0 between digits; before a first digit it may be an exclamation."""
    token = tokens[i]
    if token.lower not in ("o", "oh"):
        return None
    zero = Meaning("0", (token.lower,))
    comma = i + 1 < len(tokens) and tokens[i + 1].kind is Kind.COMMA
    in_row = any(_at(tokens, j) in ZEROS for j in (i - 1, i + 1 + comma))
    before, after = _next_to_digit(tokens, i, -1), _next_to_digit(tokens, i, 1)
    if before and (after or not (i and tokens[i - 1].kind is Kind.COMMA)):
        return Unit((zero,), token.word, token.word_end)
    if not (after or in_row):
        return None
    nothing = Meaning("", (), lead=True, cost=0.0 if comma else 1.5)
    zero = Meaning("0", (token.lower,), cost=1.0 if comma else 0.0)
    return Unit((zero, nothing), token.word, token.word_end)


def _soundalike(tokens: Sequence[Token], i: int) -> Unit | None:
    """Read "to" as 2 between digits, "a" as 8 before zero; far-fetched, so it costs."""
    token = tokens[i]
    digit = SOUNDALIKES.get(token.lower, "")
    if digit and _next_to_digit(tokens, i, -1) and _next_to_digit(tokens, i, 1):
        return Unit((Meaning(digit, names(digit), cost=2.5),), token.word, token.word_end)
    if token.lower == "a" and _at(tokens, i + 1) in ZEROS and _next_to_digit(tokens, i + 1, 1):
        return Unit((Meaning("8", names("8"), cost=2.5),), token.word, token.word_end)
    return None


def units_at(tokens: Sequence[Token], i: int) -> tuple[list[Unit], int]:
    """Read the units that start at token i and where they end; none where no digit is said."""
    for read in (_repeated, _hundreds, _small):
        unit, end = read(tokens, i)
        if unit:
            return [unit], end
    if tokens[i].kind is Kind.NUMERAL:
        return _numeral(tokens[i]), i + 1
    if tokens[i].kind is not Kind.WORD:
        return [], i
    single = _oh(tokens, i) or _soundalike(tokens, i)
    return ([single], i + 1) if single else ([], i)
