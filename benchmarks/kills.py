"""Kill -9 at random moments of scoring: the history stays whole, every recording is there once.

    .venv/bin/python benchmarks/kills.py --kills 200

A stub hears the recordings: each file holds its own words. What is killed is a real process, at
a random moment after it began; then SQLite's own check is run, and messages, hearings and pages
are counted. At last a run is let finish, and must give what a run gives that nobody killed.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from coach import service
from coach.history.database import NAME
from coach.pipeline import Heard
from coach.recordings import recording
from coach.records import Failure, Span, Speech, Transcript, Word
from coach.service import Coach, outcome_object
from coach.settings import Settings
from coach.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

SENTENCES = (
    "Hi {to} this is Dana from Brightline we cut the time your drivers wait by a third",
    "I read that you are hiring welders this spring and made a plan for you",
    "a shop like yours kept its night shift with our rota please give me a call back",
    "I will try you again on Thursday at two thanks so much and have a good day",
)


class StubMeaning:
    """Sentence vectors that mean nothing, the same for the same text."""

    identity = "stub"
    dimensions = 384

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give unit vectors [n, 384]."""
        made = [np.random.default_rng(list(text.encode())).normal(size=384) for text in texts]
        units = [vector / np.linalg.norm(vector) for vector in made]
        return np.array(units, np.float16).astype(np.float32).reshape(len(texts), 384)


class StubExecutor:
    """Hears the words that stand in a file, in this process, each in a moment."""

    def run(self, function: object, items: Any, timeout_s: object) -> Iterator[tuple[Any, Heard]]:
        """Yield each task with what is heard, in order."""
        for task in items:
            time.sleep(0.002)
            yield task, Heard(task.key, heard(Path(task.location).read_bytes()), b"sound" * 2_000)


def heard(content: bytes) -> Speech:
    """What a recogniser might have heard in a file that holds its own words."""
    words = tuple(
        Word(text, 1.0 + 0.4 * i, 1.3 + 0.4 * i, 0.9)
        for i, text in enumerate(content.decode().split())
    )
    end_s = words[-1].end_s
    return Speech(
        sha256=hashlib.sha256(content).hexdigest(),
        duration_s=end_s + 1,
        channel=0,
        channel_count=1,
        message=Span(1.0, end_s),
        cuts=(),
        transcript=Transcript(words, "en", "stub"),
        readings=(),
        pauses=(),
        voiced_s=end_s - 1.0,
        level_dbfs=-20.0,
        peak_dbfs=-6.0,
        snr_db=40.0,
        clipped_share=0.0,
        waveform=(0.1, 0.5, 0.1),
    )


def without_models() -> None:
    """Let coach take stubs for its models in this process."""
    fake = Weights("stub", Path(), "0" * 64, multilingual=True, source="a benchmark")
    service.find = lambda name, cache: fake  # type: ignore[assignment]  # a stub
    service.Meaning = StubMeaning  # type: ignore[assignment,misc]  # a stub


@dataclass(frozen=True, slots=True)
class Place:
    """Folders of one trial."""

    root: Path

    @property
    def settings(self) -> Settings:
        """Settings that keep all of it there."""
        return Settings(
            out=self.root / "out",
            home=self.root / "home",
            timezone="UTC",
            roster=self.root / "roster.csv",
        )

    def fill(self, count: int) -> None:
        """Write recordings and their roster."""
        (self.root / "calls").mkdir(parents=True)
        chosen = random.Random(7)  # noqa: S311  # no secret
        lines = ["path,rep,prospect,recorded_at"]
        for number in range(count):
            told = (SENTENCES[0], *chosen.sample(SENTENCES[1:], 2))
            text = " ".join(told).format(to=f"Sam {number}")
            (self.root / "calls" / f"{number:03}.wav").write_text(text, encoding="utf-8")
            day = chosen.randrange(1, 28)
            lines.append(f"calls/{number:03}.wav,Dana,Prospect {number % 5},2026-11-{day:02}T10:00")
        (self.root / "roster.csv").write_text("\n".join(lines), encoding="utf-8")

    def score(self) -> list[str]:
        """Score all; gives the objects."""
        coach = Coach(self.settings, StubExecutor())
        files = sorted((self.root / "calls").iterdir())
        outcomes = list(coach.score([recording(str(file)) for file in files]))
        sure(not any(isinstance(outcome, Failure) for outcome in outcomes), "a failure")
        objects = [outcome_object(outcome) for outcome in outcomes]
        for made in objects:
            made["recording"]["path"] = Path(made["recording"]["path"]).name
        return [json.dumps(made) for made in objects]

    def wrong(self) -> list[str]:
        """What is wrong with the history as it is."""
        file = self.root / "home" / NAME
        if not file.exists():
            return []
        with contextlib.closing(sqlite3.connect(file)) as connection:
            checked = connection.execute("PRAGMA integrity_check").fetchone()[0]
            keys = connection.execute("PRAGMA foreign_key_check").fetchall()
            found = [] if checked == "ok" and not keys else [f"integrity: {checked} {keys}"]
            if not connection.execute(
                "SELECT 1 FROM sqlite_master WHERE name = 'messages'"
            ).fetchone():
                return found
            double = connection.execute(
                "SELECT COUNT(*) - COUNT(DISTINCT sha256) FROM messages"
            ).fetchone()[0]
            pages = connection.execute("SELECT folder, page FROM pages").fetchall()
            hearings = [row[0] for row in connection.execute("SELECT key FROM hearings")]
        found += [f"{double} messages twice"] if double else []
        found += [f"no page {p}" for f, p in pages if not (Path(f) / p).exists()]
        sounds = {path.stem for path in (self.root / "home" / "heard").rglob("*.flac")}
        return found + [f"no sound of {key}" for key in hearings if key not in sounds]

    @property
    def stored(self) -> int:
        """How many messages there are."""
        with contextlib.closing(sqlite3.connect(self.root / "home" / NAME)) as connection:
            return int(connection.execute("SELECT COUNT(*) FROM messages").fetchone()[0])


def sure(right: bool, what: str) -> None:
    """Stop where something is not as it must be.

    Raises
    ------
    RuntimeError
        Saying what.
    """
    if not right:
        raise RuntimeError(what)


def killed(place: Place, after_s: float) -> bool:
    """Score in a process of its own and kill it; tells whether it was still at work."""
    child = os.fork()
    if child == 0:
        try:
            place.score()
        finally:
            os._exit(0)
    time.sleep(after_s)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def trial(folder: Path, kills: int, count: int, chosen: random.Random, longest_s: float) -> None:
    """Kill a number of times, then let one run finish.

    Raises
    ------
    RuntimeError
        Where anything was lost, doubled or damaged.
    """
    place = Place(folder)
    place.fill(count)
    hit = 0
    for _ in range(kills):
        hit += killed(place, chosen.uniform(0.0, longest_s))
        sure(not (wrong := place.wrong()), str(wrong))
    objects = place.score()
    sure(not (wrong := place.wrong()), str(wrong))
    sure(place.stored == count, f"{place.stored} of {count} messages")
    shutil.rmtree(folder / "home")
    sure(place.score() == objects, "a run that was not killed gives something else")
    print(f"{kills} kills, {hit} while at work: nothing lost, nothing doubled")


def main() -> int:
    """Run trials until there were as many kills as asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--each", type=int, default=20, help="kills before a run may finish")
    parser.add_argument("--messages", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    without_models()
    chosen = random.Random(given.seed)  # noqa: S311  # no secret
    with tempfile.TemporaryDirectory() as root:
        started = time.perf_counter()
        warm = Place(Path(root) / "warm")
        warm.fill(given.messages)
        warm.score()
        longest_s = time.perf_counter() - started
        for number in range(-(-given.kills // given.each)):
            trial(Path(root) / str(number), given.each, given.messages, chosen, longest_s)
    return 0


if __name__ == "__main__":
    sys.exit(main())
