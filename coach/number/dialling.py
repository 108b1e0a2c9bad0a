"""Dialling rules of the world's numbering plans; wraps `phonenumbers`."""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, ValidationResult

TRUNK_LENGTHS = range(9, 13)
"""Digits of a national number with its leading 0, the 0 counted, from New Zealand's shortest (9)
to Germany's usual longest (12) (ours: plans allow rarer lengths that misheard numbers have too)."""
EXIT_CODES = ("011", "00")
"""What is dialled for "+": North America's and nearly everyone else's."""


def _parsed(text: str, region: str | None) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(text, region)
    except NumberParseException:
        return None


@lru_cache(maxsize=4096)
def possible(text: str, region: str | None = None) -> PhoneNumber | None:
    """Return the number behind `text` if its length is dialled from anywhere, else None.

    `text` is digits with a "+" before an international number; `region` (ISO 3166, two letters)
    is needed without one. A local number (7 digits in the US) is not possible from anywhere.
    """
    number = _parsed(text, region)
    if number is None:
        return None
    reason = phonenumbers.is_possible_number_with_reason(number)
    return number if reason == ValidationResult.IS_POSSIBLE else None


def _is_north_american(region: str) -> bool:
    return bool(phonenumbers.country_code_for_region(region) == 1)


def _after_exit_code(digits: str) -> str | None:
    return next((digits[len(c) :] for c in EXIT_CODES if digits.startswith(c)), None)


def international(digits: str, region: str, plus: bool) -> PhoneNumber | None:
    """Return the number said in international form: after "plus", an exit code, or own country's.

    `plus` tells that "+", "plus" or "country code" was said before `digits`.
    """
    if plus:
        return possible("+" + digits)
    rest = _after_exit_code(digits)
    if rest is not None:
        return possible("+" + rest)
    code = str(phonenumbers.country_code_for_region(region))
    national = _is_north_american(region)  # a 1 and ten digits there, which need no "+"
    long = len(digits) > 11 and not national and digits.startswith(code)
    return possible("+" + digits) if long else None


@lru_cache(maxsize=16384)
def is_complete(digits: str, region: str = "US", plus: bool = False) -> bool:
    """Tell whether `digits` can be a whole number; whether it is assigned is never asked.

    7, 10 or 11 (leading 1) digits, a national form with its leading 0, an international form, or
    a number of `region` as that region writes it.
    """
    if plus:
        return international(digits, region, plus=True) is not None
    if len(digits) in (7, 10) or (len(digits) == 11 and digits[0] == "1"):
        return True
    if digits.startswith("0") and not digits.startswith("00") and len(digits) in TRUNK_LENGTHS:
        return True
    if international(digits, region, plus=False):
        return True
    return not _is_north_american(region) and bool(possible(digits, region))


def is_too_long(digits: str, region: str = "US") -> bool:
    """Tell whether there are more digits than a number of the region has; false where not known."""
    most = 10 + digits.startswith("1")
    return _is_north_american(region) and len(digits) > most and not _after_exit_code(digits)


_NORTH_AMERICAN = re.compile(r"1?([2-9]\d{2})?[2-9]\d{6}")


def is_usual(digits: str, region: str = "US") -> bool:
    """Tell whether a whole number is built as its country's are; true where that is not known.

    In North America neither an area code nor an exchange begins with 0 or 1.
    """
    if not _is_north_american(region) or len(digits) not in (7, 10, 11):
        return True
    return bool(_NORTH_AMERICAN.fullmatch(digits))


def _number(digits: str, region: str, plus: bool) -> PhoneNumber | None:
    abroad = international(digits, region, plus)
    if abroad is not None or plus:
        return abroad
    if digits.startswith("0") and _is_north_american(region):
        return None  # a national form of some other country: it cannot be told which
    return possible(digits, region)


def e164(digits: str, region: str = "US", plus: bool = False) -> str | None:
    """Return the E.164 form ("+12125550143"), or None where the country cannot be told."""
    number = _number(digits, region, plus)
    if number is None:
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def country_digits(digits: str, region: str, plus: bool) -> str | None:
    """Return the country code that was said ("44"), or None where none was."""
    number = international(digits, region, plus)
    if number is None:
        return None
    return str(number.country_code)


_EXTENSION = re.compile(r"(?:ext\.?|extension|x|#).*$", re.IGNORECASE)


def written_digits(written: str) -> str:
    """Return the digits of a written number, without its extension and a trunk 0 in brackets."""
    return re.sub(r"\D", "", _EXTENSION.sub("", written.replace("(0)", "")))
