"""One recording, from bytes to `Speech`: runs in a worker, touches no file but the recording."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coach import audio as sound
from coach.errors import FailureKind, RecordingError
from coach.language import DOUBTFUL_LOGPROB, refuse_other_language
from coach.message import Opening, bounds, cuts, opening, without_greeting, without_prompt
from coach.number import (
    HeardWord,
    heard_readings,
    listen,
    may_hold_number,
    surely_a_number,
)
from coach.records import SAMPLE_RATE_HZ, Audio, Span, Speech, Transcript
from coach.scene import Scene, distinct_channels, last_speaker, scene
from coach.speech import (
    LEAST_PAUSE_S,
    pauses,
    settle_words,
    snr_db,
    sounding,
    voiced_s,
    waveform,
    wordless,
)
from coach.transcribe import Encoded, Recogniser, load
from coach.voice import speech_s
from coach.voicing import voiced_share
from coach.windows import (
    LEAST_SPEECH_S,
    believable,
    clipped,
    lacking_s,
    spliced,
    unexplained,
    windows,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from coach.settings import Hearing
    from coach.utterance import Utterance

LEAST_VOICED = 0.05
"""Doubtful words over a sound with less pitch than this were invented (ours)."""

HEARD_BEHIND_S = 0.4

EDGE_S = 0.1
"""A number word may begin this much before the message, as the level tells it."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker needs: where the recording is (or its bytes), and how to listen."""

    key: str
    name: str
    location: str | None
    content: bytes | None
    hearing: Hearing


@dataclass(frozen=True, slots=True)
class Heard:
    """What a worker gives back: what was heard, and the sound compressed for the report."""

    key: str
    speech: Speech
    sound: bytes


def hear(task: Task) -> Heard:
    """Listen to one recording.

    Raises
    ------
    RecordingError
        With the kind and one sentence, where it cannot be scored.
    """
    content = task.content
    if content is None:
        content = _read(task.location or "")
    decoded = sound.decode(content, task.name, max_minutes=task.hearing.max_minutes)
    speech, mono_index = _listen(decoded, task.hearing, hashlib.sha256(content).hexdigest())
    return Heard(task.key, speech, sound.encode_flac(decoded.channels[mono_index]))


def _read(location: str) -> bytes:
    try:
        return Path(location).read_bytes()
    except FileNotFoundError as error:
        raise RecordingError(FailureKind.NOT_FOUND, "The file is not there any more.") from error
    except OSError as error:
        raise RecordingError(FailureKind.UNREADABLE, "The file may not be read.") from error


def _listen(decoded: Audio, hearing: Hearing, sha256: str) -> tuple[Speech, int]:
    indices = distinct_channels(decoded.channels)
    scenes = [scene(decoded.channels[index]) for index in indices]
    chosen = last_speaker(scenes)
    place = scenes[chosen]
    whole = Span(0.0, place.duration_s)
    if speech_s(place.speech, whole) < LEAST_SPEECH_S:
        raise _no_speech()
    recogniser = _recogniser(hearing.model_folder, hearing)
    start = _opening(scenes, chosen, recogniser)
    heard = [_utterance(one, place, recogniser) for one in _windows(place, start)]
    utterances = [utterance for _, utterance in heard]
    refuse_other_language(place, utterances, recogniser)
    voice = _voice(place, start)
    numbers = _number_words(heard, place, hearing)
    utterances = [
        believed for one in utterances if (believed := _believed(one, voice, numbers, place))
    ]
    spoken = [span for span in voice if any(span.overlap_s(one.window) for one in utterances)]
    if not utterances:
        raise _no_speech()
    speech = _assemble(place, start, utterances, numbers, spoken, hearing)
    channel = indices[chosen]
    clipped = decoded.clipped_shares[channel]
    return (
        replace(
            speech,
            sha256=sha256,
            channel=channel,
            channel_count=len(decoded.channels),
            clipped_share=round(clipped, 6),
            warnings=(*decoded.warnings, *speech.warnings),
        ),
        channel,
    )


def _recogniser(folder: str, hearing: Hearing) -> Recogniser:
    return load(folder, hearing.language, hearing.threads, hearing.device)


def _no_speech() -> RecordingError:
    return RecordingError(FailureKind.NO_SPEECH, "Nobody can be heard speaking in this recording.")


def _opening(scenes: Sequence[Scene], chosen: int, recogniser: Recogniser) -> Opening:
    """What precedes the message on its own channel, else on the machine's side of the call."""
    place = scenes[chosen]
    found = opening(place, lambda span: recogniser.quick_text(place.samples, span))
    if found.tones or len(scenes) == 1:
        return found
    other = scenes[1 - chosen]
    first_s = place.speech[0].start_s
    greeting = [span for span in other.speech if span.end_s <= first_s + 0.5]
    tones = tuple(tone for tone in other.tones if tone.end_s <= first_s + 0.2)
    span = Span(greeting[0].start_s, greeting[-1].end_s) if greeting else None
    end_s = max([0.0, *(tone.end_s for tone in tones)])
    return Opening(end_s, span, "", tones) if span or tones else found


def _believed(
    utterance: Utterance, voice: Sequence[Span], numbers: Sequence[HeardWord], place: Scene
) -> Utterance | None:
    """The utterance if it was said; without its words where only its digits surely were."""
    if believable(utterance, voice) and _voiced(utterance, place.samples):
        return utterance
    window = utterance.window
    inside = [word for word in numbers if window.start_s <= word.start_s < window.end_s]
    return replace(utterance, words=()) if surely_a_number(inside) else None


def _voiced(utterance: Utterance, samples: NDArray[np.float32]) -> bool:
    """Whether a doubtful utterance lies on a sound that has a voice's pitch."""
    if utterance.mean_logprob > DOUBTFUL_LOGPROB:
        return True
    low, high = (round(edge * SAMPLE_RATE_HZ) for edge in _edges(utterance.window))
    return voiced_share(samples[low:high]) >= LEAST_VOICED


def _voice(place: Scene, start: Opening) -> list[Span]:
    """Where somebody speaks behind what precedes the message."""
    after = [span for span in place.speech if span.end_s > start.end_s + 0.05]
    return [Span(max(span.start_s, start.end_s), span.end_s) for span in after]


def _windows(place: Scene, start: Opening) -> list[Span]:
    """Every window of the message."""
    return [
        Span(max(window.start_s, start.end_s), window.end_s)
        for window in windows(_voice(place, start), place.duration_s)
    ]


def _utterance(window: Span, place: Scene, recogniser: Recogniser) -> tuple[Encoded, Utterance]:
    """Put a window into words."""
    voice = clipped(place.speech, window)
    encoded, utterance = recogniser.heard(place.samples, window, partial(lacking_s, voice))
    return encoded, _with_hidden_words(utterance, voice, place, recogniser)


def _number_words(
    heard: Sequence[tuple[Encoded, Utterance]], place: Scene, hearing: Hearing
) -> tuple[HeardWord, ...]:
    """Hear the number words of every window, with the packaged model's encoder.

    Where another model transcribes that is one encoding more, so only windows that may hold a
    number are heard again.
    """
    wanted = [encoded for encoded, _ in heard]
    if hearing.number_folder != hearing.model_folder:
        listener = _recogniser(hearing.number_folder, hearing)
        wanted = [
            listener.encoded(place.samples, encoded.window, encoded.context_s)
            for encoded, utterance in heard
            if may_hold_number([word.text for word in utterance.words])
            or lacking_s(clipped(place.speech, encoded.window), utterance.words)
        ]
    return tuple(word for one in wanted for word in listen(one.frames, one.window.start_s))


def _with_hidden_words(
    utterance: Utterance, voice: Sequence[Span], place: Scene, recogniser: Recogniser
) -> Utterance:
    """Listen again, alone, to stretches of voice that the words do not explain."""
    words = utterance.words
    for gap in unexplained(words, voice):
        _, again = recogniser.heard(place.samples, _with_margin(gap, utterance.window))
        if believable(again, place.speech) and again.mean_logprob > DOUBTFUL_LOGPROB:
            words = spliced(words, again.words, gap)
    return replace(utterance, words=words)


def _with_margin(gap: Span, window: Span) -> Span:
    return Span(gap.start_s, min(window.end_s, gap.end_s + HEARD_BEHIND_S))


def _edges(span: Span) -> tuple[float, float]:
    return span.start_s, span.end_s


def _assemble(
    place: Scene,
    start: Opening,
    utterances: Sequence[Utterance],
    numbers: Sequence[HeardWord],
    spoken: list[Span],
    hearing: Hearing,
) -> Speech:
    words = [word for utterance in utterances for word in utterance.words]
    words, spoken, greeting = without_greeting(words, spoken, start)
    words, spoken, prompt = without_prompt(words, spoken)
    not_before_s = greeting.end_s if greeting else start.end_s
    message = bounds(place, spoken, not_before_s)
    silences = pauses(place, message)
    settled, readings = heard_readings(
        place.samples,
        settle_words(words, silences, message),
        [word for word in numbers if word.start_s >= message.start_s - EDGE_S],
        hearing.region,
    )
    heard = sounding(place.samples, message, silences)
    level_dbfs = round(sound.level_dbfs(heard), 1)
    return Speech(
        sha256="",
        duration_s=round(place.duration_s, 3),
        channel=0,
        channel_count=1,
        message=message,
        cuts=cuts(message, start, greeting, prompt, place),
        transcript=Transcript(settled, hearing.language, hearing.model_id.split("@")[0]),
        readings=readings,
        pauses=silences,
        voiced_s=voiced_s(message, silences, LEAST_PAUSE_S),
        level_dbfs=level_dbfs,
        peak_dbfs=round(sound.peak_dbfs(heard), 1),
        snr_db=snr_db(level_dbfs, place),
        clipped_share=0.0,
        waveform=waveform(place.samples),
        suspect_spans=wordless(spoken, settled, message),
    )
