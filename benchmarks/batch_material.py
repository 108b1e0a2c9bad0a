"""Recordings for `batch.py` as many as wanted, each with bytes and words of its own, and a roster.

They are cut from the project's own samples: a stretch of one of the messages, from a random place,
with a breath of noise of its own. So they speak of sales as voicemails do, and begin and end as
cut off calls do: good for load, not for accuracy.
"""

from __future__ import annotations

import csv
import json
import wave
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from coach.audio import decode

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAMPLES = Path(__file__).parent.parent / "audio_samples"
RATE_HZ = 16_000
SHORTEST_S, LONGEST_S = 8.0, 12.0
BEFORE_NUMBER_S = 5.0
"""So much at least is said before a number: digits alone are no message."""

NOISE = 10 ** (-55 / 20)
"""Of full scale: below the quietest line of the samples."""

REPS, ATTEMPTS = 10, 4
OUTCOMES = ("called back", "nothing", "nothing", "nothing", "replied", "meeting", "")
SEGMENTS = ("clinics", "warehouses", "")
COLUMNS = ("path", "rep", "prospect", "prospect_company", "recorded_at", "outcome", "segment")


@dataclass(frozen=True, slots=True)
class Place:
    """Folders of one run or several over the same recordings."""

    root: Path

    @property
    def calls(self) -> Path:
        """The recordings, a folder a rep, in order of time there."""
        return self.root / "calls"

    @property
    def roster(self) -> Path:
        """Their roster."""
        return self.root / "roster.csv"

    def fill(self, count: int, seed: int = 7) -> None:
        """Write recordings and roster; the same count and seed give the same bytes."""
        chosen, messages = np.random.default_rng(seed), spoken()
        rows = [row(number, count) for number in range(count)]
        for number, one in enumerate(rows):
            path = self.root / one["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            save(path, cut(messages[number % len(messages)], chosen))
        with self.roster.open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, COLUMNS)
            table.writeheader()
            table.writerows(rows)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message's sound (16 kHz), and the last sample at which a stretch of it may begin."""

    sound: NDArray[np.float32]
    latest: int


def spoken() -> list[Spoken]:
    """Every message of the samples."""
    found = json.loads((SAMPLES / "truth.json").read_text("utf-8"))["files"]
    messages = []
    for one in found:
        if one["status"] != "scored":
            continue
        content = (SAMPLES / one["path"]).read_bytes()
        sound = decode(content, one["path"], max_minutes=10).channels[0]
        messages.append(message(sound, one))
    return messages


def message(sound: NDArray[np.float32], truth: dict[str, Any]) -> Spoken:
    """The message alone, what is before and after it cut off."""
    start_s, end_s = (truth["message"][edge] for edge in ("start_s", "end_s"))
    numbers = [said["start_s"] for one in truth["numbers"] for said in one["readings"]]
    latest_s = min([end_s - LONGEST_S, *(at - BEFORE_NUMBER_S for at in numbers)]) - start_s
    taken = sound[round(RATE_HZ * start_s) : round(RATE_HZ * end_s)]
    return Spoken(taken, max(1, round(RATE_HZ * latest_s)))


def cut(message: Spoken, chosen: np.random.Generator) -> NDArray[np.float32]:
    """Give a stretch of a message from a random place, with noise."""
    size = round(RATE_HZ * chosen.uniform(SHORTEST_S, LONGEST_S))
    start = int(chosen.integers(0, message.latest))
    taken = message.sound[start : start + size]
    return taken + NOISE * chosen.standard_normal(taken.size, dtype=np.float32)


def save(path: Path, sound: NDArray[np.float32]) -> None:
    """Write a WAV file: 16 kHz, mono, 16 bits."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())


def row(number: int, count: int) -> dict[str, str]:
    """Who left recording `number` of `count`: four to each prospect, days apart, a rep's each."""
    prospects = max(1, count // ATTEMPTS)
    attempt, prospect = divmod(number, prospects)
    rep = prospect % REPS
    at = datetime(2026, 9, 1, 9) + timedelta(days=5 * attempt, minutes=prospect)  # noqa: DTZ001  # as rosters have it
    return {
        "path": f"calls/rep-{rep}/{number:05}.wav",
        "rep": f"Rep {rep}",
        "prospect": f"Prospect {prospect}",
        "prospect_company": f"Company {prospect}",
        "recorded_at": at.isoformat(),
        "outcome": OUTCOMES[number % len(OUTCOMES)],
        "segment": SEGMENTS[prospect % len(SEGMENTS)],
    }
