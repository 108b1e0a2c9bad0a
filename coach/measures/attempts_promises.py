"""Promises to call again: what was promised, and whether the next attempt came then."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal

from coach.measures.catalogue import CannotMeasureError, Subject, measure
from coach.measures.content import BAD, FIVE_REASONS, GO_DARK, GOOD, HALFWAY
from coach.measures.sameness import refuse_first
from coach.when import moments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.records import Earlier
    from coach.said import Clause
    from coach.when import Moment

State = Literal["pending", "kept", "early", "late", "other day", "missed"]

TOLERANCE = timedelta(minutes=30)
"""How far from a promised hour a call still keeps the promise (ours)."""
PROMISES = frozenset(("will_call", "will_call_dated"))
LEVELS: dict[str, float] = {"kept": GOOD, "early": HALFWAY, "late": HALFWAY}
"""Early and late are on the promised day, at another hour."""
NEXT_CLAUSE_START = 4
"""A time belongs to the clause before only if it starts the next one within so many characters."""
SOURCE = f"{FIVE_REASONS}; {GO_DARK}"


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise to call again, as it was made in one message.

    `start` and `end` are real times, `end` exclusive for days and equal to `start` for an hour;
    one is None where that side is open ("by Friday", "after two"). `clause` says it, `said` are
    the words for the time. `state` is what became of it, `kept_by` the attempt that came next.
    """

    attempt: int
    clause: Clause
    said: str
    start: datetime | None
    end: datetime | None
    state: State = "pending"
    kept_by: int | None = None

    @property
    def due(self) -> datetime:
        """When it will have been broken if nobody called, tolerance left out."""
        at = self.end or _midnight_after(self.start)
        return at or datetime.max.replace(tzinfo=UTC)

    @property
    def tolerance(self) -> timedelta:
        """How far from it a call still keeps it: none for whole days."""
        ends = [one for one in (self.start, self.end) if one]
        whole_days = all(one.time() == time() for one in ends)
        return timedelta() if whole_days else TOLERANCE


def promises(messages: Sequence[Earlier], now: datetime | None = None) -> tuple[Promise, ...]:
    """Every promise in the messages to one prospect, oldest first, with what became of it.

    A promise is judged by the next message. That of the last one is pending until `now` is past
    its time, then missed; without `now` it stays pending.
    """
    found = []
    for place, one in enumerate(messages):
        promised = promised_in(one)
        if not promised:
            continue
        after = messages[place + 1] if place + 1 < len(messages) else None
        found.append(_settled(promised, after, now))
    return tuple(found)


def promised_in(message: Earlier) -> tuple[Promise, ...]:
    """The times to call again that one message promises; none where none can be dated."""
    if message.recorded_at is None:
        return ()
    hits = [one for one in message.said if one.cue in PROMISES and one.is_sure]
    clauses = dict.fromkeys(hit.clause for hit in sorted(hits, key=lambda h: h.clause.start_char))
    return tuple(
        Promise(message.attempt, clause, moment.text, moment.start, moment.end)
        for clause in clauses
        for moment in _moments(message, clause)
        if moment.start or moment.end
    )


def _moments(message: Earlier, clause: Clause) -> tuple[Moment, ...]:
    """The times in a clause, or right at the start of the next where it has none."""
    at = message.recorded_at
    if at and at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    if found := moments(clause.text, at):
        return found
    following = next((c for c in message.clauses if c.start_char >= clause.end_char), None)
    first = moments(following.text, at)[:1] if following else ()
    return tuple(one for one in first if one.start_char <= NEXT_CLAUSE_START)


def _settled(promised: Sequence[Promise], after: Earlier | None, now: datetime | None) -> Promise:
    """The promise that was kept best, of several times in one message."""
    if after is None:
        last = max(promised, key=lambda one: one.due)
        over = now is not None and _aware(now) > last.due + last.tolerance
        return _with(last, "missed" if over else "pending", None)
    if after.recorded_at is None:
        return promised[0]
    judged = [_with(one, state(one, after.recorded_at), after.attempt) for one in promised]
    return max(judged, key=lambda one: LEVELS.get(one.state, BAD))


def _with(promise: Promise, what: State, by: int | None) -> Promise:
    return replace(promise, state=what, kept_by=by)


def state(promise: Promise, called: datetime) -> State:
    """What a call at a time makes of a promise; hours and days are those of where it was made."""
    zone = (promise.start or promise.end or called).tzinfo
    at = _aware(called).astimezone(zone)
    start, end = promise.start, promise.end
    if start and at < start - promise.tolerance:
        return "early" if at.date() == start.date() else "other day"
    if end is None and start:
        return "kept" if at.date() == start.date() else "other day"
    if end and at > end + promise.tolerance:
        last = (end - timedelta(microseconds=1)).date() if end != start else end.date()
        return "late" if at.date() == last else "other day"
    return "kept"


def _midnight_after(at: datetime | None) -> datetime | None:
    return at.replace(hour=0, minute=0) + timedelta(days=1) if at else None


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)


@measure(
    "promise_kept",
    label="Promise to call kept",
    unit="level",
    digits=0,
    source=SOURCE,
    compares=True,
)
def promise_kept(subject: Subject) -> float:
    """Level: 2 if this message came when the one before promised, 1 on that day at another hour.

    0 on another day. A promised hour may be missed by 30 minutes (ours), a day not.
    """
    return LEVELS.get(_promise(subject).state, BAD)


@measure(
    "promise_kept.state",
    label="How it was kept",
    unit="word",
    digits=0,
    source=SOURCE,
    compares=True,
)
def promise_state(subject: Subject) -> str:
    """Kept, early or late on the promised day, or on another day."""
    return _promise(subject).state


@measure(
    "promise_kept.said",
    label="What was promised",
    unit="quote",
    digits=0,
    source=SOURCE,
    compares=True,
)
def promise_said(subject: Subject) -> str:
    """The promise in the words of the message before."""
    return _promise(subject).clause.text


def _promise(subject: Subject) -> Promise:
    """The last earlier message's promise, judged by this one."""
    refuse_first(subject)
    if subject.draft:
        raise CannotMeasureError("A draft has not been left yet.")
    at = subject.recording.recorded_at
    last = subject.earlier[-1]
    if at is None or last.recorded_at is None:
        raise CannotMeasureError("It is not known when the messages were recorded.")
    promised = promised_in(last)
    if not promised:
        raise CannotMeasureError("The message before promised no day or time to call again.")
    return _settled(promised, _as_next(last, at), None)


def _as_next(last: Earlier, at: datetime) -> Earlier:
    return replace(last, recorded_at=at, attempt=last.attempt + 1)
