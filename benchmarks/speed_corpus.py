"""Speaks the labelled messages for benchmarks/speed.py: recordings of 8 to 45 s and what they say.

    python benchmarks/speed_corpus.py FOLDER [--messages 48]

Needs what audio_samples/make.py needs (piper's `joe`, flite's voices). Every message becomes
NAME.wav at 8 kHz with its text beside it in NAME.txt; voices, paces and noise go round, so that
the same call gives the same recordings.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "audio_samples"))

from labelled import Message, read_messages
from sound import RATE_HZ, Sound, encode, line_noise, telephone, trimmed
from voices import Voice, missing, speak

DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
VOICES = (
    Voice("joe"),
    Voice("slt"),
    Voice("rms", pace=0.92),
    Voice("joe", pace=0.88, liveliness=1.0, seed=3),
    Voice("slt", pace=1.1),
    Voice("rms", pace=1.05),
)
NOISE_DB = (None, None, 30.0, 20.0, None, 15.0, 25.0)
"""Signal to noise; None: silence around the voice."""

SHORTEST_S, LONGEST_S = 8.0, 45.0


@dataclass(frozen=True)
class Spoken:
    """A message as it was said, at 8 kHz."""

    text: str
    sound: Sound


def main() -> None:
    """Speak as many messages as were asked for."""
    options = _options()
    if lacking := missing():
        sys.exit(f"To speak the messages, install {', '.join(lacking)}.")
    options.folder.mkdir(parents=True, exist_ok=True)
    made = 0
    ways = zip(cycle(VOICES), cycle(NOISE_DB), strict=False)
    for message, (voice, noise_db) in zip(_spread(), ways, strict=False):
        spoken = _spoken(message, voice)
        if not SHORTEST_S <= len(spoken.sound.samples) / RATE_HZ <= LONGEST_S:
            continue
        _write(options.folder / f"{made:02d}-{message.id}", spoken, noise_db, made)
        made += 1
        if made == options.messages:
            return


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--messages", type=int, default=48)
    return parser.parse_args()


def _spread() -> list[Message]:
    """Messages written as people speak, short and long in turns."""
    written = [one for one in read_messages() if not one.style.endswith("as heard")]
    by_length = sorted(written, key=lambda one: len(one.text))
    return [one for k in range(7) for one in by_length[k::7]]


def _spoken(message: Message, voice: Voice) -> Spoken:
    text = re.sub(r"\d[\d-]{5,}\d", _spelt, message.text)
    samples, rate_hz = speak(voice, text)
    return Spoken(text, trimmed(telephone(samples, rate_hz)))


def _spelt(number: re.Match[str]) -> str:
    """A telephone number as people say it: digit by digit, a pause between its groups."""
    groups = number.group().split("-")
    return ", ".join(" ".join(DIGITS[int(digit)] for digit in group) for group in groups)


def _write(path: Path, spoken: Spoken, noise_db: float | None, seed: int) -> None:
    quiet = np.zeros(RATE_HZ // 2)
    sound = np.concatenate([quiet, spoken.sound.samples, quiet])
    if noise_db is not None:
        level = np.sqrt(np.mean(spoken.sound.samples**2)) * 10 ** (-noise_db / 20)
        sound = sound + level * line_noise(len(sound), seed)
    encode(path.with_suffix(".wav"), sound[None])
    path.with_suffix(".txt").write_text(spoken.text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
