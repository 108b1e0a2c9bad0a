"""Messages split into clauses, each of which says one thing; sentence marks help, but need not be.

Whisper leaves them out in run-ons and reps leave them out in drafts, so a clause also ends where
the next words plainly start another: a conjunction or comma before a subject, or one of the turns
that voicemails are made of ("my number is", "I wanted to", "give me a call"). The rules are ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.cues import openings
from coach.cues.tokens import Token, tokens
from coach.records import written
from coach.said import Clause

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.records import Word

FEWEST_WORDS, MOST_WORDS = 3, 25
"""Nothing shorter is split off, nothing longer is left whole (ours)."""

Run = list[Token]


def clauses_written(text: str) -> tuple[Clause, ...]:
    """Split a draft; its clauses have no times."""
    return tuple(
        Clause(text[run[0].start_char : run[-1].end_char], run[0].start_char, run[-1].end_char)
        for run in _runs(text)
    )


def clauses_heard(words: Sequence[Word]) -> tuple[Clause, ...]:
    """Split a transcript's words; characters count in `coach.records.written(words)`."""
    text = written(words)
    word_at = _word_at(text, words)
    return tuple(
        Clause(
            text[run[0].start_char : run[-1].end_char],
            run[0].start_char,
            run[-1].end_char,
            words[word_at[run[0].start_char]].start_s,
            words[word_at[run[-1].end_char - 1]].end_s,
        )
        for run in _runs(text)
    )


def _word_at(text: str, words: Iterable[Word]) -> dict[int, int]:
    """The word that each character which is no space belongs to: `written` drops only spaces."""
    owners = (index for index, word in enumerate(words) for c in word.text if not c.isspace())
    return {place: next(owners) for place, c in enumerate(text) if not c.isspace()}


def _runs(text: str) -> list[Run]:
    sentences = _sentences(tokens(text), text)
    runs = [
        _trimmed(part) for run in sentences for clause in _parts(run) for part in _short(clause)
    ]
    return [run for run in runs if run]


def _sentences(found: Sequence[Token], text: str) -> list[Run]:
    """Runs up to a sentence mark, a dash that stands alone, or a new line that starts afresh."""
    runs: list[Run] = []
    for index, token in enumerate(found):
        starts = index == 0 or _is_apart(found[index - 1], token, text)
        if starts and (not runs or any(c.isalpha() for c in token.text) or not token.bare):
            runs.append([])  # bare figures after a stop go on with a number that was begun
        runs[-1].append(token)
    return runs


def _is_apart(before: Token, token: Token, text: str) -> bool:
    if before.ends_sentence or not (before.bare and token.bare):
        return True
    if before.is_hour:
        return token.text[:1].isupper() and openings.opens([token.bare], 0)
    lines = text[before.end_char : token.start_char].count("\n")
    return lines > 1 or (lines == 1 and token.text[:1].isupper())


def _trimmed(run: Run) -> Run:
    """Without punctuation that stands alone at either end; empty where nothing else is there."""
    said = [index for index, token in enumerate(run) if token.bare]
    return run[said[0] : said[-1] + 1] if said else []


def _parts(run: Run) -> list[Run]:
    """A sentence cut before every turn that starts something new."""
    bare = [token.bare for token in run]
    cuts = [0]
    for index in range(FEWEST_WORDS, len(run) - FEWEST_WORDS + 1):
        done = bare[cuts[-1] : index]
        if len(done) >= FEWEST_WORDS and _starts(run, bare, index, len(done)):
            cuts += [index] if openings.stands_alone(done, bare[index]) else []
    return [run[start:end] for start, end in zip(cuts, [*cuts[1:], len(run)], strict=True)]


def _starts(run: Run, bare: list[str], index: int, done: int) -> bool:
    if not openings.has_verb(bare[index:]):
        return False
    if run[index - 1].has_comma:
        return openings.opens_after_comma(bare, index)
    late = done >= openings.LONG_RUN and openings.opens_late(bare, index)
    return late or openings.opens(bare, index)


def _short(run: Run) -> list[Run]:
    """Cut in two, again and again, what is longer than a clause should be."""
    if len(run) <= MOST_WORDS:
        return [run]
    places = range(FEWEST_WORDS, len(run) - FEWEST_WORDS + 1)
    cut = max(places, key=lambda index: _seam(run, index))
    return [*_short(run[:cut]), *_short(run[cut:])]


def _seam(run: Run, index: int) -> tuple[int, int]:
    """How well a long run comes apart here: at a comma, a turn, a joining word, or the middle."""
    bare = [token.bare for token in run]
    turns = 2 * openings.is_turn(bare, index)
    joins = openings.JOINING.get(bare[index], 0)
    return max(3 * run[index - 1].has_comma, turns, joins), -abs(2 * index - len(run))
