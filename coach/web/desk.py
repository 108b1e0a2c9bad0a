"""The coach as web pages use it: reading beside the worker, changes one after another."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coach import contract
from coach.audio import MEDIA_TYPE
from coach.report.render import render_message
from coach.report.view import message_view
from coach.roster import Attribution

if TYPE_CHECKING:
    from collections.abc import Collection

    from coach.correction import Correction
    from coach.kept import Kept
    from coach.records import Recording
    from coach.reviewing import Reviewed
    from coach.service import Coach

NAMES = ("rep", "prospect", "prospect_company")


@dataclass(frozen=True, slots=True)
class Desk:
    """One coach that pages share. Its reviewer remembers messages and is used by one at a time."""

    coach: Coach
    _alone: threading.Lock = field(default_factory=threading.Lock)

    def contract_object(self, kept: Kept) -> contract.Json | None:
        """Return a stored message as the contract's object; None where its text was let go."""
        found = self._reviewed(kept)
        if found is None:
            return None
        return contract.review_object(found.review, found.findings, found.score, kept.page or "")

    def report(self, kept: Kept, pages: Collection[str]) -> str | None:
        """Return a message's report that names, of its prospect's messages, only those on `pages`.

        None where the text was let go.
        """
        found = self._reviewed(kept)
        if found is None:
            return None
        with self._alone:
            attempts = self.coach.reviewer.attempts(found, self.coach.folder, kept.page or "")
        shown = [one for one in attempts if one.is_this or one.href in pages]
        sound = self.coach.sound(kept)
        view = message_view(
            found.review,
            found.findings,
            found.score,
            sound,
            shown,
            audio_mime=MEDIA_TYPE,
            steps=found.steps,
        )
        return render_message(view)

    def attempts(self, kept: Kept) -> tuple[Kept, ...]:
        """Return all messages left for the same prospect, oldest first."""
        one = kept.recording
        if not one.prospect:
            return (kept,)
        return self.coach.kept(prospect=f"{one.prospect}|{one.prospect_company or ''}")

    def assign(self, id: int, said: dict[str, str | None], by: str) -> None:
        """Keep who and for whom, as a person says."""
        with self._alone:
            self.coach.assign(id, said, by)

    def outcome(self, id: int, outcome: str, by: str) -> None:
        """Keep what came of a message."""
        with self._alone:
            self.coach.outcome(id, outcome, by)

    def correct(self, id: int, correction: Correction) -> None:
        """Keep what a person put right."""
        with self._alone:
            self.coach.correct(id, correction)

    def write_report(self, id: int) -> None:
        """Write a message's report, and the index, where there is none."""
        with self._alone:
            for _ in self.coach.rescore([id]):
                pass

    def path(self, page: str) -> Path:
        """Return where a report lies."""
        return Path(self.coach.folder) / page

    def _reviewed(self, kept: Kept) -> Reviewed | None:
        messages = self.coach.history.messages
        versions = {**messages.versions(kept.id), **self.coach.versions}
        with self._alone:
            reviewer = self.coach.reviewer
            return reviewer.reviewed(kept.recording, kept.hearing, versions, kept.id)


class UploadAttribution(Attribution):
    """Who, to whom and when as said with an upload comes before what options and files tell."""

    def attribute(self, recording: Recording) -> Recording:
        """Return the recording with all that is known of it; nothing that was said is lost."""
        found = super().attribute(recording)
        said: dict[str, Any] = {
            name: value for name in NAMES if (value := getattr(recording, name)) is not None
        }
        if recording.prospect is not None:
            said["prospect_company"] = recording.prospect_company
        if recording.recorded_at is not None:
            at = recording.recorded_at.astimezone(self.zone)
            said |= {"recorded_at": at, "recorded_at_source": recording.recorded_at_source}
        return replace(found, **said, guessed=recording.guessed)


def upload_attribution(own: Attribution) -> UploadAttribution:
    """Return an attribution that heeds what was said with uploads."""
    return UploadAttribution(own.settings, own.roster, own.pattern, own.zone)


def now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC).astimezone()
