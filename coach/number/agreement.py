"""Doubtful digits settled: by the other reading of the number, and by what a whole number is.

Each heard digit knows what else it may have been and what that costs (`Doubt`, in nats). A
reading is changed only where the change costs less than what it gains: two readings that agree,
a number of a possible length. Readings that differ clearly stay as they were heard.
"""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from coach.number import dialling
from coach.number.grouping import gaps_between_s, least_pause_s
from coach.number.heard import MOST_DOUBT
from coach.number.lexicon import NAMES
from coach.number.likeness import alike, core
from coach.number.misheard import compared
from coach.number.naming import LEAST_ROW, digit_of
from coach.number.slips import (
    AGAIN,
    DIGIT_OF,
    LONGER,
    MOST_EDITS,
    USUAL,
    WHOLE,
    Edit,
    Heard,
    edges_gone,
    gone_cost,
    slips,
    trimmed,
    two_slips,
)
from coach.telephone import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coach.number.mixed import Mixed
    from coach.number.numberspan import NumberSpan

SUREST = 7.0
"""Nats: of a voice that it never heard, the head takes one digit in a thousand for another, sure
of it as it may be (ours)."""

UNWRITTEN = 1.0
"""Nats that the one digit Whisper did not write, at a number's edge, was none (ours)."""

UNWRITTEN_INSIDE = 2.5
"""Nats that the one digit Whisper did not write was none: it drops one in a dozen (ours)."""

APART, FURTHER = 2.0, 0.5
"""Nats that a first or last digit is likelier none beside a pause that stands out, and a second of
any pause (ours)."""

WRITTEN = 3.0
"""Nats that a digit is likelier where Whisper wrote it, right nine times in ten (ours)."""


def heard_singly(line: Sequence[Mixed], span: NumberSpan) -> Heard | None:
    """The reading with a doubt for each digit; None where some of it was not heard.

    Digits that share a word ("double five") are not doubted: their word is.
    """
    if span.mended or span.withdrawn:
        return None
    items: list[int] = []
    doubts: list[Doubt] = []
    for piece in span.pieces:
        found = _doubt(line[piece.word])
        if found is None or piece.part[2] > 1:
            return None
        single = len(piece.digits) == 1 and piece.word_end == piece.word + 1
        items += [piece.word] * len(piece.digits)
        doubts += [found if single else CERTAIN] * len(piece.digits)
    doubts = _with_edges_apart([line[item] for item in items], doubts)
    return Heard(span, tuple(items), _with_unwritten(line, items, doubts))


def _with_edges_apart(items: Sequence[Mixed], doubts: list[Doubt]) -> list[Doubt]:
    """Doubt a first or last digit by how far it stands apart: a word beside a number does."""
    gaps_s = gaps_between_s(items)
    if len(gaps_s) < LEAST_ROW:
        return doubts
    least_s = least_pause_s(median(gaps_s))
    for gap_s, place in ((gaps_s[0], 0), (gaps_s[-1], -1)):
        likelier = APART * (gap_s >= least_s) + min(FURTHER, FURTHER * gap_s)
        doubts[place] = replace(doubts[place], gone=max(0.0, doubts[place].gone - likelier))
    return doubts


def _with_unwritten(
    line: Sequence[Mixed], items: Sequence[int], doubts: Sequence[Doubt]
) -> tuple[Doubt, ...]:
    """Doubt what alone was not written: first or last digits ("one" of "once more"), or one."""
    written = [bool(line[item].written) for item in items]
    if written.count(False) == 1 and all(written[:: len(written) - 1]):
        k = written.index(False)
        rarer = replace(doubts[k], gone=max(0.0, doubts[k].gone - UNWRITTEN_INSIDE))
        return (*doubts[:k], rarer, *doubts[k + 1 :])
    before, after = _unwritten_edges(written)
    if sum(written) != len(items) - before - after or max(before, after) > MOST_EDITS:
        return tuple(doubts)
    edges = {*range(before), *range(len(items) - after, len(items))}
    return tuple(
        replace(doubt, gone=min(doubt.gone, UNWRITTEN)) if k in edges else doubt
        for k, doubt in enumerate(doubts)
    )


def _unwritten_edges(written: Sequence[bool]) -> tuple[int, int]:
    """How many digits at the start, and at the end, were not written; none where all were not."""
    if not any(written):
        return 0, 0
    return written.index(True), written[::-1].index(True)


CERTAIN = Doubt((), MOST_DOUBT, MOST_DOUBT)


def _doubt(item: Mixed) -> Doubt | None:
    """A heard digit's doubts; where Whisper wrote another digit, that one is likelier."""
    doubt = item.heard.doubt if item.heard else None
    if doubt is None or not item.written.isdigit() or item.written == digit_of(item.text):
        return doubt
    costs = [cost for word, cost in doubt.others if DIGIT_OF.get(word) == item.written]
    cost = max(0.0, min([SUREST, *costs]) - WRITTEN)
    rest = tuple(one for one in doubt.others if DIGIT_OF.get(one[0]) != item.written)
    return replace(doubt, others=(*rest, (NAMES[int(item.written)], round(cost, 2))))


def edits_to(digits: str, doubts: Sequence[Doubt], target: str) -> tuple[float, tuple[Edit, ...]]:
    """The least costly way to have misheard `target` as `digits`: nats, and the changes."""
    rows, columns = len(digits), len(target)
    endless = float("inf")
    best: list[list[tuple[float, tuple[Edit, ...]]]] = [
        [(endless, ())] * (columns + 1) for _ in range(rows + 1)
    ]
    best[0][0] = (0.0, ())
    for i in range(rows + 1):
        for j in range(columns + 1):
            cost, path = best[i][j]
            if cost == endless:
                continue
            for down, right, more, edit in _steps(digits[i:], doubts[i:], i, target[j:]):
                way = (cost + more, (*path, edit) if edit else path)
                if len(way[1]) <= MOST_EDITS and way[0] < best[i + down][j + right][0]:
                    best[i + down][j + right] = way
    return best[rows][columns]


def _steps(
    digits: str, doubts: Sequence[Doubt], place: int, target: str
) -> Iterator[tuple[int, int, float, Edit | None]]:
    """What the next digit may have been: digits and targets used up, cost, change."""
    if not digits:
        return
    digit, doubt = digits[0], doubts[0]
    yield 1, 0, gone_cost(doubt, at_edge=place == 0 or len(digits) == 1), Edit("gone", place)
    if target.startswith(digit):
        yield 1, 1, 0.0, None
        if target.startswith(digit * 2):
            yield 1, 2, doubt.twice, Edit("twice", place)
        return
    for word, cost in doubt.others:
        if target and DIGIT_OF.get(word) == target[0]:
            yield 1, 1, cost, Edit("other", place, word)


def settled(
    line: Sequence[Mixed], readings: Sequence[Heard], region: str
) -> tuple[Mixed, ...] | None:
    """The line with its doubtful digits settled; None where nothing is to be changed."""
    changes: dict[int, Edit] = {}
    for group in _groups([compared(line, one, readings) for one in readings]):
        for reading, edits in _best(group, region):
            changes.update({reading.items[edit.place]: edit for edit in edits})
    if not changes:
        return None
    return tuple(item for k, one in enumerate(line) for item in _changed(one, changes.get(k)))


def _groups(readings: Sequence[Heard]) -> list[list[Heard]]:
    """Readings that may be of one number: near in their digits, the same person's."""
    groups: list[list[Heard]] = []
    for reading in readings:
        for group in groups:
            first = group[0]
            if first.span.whose == reading.span.whose and _near(first.digits, reading.digits):
                group.append(reading)
                break
        else:
            groups.append([reading])
    return groups


def _near(one: str, other: str) -> bool:
    from rapidfuzz.distance import Levenshtein

    return alike(one, other) or Levenshtein.distance(core(one), core(other)) <= MOST_EDITS


Choice = list[tuple[Heard, tuple[Edit, ...]]]


def _best(group: Sequence[Heard], region: str) -> Choice:
    """What the readings of a group are likeliest to have been."""
    each = [_alone(reading, region) for reading in group]
    best = sum(score for score, _ in each) + AGAIN * _broken_off(group)
    choice: Choice = [(reading, edits) for reading, (_, edits) in zip(group, each, strict=True)]
    if len(group) == 1:
        return choice
    for target in _targets(group, region):
        ways = [edits_to(reading.digits, reading.doubts, target) for reading in group]
        worth = _worth(target, group, region) * len(group)
        score = worth + AGAIN * (len(group) - 1) - sum(cost for cost, _ in ways)
        if score > best:
            best = score
            choice = [(one, edits) for one, (_, edits) in zip(group, ways, strict=True)]
    same = len({reading.digits for reading in group}) == 1
    return [] if same and not any(edits for _, edits in choice) else choice


def _broken_off(group: Sequence[Heard]) -> int:
    """How many readings are but the beginning of another that is whole."""
    whole = [reading.digits for reading in group if reading.span.complete]
    broken = [reading.digits for reading in group if not reading.span.complete]
    return sum(any(digits.startswith(part) for digits in whole) for part in broken)


def _targets(group: Sequence[Heard], region: str) -> list[str]:
    """What all may have said: what any of them says, as heard or with one doubt resolved.

    Where one of them is whole, no part of a number.
    """
    found = dict.fromkeys(reading.digits for reading in group)
    for reading in group:
        found |= dict.fromkeys(digits for _, digits, _ in slips(reading))
    if not any(reading.span.complete for reading in group):
        return list(found)
    return [digits for digits in found if _worth(digits, group, region) > 0]


def _alone(reading: Heard, region: str) -> tuple[float, tuple[Edit, ...]]:
    """A reading by itself: as heard, or with the slip or two that make it a usual number."""
    as_heard = _worth(reading.digits, [reading], region)
    if as_heard == WHOLE:
        return as_heard, ()
    one = list(slips(reading))
    several = (*edges_gone(reading), *trimmed(reading), *two_slips(reading, one))
    ways = [
        (_worth(digits, [reading], region) - cost, edits)
        for cost, digits, edits in (*one, *several)
    ]
    return max([(as_heard, ()), *ways], key=lambda way: way[0])


def _worth(digits: str, group: Sequence[Heard], region: str) -> float:
    """What is to be said for a reading by its length and build alone [nats]."""
    codes = (reading.span.country_digits for reading in group)
    plus = any(code is not None and digits.startswith(code) for code in codes)
    if not dialling.is_complete(digits, region, plus):
        return -LONGER if dialling.is_too_long(digits, region) else 0.0
    return WHOLE if plus or dialling.is_usual(digits, region) else WHOLE - USUAL


def _changed(item: Mixed, edit: Edit | None) -> tuple[Mixed, ...]:
    """The items that stand for one after a change; what was put in has no time of its own."""
    if edit is None or item.heard is None:
        return (item,)
    if edit.kind == "gone":
        return ()
    if edit.kind == "other":
        return (replace(item, text=edit.word),)
    middle_s = round((item.start_s + item.end_s) / 2, 3)
    return (
        replace(item, end_s=middle_s, guessed=True),
        replace(item, start_s=middle_s, guessed=True),
    )
