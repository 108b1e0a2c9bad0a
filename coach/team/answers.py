"""What came of the messages: answered or not, with and without each habit, and by segment."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.team.intervals import (
    LEAST_ANSWERED,
    LEAST_COMPARED,
    Difference,
    Rate,
    holm,
    newcombe,
    wilson,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.kept import Kept
    from coach.playbook import Row
    from coach.team.rows import Team

ANSWERS = frozenset(("called_back", "replied", "meeting"))
NO_ANSWER = "nothing"


@dataclass(frozen=True, slots=True)
class Effect:
    """Answers to messages with a habit (the row passed) and without; `stands` by Holm's method."""

    row: Row
    having: Rate
    lacking: Rate
    difference: Difference
    stands: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """Answers of one segment; `rate` is None below the minimum n."""

    name: str
    n: int
    rate: Rate | None


@dataclass(frozen=True, slots=True)
class Answers:
    """What came of the messages whose outcome is known.

    `why_silent` says what is missing where nothing may be compared; then `effects` is empty.
    """

    known: int
    rate: Rate | None
    kinds: tuple[tuple[str, int], ...]
    effects: tuple[Effect, ...]
    too_few: int
    segments: tuple[Segment, ...]
    why_silent: str


def answered(kept: Kept) -> bool | None:
    """Whether a message was answered: called back, replied or met; None where nobody said."""
    outcome = kept.recording.outcome
    if outcome in ANSWERS:
        return True
    return False if outcome == NO_ANSWER else None


def answers(team: Team) -> Answers:
    """Compare answers; silent below `LEAST_ANSWERED` of each outcome, and below the minimum n."""
    known = [one for one in team.kept if answered(one) is not None]
    won = sum(answered(one) is True for one in known)
    missing = _missing(won, len(known) - won)
    compared, too_few = ([], 0) if missing else _effects(team)
    stands = holm([difference.p for *_, difference in compared])
    effects = tuple(
        Effect(row, having, lacking, difference, sure)
        for (row, having, lacking, difference), sure in zip(compared, stands, strict=True)
    )
    return Answers(
        known=len(known),
        rate=None if missing else wilson(won, len(known)),
        kinds=_kinds(known),
        effects=tuple(sorted(effects, key=lambda e: -e.difference.value)),
        too_few=too_few,
        segments=() if missing else _segments(known),
        why_silent=missing,
    )


def _missing(won: int, lost: int) -> str:
    if won >= LEAST_ANSWERED and lost >= LEAST_ANSWERED:
        return ""
    return (
        f"It takes at least {LEAST_ANSWERED} answered and {LEAST_ANSWERED} unanswered messages "
        f"before anything is compared; {won} and {lost} are known."
    )


def _kinds(known: Iterable[Kept]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = defaultdict(int)
    for one in known:
        counts[one.recording.outcome or ""] += 1
    return tuple(sorted(counts.items()))


def _effects(team: Team) -> tuple[list[tuple[Row, Rate, Rate, Difference]], int]:
    """Rows with enough messages on both sides, and how many rows have too few."""
    compared, too_few = [], 0
    for figures in team.rows:
        if figures.row.weight <= 0:
            continue
        sides: dict[bool, list[bool]] = {True: [], False: []}
        for one in figures.judged:
            came = answered(one.kept)
            if came is not None:
                sides[one.passed].append(came)
        if min(len(side) for side in sides.values()) < LEAST_COMPARED:
            too_few += 1
            continue
        having, lacking = (wilson(sum(sides[key]), len(sides[key])) for key in (True, False))
        compared.append((figures.row, having, lacking, newcombe(having, lacking)))
    return compared, too_few


def _segments(known: Sequence[Kept]) -> tuple[Segment, ...]:
    groups: dict[str, list[bool]] = defaultdict(list)
    for one in known:
        if one.recording.segment:
            groups[one.recording.segment].append(answered(one) is True)
    ordered = sorted(groups.items(), key=lambda item: item[0].casefold())
    return tuple(_segment(name, came) for name, came in ordered)


def _segment(name: str, came: Sequence[bool]) -> Segment:
    rate = wilson(sum(came), len(came)) if len(came) >= LEAST_COMPARED else None
    return Segment(name, len(came), rate)
