"""What listening costs: start-up, each stage, and the whole pipeline beside plain faster-whisper.

    .venv/bin/python benchmarks/cost.py [FOLDER] [--model base] [--repeats 3]

Processor seconds of one process with one thread, on every recording of FOLDER (default
audio_samples) that can be scored. Plain faster-whisper is its `transcribe` with the same weights,
beam, language and word times. Loading the model and the libraries is counted apart.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from coach import audio, number, pipeline, scene, transcribe
from coach.audio import sounds_like_audio
from coach.errors import RecordingError
from coach.recordings import find_recordings
from coach.settings import Hearing, default_cache
from coach.weights import find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

STAGES: dict[str, tuple[object, str]] = {
    "decode": (audio, "decode"),
    "voice and tones": (pipeline, "scene"),
    "transcribe": (transcribe.Recogniser, "heard"),
    "greeting": (transcribe.Recogniser, "quick_text"),
    "words in time": (transcribe.Recogniser, "_timed"),
    "number words": (pipeline, "listen"),
    "number": (pipeline, "heard_readings"),
    "compress the sound": (audio, "encode_flac"),
}


def main() -> None:
    """Measure and print a table."""
    options = _options()
    weights = find(options.model, default_cache())
    hearing = Hearing(str(weights.folder), weights.name, str(weights.folder))
    tasks = _tasks(options.folder, hearing)
    with _clock() as loading:
        recogniser = transcribe.load(hearing.model_folder, hearing.language, 1)
    playable = [task for task in tasks if _played(task)]
    sounds = [_mono(task) for task in playable]
    seconds = sum(sound.size for sound in sounds) / 16_000
    totals: dict[str, list[float]] = {"plain": [], "coach": [], **{name: [] for name in STAGES}}
    for _ in range(options.repeats):
        totals["plain"].append(sum(_plain(recogniser, sound) for sound in sounds))
        for name, cost in _staged(playable).items():
            totals[name].append(cost)
    _print(totals, seconds, len(playable), loading[0])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", nargs="?", default="audio_samples")
    parser.add_argument("--model", default="base")
    parser.add_argument("--repeats", type=int, default=3)
    return parser.parse_args()


def _tasks(folder: str, hearing: Hearing) -> list[pipeline.Task]:
    found = find_recordings([folder], sounds_like_audio).recordings
    return [pipeline.Task("", one.path, one.location, None, hearing) for one in found]


def _played(task: pipeline.Task) -> bool:
    """Warm every library up, and leave out what cannot be scored."""
    try:
        pipeline.hear(task)
    except RecordingError:
        return False
    return True


def _mono(task: pipeline.Task):  # type: ignore[no-untyped-def]  # an array
    decoded = audio.decode(Path(task.location or "").read_bytes(), task.name, max_minutes=10)
    return decoded.channels[0]


def _plain(recogniser: transcribe.Recogniser, sound: object) -> float:
    with _clock() as spent:
        segments, _ = recogniser.model.transcribe(
            sound,
            beam_size=transcribe.BEAM_SIZE,
            language="en",
            condition_on_previous_text=False,
            word_timestamps=True,
        )
        list(segments)
    return spent[0]


def _staged(tasks: list[pipeline.Task]) -> dict[str, float]:
    """Cost of each stage, and of everything."""
    costs = dict.fromkeys(STAGES, 0.0)
    originals = {
        name: (holder, key, getattr(holder, key)) for name, (holder, key) in STAGES.items()
    }
    for name, (holder, key, function) in originals.items():
        setattr(holder, key, _counted(function, costs, name))
    try:
        with _clock() as whole:
            for task in tasks:
                pipeline.hear(task)
    finally:
        for holder, key, function in originals.values():
            setattr(holder, key, function)
    return {**costs, "coach": whole[0]}


def _counted(function: Callable[..., object], costs: dict[str, float], name: str):  # type: ignore[no-untyped-def]  # same as function's
    def counted(*arguments: object, **named: object) -> object:
        with _clock() as spent:
            result = function(*arguments, **named)
        costs[name] += spent[0]
        return result

    return counted


@contextmanager
def _clock() -> Iterator[list[float]]:
    spent = [0.0]
    before = time.process_time()
    yield spent
    spent[0] = time.process_time() - before


def _print(totals: dict[str, list[float]], seconds: float, count: int, loading: float) -> None:
    medians = {name: statistics.median(costs) for name, costs in totals.items()}
    without = medians["coach"] - medians["number"]
    print(f"{count} recordings, {seconds:.0f} s of sound, {len(totals['plain'])} repeats, medians")
    print(f"`coach --help`: {_start_up():.2f} s; model and its libraries: {loading:.2f} s\n")
    print("| what | processor s | s a minute of sound | of plain |\n|---|---:|---:|---:|")
    for name, cost in medians.items():
        minute = 60 * cost / seconds
        print(f"| {name} | {cost:.2f} | {minute:.3f} | {cost / medians['plain']:.3f} |")
    minute = 60 * without / seconds
    share = without / medians["plain"]
    print(f"| coach without the number | {without:.2f} | {minute:.3f} | {share:.3f} |")


def _start_up() -> float:
    """Processor seconds of `coach --help`, the median of five."""
    code = (
        "import resource, subprocess, sys;"
        "subprocess.run([sys.executable, '-m', 'coach', '--help'], stdout=subprocess.DEVNULL);"
        "u = resource.getrusage(resource.RUSAGE_CHILDREN); print(u.ru_utime + u.ru_stime)"
    )
    runs = [
        float(
            subprocess.run(
                [sys.executable, "-c", code], capture_output=True, text=True, check=True
            ).stdout
        )
        for _ in range(5)
    ]
    return statistics.median(runs)


if __name__ == "__main__":
    assert scene and number  # noqa: S101  # imported so that their cost is not counted below
    main()
