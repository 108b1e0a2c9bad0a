"""Trains the cues' linear models from their sentences; needs scikit-learn.

Only for those who change coach's own cues (`make cues`): a manager's additions need no training.
The same sentences give the same model. The figures below came out best, or no worse than their
neighbours, by cross-validation over all cues (ours).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from coach.cues.features import word_features
from coach.cues.model import Model
from coach.cues.patterns import fits, forms
from coach.cues.tokens import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from coach.cues.cue import Cue
    from coach.meaning import Meaning

FEWEST_SENTENCES = 3
"""A word or pair is a feature when at least this many sentences have it."""

STRENGTH = 10.0
"""Inverse of the regularisation."""

WORDS_SCALE = 2.5
"""How much more words weigh than the vector, both of length 1: small words tell cues apart."""

OTHER_WEIGHT = 0.1
"""What a sentence of another cue counts in training, beside 1 for the cue's own near misses."""

DOUBTFUL = 0.4
"""Sentences of other cues that look so much like the cue may be examples of it: left out."""

SHARES = {
    **dict.fromkeys(("caller_name", "caller_company", "reason"), 0.9),
    **dict.fromkeys(("solution", "their_situation"), 0.6),
    **dict.fromkeys(("earlier_contact", "specific_benefit", "specific_fact"), 0.45),
    **dict.fromkeys(("hook", "other_channel", "trigger"), 0.35),
    **dict.fromkeys(("idea_offered", "named_proof", "small_ask", "step", "vague_benefit"), 0.3),
    **dict.fromkeys(("echo", "reassurance", "window"), 0.25),
    **dict.fromkeys(("checking_in", "meeting_time"), 0.12),
    **dict.fromkeys(("asks_when", "asks_whether", "pressure", "unnamed_proof"), 0.1),
    **dict.fromkeys(("list_address", "rough_window", "will_call", "will_call_dated"), 0.1),
}
"""Share of messages that say it, roughly, of those in benchmarks/messages; USUAL_SHARE else."""

USUAL_SHARE = 0.2
"""How often an average cue is said (ours)."""

NEAR_MISSES = 1 / 3
"""Odds that what looks like a cue is none, beside the odds that a message lacks it (ours)."""

FEWEST_MISSES, MOST_MISSES = 0.25, 4.0
"""Bounds of what near misses, or other sentences, count beside all examples in calibration."""

FOLDS = 5


@dataclass(frozen=True)
class Sentences:
    """Every sentence of every cue once, in plain form, with its vector [n, 384]."""

    texts: tuple[str, ...]
    vectors: NDArray[np.float32]

    @cached_property
    def row(self) -> dict[str, int]:
        """Where a sentence stands."""
        return {text: row for row, text in enumerate(self.texts)}

    @cached_property
    def folds(self) -> NDArray[np.int64]:
        """A fold for each sentence, by its own digest: adding one moves no other."""
        digests = (hashlib.sha256(text.encode()).digest() for text in self.texts)
        return np.array([digest[0] % FOLDS for digest in digests])

    @cached_property
    def words(self) -> dict[str, int]:
        """Word features that are frequent enough, each with its column."""
        counts = Counter(chain.from_iterable(map(word_features, self.texts)))
        kept = sorted(word for word, count in counts.items() if count >= FEWEST_SENTENCES)
        return {word: column for column, word in enumerate(kept)}

    @cached_property
    def features(self) -> Any:
        """Vectors and words side by side as a sparse matrix, as `Model.logits` weighs them."""
        from scipy import sparse

        words = self.words
        known = [sorted(words[f] for f in word_features(t) if f in words) for t in self.texts]
        lengths = np.array([len(row) for row in known])
        values = np.repeat(WORDS_SCALE / np.sqrt(np.maximum(1, lengths)), lengths)
        ends = np.concatenate([[0], np.cumsum(lengths)])
        columns = np.fromiter(chain.from_iterable(known), np.int64)
        worded = sparse.csr_matrix((values, columns, ends), (len(known), len(words)))
        return sparse.hstack([sparse.csr_matrix(self.vectors), worded], format="csr")


def gather(cues: Iterable[Cue], meaning: Meaning) -> Sentences:
    """Embed all that coach's cues are taught with: some 7,000 sentences take a minute."""
    texts = (plain(text) for cue in cues for text in (*cue.examples, *cue.near))
    once = tuple(dict.fromkeys(texts))
    return Sentences(once, meaning.vectors(once))


def train(cues: Sequence[Cue], sentences: Sentences, meaning: str) -> Model:
    """Train every cue's model: a minute in all."""
    fitted = [_Lesson.of(cue, sentences).fitted() for cue in cues]
    weights = np.array([one for one, _ in fitted], np.float32).T
    split = sentences.vectors.shape[1]
    return Model(
        cues=tuple(cue.id for cue in cues),
        digests=tuple(cue.digest for cue in cues),
        meaning=meaning,
        words=sentences.words,
        vector_weights=weights[:split],
        word_weights=WORDS_SCALE * weights[split:],
        bias=np.array([bias for _, bias in fitted], np.float32),
    )


def misses(cue_id: str) -> float:
    """What near misses, and as much again other sentences, count beside 1 for all examples."""
    share = SHARES.get(cue_id, USUAL_SHARE)
    return min(max(NEAR_MISSES * (1 - share) / share, FEWEST_MISSES), MOST_MISSES)


def held_out(cue: Cue, sentences: Sentences) -> dict[str, float]:
    """Return the logit of each of a cue's own sentences, by models that never saw it."""
    lesson = _Lesson.of(cue, sentences).without_doubtful()
    slope, shift = lesson.calibration()
    logits = slope * lesson.held_out() + shift
    own = lesson.kinds <= NEAR
    rows = lesson.rows[own]
    return {
        sentences.texts[row]: float(logit) for row, logit in zip(rows, logits[own], strict=True)
    }


EXAMPLE, NEAR, OTHER, FITTING = 0, 1, 2, 3


@dataclass(frozen=True)
class _Lesson:
    """What one cue is taught: rows of `sentences`, each of a kind.

    The kinds are the cue's own examples and near misses, other cues' sentences that one of its
    patterns fits, which count as examples too, and the rest.
    """

    cue_id: str
    sentences: Sentences
    rows: NDArray[np.int64]
    kinds: NDArray[np.int64]

    @classmethod
    def of(cls, cue: Cue, sentences: Sentences) -> _Lesson:
        own = {plain(text): NEAR for text in cue.near} | {plain(t): EXAMPLE for t in cue.examples}
        kinds = own | {text: _kind(cue, text) for text in sentences.texts if text not in own}
        rows = np.array([sentences.row[text] for text in kinds])
        return cls(cue.id, sentences, rows, np.array(list(kinds.values())))

    def without_doubtful(self) -> _Lesson:
        kept = (self.kinds != OTHER) | (self.held_out() < np.log(DOUBTFUL / (1 - DOUBTFUL)))
        return replace(self, rows=self.rows[kept], kinds=self.kinds[kept])

    def held_out(self) -> NDArray[np.float64]:
        """Score each sentence by a model trained on the other folds."""
        folds = self.sentences.folds[self.rows]
        scores = np.zeros(len(self.rows))
        for fold in range(FOLDS):
            apart = folds == fold
            model = self._regression(~apart)
            scores[apart] = model.decision_function(self.sentences.features[self.rows[apart]])
        return scores

    def calibration(self) -> tuple[float, float]:
        """Slope and shift that make scores of unseen sentences logits (Platt's scaling)."""
        from sklearn.linear_model import LogisticRegression

        shares = {EXAMPLE: 1.0, NEAR: misses(self.cue_id), OTHER: misses(self.cue_id)}
        weights = np.zeros(len(self.kinds))
        for kind, share in shares.items():
            weights[self.kinds == kind] = share / max(1, (self.kinds == kind).sum())
        model = LogisticRegression(C=1e6, max_iter=1000)
        scores = self.held_out()[:, None]
        model.fit(scores, self.kinds == EXAMPLE, sample_weight=weights * len(weights))
        return float(model.coef_[0, 0]), float(model.intercept_[0])

    def fitted(self) -> tuple[NDArray[np.float64], float]:
        """Weights of all features, and bias, on the scale of logits."""
        lesson = self.without_doubtful()
        slope, shift = lesson.calibration()
        model = lesson._regression(np.ones(len(lesson.rows), bool))
        return slope * model.coef_[0], float(slope * model.intercept_[0] + shift)

    def _regression(self, chosen: NDArray[np.bool_]) -> Any:
        from sklearn.linear_model import LogisticRegression

        kinds = self.kinds[chosen]
        weights = np.where(kinds == OTHER, OTHER_WEIGHT, 1.0)
        model = LogisticRegression(C=STRENGTH, max_iter=1000)
        features = self.sentences.features[self.rows[chosen]]
        is_example = (kinds == EXAMPLE) | (kinds == FITTING)
        return model.fit(features, is_example, sample_weight=weights)


def _kind(cue: Cue, text: str) -> int:
    shown = forms(text)
    if not fits(cue.patterns, shown, cue.id):
        return OTHER
    return OTHER if fits(cue.vetoes, shown, cue.id) else FITTING
