"""Recordings that hold no whole number of the caller's, or none said again.

Voices over each other, tapes that end too soon, tunes and tones, numbers in a greeting, and
figures that are no telephone numbers. What flite would have to say is left out where it is not
installed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from number_cases import Case
from number_codecs import codecs, write
from number_material import OPENINGS, dealt, later, noisy, picked
from number_voices import FLITE_VOICES, REAL, bank, flite_found, levelled, spoken
from number_words import Speaker, Tape, telephone_number

from coach.records import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from number_voices import Sound
    from numpy.random import Generator

VOICES = 10
CUT_AFTER = (4, 5, 8)
"""Digits of ten before the tape ends; with 6 and a half, 7 may rightly be heard: a local number."""

FIGURES = {
    "prices": (
        "It comes to four thousand two hundred and fifty dollars, down from nine thousand eight "
        "hundred.",
        "Seats are forty nine ninety five a month, or five hundred eighty eight dollars a year.",
        "They spent one million two hundred thirty four thousand five hundred dollars on it.",
    ),
    "years": (
        "We started in nineteen ninety eight, grew in two thousand eleven, and again in twenty "
        "twenty four.",
        "From two thousand nineteen to two thousand twenty three they saved nine percent a year.",
    ),
    "suites": (
        "We are at four five five one Oak Street, suite two two oh, in zip code nine four one "
        "oh seven.",
        "Come to twelve hundred Main Street, floor fourteen, room one four oh six.",
    ),
    "dates": (
        "I am free on the third of June, the fourteenth at ten thirty, or six twenty four at nine.",
        "How about November twelfth at two fifteen, or the nineteenth at eleven forty five?",
    ),
    "extensions": (
        "Ask for me at extension four four one seven, that's extension four four one seven.",
        "I am on extension two two five, or dial nine and then three one oh.",
    ),
    "orders": (
        "It is about order number five five eight oh two one nine from last week.",
        "The tracking number is nine four oh five five one one eight nine nine five six.",
        "Your account number is three oh two, four four one, nine eight eight two, again that's "
        "three oh two, four four one, nine eight eight two.",
    ),
}
GREETINGS = (
    "You have reached {}. Please leave a message after the tone.",
    "You have reached the Harlow office. Our fax is {}. Leave your name after the tone.",
)
PLAIN = (
    "I will send you a note with the details.",
    "Could we talk some time this week?",
    "I had an idea about your new plant in Dallas.",
    "Call me whenever it suits you.",
)


def negative(folder: Path, count: int, seed: int) -> list[Case]:
    """Make `count` recordings of every kind."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds = [kind for kind in KINDS for _ in range(count)]
    rng = np.random.default_rng([seed, 1])
    able = dealt(rng, codecs()[0], len(kinds))
    return [
        _recorded(folder / f"negative_{seed}_{k:04d}", kind, able[k], [seed, 2, k])
        for k, kind in enumerate(kinds)
    ]


def _recorded(path: Path, kind: str, codec: str, seed: list[int]) -> Case:
    rng = np.random.default_rng(seed)
    speaker = Speaker(picked(rng, REAL), True, picked(rng, FLITE_VOICES))
    tape = KINDS[kind](rng, speaker)
    snr_db = int(rng.choice([30, 20, 12])) if rng.random() < 0.6 else None
    file, lag_s = write(path, noisy(rng, tape.sound, snr_db), codec)
    readings = tuple(later(reading, lag_s) for reading in tape.readings)
    return Case(file, "negative", speaker.name, "-", snr_db, codec, kind, readings)


def _message(rng: Generator, speaker: Speaker, texts: Sequence[str]) -> Tape:
    tape = Tape()
    tape.pause(0.4)
    for text in texts:
        speaker.sentence(rng, tape, text)
    tape.pause(0.4)
    return tape


def _voices(rng: Generator, _: Speaker) -> Tape:
    """Ten people, most of them with a number, over each other."""
    said = [_utterance(rng) for _ in range(VOICES)]
    total = np.zeros(max(len(sound) for sound in said) + SAMPLE_RATE_HZ, np.float32)
    for sound in said:
        at = int(rng.integers(len(total) - len(sound) + 1))
        total[at : at + len(sound)] += sound
    tape = Tape()
    tape.add(total)
    return tape


def _utterance(rng: Generator) -> Sound:
    """Four utterances of one after another, of any voice."""
    chosen = [*bank().utterances, *bank().sentences]
    picks = [levelled(chosen[int(k)].sound) for k in rng.integers(len(chosen), size=4)]
    return np.concatenate(picks)


def _ends_in_a_number(rng: Generator, speaker: Speaker) -> Tape:
    """The tape ends inside the first reading."""
    tape = _message(rng, speaker, [picked(rng, OPENINGS), picked(rng, PLAIN)])
    speaker.number(rng, tape, "You can reach me at", _ten(rng), "normal")
    return _cut(rng, tape)


def _ends_in_a_repeat(rng: Generator, speaker: Speaker) -> Tape:
    """The tape ends inside the second reading: said once."""
    tape = _message(rng, speaker, [picked(rng, OPENINGS)])
    digits = _ten(rng)
    speaker.number(rng, tape, "You can reach me at", digits, "normal")
    speaker.number(rng, tape, "Again, that's", digits, "normal")
    return _cut(rng, tape)


def _ten(rng: Generator) -> str:
    return next(d for d in iter(lambda: telephone_number(rng), "") if len(d) == 10)


def _cut(rng: Generator, tape: Tape) -> Tape:
    """End the tape in the middle of a digit; the reading holds those before it."""
    last = tape.readings[-1]
    count = int(rng.choice(CUT_AFTER))
    end_s = (last.each[count].start_s + last.each[count].end_s) / 2
    kept = tape.sound[: round(end_s * SAMPLE_RATE_HZ)]
    each = last.each[:count]
    broken = replace(
        last, digits=last.digits[:count], end_s=each[-1].end_s, each=each, complete=False
    )
    return Tape([kept], len(kept), [*tape.readings[:-1], broken])


def _music(rng: Generator, speaker: Speaker) -> Tape:
    """A tune on hold, under the speech and beside it."""
    tape = _message(rng, speaker, [*dealt(rng, PLAIN, 3)])
    sound = np.concatenate([np.zeros(4 * SAMPLE_RATE_HZ, np.float32), tape.sound])
    tune = _tune(rng, len(sound))
    return Tape([sound + tune], len(sound))


def _tune(rng: Generator, samples: int) -> Sound:
    """Chords of three notes, four a second."""
    length = SAMPLE_RATE_HZ // 4
    clock = np.arange(length) / SAMPLE_RATE_HZ
    notes_hz = 220 * 2 ** (np.array([0, 3, 5, 7, 10, 12, 15]) / 12)
    bars = [
        sum(np.sin(2 * np.pi * hz * clock) for hz in rng.choice(notes_hz, 3)) * np.exp(-4 * clock)
        for _ in range(samples // length + 1)
    ]
    return levelled(np.concatenate(bars)[:samples]) * np.float32(rng.uniform(0.2, 0.8))


def _tones(rng: Generator, speaker: Speaker) -> Tape:
    """Keys being pressed, as many as a number has, between sentences."""
    tape = _message(rng, speaker, [picked(rng, OPENINGS), picked(rng, PLAIN)])
    clock = np.arange(SAMPLE_RATE_HZ // 8) / SAMPLE_RATE_HZ
    for _ in range(10):
        pair = rng.choice([697, 770, 852, 941]), rng.choice([1209, 1336, 1477])
        tape.add(levelled(sum(np.sin(2 * np.pi * hz * clock) for hz in pair)))
        tape.pause(0.1)
    speaker.sentence(rng, tape, picked(rng, PLAIN))
    return tape


def _greeting(rng: Generator, speaker: Speaker) -> Tape:
    """The other side's number, a beep, and a message without one."""
    tape = Tape()
    before, _, after = picked(rng, GREETINGS).partition("{}")
    speaker.number(rng, tape, before, _ten(rng), "quick")
    speaker.sentence(rng, tape, after)
    clock = np.arange(round(0.45 * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    tape.pause(0.3)
    tape.add(levelled(np.sin(2 * np.pi * 1_000 * clock)))
    tape.pause(0.4)
    tape.readings.clear()
    return _joined(tape, _message(rng, speaker, [picked(rng, OPENINGS), *dealt(rng, PLAIN, 2)]))


def _joined(first: Tape, second: Tape) -> Tape:
    return Tape([*first.pieces, *second.pieces], first.samples + second.samples)


def _figures(kind: str) -> Callable[[Generator, Speaker], Tape]:
    def figures(rng: Generator, speaker: Speaker) -> Tape:
        texts = [picked(rng, OPENINGS), picked(rng, FIGURES[kind]), picked(rng, PLAIN)]
        tape = Tape()
        tape.pause(0.4)
        for text in texts:
            tape.add(spoken(speaker.carrier, text, float(rng.uniform(0.9, 1.3))))
            tape.pause(rng.uniform(0.2, 0.5))
        return tape

    return figures


KINDS: dict[str, Callable[[Generator, Speaker], Tape]] = {
    "ten voices": _voices,
    "ends in the number": _ends_in_a_number,
    "ends in the repeat": _ends_in_a_repeat,
    "music on hold": _music,
    "keys pressed": _tones,
    **(
        {"number in the greeting": _greeting, **{kind: _figures(kind) for kind in FIGURES}}
        if flite_found()
        else {}
    ),
}
