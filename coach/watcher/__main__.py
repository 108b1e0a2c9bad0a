"""The watcher alone: `python -m coach.watcher FOLDER`, with the options of `coach watch`."""

from __future__ import annotations

import sys

import typer

from coach.errors import CoachError
from coach.watcher.command import watch


def main(arguments: list[str] | None = None) -> int:
    """Run the command; an error of coach's own is one sentence, and an exit status."""
    app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)
    app.command()(watch)
    try:
        return int(app(args=arguments, standalone_mode=False) or 0)
    except typer.Exit as left:
        return left.exit_code
    except CoachError as error:
        typer.echo(str(error), err=True)
        return int(error.exit_code)


if __name__ == "__main__":
    sys.exit(main())
