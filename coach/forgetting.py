"""What `coach forget` does: messages and their traces erased, what remains judged anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from coach.indexing import Index
from coach.publishing import erase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.history import History
    from coach.records import Recording
    from coach.rejudging import Rejudging

SUMMARIES = (
    *("team.html", "best-practice.html", "coach.xlsx"),
    *(
        f"{table}.{ending}"
        for table in ("messages", "measurements", "findings", "numbers")
        for ending in ("csv", "parquet", "jsonl")
    ),
)
"""What tells of many messages in a folder of reports: erased, and made anew when asked."""


HOOK = "hook"
"""The folder under the history's in which events wait for a hook."""


def forget(
    history: History,
    rejudging: Rejudging,
    ids: Sequence[int],
    rep: str | None = None,
    prospect: str | None = None,
) -> int:
    """Erase messages everywhere; returns how many there were.

    Where they are those of a rep or a prospect, recordings that never became messages go too.

    Raises
    ------
    CoachError
        Where a file cannot be erased, or another program holds the history.
    """
    pages = history.pages.of(ids)
    stored = history.messages.read(ids)
    gone = [one.recording for one in stored]
    for page in pages:
        erase(Path(page.folder) / page.page)
    _untell(history.home / HOOK, {one.sha256 for one in stored})
    history.erasing.remove(ids)
    if rep or prospect:
        history.erasing.let_uploads_go(rep, prospect)
    rejudging.settle()
    _tidy(history, rejudging, {page.folder for page in pages}, gone)
    history.erasing.sweep()
    return len(ids)


def _untell(spool: Path, contents: Iterable[str]) -> None:
    """Erase what waits to be told to a hook of these recordings, or was refused by it."""
    marks = [content.encode() for content in contents]
    for path in spool.rglob("*.json"):
        if any(mark in path.read_bytes() for mark in marks):
            erase(path)


def let_go(
    history: History,
    rejudging: Rejudging,
    audio_days: float | None,
    text_days: float | None,
) -> tuple[int, int]:
    """Erase sounds and texts of messages older than that many days; returns how many of each.

    A page whose text is gone is erased, one whose sound is gone is written without it.
    """
    now = datetime.now(UTC)
    sound_before, text_before = (
        None if days is None else now - timedelta(days=days) for days in (audio_days, text_days)
    )
    sounds, texts = history.erasing.aged(sound_before, text_before)
    if not sounds and not texts:
        return 0, 0
    gone = history.erasing.messages_of(texts)
    pages = history.pages.of(gone)
    for page in pages:
        erase(Path(page.folder) / page.page)
    silenced = [one.recording for one in history.messages.read(gone)]
    stale = history.erasing.affected(gone) if gone else ()
    history.erasing.let_sounds_go({*sounds, *texts} if text_days is not None else sounds)
    history.erasing.let_texts_go(texts)
    rejudging.settle()
    for _ in rejudging.judged(stale):
        pass
    _tidy(history, rejudging, {page.folder for page in pages}, silenced)
    history.erasing.sweep()
    return len(sounds), len(texts)


def _tidy(
    history: History, rejudging: Rejudging, folders: Iterable[str], gone: Sequence[Recording]
) -> None:
    """Write indexes and pages of persons without what is gone, and erase tables that hold it."""
    for folder in sorted({*folders, *history.pages.folders()}):
        if not Path(folder).is_dir():
            continue
        for name in SUMMARIES:
            erase(Path(folder) / name)
        Index(Path(folder)).write(history, rejudging.reviewer.playbook)
        rejudging.people.write(gone, folder)
