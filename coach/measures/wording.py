"""How many words a written word is spoken with."""

from __future__ import annotations

import functools
import re

PIECES = re.compile(
    r"[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)?(?:st|nd|rd|th)?|[^\W\d_]+(?:['\u2019-][^\W\d_]+)*"
)
SIGNS = {"$": 1, "%": 1, "€": 1, "£": 1, "&": 1, "+": 1, "@": 1, "#": 1}
FIGURES = "0123456789"


@functools.lru_cache(maxsize=4096)
def spoken_words(text: str) -> int:
    """Words a written token is said with: 2 for "$40" and "2:30", 3 for "all-in-one"."""
    pieces = PIECES.findall(text)
    counted = sum(_spoken(piece) for piece in pieces)
    if any(piece[0] in FIGURES for piece in pieces):
        counted += sum(SIGNS.get(sign, 0) for sign in text)
    return counted


def _spoken(piece: str) -> int:
    if piece[0] not in FIGURES:
        return max(1, sum(1 for part in piece.split("-") if len(part) > 1))
    return len(in_words(piece).replace("-", " ").split())


@functools.lru_cache(maxsize=4096)
def in_words(figure: str) -> str:
    """A figure as it is usually said: "2026" as a year, "40,000", "3rd"."""
    from num2words import num2words  # imported late: 0.1 s

    digits = re.sub(r"[^\d.]", "", figure)
    if re.fullmatch(r"0\d+|\d{5,}", figure):
        return " ".join(num2words(int(digit)) for digit in digits)
    kind = "ordinal" if figure[-1].isalpha() else "cardinal"
    if re.fullmatch(r"(19|20)\d\d", figure) and not figure.startswith("200"):
        kind = "year"
    said = num2words(digits, to=kind).replace(" and ", " ").replace(",", "")
    return str(said).replace("oh-", "oh ")
