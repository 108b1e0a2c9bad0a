"""How often a script and what was heard of it get the same verdict in the rows on content.

    .venv/bin/python benchmarks/agreement.py [SCORES.jsonl] [--noise SEED]

`coach score audio_samples --json > SCORES.jsonl` gives transcripts of the samples, whose scripts
are in audio_samples/truth.json. Without it the labelled messages are misheard by our model of a
recogniser (see mishearing.py), which is harsher than Whisper on these samples.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cues import heard
from drafts import verdicts
from labelled import Message, read_messages

if TYPE_CHECKING:
    from collections.abc import Iterator

TRUTH = Path(__file__).parents[1] / "audio_samples" / "truth.json"
TARGET = 0.93


def main() -> int:
    """Print the agreement of each row and of all; 1 where it is below the target."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("scores", type=Path, nargs="?", help="what `coach score --json` printed")
    parser.add_argument("--noise", type=int, default=1, metavar="SEED")
    options = parser.parse_args()
    if options.scores:
        pairs = list(_samples(options.scores))
    else:
        written = read_messages()
        pairs = list(zip(written, heard(written, options.noise), strict=True))
    rows = list(read_messages()[0].labels)
    same = _same(pairs, rows)
    for row in sorted(rows, key=lambda one: sum(same[one])):
        print(f"{row:<16} {sum(same[row]) / len(pairs):>6.1%}")
    share = sum(map(sum, same.values())) / (len(rows) * len(pairs))
    print(f"{'all':<16} {share:>6.1%} of {len(rows)} rows of {len(pairs)} messages")
    return int(share < TARGET)


def _same(pairs: list[tuple[Message, Message]], rows: list[str]) -> dict[str, list[bool]]:
    """Row by row, whether the verdict on each script is that on what was heard of it."""
    both = zip(verdicts(one for one, _ in pairs), verdicts(two for _, two in pairs), strict=True)
    told = [[one[row][0] == two[row][0] for row in rows] for one, two in both]
    return dict(zip(rows, map(list, zip(*told, strict=True)), strict=True))


def _samples(scores: Path) -> Iterator[tuple[Message, Message]]:
    """Script and transcript of every sample that was scored."""
    lines = (json.loads(line) for line in scores.read_text("utf-8").splitlines())
    found = {Path(one["recording"]["path"]).name: one.get("transcript") for one in lines}
    for sample in json.loads(TRUTH.read_text("utf-8"))["files"]:
        transcript = found.get(Path(sample["path"]).name)
        if sample.get("message") and transcript:
            facts = {key: sample[key] for key in ("rep", "prospect") if sample.get(key)}
            message = Message(sample["path"], "", sample["message"]["text"], facts, (), {})
            yield message, replace(message, text=transcript["text"])


if __name__ == "__main__":
    sys.exit(main())
