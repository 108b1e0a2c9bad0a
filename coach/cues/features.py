"""Words of a clause as features: which words, and which pairs of neighbours, it has.

Sentence vectors tell what a clause is about; small words tell what is done with it ("I'll call"
and "call me"). Numbers, days and months are put into classes, fillers are left out (ours).
"""

from __future__ import annotations

import re
from itertools import pairwise

_NUMBERS = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred thousand million half dozen
"""
_DAYS = """
    monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays
    fridays saturdays sundays tomorrow today tonight
"""
_MONTHS = """
    january february march april june july august september october november december
"""
_ORDINALS = """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth
"""
CLASSES = {
    **dict.fromkeys(_NUMBERS.split(), "#"),
    **dict.fromkeys(_DAYS.split(), "<day>"),
    **dict.fromkeys(_MONTHS.split(), "<month>"),
    **dict.fromkeys(_ORDINALS.split(), "<nth>"),
}
FILLERS = frozenset(("um", "uh", "er", "uhm", "hmm"))
HAS_FIGURE = re.compile(r"\d")


def word_features(plain_text: str) -> frozenset[str]:
    """Return words and pairs of a plain clause, its two ends included, each once."""
    words = plain_text.replace("'", " '").split()
    kept = ["<s>", *(_class(word) for word in words if word not in FILLERS), "</s>"]
    pairs = (f"{one} {two}" for one, two in pairwise(kept))
    return frozenset((*kept, *pairs))


def _class(word: str) -> str:
    return "#" if HAS_FIGURE.search(word) else CLASSES.get(word, word)
