"""The recording as the page plays it: waveform, words, what was cut."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from coach.records import written
from coach.report.charts import Mark, Region, waveform
from coach.report.formats import attribute_s, clean, clock, length, seconds
from coach.report.verdict_words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markupsafe import Markup

    from coach.records import Cut, Finding, Review, Speech, Word

UNSURE_BELOW = 0.5
"""Words less probable than this are marked (ours)."""
SHOWN_PAUSE_S = 0.7
"""Silences from here on are written into the transcript (ours)."""
POINTED_AT = 0.5
"""Evidence longer than this share of the message is no place to point at (ours)."""
_CUT_WORDS = {
    "ring": "Ring",
    "greeting": "Greeting",
    "beep": "Beep",
    "silence": "Silence",
    "prompt": "Prompt",
    "tone": "Tone",
}


@dataclass(frozen=True, slots=True)
class TokenView:
    """One word of the transcript, the silence behind it, and the space to the next."""

    text: str
    start: str
    end: str
    marks: str
    pause: str
    space: str


@dataclass(frozen=True, slots=True)
class CutView:
    """A stretch that was left out of all measures."""

    word: str
    quote: str
    duration: str
    start: str
    end: str
    clock: str
    label: str


@dataclass(frozen=True, slots=True)
class ListeningView:
    """What is needed to look at the recording and play it; `audio_src` is empty without sound."""

    audio_src: str
    waveform: Markup
    duration: str
    duration_clock: str
    message_start: str
    message_clock: str
    message_end_clock: str
    tokens: tuple[TokenView, ...]
    has_unsure: bool
    has_number: bool
    cuts: tuple[CutView, ...]


def _number_places(review: Review) -> frozenset[int]:
    """Return the places of the words that are part of a number."""
    return frozenset(
        place
        for number in (*review.numbers, *review.other_numbers)
        for reading in (*number.readings, *number.partial)
        for place in range(reading.word_start, reading.word_end)
    )


def _pauses(speech: Speech) -> dict[int, str]:
    """Return the long silences by the place of the word before them."""
    starts = [word.start_s for word in speech.transcript.words]
    found: dict[int, float] = {}
    for pause in speech.pauses:
        place = bisect_right(starts, (pause.start_s + pause.end_s) / 2) - 1
        if 0 <= place < len(starts) - 1 and pause.duration_s >= SHOWN_PAUSE_S:
            found[place] = max(pause.duration_s, found.get(place, 0.0))
    return {place: f"{lasting:.1f} s" for place, lasting in found.items()}


def _space(pair: Sequence[Word]) -> str:
    """Return the space between two words: none before a number's next group ("-555")."""
    apart = " ".join([word.text for word in pair])
    return " " if " -" not in apart or written(pair) == apart else ""


def _tokens(review: Review) -> tuple[TokenView, ...]:
    """Return the words of the transcript."""
    words = review.speech.transcript.words
    numbers, pauses = _number_places(review), _pauses(review.speech)
    return tuple(
        TokenView(
            text=clean(word.text),
            start=attribute_s(word.start_s),
            end=attribute_s(word.end_s),
            marks="w"
            + (" num" if place in numbers else "")
            + (" unsure" if word.probability < UNSURE_BELOW else ""),
            pause=pauses.get(place, ""),
            space=_space(words[place : place + 2]),
        )
        for place, word in enumerate(words)
    )


def _cut_view(cut: Cut) -> CutView:
    word, at = _CUT_WORDS[cut.kind], clock(cut.start_s)
    return CutView(
        word=word,
        quote=clean(cut.quote),
        duration=seconds(cut.end_s - cut.start_s),
        start=attribute_s(cut.start_s),
        end=attribute_s(cut.end_s),
        clock=at,
        label=f"Play the {word.lower()} at {at}",
    )


def _regions(review: Review) -> list[Region]:
    """Return what the waveform shades: cuts, the message, readings of numbers."""
    speech = review.speech
    readings = [reading for number in review.numbers for reading in number.readings]
    return [
        Region("message", "Message", speech.message.start_s, speech.message.end_s),
        *(Region("cut", _CUT_WORDS[cut.kind], cut.start_s, cut.end_s) for cut in speech.cuts),
        *(Region("reading", "Number", reading.start_s, reading.end_s) for reading in readings),
    ]


def _finding_marks(finding: Finding, longest_s: float) -> list[Mark]:
    """Return where one miss or watch can be heard, unless that is most of the message."""
    grade: Literal["miss", "watch"] = "miss" if finding.verdict == "miss" else "watch"
    label = f"{WORDS[finding.verdict]}: {clean(finding.question)}"
    return [
        Mark(grade, label, evidence.start_s, evidence.end_s)
        for evidence in finding.evidence
        if evidence.start_s is not None
        and evidence.end_s is not None
        and evidence.end_s - evidence.start_s <= longest_s
    ]


def _marks(review: Review, findings: Iterable[Finding]) -> list[Mark]:
    """Return where misses and watches can be heard."""
    longest_s = review.speech.message.duration_s * POINTED_AT
    return [
        mark
        for finding in findings
        if finding.verdict in ("miss", "watch")
        for mark in _finding_marks(finding, longest_s)
    ]


def _wave_text(speech: Speech) -> str:
    """Return what the waveform shows, in words."""
    cuts = ", ".join(f"{cut.kind} from {clock(cut.start_s)}" for cut in speech.cuts)
    return (
        f"{length(speech.duration_s)} in all. The message runs from"
        f" {clock(speech.message.start_s)} to {clock(speech.message.end_s)}."
        f" Left out: {cuts or 'nothing'}."
    )


def listening_view(review: Review, findings: Sequence[Finding], audio_src: str) -> ListeningView:
    """Return the recording ready to be looked at and played."""
    speech, tokens = review.speech, _tokens(review)
    return ListeningView(
        audio_src=audio_src,
        waveform=waveform(
            speech.duration_s,
            speech.waveform,
            _regions(review),
            _marks(review, findings),
            _wave_text(speech),
        ),
        duration=attribute_s(speech.duration_s),
        duration_clock=clock(speech.duration_s),
        message_start=attribute_s(speech.message.start_s),
        message_clock=clock(speech.message.start_s),
        message_end_clock=clock(speech.message.end_s),
        tokens=tokens,
        has_unsure=any("unsure" in token.marks for token in tokens),
        has_number=any(" num" in token.marks for token in tokens),
        cuts=tuple(_cut_view(cut) for cut in speech.cuts),
    )
