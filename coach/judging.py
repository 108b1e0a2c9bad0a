"""Measurements against a playbook: findings and the score. Names no measure of its own."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from coach import __version__
from coach.records import Evidence, Finding, Measurement, Review, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.correction import Correction
    from coach.playbook import Playbook, Row, Target

POINTS: dict[Verdict, float] = {"pass": 1.0, "watch": 0.5, "miss": 0.0}
LETTERS: dict[Verdict, str] = {
    "pass": "p",
    "watch": "w",
    "miss": "m",
    "not_applicable": "-",
    "not_measurable": "?",
}
VERDICTS = {letter: verdict for verdict, letter in LETTERS.items()}
WORST_FIRST: tuple[Verdict, ...] = ("miss", "watch", "pass")
NUMBER_ROWS = ("number_", "digit_", "readings_agree")
"""How the rows begin that stand on the digits."""
LENGTH_ROW = "length"
"""The row that stands on the bounds of the message."""
NOT_YET = "Not measured by this version of coach."


def judge(review: Review, playbook: Playbook) -> tuple[Finding, ...]:
    """Give a finding for every row of the playbook, in its order."""
    return findings(review.measurements, playbook)


Made = dict[tuple[str, Verdict, str | None], Finding]
"""Findings without evidence, by row, verdict and reason: hundreds of messages share them."""


def findings(
    measurements: Iterable[Measurement],
    playbook: Playbook,
    corrections: Sequence[Correction] = (),
    made: Made | None = None,
) -> tuple[Finding, ...]:
    """Give a finding for every row of the playbook, in its order; a person's verdict wins.

    `made` is shared by calls for one playbook, which then make equal findings once.
    """
    measured = {measurement.id: measurement for measurement in measurements}
    made = {} if made is None else made
    verdicts: dict[str, Finding] = {}
    for row in playbook.rows:
        finding = _finding(row, measured, verdicts, made)
        verdicts[row.id] = _corrected(finding, corrections) if corrections else finding
    return tuple(verdicts.values())


def _corrected(finding: Finding, corrections: Sequence[Correction]) -> Finding:
    """The finding with what persons put right; a later correction wins."""
    for correction in corrections:
        if correction.row == finding.id and correction.verdict:
            finding = _by_person(finding, correction)
        elif _stands_on(finding, correction):
            finding = replace(finding, by=correction.by)
    return finding


def _stands_on(finding: Finding, correction: Correction) -> bool:
    """Whether a measured verdict rests on digits or bounds that a person gave."""
    if finding.verdict == "not_measurable":
        return False
    if correction.digits and finding.id.startswith(NUMBER_ROWS):
        return True
    bounded = correction.start_s is not None or correction.end_s is not None
    return bounded and finding.id == LENGTH_ROW


def _by_person(finding: Finding, correction: Correction) -> Finding:
    """The verdict that a person gave; what was measured stays as its evidence."""
    verdict = correction.verdict or finding.verdict
    return replace(
        finding,
        verdict=verdict,
        points=POINTS.get(verdict),
        by=correction.by,
        reason=correction.note or None,
    )


def letters(findings: Iterable[Finding]) -> str:
    """The verdicts alone, a letter a finding."""
    return "".join(LETTERS[finding.verdict] for finding in findings)


def findings_by(letters: str, playbook: Playbook, made: Made) -> tuple[Finding, ...]:
    """Findings with neither reason nor evidence, from letters by the same playbook."""
    pairs = [(row, VERDICTS[letter]) for row, letter in zip(playbook.rows, letters, strict=True)]
    return tuple(
        [
            made.get((row.id, verdict, None)) or _found(made, row, verdict, None)
            for row, verdict in pairs
        ]
    )


def judged_by(playbook: Playbook) -> str:
    """What verdicts hold for: the playbook, and the version of coach."""
    return f"{playbook.id} {__version__}"


def score(findings: Iterable[Finding]) -> int | None:
    """100 x sum(weight x points) / sum(weight), rounded half up; None where nothing counts."""
    counted = [(f.weight, f.points) for f in findings if f.points is not None and f.weight > 0]
    total = sum([weight for weight, _ in counted])
    if not total:
        return None
    gained = sum([weight * points for weight, points in counted])
    return math.floor(100 * gained / total + 0.5)


def passed(findings: Iterable[Finding]) -> frozenset[str]:
    """The rows that pass."""
    return frozenset(finding.id for finding in findings if finding.verdict == "pass")


def one_thing(findings: Iterable[Finding]) -> Finding | None:
    """The finding that would gain most if it passed; None where nothing is lost."""
    lost = [f for f in findings if f.points is not None and f.points < 1 and f.weight > 0]
    return max(lost, key=lambda f: f.weight * (1 - (f.points or 0.0)), default=None)


def _finding(
    row: Row, measured: dict[str, Measurement], earlier: dict[str, Finding], made: Made
) -> Finding:
    if row.off:
        return _found(made, row, "not_applicable", row.off)
    if row.needs and row.needs in earlier and earlier[row.needs].verdict != "pass":
        needed = earlier[row.needs]
        if needed.verdict == "not_measurable":
            return _found(made, row, "not_measurable", needed.reason or NOT_YET)
        return _found(made, row, "not_applicable", f"It stands on {row.needs}, which is absent.")
    usable: list[tuple[Target, Measurement]] = []
    unusable: list[tuple[Target, Measurement | None]] = []
    for target in row.targets:
        part = measured.get(target.measure)
        if part is None or part.value is None:
            unusable.append((target, part))
        else:
            usable.append((target, part))
    required = [m for t, m in unusable if not t.optional]
    missing = [m for _, m in unusable if m]
    if not usable and not missing:
        return _found(made, row, "not_measurable", NOT_YET)
    if required or not usable:
        reasons = [m for m in required if m] if required else missing
        return _unmeasured(row, reasons, made)
    return _judged(row, usable, missing, made)


def _unmeasured(row: Row, missing: list[Measurement], made: Made) -> Finding:
    reason = next((m.reason for m in missing if m.reason), row.absent or NOT_YET)
    return _found(made, row, "not_applicable" if row.absent else "not_measurable", reason)


def _judged(
    row: Row,
    usable: list[tuple[Target, Measurement]],
    unusable: list[Measurement],
    made: Made,
) -> Finding:
    verdicts = [_verdict(target, measurement) for target, measurement in usable]
    worst = next(verdict for verdict in WORST_FIRST if verdict in verdicts)
    pairs = zip(verdicts, usable, strict=True)
    evidence = _evidence([m for verdict, (_, m) in pairs if verdict == worst and m.evidence])
    # Where there was only less to compare, the verdict needs no excuse.
    missing = () if row.absent else unusable
    reason = " ".join([m.reason for m in missing if m.reason]) if missing else None
    return _found(made, row, worst, reason or None, evidence)


def _verdict(target: Target, measurement: Measurement) -> Verdict:
    value = float(measurement.value or 0.0)
    if target.passing[0] <= value <= target.passing[1]:
        return "pass"
    if target.watching and target.watching[0] <= value <= target.watching[1]:
        return "watch"
    return "miss"


def _evidence(measurements: Sequence[Measurement]) -> tuple[Evidence, ...]:
    """What some measurements that have evidence show, each place once."""
    if not measurements:
        return ()
    return tuple(dict.fromkeys(one for found in measurements for one in found.evidence))


def _found(
    made: Made,
    row: Row,
    verdict: Verdict,
    reason: str | None,
    evidence: tuple[Evidence, ...] = (),
) -> Finding:
    """A finding, made once where it has no evidence."""
    key = (row.id, verdict, reason)
    if not evidence and (known := made.get(key)):
        return known
    finding = Finding(
        id=row.id,
        question=row.question,
        verdict=verdict,
        target=row.target_text,
        weight=row.weight,
        points=POINTS.get(verdict),
        advice=row.advice,
        source=row.source,
        reason=reason,
        evidence=evidence,
    )
    if not evidence:
        made[key] = finding
    return finding
