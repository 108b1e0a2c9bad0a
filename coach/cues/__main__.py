"""Trains coach's own cues anew: `python -m coach.cues`, or `make cues`."""

from __future__ import annotations

import sys
from pathlib import Path

from coach.cues.cue import load_cues
from coach.cues.found import TRAINED
from coach.cues.sentences import gather
from coach.cues.training import train
from coach.errors import CoachError
from coach.meaning import Meaning


def main() -> int:
    """Write the trained model beside the cues; some minutes."""
    meaning = Meaning()
    target = Path(__file__).parent / TRAINED
    try:
        cues = load_cues()
        content = train(cues, gather(cues, meaning), meaning.identity).dump()
        aside = target.with_suffix(".tmp")
        aside.write_bytes(content)
        aside.replace(target)
    except (CoachError, OSError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command for those who work on coach
        return 1
    print(f"{target}: {len(cues)} cues, {len(content) / 1e6:.1f} MB")  # noqa: T201 - see above
    return 0


if __name__ == "__main__":
    sys.exit(main())
