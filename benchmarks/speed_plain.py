"""Plain faster-whisper over a folder, as benchmarks/speed.py runs it beside `coach batch`.

    python benchmarks/speed_plain.py MODEL_FOLDER FOLDER [--processes 1] [--threads 2]
        [--batched]

Beam 5 and word times; prints {"path": ..., "text": ...} for each recording as it is done.
`--batched` uses faster-whisper's batched pipeline, which cuts by voice activity and times words,
too.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
from functools import cache, partial
from pathlib import Path
from typing import Any

BEAM_SIZE = 5


def main() -> None:
    """Transcribe every recording of the folder."""
    options = _options()
    paths = sorted(options.folder.glob("*.wav"))
    text = partial(_text, options.model, options.threads, options.batched)
    if options.processes == 1:
        for path in paths:
            _print(path, text(path))
        return
    with multiprocessing.get_context("spawn").Pool(options.processes) as pool:
        for path, found in pool.imap_unordered(partial(_with_path, text), paths):
            _print(path, found)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("model")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batched", action="store_true")
    return parser.parse_args()


def _print(path: Path, text: str) -> None:
    print(json.dumps({"path": path.name, "text": text}), flush=True)


def _with_path(text: Any, path: Path) -> tuple[Path, str]:
    return path, text(path)


def _text(folder: str, threads: int, batched: bool, path: Path) -> str:
    segments, _ = _model(folder, threads, batched).transcribe(
        str(path),
        beam_size=BEAM_SIZE,
        language="en",
        condition_on_previous_text=False,
        word_timestamps=True,
    )
    return " ".join(segment.text.strip() for segment in segments)


@cache
def _model(folder: str, threads: int, batched: bool) -> Any:
    from faster_whisper import BatchedInferencePipeline, WhisperModel

    model = WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=threads)
    return BatchedInferencePipeline(model) if batched else model


if __name__ == "__main__":
    main()
