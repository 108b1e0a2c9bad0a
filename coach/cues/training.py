"""Trains the cues' models from their sentences; needs scikit-learn.

Only for those who change coach's own cues (`make cues`): a manager's additions need no training.
The same sentences give the same model. For each cue a linear model and the network that all share
are added up, and the sum is calibrated. The figures below came out best, or no worse than their
neighbours, by cross-validation over all cues (ours).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from coach.cues import network
from coach.cues.model import Model
from coach.cues.sentences import EXAMPLE, FITTING, FOLDS, NEAR, OTHER, WORDS_SCALE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from coach.cues.cue import Cue
    from coach.cues.sentences import Sentences

    Scores = NDArray[np.float64]

STRENGTH = 10.0
"""Inverse of the linear models' regularisation."""

NETWORK_SHARE = 0.5
"""What the network's logit counts beside the linear model's."""

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

NEAR_MISSES = 0.45
"""Odds that what looks like a cue is none, beside the odds that a message lacks it (ours)."""

FEWEST_MISSES, MOST_MISSES = 0.3, 5.0
"""Bounds of what near misses, or other sentences, count beside all examples in calibration."""


def train(cues: Sequence[Cue], sentences: Sentences, meaning: str) -> Model:
    """Train every cue's model: three minutes in all."""
    course = _Course(sentences)
    weights = course.without_doubtful(course.weights())
    held_out = course.held_out(weights)
    slopes = np.array([course.calibration(i, c.id, held_out, weights) for i, c in enumerate(cues)])
    linear, shared = course.fitted(weights, np.ones(len(sentences.texts), bool))
    split = sentences.vectors.shape[1]
    weighed = np.array(
        [one.coef_[0] * slope for one, (slope, _) in zip(linear, slopes, strict=True)]
    ).T
    bias = np.array([one.intercept_[0] for one in linear]) + NETWORK_SHARE * shared.out_bias
    return Model(
        cues=tuple(cue.id for cue in cues),
        digests=tuple(cue.digest for cue in cues),
        meaning=meaning,
        words=sentences.words,
        vector_weights=weighed[:split].astype(np.float32),
        word_weights=(WORDS_SCALE * weighed[split:]).astype(np.float32),
        hidden=shared.hidden,
        hidden_bias=shared.hidden_bias,
        out=(NETWORK_SHARE * shared.out * slopes[:, 0]).astype(np.float32),
        bias=(slopes[:, 0] * bias + slopes[:, 1]).astype(np.float32),
    )


def misses(cue_id: str) -> float:
    """What near misses, and as much again other sentences, count beside 1 for all examples."""
    share = SHARES.get(cue_id, USUAL_SHARE)
    return min(max(NEAR_MISSES * (1 - share) / share, FEWEST_MISSES), MOST_MISSES)


class _Course:
    """Linear models and network, trained on some of the sentences; models start where they were."""

    def __init__(self, sentences: Sentences) -> None:
        self.sentences = sentences
        self.wanted = (sentences.kinds == EXAMPLE) | (sentences.kinds == FITTING)
        self._linear: dict[tuple[int, int], Any] = {}

    def weights(self) -> Scores:
        """What each sentence counts for each cue [n, c]."""
        return np.where(self.sentences.kinds == OTHER, OTHER_WEIGHT, 1.0)

    def without_doubtful(self, weights: Scores) -> Scores:
        """The same, 0 for what may be an example that nobody said to be one."""
        doubtful = self.held_out(weights) > np.log(DOUBTFUL / (1 - DOUBTFUL))
        return np.where((self.sentences.kinds == OTHER) & doubtful, 0, weights)

    def held_out(self, weights: Scores) -> Scores:
        """Score each sentence [n, c] by models trained on the other folds."""
        scores = np.zeros(weights.shape)
        for fold in range(FOLDS):
            apart = self.sentences.folds == fold
            linear, shared = self.fitted(weights, ~apart, fold)
            features = self.sentences.features[apart]
            scores[apart] = NETWORK_SHARE * shared.scores(self.sentences.vectors[apart])
            scores[apart] += np.array([one.decision_function(features) for one in linear]).T
        return scores

    def fitted(
        self, weights: Scores, chosen: NDArray[np.bool_], fold: int = FOLDS
    ) -> tuple[list[Any], network.Network]:
        """A linear model for each cue, and the network, of the chosen sentences."""
        features, wanted = self.sentences.features[chosen], self.wanted[chosen]
        linear = [
            self._regression(cue, fold).fit(features, wanted[:, cue], weights[chosen, cue])
            for cue in range(wanted.shape[1])
        ]
        shared = network.fit(
            self.sentences.vectors[chosen],
            wanted.astype(np.float32),
            weights[chosen].astype(np.float32),
        )
        return linear, shared

    def _regression(self, cue: int, fold: int) -> Any:
        from sklearn.linear_model import LogisticRegression

        if (cue, fold) not in self._linear:
            self._linear[cue, fold] = LogisticRegression(C=STRENGTH, max_iter=1000, warm_start=True)
        return self._linear[cue, fold]

    def calibration(
        self, cue: int, cue_id: str, scores: Scores, weights: Scores
    ) -> tuple[float, float]:
        """Slope and shift that make scores of unseen sentences logits (Platt's scaling)."""
        from sklearn.linear_model import LogisticRegression

        kinds = np.where(weights[:, cue] > 0, self.sentences.kinds[:, cue], FITTING)
        shares = {EXAMPLE: 1.0, NEAR: misses(cue_id), OTHER: misses(cue_id)}
        counted = np.zeros(len(kinds))
        for kind, share in shares.items():
            counted[kinds == kind] = share / max(1, (kinds == kind).sum())
        used = counted > 0
        model = LogisticRegression(C=1e6, max_iter=1000)
        wanted = kinds[used] == EXAMPLE
        model.fit(scores[used, cue : cue + 1], wanted, counted[used] * len(kinds))
        return float(model.coef_[0, 0]), float(model.intercept_[0])
