"""What a manager's sentences change: the verdict on them, and on what means nearly the same.

The trained models stay as they are. Where a model is wrong about a sentence that was added, its
logit is moved there, less the further a clause's vector is away, and not at all beyond `REACH`:
so an addition takes effect at once, and hardly anything else changes.
"""

from __future__ import annotations

import hashlib
import io
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.cues.tokens import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from coach.cues.cue import Cue
    from coach.cues.model import Model
    from coach.meaning import Meaning

REACH = 0.3
"""Cosine up to which a clause is untouched: 9 of 10 pairs of clauses are below 0.28 (ours)."""

NEAR_REACH = 0.5
"""The same for a near miss, which is like the examples that it must not take along (ours)."""

WANTED_LOGIT = 12.0
"""What a cue's logit is moved to at a sentence that was added.

So high that a paraphrase, whose cosine may be but 0.6, is moved across the line: of 13 clauses that
were missed 12 were found after a paraphrase was added, and at most 0.5 % of the cue's verdicts on
1,500 other clauses changed (`benchmarks/cues.py --gain`; ours).
"""


@dataclass(frozen=True, slots=True)
class Corrections:
    """What was added to one cue: m sentences.

    `vectors` is [m, 384]; `moves` [m] is what is added to the logit of a clause that means the
    same, negative for near misses. `exact` has each sentence in plain form, True for examples.
    """

    vectors: NDArray[np.float32]
    moves: NDArray[np.float32]
    exact: dict[str, bool]

    def moved(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """What to add to the logits of n clauses [n]: the greatest push less the greatest pull."""
        import numpy as np

        cosines = np.array([self.vectors @ vector for vector in vectors], np.float32)
        reach = np.where(self.moves > 0, REACH, NEAR_REACH)
        moves = np.clip((cosines - reach) / (1 - reach), 0, 1) * self.moves
        up = np.maximum(moves, 0).max(axis=1, initial=0)
        down = np.minimum(moves, 0).min(axis=1, initial=0)
        both: NDArray[np.float32] = (up + down).astype(np.float32)
        return both


def corrections(
    cues: Sequence[Cue], model: Model, meaning: Meaning, cache: Path
) -> dict[str, Corrections]:
    """Return what was added to each cue that something was added to, by its id."""
    added = [cue for cue in cues if cue.added or cue.added_near]
    texts = tuple(plain(text) for cue in added for text in (*cue.added, *cue.added_near))
    vectors = _vectors(texts, meaning, cache) if texts else None
    made, start = {}, 0
    for cue in added:
        end = start + len(cue.added) + len(cue.added_near)
        assert vectors is not None  # noqa: S101 - for mypy
        made[cue.id] = _corrections(cue, model, texts[start:end], vectors[start:end])
        start = end
    return made


def _corrections(
    cue: Cue, model: Model, texts: Sequence[str], vectors: NDArray[np.float32]
) -> Corrections:
    import numpy as np

    examples = len(cue.added)
    logits = model.logits(vectors, texts)[:, model.cues.index(cue.id)]
    ups = np.maximum(WANTED_LOGIT - logits[:examples], 0)
    downs = np.minimum(-WANTED_LOGIT - logits[examples:], 0)
    exact = {text: index < examples for index, text in enumerate(texts)}
    return Corrections(vectors, np.concatenate([ups, downs]).astype(np.float32), exact)


def _vectors(texts: Sequence[str], meaning: Meaning, cache: Path) -> NDArray[np.float32]:
    """Embed what was added, once: the vectors are kept until something else is added."""
    import numpy as np

    named = hashlib.sha256("\0".join((meaning.identity, *texts)).encode()).hexdigest()
    kept = cache / "cues" / f"added-{named[:40]}.npy"
    with suppress(OSError, ValueError, EOFError):
        vectors: NDArray[np.float32] = np.load(io.BytesIO(kept.read_bytes()), allow_pickle=False)
        if vectors.shape == (len(texts), meaning.dimensions):
            return vectors.astype(np.float32)
    made = meaning.vectors(texts)
    _keep(made.astype(np.float16), kept)
    return made


def _keep(vectors: NDArray[np.float16], path: Path) -> None:
    """Write aside, then rename; do without where the cache cannot be written."""
    import numpy as np

    aside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        older = set(path.parent.glob("added-*.npy"))
        with aside.open("wb") as file:
            np.save(file, vectors)
        aside.replace(path)
        for one in older - {path}:
            one.unlink(missing_ok=True)
