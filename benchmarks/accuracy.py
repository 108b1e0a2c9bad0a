"""How true it is: words, bounds of the message, speaking rate, the number, beside plain Whisper.

    .venv/bin/python benchmarks/accuracy.py [--devset FOLDER] [--model base]

Runs on audio_samples and its truth.json, and with --devset also on a folder of spoken numbers
(numbers.jsonl, speech/speech.jsonl). Plain is faster-whisper's own `transcribe` with the same
weights, beam 5, English, word times on, whole file. Words are compared in lower case, without
punctuation, digits one by one.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from coach import audio, pipeline, transcribe
from coach.measures import MEASURES, Subject, take_all
from coach.number import gather, spans
from coach.recordings import recording
from coach.settings import Hearing, default_cache
from coach.weights import find

NAMES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "oh"]
DIGITS = dict(zip(NAMES, "01234567890", strict=True))
SAMPLES = Path("audio_samples")


@dataclass(frozen=True)
class Case:
    """A recording and what is true of it; None where that is not known."""

    path: Path
    text: str
    clean: bool
    bounds: tuple[float, float] | None
    words_per_minute: float | None
    readings: list[str] | None


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--devset", type=Path)
    parser.add_argument("--model", default="base")
    options = parser.parse_args()
    weights = find(options.model, default_cache())
    hearing = Hearing(str(weights.folder), weights.name, str(weights.folder))
    print("| set | recordings | what | coach | plain faster-whisper |\n|---|---:|---|---:|---:|")
    _table("audio_samples", _samples(), hearing)
    if options.devset:
        _table("development numbers", _numbers(options.devset), hearing)
        _table("read speech", _speech(options.devset / "speech"), hearing)


def _samples() -> list[Case]:
    truth = json.loads((SAMPLES / "truth.json").read_text(encoding="utf-8"))["files"]
    return [_sample(one) for one in truth if one["status"] == "scored"]


def _sample(one: dict[str, Any]) -> Case:
    message = one["message"]
    spoken = {"greeting", "prompt"} & {cut["kind"] for cut in one["cuts"]}
    return Case(
        SAMPLES / one["path"],
        message["text"],
        not spoken,
        (message["start_s"], message["end_s"]),
        one["words_per_minute"],
        [reading["digits"] for number in one["numbers"] for reading in number["readings"]],
    )


def _numbers(folder: Path) -> list[Case]:
    lines = (folder / "numbers.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        Case(
            folder / one["path"],
            one["text"],
            True,
            None,
            None,
            [reading["digits"] for reading in one["readings"]],
        )
        for one in map(json.loads, lines)
    ]


def _speech(folder: Path) -> list[Case]:
    lines = (folder / "speech.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        Case(folder / one["path"], one["text"], True, None, None, None)
        for one in map(json.loads, lines)
    ]


def _table(name: str, cases: list[Case], hearing: Hearing) -> None:
    heard = [_heard(case, hearing) for case in cases]
    plain = [_plain(case, hearing) for case in cases]
    _words(name, cases, heard, plain)
    timed = [
        abs(edge - true)
        for case, speech in zip(cases, heard, strict=True)
        if case.bounds
        for edge, true in zip(_edges(speech), case.bounds, strict=True)
    ]
    if timed:
        _line(name, len(cases), "bounds, mean error", f"{statistics.mean(timed):.3f} s", "-")
        _line(name, len(cases), "bounds, worst error", f"{max(timed):.3f} s", "-")
    rates = [
        abs(_rate(speech, case) / case.words_per_minute - 1)
        for case, speech in zip(cases, heard, strict=True)
        if case.words_per_minute
    ]
    if rates:
        _line(name, len(rates), "speaking rate, mean error", f"{statistics.mean(rates):.1%}", "-")
        _line(name, len(rates), "speaking rate, median", f"{statistics.median(rates):.1%}", "-")
    numbered = [i for i, case in enumerate(cases) if case.readings]
    if numbered:
        ours = sum(_ours(heard[i]) == cases[i].readings for i in numbered)
        theirs = sum(_theirs(plain[i]) == cases[i].readings for i in numbered)
        what = "recordings with every reading exact"
        _line(name, len(numbered), what, str(ours), str(theirs))


def _words(name: str, cases: list[Case], heard: list[Any], plain: list[str]) -> None:
    chosen = [i for i, case in enumerate(cases) if case.clean]
    truth = [_normal(cases[i].text) for i in chosen]
    ours = _rate_of_errors(truth, [_normal(heard[i].transcript.text) for i in chosen])
    theirs = _rate_of_errors(truth, [_normal(plain[i]) for i in chosen])
    _line(name, len(chosen), "word error rate", f"{ours:.1%}", f"{theirs:.1%}")


def _line(name: str, count: int, what: str, ours: str, theirs: str) -> None:
    print(f"| {name} | {count} | {what} | {ours} | {theirs} |")


def _heard(case: Case, hearing: Hearing) -> Any:
    return pipeline.hear(pipeline.Task("", str(case.path), str(case.path), None, hearing)).speech


def _plain(case: Case, hearing: Hearing) -> str:
    model = transcribe.load(hearing.model_folder, hearing.language, hearing.threads).model
    channels = audio.decode(case.path.read_bytes(), case.path.name, max_minutes=10).channels
    segments, _ = model.transcribe(
        channels[0],
        beam_size=transcribe.BEAM_SIZE,
        language="en",
        condition_on_previous_text=False,
        word_timestamps=True,
    )
    return " ".join(segment.text.strip() for segment in segments)


def _edges(speech: Any) -> tuple[float, float]:
    return speech.message.start_s, speech.message.end_s


def _rate(speech: Any, case: Case) -> float:
    numbers, others = gather(speech.readings)
    subject = Subject(recording(str(case.path)), speech, numbers, others, ())
    taken = {one.id: one.value for one in take_all(subject, MEASURES)}
    return float(taken["speaking_rate"] or 0)


def _ours(speech: Any) -> list[str]:
    return [reading.digits for reading in speech.readings if reading.complete]


def _theirs(text: str) -> list[str]:
    return [span.digits for span in spans(text.split()) if span.complete]


def _normal(text: str) -> list[str]:
    bare = re.sub(
        r"[^a-z0-9' ]", " ", text.lower().replace("mister", "mr").replace("%", " percent ")
    )
    words = re.sub(r"(\d)", r" \1 ", bare).split()
    return [DIGITS.get(word, word) for word in words]


def _rate_of_errors(truth: list[list[str]], heard: list[list[str]]) -> float:
    edits = sum(Levenshtein.distance(a, b) for a, b in zip(truth, heard, strict=True))
    return edits / sum(len(words) for words in truth)


if __name__ == "__main__":
    main()
