"""A manager's batch with real models: memory, resuming after kill -9, and a Dask cluster.

    .venv/bin/python benchmarks/batch.py --part memory --recordings 500 --model base
    .venv/bin/python benchmarks/batch.py --part resume --recordings 500 --model base --kills 5
    .venv/bin/python benchmarks/batch.py --part cluster --recordings 60 --model base [--calm]

Each runs `coach batch` itself, in processes of its own, on recordings cut from the samples
(`batch_material.py`), 8 to 12 s each, and ends with status 1 where a figure is not as asked.

- memory: one run with two workers; proportional set size of all its processes, twice a second.
- resume: killed (-9, the whole group) at random moments, then let finish. Which recordings were
  given to a worker is told by Linux: a run opens each once to know it, and once more to hear it.
- cluster: a scheduler and two workers as docs/cluster.md says, and the local pool, in turn (pool,
  cluster, cluster, pool; the cluster is stopped while the pool works). Rates are of what comes out
  after the first fifth, so neither side's start-up is in them; whole times are those of the
  command, with the pool's start-up but not the cluster's. Processor time is that of all processes.
  Between them the same once more, with a worker killed in the middle.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING, Any

from asked import Verdicts
from batch_cluster import WORKERS, kill_worker, of_all, started
from batch_material import Place
from batch_process import Command, Opens, cpu_s

if TYPE_CHECKING:
    from collections.abc import Sequence

JOBS = WORKERS
MOST_MB = 1_500.0
MOST_GROWTH = 1.10
"""Memory in the last third of listening over that in the second: more is growth (ours)."""
LEAST_SHARE = 0.90


def batch(place: Place, name: str, model: str, *more: str) -> Command:
    """`coach batch` into history and reports of their own."""
    words = [sys.executable, "-m", "coach", "batch", place.calls.name, "--json"]
    words += ["--roster", place.roster.name, "--model", model, "--timezone", "UTC"]
    words += ["--home", f"{name}/home", "--out", f"{name}/out", *more]
    (place.root / name).mkdir(exist_ok=True)
    return Command(words, place.root / name / "log", place.root)


def rows(place: Place, name: str, sql: str) -> list[tuple[Any, ...]]:
    """Ask the history of a run; nothing where there is none yet."""
    file = place.root / name / "home" / "history.sqlite3"
    if not file.exists():
        return []
    try:
        with closing(sqlite3.connect(file)) as connection:
            return connection.execute(sql).fetchall()
    except sqlite3.OperationalError:  # not made yet
        return []


def whole(told: Verdicts, place: Place, name: str, done: Command, count: int) -> None:
    """Tell whether as much came out as went in, once each, and the same in every part."""
    objects = [one for _, one in done.lines]
    paths = Counter(one["recording"]["path"] for one in objects)
    status = Counter(one["status"] for one in objects)
    told.tell("outcomes, each once", count, len(objects), len(paths) == len(objects) == count)
    told.tell("scored", count, dict(status), status["scored"] == count)
    stored = rows(place, name, "SELECT COUNT(*), COUNT(DISTINCT sha256) FROM messages")
    told.tell("messages in the history", count, stored, stored == [(count, count)])
    checked = rows(place, name, "PRAGMA integrity_check")
    told.tell("SQLite's own check", "ok", checked, checked == [("ok",)])
    pages = [Path(*one) for one in rows(place, name, "SELECT folder, page FROM pages")]
    there = sum(page.is_file() for page in pages)
    told.tell("their pages", count, there, there == len(set(pages)) == count)
    for page in ("team.html", "index.html", "messages.csv"):
        size = (place.root / name / "out" / page).stat().st_size / 1e6
        print(f"    {page}: {size:.2f} MB")
    print(f"    digest of all outcomes: {digest(objects)}")


def digest(objects: list[dict[str, Any]]) -> str:
    """Of what was said of every recording; equal in every run, whatever befell it."""
    told = sorted(json.dumps(one, sort_keys=True) for one in objects)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def memory(told: Verdicts, place: Place, model: str, count: int) -> None:
    """Run once, and look at the memory of all processes."""
    done = batch(place, "memory", model, "--jobs", str(JOBS)).start()
    status = done.finish(weighed=True)
    told.tell("exit status", 0, status, status == 0)
    whole(told, place, "memory", done, count)
    last_s = done.lines[-1][0] - done.begun
    listening = [mb for at, mb in done.pss if at <= last_s]
    after = [mb for at, mb in done.pss if at > last_s]
    thirds = [listening[len(listening) * n // 3 : len(listening) * (n + 1) // 3] for n in range(3)]
    for what, part in zip(("first", "second", "last"), thirds, strict=True):
        print(f"    {what} third of listening: median {median(part):.0f} MB, most {max(part):.0f}")
    print(f"    after it (team page, table): most {max(after, default=0):.0f} MB")
    most = max(mb for _, mb in done.pss)
    told.tell("most memory", f"< {MOST_MB:.0f} MB", f"{most:.0f} MB", most < MOST_MB)
    growth = median(thirds[2]) / median(thirds[1])
    told.tell("last third over second", f"< {MOST_GROWTH}", f"{growth:.3f}", growth < MOST_GROWTH)
    took = done.ended - done.begun
    print(
        f"    {took:.0f} s, {took / count:.2f} s a recording, {took - last_s:.1f} s after the last"
    )
    print(f"    {done.cpu_s / count:.2f} processor s a recording, without the weighing")


def resume(told: Verdicts, place: Place, model: str, count: int, kills: int, seed: int) -> None:
    """Kill at random moments, let one run finish, and count what was heard twice."""
    chosen = random.Random(seed)  # noqa: S311  # no secret
    names = {hashlib.sha256(f.read_bytes()).hexdigest(): str(f) for f in place.calls.rglob("*.wav")}
    moments = sorted(chosen.sample(range(count), kills))
    given: Counter[str] = Counter()
    kept: set[str] = set()
    again = 0
    with closing(Opens([one for one in place.calls.iterdir() if one.is_dir()])) as opens:
        for moment in [*moments, None]:
            done = batch(place, "resume", model, "--jobs", str(JOBS)).start()
            status, opened = killed(done, place, moment, chosen, opens)
            heard = {file for file, times in opened.items() if times > 1}
            again += len(heard & kept)
            twice = len([file for file in heard if given[file]])
            given.update(heard)
            stored = rows(place, "resume", "SELECT sha256 FROM hearings")
            kept = {names[sha256] for (sha256,) in stored}
            fate = "killed" if status < 0 else f"ended with {status}"
            print(
                f"    {fate} after {done.ended - done.begun:.1f} s: {len(heard)} given to workers, "
                f"{twice} of them not for the first time; {len(kept)} kept",
                flush=True,
            )
    told.tell("exit status of the last run", 0, status, status == 0)
    whole(told, place, "resume", done, count)
    told.tell("heard again though kept", 0, again, again == 0)
    doubled, most = sum(given.values()) - count, kills * (JOBS + 1)
    told.tell("heard again, in flight when killed", f"<= {most}", doubled, 0 <= doubled <= most)
    told.tell("heard at all", count, len(given), len(given) == count)


def killed(
    done: Command, place: Place, moment: int | None, chosen: random.Random, opens: Opens
) -> tuple[int, Counter[str]]:
    """Kill a run a moment after so many recordings are kept (None: never); what it opened."""
    wait_s = chosen.uniform(0.0, 4.0)
    opened: Counter[str] = Counter()
    reached: list[float] = []

    def due() -> bool:
        opened.update(opens.counted())
        if moment is None:
            return False
        (kept,) = (rows(place, "resume", "SELECT COUNT(*) FROM hearings") or [(0,)])[0]
        if kept >= moment and not reached:
            reached.append(time.monotonic())
        return bool(reached) and time.monotonic() - reached[0] > wait_s

    status = done.finish(due)
    opened.update(opens.counted())
    return status, opened


def cluster(told: Verdicts, place: Place, model: str, count: int, *, calm: bool) -> None:
    """Compare the pool with a cluster on this machine; in between, kill one of its workers."""
    print("| run | whole command s | recordings/s after the first fifth | processor s each |")
    print("|---|---:|---:|---:|")
    pool = [measured(told, place, model, count, "pool-1", "--jobs", str(JOBS))]
    with started(place.root, calm=calm) as (address, parts):
        way = ("--cluster", address)
        dask = [measured(told, place, model, count, f"dask-{n}", *way, parts=parts) for n in (1, 2)]
        done, status = with_a_death(place, model, count, address, parts[1])
    pool.append(measured(told, place, model, count, "pool-2", "--jobs", str(JOBS)))
    share = mean(dask) / mean(pool)
    told.tell("cluster's rate, of the pool's", LEAST_SHARE, f"{share:.3f}", share >= LEAST_SHARE)
    told.tell("exit status with a worker killed", 0, status, status == 0)
    whole(told, place, "death", done, count)


def measured(
    told: Verdicts,
    place: Place,
    model: str,
    count: int,
    name: str,
    *way: str,
    parts: Sequence[Command] = (),
) -> float:
    """Run once, print a line, and give the rate."""
    before = cpu_s(of_all(parts))
    done = batch(place, name, model, *way).start()
    status = done.finish()
    used = done.cpu_s + cpu_s(of_all(parts)) - before
    told.well &= status == 0 and len(done.lines) == count
    times = [at for at, _ in done.lines]
    first = count // 5
    rate = (len(times) - 1 - first) / (times[-1] - times[first])
    took = done.ended - done.begun
    print(f"| {name} | {took:.1f} | {rate:.3f} | {used / count:.2f} |", flush=True)
    return rate


def with_a_death(
    place: Place, model: str, count: int, address: str, workers: Command
) -> tuple[Command, int]:
    """Kill -9 a worker once a third is out."""
    done = batch(place, "death", model, "--cluster", address).start()
    dead: list[int] = []

    def kill_one() -> bool:
        if not dead and len(done.lines) >= count // 3:
            dead.append(kill_worker(workers))
        return False

    return done, done.finish(kill_one) or (0 if dead else 1)


def main() -> int:
    """Make the recordings, run a part, and print what was asked and measured."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--part", choices=("memory", "resume", "cluster"), required=True)
    parser.add_argument("--recordings", type=int, default=500)
    parser.add_argument("--model", default="base")
    parser.add_argument("--calm", action="store_true", help="Dask looks at itself less often")
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Ended; nothing is left behind."))
    told, count = Verdicts(), given.recordings
    with tempfile.TemporaryDirectory(prefix="coach-batch-") as root:
        place = Place(Path(root))
        place.fill(count)
        size = sum(file.stat().st_size for file in place.calls.rglob("*.wav"))
        print(f"{count} recordings, {size / 32_000 / 60:.0f} min, model {given.model}", flush=True)
        if given.part == "memory":
            memory(told, place, given.model, count)
        elif given.part == "resume":
            resume(told, place, given.model, count, given.kills, given.seed)
        else:
            cluster(told, place, given.model, count, calm=given.calm)
    return 0 if told.well else 1


if __name__ == "__main__":
    sys.exit(main())
