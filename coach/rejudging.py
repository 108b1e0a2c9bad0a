"""Messages of the history judged anew from what was heard in them; nothing is transcribed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coach.executors import InlineExecutor, PoolExecutor, worker_count
from coach.indexing import Index
from coach.pages import write
from coach.people import People, PersonTask
from coach.publishing import PageTask, page_text
from coach.report.index_view import IndexEntry, index_entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coach.executors import Executor
    from coach.history import History
    from coach.outcomes import Scored
    from coach.publishing import Publisher
    from coach.reviewing import Reviewer

AT_A_TIME = 200

VERSIONS = ("coach", "model", "playbook", "cues")

LEAST_FOR_WORKERS = 60
"""From this many messages on the time that workers save is more than they take to start (ours)."""

PAGE_S = 120.0


@dataclass(frozen=True, slots=True)
class Judged:
    """A message judged anew, and its line in the index."""

    scored: Scored
    entry: IndexEntry


@dataclass(slots=True)
class _Open:
    """A message on its way: judged and stored, with pages still to be written."""

    scored: Scored
    pages: int


@dataclass(frozen=True, slots=True)
class Rejudging:
    """Judges messages of one history anew; `jobs` as in the settings."""

    history: History
    reviewer: Reviewer
    publisher: Publisher
    versions: dict[str, str]
    jobs: int | None = None

    @property
    def people(self) -> People:
        """The pages of persons in the same history."""
        return People(self.history, self.reviewer)

    def judged(self, ids: Sequence[int], folder: str | None = None) -> Iterator[Judged]:
        """Judge messages in order of time; pages go to a folder, else to where they were.

        A folder gets the pages of the persons concerned, too. This process judges and stores;
        workers make the pages, this process writes them.
        """
        waiting: dict[int, _Open] = {}
        executor = self._executor(len(ids))
        for task, text in executor.run(_text, self._tasks(ids, folder, waiting), _page_s):
            if isinstance(text, BaseException):
                raise text
            write(Path(task.path), text)
            if isinstance(task, PageTask):
                waiting[task.message].pages -= 1
                yield from self._finished(waiting)
        yield from self._finished(waiting)

    def settle(self, own: Index | None = None) -> None:
        """Judge all that is stale; the indexes of the folders concerned are written anew.

        `own` is the index of this run, which keeps its lines; its folder's pages of persons tell
        of what was stale even where that has no page of its own there.
        """
        if not (stale := self.history.messages.stale()):
            return
        touched = []
        for one in self.judged(stale):
            touched.append(one.scored.recording)
            if own:
                own.judged(one.entry)
        folders = {page.folder for page in self.history.pages.of(stale)}
        for folder in sorted(folders):
            mine = own if own and str(own.folder) == folder else Index(Path(folder))
            mine.write(self.history, self.reviewer.playbook)
        for folder in sorted(folders | ({str(own.folder)} if own else set())):
            self.people.write(touched, folder)

    def _executor(self, count: int) -> Executor:
        if count < LEAST_FOR_WORKERS or self.jobs == 1:
            return InlineExecutor()
        return PoolExecutor(worker_count(self.jobs))

    def _tasks(
        self, ids: Sequence[int], folder: str | None, waiting: dict[int, _Open]
    ) -> Iterator[PageTask | PersonTask]:
        """Judge and store, giving out the pages that have to be made."""
        touched = []
        for start in range(0, len(ids), AT_A_TIME):
            for one in self.history.messages.read(ids[start : start + AT_A_TIME]):
                folders = [folder] if folder else self._folders(one.id)
                versions = self._versions(one.id)
                reviewed = self.reviewer.reviewed(one.recording, one.hearing, versions, one.id)
                if reviewed is None:
                    continue
                tasks = self.publisher.tasks(reviewed, one.hearing, one.id, folders)
                scored = self.publisher.store(
                    one.given, reviewed, one.hearing, one.id, folders, pages_follow=bool(tasks)
                )
                waiting[one.id] = _Open(scored, len(tasks))
                touched.append(scored.recording)
                yield from tasks
        if folder:
            yield from self.people.tasks(touched, folder)

    def _versions(self, message: int) -> dict[str, str]:
        """The model it was heard with, and all else as it is now, in the contract's order."""
        known = {**self.history.messages.versions(message), **self.versions}
        return {name: known[name] for name in VERSIONS if name in known}

    def _finished(self, waiting: dict[int, _Open]) -> Iterator[Judged]:
        """Messages whose pages are all there, in the order in which they were judged."""
        while waiting and (first := next(iter(waiting.items())))[1].pages == 0:
            message, one = first
            del waiting[message]
            self.history.messages.fresh(message)
            scored = one.scored
            line = index_entry(scored.review, scored.findings, scored.score, scored.page)
            yield Judged(scored, line)

    def _folders(self, message: int) -> list[str]:
        """Where its pages are; a folder that is gone is none of them any more."""
        found = []
        for page in self.history.pages.of([message]):
            if Path(page.folder).is_dir():
                found.append(page.folder)
            else:
                self.history.pages.drop(page)
        return found


def _text(task: PageTask | PersonTask) -> str:
    """Make a page, in a worker."""
    return page_text(task) if isinstance(task, PageTask) else task.page.text()


def _page_s(_: PageTask | PersonTask) -> float:
    return PAGE_S
