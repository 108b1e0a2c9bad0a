"""What speaks for and against a verdict, weighed: many cues together, where no one decides.

Whether a message could be from anyone, or shows a situation and a way out, is told by all that it
says. Each cue adds its weight times how surely it was heard, the best time and the second time;
a form of words (see `FORMS`) counts like a cue that is quite sure.
The weights were fitted by `benchmarks/weigh.py` (logistic regression with a ridge) on messages
labelled by hand; docs/accuracy.md says which.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

from coach.measures.channels import another_channel
from coach.measures.content import BAD, GOOD, HALFWAY, shown
from coach.measures.content_asks import hears_more, is_vague, lends
from coach.measures.forms import (
    came_to_us,
    echoes,
    has_day,
    has_deadline,
    is_dated,
    is_news,
    knows_them,
)
from coach.said import Said

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from coach.measures.catalogue import Subject
    from coach.measures.content import Level
    from coach.said import Clause

WEIGHTS_FILE = "weights.toml"
BEST, SECOND = "best", "second"
FORMS = (
    *(("lends", lends), ("is_vague", is_vague), ("another_channel", another_channel)),
    *(("knows_them", knows_them), ("came_to_us", came_to_us), ("echoes", echoes)),
    *(("is_news", is_news), ("is_dated", is_dated), ("has_deadline", has_deadline)),
    ("has_day", has_day),
)
"""Forms of words that are weighed, each by its name."""
MOST_SHOWN = 2
"""Clauses that are shown for a verdict (ours)."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Weights of one verdict, in nats: reached where they come to 0 or more."""

    bias: float
    best: Mapping[str, float]
    second: Mapping[str, float]

    def tips(self, heard: Mapping[str, list[Said]]) -> bool:
        """Whether what was heard reaches the verdict."""
        total = self.bias
        for cue, hits in heard.items():
            total += self.best.get(cue, 0.0) * hits[0].confidence
            if len(hits) > 1:
                total += self.second.get(cue, 0.0) * hits[1].confidence
        return total >= 0


EVEN = Scale(0.0, {}, {})
"""It always tips."""


def weighed(subject: Subject, row: str, speaks: Collection[str], against: Collection[str]) -> Level:
    """The level of a row by the weight of all cues; halfway at best where none for it is sure.

    Its evidence is what weighs most, of the cues that speak for it, or where it is missed against.
    """
    passes, watches = _scales(row)
    heard = by_cue(subject)
    certain = any(hit.is_sure and passes.best.get(hit.cue, 0.0) > 0 for hit in subject.said)
    if passes.tips(heard) and certain:
        return GOOD, shown(_loudest(passes, heard, speaks, 1))
    if watches.tips(heard):
        return HALFWAY, shown(_loudest(watches, heard, speaks, 1))
    return BAD, shown(_loudest(watches, heard, against, -1))


def by_cue(subject: Subject) -> Mapping[str, list[Said]]:
    """What was heard, by cue or form of words, the surest first."""
    return _heard(subject.clauses, subject.said)


@functools.lru_cache(maxsize=1)
def _heard(clauses: tuple[Clause, ...], said: tuple[Said, ...]) -> dict[str, list[Said]]:
    """The same for all rows of one message."""
    heard: dict[str, list[Said]] = {}
    worded = [
        *(Said(name, one, 1.0) for one in clauses for name, form in FORMS if form(one.text)),
        *(Said("hears_more", one, 1.0) for one in hears_more(clauses)),
    ]
    for hit in sorted([*said, *worded], key=lambda one: -one.confidence):
        heard.setdefault(hit.cue, []).append(hit)
    return heard


def _loudest(
    scale: Scale, heard: Mapping[str, list[Said]], cues: Collection[str], side: int
) -> list[Said]:
    """The sure hits that add most to one side, 1 for it and -1 against it, in the order said."""
    best = [hits[0] for cue, hits in heard.items() if cue in cues and hits[0].is_sure]
    added = [(side * scale.best.get(hit.cue, 0.0) * hit.confidence, hit) for hit in best]
    ranked = sorted((one for one in added if one[0] > 0), key=lambda one: -one[0])
    return sorted((hit for _, hit in ranked[:MOST_SHOWN]), key=lambda hit: hit.clause.start_char)


@functools.cache
def _scales(row: str) -> tuple[Scale, Scale]:
    """What weighs for a pass, and for no miss."""
    stored = _stored()[row]
    watches = stored.get("watch")  # none where no message may be missed
    return _scale(stored["pass"]), _scale(watches) if watches else EVEN


@functools.cache
def _stored() -> Mapping[str, Any]:
    """The weights of all rows, read once a process."""
    file = resources.files("coach.measures").joinpath(WEIGHTS_FILE)
    return tomllib.loads(file.read_text("utf-8"))


def _scale(stored: Mapping[str, Any]) -> Scale:
    return Scale(float(stored["bias"]), stored[BEST], stored[SECOND])
