"""A long message with a verdict on every row of the playbook."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from coach.records import Measurement

from .rows import QUESTIONS
from .said import EASTERN, Example, Said, finding, phone, recording_of, review_of, scored

MISSES = {
    *("length", "compelling", "research", "distinctive", "no_checking_in", "new_idea"),
    *("reassurance", "callback_window", "next_attempt", "meeting_options", "digit_pace"),
    *("digit_groups", "number_twice", "why_now", "addressed"),
}
WATCHES = {"value", "fillers", "proof", "speaking_rate", "sameness"}
ADVICE = "Say what changes for them, in numbers they would repeat to a colleague, then stop."
QUOTES = ("touch base and follow up", "save money,", "I really need a decision from you")


def _said() -> Said:
    said = Said(1.2)
    said.say("Hello, um, this is Marcus, Marcus Reyes, calling from Bright Harbor Solutions,", 3.1)
    said.say("and I was just calling to touch base and follow up on my last message", 3.2)
    said.say("and see if you had a chance to look at our brochure.", 3.0).wait(1.8)
    said.say("We are the leading provider of end to end solutions that help businesses of", 3.2)
    said.say("all sizes leverage synergies and, uh, save money, and I think you would be", 3.2)
    said.say("very interested in what we have to offer.", 3.1).wait(0.8)
    said.say("We have a special price until Friday so I really need a decision from you", 3.3)
    said.say("this week.", 3.3).wait(0.4)
    said.say("So please call me back at your earliest convenience, my number is", 3.2)
    said.number(("305", "555", "0167"), (0.24,) * 10, (0.08, 0.1)).wait(0.6)
    said.say("I look forward to hearing from you and, um, have a great rest of your day.", 2.5)
    return said.say("Bye bye.", 2.5)


@cache
def long() -> Example:
    """Return 46 s with almost everything to change, and no verdict missing."""
    said = _said()
    verdicts = {
        **dict.fromkeys(QUESTIONS, "pass"),
        **dict.fromkeys(MISSES, "miss"),
        **dict.fromkeys(WATCHES, "watch"),
    }
    places = [said.find(quote) for quote in QUOTES]
    findings = tuple(
        finding(row, "pass")
        if verdict == "pass"
        else finding(row, verdict, ADVICE, [places[k % 3], places[(k + 1) % 3]])
        for k, (row, verdict) in enumerate(verdicts.items())
    )
    recording = recording_of(
        path="calls/marcus_1.wav",
        rep="Marcus Reyes",
        rep_company="Bright Harbor Solutions",
        prospect="Jo Lindqvist",
        prospect_company="Lindqvist & Daughters",
        recorded_at=datetime(2026, 11, 18, 16, 55, tzinfo=EASTERN),
    )
    measurements = [
        Measurement("length", round(said.words[-1].end_s - 1.2, 2), "s"),
        Measurement("fillers", 3.0, "per 100 words"),
    ]
    review = review_of(said, recording, (), [phone(said)], measurements)
    return Example(review, findings, scored(findings))
