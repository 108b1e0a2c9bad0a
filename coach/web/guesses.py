"""File names as they come in: made harmless, and read for whom a recording is for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from coach.identity import compared
from coach.recordings import ENDINGS
from coach.report.formats import clean

LONGEST_NAME = 200
LONGEST_FIELD = 200

STAMPS = re.compile(
    r"\d{4}[-_.]?\d{2}[-_.]?\d{2}([T _-]+\d{1,2}[-:.h_]?\d{2}([-:.m_]?\d{2})?)?"
    r"|\b\d{1,2}[-.]\d{1,2}[-.]\d{2,4}\b|\(\d+\)|[+]?\d{5,}|(?<![A-Za-z])\d{1,3}(?![A-Za-z\d])",
    re.IGNORECASE,
)
"""Dates, times, counters and telephone numbers."""
NOISE = frozenset(
    (
        *("voicemail", "voicemails", "vm", "vmail", "message", "messages", "msg", "voice", "memo"),
        *("recording", "record", "rec", "call", "calls", "outbound", "attempt", "try", "take"),
        *("to", "for", "from", "the", "copy", "final", "new", "audio", "track", "sound", "file"),
        *("untitled", "no"),
    )
)
"""Words in names of recordings that name nobody."""
BETWEEN = re.compile(r"\s+[-\N{EN DASH}\N{EM DASH}]\s+|[_,;|]+|-{2,}")


@dataclass(frozen=True, slots=True)
class Guess:
    """Who left it and for whom; `guessed` while only a name says so."""

    rep: str | None = None
    prospect: str | None = None
    prospect_company: str | None = None
    guessed: bool = True


def file_name(given: str) -> str:
    """Return a sender's file name without folders or control characters, at most 200 long."""
    last = re.split(r"[/\\]", given)[-1]
    name = clean(last).strip(". ")
    if len(name) > LONGEST_NAME:
        name = name[: LONGEST_NAME - 10] + name[-10:]
    return name or "recording"


def field(given: object) -> str | None:
    """Return a name as it was typed, on one line, at most 200 characters; None for nothing."""
    text = clean(given)[:LONGEST_FIELD].strip() if isinstance(given, str) else ""
    return text or None


def ending(name: str) -> str:
    """Return the ending of a file name with its dot, where it is one that recordings have."""
    found = PurePosixPath(name).suffix.lower()
    return found if found.lstrip(".") in ENDINGS else ""


def guess(name: str, rep: str | None) -> Guess:
    """Read a file name: what is neither date, counter, noise nor the rep names the prospect."""
    stem = name[: -len(ending(name))] if ending(name) else name
    parts = [_words(part, rep) for part in BETWEEN.split(STAMPS.sub(" ", stem))]
    named = [part for part in parts if part]
    if not named or len(named) > 3:
        return Guess(rep)
    return Guess(rep, " ".join(named[:1]), named[1] if len(named) > 1 else None)


def _words(part: str, rep: str | None) -> str:
    """The words of a part of a name that may name somebody; none where it names the rep."""
    words = [word for word in re.split(r"[\s.]+|-", part) if word.strip("()[]{}#")]
    kept = [word for word in words if word.lower() not in NOISE]
    text = " ".join(kept)
    own = compared(rep).split()
    if own and compared(text).split() in (own, own[:1]):
        return ""
    return text.title() if text.islower() else text
