"""Calls that messages announced, and whether they came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from coach.report.formats import aware, clean, day, day_and_time, time_of_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from coach.kept import Kept
    from coach.measures.attempts_promises import Promise as Made

PromiseState = Literal["kept", "early", "late", "other day", "missed", "pending"]
OpenEnd = Literal["", "by", "from"]
WORDS: dict[PromiseState, str] = {
    "kept": "Kept",
    "early": "Early that day",
    "late": "Late that day",
    "other day": "On another day",
    "missed": "Missed",
    "pending": "To come",
}
ICONS: dict[PromiseState, str] = {
    "kept": "pass",
    "early": "watch",
    "late": "watch",
    "other day": "miss",
    "missed": "miss",
    "pending": "clock",
}
_WHOLE_DAY = timedelta(hours=20)
_MOMENT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Promise:
    """A call that a message announced, and what came of it.

    `message` is the `Kept.id` of the message that announced it; `quote` its words, from `start_s`
    on the recording's clock (None where not known). The call was to come between `from_at` and
    `until_at`, both with an offset and without tolerance: a day runs from midnight to midnight, a
    time on the clock has both equal. Where one side is open both are the other, and `open_end`
    says which is meant: "by" Friday, "from" two on. `kept_by` is the `Kept.id` of the message
    that came next, if one did.
    """

    message: int
    from_at: datetime
    until_at: datetime
    state: PromiseState
    quote: str = ""
    start_s: float | None = None
    kept_by: int | None = None
    open_end: OpenEnd = ""


@dataclass(frozen=True, slots=True)
class PromiseView:
    """A promise ready to print; `kept_by` names the attempt that came next."""

    icon: str
    word: str
    when: str
    when_iso: str
    quote: str
    kept_by: str


def announced(made: Iterable[Made], sequence: Sequence[Kept]) -> tuple[Promise, ...]:
    """Return promises as the measures find them, tied to the messages they were made in.

    Those of attempts that are not in the sequence are left out.
    """
    ids = {kept.attempt: kept.id for kept in sequence if kept.attempt is not None}
    return tuple(_tied(one, ids) for one in made if one.attempt in ids and (one.start or one.end))


def _tied(one: Made, ids: dict[int, int]) -> Promise:
    """Return one promise; an open side takes the other's time."""
    start, end = one.start or one.end, one.end or one.start
    if start is None or end is None:
        raise ValueError("a promise without a time")
    return Promise(
        message=ids[one.attempt],
        from_at=aware(start),
        until_at=aware(end),
        state=one.state,
        quote=one.clause.text,
        start_s=one.clause.start_s,
        kept_by=None if one.kept_by is None else ids.get(one.kept_by),
        open_end="by" if one.start is None else "from" if one.end is None else "",
    )


def promised_when(promise: Promise) -> str:
    """Return the time that was promised: a day, a time, a window, or one open side."""
    if promise.open_end:
        return f"{promise.open_end} {_open(promise)}"
    start, end = promise.from_at, promise.until_at
    lasting = end - start
    if lasting > timedelta(hours=30):
        return f"{day(start)} to {day(end - _MOMENT)}"
    if lasting >= _WHOLE_DAY:
        return day(start)
    if lasting <= _MOMENT:
        return day_and_time(start)
    return f"{day_and_time(start)} to {time_of_day(end)}"


def promised_phrase(promise: Promise) -> str:
    """Return the time that was promised as it stands behind a verb: on Friday, by Friday."""
    when = promised_when(promise)
    return when if promise.open_end else f"on {when}"


def _open(promise: Promise) -> str:
    """Return the one end of a window: a day where it is midnight, which ends the day before."""
    at = promise.from_at
    if at.hour or at.minute:
        return day_and_time(at)
    return day(at - _MOMENT if promise.open_end == "by" else at)


def promise_view(promise: Promise, kept_by: str = "") -> PromiseView:
    """Return a promise ready to print."""
    return PromiseView(
        icon=ICONS[promise.state],
        word=WORDS[promise.state],
        when=promised_when(promise),
        when_iso=promise.from_at.isoformat(),
        quote=clean(promise.quote),
        kept_by=kept_by,
    )
