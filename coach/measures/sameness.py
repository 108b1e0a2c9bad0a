"""Is this the same message again? What one prospect has been told before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.measures.catalogue import CannotMeasureError, Subject, measure

if TYPE_CHECKING:
    from coach.records import Evidence

LEAST_WORDS = 8
LEAST_SHARED = 4
"""A passage shared by two messages is shown from four words."""

FORMALITIES = re.compile(
    r"\b(?:hi|hey|hello|good (?:morning|afternoon|evening))\b(?: \w+){0,2}?"
    r"(?= this| it's| my name|$)"
    r"|\b(?:this is|it's|my name is) \w+(?: \w+)?(?: (?:from|with|at|of|calling from|over at) \w+)?"
    r"|\b(?:please )?(?:give me a (?:call|ring)(?: back)?|call me(?: back)?|"
    r"you can (?:reach|call) me)(?: (?:at|on))?"
    r"|\b(?:my (?:direct )?number is|that number again is|again that(?:'s| is)|once more|"
    r"i'll repeat that|that's)"
    r"|\b(?:thanks(?: again| so much| a lot)?|thank you(?: very much| so much)?|bye(?: bye)?|"
    r"have a (?:great|good|nice) (?:day|one|weekend)|talk (?:to you )?soon|take care)\b"
)
DATES = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "today",
        "tomorrow",
        "morning",
        "afternoon",
        "evening",
    ]
)
FORMALITY_WEIGHT = 0.25


@measure(
    "sameness",
    label="Likeness to an earlier message",
    unit="0..1",
    digits=3,
    source="7 Ways to Get a Prospect to Return Your Phone Call",
)
def sameness(subject: Subject) -> tuple[float, tuple[Evidence, ...]]:
    """Highest likeness, 0 to 1, to any message recorded earlier to this prospect.

    Words in order, with names, numbers and dates masked; greeting and sign-off weigh a quarter.
    """
    unknown = subject.recording.prospect is None and not subject.draft
    if unknown or not subject.earlier:
        raise CannotMeasureError(_nothing_earlier(subject))
    if len(subject.words) < LEAST_WORDS:
        raise CannotMeasureError("The message is too short to compare.")
    text = subject.speech.transcript.text
    scored = [(likeness(text, earlier.text), earlier.attempt) for earlier in subject.earlier]
    best, attempt = max(scored)
    earlier = next(one for one in subject.earlier if one.attempt == attempt)
    return best, _shared(subject, earlier.text)


def _nothing_earlier(subject: Subject) -> str:
    if subject.draft:
        return "No earlier message or draft to this prospect is given."
    if subject.recording.prospect is None:
        return "It is not known whom this message is for."
    return "This is the first message to this prospect."


def likeness(one: str, other: str) -> float:
    """How alike two messages are, 0 to 1: word edits on the pitch, mixed with the formalities."""
    from rapidfuzz.distance import Indel

    pitch = Indel.normalized_similarity(_pitch(one), _pitch(other))
    whole = Indel.normalized_similarity(_masked(one), _masked(other))
    return float((1 - FORMALITY_WEIGHT) * pitch + FORMALITY_WEIGHT * whole)


def _plain(text: str) -> str:
    straight = text.replace("\u2019", "'")
    return " ".join(re.sub(r"[^\w' ]+", " ", straight).split())


def _masked(text: str) -> list[str]:
    """The words with names, numbers and dates made alike."""
    words = _plain(text).split()
    masked = []
    for index, word in enumerate(words):
        if any(char.isdigit() for char in word):
            masked.append("#")
        elif word.lower() in DATES:
            masked.append("@")
        elif (
            index and word[:1].isupper() and word.lower() not in {"i", "i'm", "i'll", "i'd", "i've"}
        ):
            masked.append("&" if words[index - 1][:1].islower() else word.lower())
        else:
            masked.append(word.lower())
    return masked


def _pitch(text: str) -> list[str]:
    """The masked words without greeting and sign-off; all of them where little else is left."""
    masked = _masked(text)
    left = re.sub(r"\s+", " ", FORMALITIES.sub(" ", " ".join(masked).replace("&", "name"))).split()
    kept = [word for word in left if word != "#"]
    return kept if len(kept) >= LEAST_WORDS else masked


def _shared(subject: Subject, earlier: str) -> tuple[Evidence, ...]:
    """The longest passages that both messages have word for word."""
    from rapidfuzz.distance import Indel

    mine = [_plain(word.text).lower() for word in subject.words]
    theirs = [_plain(word).lower() for word in earlier.split()]
    blocks = [
        block
        for block in Indel.opcodes(mine, theirs)
        if block.tag == "equal" and block.src_end - block.src_start >= LEAST_SHARED
    ]
    longest = sorted(blocks, key=lambda block: block.src_start - block.src_end)[:4]
    ordered = sorted(longest, key=lambda block: block.src_start)
    return tuple(subject.quote(block.src_start, block.src_end) for block in ordered)
