"""How long `coach rescore` takes with pages, for messages as long as real ones.

    OPENBLAS_NUM_THREADS=1 .venv/bin/python benchmarks/rescore.py --messages 1000 --jobs 2

One thread, and cycles looked for as seldom, as the command has it. Texts of some 90 words with a
number, as a stub hears them, five to each prospect and a hundred a rep, are scored once (not
timed), then judged anew with their pages. The clock is the wall's.
"""

from __future__ import annotations

import argparse
import dataclasses
import gc
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from kills import Place, StubExecutor, without_models

from coach.__main__ import COLLECT_AFTER
from coach.recordings import recording
from coach.service import Coach

if TYPE_CHECKING:
    from collections.abc import Iterable

TEXT = (
    "Hi {to} this is Dana Reyes from Brightline I was looking at your yard in Reno and saw that "
    "trucks wait at the gate most mornings a carrier like yours cut that wait by a third in six "
    "weeks with booked slots and their night shift went home on time I have a one page plan for "
    "your yard and would like ten minutes on {day} at two my number is two one two five five five "
    "zero one four three again that is two one two five five five zero one four three thanks {to} "
    "talk soon"
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
ATTEMPTS = 5


def fill(place: Place, texts: Iterable[str], prospects: int = 20) -> None:
    """Write recordings and their roster: five to each prospect, so many prospects a rep."""
    (place.root / "calls").mkdir(parents=True)
    lines = ["path,rep,prospect,recorded_at"]
    for number, text in enumerate(texts):
        prospect, attempt = divmod(number, ATTEMPTS)
        (place.root / "calls" / f"{number:05}.wav").write_text(text, encoding="utf-8")
        at = f"2026-{1 + attempt:02}-{1 + number % 27:02}T10:00"
        lines.append(f"calls/{number:05}.wav,Rep {prospect // prospects},Prospect {prospect},{at}")
    (place.root / "roster.csv").write_text("\n".join(lines), encoding="utf-8")


def text_of(number: int) -> str:
    """What is said in a recording."""
    return TEXT.format(to=f"Sam {number // ATTEMPTS}", day=DAYS[number % 5])


def main() -> int:
    """Measure, and print a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=1_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folder", type=Path, help="keep what is scored there, and use it again")
    given = parser.parse_args()
    gc.set_threshold(COLLECT_AFTER)
    without_models()
    with tempfile.TemporaryDirectory() as scratch:
        place = Place((given.folder or Path(scratch)) / "rescore")
        settings = dataclasses.replace(place.settings, jobs=given.jobs)
        if not place.root.exists():
            fill(place, map(text_of, range(given.messages)))
            files = sorted((place.root / "calls").iterdir())
            coach = Coach(settings, StubExecutor())  # type: ignore[arg-type]  # a stub
            list(coach.score([recording(str(file)) for file in files]))
        coach = Coach(settings, listens=False)
        started, own = time.perf_counter(), time.process_time()
        count = len(list(coach.rescore()))
        took, cpu = time.perf_counter() - started, time.process_time() - own
        print(f"{count} messages judged anew: {took:.1f} s, {cpu:.1f} s in the parent")
    return 0


if __name__ == "__main__":
    sys.exit(main())
