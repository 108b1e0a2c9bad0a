"""Messages with numbers in them, made from the project's own speech, their truth to the sample.

Single words of one voice are joined with gaps that are known, or flite says the whole number in
one breath; sentences around it are flite's, or the project's own clips where flite is not
installed. Then noise and a codec. The same seed gives the same recordings.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from number_cases import Case
from number_codecs import codecs, write
from number_voices import FLITE_VOICES, REAL, active_rms, flite_found, made_voices
from number_words import PACES, Speaker, Tape, one_changed, telephone_number
from scipy import signal

from coach.records import SAMPLE_RATE_HZ, Digit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from number_cases import TrueReading
    from number_voices import Sound
    from numpy.random import Generator

NOISES_DB = (None, 30, 20, 10)
KINDS = (
    *["once"] * 4,
    *["twice"] * 7,
    *["three times"] * 2,
    *["one digit changed"] * 4,
    *["broken off"] * 2,
    "another's too",
)
"""As often as each is made, of twenty."""

OPENINGS = (
    "Hi, this is Mike from Brightline.",
    "Good morning, it's Priya with Northgate Software.",
    "Hello Sarah, Karen Doyle here, from Apex.",
    "Hey, it's Dan over at Fairview Systems.",
)
REASONS = (
    "I had an idea about your new plant in Dallas.",
    "We cut invoice errors by forty percent for Harlow Foods.",
    "I am following up on the note I sent to your team.",
    "It would save you about ninety dollars a month.",
    "We have worked with firms like yours since nineteen ninety eight.",
    "We are in suite four hundred, right across the street.",
    "I am around between two and four.",
)
LEADS = ("You can reach me at", "My number is", "Please call me back at", "I am at")
REPEATS = ("Again, that's", "Once more, my number is", "That number again is", "I'll repeat that.")
RESTARTS = ("Sorry, let me start again.", "Excuse me, once more.")
ANOTHERS = ("For a reference, Larry's number is", "Our customer Helen's number is")
CLOSINGS = ("Thanks, talk soon.", "Have a great day.", "I will try you again on Thursday at ten.")
BREAKS = (4, 5, 6)
"""Digits after which a reading is broken off."""


@dataclass(frozen=True)
class Plan:
    """What one recording is to be."""

    speaker: Speaker
    source: str
    pace: str
    snr_db: int | None
    codec: str
    kind: str


def made(folder: Path, count: int, seed: int, names: Sequence[str] | None = None) -> list[Case]:
    """Make recordings; of the named real speakers only, where there are any."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        _recorded(folder / f"made_{seed}_{k:04d}", plan, np.random.default_rng([seed, k]))
        for k, plan in enumerate(plans(np.random.default_rng(seed), count, names))
    ]


def plans(rng: Generator, count: int, names: Sequence[str] | None) -> list[Plan]:
    """Every pace, noise, codec and kind as often as it is due, in no order."""
    able, _ = codecs()
    return [
        Plan(*parts)
        for parts in zip(
            *_speakers(rng, count, names),
            dealt(rng, tuple(PACES), count),
            dealt(rng, NOISES_DB, count),
            dealt(rng, able, count),
            dealt(rng, KINDS, count),
            strict=True,
        )
    ]


def _speakers(
    rng: Generator, count: int, names: Sequence[str] | None
) -> tuple[list[Speaker], list[str]]:
    """Who says each number; by turns real, made and in one breath unless somebody is named."""
    carriers = dealt(rng, FLITE_VOICES, count)
    voices = {
        "real words, joined": dealt(rng, names or REAL, count),
        "made words, joined": dealt(rng, made_voices(), count),
        "in one breath": carriers,
    }
    possible = list(voices)[: 1 if names else 3 if flite_found() else 2]
    sources = dealt(rng, possible, count)
    speakers = [
        Speaker(voices[source][k], "joined" in source, carriers[k])
        for k, source in enumerate(sources)
    ]
    return speakers, sources


def dealt(rng: Generator, options: Sequence[Any], count: int) -> list[Any]:
    """Options in shuffled turns, so that each comes as often as the others."""
    turns: list[Any] = []
    while len(turns) < count:
        turns += [options[int(k)] for k in rng.permutation(len(options))]
    return turns[:count]


def _recorded(path: Path, plan: Plan, rng: Generator) -> Case:
    tape = message(rng, plan)
    sound = noisy(rng, tape.sound, plan.snr_db)
    file, lag_s = write(path, sound, plan.codec)
    return Case(
        path=file,
        source=plan.source,
        speaker=plan.speaker.name,
        pace=plan.pace,
        snr_db=plan.snr_db,
        codec=plan.codec,
        kind=plan.kind,
        readings=tuple(later(reading, lag_s) for reading in tape.readings),
    )


def message(rng: Generator, plan: Plan) -> Tape:
    """Put a message together."""
    tape, speaker = Tape(), plan.speaker
    tape.pause(rng.uniform(0.2, 0.8))
    speaker.sentence(rng, tape, picked(rng, OPENINGS))
    if rng.random() < 0.7:
        speaker.sentence(rng, tape, picked(rng, REASONS))
    if plan.kind == "another's too":
        speaker.number(rng, tape, picked(rng, ANOTHERS), telephone_number(rng), plan.pace)
        tape.readings[-1] = replace(tape.readings[-1], own=False)
    _own_number(rng, tape, plan)
    if rng.random() < 0.8:
        speaker.sentence(rng, tape, picked(rng, CLOSINGS))
    tape.pause(rng.uniform(0.3, 0.8))
    return tape


def _own_number(rng: Generator, tape: Tape, plan: Plan) -> None:
    """The caller's number, as often and in the way the kind has it."""
    digits = telephone_number(rng)
    lead = picked(rng, LEADS)
    speaker, kind = plan.speaker, plan.kind
    if kind == "broken off":
        speaker.number(rng, tape, lead, digits[: int(rng.choice(BREAKS))], plan.pace)
        tape.readings[-1] = replace(tape.readings[-1], complete=False)
        speaker.sentence(rng, tape, picked(rng, RESTARTS))
    speaker.number(rng, tape, lead, digits, plan.pace)
    again = {"twice": 1, "one digit changed": 1, "three times": 2}.get(kind, 0)
    for _ in range(again):
        said = one_changed(rng, digits) if kind == "one digit changed" else digits
        speaker.number(rng, tape, picked(rng, REPEATS), said, plan.pace)


def picked(rng: Generator, options: Sequence[str]) -> str:
    """One of them."""
    return options[int(rng.integers(len(options)))]


def later(reading: TrueReading, seconds: float) -> TrueReading:
    """The same reading on a clock that runs behind."""
    return replace(
        reading,
        start_s=reading.start_s + seconds,
        end_s=reading.end_s + seconds,
        each=tuple(
            Digit(one.digit, one.start_s + seconds, one.end_s + seconds) for one in reading.each
        ),
    )


def noisy(rng: Generator, sound: Sound, snr_db: int | None) -> Sound:
    """Add noise of the telephone's band, white or falling, at that distance below the voice."""
    peak = float(np.abs(sound).max())
    if snr_db is not None:
        fall = float(rng.choice([0.0, 0.9]))
        noise = signal.lfilter([1.0], [1.0, -fall], rng.standard_normal(len(sound)))
        band = signal.butter(4, [100, 3_700], "bandpass", fs=SAMPLE_RATE_HZ, output="sos")
        noise = signal.sosfilt(band, noise)
        level = active_rms(sound) / 10 ** (snr_db / 20)
        sound = sound + noise * level / np.sqrt((noise**2).mean())
    return np.asarray(sound * rng.uniform(0.3, 0.8) / peak, np.float32)
