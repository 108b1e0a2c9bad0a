"""A reviewed message made lasting: its pages written, and the message stored, whole."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coach.audio import MEDIA_TYPE as SOUND_TYPE
from coach.errors import CoachError
from coach.history import Entry
from coach.judging import judged_by, letters
from coach.likeness import to_keep
from coach.outcomes import Scored
from coach.pages import LINKS, page_name, write
from coach.report.corrections_view import NOTHING_PUT_RIGHT, PutRight
from coach.report.render import render_message
from coach.report.view import Attempt, message_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.coaching import Step
    from coach.history import History
    from coach.records import Finding, Recording, Review
    from coach.reviewing import Reviewed, Reviewer


@dataclass(frozen=True, slots=True)
class PageTask:
    """All that one page of a message is made of; `message` is its id, 0 while it has none."""

    message: int
    path: str
    review: Review
    findings: tuple[Finding, ...]
    score: int | None
    sound: bytes | None
    attempts: tuple[Attempt, ...]
    steps: tuple[Step, ...]
    put_right: PutRight = NOTHING_PUT_RIGHT


def page_text(task: PageTask) -> str:
    """Return the text of a page; looks at nothing but the task, so that a worker can do it."""
    view = message_view(
        task.review,
        task.findings,
        task.score,
        task.sound,
        task.attempts,
        audio_mime=SOUND_TYPE,
        steps=task.steps,
        links=LINKS,
        put_right=task.put_right,
    )
    return render_message(view)


@dataclass(frozen=True, slots=True)
class Publisher:
    """Writes pages and stores messages."""

    history: History
    reviewer: Reviewer

    def publish(
        self,
        given: Recording,
        reviewed: Reviewed,
        hearing: str,
        message: int | None,
        folders: Sequence[str],
    ) -> tuple[Scored, tuple[Attempt, ...]]:
        """Write the pages of a message into folders (absolute), then store it.

        Returns the message with its id, and the attempts that its page in the first folder names.

        Raises
        ------
        CoachError
            Where a page or the history cannot be written.
        """
        tasks = self.tasks(reviewed, hearing, message or 0, folders)
        for task in tasks:
            write(Path(task.path), page_text(task))
        scored = self.store(given, reviewed, hearing, message, folders)
        return scored, tasks[0].attempts if tasks else ()

    def tasks(
        self, reviewed: Reviewed, hearing: str, message: int, folders: Sequence[str]
    ) -> list[PageTask]:
        """What the pages of a message in folders are made of."""
        name = _name(reviewed)
        put_right = PutRight(message or None, reviewed.corrections, reviewed.before)
        return [
            PageTask(
                message,
                str(Path(folder) / name),
                reviewed.review,
                reviewed.findings,
                reviewed.score,
                self.history.hearings.sound(hearing),
                self.reviewer.attempts(reviewed, folder, name),
                reviewed.steps,
                put_right,
            )
            for folder in folders
        ]

    def store(
        self,
        given: Recording,
        reviewed: Reviewed,
        hearing: str,
        message: int | None,
        folders: Sequence[str],
        *,
        pages_follow: bool = False,
    ) -> Scored:
        """Store a message, and erase pages that it had under another name.

        Where its pages follow, it stays stale until `Messages.fresh`: whoever is killed before
        that is followed by one who judges it again.
        """
        review, name = reviewed.review, _name(reviewed)
        before = self.history.pages.of([message]) if message else ()
        entry = Entry(
            given=given,
            review=review,
            hearing=hearing,
            sayings=reviewed.sayings.packed(),
            pitch=reviewed.pitch.packed() if reviewed.pitch else None,
            prepared=to_keep(reviewed.pitch) if reviewed.pitch else None,
            made_of=reviewed.made_of,
            measured_of=reviewed.measured_of,
            pages=tuple((folder, name) for folder in folders),
            earlier=(reviewed.surroundings.attempt or 1) - 1,
            verdicts=(judged_by(self.reviewer.playbook), letters(reviewed.findings)),
            pages_follow=pages_follow,
        )
        stored = self.history.messages.store(entry)
        for page in before:
            if page.folder in folders and page.page != name:
                erase(Path(page.folder) / page.page)
        return Scored(review, reviewed.findings, reviewed.score, name, reviewed.steps, stored)


def _name(reviewed: Reviewed) -> str:
    return page_name(reviewed.review.recording, reviewed.review.speech.sha256)


def erase(path: Path) -> None:
    """Remove a page; one that is gone already is well.

    Raises
    ------
    CoachError
        Where it cannot be removed.
    """
    with suppress(FileNotFoundError, NotADirectoryError):
        try:
            path.unlink()
        except PermissionError as error:
            raise CoachError(f"{path} cannot be erased ({error.strerror}).") from error
