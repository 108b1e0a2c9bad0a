"""Fit what weighs for and against a verdict (coach/measures/weighing.py) on labelled messages.

    .venv/bin/python benchmarks/weigh.py [--messages FOLDER ...] [--out FILE]

Reads the messages in benchmarks/messages and in more folders of the same kind, hears the cues in
each as `coach script` does, and fits for each row a logistic regression with a ridge: how surely
each cue is said, the first and the second time, against the label. Prints the F1 of `pass` for
messages left out of the fit, folder by folder (those of benchmarks/messages by tenths). Each
message is fitted on twice, as it is written and as a recogniser might have heard it, so that a
verdict does not hang on what is easily misheard; the figures are of those as written.
"""

from __future__ import annotations

import argparse
import math
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from cues import heard
from drafts import subject
from labelled import Message, read_messages
from sklearn.linear_model import LogisticRegression

from coach.measures.weighing import BEST, SECOND, WEIGHTS_FILE, by_cue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

RIDGE = 0.03
"""Inverse strength, features scaled to their spread: chosen among .003 to .03 with folders out."""
WHO = {"caller_name", "caller_company", "list_address"}
"""Cues that say who calls whom, and nothing of what is said."""
LEAST_SPREAD = 1e-3
CHANCES = {
    "compelling": 0.35,
    "distinctive": 0.37,
    "new_idea": 0.38,
    "research": 0.32,
    "value": 0.33,
    "why_now": 0.42,
}
"""Rows that are weighed, and how likely a pass must be: where F1 with folders left out is highest,
which for what is rarer than not lies under one half."""
EVEN = 0.5
FOLDS, SEED = 10, 7
LEAST_WEIGHT = 0.02
SHIPPED = Path(__file__).parent.parent / "coach" / "measures" / WEIGHTS_FILE


@dataclass(frozen=True)
class Told:
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
    written = read_messages()
    own = len(written)
    folds = [f"own {place % FOLDS}" for place in range(own)]
    for folder in options.messages:
        more = read_messages(folder)
        written += more
        folds += [str(folder)] * len(more)
    both = [*written, *heard(written, SEED)]
    told = [_told(one, fold) for one, fold in zip(both, folds * 2, strict=True)]
    cues = sorted({cue for one in told for cue in one.best} - WHO)
    known = _table(told, cues)
    lines = [f"# Fitted by benchmarks/weigh.py on {len(written)} messages, {own} of them its own."]
    for row in CHANCES:
        for verdict, good in (("pass", {"pass"}), ("watch", {"pass", "watch"})):
            wanted = np.array([one.message.labels[row] in good for one in told])
            if wanted.all():
                continue
            _print(row, verdict, told, wanted, known)
            weights, bias = _fitted(known, wanted, row, verdict)
            lines += _section(row, verdict, cues, weights, bias)
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def _told(message: Message, fold: str) -> Told:
    found = by_cue(subject(message))
    best = {cue: hits[0].confidence for cue, hits in found.items()}
    second = {cue: hits[1].confidence for cue, hits in found.items() if len(hits) > 1}
    return Told(message, fold, best, second)


def _table(told: Sequence[Told], cues: Sequence[str]) -> Floats:
    """Features [messages, 2 x cues]."""
    return np.array(
        [[part.get(cue, 0.0) for part in (one.best, one.second) for cue in cues] for one in told]
    )


def _fitted(
    known: Floats, wanted: NDArray[np.bool_], row: str, verdict: str
) -> tuple[Floats, float]:
    spread = known.std(axis=0) + LEAST_SPREAD
    model = LogisticRegression(C=RIDGE, max_iter=1_000).fit(known / spread, wanted)
    chance = CHANCES[row] if verdict == "pass" else EVEN
    return model.coef_[0] / spread, float(model.intercept_[0]) - math.log(chance / (1 - chance))


def _print(
    row: str, verdict: str, told: Sequence[Told], wanted: NDArray[np.bool_], known: Floats
) -> None:
    folds = np.array([one.fold for one in told])
    found = np.zeros(len(told), bool)
    for fold in sorted(set(folds.tolist())):
        out = folds == fold
        weights, bias = _fitted(known[~out], wanted[~out], row, verdict)
        found[out] = known[out] @ weights + bias >= 0
    own, written = np.char.startswith(folds, "own"), np.arange(len(told)) < len(told) // 2
    for name, part in (("own", own & written), ("others", ~own & written)):
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
