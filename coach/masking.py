"""Prospects' names, and every telephone number, taken out of what is handed on.

Rather too much than too little: a word that is some prospect's name anywhere in the team is hidden
in every message, and so is whoever is greeted. Digits count however they are written, as numerals
or as words. In sound, the same words are replaced by a quiet tone.

What it cannot know: a name that no roster holds and that is not greeted, and one that the
recogniser wrote as another common word.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from coach.alike import likeness
from coach.names import names_of, with_names
from coach.number.lexicon import SINGLES, TEENS, TENS, ZEROS, Kind, tokens
from coach.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coach.kept import Kept
    from coach.number.lexicon import Token
    from coach.records import Evidence, Finding, Measurement, Recording, Speech

Hidden = Literal["name", "number"]

LEAST_DIGITS = 3
"""A run of fewer digits is no part of a telephone number worth hiding: "two minutes" (ours)."""

LONGEST_OTHER = 6
"""Digits that a price, a time or a date may have before it is hidden too (ours)."""

ALIKE = 0.84
"""Least likeness in sound of a misheard name of the message's own prospect (0..1; ours)."""

MARGIN_S = 0.1
"""Sound hidden around a word, whose measured edges are soft (ours)."""

EDGES = ".,!?;:\"'()[]\u201c\u201d\u2018\u2019"
_MANY = {"hundred": 2, "thousand": 3, "double": 1, "triple": 2, "treble": 2, "quadruple": 3}
_JOINS = frozenset(
    ("and", "to", "too", "for", "fore", "dash", "hyphen", "plus", "space", "um", "uh", "er", "then")
)
_JOINING = frozenset((Kind.COMMA, Kind.DASH, Kind.STOP, Kind.PLUS, Kind.EXTENSION))
_MAY_COUNT = re.compile(rf"\d|\b({'|'.join([*SINGLES, *ZEROS, *TEENS, *TENS, *_MANY])})\b", re.I)
_GREETINGS = frozenset(("hi", "hey", "hello", "dear", "morning", "afternoon", "evening"))
_NO_NAMES = frozenset(
    (
        *("i", "i'm", "i'll", "i've", "i'd", "it's", "this", "my", "we", "we're", "you", "your"),
        *("the", "a", "and", "of", "for", "that", "there", "how", "hope", "just", "thanks", "good"),
        *("morning", "afternoon", "evening", "calling", "everyone", "inc", "llc", "ltd", "gmbh"),
        *("corp", "company", "group"),
    )
)


@dataclass(frozen=True, slots=True)
class Masking:
    """What is hidden: names of all prospects a team called, and by what each is called instead.

    `parts` are single words of the names, `whole` those of several words, all in lower case.
    `aliases` are numbered in order of first appearance, so they say nothing by themselves.
    """

    parts: frozenset[str]
    whole: frozenset[tuple[str, ...]]
    aliases: dict[str, str]

    def alias(self, name: str | None, kind: str = "Prospect") -> str | None:
        """What a prospect or company is called instead; the same one always the same."""
        return None if name is None else self.aliases.get(_key(kind, name), kind)

    def text(self, text: str, recording: Recording | None = None) -> str:
        """Text with names as [name] and digits as [number]; lines and spaces become one space."""
        words = text.split()
        only_digits = self._numbers(words, least=1)
        if words and all(only_digits):
            return "[number]"
        return " ".join(_shown(words, self.hidden(words, recording)))

    def kept(self, kept: Kept) -> Kept:
        """A message without its prospect, its path, its page (named after the prospect) or digits.

        Reps stay: they are who the figures are for.
        """
        recording = kept.recording
        return replace(
            kept,
            recording=_anonymous(recording, self, kept.id),
            sha256="",
            page=None,
            text=self.text(kept.text, recording),
            measurements=tuple(self._measurement(m, recording) for m in kept.measurements),
            findings=tuple(self._finding(f, recording) for f in kept.findings),
        )

    def spans(self, kept: Kept, speech: Speech) -> tuple[Span, ...]:
        """Where a recording must not be heard [s]: hidden words, readings, what nobody understood.

        All outside the message too: a greeting there says whose telephone it is.
        """
        spelled = with_names(speech, names_of(kept.recording))
        words = spelled.transcript.words
        marks = self.hidden([word.text for word in words], kept.recording)
        found = [Span(w.start_s, w.end_s) for w, mark in zip(words, marks, strict=True) if mark]
        found += [Span(reading.start_s, reading.end_s) for reading in speech.readings]
        found += speech.suspect_spans
        wide = [Span(max(0.0, s.start_s - MARGIN_S), s.end_s + MARGIN_S) for s in found]
        around = (Span(0.0, speech.message.start_s), Span(speech.message.end_s, speech.duration_s))
        return (*wide, *(span for span in around if span.duration_s))

    def hidden(
        self, words: Sequence[str], recording: Recording | None = None
    ) -> list[Hidden | None]:
        """What each word hides, if anything."""
        own = _words(recording.prospect) if recording else ()
        names = [self._is_name(word, own) for word in words]
        _mark_whole(names, words, self.whole)
        _mark_greeted(names, words)
        numbers = self._numbers(words, LEAST_DIGITS)
        return [
            "number" if number else "name" if name else None
            for number, name in zip(numbers, names, strict=True)
        ]

    def _is_name(self, word: str, own: Sequence[str]) -> bool:
        bare = _bare(word)
        if "@" in word:
            return True
        if not bare[:1].isupper() or bare.lower() in _NO_NAMES:
            return False
        return bare.lower() in self.parts or any(likeness(bare, name) >= ALIKE for name in own)

    @staticmethod
    def _numbers(words: Sequence[str], least: int) -> list[bool]:
        marks = [False] * len(words)
        for first, last, digits in _numbers_in(tuple(words)):
            if digits >= least:
                marks[first:last] = [True] * (last - first)
        return marks

    def _evidence(self, evidence: Iterable[Evidence], recording: Recording) -> tuple[Evidence, ...]:
        return tuple(replace(one, quote=self.text(one.quote, recording)) for one in evidence)

    def _measurement(self, one: Measurement, recording: Recording) -> Measurement:
        said = isinstance(one.value, str)
        return replace(
            one,
            value=self.text(str(one.value), recording) if said else one.value,
            reason=self.text(one.reason, recording) if one.reason else one.reason,
            evidence=self._evidence(one.evidence, recording),
        )

    def _finding(self, one: Finding, recording: Recording) -> Finding:
        return replace(
            one,
            reason=self.text(one.reason, recording) if one.reason else one.reason,
            evidence=self._evidence(one.evidence, recording),
        )


def masking(kept: Iterable[Kept]) -> Masking:
    """Make the masking of a team: every prospect and company among its messages."""
    parts: set[str] = set()
    whole: set[tuple[str, ...]] = set()
    aliases: dict[str, str] = {}
    counts = {"Prospect": 0, "Company": 0}
    for one in kept:
        named = {"Prospect": one.recording.prospect, "Company": one.recording.prospect_company}
        for kind, name in named.items():
            if not name or _key(kind, name) in aliases:
                continue
            counts[kind] += 1
            aliases[_key(kind, name)] = f"{kind} {counts[kind]}"
            lower = tuple(word.lower() for word in _words(name))
            parts.update(word for word in lower if len(word) >= 3 and word not in _NO_NAMES)
            if len(lower) > 1:
                whole.add(lower)
    return Masking(frozenset(parts), frozenset(whole), aliases)


def _key(kind: str, name: str) -> str:
    return f"{kind}|{' '.join(name.casefold().split())}"


def _words(name: str | None) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_][\w'&-]*", name or ""))


def _bare(word: str) -> str:
    return re.sub(r"['\u2019]s$", "", word.strip(EDGES))


def _anonymous(recording: Recording, names: Masking, number: int) -> Recording:
    return replace(
        recording,
        path=f"message {number}",
        location="",
        path_bytes=None,
        rep_phone=None,
        prospect=names.alias(recording.prospect),
        prospect_company=names.alias(recording.prospect_company, "Company"),
        prospect_phone=None,
    )


def _mark_whole(marks: list[bool], words: Sequence[str], whole: frozenset[tuple[str, ...]]) -> None:
    """Mark names of several words, whatever their capitals."""
    bare = [_bare(word).lower() for word in words]
    for size in {len(name) for name in whole}:
        for start in range(len(bare) - size + 1):
            if tuple(bare[start : start + size]) in whole:
                marks[start : start + size] = [True] * size


def _mark_greeted(marks: list[bool], words: Sequence[str]) -> None:
    """Mark up to two words with a capital behind a greeting: whoever is greeted has that name."""
    for index, word in enumerate(words):
        if _bare(word).lower() not in _GREETINGS:
            continue
        for place in range(index + 1, min(index + 3, len(words))):
            bare = _bare(words[place])
            if not bare[:1].isupper() or bare.lower() in _NO_NAMES:
                break
            marks[place] = True
            if words[place][-1:] in ".,!?;:":
                break


def _digits(token: Token) -> int:
    """How many digits a token stands for; 0 for what is no number."""
    if token.kind is Kind.NUMERAL:
        return len(token.text)
    if token.kind is Kind.OTHER:
        count = sum(char.isdecimal() for char in token.text)
        return count if count > LONGEST_OTHER else 0
    if token.kind is not Kind.WORD:
        return 0
    if token.lower in SINGLES or token.lower in ZEROS:
        return 1
    return 2 if token.lower in TEENS or token.lower in TENS else _MANY.get(token.lower, 0)


@functools.lru_cache(maxsize=4096)
def _numbers_in(words: tuple[str, ...]) -> tuple[tuple[int, int, int], ...]:
    """Where digits are said in a row: first word, last (exclusive), how many digits."""
    if not any(_MAY_COUNT.search(word) for word in words):
        return ()
    runs = _runs(tokens(words))
    return tuple((r[0].word, r[-1].word_end, sum(map(_digits, r))) for r in runs)


def _runs(found: Iterable[Token]) -> Iterator[list[Token]]:
    """Number words in a row, with the small words between them that break nothing."""
    run: list[Token] = []
    for token in found:
        if _digits(token):
            run.append(token)
        elif run and not (token.kind in _JOINING or token.lower in _JOINS):
            yield run
            run = []
    if run:
        yield run


def _shown(words: Sequence[str], marks: Sequence[Hidden | None]) -> Iterator[str]:
    """The words, each run of hidden ones as its kind, with the punctuation behind it."""
    for mark, group in groupby(zip(words, marks, strict=True), key=lambda pair: pair[1]):
        said = [word for word, _ in group]
        if mark is None:
            yield from said
        else:
            tail = re.search(r"[.,!?;:]*$", said[-1])
            yield f"[{mark}]{tail.group() if tail else ''}"
