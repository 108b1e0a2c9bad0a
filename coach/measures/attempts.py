"""What one attempt adds to those before it, how they are spaced, and what none of them did."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from coach.measures.catalogue import CannotMeasureError, Subject, measure
from coach.measures.content import BAD, FOUR_WAYS, GO_DARK, GOOD, HALFWAY, level
from coach.measures.sameness import (
    clauses_at,
    most_alike,
    refuse_first,
    refuse_short,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.likeness import Pitch
    from coach.measures.content import Level

MUCH, SOME = 0.9, 0.4
"""How many clauses with an idea have to be new for something, or for a little, to be new: fitted
by hand so that our other attempts have much and reworded scripts little."""
NEW_COSINES = 0.35, 0.55
"""A clause is all new under the first cosine to anything said before, and not over the second."""
SAME_AGAIN = 0.85
"""Over this likeness to one earlier message nothing is new: only the words are (ours)."""
LEAST_COUNTED = 0.3
"""Clauses that count for less carry no idea (ours)."""

MOST_QUOTED = 4
DAY_S = 86_400.0

VITAL = (
    *("who", "number_given", "number_twice", "enough_detail", "compelling", "value", "proof"),
    *("new_idea", "callback_window", "next_attempt", "addressed", "no_checking_in"),
)
"""Rows without which a message gives no reason, or no way, to call back (ours)."""
LEAST_ATTEMPTS = 2


@level("new_value", label="Something new", source=FOUR_WAYS, compares=True)
def new_value(subject: Subject) -> Level:
    """Level: 2 if an idea, benefit, fact or proof is said that no earlier message said, 1 if a bit.

    0 if nothing is new, or the message is an earlier one in other words. What is new is quoted.
    """
    refuse_first(subject)
    refuse_short(subject)
    before = [one.pitch for one in subject.earlier if one.pitch and len(one.pitch.vectors)]
    if not before or subject.pitch is None or not len(subject.pitch.vectors):
        raise CannotMeasureError("What the earlier messages say cannot be compared any more.")
    news = how_new(subject.pitch, before)
    places = [place for place, share in enumerate(news) if share > 0]
    total = sum(news)
    if most_alike(subject)[0] > SAME_AGAIN or total < SOME:
        return BAD, ()
    ranked = sorted(places, key=lambda place: -news[place])[:MOST_QUOTED]
    return (GOOD if total >= MUCH else HALFWAY), clauses_at(subject, sorted(ranked))


def how_new(pitch: Pitch, before: Sequence[Pitch]) -> list[float]:
    """How new each clause with an idea is against earlier messages, 0..1; others count nothing."""
    from coach.likeness import counted, said_in

    all_new, old = NEW_COSINES
    cosines, weights = said_in(pitch, before), counted(pitch)
    return [
        weight * min(1.0, max(0.0, (old - cosine) / (old - all_new)))
        if part.kinds and weight >= LEAST_COUNTED
        else 0.0
        for part, weight, cosine in zip(pitch.parts, weights, cosines, strict=True)
    ]


@measure(
    "cadence",
    label="Mean days between attempts",
    unit="days",
    digits=1,
    source=GO_DARK,
    compares=True,
)
def cadence(subject: Subject) -> float:
    """Mean days between the attempts to this prospect, up to this one."""
    times = _times(subject)
    return (times[-1] - times[0]).total_seconds() / DAY_S / (len(times) - 1)


@measure(
    "cadence.days_since",
    label="Days since the last attempt",
    unit="days",
    digits=1,
    source=GO_DARK,
    compares=True,
)
def days_since(subject: Subject) -> float:
    """Days since the message left for this prospect before this one."""
    times = _times(subject)
    return (times[-1] - times[-2]).total_seconds() / DAY_S


@measure(
    "cadence.attempts",
    label="Attempts so far",
    unit="attempts",
    digits=0,
    source=GO_DARK,
    compares=True,
)
def attempts(subject: Subject) -> float:
    """How many messages this prospect has been left, this one included."""
    if subject.recording.prospect is None and not subject.earlier:
        raise CannotMeasureError("It is not known whom this message is for.")
    return float(max((one.attempt for one in subject.earlier), default=0) + 1)


def _times(subject: Subject) -> list[datetime]:
    """When the attempts were recorded, this one last; at least two."""
    refuse_first(subject)
    if subject.draft:
        raise CannotMeasureError("A draft has not been left yet.")
    known = [one.recorded_at for one in subject.earlier if one.recorded_at]
    last = subject.earlier[-1].recorded_at
    if subject.recording.recorded_at is None or last is None:
        raise CannotMeasureError("It is not known when the messages were recorded.")
    return [in_utc(at) for at in (*known, subject.recording.recorded_at)]


def in_utc(at: datetime) -> datetime:
    """A time that can be compared with any other; without a zone it is taken for UTC."""
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


@measure(
    "never_done",
    label="Vital steps skipped every time",
    unit="count",
    digits=0,
    source=GO_DARK,
    compares=True,
)
def never_done(subject: Subject) -> float:
    """How many vital rows no attempt to this prospect has passed, this one included."""
    return float(len(never_passed(subject)))


@measure(
    "never_done.rows", label="Which steps", unit="rows", digits=0, source=GO_DARK, compares=True
)
def never_done_rows(subject: Subject) -> str:
    """The ids of those rows, with commas between; "none" where there is none."""
    return ", ".join(never_passed(subject)) or "none"


def never_passed(subject: Subject) -> tuple[str, ...]:
    """Vital rows that no attempt so far has passed, in order of weight to the listener."""
    refuse_first(subject)
    if len(subject.earlier) + 1 < LEAST_ATTEMPTS or subject.passed is None:
        raise CannotMeasureError("The rows of this message are not judged yet.")
    done = subject.passed.union(*(one.passed for one in subject.earlier))
    asked = VITAL if subject.asked is None else [row for row in VITAL if row in subject.asked]
    return tuple(row for row in asked if row not in done)
