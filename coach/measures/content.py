"""What every row on content rests on: cue hits with their evidence, and levels."""

from __future__ import annotations

import functools
import re
from datetime import date
from typing import TYPE_CHECKING

from coach.measures.catalogue import CannotMeasureError, Subject, measure
from coach.records import Evidence
from coach.said import UNSURE, Said
from coach.when import moments

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from coach.measures.catalogue import Measure
    from coach.said import Clause
    from coach.when import Moment

    Level = tuple[float, tuple[Evidence, ...]]

SEVEN_WAYS = "7 Ways to Get a Prospect to Return Your Phone Call"
NINE_REASONS = "9 Reasons Why Your Prospect Isn't Responding"
FIVE_REASONS = "5 Reasons Your Sales Prospect Won't Return Your Call (Rhys Metler)"
GO_DARK = "Why won't they return your calls? (Patrick McClure)"
FOUR_WAYS = "Why Prospects Aren't Returning Your Calls and 4 Ways To Change That (Don F Perkins)"

GOOD, HALFWAY, BAD = 2.0, 1.0, 0.0
"""Levels: what the rubric passes, watches and misses; playbooks set their targets on them."""

MOST_EVIDENCE = 4
NOT_CONTACTED = frozenset(("", "-", "0", "no", "n", "none", "false", "never", "not yet"))
MEANS_THE_LAST = re.compile(r"(?:and |so |um |uh )*(?:they|he|she|their|his|her|theirs)\b", re.I)


def level(
    measure_id: str, *, label: str, source: str, compares: bool = False
) -> Callable[[Callable[[Subject], Level]], Measure]:
    """Put a row on content on the shelf; it is asked only where clauses were looked at."""

    def put(function: Callable[[Subject], Level]) -> Measure:
        @functools.wraps(function)
        def asked(subject: Subject) -> Level:
            refuse_without_clauses(subject)
            return function(subject)

        put_on = measure(
            measure_id, label=label, unit="level", digits=0, source=source, compares=compares
        )
        return put_on(asked)

    return put


def refuse_without_clauses(subject: Subject) -> None:
    """Raise CannotMeasureError where no clause was looked at."""
    if not subject.clauses:
        raise CannotMeasureError("No words were heard that could be read for what they say.")


def sure(subject: Subject, *cues: str) -> list[Said]:
    """Hits of any of the cues that count, in the order they are said."""
    return [one for one in _hits(subject, cues) if one.is_sure]


def sure_beyond(subject: Subject, cues: Iterable[str], others: Iterable[str]) -> list[Said]:
    """Hits of any of the cues that count, in clauses that do none of the others."""
    elsewhere = {hit.clause for hit in sure(subject, *others)}
    return [hit for hit in sure(subject, *cues) if hit.clause not in elsewhere]


def perhaps(subject: Subject, *cues: str) -> list[Said]:
    """Hits of any of the cues that may count or not."""
    return [one for one in _hits(subject, cues) if not one.is_sure]


def _hits(subject: Subject, cues: Iterable[str]) -> list[Said]:
    wanted = frozenset(cues)
    found = [one for one in subject.said if one.cue in wanted and one.confidence >= UNSURE]
    return sorted(found, key=lambda one: (one.clause.start_char, one.cue))


def shown(hits: Iterable[Said | Clause]) -> tuple[Evidence, ...]:
    """The clauses of some hits as evidence, each once: seconds, or characters in a draft."""
    clauses = dict.fromkeys(one.clause if isinstance(one, Said) else one for one in hits)
    return tuple(_evidence(clause) for clause in clauses)[:MOST_EVIDENCE]


def _evidence(clause: Clause) -> Evidence:
    if clause.start_s is None:
        return Evidence(None, None, clause.text, clause.start_char, clause.end_char)
    return Evidence(clause.start_s, clause.end_s, clause.text)


def of_two(one: tuple[list[Said], list[Said]], other: tuple[list[Said], list[Said]]) -> Level:
    """The level of two things that belong together, each as its sure and its unsure hits."""
    if one[0] and other[0]:
        return GOOD, shown([one[0][0], other[0][0]])
    said = one[0] or other[0] or one[1] or other[1]
    return (HALFWAY if said else BAD), shown(said)


def times_in(subject: Subject, hit: Said | Clause) -> tuple[Moment, ...]:
    """The times said in a clause, or right at the start of the next where it has none."""
    at = subject.recording.recorded_at
    clause = hit.clause if isinstance(hit, Said) else hit
    found = moments(clause.text, at)
    if found:
        return found
    behind = following(subject, clause)
    if behind is None:
        return ()
    return tuple(one for one in moments(behind.text, at)[:1] if one.start_char <= 4)


def following(subject: Subject, clause: Clause) -> Clause | None:
    """The clause that follows; None behind the last."""
    return next((one for one in subject.clauses if one.start_char >= clause.end_char), None)


def place(subject: Subject, clause: Clause) -> int:
    """Which clause of the message this is, from 0."""
    return next(i for i, one in enumerate(subject.clauses) if one.start_char == clause.start_char)


def apart(subject: Subject, hits: Sequence[Said]) -> list[Said]:
    """Hits without those that go on with the clause before."""
    places = {place(subject, hit.clause) for hit in hits}
    return [hit for hit in hits if place(subject, hit.clause) - 1 not in places]


def with_whom(subject: Subject, clause: Clause) -> str:
    """A clause, after the one before where it begins with "they" or the like: who is meant."""
    before = place(subject, clause) - 1
    if before < 0 or not MEANS_THE_LAST.match(clause.text):
        return clause.text
    return f"{subject.clauses[before].text} {clause.text}"


def contacted(subject: Subject) -> bool:
    """Whether the roster names a first contact before this message."""
    said = (subject.recording.first_contact or "").strip().casefold()
    if said in NOT_CONTACTED:
        return False
    at = subject.recording.recorded_at
    try:
        return at is None or date.fromisoformat(said[:10]) < at.date()
    except ValueError:
        return True
