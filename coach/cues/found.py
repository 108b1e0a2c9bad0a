"""Cues found in clauses: what a message says, with the clause that says it and a confidence."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from coach.cues.corrections import Corrections, corrections
from coach.cues.cue import Cue, load_cues
from coach.cues.model import Model, load_model
from coach.cues.patterns import fits, forms
from coach.cues.tokens import plain
from coach.said import UNSURE, Clause, Said

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from coach.meaning import Meaning

TRAINED = "trained.npz"

PATTERN_CONFIDENCE = 0.9
"""Confidence in a cue of a clause that one of its patterns fits, or more by the model (ours)."""

PATTERN_LOGIT = -4.0
"""Where the model is surer than this that a cue is not there, no pattern is asked (ours)."""

EXACT_CONFIDENCE = 0.99
"""Confidence in a cue of a clause that a manager gave as an example of it (ours)."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the roster knows of a message: names that tell a cue; None where it does not."""

    rep: str | None = None
    rep_company: str | None = None


@dataclass(frozen=True, slots=True)
class Taught:
    """Cues, the model they were trained into, and what a manager added, by cue."""

    cues: tuple[Cue, ...]
    model: Model
    corrections: dict[str, Corrections]

    @property
    def identity(self) -> str:
        """SHA-256 over all that decides what is found, additions too: the same finds the same."""
        told = hashlib.sha256(self.model.identity)
        for cue in self.cues:
            parts = (cue.id, *cue.patterns, "", *cue.vetoes, "", *cue.added, "", *cue.added_near)
            told.update("\0".join(parts).encode("utf-8", "surrogatepass") + b"\0\0")
        return told.hexdigest()


def teach(meaning: Meaning, cache: Path, home: Path | None = None) -> Taught:
    """Read coach's cues and what a manager added under `home`/cues.

    Raises
    ------
    UsageError
        An added file is wrong.
    MissingError
        The trained model is missing, or sentences were added and the sentence model is missing.
    """
    cues = load_cues(home, sentences=False)
    with resources.as_file(resources.files("coach.cues").joinpath(TRAINED)) as path:
        model = load_model(path)
    known = tuple(cue for cue in cues if cue.id in model.cues)
    return Taught(known, model, corrections(known, model, meaning, cache))


def clause_vectors(clauses: Sequence[Clause], meaning: Meaning) -> NDArray[np.float32]:
    """Embed clauses [n, 384] as `said` wants them: about 6 ms each."""
    return meaning.vectors([plain(clause.text) for clause in clauses])


def said(
    clauses: Sequence[Clause],
    vectors: NDArray[np.float32],
    taught: Taught,
    known: Known | None = None,
) -> tuple[Said, ...]:
    """Return every cue that is, or may be, in a clause, in order of clause and cue.

    `vectors` are those of `clause_vectors` [n, 384], or what was stored of them as float16. Only
    a confidence of at least `coach.said.UNSURE` is returned.
    """
    texts = [plain(clause.text) for clause in clauses]
    shown = [forms(text) for text in texts]
    logits = taught.model.logits(vectors, texts)
    found = []
    for cue in taught.cues:
        column = logits[:, taught.model.cues.index(cue.id)]
        added = taught.corrections.get(cue.id)
        if added:
            column = column + added.moved(vectors)
        name = _name(cue.id, known)
        for index, logit in enumerate(column.tolist()):
            confidence = _confidence(cue, logit, shown[index], added)
            if name and _has(shown[index], name):
                confidence = max(confidence, PATTERN_CONFIDENCE)
            if confidence >= UNSURE:
                found.append((index, cue.id, confidence))
    return tuple(Said(cue, clauses[index], confidence) for index, cue, confidence in sorted(found))


def _confidence(cue: Cue, logit: float, shown: Sequence[str], added: Corrections | None) -> float:
    if added and shown[0] in added.exact:
        return EXACT_CONFIDENCE if added.exact[shown[0]] else 0.0
    if logit < PATTERN_LOGIT:
        return 0.0
    confidence = 1 / (1 + math.exp(-logit))
    if confidence < PATTERN_CONFIDENCE and fits(cue.patterns, shown):
        confidence = PATTERN_CONFIDENCE
    if confidence >= UNSURE and fits(cue.vetoes, shown):
        return 0.0
    return round(confidence, 3)


def _name(cue: str, known: Known | None) -> str:
    """How the roster calls the rep or the company, where the cue is about them."""
    if known is None or cue not in {"caller_name", "caller_company"}:
        return ""
    name, most = (known.rep, 1) if cue == "caller_name" else (known.rep_company, 2)
    return " ".join(plain(name or "").split()[:most])


def _has(shown: Sequence[str], words: str) -> bool:
    return any(f" {words} " in f" {form} " for form in shown)
