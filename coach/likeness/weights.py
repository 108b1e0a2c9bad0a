"""What a clause counts for when messages are compared: ideas most, formalities least."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.likeness.masking import MASKS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

KINDS = {
    "problem": ("their_situation", "trade_fact", "trigger", "echo", "specific_fact"),
    "offer": ("solution", "reason", "small_ask"),
    "benefit": ("specific_benefit", "vague_benefit"),
    "proof": ("named_proof", "unnamed_proof"),
    "idea": ("idea_offered", "hook"),
}
"""What of a pitch a cue stands for."""

FRAME = frozenset(
    (
        *("caller_name", "caller_company", "callback_only", "window", "rough_window", "any_time"),
        *("will_call", "will_call_dated", "list_address", "meeting_time", "other_channel"),
        *("earlier_contact", "checking_in", "reassurance", "asks_when"),
    )
)
"""Cues of what stands around a pitch, whatever it is."""

IDEA, MIXED, PLAIN, FORMAL, EMPTY = 1.0, 0.6, 0.5, 0.15, 0.05
"""Weights of a clause with an idea, with one beside formalities, with neither, with formalities
only, and of one that greets, thanks or gives a number (ours)."""

EMPTY_WORDS = re.compile(
    r"\b(?:hi|hey|hello|good @|thanks?|thank you|bye|take care|talk soon|have a|my number is"
    r"|(?:my )?(?:direct )?(?:number|line|cell)|once more|i'll repeat|call me|reach me|give me a"
    r"|phone|extension|call back|speak|speaking|this is|my name is|it's &|again)\b|[#&@]"
)
FORMALITY_WORDS = 3
"""A clause with at most this many words beside formal ones says nothing else (ours)."""


def kinds_of(cues: Collection[str]) -> frozenset[str]:
    """Which parts of a pitch some cues stand for."""
    return frozenset(kind for kind, members in KINDS.items() if not set(members).isdisjoint(cues))


def weight_of(words: Sequence[str], cues: Collection[str]) -> float:
    """What a clause counts for, 0..1, by its masked words and the cues in it."""
    frame = not FRAME.isdisjoint(cues)
    if kinds_of(cues):
        return MIXED if frame else IDEA
    if _says_little(words):
        return EMPTY
    return FORMAL if frame else PLAIN


def _says_little(words: Sequence[str]) -> bool:
    left = EMPTY_WORDS.sub(" ", " ".join(words)).split()
    return not set(words) - MASKS or len(left) <= FORMALITY_WORDS
