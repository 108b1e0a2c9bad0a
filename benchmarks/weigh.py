"""Fit what weighs for and against a verdict (coach/measures/weighing.py) on labelled messages.

    .venv/bin/python benchmarks/weigh.py [--messages FOLDER ...] [--out FILE]

Reads the messages in benchmarks/messages and in more folders of the same kind, hears the cues in
each as `coach script` does, and fits for each row a logistic regression with a ridge: how surely
each cue is said, the first and the second time, against the label. Prints the F1 of `pass` for
messages left out of the fit, folder by folder (those of benchmarks/messages by tenths).
"""

from __future__ import annotations

import argparse
import math
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from drafts import subject
from labelled import Message, read_messages
from sklearn.linear_model import LogisticRegression

from coach.measures.weighing import BEST, SECOND, WEIGHTS_FILE, by_cue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ROWS = ("compelling", "distinctive", "new_idea")
RIDGE = 0.03
"""Inverse strength, features scaled to their spread: chosen among .003 to .03 with folders out."""
WHO = {"caller_name", "caller_company", "list_address"}
"""Cues that say who calls whom, and nothing of what is said."""
LEAST_SPREAD = 1e-3
CHANCE = {"pass": 0.45, "watch": 0.5}
IDEA_CHANCE = 0.4
"""How likely a verdict must be; a pass is rarer than not, that of `new_idea` most of all."""
FOLDS = 10
LEAST_WEIGHT = 0.02
SHIPPED = Path(__file__).parent.parent / "coach" / "measures" / WEIGHTS_FILE


@dataclass(frozen=True)
class Heard:
    """A message, what of it is left out together, and how surely each cue is said."""

    message: Message
    fold: str
    best: dict[str, float]
    second: dict[str, float]


def main() -> int:
    """Fit, print how well it does on what is left out, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--messages", type=Path, nargs="*", default=[], help="more labelled sets")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    options = parser.parse_args()
    own = [_heard(one, f"own {place % FOLDS}") for place, one in enumerate(read_messages())]
    more = [_heard(one, str(f)) for f in options.messages for one in read_messages(f)]
    heard = [*own, *more]
    cues = sorted({cue for one in heard for cue in one.best} - WHO)
    known = _table(heard, cues)
    lines = [
        f"# Fitted by benchmarks/weigh.py on {len(heard)} messages, {len(own)} of them its own."
    ]
    for row in ROWS:
        for verdict, good in (("pass", {"pass"}), ("watch", {"pass", "watch"})):
            wanted = np.array([one.message.labels[row] in good for one in heard])
            _print(row, verdict, heard, wanted, known)
            weights, bias = _fitted(known, wanted, row, verdict)
            lines += _section(row, verdict, cues, weights, bias)
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def _heard(message: Message, fold: str) -> Heard:
    found = by_cue(subject(message))
    best = {cue: hits[0].confidence for cue, hits in found.items()}
    second = {cue: hits[1].confidence for cue, hits in found.items() if len(hits) > 1}
    return Heard(message, fold, best, second)


def _table(heard: Sequence[Heard], cues: Sequence[str]) -> Floats:
    """Features [messages, 2 x cues]."""
    return np.array(
        [[part.get(cue, 0.0) for part in (one.best, one.second) for cue in cues] for one in heard]
    )


def _fitted(
    known: Floats, wanted: NDArray[np.bool_], row: str, verdict: str
) -> tuple[Floats, float]:
    spread = known.std(axis=0) + LEAST_SPREAD
    model = LogisticRegression(C=RIDGE, max_iter=1_000).fit(known / spread, wanted)
    chance = IDEA_CHANCE if (row, verdict) == ("new_idea", "pass") else CHANCE[verdict]
    return model.coef_[0] / spread, float(model.intercept_[0]) - math.log(chance / (1 - chance))


def _print(
    row: str, verdict: str, heard: Sequence[Heard], wanted: NDArray[np.bool_], known: Floats
) -> None:
    folds = np.array([one.fold for one in heard])
    found = np.zeros(len(heard), bool)
    for fold in sorted(set(folds.tolist())):
        out = folds == fold
        weights, bias = _fitted(known[~out], wanted[~out], row, verdict)
        found[out] = known[out] @ weights + bias >= 0
    own = np.char.startswith(folds, "own")
    for name, part in (("own", own), ("others", ~own)):
        if part.any():
            both = 2 * (found & wanted)[part].sum() / max(1, found[part].sum() + wanted[part].sum())
            print(f"{row} {verdict}, left out, {name} ({part.sum()}): F1 {both:.3f}")


def _section(
    row: str, verdict: str, cues: Sequence[str], weights: Floats, bias: float
) -> list[str]:
    count = len(cues)
    lines = ["", f"[{row}.{verdict}]", f"bias = {bias:.2f}"]
    for name, some in ((BEST, weights[:count]), (SECOND, weights[count:])):
        lines += ["", f"[{row}.{verdict}.{name}]"]
        pairs = zip(cues, some.tolist(), strict=True)
        lines += [f"{cue} = {weight:.2f}" for cue, weight in pairs if abs(weight) >= LEAST_WEIGHT]
    return lines


if __name__ == "__main__":
    sys.exit(main())
