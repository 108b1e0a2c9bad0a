"""Measurements against a playbook: findings and the score. Names no measure of its own."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from coach.records import Evidence, Finding, Measurement, Review, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.correction import Correction
    from coach.playbook import Playbook, Row, Target

POINTS: dict[Verdict, float] = {"pass": 1.0, "watch": 0.5, "miss": 0.0}
WORST_FIRST: tuple[Verdict, ...] = ("miss", "watch", "pass")
NUMBER_ROWS = ("number_", "digit_", "readings_agree")
"""How the rows begin that stand on the digits."""
LENGTH_ROW = "length"
"""The row that stands on the bounds of the message."""
NOT_YET = "Not measured by this version of coach."


def judge(review: Review, playbook: Playbook) -> tuple[Finding, ...]:
    """Give a finding for every row of the playbook, in its order."""
    return findings(review.measurements, playbook)


def findings(
    measurements: Iterable[Measurement],
    playbook: Playbook,
    corrections: Sequence[Correction] = (),
) -> tuple[Finding, ...]:
    """Give a finding for every row of the playbook, in its order; a person's verdict wins."""
    measured = {measurement.id: measurement for measurement in measurements}
    verdicts: dict[str, Finding] = {}
    for row in playbook.rows:
        verdicts[row.id] = _corrected(_finding(row, measured, verdicts), corrections)
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


def score(findings: Iterable[Finding]) -> int | None:
    """100 x sum(weight x points) / sum(weight), rounded half up; None where nothing counts."""
    counted = [f for f in findings if f.points is not None and f.weight > 0]
    total = sum(finding.weight for finding in counted)
    if not total:
        return None
    gained = sum(finding.weight * (finding.points or 0.0) for finding in counted)
    return math.floor(100 * gained / total + 0.5)


def one_thing(findings: Iterable[Finding]) -> Finding | None:
    """The finding that would gain most if it passed; None where nothing is lost."""
    lost = [f for f in findings if f.points is not None and f.points < 1 and f.weight > 0]
    return max(lost, key=lambda f: f.weight * (1 - (f.points or 0.0)), default=None)


def _finding(row: Row, measured: dict[str, Measurement], earlier: dict[str, Finding]) -> Finding:
    if row.off:
        return _without_verdict(row, "not_applicable", row.off)
    if row.needs and row.needs in earlier and earlier[row.needs].verdict != "pass":
        needed = earlier[row.needs]
        if needed.verdict == "not_measurable":
            return _without_verdict(row, "not_measurable", needed.reason or NOT_YET)
        return _without_verdict(
            row, "not_applicable", f"It stands on {row.needs}, which is absent."
        )
    parts = [(target, measured.get(target.measure)) for target in row.targets]
    if not any(measurement for _, measurement in parts):
        return _without_verdict(row, "not_measurable", NOT_YET)
    usable = [(t, m) for t, m in parts if m and m.value is not None]
    unusable = [(t, m) for t, m in parts if not m or m.value is None]
    required = [(t, m) for t, m in unusable if not t.optional]
    if required or not usable:
        return _unmeasured(row, [m for _, m in required or unusable if m])
    return _judged(row, usable, [m for _, m in unusable if m])


def _unmeasured(row: Row, missing: list[Measurement]) -> Finding:
    reason = next((m.reason for m in missing if m.reason), row.absent or NOT_YET)
    return _without_verdict(row, "not_applicable" if row.absent else "not_measurable", reason)


def _judged(
    row: Row, usable: list[tuple[Target, Measurement]], unusable: list[Measurement]
) -> Finding:
    verdicts = [(_verdict(target, measurement), measurement) for target, measurement in usable]
    worst = min(verdicts, key=lambda pair: WORST_FIRST.index(pair[0]))[0]
    evidence = _evidence([m for verdict, m in verdicts if verdict == worst])
    # Where there was only less to compare, the verdict needs no excuse.
    missing = () if row.absent else unusable
    reason = " ".join(measurement.reason for measurement in missing if measurement.reason)
    return Finding(
        id=row.id,
        question=row.question,
        verdict=worst,
        target=row.target_text,
        weight=row.weight,
        points=POINTS[worst],
        advice=row.advice,
        source=row.source,
        reason=reason or None,
        evidence=evidence,
    )


def _verdict(target: Target, measurement: Measurement) -> Verdict:
    value = float(measurement.value or 0.0)
    if target.passing[0] <= value <= target.passing[1]:
        return "pass"
    if target.watching and target.watching[0] <= value <= target.watching[1]:
        return "watch"
    return "miss"


def _evidence(measurements: Iterable[Measurement]) -> tuple[Evidence, ...]:
    seen: dict[Evidence, None] = {}
    for measurement in measurements:
        seen.update(dict.fromkeys(measurement.evidence))
    return tuple(seen)


def _without_verdict(row: Row, verdict: Verdict, reason: str) -> Finding:
    return Finding(
        id=row.id,
        question=row.question,
        verdict=verdict,
        target=row.target_text,
        weight=row.weight,
        points=None,
        advice=row.advice,
        source=row.source,
        reason=reason,
    )
