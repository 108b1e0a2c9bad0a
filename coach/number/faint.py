"""Faint digits: heard but hardly, where Whisper wrote none, in a row that it mostly wrote.

Of such digits at a row's edge five in six are bits of other words, and of those inside three in
four; the faintest inside are mostly real, said quickly.
"""

from __future__ import annotations

from itertools import chain, takewhile
from typing import TYPE_CHECKING

from coach.number.rows import WHOLE, digit_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coach.number.mixed import Mixed

EDGE_NATS, INSIDE_NATS = 10.0, 7.0
"""A digit that costs less to have been none is faint (ours: of 10,600 digits by seven people)."""

FAINTEST_NATS = 2.0
HARDLY_NATS = 1.0
EDGE_ODDS, INSIDE_ODDS, FAINTEST_ODDS, ALONE_ODDS = 1.5, 1.0, -1.6, -1.5
"""Nats that a faint digit is likelier none, by where it stands (the same digits)."""

WHOLE_NATS, TWO_NATS = 5.0, 3.0
"""Nats that a row as long as a number, or two, is likelier than another (ours)."""

MOST = 8
"""Groups of faint digits of a row that are weighed against one another."""


def faint_in(row: Sequence[Mixed]) -> Iterator[Mixed]:
    """The digits of a row that were none, as far as can be told."""
    clear = [item for item in row if _cost(item) >= EDGE_NATS]
    if 2 * sum(bool(item.written) for item in clear) < len(clear):
        return
    odds = _odds(row)
    groups = sorted(odds, key=odds.__getitem__)[-MOST:]
    best, gone = _worth(row, frozenset()), frozenset[int]()
    for mask in range(1, 1 << len(groups)):
        picked = [group for k, group in enumerate(groups) if mask >> k & 1]
        some = frozenset(chain(*picked))
        worth = _worth(row, some) + sum(odds[group] for group in picked)
        if worth > best:
            best, gone = worth, some
    yield from (row[place] for place in sorted(gone))


def _odds(row: Sequence[Mixed]) -> dict[tuple[int, ...], float]:
    """By places in the row, what speaks for it that faint digits were none; an edge as a whole."""
    places = range(len(row))
    faint = [_cost(item) < EDGE_NATS for item in row]
    edges = [tuple(takewhile(faint.__getitem__, side)) for side in (places, places[::-1])]
    unwritten = tuple(k for k in places if not row[k].written)
    odds = {edge: EDGE_ODDS * len(edge) for edge in edges if edge}
    if unwritten in ((0,), (len(row) - 1,)) and unwritten not in odds:
        odds[unwritten] = ALONE_ODDS
    for k in set(places) - set(chain(*edges)):
        if (cost := _cost(row[k])) < INSIDE_NATS:
            odds[(k,)] = INSIDE_ODDS if cost >= FAINTEST_NATS else FAINTEST_ODDS
    return odds


def _cost(item: Mixed) -> float:
    """What it costs that a digit was none; endless where Whisper wrote it, unless it hardly was."""
    doubt = item.heard.doubt if item.heard else None
    if doubt is None or (item.written and doubt.gone >= HARDLY_NATS):
        return float("inf")
    return doubt.gone


def _worth(row: Sequence[Mixed], gone: frozenset[int]) -> float:
    left = [item for k, item in enumerate(row) if k not in gone]
    count = digit_count(left)
    if count not in WHOLE or (count == 11 and left[0].text != "one"):
        return 0.0
    return WHOLE_NATS if count <= 11 else TWO_NATS
