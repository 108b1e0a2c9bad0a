"""What the drop folder withstands, with real processes and a stub for the recogniser.

    .venv/bin/python benchmarks/watch.py kills [--files 500] [--kills 100] [--longest 4]
    .venv/bin/python benchmarks/watch.py writers
    .venv/bin/python benchmarks/watch.py many [--files 10000]
    .venv/bin/python benchmarks/watch.py poison
    .venv/bin/python benchmarks/watch.py latency [--files 20]
    .venv/bin/python benchmarks/watch.py idle [--files 10000] [--seconds 30]
    .venv/bin/python benchmarks/watch.py day [--hours 24]
    .venv/bin/python benchmarks/watch.py model [--folder audio_samples]

Each prints what was asked, what was measured, and ends with status 1 where they do not agree.
"many" and "day" turn the clock by hand in this process; "model" is the real command.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from asked import Verdicts

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
STUB = ROOT / "tests" / "watcher" / "stub.py"
RUNS = ("kills", "writers", "many", "poison", "latency", "idle", "day", "model")

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Place:
    """A drop folder with its reports and history, and a watcher as a process of its own."""

    def __init__(self, base: Path, *options: str, program: str = str(STUB)) -> None:
        self.base, self.options, self.program = base, options, program
        self.root, self.out, self.home = base / "in", base / "out", base / "home"
        self.root.mkdir(exist_ok=True)

    def start(self, *more: str, **environment: str) -> subprocess.Popen[bytes]:
        """Start the watcher."""
        command = [sys.executable, self.program, str(self.root), "--home", str(self.home)]
        command += ["--out", str(self.out), "--jobs", "1", *self.options, *more]
        with (self.base / "log").open("ab") as log:
            return subprocess.Popen(command, stderr=log, env={**os.environ, **environment})

    def drop(self, name: str, text: str) -> None:
        """Put a whole file there by a rename, as sync tools do, or by writing it."""
        place = self.root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if random.random() < 0.5:  # noqa: S311  # no secret
            place.write_text(text)
        else:
            aside = place.with_name(f".{place.name}.tmp")
            aside.write_text(text)
            aside.rename(place)

    def files(self, under: str) -> list[str]:
        """Files under a folder of the drop folder, our marks left out."""
        top = self.root / under
        return sorted(
            str(path.relative_to(top))
            for path in top.rglob("*")
            if path.is_file() and not path.name.startswith(".coach")
        )

    def waiting(self) -> int:
        """Files that are neither done, failed nor duplicates."""
        own = ("done", "failed", "duplicates")
        return sum(not name.startswith(own) for name in self.files("."))

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """Ask the history."""
        with closing(sqlite3.connect(self.home / "history.sqlite3")) as connection:
            return connection.execute(sql).fetchall()

    def log(self) -> str:
        """What the watcher said."""
        place = self.base / "log"
        return place.read_text(errors="replace") if place.exists() else ""


@contextmanager
def place(*options: str, program: str = str(STUB)) -> Iterator[Place]:
    """A place that is removed again."""
    with tempfile.TemporaryDirectory(prefix="coach-watch-") as base:
        yield Place(Path(base), *options, program=program)


def until(condition: Callable[[], bool], within_s: float) -> bool:
    """Wait for something; whether it came about."""
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return condition()


def text(number: int) -> str:
    """What a stub of a recording says."""
    return f"hello this is dana with message number {number} for you please call me back."


def kills(told: Verdicts, files: int, times: int, longest_s: float) -> None:
    """Files dropped while the watcher is killed again and again."""
    rng = random.Random(7)  # noqa: S311  # no secret
    with place("--settle", "0.3", "--interval", "0.2") as here:
        names = [f"rep{number % 7}/prospect{number % 50}/{number}.wav" for number in range(files)]
        done = threading.Event()

        def feed() -> None:
            for number, name in enumerate(names):
                here.drop(name, text(number))
                if number % max(1, files // max(times, 1)) == 0:
                    done.wait(2.0)

        feeder = threading.Thread(target=feed)
        feeder.start()
        began = time.monotonic()
        states: dict[str, int] = {}
        for _ in range(times):
            seen = here.log().count("Watching")
            process = here.start(STUB_TAKES_S="0.1")
            until(lambda seen=seen: here.log().count("Watching") > seen, 30)
            time.sleep(rng.uniform(0.0, longest_s))
            process.send_signal(signal.SIGKILL)
            process.wait()
            if (here.home / "history.sqlite3").exists():
                for (state,) in here.rows(
                    "SELECT state FROM watch_claims WHERE state IN"
                    " ('claimed','scored','failing','copying')"
                ):
                    states[str(state)] = states.get(str(state), 0) + 1
        done.set()
        feeder.join()
        print(f"   {times} kills in {time.monotonic() - began:.0f} s; left behind then: {states}")
        here.start("--once").wait()
        scored = here.rows("SELECT count(*), count(DISTINCT sha256) FROM messages")[0]
        closed = here.rows(
            "SELECT count(*) FROM (SELECT sha256 FROM watch_claims WHERE state = 'done'"
            " GROUP BY sha256 HAVING count(*) = 1)"
        )[0][0]
        told.tell("messages in the history", files, scored, scored == (files, files))
        told.tell("marked done, once each", files, closed, closed == files)
        in_done = here.files("done")
        told.tell("files in done/", files, len(in_done), in_done == sorted(names))
        made = {path.name for path in here.out.glob("prospect*.html")}
        pages = len([name for name in made if not name.startswith("prospect-prospect")])
        told.tell("reports", files, pages, pages == files)
        for name in ("working", "failed", "duplicates"):
            told.tell(f"files in {name}/", 0, len(here.files(name)), not here.files(name))
        told.tell("files left in the folder", 0, here.waiting(), here.waiting() == 0)


def writers(told: Verdicts) -> None:
    """Slow, bursting, renaming and touching writers, all at the same time."""
    end = " please call me back."
    with place("--settle", "1", "--interval", "0.5", "--patience", "20") as here:
        process = here.start()

        def content(name: str) -> str:
            return f"{name.partition('.')[0]} this is dana " * 400 + end

        def slowly(name: str, part: int, pause_s: float, *, hold: bool) -> None:
            target, whole = here.root / name, content(name)
            for start in range(0, len(whole), part):
                with target.open("a") as file:
                    file.write(whole[start : start + part])
                    file.flush()
                    if hold:
                        time.sleep(pause_s)
                if not hold:
                    time.sleep(pause_s)

        def renamed() -> None:
            slowly("rename.wav.part", 1000, 0.2, hold=False)
            (here.root / "rename.wav.part").rename(here.root / "rename.wav")

        def touched() -> None:
            slowly("touch.wav", 4000, 0.1, hold=False)
            os.utime(here.root / "touch.wav", (1_700_000_000, 1_700_000_000))

        jobs: list[Callable[[], None]] = [
            lambda: slowly("slow.wav", 1000, 1.0, hold=False),
            lambda: slowly("burst.wav", 3000, 3.0, hold=False),
            lambda: slowly("held.wav", 3000, 3.0, hold=True),
            renamed,
            touched,
        ]
        threads = [threading.Thread(target=job) for job in jobs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        until(lambda: here.waiting() == 0, 40)
        process.send_signal(signal.SIGTERM)
        code = process.wait()
        names = ["burst.wav", "held.wav", "rename.wav", "slow.wav", "touch.wav"]
        told.tell("files in done/", names, here.files("done"), here.files("done") == names)
        intact = [
            name for name in names if (here.root / "done" / name).read_text() == content(name)
        ]
        told.tell("whole ones", 5, len(intact), len(intact) == 5)
        count = here.rows("SELECT count(*) FROM messages")[0][0]
        told.tell("messages", 5, count, count == 5)
        told.tell("exit status after SIGTERM", 0, code, code == 0)


def poison(told: Verdicts) -> None:
    """Files that crash the worker, hang it, or eat memory, among good ones."""
    bad = {"crash.wav": "CRASH x.", "hang.wav": "HANG x.", "greedy.wav": "GREEDY x."}
    with place("--settle", "0.5", "--interval", "0.3") as here:
        for name, content in bad.items():
            here.drop(name, content)
        for number in range(20):
            here.drop(f"{number}.wav", text(number))
        began = time.monotonic()
        process = here.start(STUB_LIMIT_S="15")
        until(lambda: len(here.files("done")) == 20, 200)
        good_s = time.monotonic() - began
        until(lambda: here.waiting() == 0, 200)
        here.drop("after.wav", text(99))
        until(lambda: len(here.files("done")) == 21, 30)
        process.send_signal(signal.SIGTERM)
        process.wait()
        failed = [name for name in here.files("failed") if name.endswith(".wav")]
        told.tell("files in failed/", sorted(bad), failed, failed == sorted(bad))
        reasons = len(list((here.root / "failed").glob("*.reason.txt")))
        told.tell("reasons beside them", 3, reasons, reasons == 3)
        told.tell("good files done", 21, len(here.files("done")), len(here.files("done")) == 21)
        print(f"   20 good files were done after {good_s:.1f} s, by one worker")


def latency(told: Verdicts, files: int) -> None:
    """From the last byte to the report on disk, file after file, with a warm worker."""
    settle_s = 2.0
    for events in ("events and scans", "scans alone"):
        with place("--settle", str(settle_s)) as here:
            quiet = {} if events.startswith("events") else {"STUB_NO_EVENTS": "1"}
            process = here.start(**quiet)
            took = []
            for number in range(files + 1):
                (here.root / f"call{number}.wav").write_text(text(number))
                written = time.monotonic()
                pages = number + 2  # with the index
                until(lambda pages=pages: len(list(here.out.glob("*.html"))) >= pages, 30)
                took.append(time.monotonic() - written)
            process.send_signal(signal.SIGTERM)
            process.wait()
        later = sorted(one - settle_s for one in took[1:])
        measured = f"median {later[len(later) // 2]:.2f} s, worst {later[-1]:.2f} s"
        told.tell(f"behind the settling time, {events}", "scoring + 1 s", measured, later[-1] < 1.2)


def idle(told: Verdicts, files: int, seconds: float) -> None:
    """Processor time of a watcher with nothing to do, with many done files beside it."""
    from watcher.turned import Turned

    for leave in (False, True):
        with tempfile.TemporaryDirectory(prefix="coach-watch-") as base:
            turned = Turned(Path(base), leave=leave, settle_s=0.1)
            if leave:
                _leave_many(turned, files)
            else:
                for number in range(files):
                    turned.drop(f"done/rep/{number}.wav", text(number))
            turned.let_go()
            here = Place(Path(base))
            process = here.start("--leave" if leave else "--move")
            until(partial(_has_scanned, here), 60)
            time.sleep(3)
            before, began = _cpu_s(process.pid), time.monotonic()
            time.sleep(seconds)
            share = (_cpu_s(process.pid) - before) / (time.monotonic() - began)
            process.send_signal(signal.SIGTERM)
            process.wait()
        how = "left in place" if leave else "in done/"
        told.tell(f"idle, {files} files {how}", "< 1 %", f"{100 * share:.2f} %", share < 0.01)


def _leave_many(turned: object, files: int) -> None:
    """Files in place that the history knows as done."""
    from coach.records import Recording
    from coach.watcher.looks import look_at

    root, claims = turned.root, turned.claims  # type: ignore[attr-defined]
    for number in range(files):
        path = root / f"{number}.wav"
        path.write_text(text(number))
        look = look_at(path)
        if look is None:
            raise FileNotFoundError(path)
        claim = claims.take(path.name, look, Recording(str(path), str(path)), moved=False)
        claims.finished(claims.decided(claim, "scored", None))


def _has_scanned(here: Place) -> bool:
    told = "".join(path.read_text() for path in here.home.glob("watch/*/status.json"))
    return '"last_scan_at": 1' in told


def _cpu_s(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def many(told: Verdicts, files: int) -> None:
    """Many files at once, the clock turned by hand."""
    from watcher.turned import Turned

    with tempfile.TemporaryDirectory(prefix="coach-watch-") as base:
        turned = Turned(Path(base))
        for number in range(files):
            turned.drop(f"rep{number % 20}/{number}.wav", text(number))
        began, most = time.monotonic(), 0
        while len(turned.scoring.heard) < files and time.monotonic() - began < 600:
            turned.run(1, step_s=0.5)
            most = max(most, len(turned.files("working")) if len(turned.scoring.heard) < 50 else 0)
        turned.run(3)
        took = time.monotonic() - began
        done = len(turned.files("done"))
        told.tell("files done", files, done, done == files)
        told.tell(
            "heard", files, len(turned.scoring.heard), len(set(turned.scoring.heard)) == files
        )
        told.tell("most in working/ at a time", "the lanes (2)", most, most <= 2)
        print(f"   {1000 * took / files:.1f} ms a file for looking, claiming and moving")


def day(told: Verdicts, hours: float) -> None:
    """Simulated hours with a file every two minutes: memory must not grow."""
    from watcher.turned import Turned

    from coach.watcher.status import memory_bytes

    with tempfile.TemporaryDirectory(prefix="coach-watch-") as base:
        turned = Turned(Path(base))
        marks = []
        steps = round(hours * 3600)
        for second in range(steps):
            if second % 120 == 0:
                turned.drop(f"rep{second % 7}/{second}.wav", text(second))
            turned.watcher.turn()
            turned.scoring.heard.clear()
            turned.log.clear()
            turned.clock.turn(1.0)
            if second % 3600 == 1800:
                marks.append((memory_bytes() or 0) / 1e6)
        turned.run(8)
        done = len(turned.files("done"))
    grown = max(marks[len(marks) // 2 :]) - max(marks[: len(marks) // 2])
    told.tell("files done", steps // 120, done, done == steps // 120)
    told.tell(f"memory growth over {hours:g} h", "< 2 MB", f"{grown:.2f} MB", grown < 2.0)
    print("   MB by hour: " + " ".join(f"{mark:.1f}" for mark in marks[:: max(1, len(marks) // 8)]))


def model(told: Verdicts, folder: Path) -> None:
    """The real command with the real model."""
    with place("--settle", "2", program="-m") as here:
        names = sorted(path for path in folder.rglob("*.wav"))
        command = [sys.executable, "-m", "coach.watcher", str(here.root)]
        command += [
            "--home",
            str(here.home),
            "--out",
            str(here.out),
            "--jobs",
            "2",
            "--settle",
            "2",
        ]
        if (folder / "roster.csv").exists():
            command += ["--roster", str(folder / "roster.csv")]
        process = subprocess.Popen(command)
        for path in names:
            target = here.root / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        began = time.monotonic()
        until(lambda: here.waiting() == 0 and bool(here.files("done")), 600)
        took = time.monotonic() - began
        process.send_signal(signal.SIGTERM)
        code = process.wait()
        gone_on = len(here.files("done")) + sum(n.endswith(".wav") for n in here.files("failed"))
        told.tell("files dealt with", len(names), gone_on, gone_on == len(names))
        told.tell("exit status", 0, code, code == 0)
        print(f"   {took:.0f} s; done: {len(here.files('done'))}; failed: {here.files('failed')}")


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", choices=RUNS)
    parser.add_argument("--files", type=int)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--longest", type=float, default=4.0, help="seconds before a kill")
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--hours", type=float, default=24.0)
    parser.add_argument("--folder", type=Path, default=ROOT / "audio_samples")
    given = parser.parse_args()
    told = Verdicts()
    runs: dict[str, Callable[[], None]] = {
        "kills": lambda: kills(told, given.files or 500, given.kills, given.longest),
        "writers": lambda: writers(told),
        "many": lambda: many(told, given.files or 10_000),
        "poison": lambda: poison(told),
        "latency": lambda: latency(told, given.files or 20),
        "idle": lambda: idle(told, given.files or 10_000, given.seconds),
        "day": lambda: day(told, given.hours),
        "model": lambda: model(told, given.folder),
    }
    runs[given.what]()
    return 0 if told.well else 1


if __name__ == "__main__":
    sys.exit(main())
