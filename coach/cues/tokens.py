"""Words of a text with their place in it, and the plain form in which cues compare them."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_CHARACTERS = 400
"""A clause is compared by its first 400 characters: no pattern of a manager's may hang (ours)."""

_ABBREVIATIONS = (
    "mr. mrs. ms. dr. prof. st. jr. sr. inc. ltd. co. corp. no. ext. vs. approx. dept. est. "
    "e.g. i.e. u.s. u.k. ave. rd. blvd. mt. ft."
)
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
HOURS = frozenset({"a.m.", "p.m."})

APOSTROPHES = str.maketrans("\u2018\u2019\u02bc", "'''")
REWRITTEN = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\be-mail", "email"),
        (r"\b([ap])\.\s?m\b\.?", r"\1m"),
        (r"(?<=\d),(?=\d{3}\b)", ""),
        (r"\$ ?(\d[\d.]*)", r"\1 dollars"),
        (r"£ ?(\d[\d.]*)", r"\1 pounds"),
        (r"€ ?(\d[\d.]*)", r"\1 euros"),
        (r"%", " percent "),
        (r"(?<!\w)'|'(?!\w)", " "),
        (r"(?<![^\W_])[.,:@/-]+|[.,:@/-]+(?![^\W_])", " "),  # not inside a word or number
        (r"(?<!\d)[,:/-]|[,:/-](?!\d)", " "),
        (r"[^\w\s'.,:@/&+-]|_", " "),
    )
)


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch without spaces; `bare` is its plain form, empty for punctuation alone."""

    text: str
    start_char: int
    end_char: int
    bare: str

    @property
    def ends_sentence(self) -> bool:
        """Whether a full stop, question or exclamation mark closes a sentence here."""
        closed = self.text.rstrip("\"'\u201d\u2019)]")
        if not closed.endswith((".", "?", "!", "…", ";")):
            return False
        initial = re.fullmatch(r"[A-Z]\.", closed)
        return not initial and closed.lower() not in ABBREVIATIONS | HOURS

    @property
    def is_hour(self) -> bool:
        """Whether this is "a.m." or "p.m.", whose stop may close a sentence too."""
        return self.text.lower() in HOURS

    @property
    def has_comma(self) -> bool:
        """Whether a comma, colon or dash follows."""
        return self.text.endswith((",", ":", "\u2014", "\u2013", "--"))


def tokens(text: str) -> list[Token]:
    """Every stretch without spaces, in order."""
    found = re.finditer(r"\S+", text)
    return [Token(m.group(), m.start(), m.end(), plain(m.group())) for m in found]


def plain(text: str) -> str:
    """Lower case, without punctuation, single spaces, at most 400 characters.

    Apostrophes inside words stay ("i'm"), and so do marks inside numbers and addresses ("2:30",
    "40.5", "a.b@c.com"). Signs become words: "$1,000" is "1000 dollars", "5%" is "5 percent".
    "e-mail" is "email", "p.m." is "pm".
    """
    kept = text[:MOST_CHARACTERS].lower().translate(APOSTROPHES)
    for pattern, replacement in REWRITTEN:
        kept = pattern.sub(replacement, kept)
    return " ".join(kept.split())
