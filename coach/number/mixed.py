"""Transcript and heard number words in one line: text where text counts, digits as they sounded.

Whisper's words say what a number is for and whose it is; the head's words say what it is. Both
are aligned (dynamic programming over order, meaning and time), so that a digit Whisper dropped
is put in where it was said, and one it invented falls out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coach.number.faint import faint_in
from coach.number.lexicon import NAMES, SOUNDALIKES
from coach.number.missed import missed_in
from coach.number.naming import CLEAR, DIGITS, LEAST_ROW, LETTERS, digit_of, number_words
from coach.number.overheard import is_covered, words_in
from coach.number.rows import WHOLE, place_of, rows_of_heard
from coach.number.segments import LONGEST
from coach.number.unsaid import stretched_last, unsaid_within
from coach.number.years import years_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coach.number.heard import HeardWord
    from coach.records import Word

OTHER_DIGIT, EXTRA_DIGIT, LOST_DIGIT, ALIKE = 0.9, 0.8, 0.8, 0.35
"""What it costs to take one digit for another, put one in, leave one out, read "for" as 4."""

A_SECOND_OFF = 1.0
LONGEST_OFF_S = 3.0
"""Whisper's times of digits are some tenths of a second off: what a second costs, and at most."""

STRAY_S = 0.5
"""Further apart than this, a digit in a row that was mostly not heard is another one (ours)."""

SOUNDS = {**SOUNDALIKES, "at": "8", "oh": "0", "o": "0", "sex": "6", "tree": "3", "fore": "4"}

MOST_A_SECOND = 8
"""Nobody says more digits a second: Whisper repeats itself (ours)."""

MOST_UNHEARD = 24
"""Nor are more than two numbers' digits written of which none was heard (ours)."""

ENOUGH = (*WHOLE, 12, 13)
"""Digits heard that are a number, with one or two of another word: the rest was not said."""


@dataclass(frozen=True, slots=True)
class Mixed:
    """One item of the line: a word of the transcript, or one that was heard.

    `word` is the index of the transcript's word, or of the one a heard word stands for (-1 where
    there is none). A `muted` word was written among heard digits and not heard; a `guessed` one
    has no time of its own. `written` is the digit Whisper wrote for a heard word.
    """

    text: str
    start_s: float
    end_s: float
    probability: float
    heard: HeardWord | None
    word: int
    muted: bool = False
    guessed: bool = False
    written: str = ""


@dataclass(frozen=True, slots=True)
class _Atom:
    """A piece of a transcript word: one digit of it, one number word, or a word of another kind.

    `alone`: the word is but one digit.
    """

    word: int
    digit: str
    sound: str
    middle_s: float
    alone: bool = False


def _atoms(words: Sequence[Word]) -> Iterator[_Atom]:
    for index, word in enumerate(words):
        parts = number_words(word.text)
        bare = "".join(LETTERS.findall(word.text.lower()))
        if not parts:
            middle_s = (word.start_s + word.end_s) / 2
            yield _Atom(index, "", SOUNDS.get(bare, ""), middle_s)
        for k, part in enumerate(parts):
            share = (k + 0.5) / len(parts)
            middle_s = word.start_s + share * (word.end_s - word.start_s)
            digit = part if part.isdigit() else digit_of(part)
            alone = len(parts) == 1 and (part.isdigit() or part in DIGITS)
            yield _Atom(index, digit, "", middle_s, alone)


def _off(atom: _Atom, word: HeardWord) -> float:
    seconds = abs(atom.middle_s - (word.start_s + word.end_s) / 2)
    return A_SECOND_OFF * min(seconds, LONGEST_OFF_S)


def _match_cost(atom: _Atom, word: HeardWord) -> float:
    """Cost of taking a heard word for an atom; infinite where they cannot be one."""
    digit = digit_of(word.text)
    if atom.digit:
        return (0.0 if atom.digit == digit else OTHER_DIGIT) + _off(atom, word)
    return ALIKE + _off(atom, word) if atom.sound and atom.sound == digit else float("inf")


def _put_in_cost(before: _Atom | None, after: _Atom | None, word: HeardWord) -> float:
    """Cost of a heard word that no atom stands for, between two atoms."""
    middle_s = (word.start_s + word.end_s) / 2
    early_s = max(0.0, before.middle_s - middle_s) if before else 0.0
    late_s = max(0.0, middle_s - after.middle_s) if after else 0.0
    return EXTRA_DIGIT + A_SECOND_OFF * min(early_s + late_s, LONGEST_OFF_S)


Pair = tuple[int | None, int | None]


def pairs(atoms: Sequence[_Atom], heard: Sequence[HeardWord]) -> list[Pair]:
    """Align atoms with heard words: (atom, word), one of them None where it stands alone."""
    rows, columns = len(atoms), len(heard)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    step = [[""] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows + 1):
        for j in range(columns + 1):
            if not i and not j:
                continue
            ways: list[tuple[float, str]] = []
            if i and j:
                ways.append((best[i - 1][j - 1] + _match_cost(atoms[i - 1], heard[j - 1]), "both"))
            if i:
                ways.append((best[i - 1][j] + (LOST_DIGIT if atoms[i - 1].digit else 0.0), "atom"))
            if j:
                before = atoms[i - 1] if i else None
                after = atoms[i] if i < rows else None
                cost = _put_in_cost(before, after, heard[j - 1])
                ways.append((best[i][j - 1] + cost, "word"))
            best[i][j], step[i][j] = min(ways)
    return _walked(step, rows, columns)


def _walked(step: list[list[str]], i: int, j: int) -> list[Pair]:
    path: list[Pair] = []
    while i or j:
        kind = step[i][j]
        i, j = i - (kind != "word"), j - (kind != "atom")
        path.append((None if kind == "word" else i, None if kind == "atom" else j))
    return path[::-1]


def mixed(words: Sequence[Word], heard: Sequence[HeardWord]) -> tuple[Mixed, ...]:
    """Put transcript and heard words into one line, in the order in which they were said."""
    atoms = list(_atoms(words))
    path = pairs(atoms, heard)
    if strays := _strays(path, atoms, words, heard):
        atoms = [replace(atom, digit="") if i in strays else atom for i, atom in enumerate(atoms)]
        path = pairs(atoms, heard)
    matched = {i for i, j in path if i is not None and j is not None}
    years = years_in(words, _heard_for(atoms, path, heard))
    written = _mostly_unheard(atoms, matched) | years
    path = [(i, None if i is not None and atoms[i].word in written else j) for i, j in path]
    matched = {i for i in matched if atoms[i].word not in written}
    replaced = {atoms[i].word for i in matched}
    muted = _muted(atoms, matched, words) - years
    line: list[Mixed] = []
    shown: set[int] = set()
    for i, j in path:
        if j is not None:
            line.append(_heard(heard[j], atoms[i] if i is not None else None))
        elif i is not None and atoms[i].word not in replaced | shown:
            shown.add(atoms[i].word)
            line.append(_kept(words, atoms[i].word, muted=atoms[i].word in muted))
    return tuple(_without_mishearings(stretched_last(line), words))


def _heard_for(
    atoms: Sequence[_Atom], path: Sequence[Pair], heard: Sequence[HeardWord]
) -> dict[int, list[str]]:
    """The number words that were heard for each word."""
    found: dict[int, list[str]] = {}
    for i, j in path:
        if i is not None and j is not None:
            found.setdefault(atoms[i].word, []).append(heard[j].text)
    return found


def _mostly_unheard(atoms: Sequence[_Atom], matched: set[int]) -> set[int]:
    """Words written with three digits or more, fewer than half of which were heard: text counts.

    Whisper repeats itself: a word with more digits than any number has does not count.
    """
    digits: dict[int, list[bool]] = {}
    for i, atom in enumerate(atoms):
        if atom.digit:
            digits.setdefault(atom.word, []).append(i in matched)
    return {
        word
        for word, found in digits.items()
        if LEAST_ROW <= len(found) <= LONGEST and 0 < 2 * sum(found) < len(found)
    }


def _without_mishearings(line: Sequence[Mixed], words: Sequence[Word]) -> Iterator[Mixed]:
    """Where both tell of one moment, believe the digits in a row of them, else the words.

    Whisper writes "that" for "six" and "E, C" for "3, 3"; the head hears an "eight" in "at".
    """
    faint = {id(item) for row in rows_of_heard(line) for item in faint_in(row, line)}
    wrong = set(faint)
    rows = rows_of_heard([item for item in line if id(item) not in wrong])
    wrong |= {id(item) for row in rows for item in words_in(row, words)}
    rows = rows_of_heard([item for item in line if id(item) not in wrong])
    digits = [item for row in rows if len(row) >= LEAST_ROW for item in row]
    in_row = {id(item) for item in digits}
    within = {id(item) for row in rows for item in _from_to(row, line)} & faint
    unsaid = {id(item) for row in rows for item in unsaid_within(row, line)}
    missed = {id(one[0]): one[1] for row in rows if (one := missed_in(row, line))}
    for item in line:
        if id(item) in missed:
            yield replace(item, text=missed[id(item)], muted=False)
        elif item.heard is None:
            yield replace(item, muted=item.muted or id(item) in unsaid or is_covered(item, digits))
        elif id(item) in in_row or (item.written and id(item) not in wrong):
            yield item
        elif item.word >= 0:
            yield _kept(words, item.word, muted=id(item) in within or bool(item.written))


def _from_to(row: Sequence[Mixed], line: Sequence[Mixed]) -> Sequence[Mixed]:
    """What stands in a line from the first to the last item of a row."""
    return line[place_of(row[0], line) : place_of(row[-1], line)]


def _strays(
    path: Sequence[Pair], atoms: Sequence[_Atom], words: Sequence[Word], heard: Sequence[HeardWord]
) -> set[int]:
    """Atoms that only look alike: "four" of "two and four" is not a digit said later."""
    word_of = {i: j for i, j in path if i is not None and j is not None}
    return {
        i
        for row in _rows(atoms, words)
        if 2 * sum(i in word_of for i in row) <= len(row)
        for i in row
        if i in word_of and _off(atoms[i], heard[word_of[i]]) > STRAY_S * A_SECOND_OFF
    }


def _muted(atoms: Sequence[_Atom], matched: set[int], words: Sequence[Word]) -> set[int]:
    """Words of digits that were not heard, in a row most of which was, or a number, or a loop."""
    muted: set[int] = set()
    for row in _rows(atoms, words):
        unheard = [i for i in row if i not in matched]
        seconds = atoms[row[-1]].middle_s - atoms[row[0]].middle_s
        loop = len(row) > MOST_A_SECOND * (1 + seconds) or len(unheard) > MOST_UNHEARD
        loop = loop or (
            len(unheard) == len(row) and _take_no_time([words[atoms[i].word] for i in row])
        )
        if loop or 2 * len(unheard) <= len(row) or len(row) - len(unheard) in ENOUGH:
            muted |= {atoms[i].word for i in unheard}
    return muted


def _take_no_time(words: Sequence[Word]) -> bool:
    """Whether most of some words begin and end at once: Whisper found no sound for them."""
    return 2 * sum(word.end_s <= word.start_s for word in words) > len(words)


def _rows(atoms: Sequence[_Atom], words: Sequence[Word]) -> list[list[int]]:
    """Atoms of digits with nothing but fillers between them."""
    rows: list[list[int]] = [[]]
    for i, atom in enumerate(atoms):
        if atom.digit:
            rows[-1].append(i)
        elif words[atom.word].text.strip(" ,.-").lower() not in BETWEEN:
            rows.append([])
    return [row for row in rows if row]


BETWEEN = frozenset(("", "uh", "um", "er", "and", "dash", "oh", "o"))


def _heard(word: HeardWord, of: _Atom | None) -> Mixed:
    item = Mixed(word.text, word.start_s, word.end_s, word.probability, word, -1)
    if of is None:
        return item
    item = replace(item, word=of.word, written=of.digit)
    rarer = word.text not in DIGITS and word.probability < CLEAR
    return replace(item, text=NAMES[int(of.digit)]) if rarer and of.alone else item


def _kept(words: Sequence[Word], index: int, *, muted: bool) -> Mixed:
    word = words[index]
    return Mixed(word.text, word.start_s, word.end_s, word.probability, None, index, muted)
