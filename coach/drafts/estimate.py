"""How long a draft will take to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.measures.wording import spoken_words
from coach.records import Measurement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.playbook import Playbook
    from coach.records import Reading

ID = "length_estimate"
RATE_WPM = 135.0
"""Words a minute where the playbook sets no rate: the middle of the standard one's target."""

DIGIT_S, PAUSE_S = 0.60, 0.50
"""Seconds a digit, and between two groups of them, where the playbook sets none (standard)."""

FASTEST_WPM = 250.0
"""A target that is open upwards has no middle; above this nobody is understood (ours)."""

NUMBER_DIGITS, NUMBER_GROUPS = 10, 3
"""What a number that is not filled in yet is taken to have (ours)."""


def length_estimate(
    words: Sequence[str], readings: Iterable[Reading], playbook: Playbook
) -> Measurement:
    """Seconds a draft will take: its words at the middle of the rate the playbook wants.

    Telephone numbers are counted apart, each digit at the pace the playbook wants and a pause
    between groups. Greeting and beep are not in it. Source: ours.
    """
    numbers = list(readings)
    inside = {index for one in numbers for index in range(one.word_start, one.word_end)}
    count = sum(spoken_words(word) for k, word in enumerate(words) if k not in inside)
    digit_s = _least(playbook, "digit_pace", DIGIT_S)
    pause_s = _least(playbook, "digit_groups", PAUSE_S)
    said_s = 60.0 * count / _rate_wpm(playbook)
    numbers_s = sum(_number_s(one, digit_s, pause_s) for one in numbers)
    return Measurement(ID, round(said_s + numbers_s, 1), "s")


def _number_s(reading: Reading, digit_s: float, pause_s: float) -> float:
    digits = len(reading.digits) or NUMBER_DIGITS
    groups = len(reading.groups) if len(reading.groups) > 1 else NUMBER_GROUPS
    return digits * digit_s + (groups - 1) * pause_s


def _rate_wpm(playbook: Playbook) -> float:
    low, high = _passing(playbook, "speaking_rate") or (RATE_WPM, RATE_WPM)
    return (low + high) / 2 if low > 0 and high <= FASTEST_WPM else RATE_WPM


def _least(playbook: Playbook, measure: str, standard_s: float) -> float:
    wanted = _passing(playbook, measure)
    return wanted[0] if wanted else standard_s


def _passing(playbook: Playbook, measure: str) -> tuple[float, float] | None:
    """What the playbook wants of a measure, whatever row it stands in."""
    targets = (target for row in playbook.rows for target in row.targets)
    return next((target.passing for target in targets if target.measure == measure), None)
