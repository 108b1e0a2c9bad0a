"""What a long history costs: scoring one message, and reading one prospect's.

    OPENBLAS_NUM_THREADS=1 .venv/bin/python benchmarks/history.py --messages 100000

Real messages are scored once with a stub recogniser, then copied in the tables until there are as
many as asked for: 100 reps, each prospect with some 10 messages. The new message is to a prospect
with 10 earlier ones, by a rep with thousands; its hearing is known, so nothing is transcribed.
Times are the processor's, so that whatever else runs counts little; nothing waits for a disk. One
thread, and cycles looked for as seldom, as the command has it.
"""

from __future__ import annotations

import argparse
import dataclasses
import gc
import shutil
import statistics
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from kills import Place, StubExecutor, without_models

from coach.__main__ import COLLECT_AFTER
from coach.history import History
from coach.recordings import recording
from coach.service import Coach

if TYPE_CHECKING:
    import sqlite3

    from coach.records import Recording
    from coach.settings import Settings

REPS, ATTEMPTS = 100, 10
SAMPLES = 30

COPY = """
    INSERT INTO messages (sha256, given_rep, given_prospect, given_company, given_at, rep_key,
        prospect_key, recorded_at, name, location, hearing, recording, text, start_s, end_s,
        duration_s, scored_at)
    SELECT printf('%064x', n), r, p, '', t, r, p || '|', t, n || '.wav', location, hearing,
        CAST(json_set(CAST(recording AS TEXT), '$.rep', r, '$.prospect', p, '$.path', n || '.wav',
            '$.recorded_at', t) AS BLOB), text, start_s, end_s, duration_s, t
    FROM (SELECT value AS n, 'rep ' || (value / :attempts % :reps) AS r,
            'prospect ' || (value / :attempts) AS p,
            strftime('%Y-%m-%dT%H:%M:%S.000000+00:00', 1600000000 + value * 1000, 'unixepoch') AS t
        FROM range) JOIN messages ON messages.id = n % :samples + 1
"""
PARTS = (
    "INSERT INTO measurements SELECT m.id, s.place, s.id, value, kind, unit, reason, evidence"
    " FROM messages AS m JOIN measurements AS s ON s.message = (m.id - 1) % :samples + 1"
    " WHERE m.id > :samples",
    "INSERT INTO pitches SELECT m.id, s.sayings, s.pitch, s.made_of, s.prepared FROM messages AS m"
    " JOIN pitches AS s ON s.message = (m.id - 1) % :samples + 1 WHERE m.id > :samples",
    "INSERT INTO verdicts SELECT m.id, s.judged_by, s.letters FROM messages AS m"
    " JOIN verdicts AS s ON s.message = (m.id - 1) % :samples + 1 WHERE m.id > :samples",
    "INSERT INTO pages SELECT m.id, s.folder, m.id || '.html' FROM messages AS m"
    " JOIN pages AS s ON s.message = (m.id - 1) % :samples + 1 WHERE m.id > :samples",
)


def fill(connection: sqlite3.Connection, count: int) -> None:
    """Copy the first messages until there are `count`."""
    values = {"reps": REPS, "attempts": ATTEMPTS, "samples": SAMPLES, "count": count}
    connection.execute("CREATE TEMP TABLE range (value INTEGER PRIMARY KEY)")
    rows = ((number,) for number in range(SAMPLES, count))
    connection.executemany("INSERT INTO range VALUES (?)", rows)
    connection.execute(COPY, values)
    for part in PARTS:
        connection.execute(part, values)


def scoring_s(settings: Settings, new: Recording, repeats: int) -> list[float]:
    """Processor seconds of scoring one message; each time by a coach of its own."""
    taken = []
    for _ in range(repeats):
        coach = Coach(settings, StubExecutor())  # type: ignore[arg-type]  # a stub
        started = time.process_time()
        with closing(coach.score([new])) as outcomes:
            list(outcomes)
        taken.append(time.process_time() - started)
    return taken


def main() -> int:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--repeats", type=int, default=9)
    given = parser.parse_args()
    gc.set_threshold(COLLECT_AFTER)
    without_models()
    with tempfile.TemporaryDirectory() as root:
        place = Place(Path(root) / "one")
        place.fill(SAMPLES)
        place.score()
        new = recording(str(place.root / "calls" / "000.wav"))
        later = dataclasses.replace(
            place.settings, roster=None, rep="rep 5", prospect=f"prospect {REPS * 3 + 5}"
        )
        empty = dataclasses.replace(later, home=Path(root) / "empty", out=Path(root) / "out")
        scoring_s(empty, new, 1)
        without = scoring_s(empty, new, given.repeats)
        database = History(place.settings.home).database
        started = time.process_time()
        with database.writing() as connection:
            fill(connection, given.messages)
        size = database.path.stat().st_size / 1e9
        print(f"{given.messages} messages, {size:.2f} GB, filled in", end=" ")
        print(f"{time.process_time() - started:.0f} s")
        first = scoring_s(later, new, 1)
        known = scoring_s(later, new, given.repeats)
        coach = Coach(later, listens=False)
        reading = []
        for number in range(given.repeats):
            started = time.process_time()
            kept = coach.kept(prospect=f"prospect {200 + number}")
            reading.append(time.process_time() - started)
        median = statistics.median
        print(f"scoring one, empty history: {1000 * median(without):.0f} ms")
        print(f"scoring one, first time:    {1000 * first[0]:.0f} ms")
        print(f"scoring one, long history:  {1000 * median(known):.0f} ms")
        print(f"more by:                    {1000 * (median(known) - median(without)):.0f} ms")
        print(f"kept() of a prospect of {len(kept)}: {1000 * median(reading):.0f} ms")
        shutil.rmtree(place.root)
    return 0


if __name__ == "__main__":
    sys.exit(main())
