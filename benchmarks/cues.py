"""How well the rows on content agree with labels given by hand, row by row, weakest first.

    .venv/bin/python benchmarks/cues.py [--messages FOLDER] [--noise SEED] [--markdown]
                                        [--only ROW ...] [--errors ROW] [--gain]

Reads the messages in benchmarks/messages (see the README there), judges each as `coach script`
judges a draft, and counts for every row how well `pass` is found (precision, recall, F1) and how
often the verdict is the very one. `--noise` first makes of every text what a recogniser might.
`--gain` adds one sentence at a time to a cue and looks at what that changes.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from drafts import verdicts
from gains import gains
from labelled import FOLDER, Message, read_messages
from mishearing import misheard, vocabulary_of

TARGET, STRICT_TARGET, MACRO_TARGET = 0.75, 0.92, 0.85
"""Least F1 of a row, of the rows below, and of all together."""
STRICT = {"who", "no_checking_in", "callback_window", "other_channel", "number_given"}
MOST_CHANGED = 0.01
"""Most of a cue's other verdicts that one added sentence may change."""
FEWEST = 10
"""Rows with fewer positives are shown and not held to the target."""


@dataclass(frozen=True)
class Judged:
    """One row of one message: the label, and what coach said."""

    message: Message
    row: str
    label: str
    verdict: str
    why: str


@dataclass(frozen=True)
class Score:
    """What was found of one row over all messages."""

    row: str
    positives: int
    precision: float
    recall: float
    agreement: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def target(self) -> float:
        """The least F1 wanted; none for a row with too few positives."""
        if self.positives < FEWEST:
            return 0.0
        return STRICT_TARGET if self.row in STRICT else TARGET


def main() -> int:
    """Judge all messages and print what was asked for; 1 where a target is missed."""
    options = _options()
    messages = read_messages(options.messages)
    if options.noise is not None:
        messages = heard(messages, options.noise)
    if options.gain:
        return _print_gains(messages)
    rows = options.only or list(messages[0].labels)
    judged = judge(messages, rows)
    if options.errors:
        _print_errors(judged, options.errors)
        return 0
    scores = sorted((score(judged, row) for row in rows), key=lambda one: one.f1)
    (_print_markdown if options.markdown else _print_table)(scores, len(messages))
    return int(any(one.f1 < one.target for one in scores) or _macro(scores) < MACRO_TARGET)


def _options() -> argparse.Namespace:
    known = list(read_messages()[0].labels)
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--messages", type=Path, default=FOLDER, help="another labelled set")
    parser.add_argument("--noise", type=int, metavar="SEED", help="mishear every text first")
    parser.add_argument("--markdown", action="store_true", help="a table for docs/accuracy.md")
    parser.add_argument("--only", nargs="+", choices=known, metavar="ROW")
    parser.add_argument("--errors", choices=known, metavar="ROW", help="list what went wrong")
    parser.add_argument("--gain", action="store_true", help="what one added sentence does")
    return parser.parse_args()


def heard(messages: list[Message], seed: int) -> list[Message]:
    """The messages as a recogniser might have written them; the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311 - a model of noise, nothing secret
    vocabulary = vocabulary_of(message.text for message in messages)
    return [replace(one, text=misheard(one.text, vocabulary, rng)) for one in messages]


def judge(messages: list[Message], rows: list[str]) -> list[Judged]:
    """Every row of every message, label beside verdict."""
    return [
        Judged(message, row, message.labels[row], *found[row])
        for message, found in zip(messages, verdicts(messages), strict=True)
        for row in rows
    ]


def score(judged: list[Judged], row: str) -> Score:
    """Precision and recall of `pass` in one row, and how often the verdict is the label."""
    pairs = [(one.label, one.verdict) for one in judged if one.row == row]
    true = sum(label == verdict == "pass" for label, verdict in pairs)
    claimed = sum(verdict == "pass" for _, verdict in pairs)
    positives = sum(label == "pass" for label, _ in pairs)
    agreement = sum(label == verdict for label, verdict in pairs) / len(pairs)
    return Score(row, positives, _share(true, claimed), _share(true, positives), agreement)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _macro(scores: list[Score]) -> float:
    return statistics.mean(one.f1 for one in scores)


def _print_table(scores: list[Score], count: int) -> None:
    print(f"{count} messages; weakest row first; * below its target")
    print(f"{'row':<16} {'n':>4} {'prec':>6} {'recall':>6} {'F1':>6} {'exact':>6}")
    for one in scores:
        mark = " *" if one.f1 < one.target else ""
        print(
            f"{one.row:<16} {one.positives:>4} {one.precision:>6.3f} {one.recall:>6.3f} "
            f"{one.f1:>6.3f} {one.agreement:>6.3f}{mark}"
        )
    exact = statistics.mean(one.agreement for one in scores)
    print(f"{'macro':<16} {'':>4} {'':>6} {'':>6} {_macro(scores):>6.3f} {exact:>6.3f}")


def _print_markdown(scores: list[Score], count: int) -> None:
    print(f"| row ({count} messages) | passes | precision | recall | F1 | same verdict |")
    print("|---|---:|---:|---:|---:|---:|")
    for one in scores:
        print(
            f"| `{one.row}` | {one.positives} | {one.precision:.2f} | {one.recall:.2f} "
            f"| {one.f1:.2f} | {one.agreement:.0%} |"
        )
    exact = statistics.mean(one.agreement for one in scores)
    print(f"| all rows | | | | **{_macro(scores):.2f}** | {exact:.0%} |")


def _print_gains(messages: list[Message]) -> int:
    """What each added sentence did; 1 where one was of no use, or changed too much else."""
    told = list(gains(messages))
    for one in sorted(told, key=lambda one: (one.found, -one.changed)):
        outcome = "found" if one.found else "still missed"
        print(f"{one.cue:<16} {outcome:<12} {one.changed:>7.2%} of clauses  {one.missed}")
    found, most = sum(one.found for one in told), max(one.changed for one in told)
    print(f"{found} of {len(told)} found; at most {most:.2%} of the cue's other verdicts changed")
    return int(found < len(told) or most > MOST_CHANGED)


def _print_errors(judged: list[Judged], row: str) -> None:
    """Wrong passes first, then passes not found, then other differences."""
    wrong = [one for one in judged if one.row == row and one.label != one.verdict]
    wrong.sort(key=lambda one: (one.verdict != "pass", one.label != "pass"))
    for one in wrong:
        print(f"{one.message.id}: {one.label}, but coach says {one.verdict}")
        print(f"    {one.message.text}")
        print(f"    evidence: {one.why or '-'}\n")
    print(f"{len(wrong)} of {sum(one.row == row for one in judged)} differ")


if __name__ == "__main__":
    sys.exit(main())
