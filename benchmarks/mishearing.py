"""What a recogniser makes of a text, roughly: no marks, no capitals, sound-alikes, words lost.

A model of ours, after Whisper base on telephone speech. Words with a digit in them are kept as they
are, because a number that was lost is another message.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import jellyfish

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable

CHANGED_WORDS = 0.06
"""Share of words that are lost, doubled or misheard."""
CHANGED_NAMES = 0.20
"""The same for words with a capital inside a sentence: names are what a recogniser gets wrong."""
CONFUSED = 0.08
"""Share of the words and phrases below that are taken for their sound-alike."""
SOUND_ALIKES = {
    "their": "there",
    "there": "their",
    "they're": "their",
    "your": "you're",
    "you're": "your",
    "its": "it's",
    "it's": "its",
    "to": "too",
    "too": "to",
    "for": "four",
    "by": "buy",
    "buy": "by",
    "here": "hear",
    "hear": "here",
    "our": "are",
    "know": "no",
    "whole": "hole",
    "week": "weak",
    "meet": "meat",
    "mail": "male",
    "right": "write",
    "then": "than",
    "than": "then",
    "we're": "were",
    "we'll": "will",
    "i'll": "all",
    "i've": "i",
    "could've": "could of",
    "quote": "coat",
    "lease": "least",
    "cell": "sell",
    "sales": "sails",
    "price": "prize",
    "site": "sight",
    "piece": "peace",
    "new": "knew",
    "ad": "add",
    "two": "to",
    "one": "won",
    "i'm": "im",
    "don't": "dont",
    "that's": "thats",
    "you've": "youve",
    "checking": "check in",
    "e-mail": "email",
    "follow": "fallow",
}
NUMERALS = {
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "eleven": "11",
    "twelve": "12",
    "fifteen": "15",
    "twenty": "20",
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
}


NO_NAMES = frozenset(
    (
        *(
            "i",
            "i'm",
            "i'll",
            "i've",
            "i'd",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
        ),
        *("saturday", "sunday", "january", "february", "march", "april", "may", "june", "july"),
        *("august", "september", "october", "november", "december"),
    )
)
"""With a capital, and yet rarely misheard."""


def misheard(text: str, vocabulary: Iterable[str], rng: random.Random) -> str:
    """The text as it might have been recognised; `vocabulary` holds the words to mishear for."""
    known = frozenset(vocabulary)
    heard = [_heard(word, start, known, rng) for word, start in _words(text)]
    return " ".join(" ".join(heard).split())


def vocabulary_of(texts: Iterable[str]) -> frozenset[str]:
    """The words of some texts in lower case, those with digits left out."""
    words = (_bare(word) for text in texts for word in text.split())
    return frozenset(word for word in words if word.isalpha())


def _words(text: str) -> list[tuple[str, bool]]:
    """Each word, and whether it begins a sentence."""
    words = text.split()
    starts = [True, *(word[-1] in ".?!" for word in words[:-1])]
    return list(zip(words, starts, strict=True))


def _heard(word: str, starts: bool, known: frozenset[str], rng: random.Random) -> str:
    if any(letter.isdigit() for letter in word):
        return word.strip(".,;:?!\"'")
    bare = _bare(word)
    if bare in NUMERALS and rng.random() < 0.5:
        return NUMERALS[bare]
    if bare in SOUND_ALIKES and rng.random() < CONFUSED:
        return SOUND_ALIKES[bare]
    is_name = word[0].isupper() and not starts and bare not in NO_NAMES
    if rng.random() < (CHANGED_NAMES if is_name else CHANGED_WORDS):
        return _wrong(bare, is_name, known, rng)
    return bare


def _wrong(bare: str, is_name: bool, known: frozenset[str], rng: random.Random) -> str:
    chance = rng.random()
    if not is_name and chance < 0.4:
        return ""
    if not is_name and chance < 0.5:
        return f"{bare} uh {bare}"
    if len(bare) <= 3 and not is_name:
        return bare
    alike = [word for word in _by_sound(known).get(_sound(bare), ()) if word != bare]
    return rng.choice(alike) if alike else _respelled(bare)


def _respelled(bare: str) -> str:
    """A spelling that sounds about the same: "Kettle" becomes "ketle", "Voss" "vosse"."""
    single = re.sub(r"([a-z])\1", r"\1", bare)
    return single if single != bare else bare.replace("c", "k") if "c" in bare else bare + "e"


@cache
def _by_sound(known: frozenset[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for word in sorted(known):
        groups.setdefault(_sound(word), []).append(word)
    return groups


@cache
def _sound(word: str) -> str:
    return str(jellyfish.metaphone(word))


def _bare(word: str) -> str:
    kept = re.sub(r"[^a-z0-9'&-]", "", word.lower().replace("\u2019", "'"))
    return kept.strip("'-").replace("-", " ") if kept != "e-mail" else "email"
