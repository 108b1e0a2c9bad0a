"""What `coach script` shows: a table of drafts with what to change first, or JSON Lines."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coach.errors import ExitCode
from coach.meaning import Meaning

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.console import Console

    from coach.drafts import JudgedDraft, Outcome
    from coach.settings import Settings

WAITING = "Type or paste the draft, then end it with Ctrl-D (on Windows, Ctrl-Z and Enter)."


def script(
    paths: Sequence[str], settings: Settings, *, json: bool, quiet: bool
) -> tuple[ExitCode, tuple[Path, ...]]:
    """Judge drafts and show the outcomes; gives the exit status and the pages."""
    meaning = Meaning()
    meaning.load_aside()  # on another core, while this one imports all that judges
    from coach.drafts import STANDARD_INPUT, Drafts, JudgedDraft

    drafts = Drafts(settings, paths, meaning, remembers=True)
    if STANDARD_INPUT in paths and sys.stdin.isatty() and not quiet:
        sys.stderr.write(WAITING + "\n")
    outcomes = drafts.outcomes()
    judged = [one for one in outcomes if isinstance(one, JudgedDraft)]
    pages = tuple(settings.out / one.page for one in judged)
    if json:
        _print_objects(outcomes)
    else:
        _print_table(outcomes, quiet=quiet)
        sys.stdout.writelines(f"{page}\n" for page in pages)
    return (ExitCode.OK if len(judged) == len(outcomes) else ExitCode.SOME_FAILED), pages


def _print_objects(outcomes: Sequence[Outcome]) -> None:
    from coach.contract import line
    from coach.drafts import draft_object

    sys.stdout.writelines(line(draft_object(one)) + "\n" for one in outcomes)
    sys.stdout.flush()


def _print_table(outcomes: Sequence[Outcome], *, quiet: bool) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from coach.records import Failure

    judged = [one for one in outcomes if not isinstance(one, Failure)]
    console = Console(file=sys.stdout, highlight=False)
    if judged and not quiet:
        columns = ("Draft", "To say", "Score", "Change first")[: 3 if len(judged) == 1 else 4]
        table = Table(box=None, pad_edge=False, header_style="bold")
        for name in columns:
            table.add_column(name, justify="right" if name in ("To say", "Score") else "left")
        for one in judged:
            cells = _cells(one)[: len(columns)]
            table.add_row(*(Text(_plain(cell)) for cell in cells))
        console.print(table)
        if len(judged) == 1:
            _print_steps(judged[0], console)
    failures = Console(stderr=True) if quiet else console
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            told = f"Not judged: {_plain(outcome.recording.path)}: {outcome.message}"
            failures.print(Text(told), soft_wrap=True)


def _cells(one: JudgedDraft) -> tuple[str, ...]:
    estimate = one.review.measured("length_estimate")
    seconds = estimate.value if estimate else None
    return (
        one.recording.path,
        f"{seconds:.0f} s" if isinstance(seconds, float) else "",
        "" if one.score is None else f"{one.score}",
        one.steps[0].advice if one.steps else "Nothing to change.",
    )


def _print_steps(one: JudgedDraft, console: Console) -> None:
    """What would gain most, and words for each."""
    from rich.text import Text

    for place, step in enumerate(one.steps, start=1):
        lines = [f"{place}. {step.advice}"]
        lines += [f"   You could say: {step.example}"] if step.example else []
        for line in lines:
            console.print(Text(_plain(line)), soft_wrap=True)


def _plain(text: str) -> str:
    """Control characters out of texts: a draft must not move the cursor."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
