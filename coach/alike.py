"""How alike two names sound and are spelled: metaphone for the sound, Jaro-Winkler for both."""

from __future__ import annotations

import functools
import re


@functools.lru_cache(maxsize=8192)
def letters(text: str) -> str:
    """The letters of a text in lower case, with its inner apostrophes and spaces."""
    return re.sub(r"[^a-z' ]", "", text.lower().replace("\u2019", "'")).strip("' ")


@functools.lru_cache(maxsize=8192)
def sound(text: str) -> str:
    """How a text sounds in English, roughly, without spaces."""
    import jellyfish

    return str(jellyfish.metaphone(letters(text).replace("'", ""))).replace(" ", "")


@functools.lru_cache(maxsize=16384)
def likeness(one: str, other: str) -> float:
    """How alike two names sound and are spelled, 0..1; the first sound must agree."""
    from rapidfuzz.distance import JaroWinkler

    first, second = sound(one), sound(other)
    if not first or not second or first[0] != second[0]:
        return 0.0
    spelled = JaroWinkler.normalized_similarity(letters(one), letters(other))
    return float(0.5 * spelled + 0.5 * JaroWinkler.normalized_similarity(first, second))
