"""How well the number is heard: digits, their times, said twice, and what that costs.

    .venv/bin/python benchmarks/number.py [--devset FOLDER] [--made N] [--unheard N]
        [--seed S] [--negative N]
        [--model base] [--weights FOLDER | --leave-one-out FOLDER] [--without SPEAKER]
        [--plain] [--sphinx] [--keep FOLDER] [--limit N] [--errors]

Recordings go through the product's own path, in one process with one thread. `--devset` reads a
folder with numbers.jsonl; `--made` and `--negative` make recordings from training/number/speech
(the latter: N of every kind in which no number may be heard), `--unheard` from benchmarks/voices:
words of people whom no head was trained on. `--leave-one-out` hears each real
speaker with the weights in FOLDER/SPEAKER that never heard that voice; `--without` keeps one
speaker's recordings. `--plain` adds faster-whisper's own transcription read by the same grammar,
`--sphinx` the onsets PocketSphinx finds for digits it is told. `--keep` stores what was encoded
and decoded for the next run, and then no cost is measured.

An onset is where a digit's sound first passes 30 dB below its own peak.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import number_tables as tables
from number_cases import devset
from number_codecs import codecs
from number_kept import kept
from number_listening import NUMBER, TRANSCRIPTION, clocked, ours, plain, sphinx, weights_of
from number_listening import sphinx_onsets_s as aligned_s
from number_material import made
from number_negative import negative
from number_tables import Told
from number_truth import Compared, compared
from number_voices import REAL, flite_found, unheard

from coach.playbook import load_playbook
from coach.settings import DEFAULT_MODEL, Hearing, default_cache
from coach.weights import find

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from number_cases import Case

    from coach.playbook import Target

Job = tuple[Path | None, list["Case"]]
"""A folder of weights (None: the shipped ones) and the recordings to hear with them."""


@dataclass
class Run:
    """What was heard, by every way of listening, and what it cost."""

    ours: list[Compared] = field(default_factory=list)
    plain: list[Compared] = field(default_factory=list)
    told: Told = field(default_factory=Told)
    spent_s: dict[bool, dict[str, float]] = field(
        default_factory=lambda: {key: {TRANSCRIPTION: 0.0, NUMBER: 0.0} for key in (True, False)}
    )
    """By whether a number was heard."""


def main() -> None:
    """Measure and print the tables."""
    options = _options()
    weights = find(options.model, default_cache())
    number_folder = find(DEFAULT_MODEL, default_cache()).folder
    if options.keep and weights.folder != number_folder:
        sys.exit("--keep works with the packaged model alone.")
    hearing = Hearing(str(weights.folder), weights.name, str(number_folder))
    _say_what_is_missing(options)
    with tempfile.TemporaryDirectory() as temporary, kept(options.keep, weights.sha256):
        folder = (options.keep or Path(temporary)) / "recordings"
        run = _run(_jobs(options, folder), hearing, options)
        _print(run, options)
        if options.negative:
            cases = negative(folder, options.negative, options.seed)
            _print_negative(_run([(options.weights, cases)], hearing, _bare(options)), options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--devset", type=Path)
    parser.add_argument("--made", type=int, default=0)
    parser.add_argument("--unheard", type=int, default=0)
    parser.add_argument("--negative", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--without", choices=REAL)
    networks = parser.add_mutually_exclusive_group()
    networks.add_argument("--weights", type=Path)
    networks.add_argument("--leave-one-out", type=Path)
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--sphinx", action="store_true")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--limit", type=int, help="hear no more than this many of each job")
    parser.add_argument("--errors", action="store_true", help="list what is not exact")
    return parser.parse_args()


def _bare(options: argparse.Namespace) -> argparse.Namespace:
    """The same options for the product alone."""
    return argparse.Namespace(**{**vars(options), "plain": False, "sphinx": False, "limit": None})


def _say_what_is_missing(options: argparse.Namespace) -> None:
    if (options.made or options.negative) and not flite_found():
        print("flite is not installed: no numbers in one breath, no sentences of our choice.")
    for codec in codecs()[1] if options.made or options.negative else ():
        print(f"No encoder for {codec}: left out.")
    if options.sphinx and sphinx() is None:
        sys.exit("PocketSphinx is not installed.")


def _jobs(options: argparse.Namespace, folder: Path) -> list[Job]:
    """Which recordings are heard with which weights."""
    if options.leave_one_out is None:
        cases = _cases(options, folder, options.without)
        if options.unheard:
            cases += made(folder / "unheard", options.unheard, options.seed, tuple(unheard()))
        return [(options.weights, cases)]
    speakers = [options.without] if options.without else REAL
    return [
        (options.leave_one_out / name, _cases(options, folder / name, name)) for name in speakers
    ]


def _cases(options: argparse.Namespace, folder: Path, speaker: str | None) -> list[Case]:
    cases = devset(options.devset) if options.devset else []
    cases = [case for case in cases if speaker in (None, case.speaker)]
    if options.made:
        cases += made(folder, options.made, options.seed, (speaker,) if speaker else None)
    return cases


def _run(jobs: Sequence[Job], hearing: Hearing, options: argparse.Namespace) -> Run:
    run = Run()
    for folder, cases in jobs:
        with weights_of(folder):
            for case in _counted(cases[: options.limit]):
                _hear(case, hearing, run, warm=bool(run.ours))
                if options.plain:
                    run.plain.append(compared(case, plain(case, hearing)))
                if options.sphinx:
                    _align(case, run.told)
    return run


def _counted(cases: Sequence[Case]) -> Iterator[Case]:
    for count, case in enumerate(cases, start=1):
        print(f"\r{count} of {len(cases)} ", end="", file=sys.stderr, flush=True)
        yield case
    print(file=sys.stderr)


def _hear(case: Case, hearing: Hearing, run: Run, *, warm: bool) -> None:
    if not warm:  # what is loaded on first use is nobody's cost
        ours(case, hearing)
    with clocked() as spent:
        listened = ours(case, hearing)
    run.ours.append(compared(case, listened))
    for part, seconds in spent.items():
        run.spent_s[bool(listened.readings)][part] += seconds


def _align(case: Case, told: Told) -> None:
    for true in case.whole:
        if true.each:
            found_s = aligned_s(case, true)
            told.readings += 1
            told.failed += found_s is None
            told.errors_s += [
                abs(at_s - digit.start_s)
                for at_s, digit in zip(found_s or (), true.each, strict=False)
            ]


def _print(run: Run, options: argparse.Namespace) -> None:
    if not run.ours:
        return
    systems = {"coach": run.ours}
    if run.plain:
        systems["faster-whisper"] = run.plain
    told = {"PocketSphinx": run.told} if options.sphinx else {}
    print(f"\n## Right to the digit\n\n{tables.exact(systems)}")
    print(f"\n## In time\n\n{tables.times(systems, _targets(), told)}")
    print(f"\n## Said twice, and the same\n\n{tables.agreement(systems)}")
    _print_cost(run, options)
    if options.errors:
        print(f"\n## Not exact\n\n{tables.errors(run.ours)}")


def _targets() -> Sequence[Target]:
    rows = load_playbook("standard").rows
    return next(row.targets for row in rows if row.id == "digit_pace")


def _print_cost(run: Run, options: argparse.Namespace) -> None:
    if options.keep:
        return
    rows = []
    for heard, spent in run.spent_s.items():
        count = sum(bool(one.listened.readings) == heard for one in run.ours)
        if count:
            part = spent[NUMBER] / spent[TRANSCRIPTION] if spent[TRANSCRIPTION] else None
            figures = [f"{spent[name] / count:.3f}" for name in (TRANSCRIPTION, NUMBER)]
            name = "a number heard" if heard else "none heard"
            rows.append([name, str(count), *figures, tables.percent(part)])
    head = ["", "recordings", "transcription, processor s", "number, processor s", "share"]
    print(f"\n## Cost\n\n{tables.table(head, rows)}")


def _print_negative(run: Run, options: argparse.Namespace) -> None:
    print(f"\n## Where no number is said\n\n{tables.invented(run.ours)}")
    _print_cost(run, options)
    if options.errors:
        print(f"\n### Heard all the same\n\n{tables.errors(run.ours)}")


if __name__ == "__main__":
    main()
