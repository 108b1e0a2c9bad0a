"""The command: `coach`, or `python -m coach`."""

import gc
import os
import sys

ONE_THREAD = ("OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""The tables multiplied here are small: threads for them cost three times what they save."""

COLLECT_AFTER = 20_000
"""New objects after which cycles are looked for; after 700, imports take a tenth longer (ours)."""


def main() -> None:
    """Run the command and leave with its exit status."""
    gc.set_threshold(COLLECT_AFTER)
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    from coach.cli import run

    status = run()
    gc.freeze()  # nothing need be looked through that ends with the process: 0.1 s
    sys.exit(status)


if __name__ == "__main__":
    main()
