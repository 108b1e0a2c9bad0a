"""Messages out of the history as others see them, with verdicts derived on reading."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from coach import judging
from coach.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.history import History, Stored
    from coach.judging import Made
    from coach.playbook import Playbook
    from coach.records import Finding, Measurement

AT_A_TIME = 500
"""Messages read together: bounds what lies in memory beside the result."""


def kept(
    history: History,
    playbook: Playbook,
    ids: Sequence[int],
    folder: str,
    *,
    quoted: bool = True,
) -> tuple[Kept, ...]:
    """Messages by id in order of time; `folder` (absolute) is whose pages they name.

    Without quotes they are read faster: measurements may be missing, and findings have verdicts
    but neither reason nor evidence that can be relied on.
    """
    made: list[Kept] = []
    for start in range(0, len(ids), AT_A_TIME):
        made += _kept(history, playbook, ids[start : start + AT_A_TIME], folder, quoted)
    return tuple(made)


def findings_of(
    history: History, playbook: Playbook, ids: Sequence[int]
) -> dict[int, tuple[Finding, ...]]:
    """Findings of messages by id, with verdicts but no reason or evidence to be relied on."""
    return _judged(history, playbook, ids, quoted=False)[1]


def _kept(
    history: History, playbook: Playbook, ids: Sequence[int], folder: str, quoted: bool
) -> list[Kept]:
    messages = history.messages
    measured, found = _judged(history, playbook, ids, quoted=quoted)
    attempts = messages.attempts(ids)
    pages = {page.message: page.page for page in history.pages.of(ids, folder)}
    return [
        _one(
            one,
            attempts.get(one.id),
            measured.get(one.id, ()),
            found[one.id],
            pages.get(one.id),
        )
        for one in messages.read(ids)
    ]


def _judged(
    history: History, playbook: Playbook, ids: Sequence[int], *, quoted: bool
) -> tuple[dict[int, tuple[Measurement, ...]], dict[int, tuple[Finding, ...]]]:
    """Measurements of messages, as far as they had to be read, and findings of all."""
    messages = history.messages
    known = {} if quoted else messages.verdicts(ids, judging.judged_by(playbook))
    unknown = [one for one in ids if one not in known]
    measured = messages.measurements(unknown, quoted=quoted) if unknown else {}
    corrections = history.corrections.of(unknown) if unknown else {}
    made: Made = {}

    def found(one: int) -> tuple[Finding, ...]:
        if one in known:
            return judging.findings_by(known[one], playbook, made)
        put_right = corrections.get(one, ())
        return judging.findings(measured.get(one, ()), playbook, put_right, made)

    return measured, {one: found(one) for one in ids}


def _one(
    stored: Stored,
    attempt: int | None,
    measured: tuple[Measurement, ...],
    findings: tuple[Finding, ...],
    page: str | None,
) -> Kept:
    return Kept(
        id=stored.id,
        recording=stored.recording,
        sha256=stored.sha256,
        hearing=stored.hearing,
        attempt=attempt,
        text=stored.text or "",
        message=stored.message,
        duration_s=stored.duration_s,
        measurements=measured,
        findings=findings,
        score=judging.score(findings),
        page=page,
        scored_at=datetime.fromisoformat(stored.scored_at),
        guessed=frozenset(stored.recording.guessed),
    )
