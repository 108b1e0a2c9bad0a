"""Faint digits: heard where nobody said one, in a row that Whisper mostly wrote.

Of digits hardly heard at a row's edge that Whisper did not write, five in six are bits of other
words, and of those inside three in four; the faintest inside are mostly real, said quickly.
"""

from __future__ import annotations

from itertools import chain, pairwise, product, takewhile
from statistics import median
from typing import TYPE_CHECKING

from coach.number.grouping import gaps_between_s, least_pause_s
from coach.number.lexicon import EXTENSIONS
from coach.number.likeness import alike
from coach.number.naming import DIGITS, digit_of, number_words
from coach.number.rows import WHOLE, digit_count, said_singly

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coach.number.mixed import Mixed

EDGE_NATS, INSIDE_NATS = 12.0, 7.0
"""A digit that costs less to have been none is faint (ours: of 10,600 digits by seven people)."""

WRITTEN_EDGE_NATS, WRITTEN_INSIDE_NATS = 5.0, 6.0
"""What it costs more where Whisper wrote the same digit (the same digits)."""

FAINTEST_NATS = 2.0
EDGE_ODDS, INSIDE_ODDS, FAINTEST_ODDS = 1.5, 1.0, -1.6
"""Nats that a faint digit is likelier none, by where it stands (the same digits)."""

CLEARER_NATS, CLEARER_ODDS = 10.0, 0.5
"""And one at an edge that is less faint."""

ALONE_ODDS, APART_ODDS = -1.5, -4.5
"""And a clear one at an edge that alone was not written, or some apart from the others (ours)."""

APART = (2, 3)
"""How many digits apart may be other words than the number; one is settled later (ours)."""

WHOLE_NATS, TWO_NATS, UNUSUAL_NATS = 5.0, 3.0, 2.0
"""Nats that a row as long as a number, or two, is likelier than another; less with a 0 or 1 in
front, as no North American number has it (ours)."""

RARER_NATS = 3.0
"""Nats that "hundred" or "twelve" is likelier none where Whisper did not write it (ours)."""

LONGEST = 11
"""Digits of a North American number; longer ones are seldom said (ours)."""

MOST_EDGE, MOST_INSIDE = 8, 5
"""Faint digits at an edge, and inside a row, that are weighed against one another."""

Places = tuple[int, ...]
Groups = dict[Places, float]
"""Places in a row, and what speaks for it that the digits there were none."""


def faint_in(row: Sequence[Mixed], line: Sequence[Mixed]) -> Iterator[Mixed]:
    """The digits of a row of a line that were none, as far as can be told."""
    clear = [item for item in row if _cost(item, WRITTEN_EDGE_NATS) >= EDGE_NATS]
    if not said_singly(row) or 2 * sum(bool(item.written) for item in clear) < len(clear):
        return
    best, gone = _worth(row, ()), Places()
    for picked in product(*_choices(row, line)):
        some = tuple(chain.from_iterable(places for places, _ in picked))
        worth = _worth(row, some) + sum(odds for _, odds in picked)
        if worth > best:
            best, gone = worth, some
    yield from (row[place] for place in sorted(gone))


def _choices(row: Sequence[Mixed], line: Sequence[Mixed]) -> list[list[tuple[Places, float]]]:
    """What may have been none at the row's start, at its end, and at each faint place inside."""
    places = range(len(row))
    faint = [_cost(item, WRITTEN_EDGE_NATS) < EDGE_NATS for item in row]
    sides = (places[:MOST_EDGE], places[::-1][:MOST_EDGE])
    edges = [tuple(takewhile(faint.__getitem__, side)) for side in sides]
    apart, inside = _apart(row, line), _inside(row, set(chain(*edges)))
    choices = []
    for edge, end in zip(edges, (0, len(row) - 1), strict=True):
        groups = {
            group: odds + EDGE_ODDS * len({*group} & {*edge})
            for group, odds in apart.items()
            if end in group
        }
        groups |= _alone(row, end)
        groups |= {
            edge[:k]: sum(_edge_odds(row[i]) for i in edge[:k]) for k in range(1, len(edge) + 1)
        }
        choices.append([((), 0.0), *groups.items()])
    return [*choices, *([((), 0.0), one] for one in inside)]


def _edge_odds(item: Mixed) -> float:
    return EDGE_ODDS if _cost(item, WRITTEN_EDGE_NATS) < CLEARER_NATS else CLEARER_ODDS


def _alone(row: Sequence[Mixed], end: int) -> Groups:
    """A first or last digit that alone was not written."""
    unwritten = [k for k, item in enumerate(row) if item.written != digit_of(item.text)]
    return {(end,): ALONE_ODDS} if unwritten == [end] else {}


def _inside(row: Sequence[Mixed], edges: set[int]) -> list[tuple[Places, float]]:
    """The faintest digits inside a row."""
    costs = {k: _cost(item, WRITTEN_INSIDE_NATS) for k, item in enumerate(row) if k not in edges}
    faint = sorted((cost, k) for k, cost in costs.items() if cost < INSIDE_NATS)
    return [
        ((k,), INSIDE_ODDS if cost >= FAINTEST_NATS else FAINTEST_ODDS)
        for cost, k in faint[:MOST_INSIDE]
    ]


def _apart(row: Sequence[Mixed], line: Sequence[Mixed]) -> Groups:
    """Two or three first or last digits beside a pause that stands out, of too many.

    Not those of an extension: "extension 44, 212 ..." or "... 0143, extension 44".
    """
    if digit_count(row) <= LONGEST:
        return {}
    gaps_s = gaps_between_s(row)
    least_s = least_pause_s(median(gaps_s))
    words = _words_before(row, line)
    places = tuple(range(len(row)))
    ends = [] if words[0] in EXTENSIONS else [places[:k] for k in APART]
    groups = [*ends, *(places[-k:] for k in APART)]
    borders = [max(group) + 1 if group[0] == 0 else group[0] for group in groups]
    return {
        group: APART_ODDS
        for group, k in zip(groups, borders, strict=True)
        if gaps_s[k - 1] >= least_s and words[k] not in EXTENSIONS
    }


def _words_before(row: Sequence[Mixed], line: Sequence[Mixed]) -> list[str]:
    """The word before each digit of a row, bare; nothing where a number word stands there."""
    before = {id(item): other.text for other, item in pairwise(line)}
    texts = (before.get(id(item), "") for item in row)
    return ["" if number_words(text) else text.strip(" ,.").lower() for text in texts]


def _cost(item: Mixed, written_nats: float) -> float:
    """What it costs that a digit was none; more where Whisper wrote it, less for rarer words."""
    doubt = item.heard.doubt if item.heard else None
    if doubt is None:
        return float("inf")
    if item.written == digit_of(item.text):
        return doubt.gone + written_nats
    return doubt.gone - RARER_NATS * (item.text not in DIGITS)


def _worth(row: Sequence[Mixed], gone: Places) -> float:
    """What is to be said for what is left by its length."""
    left = [item for k, item in enumerate(row) if k not in gone]
    count = digit_count(left)
    if count not in WHOLE or (count == LONGEST and left[0].text != "one"):
        return 0.0
    digits = "".join(digit_of(item.text) for item in left)
    if count > LONGEST:
        half = count // 2
        return TWO_NATS if alike(digits[:half], digits[half:]) else 0.0
    return WHOLE_NATS - UNUSUAL_NATS * (count < LONGEST and digits[:1] in ("0", "1"))
