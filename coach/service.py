"""The one thing every door calls: recordings in, outcomes and pages out.

`Coach` never prints. Only the process it lives in writes the history and the reports.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from coach import __version__
from coach.batch import Batch
from coach.cues import teach
from coach.device import device
from coach.errors import CoachError, UsageError
from coach.executors import PoolExecutor, worker_count
from coach.history import History
from coach.history.naming import named, one_named
from coach.indexing import INDEX, Index
from coach.keeping import kept
from coach.meaning import Meaning
from coach.outcomes import Outcome, Scored, outcome_object
from coach.pages import make_folder
from coach.playbook import load_playbook
from coach.publishing import Publisher
from coach.rejudging import Rejudging
from coach.responses import OUTCOMES
from coach.reviewing import Reviewer
from coach.roster import attribution, refuse_unknown
from coach.sayings import SayingsFinder
from coach.settings import Hearing, Settings
from coach.weights import DEFAULT_MODEL, find

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from datetime import datetime

    from coach.correction import Correction
    from coach.executors import Executor
    from coach.kept import Kept
    from coach.records import Recording
    from coach.report.index_view import IndexEntry

__all__ = ["Coach", "Outcome", "Scored", "outcome_object"]


class Coach:
    """Scores recordings with one set of settings, and knows what was scored before.

    Raises, when made, UsageError for a wrong playbook, roster, pattern or cue, and MissingError
    where the model is not there; with `listens` off none is looked for, and nothing new can be
    scored.
    """

    def __init__(
        self, settings: Settings, executor: Executor | None = None, *, listens: bool = True
    ) -> None:
        self.settings = settings
        refuse_unknown(settings)
        self.playbook = load_playbook(settings.playbook)
        self.attribution = attribution(settings)
        self.hearing = _hearing(settings) if listens else None
        self.history = History(settings.home)
        self.executor = executor or PoolExecutor(worker_count(settings.jobs))
        meaning = Meaning()
        taught = teach(meaning, settings.cache, settings.home)
        self.finder = SayingsFinder(self.history.hearings, taught, meaning)
        self.reviewer = Reviewer(self.history, self.playbook, self.finder, settings.region)
        self.publisher = Publisher(self.history, self.reviewer)
        self._lines: dict[str, IndexEntry] = {}
        cues = getattr(taught, "identity", None)
        self.versions = {
            "coach": __version__,
            **({"model": self.hearing.model_id} if self.hearing else {}),
            "playbook": self.playbook.id,
            **({"cues": cues} if cues else {}),
        }

    @property
    def index(self) -> Path:
        """Where the index page is."""
        return self.settings.out / INDEX

    @cached_property
    def folder(self) -> str:
        """The folder of pages, absolute: what the history knows it by."""
        return str(self.settings.out.resolve())

    @property
    def _rejudging(self) -> Rejudging:
        return Rejudging(
            self.history, self.reviewer, self.publisher, self.versions, self.settings.jobs
        )

    def score(self, recordings: Sequence[Recording]) -> Generator[Outcome, None, None]:
        """Score recordings, and yield an outcome for each in the order given.

        Pages are written and messages stored as they are judged, the index at the end. As many
        outcomes come out as recordings went in.

        Raises
        ------
        CoachError
            Where history or reports cannot be written, or the roster is wrong.
        """
        if self.hearing is None:
            raise CoachError("This coach was made without a model; it cannot score recordings.")
        self.history.prepare()
        make_folder(self.settings.out)
        batch = Batch(
            self.attribution.attributed(recordings),
            self.history,
            self.reviewer,
            self.publisher,
            self.hearing,
            self.versions,
            self.settings.max_mb,
            Index(Path(self.folder), before=self._lines, told=0),
        )
        try:
            yield from batch.outcomes(self.executor)
        finally:
            batch.index.write(self.history, self.playbook)
        batch.refresh()
        self._rejudging.settle(batch.index)
        self._rejudging.people.write(batch.recordings, self.folder)
        self._lines = batch.index.remembered()
        self.let_go()

    def rescore(self, ids: Sequence[int] | None = None) -> Generator[Scored, None, None]:
        """Judge stored messages anew, all or these, in order of time; write their pages.

        Nothing is transcribed. Messages whose text was let go are left out.

        Raises
        ------
        CoachError
            Where history or reports cannot be written.
        """
        self.history.prepare()
        make_folder(self.settings.out)
        wanted = self.history.messages.ids() if ids is None else tuple(ids)
        index = Index(Path(self.folder))
        try:
            for one in self._rejudging.judged(wanted, self.folder):
                index.lines[one.entry.href] = one.entry
                yield one.scored
        finally:
            index.write(self.history, self.playbook)
        self._rejudging.settle(index)

    def kept(
        self,
        *,
        rep: str | None = None,
        prospect: str | None = None,
        ids: Sequence[int] | None = None,
        since: datetime | None = None,
    ) -> tuple[Kept, ...]:
        """Stored messages, newest last; verdicts are this playbook's, with persons' corrections.

        `rep` and `prospect` are names in any spelling; "name|company" is one prospect of several
        of one name.
        """
        self.history.prepare()
        found = self.history.messages.ids(rep=rep, prospect=prospect, since=since)
        if ids is not None:
            wanted = set(ids)
            found = tuple(one for one in found if one in wanted)
        return kept(self.history, self.playbook, found, self.folder)

    def sound(self, message: Kept) -> bytes | None:
        """The sound kept with a message: FLAC, 16 kHz, mono."""
        return self.history.hearings.sound(message.hearing)

    def assign(self, id: int, fields: dict[str, str | None], by: str) -> None:
        """Keep who a message was by, to or when, as a person says; attempts are judged anew.

        `fields` are columns of a roster; `recorded_at` is a date and time, in the settings' time
        zone where it has none. None says that nobody knows.

        Raises
        ------
        UsageError
            For an unknown field or message, or a time that is none.
        """
        (before,) = self._known(id)
        self.history.messages.say(id, self.attribution.said(fields), by)
        self._rejudging.settle()
        for page in self.history.pages.of([id]):
            self._rejudging.people.write([before.recording], page.folder)

    def outcome(self, id: int, outcome: str, by: str) -> None:
        """Keep what came of a message: called_back, replied, meeting or nothing."""
        self._known(id)
        if outcome not in OUTCOMES:
            told = ", ".join(OUTCOMES)
            raise UsageError(f"{outcome!r} is no outcome; there are {told}.")
        self.history.messages.say(id, {"outcome": outcome}, by)
        self._rejudging.settle()

    def correct(self, id: int, correction: Correction) -> None:
        """Keep what a person put right in a message; it is judged anew.

        Raises
        ------
        UsageError
            Where the correction says nothing, or something that cannot be.
        """
        from coach.correcting import refuse_wrong

        (message,) = self._known(id)
        heard = self.history.hearings.speech(message.hearing)
        refuse_wrong(correction, self.playbook, heard, self.settings.region)
        self.history.corrections.keep(id, correction)
        self._rejudging.settle()

    def forget(
        self,
        *,
        id: int | None = None,
        prospect: str | None = None,
        rep: str | None = None,
    ) -> int:
        """Erase one message, or all of a prospect or a rep, everywhere; says how many.

        What remains is judged anew where it was compared with them.
        """
        from coach.forgetting import forget

        self.history.prepare()
        ids = (
            tuple(one.id for one in self._known(id))
            if id is not None
            else self.history.messages.ids(rep=rep, prospect=prospect)
        )
        if id is None and rep is None and prospect is None:
            raise UsageError("Say what to forget: a message, --prospect or --rep.")
        return forget(self.history, self._rejudging, ids, rep, prospect)

    def let_go(self) -> tuple[int, int]:
        """Erase sounds and texts that are older than the settings say; says how many of each."""
        from coach.forgetting import let_go

        days = (self.settings.audio_older_than, self.settings.text_older_than)
        if days == (None, None):
            return 0, 0
        self.history.prepare()
        return let_go(self.history, self._rejudging, *days)

    def backup(self, file: Path) -> int:
        """Copy the history into a ZIP archive; returns how many files it has."""
        from coach.history.backup import backup

        self.history.prepare()
        return backup(self.history.database, file)

    def ids(self) -> tuple[int, ...]:
        """Every message in the history, in order of time."""
        self.history.prepare()
        return self.history.messages.ids()

    def named(self, text: str) -> tuple[int, ...]:
        """Messages that a number, a page, a path or a folder names; UsageError where none."""
        self.history.prepare()
        return named(self.history.database, text)

    def one_named(self, text: str) -> int:
        """The one message that is named so; UsageError where there is none, or more."""
        self.history.prepare()
        return one_named(self.history.database, text)

    def _known(self, message: int) -> tuple[Kept, ...]:
        self.history.prepare()
        found = kept(self.history, self.playbook, [message], self.folder)
        if not found:
            raise UsageError(f"There is no message {message} in the history.")
        return found


def _hearing(settings: Settings) -> Hearing:
    weights = find(settings.model, settings.cache)
    return Hearing(
        model_folder=str(weights.folder),
        model_id=f"{weights.name}@sha256:{weights.sha256}",
        number_folder=str(find(DEFAULT_MODEL, settings.cache).folder),
        language=settings.language,
        device=device(settings.device),
        region=settings.region,
        max_minutes=settings.max_minutes,
    )
