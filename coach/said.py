"""The nouns of what is said: a clause, and a cue found in it."""

from __future__ import annotations

from dataclasses import dataclass

SURE = 0.6
"""From this confidence on a cue counts as said; below it, down to `UNSURE`, it may be (ours)."""

UNSURE = 0.4
"""Below this confidence a cue is not said (ours)."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch that says one thing, roughly 3 to 25 words.

    `text` is as written. `start_char` and `end_char` (exclusive) lie in the message's text,
    `Transcript.text` or the draft; `start_s` and `end_s` are None in a draft.
    """

    text: str
    start_char: int
    end_char: int
    start_s: float | None = None
    end_s: float | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One cue found in one clause; `confidence` 0..1, from `SURE` on it counts."""

    cue: str
    clause: Clause
    confidence: float

    @property
    def is_sure(self) -> bool:
        """Whether the cue counts as said, rather than perhaps."""
        return self.confidence >= SURE
