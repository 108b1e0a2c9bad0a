"""How the message is spoken: length, pace, pauses, fillers, level."""

from __future__ import annotations

import functools
import re

from coach.measures.catalogue import CannotMeasureError, Subject, measure
from coach.measures.syllables import syllables
from coach.measures.wording import spoken_words
from coach.records import Evidence, Span, Word, written

LEAST_WORDS = 5
LEAST_SPEECH_S = 2.0
"""Under five words or two seconds a rate says nothing (ours)."""

ADJACENT_S = 0.2
"""A pause this close to a number sets it off (ours)."""

ARTICULATION_PAUSE_S = 0.25
"""The phonetic convention for a pause that articulation rate leaves out."""

FILLERS = frozenset({"um", "uh", "uhm", "umm", "er", "erm", "ah", "hmm", "mm"})
RESTARTS_ALLOWED = frozenset({"bye", "very", "that", "had", "no", "so", "really", "thanks"})
"""Words people double on purpose or by grammar."""


@measure(
    "length",
    label="Length",
    unit="s",
    digits=3,
    source="9 Reasons Why Your Prospect Isn't Responding",
    needs_sound=True,
)
def length(subject: Subject) -> tuple[float, tuple[Evidence, ...]]:
    """Seconds from the first to the last sound of speech, greeting and beep left out."""
    message = subject.speech.message
    return message.duration_s, (Evidence(message.start_s, message.end_s, ""),)


@measure(
    "speaking_rate",
    label="Speaking rate",
    unit="words/min",
    digits=1,
    source="Jones, Berry and Stevens 2007: comprehension fell from 155 to 178 words a minute",
    needs_sound=True,
)
def speaking_rate(subject: Subject) -> tuple[float, tuple[Evidence, ...]]:
    """Spoken words a minute over the whole message, pauses included, telephone numbers left out.

    Figures count as the words they are spoken with: "$40" is two.
    """
    words, spoken_s = _outside_numbers(subject)
    count = sum(spoken_words(word.text) for word in words)
    return 60.0 * count / spoken_s, _fastest(words)


@measure(
    "articulation_rate",
    label="Articulation rate",
    unit="syllables/s",
    digits=2,
    source="Jones: 300 syllables a minute is average conversation (Wood 1973)",
    needs_sound=True,
)
def articulation_rate(subject: Subject) -> float:
    """Syllables a second of speech proper: pauses of 0.25 s and more, and numbers, left out."""
    words, spoken_s = _outside_numbers(subject)
    silent = sum(
        pause.duration_s - _inside_readings_s(subject, pause)
        for pause in subject.speech.pauses
        if pause.duration_s >= ARTICULATION_PAUSE_S
    )
    if spoken_s - silent < LEAST_SPEECH_S / 2:
        raise CannotMeasureError("There is too little speech outside the number.")
    return sum(syllables(word.text) for word in words) / (spoken_s - silent)


@measure("pauses", label="Longest silence", unit="s", digits=2, source="ours", needs_sound=True)
def pauses(subject: Subject) -> float | tuple[float, tuple[Evidence, ...]]:
    """Longest silence inside the message in seconds, those inside and around a number left out."""
    silences = [pause for pause in subject.speech.pauses if not _in_number(subject, pause)]
    if not silences:
        return 0.0
    longest = max(silences, key=lambda pause: pause.duration_s)
    around = Span(longest.start_s - 1.0, longest.end_s + 1.0)
    said = subject.quote_span(around)
    message = subject.speech.message
    start_s, end_s = max(around.start_s, message.start_s), min(around.end_s, message.end_s)
    return longest.duration_s, (Evidence(round(start_s, 3), round(end_s, 3), said.quote),)


@measure(
    "fillers",
    label="Fillers and restarts",
    unit="per 100 words",
    digits=1,
    source="9 Reasons Why Your Prospect Isn't Responding; 4 in 100 is a common coaching limit",
    needs_sound=True,
)
def fillers(subject: Subject) -> tuple[float, tuple[Evidence, ...]]:
    """Um, uh and words begun twice, for every 100 words; a lower bound.

    Whisper leaves out most fillers, so what is counted was certainly said.
    """
    words = subject.words
    if len(words) < LEAST_WORDS:
        raise CannotMeasureError(f"Only {len(words)} words were heard.")
    number = {i for r in subject.readings for i in range(r.word_start, r.word_end)}
    found = [i for i in range(len(words)) if i not in number and _stumbles(words, i)]
    evidence = tuple(subject.quote(max(0, i - 1), min(len(words), i + 2)) for i in found[:5])
    return 100.0 * len(found) / len(words), evidence


@measure(
    "audibility.level_dbfs", label="Level", unit="dBFS", digits=1, source="ours", needs_sound=True
)
def level_dbfs(subject: Subject) -> float:
    """RMS level of the voice against full scale."""
    return subject.speech.level_dbfs


@measure(
    "audibility.clipped_share",
    label="Clipped share",
    unit="share",
    digits=5,
    source="ours",
    needs_sound=True,
)
def clipped_share(subject: Subject) -> float:
    """Share of samples (0..1) that stand in flat runs at full scale."""
    return subject.speech.clipped_share


@measure(
    "audibility.snr_db",
    label="Voice over background",
    unit="dB",
    digits=1,
    source="ours",
    needs_sound=True,
)
def snr_db(subject: Subject) -> float:
    """Distance of the voice's level from the background between the words."""
    if subject.speech.snr_db is None:
        raise CannotMeasureError("The background cannot be heard apart from the voice.")
    return subject.speech.snr_db


def _outside_numbers(subject: Subject) -> tuple[list[Word], float]:
    """The words that belong to no telephone number, and the seconds they are spread over."""
    inside = {i for r in subject.readings for i in range(r.word_start, r.word_end)}
    words = [word for i, word in enumerate(subject.words) if i not in inside]
    message = subject.speech.message
    numbers_s = sum(Span(r.start_s, r.end_s).overlap_s(message) for r in subject.readings)
    if len(words) < LEAST_WORDS:
        raise CannotMeasureError(f"Only {len(words)} words were heard outside the number.")
    if message.duration_s - numbers_s < LEAST_SPEECH_S:
        raise CannotMeasureError("There is too little speech outside the number.")
    return words, message.duration_s - numbers_s


def _fastest(words: list[Word]) -> tuple[Evidence, ...]:
    """The twelve words said in the least time, to listen to."""
    run = 12
    if len(words) < run:
        return ()
    starts = range(len(words) - run + 1)
    at = min(starts, key=lambda i: words[i + run - 1].end_s - words[i].start_s)
    said = words[at : at + run]
    return (Evidence(said[0].start_s, said[-1].end_s, written(said)),)


def _in_number(subject: Subject, pause: Span) -> bool:
    """Whether a silence lies in a reading, or sets it off: there a pause is good."""
    return any(
        reading.start_s - ADJACENT_S <= pause.end_s and pause.start_s <= reading.end_s + ADJACENT_S
        for reading in subject.readings
    )


def _inside_readings_s(subject: Subject, pause: Span) -> float:
    return sum(pause.overlap_s(Span(r.start_s, r.end_s)) for r in subject.readings)


def _stumbles(words: tuple[Word, ...], index: int) -> bool:
    said = _bare(words[index].text)
    if said in FILLERS:
        return True
    if words[index].text.endswith("-") and len(said) <= 4:
        return True
    if index == 0 or said in RESTARTS_ALLOWED or not said.isalpha():
        return False
    return said == _bare(words[index - 1].text) and words[index - 1].text[-1:] not in ".!?"


@functools.lru_cache(maxsize=8192)
def _bare(text: str) -> str:
    return re.sub(r"[^\w']", "", text.lower())
