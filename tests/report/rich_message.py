"""A message behind ring, greeting and beep, its number said fast, then a little slower."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from coach.records import Evidence, Measurement
from coach.report import Attempt

from .said import (
    EASTERN,
    Example,
    Said,
    finding,
    phone,
    recording_of,
    review_of,
    scored,
    with_unmeasured,
)

if TYPE_CHECKING:
    from coach.records import Finding

FAST_S = (0.31, 0.28, 0.30, 0.27, 0.26, 0.30, 0.34, 0.29, 0.27, 0.38)
SLOW_S = (0.40, 0.38, 0.44, 0.36, 0.35, 0.42, 0.47, 0.39, 0.36, 0.46)
CUTS = (
    ("ring", 0.0, 4.1, ""),
    ("greeting", 4.5, 9.7, "You have reached Priya Raman. Please leave a message."),
    ("beep", 10.0, 10.4, ""),
)
ADVICE = {
    "length": "Cut one sentence. Everything up to the number should fit in twelve seconds.",
    "speaking_rate": "Take a breath between sentences. You are easy to follow until the offer,"
    " which comes out in one go.",
    "opening": "Start with them: the first thing after your name should be about their business,"
    " not about your e-mail.",
    "digit_pace": "Say each digit as if they were writing it down: about one every 0.6 seconds."
    " Trace the digit with your finger while you say it.",
    "digit_groups": "Stop for half a second after 212 and after 555. A pause that long is what"
    " lets a listener keep a group in mind.",
    "no_checking_in": "Leave out the checking in. Say what is new since the e-mail, in one"
    " sentence.",
    "sameness": "This is close to what you left six days ago. Bring one fact they have not heard.",
}
MEASURED = (
    ("speaking_rate", 171.0, "words/min"),
    ("opening", 9.6, "s"),
    ("articulation_rate", 4.8, "syllables/s"),
    ("pauses", 0.9, "s"),
    ("fillers", 1.8, "per 100 words"),
    ("audibility.level_dbfs", -21.4, "dBFS"),
    ("audibility.clipped_share", 0.00012, "share"),
    ("audibility.snr_db", 24.0, "dB"),
    ("number_given", True, "yes or no"),
    ("number_twice", 2.0, "times"),
    ("digit_pace", 0.322, "s/digit"),
    ("digit_pace.shortest_s", 0.26, "s"),
    ("digit_pace.pen_backlog", 5.0, "digits"),
    ("digit_groups", 0.14, "s"),
    ("digit_groups.pause_before_s", 0.18, "s"),
    ("readings_agree", 0.0, "digits"),
    ("no_checking_in", 1, "count"),
    ("sameness", 0.61, "0..1"),
    ("cadence", 6, "days"),
)


def _said() -> Said:
    said = Said(10.9)
    said.say("Hi Priya, this is Dana Whitfield with Northwind Freight.", 3.8, ["Whitfield"])
    said.wait(0.35)
    said.say("I'm just checking in on the email I sent you last week.", 4.3).wait(0.2)
    said.say("We help companies like yours save money on shipping, and um, I'd love to get", 4.3)
    said.say("fifteen minutes on your calendar to walk you through our TMS platform.", 4.3, ["TMS"])
    said.wait(0.9).say("You can reach me any time at", 4.7).wait(0.18)
    said.number(("212", "555", "0143"), FAST_S, (0.14, 0.22)).wait(0.3)
    said.say("Again, that's", 3.6).wait(0.32)
    said.number(("212", "555", "0143"), SLOW_S, (0.41, 0.56)).wait(0.2)
    return said.say("Thanks Priya, talk soon.", 4.4)


def _findings(said: Said) -> tuple[Finding, ...]:
    whole = [Evidence(said.words[0].start_s, said.words[-1].end_s, "")]
    numbers = [said.reading(0), said.reading(1)]
    offer = [said.find("We help companies like yours save money on shipping,")]
    email = [said.find("I'm just checking in on the email I sent you last week.")]
    found = (
        ("length", "watch", whole),
        ("speaking_rate", "watch", offer),
        ("opening", "miss", email),
        ("articulation_rate", "pass", whole),
        ("pauses", "pass", []),
        ("fillers", "pass", [said.find("um,")]),
        ("audibility", "pass", []),
        ("number_given", "pass", numbers[:1]),
        ("number_twice", "pass", numbers),
        ("digit_pace", "miss", numbers),
        ("digit_groups", "miss", numbers[:1]),
        ("readings_agree", "pass", numbers),
        ("no_checking_in", "miss", email),
        ("sameness", "watch", email),
        ("cadence", "pass", []),
    )
    listened = "no earlier contact with this prospect is known"
    asks = "nothing was asked about a decision"
    return with_unmeasured(
        [
            *(finding(row, verdict, ADVICE.get(row, ""), at) for row, verdict, at in found),
            finding("listened", "not_applicable", reason=listened),
            finding("asks_when", "not_applicable", reason=asks),
        ]
    )


@cache
def rich() -> Example:
    """Return the second of three attempts: 25 s, ten digits said twice."""
    said = _said()
    findings = _findings(said)
    length_s = round(said.words[-1].end_s - said.words[0].start_s, 2)
    measurements = [Measurement("length", length_s, "s"), *(Measurement(*m) for m in MEASURED)]
    review = review_of(said, recording_of(), CUTS, [phone(said)], measurements, attempt=2)
    score = scored(findings)
    days = [datetime(2026, 11, day, 15, 4, tzinfo=EASTERN) for day in (14, 20, 30)]
    attempts = (
        Attempt(1, "dana-acme-1.html", days[0], None, False, 48),
        Attempt(2, None, days[1], 0.61, True, score),
        Attempt(3, "dana-acme-3.html", days[2], 0.34, False, 77),
    )
    return Example(review, findings, score, attempts)
