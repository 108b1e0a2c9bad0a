"""The pages of prospects and reps, written anew where a run touched them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from coach.identity import compared, prospect_key
from coach.keeping import kept
from coach.measures.attempts_promises import promises
from coach.pages import ProspectPage, RepPage, prospect_page, rep_page, write
from coach.publishing import erase
from coach.report.habits import weaknesses
from coach.report.promises_view import announced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coach.history import History
    from coach.kept import Kept
    from coach.playbook import Playbook
    from coach.records import Recording
    from coach.report.promises_view import Promise
    from coach.reviewing import Reviewer

MOST_OF_A_REP = 100
"""Messages of a rep that their page is made of: the latest. All are counted."""


@dataclass(frozen=True, slots=True)
class PersonTask:
    """The page of a person that has to be made, and where it goes."""

    path: str
    page: ProspectPage | RepPage


@dataclass(frozen=True, slots=True)
class People:
    """Writes the pages of persons out of one history."""

    history: History
    reviewer: Reviewer

    @property
    def playbook(self) -> Playbook:
        """What the pages judge by."""
        return self.reviewer.playbook

    def write(self, touched: Iterable[Recording], folder: str) -> None:
        """Write the pages of everybody whom recordings name into a folder (absolute).

        The page of somebody with no messages left there is erased.

        Raises
        ------
        CoachError
            Where a page or the history cannot be written.
        """
        for task in self.tasks(touched, folder):
            write(Path(task.path), task.page.text())

    def tasks(self, touched: Iterable[Recording], folder: str) -> Iterator[PersonTask]:
        """The pages of everybody whom recordings name, to be made and written as in `write`."""
        now = datetime.now(UTC)
        touched = tuple(touched)
        prospects = {prospect_key(one): one for one in touched}
        reps = {compared(one.rep): one for one in touched}
        for key, one in sorted(prospects.items()):
            if key:
                yield from self._prospect(key, one, folder, now)
        for key, one in sorted(reps.items()):
            if key:
                yield from self._rep(key, one, folder, now)

    def _prospect(
        self, key: str, one: Recording, folder: str, now: datetime
    ) -> Iterator[PersonTask]:
        ids = self.history.messages.ids(prospect=key)
        messages = kept(self.history, self.playbook, ids, folder)
        if any(message.page for message in messages):
            promised = self._promised(messages, now)
            yield from _task(ProspectPage(messages, self.playbook, now, promised), folder)
        else:
            _erase(folder, prospect_page(one))

    def _rep(self, key: str, one: Recording, folder: str, now: datetime) -> Iterator[PersonTask]:
        ids = self.history.messages.ids(rep=key)
        messages = self._latest(ids[-MOST_OF_A_REP:], folder)
        if any(message.page for message in messages):
            yield from _task(RepPage(messages, self.playbook, now, len(ids)), folder)
        else:
            _erase(folder, rep_page(one))

    def _latest(self, ids: Sequence[int], folder: str) -> tuple[Kept, ...]:
        """Messages of a rep; the one is quoted that their page plays a place of."""
        messages = kept(self.history, self.playbook, ids, folder, quoted=False)
        weak = weaknesses(messages, self.playbook)
        if not weak:
            return messages
        played, _ = weak[0].heard
        quoted = {one.id: one for one in kept(self.history, self.playbook, [played.id], folder)}
        return tuple(quoted.get(one.id, one) for one in messages)

    def _promised(self, messages: Sequence[Kept], now: datetime) -> tuple[Promise, ...]:
        """The calls that messages announced, and what became of them."""
        said = self.reviewer.others.sequence(message.id for message in messages)
        return announced(promises(said, now), messages)


def _task(page: ProspectPage | RepPage, folder: str) -> Iterator[PersonTask]:
    if page.name:
        yield PersonTask(str(Path(folder) / page.name), page)


def _erase(folder: str, page: str | None) -> None:
    if page:
        erase(Path(folder) / page)
