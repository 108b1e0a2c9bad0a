"""What came of a message, as people write it."""

from __future__ import annotations

import re

from coach.errors import UsageError

OUTCOMES = ("called_back", "replied", "meeting", "nothing")
"""All that can come of a message, as it is stored."""

WRITTEN = {
    "called_back": ("call back", "callback", "called", "returned the call", "rang back"),
    "replied": (
        "reply",
        "replied by mail",
        "replied by email",
        "replied by e mail",
        "emailed back",
    ),
    "meeting": ("met", "meeting booked", "meeting set", "booked a meeting"),
    "nothing": ("none", "no answer", "no reply", "no response"),
}
"""Other ways to say them (ours)."""

MEANT = {
    **{name.replace("_", " "): name for name in OUTCOMES},
    **{text: name for name, texts in WRITTEN.items() for text in texts},
}


def response(text: str) -> str | None:
    """The outcome that is meant, in any spelling of it; None where none is.

    `called_back`, `replied`, `meeting` or `nothing`.
    """
    return MEANT.get(" ".join(re.findall(r"[^\W_]+", text.lower())))


def response_at(text: str, place: str) -> str:
    """The outcome that is meant in a place.

    Raises
    ------
    UsageError
        Where none is, with the place.
    """
    if found := response(text):
        return found
    named = ", ".join(name.replace("_", " ") for name in OUTCOMES)
    raise UsageError(f"{place}: {text!r} is no outcome; there are {named}.")
