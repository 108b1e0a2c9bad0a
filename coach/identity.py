"""What makes a message the one it is, and a prospect the same one: names as they are compared."""

from __future__ import annotations

import functools
import re
import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coach.records import Recording

LEGAL_FORMS = frozenset(
    ("inc", "llc", "ltd", "limited", "gmbh", "corp", "corporation", "co", "plc", "ag", "sa")
)
"""Dropped at the end of a name only: "SA Power" is not "Power"."""

Identity = tuple[str, str, str, str]


@functools.lru_cache(maxsize=8192)
def compared(name: str | None) -> str:
    """A name as it is compared: "ACME Inc." and "acme" are one."""
    folded = unicodedata.normalize("NFKC", name or "").casefold()
    words = re.sub(r"[^\w ]+", " ", folded).split()
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    return " ".join(words) or folded.strip()


def prospect_key(recording: Recording) -> str:
    """Whom a message is for; empty where nobody knows.

    Two people of one name at two companies are two prospects.
    """
    prospect = compared(recording.prospect)
    return f"{prospect}|{compared(recording.prospect_company)}" if prospect else ""


def identity(recording: Recording, content: str) -> Identity:
    """What makes a message: content, rep, prospect and time. Equal in all four is a duplicate."""
    at = utc(recording.recorded_at).isoformat() if recording.recorded_at else ""
    return content, compared(recording.rep), compared(recording.prospect), at


def utc(at: datetime) -> datetime:
    """A moment in UTC; one without a zone is taken for UTC."""
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def utc_text(at: datetime | None) -> str:
    """A moment in UTC as text that sorts by time; empty, and so first, where it is not known."""
    return utc(at).isoformat(timespec="microseconds") if at else ""
