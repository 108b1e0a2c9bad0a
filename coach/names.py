"""Names from the roster put right in the transcript, where they were heard.

Nothing is ever put into the recogniser: a name can only replace words that already sound like
it, in a place where a name is said, and takes over their times. So no name can leak into a
message that does not hold it, and one recording is transcribed once, whoever it was left to.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coach.alike import letters, likeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.records import Recording, Speech, Word

ALIKE = 0.84
ALIKE_IN_PLACE = 0.74
"""Least likeness in sound (0..1): anywhere, and where a name is expected (ours)."""

SURE = 0.93
"""A common word that was heard this surely is left alone."""

POOR = 0.7
"""A word without a capital is a name only where it was heard less surely than this (ours)."""

MOST_LONGER = 2
"""Letters that a name and what was heard for it may differ in length by (ours)."""

CAPITALISED = frozenset(
    (
        *("i", "i'm", "i'll", "i've", "i'd", "mr", "mrs", "ms", "miss", "dr"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("january", "february", "march", "april", "may", "june", "july", "august"),
        *("september", "october", "november", "december"),
    )
)
"""Words with a capital that are no names."""

LONGEST_NAME = 3
PLACES = re.compile(
    r"\b(hi|hey|hello|morning|afternoon|evening|dear|this is|it's|i'm|name is|name's|from|with|at|"
    r"of|for|ask for|thanks|behalf of)$"
)
EDGES = ".,!?;:\"'()"


@dataclass(frozen=True, slots=True)
class _Candidate:
    parts: tuple[str, ...]
    spelling: str


def names_of(recording: Recording) -> tuple[str | None, ...]:
    """The names that may be said in a recording."""
    return (
        recording.rep,
        recording.rep_company,
        recording.prospect,
        recording.prospect_company,
    )


def with_names(speech: Speech, names: Iterable[str | None]) -> Speech:
    """Return what was heard with the names spelled as the roster spells them."""
    candidates = [_candidate(parts) for parts in _all_parts(names)]
    heard = speech.transcript.words
    closed = {i for r in speech.readings for i in range(r.word_start, r.word_end)}
    words: list[Word] = []
    origins: list[int] = []
    index = 0
    while index < len(heard):
        match = _best(heard, index, candidates, closed)
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
    written = (name.title() if name.islower() else name for name in names if name)
    whole = {tuple(re.findall(r"[^\W\d_][\w'&-]*", name)) for name in written}
    single = {(part,) for parts in whole for part in parts if len(part) >= 3}
    usable = {parts for parts in whole | single if 0 < len(parts) <= LONGEST_NAME}
    return sorted(usable, key=lambda parts: (-len(parts), parts))


def _candidate(parts: tuple[str, ...]) -> _Candidate:
    joined = " ".join(parts)
    return _Candidate(parts, letters(joined))


def _best(
    words: Sequence[Word], index: int, candidates: Sequence[_Candidate], closed: set[int]
) -> tuple[int, _Candidate] | None:
    """Number of words from `index` that are a name misheard, and the name; None for no name.

    Of several names the longest counts, then the most alike; a name that stands there already
    is never taken for another of its length.
    """
    before = " ".join(letters(word.text) for word in words[max(0, index - 2) : index])
    expected = _expected(before)
    capitals = index > 0 and words[index - 1].text[-1:] not in ".!?"  # else they say nothing
    if not expected and not (capitals and _namelike(words[index].text)):
        return None  # as most words; nothing that starts here could fit
    right = max((len(c.parts) for c in candidates if _said(words, index, c)), default=0)
    found: list[tuple[int, float, int, _Candidate]] = []
    for candidate in candidates:
        for size in (len(candidate.parts), len(candidate.parts) + 1):
            heard = words[index : index + size]
            if len(heard) < size or size <= right or closed & {*range(index, index + size)}:
                continue
            split = size > len(candidate.parts)  # "Bright line": the second part has no capital
            capital = capitals and all(_namelike(w.text) for w in (heard[:1] if split else heard))
            alike = _fitness(heard, candidate, expected=expected, capital=capital)
            if alike:
                found.append((len(candidate.parts), alike, size, candidate))
    if not found:
        return None
    best = max(found, key=lambda fit: fit[:2])
    return best[2], best[3]


@functools.lru_cache(maxsize=8192)
def _expected(before: str) -> bool:
    """Whether a name is expected behind some words."""
    return bool(PLACES.search(before))


def _said(words: Sequence[Word], index: int, candidate: _Candidate) -> bool:
    """Whether the name stands there already as it is spelled."""
    heard = words[index : index + len(candidate.parts)]
    return " ".join(letters(word.text) for word in heard) == candidate.spelling


def _fitness(
    heard: Sequence[Word], candidate: _Candidate, *, expected: bool, capital: bool
) -> float:
    """How alike what was heard is to a name that it may be; 0 where it is none."""
    text = " ".join(word.text.strip(EDGES) for word in heard)
    if not text or any(word.text[-1:] in ".!?;," for word in heard[:-1]):
        return 0.0
    probability = min(word.probability for word in heard)
    if not capital:
        # Whisper writes names with a capital: another word is only one if it was a poor guess.
        if not expected or probability >= POOR:
            return 0.0
    elif probability >= SURE and not expected:
        return 0.0
    if abs(len(_joined(text)) - len(_joined(candidate.spelling))) > MOST_LONGER:
        return 0.0
    split = len(heard) > len(candidate.parts)
    least = ALIKE if split or not expected else ALIKE_IN_PLACE
    alike = likeness(text, candidate.spelling)
    return alike if alike >= least else 0.0


def _namelike(text: str) -> bool:
    bare = text.strip(EDGES)
    return bare[:1].isupper() and bare.lower() not in CAPITALISED


def _joined(text: str) -> str:
    return letters(text).replace(" ", "")


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
