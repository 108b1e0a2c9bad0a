"""Where the message is: what came before it (ring, greeting, beep) and after it is cut.

Times stay on the recording's own clock; a cut only says what is not the message.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from coach.greeting import (
    introduces,
    plain,
    sounds_like_greeting,
    sounds_like_pitch,
    sounds_like_prompt,
)
from coach.loudness import HOP_S
from coach.records import Cut, Span, Word
from coach.voice import speech_s

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coach.scene import Scene
    from coach.tones import Tone

LEAST_MESSAGE_S = 0.6
"""Less speech than this behind a beep is no message (ours)."""

LEAST_GREETING_S = 0.5
GREETING_HEARD_S = 25.0
"""Greetings say what they are within this time."""

GREETING_PAUSE_S = 0.45
"""A greeting without a beep ends in a pause of at least this (ours)."""

SILENCE_S = 0.3
"""Shorter silences at the edges are not worth a line in the report."""

DEAD_AIR_S = 1.0
"""Silence behind the message from which it is reported."""

FURTHEST_ONSET_S = 0.8
FURTHEST_OFFSET_S = 0.5
VOICE_LAG_S = 0.15
"""How late Silero may be in letting speech end."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What precedes the message, as far as sound can tell: `end_s` is where it may begin."""

    end_s: float
    greeting: Span | None = None
    quote: str = ""
    tones: tuple[Tone, ...] = ()


def opening(scene: Scene, hear_quickly: Callable[[Span], str]) -> Opening:
    """Find the last tone that a message follows, if what precedes it is not the message itself.

    `hear_quickly` gives the rough words of a stretch; it is asked only where somebody speaks
    before a tone.
    """
    ends = Span(0.0, scene.duration_s)
    candidates = [
        tone
        for tone in scene.tones
        if speech_s(scene.speech, Span(tone.end_s, ends.end_s)) >= LEAST_MESSAGE_S
    ]
    if not candidates:
        return Opening(0.0)
    while candidates:
        end_s = candidates[-1].end_s
        before = [span for span in scene.speech if span.end_s <= end_s + 0.1]
        if not before or speech_s(scene.speech, Span(0.0, end_s)) < LEAST_GREETING_S:
            return Opening(end_s, tones=tuple(candidates))
        breath = _since_last_tone(before, candidates)
        text = hear_quickly(
            Span(max(breath.start_s, breath.end_s - GREETING_HEARD_S), breath.end_s)
        )
        if not _is_message(text, scene, Span(breath.start_s, end_s)):
            return Opening(end_s, _hull(before), text, tuple(candidates))
        candidates = [tone for tone in candidates if tone.end_s <= breath.start_s + 0.1]
    return Opening(0.0)


def _since_last_tone(before: Sequence[Span], candidates: Sequence[Tone]) -> Span:
    """What was said in one go before a tone: since the tone that came before it, if any."""
    last_s = before[-1].start_s
    floor_s = max((tone.end_s for tone in candidates if tone.end_s <= last_s + 0.1), default=0.0)
    return Span(next(s.start_s for s in before if s.start_s >= floor_s - 0.1), before[-1].end_s)


def _is_message(text: str, scene: Scene, stretch: Span) -> bool:
    """Whether a caller says this: then the tone behind it is in or behind the message."""
    if not sounds_like_pitch(text):
        return False
    spoken_s = speech_s(scene.speech, stretch)
    after_s = speech_s(scene.speech, Span(stretch.end_s, scene.duration_s))
    return not sounds_like_greeting(text) or spoken_s > 3 * after_s


def greeting_words(words: Sequence[Word], speech: Sequence[Span]) -> int:
    """How many of the first words are a greeting that no beep ended.

    The greeting ends at the first pause behind its last telling phrase.
    """
    best = before = 0
    for boundary in _pauses_between(words, speech):
        if words[boundary - 1].end_s - words[0].start_s > GREETING_HEARD_S:
            break
        breath = _text(words[before if best else 0 : boundary])
        rest = _text(words[boundary:])
        callers = sounds_like_pitch(breath) and not introduces(rest)
        if sounds_like_greeting(breath) and not callers and len(plain(rest).split()) >= 3:
            best = boundary
        before = boundary
    return best


def prompt_words(words: Sequence[Word], speech: Sequence[Span]) -> int:
    """How many of the last words are the exchange's, after the caller has finished."""
    for boundary, following in pairwise([*_pauses_between(words, speech), len(words)]):
        breath, rest = _text(words[boundary:following]), _text(words[boundary:])
        if sounds_like_prompt(breath) and not sounds_like_pitch(rest):
            return len(words) - boundary
    return 0


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _pauses_between(words: Sequence[Word], speech: Sequence[Span]) -> list[int]:
    """Indices of words that follow a pause of the voice."""
    gaps = [
        Span(one.end_s, two.start_s)
        for one, two in pairwise(speech)
        if two.start_s - one.end_s >= GREETING_PAUSE_S
    ]
    found = []
    for gap in gaps:
        middle = (gap.start_s + gap.end_s) / 2
        index = sum(1 for word in words if (word.start_s + word.end_s) / 2 < middle)
        if 0 < index < len(words):
            found.append(index)
    return found


def bounds(scene: Scene, speech: Sequence[Span], not_before_s: float) -> Span:
    """First and last sound of the message, to about 20 ms; `speech` is the message's own."""
    first, last = speech[0], speech[-1]
    levels = scene.loudness
    quiet_db, strong_db = scene.quiet_db(speech), scene.strong_db(speech)
    earliest = max(not_before_s, first.start_s - FURTHEST_ONSET_S, 0.0)
    near_s = max(first.start_s, earliest + HOP_S)  # equal times would ask for the offset
    start_s = levels.edge_s(near_s, earliest, quiet_db, strong_db)
    latest = min(scene.duration_s, last.end_s + FURTHEST_OFFSET_S)
    later_tones = [tone.start_s for tone in scene.tones if tone.start_s >= last.end_s - VOICE_LAG_S]
    latest = min([latest, *later_tones])
    end_s = levels.edge_s(min(last.end_s, latest), latest, quiet_db, strong_db)
    start_s, end_s = max(start_s, not_before_s), min(end_s, latest)
    return Span(round(start_s, 3), round(max(end_s, start_s), 3))


def cuts(
    message: Span, found: Opening, greeting: Span | None, prompt: Cut | None, scene: Scene
) -> tuple[Cut, ...]:
    """Name everything outside the message, in order of time."""
    pieces: list[Cut] = _tone_cuts(found, greeting or found.greeting)
    if found.greeting:
        pieces.append(Cut("greeting", found.greeting.start_s, found.greeting.end_s, found.quote))
    if greeting and not found.greeting:
        pieces.append(Cut("greeting", greeting.start_s, greeting.end_s))
    after = [tone for tone in scene.tones if tone.start_s >= message.end_s]
    pieces += [Cut("tone", tone.start_s, tone.end_s) for tone in after]
    pieces += [prompt] if prompt else []
    return _with_silences(pieces, message, scene.duration_s)


def _tone_cuts(found: Opening, greeting: Span | None) -> list[Cut]:
    """Rings before anybody speaks become one cut; other tones are beeps."""
    first_word_s = greeting.start_s if greeting else float("inf")
    rings = [tone for tone in found.tones if tone.ringlike and tone.end_s <= first_word_s + 0.1]
    beeps = [tone for tone in found.tones if tone not in rings]
    ring_cut = [Cut("ring", rings[0].start_s, rings[-1].end_s)] if rings else []
    return [*ring_cut, *(Cut("beep", tone.start_s, tone.end_s) for tone in beeps)]


def _with_silences(pieces: list[Cut], message: Span, duration_s: float) -> tuple[Cut, ...]:
    """Fill the gaps between the pieces, and clip them to what is outside the message."""
    clipped: list[Cut] = []
    clock = 0.0
    marks = [*pieces, Cut("silence", message.start_s, message.end_s, "message")]
    for piece in sorted(marks, key=lambda cut: (cut.start_s, cut.end_s)):
        start_s = max(clock, piece.start_s)
        least = DEAD_AIR_S if clock >= message.end_s else SILENCE_S
        if start_s - clock >= least:
            clipped.append(Cut("silence", round(clock, 3), round(start_s, 3)))
        own = piece.quote == "message" and piece.start_s == message.start_s
        end_s = (
            piece.end_s if own or start_s >= message.end_s else min(piece.end_s, message.start_s)
        )
        if not own and end_s > start_s:
            clipped.append(Cut(piece.kind, round(start_s, 3), round(end_s, 3), piece.quote))
        clock = max(clock, end_s)
    if duration_s - clock >= DEAD_AIR_S:
        clipped.append(Cut("silence", round(clock, 3), round(duration_s, 3)))
    return tuple(clipped)


def _hull(spans: Sequence[Span]) -> Span | None:
    return Span(spans[0].start_s, spans[-1].end_s) if spans else None


def without_greeting(
    words: list[Word], spoken: list[Span], start: Opening
) -> tuple[list[Word], list[Span], Span | None]:
    """Drop a greeting that no beep ended, unless a beep already did."""
    count = 0 if start.greeting else greeting_words(words, spoken)
    if not count:
        return words, spoken, None
    border_s = (words[count - 1].end_s + words[count].start_s) / 2
    rest = [span for span in spoken if (span.start_s + span.end_s) / 2 > border_s] or spoken[-1:]
    before = [span for span in spoken if span not in rest]
    end_s = before[-1].end_s if before else border_s
    return words[count:], rest, Span(spoken[0].start_s, end_s)


def without_prompt(
    words: list[Word], spoken: list[Span]
) -> tuple[list[Word], list[Span], Cut | None]:
    """Drop what the exchange says once the caller has finished."""
    count = prompt_words(words, spoken)
    if not count:
        return words, spoken, None
    kept = words[: len(words) - count]
    said = " ".join(word.text for word in words[len(kept) :])
    border_s = (kept[-1].end_s + words[len(kept)].start_s) / 2
    rest = [span for span in spoken if (span.start_s + span.end_s) / 2 < border_s] or spoken[:1]
    start_s = next((s.start_s for s in spoken if s.start_s >= rest[-1].end_s), rest[-1].end_s)
    return kept, rest, Cut("prompt", round(start_s, 3), round(spoken[-1].end_s, 3), said)
