"""Write docs/measures.md and docs/commands.md from what the code declares; tests compare them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from typer.main import get_command

from coach.cli import app
from coach.measures import MEASURES
from coach.playbook import Row, load_playbook

HERE = Path(__file__).parent


def measures_page() -> str:
    """Every measure with unit, source and target, and every row of the standard playbook."""
    rows = load_playbook("standard").rows
    lines = ["# Measures", "", "Made by `make docs` from the code; do not edit.", ""]
    lines += [WRITING, "", "## What is measured", ""]
    lines += ["| id | what | unit | how | source |", "|---|---|---|---|---|"]
    for one in MEASURES:
        how = " ".join(one.explanation.split())
        lines.append(f"| `{one.id}` | {one.label} | {one.unit} | {how} | {one.source} |")
    lines += ["", "## What the `standard` playbook asks", ""]
    lines += ["| row | question | target | weight | source |", "|---|---|---|---|---|"]
    lines += [_row(row) for row in rows]
    return "\n".join(lines) + "\n"


def _row(row: Row) -> str:
    target = row.target_text or row.absent or "not measured by this version"
    return f"| `{row.id}` | {row.question} | {target} | {row.weight:g} | {row.source} |"


WRITING = """\
Times are seconds on the recording's own clock. A message runs from the first to the last sound of
speech behind ring, greeting and beep. What cannot be measured has no value and says why; it is
never counted as 0 and enters no average.

What a message says is found clause by clause, by cues (`coach/cues/`), and given as a level: 2 is
what the rubric passes, 1 what it watches, 0 what it misses; the clauses that decided are the
evidence. A cue that may or may not be there is never enough for 2 or 0. Dates and times count where
they are really said.

Where the figures for the number come from: 100 digits a minute (0.60 s a digit) is the fluency
standard for writing digits, and adults write 117 to 133 a minute (0.45 to 0.51 s). A pause of half
a second inside a spoken seven-digit number improved recall, one of 0.2 s did not (ESSV 2021, p.
289). Nobody has published how fast is too fast for a telephone number; the bounds are ours, and a
team can change them in its playbook. For speaking rate the one controlled experiment near our case
found that comprehension of spoken product descriptions fell from 155 to 178 words a minute (Jones,
Berry and Stevens 2007)."""


def commands_page() -> str:
    """Help of every command, as the terminal prints it."""
    parts = ["# Commands", "", "Made by `make docs` from the code; do not edit.", ""]
    for command in ("", *get_command(app).commands):  # type: ignore[attr-defined]  # it is a group
        name = f"coach {command}".strip()
        parts += [f"## `{name}`", "", "```text", _help(command), "```", ""]
    return "\n".join(parts)


def _help(command: str) -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("COACH_")}
    environment |= {"COLUMNS": "96", "TERMINAL_WIDTH": "96", "NO_COLOR": "1"}
    arguments = [sys.executable, "-m", "coach", *([command] if command else []), "--help"]
    done = subprocess.run(  # noqa: S603  # our own command
        arguments, capture_output=True, text=True, check=True, env=environment
    )
    return done.stdout.replace("python -m coach", "coach").strip()


PAGES = {"measures.md": measures_page, "commands.md": commands_page}


def main() -> None:
    """Write all pages."""
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
