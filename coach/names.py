"""Names from the roster put right in the transcript, where they were heard.

Nothing is ever put into the recogniser: a name can only replace words that already sound like
it, in a place where a name is said, and takes over their times. So no name can leak into a
message that does not hold it, and one recording is transcribed once, whoever it was left to.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.records import Speech, Word

ALIKE = 0.84
ALIKE_IN_PLACE = 0.74
"""Least likeness in sound (0..1): anywhere, and where a name is expected (ours)."""

SURE = 0.93
"""A common word that was heard this surely is left alone."""

LONGEST_NAME = 3
PLACES = re.compile(
    r"\b(hi|hey|hello|morning|afternoon|evening|dear|this is|it's|i'm|name is|name's|from|with|at|"
    r"of|for|ask for|thanks|behalf of)$"
)
EDGES = ".,!?;:\"'()"


@dataclass(frozen=True, slots=True)
class _Candidate:
    parts: tuple[str, ...]
    sound: str
    spelling: str


def with_names(speech: Speech, names: Iterable[str | None]) -> Speech:
    """Return what was heard with the names spelled as the roster spells them."""
    candidates = [_candidate(parts) for parts in _all_parts(names)]
    heard = speech.transcript.words
    words: list[Word] = []
    origins: list[int] = []
    index = 0
    while index < len(heard):
        match = _best(heard, index, candidates)
        size = match[0] if match else 1
        taken = heard[index : index + size]
        words += _renamed(taken, match[1]) if match else taken
        origins += [index] * (len(words) - len(origins))
        index += size
    if tuple(words) == heard:
        return speech
    readings = tuple(
        replace(
            reading,
            word_start=bisect_left(origins, reading.word_start),
            word_end=bisect_left(origins, reading.word_end),
        )
        for reading in speech.readings
    )
    return replace(
        speech, transcript=replace(speech.transcript, words=tuple(words)), readings=readings
    )


def _all_parts(names: Iterable[str | None]) -> list[tuple[str, ...]]:
    """Whole names first, then their single words of at least three letters."""
    whole = {tuple(re.findall(r"[^\W\d_][\w'&-]*", name)) for name in names if name}
    single = {(part,) for parts in whole for part in parts if len(part) >= 3}
    usable = {parts for parts in whole | single if 0 < len(parts) <= LONGEST_NAME}
    return sorted(usable, key=lambda parts: (-len(parts), parts))


def _candidate(parts: tuple[str, ...]) -> _Candidate:
    joined = " ".join(parts)
    return _Candidate(parts, _sound(joined), _letters(joined))


def _best(
    words: Sequence[Word], index: int, candidates: Sequence[_Candidate]
) -> tuple[int, _Candidate] | None:
    """Number of words from `index` that are a name misheard, and the name; None for no name."""
    if any(_said(words, index, candidate) for candidate in candidates):
        return None
    before = " ".join(_letters(word.text) for word in words[max(0, index - 2) : index])
    expected = bool(PLACES.search(before))
    for candidate in candidates:
        for size in (len(candidate.parts), len(candidate.parts) + 1):
            heard = words[index : index + size]
            if len(heard) == size and _fits(heard, candidate, expected=expected):
                return size, candidate
    return None


def _said(words: Sequence[Word], index: int, candidate: _Candidate) -> bool:
    """Whether the name stands there already as it is spelled."""
    heard = words[index : index + len(candidate.parts)]
    return " ".join(_letters(word.text) for word in heard) == candidate.spelling


def _fits(heard: Sequence[Word], candidate: _Candidate, *, expected: bool) -> bool:
    text = " ".join(word.text.strip(EDGES) for word in heard)
    if not text or any(word.text[-1:] in ".!?;," for word in heard[:-1]):
        return False
    if min(word.probability for word in heard) >= SURE and not expected:
        return False
    if abs(len(_joined(text)) - len(_joined(candidate.spelling))) > 2:
        return False  # "Bright line" is one name in two words; "Dana Fletcher" is not "Dana"
    split = len(heard) > len(candidate.parts)
    least = ALIKE if split or not expected else ALIKE_IN_PLACE
    return _likeness(text, candidate) >= least


def _joined(text: str) -> str:
    return _letters(text).replace(" ", "")


def _likeness(text: str, candidate: _Candidate) -> float:
    """How alike two names sound and are spelled, 0..1; the first sound must agree."""
    from rapidfuzz.distance import JaroWinkler

    sound = _sound(text)
    if not sound or not candidate.sound or sound[0] != candidate.sound[0]:
        return 0.0
    spelled = JaroWinkler.normalized_similarity(_letters(text), candidate.spelling)
    sounded = JaroWinkler.normalized_similarity(sound, candidate.sound)
    return float(0.5 * spelled + 0.5 * sounded)


def _renamed(heard: Sequence[Word], candidate: _Candidate) -> list[Word]:
    """The name's words over the heard words' time, with the punctuation kept."""
    start_s, end_s = heard[0].start_s, heard[-1].end_s
    tail = re.search(r"[.,!?;:]*$", heard[-1].text)
    probability = min(word.probability for word in heard)
    if len(heard) == len(candidate.parts):
        spans = [(word.start_s, word.end_s) for word in heard]
    else:
        step = (end_s - start_s) / len(candidate.parts)
        spans = [
            (start_s + i * step, start_s + (i + 1) * step) for i in range(len(candidate.parts))
        ]
    last = len(candidate.parts) - 1
    return [
        replace(
            heard[0],
            text=part + (tail.group() if tail and i == last else ""),
            start_s=round(spans[i][0], 3),
            end_s=round(spans[i][1], 3),
            probability=probability,
        )
        for i, part in enumerate(candidate.parts)
    ]


def _letters(text: str) -> str:
    return re.sub(r"[^a-z' ]", "", text.lower().replace("\u2019", "'")).strip("' ")


def _sound(text: str) -> str:
    import jellyfish

    return str(jellyfish.metaphone(_letters(text).replace("'", ""))).replace(" ", "")
