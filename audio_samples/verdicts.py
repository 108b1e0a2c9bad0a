"""Which verdicts follow from the figures alone, where a figure is well clear of its threshold.

The thresholds are those of the `standard` playbook. They stand here a second time on purpose:
the truth about the samples must not come from the code that is tested with it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

CLEAR = {"length": 0.02, "speaking_rate": 0.04, "digits": 0.025}
"""A figure this close to a threshold (as a share of it) proves nothing."""

Table = dict[str, Any]


def measured_verdicts(facts: Table, rep_phone: str) -> dict[str, str]:
    """Return row: verdict for length, pace and the number; doubtful rows are left out."""
    message = facts["message"]
    rows = {
        "length": length(message["end_s"] - message["start_s"]),
        "speaking_rate": speaking_rate(facts["words_per_minute"]),
        **number(facts["numbers"], "".join(filter(str.isdigit, rep_phone))),
    }
    return {row: verdict for row, verdict in rows.items() if verdict}


def length(seconds: float) -> str | None:
    """Judge seconds from first to last speech."""
    if seconds < 8 * (1 - CLEAR["length"]):
        return "watch"
    return banded(-seconds, -20, -30, CLEAR["length"])


def speaking_rate(wpm: float) -> str | None:
    """Judge words a minute, too slow or too fast."""
    clear = CLEAR["speaking_rate"]
    return banded(wpm, 110, 95, clear) if wpm < 130 else banded(-wpm, -160, -178, clear)


def banded(value: float, good: float, poor: float, clear: float) -> str | None:
    """Judge a value of which more is better; None where it is close to a threshold."""
    if any(abs(value - edge) < clear * abs(edge) for edge in (good, poor)):
        return None
    if value >= good:
        return "pass"
    return "watch" if value >= poor else "miss"


def number(numbers: list[Table], rep_digits: str) -> dict[str, str | None]:
    """Judge the five rows on the number."""
    if not numbers:
        absent = ("number_twice", "digit_pace", "digit_groups", "readings_agree")
        return {"number_given": "miss", **dict.fromkeys(absent, "not_applicable")}
    readings = numbers[0]["readings"]
    return {
        "number_given": "pass",
        "number_twice": twice(numbers[0]),
        "digit_pace": digit_pace(max(readings, key=lambda r: -r["seconds_per_digit"])),
        "digit_groups": digit_groups(readings),
        "readings_agree": readings_agree(numbers[0], rep_digits),
    }


def twice(said: Table) -> str:
    """Judge how often the whole number was said."""
    if said["times_said"] < 2:
        return "miss"
    return "pass" if said["agree"] else "watch"


def digit_pace(reading: Table) -> str | None:
    """Judge the pace of one reading; where single digits are not known, only a miss is sure."""
    whole = banded(reading["seconds_per_digit"], 0.60, 0.45, CLEAR["digits"])
    if not reading["each"]:
        return whole if whole == "miss" else None
    beats, place = [], 0
    for group in reading["groups"]:
        digits = reading["each"][place : place + len(group["digits"])]
        beats += [b["start_s"] - a["start_s"] for a, b in pairwise(digits)]
        place += len(digits)
    return worse([whole, banded(min(beats), 0.45, 0.33, CLEAR["digits"])])


def digit_groups(readings: list[Table]) -> str | None:
    """Judge the pauses between groups, the shortest of all; unknown where spoken in one go."""
    pauses = [g["pause_after_s"] for r in readings for g in r["groups"] if g["pause_after_s"]]
    return banded(min(pauses), 0.5, 0.2, CLEAR["digits"]) if pauses else None


def readings_agree(said: Table, rep_digits: str) -> str | None:
    """Judge whether all readings are alike and the rep's own number."""
    if not said["agree"]:
        return "miss"
    return "pass" if said["digits"] == rep_digits else None


def worse(verdicts: list[str | None]) -> str | None:
    """Return the worst verdict; a miss is sure whatever the doubtful ones are."""
    if "miss" in verdicts:
        return "miss"
    if None in verdicts:
        return None
    return "watch" if "watch" in verdicts else "pass"
