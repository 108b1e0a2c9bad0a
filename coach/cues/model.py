"""The trained part of the cues: for each a linear model on a clause's vector and words."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.cues.features import word_features
from coach.errors import MissingError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

WEIGHTS = ("vector_weights", "word_weights", "hidden", "hidden_bias", "out", "bias")

REMEDY = 'run "make cues", or install coach again'


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of `cues`, in their order, c in number.

    A clause's logit is its vector times `vector_weights` [384, c], plus the weights of its word
    features (rows of `word_weights` [v, c], found by `words`) over the root of how many of them
    are known, plus what a network makes of the vector, whose h hidden units all cues share
    (`hidden` [384, h], `hidden_bias` [h], `out` [h, c]), plus `bias` [c]. A logit of 0 is a
    confidence of 0.5. `digests` has the SHA-256 of the sentences that each cue was trained on,
    `meaning` names the vectors.
    """

    cues: tuple[str, ...]
    digests: tuple[str, ...]
    meaning: str
    words: dict[str, int]
    vector_weights: NDArray[np.float32]
    word_weights: NDArray[np.float32]
    hidden: NDArray[np.float32]
    hidden_bias: NDArray[np.float32]
    out: NDArray[np.float32]
    bias: NDArray[np.float32]

    def logits(
        self, vectors: NDArray[np.float32], plain_texts: Sequence[str]
    ) -> NDArray[np.float32]:
        """Logits [n, c] of n clauses, given their vectors [n, 384] and plain texts."""
        import numpy as np

        worded = np.zeros((len(plain_texts), len(self.cues)), np.float32)
        for row, text in enumerate(plain_texts):
            known = sorted(
                self.words[f] for f in word_features(text, self.words) if f in self.words
            )
            if known:
                worded[row] = self.word_weights[known].sum(axis=0) / np.float32(len(known) ** 0.5)
        # One row at a time: a matrix product may round otherwise for another number of rows.
        meant = [
            vector @ self.vector_weights
            + np.maximum(vector @ self.hidden + self.hidden_bias, 0) @ self.out
            for vector in vectors
        ]
        logits: NDArray[np.float32] = worded + self.bias
        return logits + np.array(meant, np.float32).reshape(logits.shape)

    @property
    def identity(self) -> bytes:
        """SHA-256 over the sentences it was trained on, the vectors' name and its own weights."""
        told = hashlib.sha256("\0".join((*self.cues, *self.digests, self.meaning)).encode())
        for name in WEIGHTS:
            told.update(getattr(self, name).tobytes())
        return told.digest()

    def dump(self) -> bytes:
        """Return it as the content of an npz file, the same bytes for the same model."""
        import numpy as np

        content = io.BytesIO()
        np.savez_compressed(
            content,
            cues=np.array(self.cues),
            digests=np.array(self.digests),
            meaning=np.array(self.meaning),
            words=np.array(sorted(self.words, key=lambda word: self.words[word])),
            **{name: getattr(self, name).astype(np.float16) for name in WEIGHTS[:-1]},
            bias=self.bias.astype(np.float32),
        )
        return content.getvalue()


def load_model(path: Path) -> Model:
    """Read a model that `dump` wrote.

    Raises
    ------
    MissingError
        The file is not there or damaged.
    """
    import numpy as np

    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
            return Model(
                cues=tuple(file["cues"].tolist()),
                digests=tuple(file["digests"].tolist()),
                meaning=str(file["meaning"]),
                words={word: row for row, word in enumerate(file["words"].tolist())},
                **{name: file[name].astype(np.float32) for name in WEIGHTS},
            )
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise MissingError(f"{path} is missing or damaged: {REMEDY}.") from error
