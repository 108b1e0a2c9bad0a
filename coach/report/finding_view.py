"""Findings as the pages print them, and the one to act on first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from coach.measures import MEASURES
from coach.report.formats import (
    attribute_s,
    clean,
    clock,
    plural,
    shorten,
    target,
    value,
    value_parts,
)
from coach.report.verdict_words import ICONS, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.records import Evidence, Finding, Measurement, Review
    from coach.report.corrections_view import CorrectionView

_SHOWN_EVIDENCE = 3
_LABELS = {measure.id: measure.label for measure in MEASURES}
_LONG_ADVICE = 150


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A stretch to play, with what was said there; without a time, words to read only."""

    start: str
    end: str
    clock: str
    until: str
    quote: str
    label: str


@dataclass(frozen=True, slots=True)
class FactView:
    """A part of a measurement: level, noise, longest pause."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """One row of the playbook with its verdict; `icon` names its sign and its colour."""

    anchor: str
    id: str
    icon: str
    word: str
    question: str
    value: str
    figure: str
    unit: str
    label: str
    target: str
    advice: str
    reason: str
    source: str
    weight: str
    by: str
    facts: tuple[FactView, ...]
    evidence: tuple[EvidenceView, ...]
    more: tuple[EvidenceView, ...]
    more_label: str
    correction: CorrectionView | None = None


@dataclass(frozen=True, slots=True)
class OneThing:
    """What to do next time; `finding` is None where there is nothing to change."""

    advice: str
    size: Literal["short", "long"]
    finding: FindingView | None
    evidence: EvidenceView | None


@dataclass(frozen=True, slots=True)
class CountView:
    """How often a verdict was given."""

    icon: str
    word: str
    count: str


@dataclass(frozen=True, slots=True)
class ReasonGroup:
    """Rows that could not be measured for one reason."""

    count: str
    reason: str
    rows: tuple[FindingView, ...]


def evidence_view(evidence: Evidence) -> EvidenceView:
    """Return one stretch ready to play; a draft's has words alone."""
    said = clean(evidence.quote)
    if evidence.start_s is None or evidence.end_s is None:
        return EvidenceView("", "", "", "", said, "")
    at = clock(evidence.start_s)
    return EvidenceView(
        start=attribute_s(evidence.start_s),
        end=attribute_s(evidence.end_s),
        clock=at,
        until=f"to {clock(evidence.end_s)}",
        quote=said,
        label=f"Play {at}: {shorten(said, 60)}" if said else f"Play {at}",
    )


def _fact(measurement: Measurement) -> FactView:
    """Return a part of a measurement under its own name."""
    part = measurement.id.split(".", 1)[1].replace("_", " ")
    return FactView(_LABELS.get(measurement.id, clean(part)), value(measurement))


def _facts(review: Review, finding_id: str) -> tuple[FactView, ...]:
    whole = f"{finding_id}."
    parts = (m for m in review.measurements if m.id.startswith(whole))
    return tuple(fact for fact in map(_fact, parts) if fact.value)


def _reason(review: Review, finding: Finding) -> str:
    """Return why there is no value: the finding's reason, else the measurement's."""
    measured = review.measured(finding.id)
    return clean(finding.reason or (measured.reason if measured else None) or "")


def finding_view(
    review: Review, finding: Finding, index: int, correction: CorrectionView | None = None
) -> FindingView:
    """Return one finding ready to print; `index` makes its anchor.

    A corrected row's reason is the person's note, which the correction tells already.
    """
    shown = tuple(evidence_view(evidence) for evidence in finding.evidence)
    measured = review.measured(finding.id)
    figure, unit = value_parts(measured)
    more = shown[_SHOWN_EVIDENCE:]
    told = correction is not None and finding.verdict != "not_measurable"
    return FindingView(
        anchor=f"row-{index}",
        id=clean(finding.id),
        icon=ICONS[finding.verdict],
        word=WORDS[finding.verdict],
        question=clean(finding.question),
        value=f"{figure} {unit}".strip(),
        figure="" if isinstance(measured and measured.value, str) else figure,
        unit=unit,
        label=_LABELS.get(finding.id, ""),
        target=target(finding.target),
        advice=clean(finding.advice),
        reason="" if told else _reason(review, finding),
        source=clean(finding.source),
        weight=f"{finding.weight:g}",
        by="" if finding.by == "coach" else clean(finding.by),
        facts=_facts(review, finding.id),
        evidence=shown[:_SHOWN_EVIDENCE],
        more=more,
        more_label=plural(len(more), "more place", "more places"),
        correction=correction,
    )


def lost_points(finding: Finding) -> float:
    """Return the weight times the points this row cost (0 where it does not count)."""
    return 0.0 if finding.points is None else finding.weight * (1.0 - finding.points)


def costliest(findings: Iterable[Finding]) -> Finding | None:
    """Return the finding that cost most, the first of equals; None where nothing was lost."""
    first, most = None, 0.0
    for finding in findings:  # a list of messages asks thousands
        if finding.points is not None and finding.weight * (1.0 - finding.points) > most:
            first, most = finding, lost_points(finding)
    return first


def counting(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that make up the score."""
    return [f for f in findings if f.points is not None and f.weight > 0]


def nothing_to_change(findings: Sequence[Finding]) -> str:
    """Return what stands at the top where no row cost anything."""
    if counting(findings):
        return "Keep doing exactly this: every row that counts passed."
    return "Nothing in this message could be judged, so there is no advice to give."


def one_thing(findings: Sequence[Finding], views: Sequence[FindingView]) -> OneThing:
    """Return the one thing to do next time."""
    first = costliest(findings)
    if first is None:
        return OneThing(nothing_to_change(findings), "short", None, None)
    view = views[findings.index(first)]
    advice = view.advice or view.question
    size: Literal["short", "long"] = "long" if len(advice) > _LONG_ADVICE else "short"
    return OneThing(advice, size, view, next(iter(view.evidence), None))


def by_reason(views: Iterable[FindingView]) -> tuple[ReasonGroup, ...]:
    """Return rows without a value grouped by reason, the largest group last."""
    groups: dict[str, list[FindingView]] = {}
    for view in views:
        groups.setdefault(view.reason or "No reason was given.", []).append(view)
    ordered = sorted(groups.items(), key=lambda item: len(item[1]))
    return tuple(
        ReasonGroup(plural(len(rows), "row", "rows"), reason, tuple(rows))
        for reason, rows in ordered
    )


def counts(findings: Iterable[Finding]) -> tuple[CountView, ...]:
    """Return how many of the rows that count passed, were watched, were missed."""
    found = Counter(finding.verdict for finding in counting(findings))
    return (
        CountView("pass", "pass", f"{found['pass']}"),
        CountView("watch", "watch", f"{found['watch']}"),
        CountView("miss", "miss", f"{found['miss']}"),
    )


def told(shown: Iterable[CountView]) -> str:
    """Return counts as text: 6 pass, 2 watch, 3 miss."""
    return ", ".join(f"{count.count} {count.word}" for count in shown)
