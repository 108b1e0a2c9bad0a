"""Ways of listening to a recording: the product's own path, plain faster-whisper, PocketSphinx."""

from __future__ import annotations

import functools
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
from number_truth import Listened
from number_voices import NAMES

from coach import audio, number, pipeline, transcribe
from coach.errors import RecordingError
from coach.records import SAMPLE_RATE_HZ, Digit, DigitGroup, Reading, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from number_cases import Case, TrueReading

    from coach.number import NumberSpan
    from coach.settings import Hearing

TRANSCRIPTION, NUMBER = "transcription", "number"
COUNTED: tuple[tuple[object, str, str], ...] = (
    (transcribe.Recogniser, "heard", TRANSCRIPTION),
    (pipeline, "_number_words", NUMBER),
    (pipeline, "heard_readings", NUMBER),
)
"""What costs what: everything between the sound and the words, and what the number adds."""

MARGIN_S = 0.4


@contextmanager
def weights_of(folder: Path | None) -> Iterator[None]:
    """Hear numbers with the weights in another folder, where one is named."""
    shipped = [(network, network.load) for network in (number.head, number.resemblance)]
    for network, _ in shipped if folder is not None else ():
        other = network.read(folder / network.WEIGHTS_FILE)
        network.load = functools.partial(_given, other)  # type: ignore[assignment]  # cached there
    try:
        yield
    finally:
        for network, load in shipped:
            network.load = load  # type: ignore[assignment]  # as it was


def _given(other: object) -> object:
    return other


@contextmanager
def clocked() -> Iterator[dict[str, float]]:
    """Processor seconds of transcription and of the number, while this lasts."""
    spent = {TRANSCRIPTION: 0.0, NUMBER: 0.0}
    inside: list[str] = []
    originals = [(holder, name, getattr(holder, name), part) for holder, name, part in COUNTED]
    for holder, name, function, part in originals:
        setattr(holder, name, _clocked(function, spent, part, inside))
    try:
        yield spent
    finally:
        for holder, name, function, _ in originals:
            setattr(holder, name, function)


def _clocked(
    function: Callable[..., object], spent: dict[str, float], part: str, inside: list[str]
) -> Callable[..., object]:
    """Count a function, unless one that is counted calls it: its time is the other's."""

    @functools.wraps(function)
    def counted(*arguments: object, **named: object) -> object:
        if inside:
            return function(*arguments, **named)
        inside.append(part)
        before = time.process_time()
        try:
            return function(*arguments, **named)
        finally:
            spent[part] += time.process_time() - before
            inside.pop()

    return counted


def ours(case: Case, hearing: Hearing) -> Listened:
    """What the product hears."""
    task = pipeline.Task("", case.path.name, str(case.path), None, hearing)
    try:
        speech = pipeline.hear(task).speech
    except RecordingError as error:
        return Listened(failure=str(error.kind))
    return _gathered(speech.readings, speech.transcript.text, hearing)


def _gathered(readings: Sequence[Reading], text: str, hearing: Hearing) -> Listened:
    numbers, others = number.gather(readings, hearing.region)
    return Listened(tuple(readings), numbers, others, text)


def plain(case: Case, hearing: Hearing) -> Listened:
    """What faster-whisper's own `transcribe` hears, its text read by the project's grammar."""
    model = transcribe.load(hearing.model_folder, hearing.language, hearing.threads).model
    segments, _ = model.transcribe(
        _mono(case),
        beam_size=transcribe.BEAM_SIZE,
        language="en",
        condition_on_previous_text=False,
        word_timestamps=True,
    )
    words = _whole_words([word for segment in segments for word in segment.words or ()])
    found = number.spans([word.text for word in words], hearing.region)
    text = " ".join(word.text for word in words)
    return _gathered([_spread(span, words) for span in found], text, hearing)


def _mono(case: Case) -> Any:
    return audio.decode(case.path.read_bytes(), case.path.name, max_minutes=10).channels[0]


def _whole_words(parts: Sequence[Any]) -> list[Word]:
    """Words between spaces; what hangs on without one ("-555") ends the word before."""
    words: list[Word] = []
    for part in parts:
        text = part.word.strip()
        if words and not part.word.startswith(" "):
            before = words[-1]
            words[-1] = Word(before.text + text, before.start_s, part.end, before.probability)
        elif text:
            words.append(Word(text, part.start, part.end, part.probability))
    return words


def _spread(span: NumberSpan, words: Sequence[Word]) -> Reading:
    """A reading of written words: the digits of one word share its time evenly."""
    each: list[Digit] = []
    for piece in span.pieces:
        start_s, end_s = words[piece.word].start_s, words[piece.word_end - 1].end_s
        low, high, of = piece.part
        step_s = (end_s - start_s) * (high - low) / of / len(piece.digits)
        first_s = start_s + (end_s - start_s) * low / of
        each += [
            Digit(digit, first_s + k * step_s, first_s + (k + 1) * step_s)
            for k, digit in enumerate(piece.digits)
        ]
    digits = span.digits
    start_s, end_s = each[0].start_s, each[-1].end_s
    in_order = "".join(one.digit for one in each) == digits
    return Reading(
        digits=digits,
        start_s=start_s,
        end_s=end_s,
        confidence=min(words[k].probability for k in range(span.word_start, span.word_end)),
        timing="digit" if in_order else "number",
        timing_reason="",
        each=tuple(each) if in_order else (),
        groups=(DigitGroup(digits, start_s, end_s, None),),
        pause_before_s=0.0,
        complete=span.complete,
        word_start=span.word_start,
        word_end=span.word_end,
        extension=span.extension,
        whose=span.whose,
        country_digits=span.country_digits,
    )


@functools.cache
def sphinx() -> Any:
    """PocketSphinx's decoder with its own English model; None where it is not installed."""
    try:
        from pocketsphinx import Decoder
    except ImportError:
        return None
    return Decoder(samprate=float(SAMPLE_RATE_HZ), loglevel="FATAL")


def sphinx_onsets_s(case: Case, true: TrueReading) -> list[float] | None:
    """Onsets of digits that it is told, in the sound around them; None where it cannot align."""
    samples = _mono(case)
    start_s = max(0.0, true.start_s - MARGIN_S)
    clip = samples[
        round(start_s * SAMPLE_RATE_HZ) : round((true.end_s + MARGIN_S) * SAMPLE_RATE_HZ)
    ]
    decoder = sphinx()
    try:
        decoder.set_align_text(" ".join(NAMES[int(digit)] for digit in true.digits))
        decoder.start_utt()
        decoder.process_raw((clip * 32_767).astype(np.int16).tobytes(), full_utt=True)
        decoder.end_utt()
        said = [seg for seg in decoder.seg() if seg.word.partition("(")[0] in NAMES]
    except (RuntimeError, TypeError):  # what it raises where no path reaches the end
        return None
    if len(said) != len(true.digits):
        return None
    return [start_s + seg.start_frame / 100 for seg in said]
