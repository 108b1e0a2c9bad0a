"""The command: `coach`, or `python -m coach`."""

import sys


def main() -> None:
    """Run the command and leave with its exit status."""
    from coach.cli import run

    sys.exit(run())


if __name__ == "__main__":
    main()
