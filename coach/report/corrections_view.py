"""What a person corrected: their verdict, their note, and what coach had said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.report.formats import clean, clock
from coach.report.verdict_words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.correction import Correction
    from coach.records import Finding


@dataclass(frozen=True, slots=True)
class PutRight:
    """What persons put right in a message: `corrections`, oldest first.

    `before` are the findings without them; `message_id` is the message's number in the history,
    by which `coach assign` puts a guess right.
    """

    message_id: int | None = None
    corrections: Sequence[Correction] = ()
    before: Sequence[Finding] = ()


NOTHING_PUT_RIGHT = PutRight()


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction ready to print; `before` is what coach had said, `what` no row's verdict."""

    by: str
    note: str
    what: str
    before: str


def before_text(finding: Finding | None) -> str:
    """Return what coach had said of a row; nothing where that is not known."""
    if finding is None:
        return ""
    reason = clean(finding.reason or "")
    said = f"Coach had said: {WORDS[finding.verdict]}"
    return f"{said} ({reason.rstrip('.')})." if reason else f"{said}."


def _bounds(correction: Correction) -> str:
    """Return where the message is by a correction; nothing where it says nothing of it."""
    start_s, end_s = correction.start_s, correction.end_s
    if start_s is not None and end_s is not None:
        return f"The message runs from {clock(start_s)} to {clock(end_s)}."
    if start_s is not None:
        return f"The message starts at {clock(start_s)}."
    return "" if end_s is None else f"The message ends at {clock(end_s)}."


def _what(correction: Correction) -> str:
    """Return what a correction changes beside a verdict."""
    number = f"The number is {clean(correction.digits)}." if correction.digits else ""
    return f"{number} {_bounds(correction)}".strip()


def _view(correction: Correction, before: Finding | None) -> CorrectionView:
    return CorrectionView(
        by=clean(correction.by),
        note=clean(correction.note),
        what=_what(correction),
        before=before_text(before),
    )


def row_corrections(
    corrections: Iterable[Correction], before: Iterable[Finding]
) -> dict[str, CorrectionView]:
    """Return the last correction of each row's verdict, by row.

    `before` are the findings without any correction, in any order; none where they are not known.
    """
    said = {finding.id: finding for finding in before}
    return {
        one.row: _view(one, said.get(one.row)) for one in corrections if one.row and one.verdict
    }


def other_corrections(corrections: Iterable[Correction]) -> tuple[CorrectionView, ...]:
    """Return corrections of the number and of where the message is."""
    return tuple(view for one in corrections if (view := _view(one, None)).what)
