"""Whether the cost of a recording stays the same however many there are.

    OPENBLAS_NUM_THREADS=1 .venv/bin/python benchmarks/long_batch.py --recordings 10000

A stub hears (2 ms), so that all the rest is what is measured: finding, judging, history, pages,
index. Five recordings go to each prospect, a hundred prospects to each rep. Printed for each tenth
of the recordings: processor milliseconds a recording, and the process's memory at its end.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import time
from pathlib import Path

from batch_process import memory_mb
from kills import SENTENCES, Place, StubExecutor, without_models
from rescore import ATTEMPTS, fill

from coach.__main__ import COLLECT_AFTER
from coach.recordings import recording
from coach.service import Coach

TENTHS = 10
PROSPECTS = 100


def text_of(number: int) -> str:
    """What is said in a recording."""
    told = (SENTENCES[0], SENTENCES[1 + number % 3], f"this is number {number}")
    return " ".join(told).format(to=f"Sam {number // ATTEMPTS}")


def main() -> int:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--recordings", type=int, default=10_000)
    count = parser.parse_args().recordings
    gc.set_threshold(COLLECT_AFTER)
    without_models()
    with tempfile.TemporaryDirectory() as root:
        place = Place(Path(root) / "long")
        fill(place, map(text_of, range(count)), PROSPECTS)
        files = sorted((place.root / "calls").iterdir())
        coach = Coach(place.settings, StubExecutor())  # type: ignore[arg-type]  # a stub
        print("| recordings | ms each | MB |\n|---:|---:|---:|", flush=True)
        tenth, before, all_before = count // TENTHS, time.process_time(), time.process_time()
        for done, _ in enumerate(coach.score([recording(str(file)) for file in files]), start=1):
            if done % tenth == 0:
                now = time.process_time()
                each = 1000 * (now - before) / tenth
                print(f"| {done} | {each:.1f} | {memory_mb(os.getpid()):.0f} |", flush=True)
                before = now
        end = time.process_time()
        whole = 1000 * (end - all_before) / count
        print(f"after the last: {end - before:.1f} s; {whole:.1f} ms a recording in all")
    return 0


if __name__ == "__main__":
    sys.exit(main())
