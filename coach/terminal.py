"""What the command line shows: a table, a progress bar on a terminal, or JSON Lines."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from coach import contract
from coach.judging import one_thing
from coach.records import Failure
from coach.service import outcome_object

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.console import Console
    from rich.progress import Progress, TaskID

    from coach.roster_rows import RosterRow
    from coach.service import Outcome, Scored


class Terminal:
    """Standard output and error of one command."""

    def __init__(self, *, json: bool, quiet: bool) -> None:
        self.json = json
        self.quiet = quiet
        self._outcomes: list[Outcome] = []
        self._progress: tuple[Progress, TaskID] | None = None

    def say(self, sentence: str) -> None:
        """Print a sentence on standard error, unless nothing but errors is wanted."""
        if not self.quiet:
            self._errors().print(sentence, highlight=False, markup=False, soft_wrap=True)

    def skipped(self, count: int) -> None:
        """Say how many files of the folders were passed over."""
        if count:
            noun = "file that is no recording" if count == 1 else "files that are no recordings"
            self.say(f"Passed over {count} {noun}.")

    def unknown_columns(self, names: tuple[str, ...]) -> None:
        """Name the roster's columns that mean nothing here."""
        if names:
            self.say(f"The roster has columns coach does not know: {', '.join(names)}.")

    def unused_rows(self, roster: str, rows: Sequence[RosterRow]) -> None:
        """Name the roster's rows that no recording is meant by."""
        if rows:
            named = [f"line {row.line} ({row.values['path']})" for row in rows]
            noun = "row names" if len(rows) == 1 else "rows name"
            self.say(f"{roster}: {len(rows)} {noun} no recording here: {_first(named)}.")

    def without_row(self, roster: str, paths: Sequence[str]) -> None:
        """Name the recordings that the roster says nothing of."""
        if paths:
            noun = "recording has" if len(paths) == 1 else "recordings have"
            self.say(f"{roster}: {len(paths)} {noun} no row: {_first(paths)}.")

    @contextmanager
    def progress(self, total: int) -> Iterator[None]:
        """Show a bar while outcomes come, where somebody is looking."""
        errors = self._errors()
        if self.quiet or not errors.is_terminal:
            yield
            return
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

        columns = ("Listening", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=errors, transient=True) as bar:
            self._progress = (bar, bar.add_task("", total=total))
            yield
            self._progress = None

    def outcome(self, outcome: Outcome) -> None:
        """Show an outcome: at once as JSON, else in the table at the end."""
        if self.json:
            sys.stdout.write(contract.line(outcome_object(outcome)) + "\n")
            sys.stdout.flush()
        else:
            self._outcomes.append(outcome)
        if self._progress:
            bar, task = self._progress
            bar.advance(task)

    def done(self, index: Path) -> None:
        """Print the table, and where the index is."""
        if self.json:
            self.say(f"Reports: {index}")
            return
        if self.quiet:
            self._tell_failures(self._errors())
        else:
            self._table()
        sys.stdout.write(f"{index}\n")

    def written(self, pages: Sequence[Path]) -> None:
        """Say where other pages are."""
        for page in pages:
            if self.json:
                self.say(f"Written: {page}")
            else:
                sys.stdout.write(f"{page}\n")

    def _table(self) -> None:
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        scored = [outcome for outcome in self._outcomes if not isinstance(outcome, Failure)]
        table = Table(box=None, pad_edge=False, header_style="bold")
        for name in ("When", "Rep", "Prospect", "No.", "Length", "Score", "Next time"):
            table.add_column(name, justify="right" if name in NUMERIC else "left")
        for outcome in sorted(scored, key=_newest, reverse=True):
            table.add_row(*(Text(_plain(cell)) for cell in _cells(outcome)))
        console = Console(file=sys.stdout, highlight=False)
        if scored:
            console.print(table)
        self._tell_failures(console)

    def _tell_failures(self, console: Console) -> None:
        from rich.text import Text

        for outcome in self._outcomes:
            if isinstance(outcome, Failure):
                path = _plain(outcome.recording.path)
                console.print(Text(f"Not scored: {path}: {outcome.message}"), soft_wrap=True)

    def _errors(self) -> Console:
        from rich.console import Console

        return Console(stderr=True)


MOST_NAMED = 3


def _first(names: Sequence[str]) -> str:
    """The first few of many names."""
    more = len(names) - MOST_NAMED
    return ", ".join(map(_plain, names[:MOST_NAMED])) + (f" and {more} more" if more > 0 else "")


NUMERIC = frozenset({"No.", "Length", "Score"})


def _newest(scored: Scored) -> str:
    at = scored.recording.recorded_at
    return at.astimezone().isoformat() if at else ""


def _cells(scored: Scored) -> tuple[str, ...]:
    recording, review = scored.recording, scored.review
    first = one_thing(scored.findings)
    at = recording.recorded_at
    return (
        at.strftime("%Y-%m-%d %H:%M") if at else "",
        recording.rep or "",
        recording.prospect or recording.path,
        str(review.attempt or ""),
        f"{review.speech.message.duration_s:.1f} s",
        "" if scored.score is None else str(scored.score),
        first.advice if first else "Nothing to change.",
    )


def _plain(text: str) -> str:
    """Control characters out of names: a file name must not move the cursor."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
