"""The tables of the number's benchmark, in markdown."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from number_truth import (
    NEAR_S,
    Compared,
    Retrieval,
    digit_errors,
    disagreement,
    mean,
    onset_errors_s,
    owners,
    pace_errors,
    said_twice,
    share,
    timed,
    verdicts,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from coach.playbook import Target

CLOSE = 0.03
"""Seconds per digit this close to the truth are right."""


@dataclass
class Told:
    """What an aligner makes of digits it is told: onset errors, and readings it gave up."""

    errors_s: list[float] = field(default_factory=list)
    readings: int = 0
    failed: int = 0


def condition(one: Compared) -> str:
    """How hard a recording is to hear, as the project's aims put it."""
    case = one.case
    if case.snr_db == 10 or case.codec == "GSM":
        return "10 dB or GSM"
    clean = case.snr_db is None and case.codec in ("none", "mu-law")
    return "clean" if clean else "between"


GROUPS: dict[str, Callable[[Compared], str]] = {
    "source": lambda one: one.case.source,
    "speaker": lambda one: one.case.speaker,
    "pace": lambda one: one.case.pace,
    "noise": lambda one: "none" if one.case.snr_db is None else f"{one.case.snr_db} dB",
    "codec": lambda one: one.case.codec,
    "condition": condition,
    "kind": lambda one: one.case.kind,
}
ORDER = ("rushed", "quick", "normal", "slow", "none", "30 dB", "20 dB", "10 dB")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A markdown table; all columns but the first are figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def grouped(results: Sequence[Compared]) -> Iterator[tuple[str, list[Compared]]]:
    """Everything, then by everything that recordings differ in."""
    yield "all", list(results)
    for what, key in GROUPS.items():
        names = sorted({key(one) for one in results}, key=_place)
        if len(names) > 1:
            for name in names:
                yield f"{what}: {name}", [one for one in results if key(one) == name]


def _place(name: str) -> tuple[int, str]:
    return (ORDER.index(name) if name in ORDER else len(ORDER), name)


def exact(systems: dict[str, list[Compared]]) -> str:
    """Recordings and readings that are right to the digit, and digit errors."""
    head = ["", "recordings", "readings"]
    for name in systems:
        head += [f"recordings exact, {name}", f"readings exact, {name}", f"digit errors, {name}"]
    each = [list(grouped(results)) for results in systems.values()]
    rows = []
    for columns in zip(*each, strict=True):
        name, first = columns[0]
        count = sum(len(one.whole) for one in first)
        row = [name, str(len(first)), str(count)]
        for _, results in columns:
            row += _exactness(results)
        rows.append(row)
    return table(head, rows)


def _exactness(results: Sequence[Compared]) -> list[str]:
    edits, digits = digit_errors(results)
    readings = [pair.exact for one in results for pair in one.whole]
    return [
        percent(share([one.exact for one in results])),
        percent(share(readings)),
        percent(edits / digits if digits else None, 2),
    ]


TIMES = (
    "",
    "readings",
    "timed by the digit",
    "onset, mean",
    "median",
    "within 50 ms",
    "s/digit, mean error",
    "within 3 %",
    "verdict right",
)


def times(
    systems: dict[str, list[Compared]], targets: Sequence[Target], told: dict[str, Told]
) -> str:
    """How well digits are timed: the product by groups, the others as a whole."""
    rows = []
    for name, results in systems.items():
        groups = grouped(results) if name == "coach" else [("all", results)]
        rows += [[f"{name}, {group}", *_times(some, targets)] for group, some in groups]
    for name, one in told.items():
        done = 1 - one.failed / one.readings if one.readings else None
        figures = [percent(done), *_onsets(one.errors_s), "-", "-", "-"]
        rows.append([f"{name}, told the digits", str(one.readings), *figures])
    return table(TIMES, rows)


def _times(results: Sequence[Compared], targets: Sequence[Target]) -> list[str]:
    pairs = timed(results)
    paces = pace_errors(results)
    right, total = verdicts(pairs, targets)
    fine = [pair.heard is not None and pair.heard.timing == "digit" for pair in pairs]
    return [
        str(len(pairs)),
        percent(share(fine)),
        *_onsets(onset_errors_s(pairs)),
        percent(mean(paces)),
        percent(share([error <= CLOSE for error in paces])),
        f"{percent(right / total if total else None)} of {total}",
    ]


def _onsets(errors_s: Sequence[float]) -> list[str]:
    if not errors_s:
        return ["-", "-", "-"]
    near = share([error <= NEAR_S for error in errors_s])
    return [
        f"{1_000 * statistics.mean(errors_s):.1f} ms",
        f"{1_000 * statistics.median(errors_s):.1f} ms",
        percent(near),
    ]


def agreement(systems: dict[str, list[Compared]]) -> str:
    """Said twice, readings that differ, and whose numbers they are."""
    rows = [["", *systems]]
    columns = [_agreement(results) for results in systems.values()]
    rows += [[name, *(column[name] for column in columns)] for name in columns[0]]
    return table(rows[0], rows[1:])


def _agreement(results: Sequence[Compared]) -> dict[str, str]:
    twice, differ = said_twice(results), disagreement(results)
    same = sum(one.case.times_said > 1 and one.case.agree for one in results)
    right, total = owners(results)
    counts = [
        max((n.times_said for n in one.listened.numbers), default=0) == one.case.times_said
        for one in results
    ]
    return {
        "said twice or more: precision": percent(twice.precision),
        "said twice or more: recall": percent(twice.recall),
        "said twice or more: F1": f"{twice.f1:.3f}" if twice.f1 is not None else "-",
        "counted right how often": percent(share(counts)),
        "readings that differ: found": _of(differ.recall, differ),
        "readings that agree: false alarms": (
            f"{percent(differ.invented / same if same else None)} of {same}"
        ),
        "the caller's or another's: right": f"{percent(right / total if total else None)}",
    }


def _of(value: float | None, marks: Retrieval) -> str:
    return f"{percent(value)} of {marks.right + marks.missed}"


def invented(results: Sequence[Compared]) -> str:
    """What was heard in recordings that hold no number, or none again."""
    kinds = dict.fromkeys(one.case.kind for one in results)
    rows = [[kind, *_invented([r for r in results if r.case.kind == kind])] for kind in kinds]
    head = ["", "recordings", "refused", "false number", "another's", "false said twice"]
    return table(head, [*rows, ["all", *_invented(results)]])


def _invented(results: Sequence[Compared]) -> list[str]:
    return [
        str(len(results)),
        str(sum(bool(one.listened.failure) for one in results)),
        str(sum(_false(one, own=True) for one in results)),
        str(sum(_false(one, own=False) for one in results)),
        str(sum(one.twice for one in results)),
    ]


def _false(one: Compared, *, own: bool) -> bool:
    """Whether a whole number, the caller's or another's, was heard where none was said."""
    return any((reading.whose is None) == own for reading in one.invented)


def errors(results: Iterable[Compared]) -> str:
    """Every recording that is not right to the digit, and what was heard instead."""
    wrong = [one for one in results if not one.exact]
    return "\n".join(
        f"{one.case.path.name} {one.case.speaker} {one.case.pace} {one.case.snr_db} "
        f"{one.case.codec} {one.case.kind}\n  true  {_listed(one.case.readings)}\n"
        f"  heard {_listed(one.listened.readings)} {one.listened.failure}\n"
        f"  text  {one.listened.text}"
        for one in wrong
    )


def _listed(readings: Iterable[object]) -> str:
    return ", ".join(
        f"{one.digits}{'' if one.complete else '...'} at {one.start_s:.1f}"  # type: ignore[attr-defined]  # of either kind
        for one in readings
    )


def percent(value: float | None, digits: int = 1) -> str:
    """A share as text."""
    return "-" if value is None else f"{100 * value:.{digits}f} %"
