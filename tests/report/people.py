"""Invented sequences of messages as the history would hand them to the pages."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from coach.judging import judge, score
from coach.kept import Kept
from coach.measures import MEASURES
from coach.playbook import Playbook, load_playbook
from coach.records import Evidence, Finding, Measurement, Recording, Review, Span
from coach.report.links import Links
from coach.report.promises_view import Promise

from .rich_message import rich
from .said import EASTERN

if TYPE_CHECKING:
    from collections.abc import Sequence

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=EASTERN)
FIRST = datetime(2026, 11, 3, 10, 12, tzinfo=EASTERN)
SPACING_DAYS = (0, 3, 1, 6, 8, 4, 0.2, 5, 2, 2, 9, 3)
OPENING = "Hi Priya, this is Dana Whitfield with Northwind Freight."
CLOSING = "You can reach me at 212 555 0143. Again, that's 212 555 0143. Thanks Priya."
MIDDLES = (
    "I saw that you open a second dock in Reading in March. Two of our customers cut their"
    " detention fees in half when they did that. I'll try you again Friday at two.",
    "I'm just checking in on the email I sent you last week. We help companies like yours save"
    " money on shipping, and I'd love to get fifteen minutes on your calendar.",
    "I'm just checking in on the email I sent you last week. We help companies like yours save"
    " money on shipping, and I'd love to get half an hour on your calendar to show you more.",
    "Halvorsen Tools in Allentown asked us the same question about their Tuesday pickups. What"
    " they did is one page long, and I have mailed it to you. I'll call Thursday morning.",
    "You said in June that the carriers never tell you when a truck is late. Ours do, by text,"
    " two hours ahead. If you went with somebody else that is fine; just tell me and I'll stop.",
    "The port strike starts on Monday. I have kept two trucks free for you until Friday noon;"
    " would Wednesday at ten or Thursday at three suit you better?",
)
RANGES = {
    "length": (11, 38),
    "speaking_rate": (120, 190),
    "opening": (3, 16),
    "articulation_rate": (3.4, 5.6),
    "pauses": (0.4, 2.8),
    "fillers": (0, 7),
    "audibility.level_dbfs": (-34, -18),
    "audibility.clipped_share": (0, 0.0008),
    "audibility.snr_db": (12, 34),
    "number_twice": (1, 2),
    "digit_pace": (0.24, 0.68),
    "digit_pace.shortest_s": (0.2, 0.5),
    "digit_groups": (0.1, 0.7),
    "sameness": (0.2, 0.9),
}
ACROSS = ("new_value", "cadence", "promise_kept", "never_done", "same_to_everyone")
"""Measured by others out of the whole sequence: not made up here."""
NEVER = ("reassurance", "proof", "meeting_options")


@cache
def playbook() -> Playbook:
    """Return the standard playbook."""
    return load_playbook("standard")


def links() -> Links:
    """Return links to pages named after people."""
    return Links(
        prospect=lambda recording: (
            f"prospect-{recording.prospect}.html" if recording.prospect else None
        ),
        rep=lambda recording: f"rep-{recording.rep}.html" if recording.rep else None,
    )


def _value(measure: str, unit: str, chance: random.Random, place: int) -> float | bool:
    if measure in NEVER:
        return 0.0
    if unit == "level":
        return float(chance.choice((0, 1, 2, 2)))
    if unit == "yes or no":
        return True
    if measure in ("number_twice", "meeting_options"):
        return float(chance.choice((1, 2)))
    low, high = RANGES.get(measure, (0, 2))
    better = min(0.5, place * 0.06)
    return round(low + (high - low) * chance.random() * (1 - better / 2), 3)


def _measurements(place: int, chance: random.Random) -> tuple[Measurement, ...]:
    quote = (Evidence(4.2, 7.9, "I'm just checking in on the email I sent you last week."),)
    made = [
        Measurement(m.id, _value(m.id, m.unit, chance, place), m.unit, None, quote)
        for m in MEASURES
        if m.id.partition(".")[0] not in ACROSS
    ]
    first = Measurement("sameness", None, "0..1", "This is the first message to this prospect.")
    return tuple(first if m.id == "sameness" and place == 0 else m for m in made)


def findings_of(review: Review, measurements: Sequence[Measurement]) -> tuple[Finding, ...]:
    """Return the verdicts of the standard playbook."""
    return judge(replace(review, measurements=tuple(measurements)), playbook())


def kept_of(
    place: int,
    at: datetime | None,
    seed: int = 0,
    text: str | None = None,
    **recording: str | None,
) -> Kept:
    """Return one message of a sequence, with measurements made up but judged for true."""
    chance = random.Random(100 * seed + place)  # noqa: S311 - invented figures, no secrets
    measurements = _measurements(place, chance)
    found = findings_of(rich().review, measurements)
    said = f"{OPENING} {MIDDLES[place % len(MIDDLES)]} {CLOSING}" if text is None else text
    fields = {
        "rep": "Dana Whitfield",
        "rep_company": "Northwind Freight",
        "prospect": "Priya Raman",
        "prospect_company": "Acme Pumps",
    }
    return Kept(
        id=1000 * seed + place + 1,
        recording=Recording(
            path=f"calls/{seed}-{place}.wav",
            location="",
            recorded_at=at,
            recorded_at_source="file name" if at else None,
            **{**fields, **recording},
        ),
        sha256=f"{seed:032x}{place:032x}",
        hearing="one",
        attempt=place + 1,
        text=said,
        message=Span(0.4, 0.4 + float(measurements[0].value or 0)),
        duration_s=40.0,
        measurements=measurements,
        findings=found,
        score=score(found),
        page=f"message-{seed}-{place}.html",
        scored_at=NOW,
    )


def sequence(count: int, seed: int = 0, **recording: str | None) -> tuple[Kept, ...]:
    """Return the messages to one prospect, oldest first."""
    at, made = FIRST - timedelta(days=seed), []
    for place in range(count):
        at += timedelta(days=SPACING_DAYS[place % len(SPACING_DAYS)] if place else 0)
        made.append(kept_of(place, at + timedelta(minutes=37 * place), seed, **recording))
    return tuple(made)


def undated(count: int) -> tuple[Kept, ...]:
    """Return messages of which nobody knows when they were left."""
    return tuple(kept_of(place, None) for place in range(count))


def promises(messages: Sequence[Kept]) -> tuple[Promise, ...]:
    """Return what the first, the fourth and the last message announced."""
    day = timedelta(days=1)

    def promised(place: int, after: timedelta, lasting: timedelta, state: str) -> Promise:
        kept = messages[place]
        at = (kept.recording.recorded_at + after).replace(hour=14, minute=0)
        at = at.replace(hour=0) if lasting >= day else at
        by = messages[place + 1].id if state == "kept" else None
        return Promise(kept.id, at, at + lasting, state, "I'll try you again", 9.5, by)

    made = []
    if len(messages) > 1:
        made.append(promised(0, 3 * day, timedelta(0), "kept"))
    if len(messages) > 3:
        made.append(promised(3, 2 * day, day, "missed"))
    made.append(promised(len(messages) - 1, 4 * day, timedelta(hours=2), "pending"))
    return tuple(made)


def calls_of_a_rep(prospects: int = 14) -> tuple[Kept, ...]:
    """Return a rep's messages to many prospects over some weeks, oldest first."""
    names = ("Priya Raman", "Tom Becker", "Wen Li", "Aisha Bello", "Luis Ortega")
    made = [
        kept
        for seed in range(1, prospects + 1)
        for kept in sequence(
            1 + seed * 7 % 5,
            seed,
            prospect=f"{names[seed % 5]} {seed}",
            outcome=("called_back", None, "nothing", None)[seed % 4],
        )
    ]
    return tuple(sorted(made, key=lambda kept: kept.recording.recorded_at))
