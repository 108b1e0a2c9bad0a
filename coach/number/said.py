"""Readings of a message: what was heard and what was written, put together."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import accumulate, takewhile, zip_longest
from statistics import fmean
from typing import TYPE_CHECKING

from coach.number.agreement import heard_singly, settled
from coach.number.envelope import envelope
from coach.number.grammar import spans
from coach.number.mixed import mixed
from coach.number.naming import CLEAR, digit_of, number_words
from coach.number.nuclei import stretches_of_sound
from coach.number.resemblance import as_one_voice
from coach.number.sounded import Sounded, sounded, texts
from coach.number.timing import BEFORE_S, time_reading
from coach.number.torn import mended_tears
from coach.number.zeros import one_way
from coach.records import SAMPLE_RATE_HZ, Reading, Span, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from coach.number.heard import HeardWord
    from coach.number.mixed import Mixed
    from coach.number.numberspan import NumberSpan
    from coach.telephone import Doubt


def heard_readings(
    samples: NDArray[np.float32],
    words: Sequence[Word],
    heard: Sequence[HeardWord],
    region: str = "US",
) -> tuple[tuple[Word, ...], tuple[Reading, ...]]:
    """Find and time every reading of a number, and put its digits into the transcript.

    Parameters
    ----------
    samples
        The whole recording [mono, -1..1, 16 kHz].
    words
        The transcript, with times that may be off by some tenths of a second.
    heard
        Number words from `listen`, in order of time; none where nothing was listened to.
    region
        ISO 3166 code of the country whose numbers need no country code.

    Returns
    -------
    tuple
        The transcript with the numbers as they were heard, and the readings in order, indexing
        its words.
    """
    line = one_way(mixed(words, as_one_voice(heard)))
    written = [word.text for word in words]
    found = spans(texts(line, written), region)
    alone = [one for one in (heard_singly(line, span) for span in mended_tears(found)) if one]
    changed = settled(line, alone, region)
    if changed is not None:
        line = changed
        found = spans(texts(line, written), region)
    whole = Counter(span.digits for span in found if span.complete)
    found = tuple(one for one in found if whole[one.digits] > 1 or not _is_babble(line, one))
    timed = [(span, sounded(line, span)) for span in found]
    rewritten, places = _rewritten(words, line, [(s, t) for s, t in timed if t])
    as_words = [Word(item.text, item.start_s, item.end_s, item.probability) for item in line]
    readings = []
    for span, sound in timed:
        first, last = places[span.word_start], places[span.word_end - 1]
        if sound is None:
            reading = time_reading(samples, span, as_words)
        else:
            singly = heard_singly(line, span)
            reading = _reading(samples, span, sound, singly.doubts if singly else ())
        readings.append(replace(reading, word_start=first, word_end=last + 1))
    return rewritten, tuple(readings)


def _reading(
    samples: NDArray[np.float32], span: NumberSpan, sound: Sounded, doubts: tuple[Doubt, ...]
) -> Reading:
    return Reading(
        digits=span.digits,
        start_s=sound.start_s,
        end_s=sound.end_s,
        confidence=sound.confidence,
        timing=sound.timing,
        timing_reason=sound.reason,
        each=sound.each,
        groups=sound.groups,
        pause_before_s=_pause_before_s(samples, sound),
        complete=span.complete,
        word_start=span.word_start,
        word_end=span.word_end,
        extension=span.extension,
        whose=span.whose,
        country_digits=span.country_digits,
        doubts=doubts,
    )


def _pause_before_s(samples: NDArray[np.float32], sound: Sounded) -> float:
    """Silence before the first digit [s], followed back 3 s at most."""
    about = Span(
        max(0.0, sound.start_s - BEFORE_S), min(sound.end_s, len(samples) / SAMPLE_RATE_HZ)
    )
    env = envelope(samples, about)
    first = env.frame(sound.start_s)
    peak_db = float(env.smooth_db[first:].max())
    earlier = [end for start, end in stretches_of_sound(env, peak_db) if start < first - 3]
    before_s = env.time_s(min(earlier[-1], first)) if earlier else about.start_s
    return round(sound.start_s - before_s, 3)


def _is_babble(line: Sequence[Mixed], span: NumberSpan) -> bool:
    """Whether digits were neither heard clearly nor written: voices over one another.

    They do not say the same number twice.
    """
    items = [line[piece.word] for piece in span.pieces]
    heard = [item for item in items if item.heard]
    written = sum(item.written == digit_of(item.text) for item in heard)
    if len(heard) < len(items) or written >= WRITTEN_SHARE * len(items):
        return False
    return fmean(item.probability for item in heard) < CLEAR


WRITTEN_SHARE = 0.3
"""Where Whisper wrote fewer of the digits than that, they must be heard clearly (ours)."""


class _Transcript:
    """A transcript being written anew, with the place of every item of the line in it."""

    def __init__(self, words: Sequence[Word], line: Sequence[Mixed], gone: set[int]) -> None:
        self.words = words
        self.line = line
        self.in_numbers = frozenset(gone)
        self.left_out = set(gone)
        self.made: list[Word] = []
        self.heard: set[int] = set()
        self.places: dict[int, int] = {}

    def keep(self, item: int) -> None:
        """Take over the word an item stands for, once; numbers show theirs as they sounded."""
        word = self.line[item].word
        if word >= 0 and word not in self.left_out:
            self.left_out.add(word)
            self.made.append(self.words[word])
        elif word >= 0 and word in self.in_numbers and self.line[item].heard:
            # One written word holds more than the number.
            self._add(digit_of(self.line[item].text), [item])
        self.places[item] = max(0, len(self.made) - 1)

    def write(self, span: NumberSpan, sound: Sounded) -> None:
        """Write a number in its groups: "212", "-555", "-0143."; "uh" between them stays."""
        borders = set(accumulate(len(group.digits) for group in sound.groups))
        items: list[int] = []
        digits, count, joint = "", 0, ""
        for piece, following in zip_longest(span.pieces, span.pieces[1:]):
            items += range(piece.word, piece.word_end)
            digits, count = digits + piece.digits, count + len(piece.digits)
            between = self._said(piece.word_end, following.word) if following else []
            if between or count in borders or following is None:
                ending = "" if following else _ending(self.words, self.line, items)
                self._add(f"{joint}{digits}{ending}", items)
                items, digits, joint = [], "", "" if between else "-"
            for item in between:
                self.keep(item)
        last = span.word_start
        for item in range(span.word_start, span.word_end):
            last = self.places.setdefault(item, self.places.get(item - 1, last))

    def _said(self, start: int, end: int) -> list[int]:
        """Items of words that are no digits, between two digits of a number."""
        between = ((item, self.line[item]) for item in range(start, end))
        return [item for item, one in between if one.heard is None and not one.muted]

    def _add(self, text: str, items: Sequence[int]) -> None:
        said = [self.line[item] for item in items]
        chance = min(item.probability for item in said)
        self.places.update(dict.fromkeys(items, len(self.made)))
        self.heard.add(len(self.made))
        self.made.append(Word(text, said[0].start_s, said[-1].end_s, chance))

    def settled(self) -> tuple[Word, ...]:
        """The words, none of them reaching into a number that was heard."""
        words = list(self.made)
        for k in sorted(self.heard):
            number = words[k]
            for before in takewhile(self._is_word, range(k - 1, -1, -1)):
                words[before] = _before(words[before], number.start_s)
            for after in takewhile(self._is_word, range(k + 1, len(words))):
                words[after] = _after(words[after], number.end_s)
        return tuple(words)

    def _is_word(self, place: int) -> bool:
        return place not in self.heard


def _ending(words: Sequence[Word], line: Sequence[Mixed], items: Sequence[int]) -> str:
    """The mark that stood behind a number in the transcript."""
    last = next((line[item].word for item in reversed(items) if line[item].word >= 0), -1)
    goes_on = any(item.word == last for item in line[items[-1] + 1 : items[-1] + 2])
    mark = words[last].text.rstrip()[-1:] if last >= 0 and not goes_on else ""
    return mark if mark in (".", ",", "?", "!") else ""


def _invented(line: Sequence[Mixed], span: NumberSpan) -> Iterator[int]:
    """Words of digits that were written beside a heard number and not heard."""
    for beside in (range(span.word_start - 1, -1, -1), range(span.word_end, len(line))):
        for item in takewhile(lambda k: line[k].muted, beside):
            if number_words(line[item].text):
                yield line[item].word


def _before(word: Word, time_s: float) -> Word:
    return replace(word, start_s=min(word.start_s, time_s), end_s=min(word.end_s, time_s))


def _after(word: Word, time_s: float) -> Word:
    return replace(word, start_s=max(word.start_s, time_s), end_s=max(word.end_s, time_s))


def _rewritten(
    words: Sequence[Word], line: Sequence[Mixed], numbers: Sequence[tuple[NumberSpan, Sounded]]
) -> tuple[tuple[Word, ...], dict[int, int]]:
    """The transcript with its numbers as heard, and where each item of the line went in it."""
    starts = {span.word_start: (span, sound) for span, sound in numbers}
    gone = {
        line[item].word
        for span, _ in numbers
        for piece in span.pieces
        for item in range(piece.word, piece.word_end)
    } | {word for span, _ in numbers for word in _invented(line, span)}
    transcript = _Transcript(words, line, gone)
    item = 0
    while item < len(line):
        if item in starts:
            span, sound = starts[item]
            transcript.write(span, sound)
            item = max(span.word_end, item + 1)
        else:
            transcript.keep(item)
            item += 1
    return transcript.settled(), transcript.places
