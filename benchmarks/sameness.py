"""How well the same message is told from another, on scripts of our own writing.

    .venv/bin/python benchmarks/sameness.py [--fit] [--seed N] [--errors N] [--markdown]

Pairs are made of benchmarks/pairs (see the README there) and read as `coach script` reads drafts,
without knowing who leaves them. Figures are for unseen families: the constants are fitted on nine
tenths of the families, without any pair that touches the other tenth, and tried on that tenth.
`--fit` writes coach/likeness/fitted.json, fitted on all, and frames.npz.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sameness_pairs import HALF, OTHER, SAME, Pair, pairs
from scipy.optimize import minimize

from coach import likeness as package
from coach.cues import Taught, clause_vectors, clauses_written, said, teach
from coach.cues.tokens import plain
from coach.likeness import Pitch, pitch
from coach.likeness.compared import FEATURES, features, settled
from coach.likeness.fitted import CONSTANTS, EVEN, FITTED, FRAMES
from coach.likeness.stack import stacked
from coach.meaning import Meaning
from coach.settings import default_cache

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Table = NDArray[np.float64]

FOLDS = 10
RIDGE = 1.0
"""Penalty on standardised coefficients."""
SLOPE = 0.45
"""Puts even odds at 0.65, and pairs e times likelier the same, or not, at 0.75 and 0.54."""
ALIKE, TOUCHED, FRAME = (0.3, 0.85), (0.35, 0.55), (0.38, 0.7)
"""Cosines between which a clause counts as said, as touched on, and as frame: a few values were
tried by hand."""
HALF_WEIGHT = 0.5
"""Pairs that are half new are learned as even odds, with half the weight of others."""
WATCH, MISS = 0.55, 0.75
"""The standard playbook's bounds."""
AP_TARGET, F1_TARGET = 0.95, 0.92
FOLDER = Path(package.__file__).parent


@dataclass(frozen=True)
class Fit:
    """A logistic regression whose coefficients are not negative."""

    coefficients: Table
    intercept: float

    def odds(self, table: Table) -> Table:
        """Log odds that pairs are the same."""
        return table @ self.coefficients + self.intercept


@cache
def _meaning() -> Meaning:
    return Meaning()


@cache
def _taught() -> Taught:
    return teach(_meaning(), default_cache())


@cache
def read(text: str) -> Pitch:
    """A script as a pitch."""
    clauses = clauses_written(text)
    vectors = clause_vectors(clauses, _meaning())
    return pitch(clauses, said(clauses, vectors, _taught()), vectors)


def table_of(known: list[Pair]) -> Table:
    """Features of pairs, [pairs, 3]."""
    rows = [features(stacked([read(p.one.text)]), stacked([read(p.other.text)])) for p in known]
    return np.concatenate(rows).astype(np.float64)


def fitted(table: Table, known: list[Pair]) -> Fit:
    """Fit; pairs that are the same and that are not weigh the same together."""
    mean, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    scaled = (table - mean) / spread
    wanted = np.array([0.5 if p.kind in HALF else float(p.is_same) for p in known])
    share = {value: (wanted == value).sum() / (wanted != 0.5).sum() for value in (0.0, 1.0)}
    weights = np.array([0.5 / share[w] if w in share else HALF_WEIGHT for w in wanted])

    def loss(theta: Table) -> float:
        odds = scaled @ theta[:-1] + theta[-1]
        fit = weights * (np.logaddexp(0, odds) - wanted * odds)
        return float(fit.sum() + RIDGE * (theta[:-1] ** 2).sum() / 2)

    bounds = [(0, None)] * table.shape[1] + [(None, None)]
    theta = minimize(loss, np.zeros(table.shape[1] + 1), bounds=bounds).x
    coefficients = theta[:-1] / spread
    return Fit(coefficients, float(theta[-1] - coefficients @ mean))


def unseen(table: Table, known: list[Pair]) -> Table:
    """Log odds of every pair by a fit that saw neither of its families."""
    names = sorted({name for p in known for name in p.families})
    order = np.random.default_rng(0).permutation(len(names))
    odds = np.zeros(len(known))
    for fold in range(FOLDS):
        held = {names[k] for k in order[fold::FOLDS]}
        trying = np.array([p.one.family in held for p in known])
        learning = np.array([not p.families & held for p in known])
        seen = [p for p, learn in zip(known, learning, strict=True) if learn]
        odds[trying] = fitted(table[learning], seen).odds(table[trying])
    return odds


def likeness_of(odds: Table, known: list[Pair]) -> Table:
    """Log odds of pairs as they are shown."""
    values = 1 / (1 + np.exp(-(SLOPE * odds + np.log(EVEN / (1 - EVEN)))))
    texts = [(read(p.one.text), read(p.other.text)) for p in known]
    return np.array([settled(float(v), *two) for v, two in zip(values, texts, strict=True)])


def average_precision(shown: Table, same: NDArray[np.bool_]) -> float:
    """Mean precision at each pair that is the same, the most alike first."""
    hits = same[np.argsort(-shown, kind="stable")]
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float(precision[hits].mean())


def f1(shown: Table, same: NDArray[np.bool_], bound: float) -> float:
    """F1 of calling what is over a bound the same."""
    over = shown > bound
    return float(2 * (over & same).sum() / (over.sum() + same.sum()))


def report(known: list[Pair], shown: Table, markdown: bool) -> bool:
    """Print the figures; whether they reach the targets."""
    rows = []
    for kind in (*SAME, *HALF, *OTHER):
        mine = shown[np.array([p.kind == kind for p in known])]
        if len(mine):
            low, middle, high = np.quantile(mine, [0.05, 0.5, 0.95])
            shares = [(mine > WATCH).mean(), (mine > MISS).mean()]
            rows.append((kind, len(mine), low, middle, high, *shares))
    pattern = "| {} | {} | {:.2f} | {:.2f} | {:.2f} | {:.3f} | {:.3f} |"
    if markdown:
        print("| pair | n | 5 % | median | 95 % | over 0.55 | over 0.75 |")
        print("|---|--:|--:|--:|--:|--:|--:|")
    for row in rows:
        print((pattern if markdown else pattern.replace("|", " ")).format(*row))
    plain_ones = np.array([p.kind not in HALF for p in known])
    same, shown = np.array([p.is_same for p in known])[plain_ones], shown[plain_ones]
    precision = average_precision(shown, same)
    scores = [f1(shown, same, bound) for bound in (WATCH, EVEN, MISS)]
    print(f"\naverage precision {precision:.4f} on {len(same)} pairs, {same.sum()} the same")
    print("F1 at 0.55 {:.3f}, at 0.65 {:.3f}, at 0.75 {:.3f}".format(*scores))
    return precision >= AP_TARGET and min(scores[0], scores[2]) >= F1_TARGET


def errors(known: list[Pair], shown: Table, most: int) -> None:
    """Print the pairs that are furthest on the wrong side."""
    wanted = [EVEN if p.kind in HALF else float(p.is_same) for p in known]
    wrong = np.abs(np.array(wanted) - shown)
    for k in np.argsort(wrong)[::-1][:most]:
        print(f"\n{shown[k]:.2f} {known[k].kind}\n  {known[k].one.text}\n  {known[k].other.text}")


def write_frames() -> None:
    """Embed the clauses of frames.toml."""
    text = (FOLDER / "frames.toml").read_text(encoding="utf-8")
    vectors = _meaning().vectors([plain(c) for c in tomllib.loads(text)["clauses"]])
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    small = np.rint(vectors / largest * 127).astype(np.int8)
    digest = hashlib.sha256(text.encode()).hexdigest()
    np.savez_compressed(FOLDER / FRAMES, vectors=small, sha256=np.array(digest))


def write_constants(fit: Fit) -> None:
    """Write what was fitted."""
    content = {
        "made_by": "benchmarks/sameness.py --fit",
        "features": list(FEATURES),
        "alike": ALIKE,
        "touched": TOUCHED,
        "frame": FRAME,
        "coefficients": [round(float(c), 3) for c in fit.coefficients],
        "intercept": round(fit.intercept, 3),
        "slope": SLOPE,
    }
    (FOLDER / CONSTANTS).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def start() -> None:
    """Constants that features need before anything is fitted."""
    write_frames()
    write_constants(Fit(np.ones(len(FEATURES)), 0.0))
    vars(FITTED).clear()


def main() -> int:
    """Report, and fit where asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--seed", type=int, default=1, help="for what is misheard")
    parser.add_argument("--errors", type=int, default=0, help="show so many of the worst pairs")
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args()
    if options.fit:
        start()
    known = pairs(options.seed)
    table = table_of(known)
    if options.fit:
        write_constants(fitted(table, known))
    shown = likeness_of(unseen(table, known), known)
    reached = report(known, shown, options.markdown)
    errors(known, shown, options.errors)
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
