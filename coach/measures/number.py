"""The telephone number: given, given twice, slow enough to write down, set apart, consistent."""

from __future__ import annotations

from itertools import combinations, pairwise

from coach.measures.catalogue import CannotMeasureError, Subject, measure
from coach.number import written_digits
from coach.records import Digit, Evidence, PhoneNumber, Reading, Span

SEVEN_WAYS = "7 Ways to Get a Prospect to Return Your Phone Call"

MOST_OF_A_NUMBER = 6
"""Digits from which a broken reading is taken for a whole one that was misheard (ours)."""

LOCAL_DIGITS = 7

WRITING_S = 0.60
"""Seconds an adult needs to write a digit: 100 digits a minute is the fluency standard."""


@measure("number_given", label="Number given", unit="yes or no", digits=0, source=SEVEN_WAYS)
def number_given(subject: Subject) -> tuple[bool, tuple[Evidence, ...]]:
    """Whether a whole telephone number of the caller's is said.

    Not measurable where one was said and not all of its digits were heard.
    """
    complete = [number for number in subject.numbers if number.complete]
    unclear = max((len(r.digits) for r in _unclear(subject)), default=0)
    if not complete and unclear:
        raise CannotMeasureError(f"A number was said, but only {unclear} digits of it were heard.")
    return bool(complete), tuple(_heard(subject, r) for number in complete for r in number.readings)


@measure(
    "number_twice", label="Times the number is said", unit="times", digits=0, source=SEVEN_WAYS
)
def number_twice(subject: Subject) -> tuple[float, tuple[Evidence, ...]]:
    """How often the whole number is said.

    Not measurable where it was heard once, and a second time not to the last digit.
    """
    number = _main(subject)
    if number.times_said == 1 and any(r in number.partial for r in _unclear(subject)):
        raise CannotMeasureError("It was said again, but not all of its digits were heard.")
    return float(number.times_said), tuple(_heard(subject, reading) for reading in number.readings)


@measure(
    "digit_pace",
    label="Seconds per digit",
    unit="s/digit",
    digits=3,
    source=SEVEN_WAYS,
    needs_sound=True,
)
def digit_pace(subject: Subject) -> tuple[float, tuple[Evidence, ...]]:
    """Seconds per digit, last offset less first onset, on the slowest whole reading."""
    reading = _slowest(subject)
    return reading.seconds_per_digit, (_heard(subject, reading),)


@measure(
    "digit_pace.shortest_s",
    label="Quickest digit",
    unit="s",
    digits=3,
    source="ours, after the writing and digit-span norms in docs/measures.md",
    needs_sound=True,
)
def shortest_s(subject: Subject) -> tuple[float, tuple[Evidence, ...]]:
    """Shortest time from one digit's onset to the next inside a group, on the same reading."""
    reading = _slowest(subject)
    if reading.timing != "digit":
        raise CannotMeasureError(f"Single digits could not be timed: {reading.timing_reason}")
    steps = [(two.start_s - one.start_s, one.start_s, two.end_s) for one, two in _inside(reading)]
    if not steps:
        raise CannotMeasureError("Every digit stands alone.")
    step_s, start_s, end_s = min(steps)
    return step_s, (Evidence(start_s, end_s, ""),)


@measure(
    "digit_pace.pen_backlog",
    label="Digits the pen is behind",
    unit="digits",
    digits=0,
    source="ours: a writer who needs 0.6 s a digit (100 digits a minute is the fluency standard)",
    needs_sound=True,
)
def pen_backlog(subject: Subject) -> float:
    """Most digits heard and not yet written, for a writer who needs 0.6 s a digit."""
    reading = _slowest(subject)
    if reading.timing != "digit":
        raise CannotMeasureError(f"Single digits could not be timed: {reading.timing_reason}")
    free_s = 0.0
    written: list[float] = []
    worst = 0
    for count, digit in enumerate(reading.each, start=1):
        worst = max(worst, count - sum(1 for end_s in written if end_s <= digit.end_s))
        free_s = max(free_s, digit.end_s) + WRITING_S
        written.append(free_s)
    return float(worst)


@measure(
    "digit_groups",
    label="Shortest pause between groups",
    unit="s",
    digits=3,
    source="ESSV 2021 p. 289: half a second between groups improved recall, 0.2 s did not",
    needs_sound=True,
)
def digit_groups(subject: Subject) -> tuple[float, tuple[Evidence, ...]]:
    """Shortest silence between two groups of digits on the slowest whole reading."""
    reading = _slowest(subject)
    if reading.timing == "number":
        raise CannotMeasureError(f"The groups could not be timed: {reading.timing_reason}")
    if len(reading.groups) < 2:
        return 0.0, (_heard(subject, reading),)
    gaps = [(g.pause_after_s, g) for g in reading.groups if g.pause_after_s is not None]
    pause_s, group = min(gaps, key=lambda gap: gap[0])
    around = Evidence(group.start_s, round(group.end_s + pause_s + 0.3, 3), group.digits)
    return pause_s, (around,)


@measure(
    "digit_groups.pause_before_s",
    label="Pause before it",
    unit="s",
    digits=3,
    source="ours",
    needs_sound=True,
)
def pause_before_s(subject: Subject) -> float:
    """Silence before the first digit of the slowest whole reading: time to take up a pen."""
    return _slowest(subject).pause_before_s


@measure("readings_agree", label="Digits that differ", unit="digits", digits=0, source=SEVEN_WAYS)
def readings_agree(subject: Subject) -> tuple[float, tuple[Evidence, ...]]:
    """Most digits in which two whole readings of the number differ."""
    readings = _with_digits(_main(subject))
    if len(readings) < 2:
        raise CannotMeasureError("The number was said once: there is nothing to compare.")
    worst = max(_apart(a.digits, b.digits) for a, b in combinations(readings, 2))
    return float(worst), tuple(_heard(subject, reading) for reading in readings) if worst else ()


@measure(
    "readings_agree.with_rep_phone",
    label="Digits unlike the rep's own number",
    unit="digits",
    digits=0,
    source=SEVEN_WAYS,
)
def with_rep_phone(subject: Subject) -> tuple[float, tuple[Evidence, ...]]:
    """Most digits in which a whole reading of the number differs from the rep's own."""
    own = written_digits(subject.recording.rep_phone or "")
    if not own:
        raise CannotMeasureError("The rep's own number is not known.")
    readings = _with_digits(_main(subject))
    if not readings:
        raise CannotMeasureError("The number is still to be filled in.")
    worst = max(_apart(reading.digits, own) for reading in readings)
    return float(worst), tuple(_heard(subject, r) for r in readings) if worst else ()


def _unclear(subject: Subject) -> list[Reading]:
    """Readings of the caller's with most of a number's digits: said, and not heard well."""
    if subject.draft:
        return []  # as written: there is nothing to hear
    broken = [reading for number in subject.numbers for reading in number.partial]
    return [reading for reading in broken if len(reading.digits) >= MOST_OF_A_NUMBER]


def _main(subject: Subject) -> PhoneNumber:
    """The caller's number said most often; measures of it need one."""
    whole = next((number for number in subject.numbers if number.complete), None)
    if whole is None:
        raise CannotMeasureError("There is no whole number.")
    return whole


def _with_digits(number: PhoneNumber) -> list[Reading]:
    """Whole readings; in a draft, a number that is still to be filled in has no digits."""
    return [reading for reading in number.readings if reading.digits]


def _slowest(subject: Subject) -> Reading:
    return max(_main(subject).readings, key=lambda reading: reading.seconds_per_digit)


def _inside(reading: Reading) -> list[tuple[Digit, Digit]]:
    """Neighbouring digits of one group."""
    sizes = [len(group.digits) for group in reading.groups] or [len(reading.each)]
    pairs = []
    first = 0
    for size in sizes:
        pairs += list(pairwise(reading.each[first : first + size]))
        first += size
    return pairs


def _heard(subject: Subject, reading: Reading) -> Evidence:
    if subject.places:
        return subject.quote(reading.word_start, reading.word_end)
    span = Span(reading.start_s, reading.end_s)
    said = " ".join(group.digits for group in reading.groups) or reading.digits
    return Evidence(span.start_s, span.end_s, said)


def _apart(one: str, other: str) -> int:
    """Edits between two numbers; none where one only leaves out its country or area code."""
    one, other = (digits.removeprefix("0") for digits in (one, other))
    short, long = sorted((one, other), key=len)
    if len(short) >= LOCAL_DIGITS and long.endswith(short):
        return 0
    return min(_edits(short, long), _edits(short, long[-len(short) :]))


def _edits(one: str, other: str) -> int:
    from rapidfuzz.distance import Levenshtein

    return int(Levenshtein.distance(one, other))
