"""How fast `coach batch` is beside plain ways to run the same weights, and how right.

    .venv/bin/python benchmarks/speed.py FOLDER [--repeats 3] [--model base] [--peers PROGRAM]
        [--only NAME ...] [--first]

FOLDER holds recordings NAME.wav with what they say in NAME.txt (benchmarks/speed_corpus.py makes
one). Every contender is a command of its own, start-up and loading included, and has the machine
to itself; their runs take turns, so that a slow minute hits all. `--peers` names the
program whisper-ctranslate2. `--first` asks instead how soon one recording's result is on screen.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from accuracy import _normal as normal
from accuracy import _rate_of_errors as rate_of_errors
from batch_process import Command

from coach.settings import default_cache
from coach.weights import find

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
PLAIN = "faster-whisper, one process of two threads"
BEST = "faster-whisper, two processes of one thread"
COACH = "coach batch"


@dataclass
class Runs:
    """What one contender took in each run, and what it wrote in the last."""

    wall_s: list[float] = field(default_factory=list)
    cpu_s: list[float] = field(default_factory=list)
    peak_mb: list[float] = field(default_factory=list)
    first_s: list[float] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)


def main() -> None:
    """Let all contenders run in turns and print the table."""
    options = _options()
    folder = str(find(options.model, default_cache()).folder)
    paths = sorted(options.folder.glob("*.wav"))
    if options.first:
        paths = paths[: options.first]
        for path in paths:
            _first(path, folder, options)
        return
    commands = _commands(folder, options)
    runs = {name: Runs() for name in commands}
    for _ in range(options.repeats):
        for name, words in commands.items():
            _run(words, options.folder, runs[name])
    _print(runs, paths)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--model", default="base")
    parser.add_argument("--peers", default="")
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--first", type=int, default=0, help="so many recordings, one by one")
    return parser.parse_args()


def _commands(model: str, options: argparse.Namespace) -> dict[str, list[str]]:
    plain = [sys.executable, str(HERE / "speed_plain.py"), model, "RECORDINGS"]
    every = {
        COACH: _coach("batch", "RECORDINGS", options.model),
        PLAIN: plain,
        BEST: [*plain, "--processes", "2", "--threads", "1"],
        "its batched pipeline, two threads": [*plain, "--batched"],
    }
    if options.peers:
        peer = [options.peers]
        shape = ["--model_directory", model, "--language", "en", "--threads", "2"]
        said = ["--output_dir", "WORK", "--output_format", "txt", "--verbose", "False"]
        kind = ["--compute_type", "int8", "--word_timestamps", "True"]
        every["whisper-ctranslate2"] = [*peer, *shape, *said, *kind, "EACH"]
    chosen = {name: words for name, words in every.items() if name in options.only}
    return chosen or every


def _coach(command: str, what: str, model: str) -> list[str]:
    words = [sys.executable, "-m", "coach", command, what, "--json", "--model", model]
    return [*words, "--out", "WORK/reports", "--home", "WORK/home"]


def _run(words: Sequence[str], recordings: Path, runs: Runs) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        work, copies = Path(temporary, "work"), Path(temporary, "recordings")
        work.mkdir()
        copies.mkdir()
        for path in recordings.glob("*.wav"):
            shutil.copy(path, copies)
        command = Command(_filled(words, copies, work), work / "log", HERE.parent).start()
        if command.finish(weighed=True):
            sys.exit(f"{words[:4]} failed:\n{(work / 'log').read_text()[-2_000:]}")
        runs.wall_s.append(command.ended - command.begun)
        runs.cpu_s.append(command.cpu_s)
        runs.peak_mb.append(max(mb for _, mb in command.pss))
        runs.first_s.append(command.lines[0][0] - command.begun if command.lines else 0.0)
        runs.texts = _texts(command, work)


def _filled(words: Sequence[str], recordings: Path, work: Path) -> list[str]:
    """The command with this run's folders in it."""
    each = [str(path) for path in sorted(recordings.iterdir())]
    plain = [word.replace("RECORDINGS", str(recordings)) for word in words if word != "EACH"]
    filled = [word.replace("WORK", str(work)) for word in plain]
    return [*filled, *each] if "EACH" in words else filled


def _texts(command: Command, work: Path) -> dict[str, str]:
    """What was written of each recording, by the name of its file."""
    said = {_name(one): _text(one) for _, one in command.lines}
    written = {f"{path.stem}.wav": path.read_text("utf-8") for path in work.glob("*.txt")}
    return said or written


def _name(line: dict) -> str:  # type: ignore[type-arg]  # JSON
    return Path(line.get("path") or line["recording"]["path"]).name


def _text(line: dict) -> str:  # type: ignore[type-arg]  # JSON
    if "text" in line:
        return str(line["text"])
    return str((line.get("transcript") or {}).get("text", ""))


def _print(runs: dict[str, Runs], paths: Sequence[Path]) -> None:
    seconds = sum(_duration_s(path) for path in paths)
    count = len(next(iter(runs.values())).wall_s)
    print(f"{len(paths)} recordings, {seconds:.0f} s; medians of {count}")
    print("| what | x real time (all runs) | processor s | peak MB | word error rate |")
    print("|---|---:|---:|---:|---:|")
    truth = [normal(path.with_suffix(".txt").read_text("utf-8")) for path in paths]
    for name, one in runs.items():
        heard = [normal(one.texts.get(path.name, "")) for path in paths]
        speeds = [seconds / wall_s for wall_s in one.wall_s]
        spread = ", ".join(f"{speed:.1f}" for speed in sorted(speeds))
        print(
            f"| {name} | {statistics.median(speeds):.1f} ({spread})"
            f" | {statistics.median(one.cpu_s):.0f} | {max(one.peak_mb):.0f}"
            f" | {rate_of_errors(truth, heard):.2%} |"
        )
    if {COACH, PLAIN, BEST} <= runs.keys():
        for other in (PLAIN, BEST):
            ratios = [a / b for a, b in zip(runs[other].wall_s, runs[COACH].wall_s, strict=True)]
            print(f"{COACH} beside {other}: {statistics.median(ratios):.2f} times")


def _duration_s(path: Path) -> float:
    import av

    with av.open(str(path)) as container:
        return float(container.duration or 0) / 1e6


def _first(path: Path, model: str, options: argparse.Namespace) -> None:
    """How soon one recording's result comes, beside loading the model and transcribing it."""
    commands = {
        COACH: _coach("score", "RECORDINGS", options.model),
        PLAIN: [sys.executable, str(HERE / "speed_plain.py"), model, "RECORDINGS"],
    }
    runs = {name: Runs() for name in commands}
    with tempfile.TemporaryDirectory() as alone:
        shutil.copy(path, alone)
        for _ in range(options.repeats):
            for name, words in commands.items():
                _run(words, Path(alone), runs[name])
    ours, plain = (statistics.median(runs[name].first_s) for name in (COACH, PLAIN))
    ratio = f"{ours:.2f} s, plain {plain:.2f} s: {ours / plain:.2f} times"
    print(f"{path.name}, {_duration_s(path):.0f} s: {ratio}")


if __name__ == "__main__":
    main()
