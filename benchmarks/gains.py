"""What one added sentence does: the sentence it paraphrases is found, hardly anything else changes.

Each of PARAPHRASES has a cue, a sentence of its kind in words that coach was not taught, and
another way to say it, as a manager would add it. Sentences that are found anyway are passed over.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coach.cues import Cue, Taught, clause_vectors, clauses_written, said, teach
from coach.cues.corrections import corrections
from coach.meaning import Meaning
from coach.settings import default_cache

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    from labelled import Message
    from numpy.typing import NDArray

    from coach.said import Clause

PARAPHRASES = (
    ("checking_in", "a wee nudge from me about those gutters", "here's another wee nudge on them"),
    ("checking_in", "me again, poking my head round the door", "poking my head round your door"),
    ("other_channel", "the pigeon post will bring it", "I'm sending it by pigeon post"),
    ("other_channel", "it'll be on a floppy in your pigeonhole", "a floppy in your pigeonhole"),
    ("window", "the kettle's on at mine until five", "my kettle is on from nine till noon"),
    ("hook", "your sign is lying to people", "that sign of yours tells lies"),
    ("reassurance", "feed it to the goat if it's no use", "if it's no use let the goat have it"),
    ("pressure", "the train leaves the station tonight", "that train leaves tonight"),
    ("specific_benefit", "his socks stay dry now", "her feet stay dry these days"),
    ("solution", "a duck would eat the lot", "get ducks, they eat them all"),
    ("small_ask", "blink twice for yes", "just blink once if it's yes"),
    ("idea_offered", "something fell out of my head for you", "my head has something for you"),
    ("trigger", "the swallows are back on the tenth", "swallows come back on the ninth"),
    ("named_proof", "old Pettibone's in on it too", "Pettibone is in on it as well"),
    ("step", "the wheels are turning at my end", "at my end the wheels have turned"),
    ("echo", "that squeak of yours, I've not forgotten", "I haven't forgotten your squeak"),
)


@dataclass(frozen=True)
class Gain:
    """What one addition did: found or not, and the share of other verdicts that changed."""

    cue: str
    missed: str
    found: bool
    changed: float


def gains(messages: Iterable[Message]) -> Iterator[Gain]:
    """Add one sentence at a time, and look at it and at every clause of the messages."""
    meaning = Meaning()
    taught = teach(meaning, default_cache())
    clauses = [clause for one in messages for clause in clauses_written(one.text)]
    vectors = clause_vectors(clauses, meaning)
    before = _sure(clauses, vectors, taught)
    for cue, missed, paraphrase in PARAPHRASES:
        one = clauses_written(missed)[:1]
        own = clause_vectors(one, meaning)
        if (0, cue) in _sure(one, own, taught):
            continue
        told = _told(taught, cue, paraphrase, meaning)
        changed = len(before ^ _sure(clauses, vectors, told))
        yield Gain(cue, missed, (0, cue) in _sure(one, own, told), changed / len(clauses))


def _told(taught: Taught, cue_id: str, paraphrase: str, meaning: Meaning) -> Taught:
    def added(cue: Cue) -> Cue:
        return replace(cue, added=(paraphrase,)) if cue.id == cue_id else cue

    cues = tuple(map(added, taught.cues))
    made = corrections(cues, taught.model, meaning, default_cache())
    return replace(taught, cues=cues, corrections=made)


def _sure(
    clauses: Iterable[Clause], vectors: NDArray[np.float32], taught: Taught
) -> set[tuple[int, str]]:
    """Clause and cue of every hit that counts."""
    listed = tuple(clauses)
    place = {id(clause): index for index, clause in enumerate(listed)}
    hits = said(listed, vectors, taught)
    return {(place[id(hit.clause)], hit.cue) for hit in hits if hit.is_sure}
