"""All that the cues are taught with, as what a model learns from: vectors, words and labels."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from coach.cues.features import word_classes, word_features
from coach.cues.patterns import fits, forms
from coach.cues.tokens import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from coach.cues.cue import Cue
    from coach.meaning import Meaning

FEWEST_SENTENCES = 3
"""A pair of words is a feature when at least this many sentences have it ..."""

FEWEST_COMMON = 6
"""... and a word when so many have it: any other is rare."""

WORDS_SCALE = 2.5
"""How much more words weigh than the vector, both of length 1: small words tell cues apart."""

FOLDS = 5
NEUTRAL = "neutral.txt"

EXAMPLE, NEAR, OTHER, FITTING = 0, 1, 2, 3
"""What a sentence is to a cue: its own example or near miss, another cue's sentence, or one of
those that a pattern of the cue fits, which counts as an example too."""


@dataclass(frozen=True)
class Sentences:
    """Sentences once each in plain form: vectors [n, 384], what they are to each cue [n, c]."""

    texts: tuple[str, ...]
    vectors: NDArray[np.float32]
    kinds: NDArray[np.int8]

    @cached_property
    def folds(self) -> NDArray[np.int64]:
        """A fold for each sentence [n], by its own digest: adding one moves no other."""
        digests = (hashlib.sha256(text.encode()).digest() for text in self.texts)
        return np.array([digest[0] % FOLDS for digest in digests])

    @cached_property
    def words(self) -> dict[str, int]:
        """Word features that are frequent enough, each with its column."""
        counted = Counter(chain.from_iterable(set(word_classes(text)) for text in self.texts))
        common = {word for word, count in counted.items() if count >= FEWEST_COMMON}
        counts = Counter(chain.from_iterable(word_features(text, common) for text in self.texts))
        kept = sorted(word for word, count in counts.items() if count >= FEWEST_SENTENCES)
        return {word: column for column, word in enumerate(kept)}

    @cached_property
    def features(self) -> Any:
        """Vectors and words side by side as a sparse matrix, as `Model.logits` weighs them."""
        from scipy import sparse

        words = self.words
        known = [
            sorted(words[f] for f in word_features(text, words) if f in words)
            for text in self.texts
        ]
        lengths = np.array([len(row) for row in known])
        values = np.repeat(WORDS_SCALE / np.sqrt(np.maximum(1, lengths)), lengths)
        ends = np.concatenate([[0], np.cumsum(lengths)])
        columns = np.fromiter(chain.from_iterable(known), np.int64)
        worded = sparse.csr_matrix((values, columns, ends), (len(known), len(words)))
        return sparse.hstack([sparse.csr_matrix(self.vectors), worded], format="csr")


def gather(cues: Sequence[Cue], meaning: Meaning) -> Sentences:
    """Embed all that coach's cues are taught with: some 8,000 sentences take a minute."""
    given = (text for cue in cues for text in (*cue.examples, *cue.near))
    texts = tuple(dict.fromkeys(map(plain, (*given, *neutral()))))
    kinds = np.array([_kinds(cue, texts) for cue in cues], np.int8).T
    return Sentences(texts, meaning.vectors(texts), kinds)


def neutral() -> tuple[str, ...]:
    """Clauses of everyday voicemail that say nothing: near misses of every cue."""
    text = resources.files("coach.cues").joinpath(NEUTRAL).read_text(encoding="utf-8")
    return tuple(text.splitlines())


def _kinds(cue: Cue, texts: Iterable[str]) -> list[int]:
    given = dict.fromkeys(map(plain, (*neutral(), *cue.near)), NEAR)
    given |= dict.fromkeys(map(plain, cue.examples), EXAMPLE)
    return [given[text] if text in given else _kind(cue, text) for text in texts]


def _kind(cue: Cue, text: str) -> int:
    shown = forms(text)
    if not fits(cue.patterns, shown):
        return OTHER
    return OTHER if fits(cue.vetoes, shown) else FITTING
