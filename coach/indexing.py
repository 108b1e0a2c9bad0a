"""The page that lists all messages of a folder of reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coach.keeping import kept
from coach.pages import LINKS, write
from coach.records import Review, Speech, Transcript
from coach.report.index_view import IndexEntry, KeptEntry, index_view
from coach.report.render import render_index

if TYPE_CHECKING:
    from pathlib import Path

    from coach.history import History
    from coach.kept import Kept
    from coach.playbook import Playbook
    from coach.records import Failure

INDEX = "index.html"

MOST_KEPT = 100
"""Messages of other runs that the index names: the latest."""

MOST_TOLD = 50
"""Those of them that have a whole line; the others are links, which cost next to nothing."""


@dataclass(frozen=True, slots=True)
class Index:
    """The index of a folder (absolute), with the lines of this run by page, and its failures.

    `before` are lines that this process made in runs before; `told` is how many messages of other
    processes have a whole line, for which they must be judged.
    """

    folder: Path
    lines: dict[str, IndexEntry] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    before: dict[str, IndexEntry] = field(default_factory=dict)
    told: int = MOST_TOLD

    def write(self, history: History, playbook: Playbook) -> None:
        """Write the page: the run's messages, and those kept from before.

        Raises
        ------
        CoachError
            Where it cannot be written.
        """
        folder = str(self.folder)
        ids = history.messages.ids(folder=folder, latest=MOST_KEPT)
        pages = {page.message: page.page for page in history.pages.of(ids, folder)}
        there = set(pages.values())
        lines = {page: line for page, line in self.before.items() if page in there} | self.lines
        others = [one for one in ids if one in pages and pages[one] not in lines]
        links = others[: max(0, len(others) - self.told)]
        told = kept(history, playbook, others[len(links) :], folder, quoted=False)
        lines |= {one.page: _line(one, one.page) for one in told if one.page}
        entries = [KeptEntry(one.recording, pages[one.id]) for one in history.messages.read(links)]
        view = index_view(tuple(lines.values()), self.failures, kept=entries, links=LINKS)
        write(self.folder / INDEX, render_index(view))

    def judged(self, entry: IndexEntry) -> None:
        """Put in place of a line that it has what the message was judged as since."""
        for lines in (self.lines, self.before):
            if entry.href in lines:
                lines[entry.href] = entry

    def remembered(self) -> dict[str, IndexEntry]:
        """Lines for the next run of this process: the latest few, for every run writes them."""
        return dict(list((self.before | self.lines).items())[-MOST_TOLD:])


def _line(one: Kept, page: str) -> IndexEntry:
    """The line of a message out of the history; its words are not read for it."""
    review = Review(one.recording, one.attempt, _unheard(one), (), (), (), (), {})
    return IndexEntry(review, one.findings, one.score, page)


def _unheard(one: Kept) -> Speech:
    return Speech(
        sha256=one.sha256,
        duration_s=one.duration_s,
        channel=0,
        channel_count=1,
        message=one.message,
        cuts=(),
        transcript=Transcript((), "", ""),
        readings=(),
        pauses=(),
        voiced_s=0.0,
        level_dbfs=0.0,
        peak_dbfs=0.0,
        snr_db=None,
        clipped_share=0.0,
        waveform=(),
    )
