"""Whether this is the same message again, and the same for everybody."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from coach.measures.catalogue import CannotMeasureError, Subject, measure
from coach.measures.content import NINE_REASONS, SEVEN_WAYS, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.likeness import Comparison, Pitch
    from coach.records import Earlier, Elsewhere, Evidence

LEAST_WORDS = 8
LEAST_SHARED = 4
"""A passage shared word for word is shown from four words."""
MOST_SHARED = 4

SAME = 0.75
"""Likeness from which two messages are the same script: the standard playbook's bound."""
LEAST_PROSPECTS = 5
"""Other prospects from which a habit can be told from chance (ours)."""
SOURCE = f"{SEVEN_WAYS}; {NINE_REASONS}"


@measure(
    "sameness",
    label="Likeness to an earlier message",
    unit="0..1",
    digits=3,
    source=SEVEN_WAYS,
    compares=True,
)
def sameness(subject: Subject) -> tuple[float, tuple[Evidence, ...]]:
    """Highest likeness, 0 to 1, to any message recorded earlier to this prospect.

    How much of each pitch the other says too, in whatever words: ideas weigh most, greeting,
    number, sign-off and what the rep says to everyone least; names, numbers and dates are masked.
    """
    best, earlier = most_alike(subject)
    return best, _shared(subject, earlier)


@measure(
    "sameness.attempt",
    label="Most like attempt",
    unit="attempt",
    digits=0,
    source=SEVEN_WAYS,
    compares=True,
)
def attempt(subject: Subject) -> float:
    """Which earlier attempt this message is most like; the latest of several."""
    return float(most_alike(subject)[1].attempt)


@measure(
    "same_to_everyone",
    label="Other prospects told the same",
    unit="share",
    digits=2,
    source=SOURCE,
    compares=True,
)
def same_to_everyone(subject: Subject) -> tuple[float, tuple[Evidence, ...]]:
    """Share, 0 to 1, of the rep's other prospects who were told the same message before.

    The same is a likeness over 0.75 of any message to them; a sample of the latest 500 is asked.
    """
    from coach.likeness import comparison

    if subject.recording.rep is None and not subject.elsewhere:
        raise CannotMeasureError("It is not known who left this message.")
    refuse_short(subject)
    prospects = {_whom(one) for one in subject.elsewhere}
    if len(prospects) < LEAST_PROSPECTS:
        raise CannotMeasureError(
            f"Messages of this rep to {LEAST_PROSPECTS} other prospects are needed."
        )
    compared = comparison(pitch_of(subject), [one.pitch for one in subject.elsewhere])
    same = [value > SAME for value in compared.values]
    told = {_whom(one) for one, alike in zip(subject.elsewhere, same, strict=True) if alike}
    return len(told) / len(prospects), _common(subject, compared, same)


def most_alike(subject: Subject) -> tuple[float, Earlier]:
    """Likeness to the earlier message that is most alike, and that message; the latest of several.

    Raises CannotMeasureError, with the reason, where nothing can be compared.
    """
    from coach.likeness import pitch_of_text

    refuse_first(subject)
    refuse_short(subject)
    before = (one.pitch or pitch_of_text(one.text, subject.recording) for one in subject.earlier)
    others = tuple(one.pitch for one in subject.elsewhere)
    values = _likenesses(pitch_of(subject), tuple(before), others)
    ranked = zip(values, range(len(values)), subject.earlier, strict=True)
    best, _, earlier = max(ranked, key=lambda one: one[:2])
    return best, earlier


@functools.lru_cache(maxsize=1)
def _likenesses(
    mine: Pitch, before: tuple[Pitch, ...], others: tuple[Pitch, ...]
) -> tuple[float, ...]:
    """Likeness to each earlier message; kept for the other measures of the same message."""
    from coach.likeness import calibrated, likenesses

    return tuple(likenesses(mine, before, calibrated(others)))


def pitch_of(subject: Subject) -> Pitch:
    """What of a message is compared: its words alone where nobody looked for clauses."""
    from coach.likeness import pitch_of_text

    text = subject.speech.transcript.text
    return subject.pitch or pitch_of_text(text, subject.recording)


def refuse_first(subject: Subject) -> None:
    """Raise CannotMeasureError where nothing was left for this prospect before."""
    if subject.draft and not subject.earlier:
        raise CannotMeasureError("No earlier message or draft to this prospect is given.")
    if subject.recording.prospect is None and not subject.draft:
        raise CannotMeasureError("It is not known whom this message is for.")
    if not subject.earlier:
        raise CannotMeasureError("This is the first message to this prospect.")


def refuse_short(subject: Subject) -> None:
    """Raise CannotMeasureError where there are too few words to compare."""
    if len(subject.words) < LEAST_WORDS:
        raise CannotMeasureError("The message is too short to compare.")


def clauses_at(subject: Subject, places: Iterable[int]) -> tuple[Evidence, ...]:
    """Clauses of a message as evidence; none where its pitch was not made of these."""
    if subject.pitch is None or len(subject.pitch.parts) != len(subject.clauses):
        return ()
    return shown(subject.clauses[place] for place in places)


def _whom(one: Elsewhere) -> str:
    return (one.prospect or one.path).casefold()


def _common(subject: Subject, compared: Comparison, same: list[bool]) -> tuple[Evidence, ...]:
    """What of this message most of those that are the same have, too."""
    from coach.likeness import common_places

    best = compared.best[:, compared.known & same]
    if not best.shape[1]:
        return ()
    return clauses_at(subject, common_places(pitch_of(subject), best))


def _shared(subject: Subject, earlier: Earlier) -> tuple[Evidence, ...]:
    """What of this message the earlier one says too; word for word where only words are known."""
    from coach.likeness import passages

    if subject.pitch and earlier.pitch:
        found = passages(subject.pitch, earlier.pitch)
        best = sorted(found, key=lambda one: -one.cosine)[:MOST_SHARED]
        if quotes := clauses_at(subject, sorted(one.place for one in best)):
            return quotes
    return _word_for_word(subject, earlier.text)


def _word_for_word(subject: Subject, earlier: str) -> tuple[Evidence, ...]:
    """The longest passages that both messages have word for word."""
    from rapidfuzz.distance import Indel

    mine = [_plain(word.text) for word in subject.words]
    theirs = [_plain(word) for word in earlier.split()]
    blocks = [
        block
        for block in Indel.opcodes(mine, theirs)
        if block.tag == "equal" and block.src_end - block.src_start >= LEAST_SHARED
    ]
    longest = sorted(blocks, key=lambda block: block.src_start - block.src_end)[:MOST_SHARED]
    ordered = sorted(longest, key=lambda block: block.src_start)
    return tuple(subject.quote(block.src_start, block.src_end) for block in ordered)


def _plain(word: str) -> str:
    return re.sub(r"[^\w']+", "", word.replace("\u2019", "'")).lower()
