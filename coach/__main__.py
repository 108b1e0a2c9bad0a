"""The command: `coach`, or `python -m coach`."""

import os
import sys

ONE_THREAD = ("OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""The tables multiplied here are small: threads for them cost three times what they save."""


def main() -> None:
    """Run the command and leave with its exit status."""
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    from coach.cli import run

    sys.exit(run())


if __name__ == "__main__":
    main()
