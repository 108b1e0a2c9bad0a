"""Messages out of the history as others see them, with verdicts derived on reading."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from coach import judging
from coach.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.correction import Correction
    from coach.history import History, Stored
    from coach.judging import Made
    from coach.playbook import Playbook
    from coach.records import Measurement

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

    Without quotes measurements and findings have no evidence, and are read faster.
    """
    made: list[Kept] = []
    for start in range(0, len(ids), AT_A_TIME):
        made += _kept(history, playbook, ids[start : start + AT_A_TIME], folder, quoted)
    return tuple(made)


def _kept(
    history: History, playbook: Playbook, ids: Sequence[int], folder: str, quoted: bool
) -> list[Kept]:
    messages = history.messages
    measured, attempts = messages.measurements(ids, quoted=quoted), messages.attempts(ids)
    made: Made = {}
    corrections = history.corrections.of(ids)
    pages = {page.message: page.page for page in history.pages.of(ids, folder)}
    return [
        _one(
            one,
            attempts.get(one.id),
            measured.get(one.id, ()),
            corrections.get(one.id, ()),
            pages.get(one.id),
            playbook,
            made,
        )
        for one in messages.read(ids)
    ]


def _one(
    stored: Stored,
    attempt: int | None,
    measured: tuple[Measurement, ...],
    corrections: Sequence[Correction],
    page: str | None,
    playbook: Playbook,
    made: Made,
) -> Kept:
    findings = judging.findings(measured, playbook, corrections, made)
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
