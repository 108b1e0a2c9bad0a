"""Likeness: when two strings of digits are the same telephone number."""

from __future__ import annotations

from rapidfuzz.distance import Levenshtein

MAX_EDITS = 2
"""Readings that differ by this many edits at most are one number (the contract)."""
LOCAL_DIGITS = 7
_PREFIX_EDITS = 1
_LEAST = 4


def core(digits: str) -> str:
    """Drop what may be said or left out before one number: a leading 1 of 11, a trunk 0."""
    if len(digits) == 11 and digits.startswith("1"):
        return digits[1:]
    return digits[1:] if digits.startswith("0") and len(digits) > 10 else digits


def equal(a: str, b: str) -> bool:
    """Tell whether both are the same number, one of them perhaps without its area code."""
    a, b = sorted((core(a), core(b)), key=len)
    return a == b or (len(a) >= LOCAL_DIGITS and b.endswith(a))


def alike(a: str, b: str) -> bool:
    """Tell whether both are one number, said or heard with at most two edits between them."""
    edits = Levenshtein.distance(core(a), core(b), score_cutoff=MAX_EDITS)
    return edits <= MAX_EDITS or equal(a, b)


def resembles(partial: str, whole: str) -> bool:
    """Tell whether a broken reading is one of `whole`: its beginning, its end or nearly all."""
    if len(partial) < _LEAST:
        return False
    a, b = core(partial), core(whole)
    start = Levenshtein.distance(a, b[: len(a)], score_cutoff=_PREFIX_EDITS)
    return b.startswith(a) or b.endswith(a) or alike(a, b) or (len(a) > 5 and start <= 1)
