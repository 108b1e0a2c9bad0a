"""What was heard with what a person put right: the message's bounds, the digits of its number."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from coach.number import gather
from coach.number.dialling import is_complete
from coach.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.correction import Correction
    from coach.records import Reading, Speech, Word

CORRECTED = "a person put the digits right, and they have no times of their own"


def amended(speech: Speech, corrections: Sequence[Correction], region: str) -> Speech:
    """What was heard, with the latest bounds and digits that a person gave."""
    bounds = [one for one in corrections if one.start_s is not None or one.end_s is not None]
    for one in bounds:
        start_s = speech.message.start_s if one.start_s is None else one.start_s
        end_s = speech.message.end_s if one.end_s is None else one.end_s
        speech = _bounded(speech, Span(start_s, min(end_s, speech.duration_s)))
    digits = [one.digits for one in corrections if one.digits]
    return _renumbered(speech, digits[-1], region) if digits else speech


def _bounded(speech: Speech, message: Span) -> Speech:
    """The same recording with the message elsewhere; words outside are no part of it."""
    words = speech.transcript.words
    inside = [message.start_s <= _middle_s(word) <= message.end_s for word in words]
    before = list(accumulate(inside, initial=0))
    pauses = tuple(p for p in speech.pauses if p.overlap_s(message) >= p.duration_s)
    lost_s = speech.message.duration_s - speech.voiced_s
    kept = tuple(word for word, is_in in zip(words, inside, strict=True) if is_in)
    return replace(
        speech,
        message=message,
        pauses=pauses,
        voiced_s=round(max(0.0, message.duration_s - min(lost_s, _sum_s(pauses))), 3),
        transcript=replace(speech.transcript, words=kept),
        readings=tuple(
            replace(
                reading,
                word_start=before[reading.word_start],
                word_end=before[reading.word_end],
            )
            for reading in speech.readings
            if message.start_s <= (reading.start_s + reading.end_s) / 2 <= message.end_s
        ),
        suspect_spans=tuple(one for one in speech.suspect_spans if one.overlap_s(message)),
    )


def _middle_s(word: Word) -> float:
    return (word.start_s + word.end_s) / 2


def _sum_s(spans: Sequence[Span]) -> float:
    return sum(span.duration_s for span in spans)


def _renumbered(speech: Speech, digits: str, region: str) -> Speech:
    """The same readings under the digits that were really said."""
    numbers, _ = gather(speech.readings, region=region)
    if not numbers:
        return speech
    main = numbers[0]
    wrong = main.readings or main.partial
    readings = tuple(
        _reread(one, digits, region) if one in wrong else one for one in speech.readings
    )
    return replace(speech, readings=readings)


def _reread(reading: Reading, digits: str, region: str) -> Reading:
    whole = replace(
        reading,
        digits=digits,
        confidence=1.0,
        doubts=(),
        country_digits=None,
        complete=is_complete(digits, region),
    )
    if len(digits) != len(reading.digits):
        return replace(whole, timing="number", timing_reason=CORRECTED, each=(), groups=())
    starts = accumulate((len(group.digits) for group in reading.groups), initial=0)
    return replace(
        whole,
        each=tuple(replace(o, digit=d) for o, d in zip(reading.each, digits, strict=False)),
        groups=tuple(
            replace(group, digits=digits[start : start + len(group.digits)])
            for group, start in zip(reading.groups, starts, strict=False)
        ),
    )
