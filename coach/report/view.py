"""One message as its page prints it: strings and numbers, so that the template formats nothing."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.records import Evidence
from coach.report.attempts_view import Attempt, AttemptView, attempt_view, attempts_chart
from coach.report.corrections_view import (
    NOTHING_PUT_RIGHT,
    CorrectionView,
    PutRight,
    other_corrections,
    row_corrections,
)
from coach.report.finding_view import (
    EvidenceView,
    FindingView,
    OneThing,
    ReasonGroup,
    by_reason,
    evidence_view,
    finding_view,
    lost_points,
    one_thing,
)
from coach.report.formats import clean, file_link, plural
from coach.report.header_view import (
    NO_LINKS,
    HeaderView,
    ScoreView,
    header_view,
    score_view,
)
from coach.report.listening_view import ListeningView, listening_view
from coach.report.next_view import NextView, next_views
from coach.report.number_view import NumberView, PaceTargets, number_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from coach.coaching import Step
    from coach.records import Finding, Review
    from coach.report.links import Links

__all__ = ["Attempt", "ReportView", "message_view"]

DEFAULT_TARGETS = PaceTargets()
_NUMBER_ROWS = {
    "number_given": "Number given",
    "number_twice": "Said twice",
    "digit_pace": "Pace of the digits",
    "digit_groups": "Groups set apart",
    "readings_agree": "Readings agree",
}
_VERSION_WORDS = {"coach": "Coach", "model": "Speech model", "playbook": "Playbook", "cues": "Cues"}


@dataclass(frozen=True, slots=True)
class ChipView:
    """A verdict on the number in a word, with the anchor of its row (empty where it has none)."""

    label: str
    icon: str
    word: str
    value: str
    anchor: str


@dataclass(frozen=True, slots=True)
class NumberBlock:
    """All about telephone numbers; `missing` says so where none was said."""

    missing: str
    chips: tuple[ChipView, ...]
    numbers: tuple[NumberView, ...]
    others: tuple[NumberView, ...]
    timed: bool
    each_line: str
    mean_line: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """A name with its value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """Everything the page of one message prints."""

    title: str
    index_href: str | None
    header: HeaderView
    score: ScoreView
    one: OneThing
    example: str
    then: tuple[NextView, ...]
    corrections: tuple[CorrectionView, ...]
    warnings: tuple[str, ...]
    suspects: tuple[EvidenceView, ...]
    listening: ListeningView
    number: NumberBlock
    to_change: tuple[FindingView, ...]
    to_change_count: str
    rest: tuple[FindingView, ...]
    rest_count: str
    not_measured: tuple[ReasonGroup, ...]
    not_measured_count: str
    attempts: tuple[AttemptView, ...]
    attempts_chart: Markup
    provenance: tuple[FieldView, ...]


def _chips(findings: Sequence[FindingView]) -> tuple[ChipView, ...]:
    """Return the verdicts on the number, in rubric order."""
    return tuple(
        ChipView(
            label=_NUMBER_ROWS[view.id],
            icon=view.icon,
            word=view.word,
            value=view.value,
            anchor="" if view.icon == "unknown" else view.anchor,
        )
        for view in findings
        if view.id in _NUMBER_ROWS
    )


def _missing(review: Review) -> str:
    """Return what stands in the place of the number where there is none."""
    if any(number.readings for number in review.numbers):
        return ""
    if any(number.partial for number in review.numbers):
        return "No number was said in full."
    return "No number to call back was heard."


def _number_block(
    review: Review, views: Sequence[FindingView], targets: PaceTargets
) -> NumberBlock:
    numbers = tuple(number_view(number, targets) for number in review.numbers)
    return NumberBlock(
        missing=_missing(review),
        chips=_chips(views),
        numbers=numbers,
        others=tuple(number_view(number, targets) for number in review.other_numbers),
        timed=any(reading.timed for number in numbers for reading in number.readings),
        each_line=f"{targets.each_pass_s:.2f} s",
        mean_line=f"{targets.mean_pass_s:.2f} s",
    )


def to_change(findings: Sequence[Finding], views: Sequence[FindingView]) -> tuple[FindingView, ...]:
    """Return misses, then watches, the costliest first."""
    places = [k for k, f in enumerate(findings) if f.verdict in ("miss", "watch")]
    places.sort(key=lambda k: (findings[k].verdict != "miss", -lost_points(findings[k]), k))
    return tuple(views[k] for k in places)


def change_count(findings: Sequence[Finding]) -> str:
    misses = sum(finding.verdict == "miss" for finding in findings)
    watches = sum(finding.verdict == "watch" for finding in findings)
    return f"{plural(misses, 'miss', 'misses')}, {plural(watches, 'watch', 'watches')}"


def rest_count(findings: Sequence[Finding]) -> str:
    passes = sum(finding.verdict == "pass" for finding in findings)
    idle = sum(finding.verdict == "not_applicable" for finding in findings)
    told = plural(passes, "pass", "passes")
    return f"{told}, {plural(idle, 'row', 'rows')} that did not apply" if idle else told


def _warnings(review: Review) -> tuple[str, ...]:
    """Return doubts about the recording, each once."""
    return tuple(dict.fromkeys(clean(text) for text in (*review.warnings, *review.speech.warnings)))


def _suspects(review: Review) -> tuple[EvidenceView, ...]:
    """Return stretches with a voice that the words do not explain."""
    return tuple(
        evidence_view(Evidence(span.start_s, span.end_s, ""))
        for span in review.speech.suspect_spans
    )


def _provenance(review: Review) -> tuple[FieldView, ...]:
    """Return what made this page and out of what."""
    recording, speech = review.recording, review.speech
    fields = [
        FieldView(clean(_VERSION_WORDS.get(name, name)), clean(version))
        for name, version in sorted(review.versions.items())
    ]
    fields += [
        FieldView("Recording", clean(recording.path)),
        FieldView("Contents", f"sha256:{clean(speech.sha256)}"),
        FieldView("Channel", f"{speech.channel + 1} of {speech.channel_count}"),
    ]
    if recording.recorded_at_source:
        fields.append(FieldView("Date taken from", clean(recording.recorded_at_source)))
    return tuple(fields)


def _audio_src(audio: bytes | None, mime: str) -> str:
    return "" if not audio else f"data:{mime};base64,{b64encode(audio).decode('ascii')}"


def _title(header: HeaderView) -> str:
    return f"{header.rep} to {header.prospect}, {header.when}"


def _finding_views(
    review: Review, findings: Sequence[Finding], put_right: PutRight
) -> list[FindingView]:
    by_row = row_corrections(put_right.corrections, put_right.before)
    return [finding_view(review, f, k, by_row.get(f.id)) for k, f in enumerate(findings, start=1)]


def message_view(
    review: Review,
    findings: Sequence[Finding],
    score: int | None,
    audio: bytes | None,
    attempts: Sequence[Attempt] = (),
    *,
    audio_mime: str = "audio/mpeg",
    index_href: str | None = "index.html",
    targets: PaceTargets = DEFAULT_TARGETS,
    steps: Sequence[Step] = (),
    links: Links = NO_LINKS,
    put_right: PutRight = NOTHING_PUT_RIGHT,
) -> ReportView:
    """Return the page of one message.

    Parameters
    ----------
    review, findings, score
        The message, the verdicts in rubric order, 0..100 or None.
    audio
        The whole recording, compressed, on the recording's own clock; None leaves the sound out.
    attempts
        All messages to this prospect in order, this one included.
    audio_mime, index_href
        Type of `audio`; relative path of the index, or None.
    targets
        Where the pace lines are drawn; take them from the playbook where it has its own.
    steps
        What to do next time, the one that gains most first: the same row as the one thing.
    links, put_right
        Where the pages of the rep and of the prospect are; what persons put right.
    """
    views = _finding_views(review, findings, put_right)
    header = header_view(review, len(attempts), links, put_right.message_id)
    unmeasured = [v for v in views if v.icon == "unknown"]
    coming = next_views(steps, {view.id: view.anchor for view in views})
    return ReportView(
        title=_title(header),
        index_href=file_link(index_href),
        header=header,
        score=score_view(findings, score),
        one=one_thing(findings, views),
        example=coming[0].example if coming else "",
        then=coming[1:],
        corrections=other_corrections(put_right.corrections),
        warnings=_warnings(review),
        suspects=_suspects(review),
        listening=listening_view(review, findings, _audio_src(audio, audio_mime)),
        number=_number_block(review, views, targets),
        to_change=to_change(findings, views),
        to_change_count=change_count(findings),
        rest=tuple(view for view in views if view.icon in ("pass", "none")),
        rest_count=rest_count(findings),
        not_measured=by_reason(unmeasured),
        not_measured_count=plural(len(unmeasured), "row", "rows"),
        attempts=tuple(attempt_view(attempt) for attempt in attempts),
        attempts_chart=attempts_chart(attempts),
        provenance=_provenance(review),
    )
