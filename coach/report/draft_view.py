"""One draft as its page prints it: the text marked up clause by clause, with notes beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from coach.report.finding_view import (
    FindingView,
    OneThing,
    ReasonGroup,
    by_reason,
    finding_view,
    one_thing,
)
from coach.report.formats import clean, clean_lines, file_link, percent, plural
from coach.report.header_view import ScoreView, score_view
from coach.report.next_view import NextView, next_views
from coach.report.view import FieldView, change_count, rest_count, to_change

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from coach.coaching import Step
    from coach.draft import Draft, PieceKind
    from coach.records import Finding, Review

__all__ = ["DraftView", "Planned", "draft_view"]

SOFT_BREAK = re.compile(r"([^\n]{60})\n(?=[^\s*#>\u2022+\d-])")
"""The end of a line that an editor broke because it was long: the page breaks its own (ours)."""
CLOSING = re.compile(r"[.,;:!?\"')\]\u2019\u201d]*")

Icon = Literal["pass", "watch", "miss", ""]
WORST_FIRST: tuple[Icon, ...] = ("miss", "watch", "pass")
_VERSION_WORDS = {"coach": "Coach", "playbook": "Playbook"}
_STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Planned:
    """One draft of a sequence: its review, its score and the file name of its page."""

    review: Review
    score: int | None
    page: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class StretchView:
    """A stretch of the draft under the same marks; `icon` is the worst verdict that it bears.

    `kind` tells words to say from markup, directions and blanks. `refs` are the notes that end
    here.
    """

    text: str
    kind: PieceKind
    icon: Icon
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoteView:
    """What one marked stretch does: the rows it serves, half serves, or hurts."""

    number: str
    icon: Icon
    quote: str
    rows: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class PlannedView:
    """One draft of the sequence, to turn to."""

    title: str
    name: str
    href: str | None
    score: str
    sameness: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class DraftView:
    """Everything the page of one draft prints."""

    title: str
    name: str
    rep: str
    rep_company: str
    prospect: str
    prospect_company: str
    place: str
    length: str
    length_target: str
    score: ScoreView
    one: OneThing
    example: str
    then: tuple[NextView, ...]
    warnings: tuple[str, ...]
    text: tuple[StretchView, ...]
    notes: tuple[NoteView, ...]
    unsaid: tuple[FindingView, ...]
    to_change: tuple[FindingView, ...]
    to_change_count: str
    rest: tuple[FindingView, ...]
    rest_count: str
    not_measured: tuple[ReasonGroup, ...]
    not_measured_count: str
    planned: tuple[PlannedView, ...]
    provenance: tuple[FieldView, ...]


Marks = dict[tuple[int, int], list[int]]
"""Stretches of the text, each with the places of the findings that quote it."""


def draft_view(
    draft: Draft,
    review: Review,
    findings: Sequence[Finding],
    score: int | None,
    steps: Sequence[Step] = (),
    planned: Sequence[Planned] = (),
) -> DraftView:
    """Return the page of one draft.

    Parameters
    ----------
    draft, review, findings, score
        The text, what was measured in it, the verdicts in rubric order, 0..100 or None.
    steps
        What to change, the one that gains most first.
    planned
        All drafts of the sequence in order, this one included.
    """
    views = [finding_view(review, finding, k) for k, finding in enumerate(findings, start=1)]
    marks = _marks(draft, findings)
    notes = tuple(_note(draft, k, span, marks[span], views) for k, span in enumerate(marks, 1))
    coming = next_views(steps, {view.id: view.anchor for view in views})
    unmeasured = [view for view in views if view.icon == "unknown"]
    recording = review.recording
    name = _name(recording.path)
    return DraftView(
        title=f"Draft {name}",
        name=name,
        rep=clean(recording.rep or "Rep not known"),
        rep_company=clean(recording.rep_company or ""),
        prospect=clean(recording.prospect or "Prospect not known"),
        prospect_company=clean(recording.prospect_company or ""),
        place=_place(review, planned),
        length=_length(review),
        length_target=next((view.target for view in views if view.id == "length"), ""),
        score=score_view(findings, score),
        one=one_thing(findings, views),
        example=coming[0].example if coming else "",
        then=coming[1:],
        warnings=tuple(clean(text) for text in review.warnings),
        text=_stretches(draft, marks, notes),
        notes=notes,
        unsaid=tuple(v for v in views if v.icon in ("miss", "watch") and not v.evidence),
        to_change=to_change(findings, views),
        to_change_count=change_count(findings),
        rest=tuple(view for view in views if view.icon in ("pass", "none")),
        rest_count=rest_count(findings),
        not_measured=by_reason(unmeasured),
        not_measured_count=plural(len(unmeasured), "row", "rows"),
        planned=tuple(_planned(one) for one in planned) if len(planned) > 1 else (),
        provenance=_provenance(review),
    )


def _marks(draft: Draft, findings: Sequence[Finding]) -> Marks:
    """Every stretch that a verdict quotes, with the marks that close it, in order of the text."""
    found: Marks = {}
    for place, finding in enumerate(findings):
        unlike = finding.id == "sameness" and finding.verdict == "pass"
        if unlike or finding.verdict not in WORST_FIRST:
            continue  # a few words that two drafts share do nothing for either
        for one in finding.evidence:
            if one.start_char is not None and one.end_char is not None:
                closed = CLOSING.match(draft.text, one.end_char)
                end = closed.end() if closed else one.end_char
                found.setdefault((one.start_char, end), []).append(place)
    return {span: list(dict.fromkeys(found[span])) for span in sorted(found)}


def _note(
    draft: Draft, number: int, span: tuple[int, int], places: list[int], views: list[FindingView]
) -> NoteView:
    rows = sorted((views[k] for k in places), key=lambda view: _rank(view.icon))
    return NoteView(
        number=f"{number}",
        icon=_worst(view.icon for view in rows),
        quote=clean(draft.text[slice(*span)]),
        rows=tuple(rows),
    )


def _rank(icon: str) -> int:
    return next((k for k, one in enumerate(WORST_FIRST) if one == icon), len(WORST_FIRST))


def _worst(icons: Iterable[str]) -> Icon:
    found = set(icons)
    return next((icon for icon in WORST_FIRST if icon in found), "")


def _stretches(draft: Draft, marks: Marks, notes: Sequence[NoteView]) -> tuple[StretchView, ...]:
    """The text cut wherever a mark or a piece begins or ends."""
    icons = {span: note.icon for span, note in zip(marks, notes, strict=True)}
    edges = {0, len(draft.text), *(edge for span in marks for edge in span)}
    edges |= {piece.start_char for piece in draft.pieces}
    ordered = sorted(edges)
    kinds = _kinds(draft)
    flowing = SOFT_BREAK.sub(r"\1 ", draft.text.rstrip())  # as long as the text: a mark stays put
    made = []
    for start, end in pairwise(ordered):
        over = [icon for (first, last), icon in icons.items() if first <= start and end <= last]
        refs = tuple(note.number for span, note in zip(marks, notes, strict=True) if span[1] == end)
        text = clean_lines(flowing[start:end])
        made.append(StretchView(text, kinds[start], _worst(over), refs))
    return tuple(made)


def _kinds(draft: Draft) -> Mapping[int, PieceKind]:
    """What kind of piece each character stands in."""
    return {k: p.kind for p in draft.pieces for k in range(p.start_char, p.end_char)}


def _length(review: Review) -> str:
    measured = review.measured("length_estimate")
    value = measured.value if measured else None
    return f"about {value:.0f} s" if isinstance(value, float) else "not known"


def _place(review: Review, planned: Sequence[Planned]) -> str:
    """Return which attempt it would be, of how many with those that were left already."""
    last = planned[-1].review.attempt if planned else review.attempt
    return f"{review.attempt} of {last}" if review.attempt else ""


def _name(path: str) -> str:
    return "from standard input" if path == _STANDARD_INPUT else clean(path)


def _planned(one: Planned) -> PlannedView:
    measured = one.review.measured("sameness")
    likeness = measured.value if measured else None
    told = f"{percent(likeness)} like an earlier one" if isinstance(likeness, float) else ""
    return PlannedView(
        title=f"Draft {one.review.attempt}",
        name=_name(one.review.recording.path),
        href=None if one.is_this else file_link(one.page),
        score="" if one.score is None else f"{one.score}",
        sameness=told,
        is_this=one.is_this,
    )


def _provenance(review: Review) -> tuple[FieldView, ...]:
    """Return what made this page and out of what."""
    versions = sorted(review.versions.items())
    fields = [FieldView(clean(_VERSION_WORDS.get(k, k)), clean(text)) for k, text in versions]
    fields.append(FieldView("Draft", _name(review.recording.path)))
    fields.append(FieldView("Contents", f"sha256:{clean(review.speech.sha256)}"))
    return tuple(fields)
