"""The telephone number: given, twice, slowly, in groups, and the same each time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from spoken import numbers, say, subject

from coach.measures import Measure, Subject
from coach.measures.number import (
    digit_groups,
    digit_pace,
    number_given,
    number_twice,
    pause_before_s,
    pen_backlog,
    readings_agree,
    shortest_s,
    with_rep_phone,
)

if TYPE_CHECKING:
    from coach.records import Speech

NUMBER = "{212 555 0143}"
CALL = f"Hi Sam, it's Dana, call me at {NUMBER}"
TWICE = f"{CALL} again that's {NUMBER}"


def value(measure: object, text: str, **pace: float) -> float | str | bool | None:
    assert isinstance(measure, Measure)
    return measure.take(subject(say(text, **pace))).value


def followed(one: Speech, other: Speech) -> Subject:
    """Return both readings in one message, as one number."""
    words = (*one.transcript.words, *other.transcript.words)
    shift = len(one.transcript.words)
    moved = [
        replace(reading, word_start=reading.word_start + shift, word_end=reading.word_end + shift)
        for reading in other.readings
    ]
    both = replace(
        one,
        transcript=replace(one.transcript, words=words),
        readings=(*one.readings, *moved),
        message=replace(one.message, end_s=other.message.end_s),
        duration_s=other.duration_s,
    )
    return subject(both)


# Given, and given twice


@pytest.mark.parametrize(
    ("text", "given"),
    [(CALL, True), (TWICE, True), ("Hi Sam.", False), ("Call {? 212 55}", False)],
)
def test_a_number_is_given_when_it_is_said_whole(text: str, given: bool) -> None:
    assert value(number_given, text) is given


def test_a_number_of_somebody_elses_is_not_given() -> None:
    seen = subject(say(CALL))
    theirs = replace(seen, numbers=(), other_numbers=numbers(seen.speech))
    assert number_given.take(theirs).value is False
    assert number_twice.take(theirs).value is None


@pytest.mark.parametrize(("text", "times"), [(CALL, 1.0), (TWICE, 2.0), (f"{TWICE} {NUMBER}", 3.0)])
def test_whole_readings_are_counted_and_can_be_heard(text: str, times: float) -> None:
    seen = subject(say(text))
    taken = number_twice.take(seen)
    assert taken.value == times
    assert [e.quote for e in taken.evidence] == ["212 555 0143"] * int(times)
    assert [e.start_s for e in taken.evidence] == [r.start_s for r in seen.readings]
    assert number_given.take(seen).evidence == taken.evidence


def test_a_reading_broken_off_early_does_not_count() -> None:
    assert value(number_twice, f"{CALL} again {{? 212 55}}") == 1.0
    assert value(number_twice, f"{TWICE} again {{? 212 55}}") == 2.0


def test_a_number_that_was_not_heard_to_the_end_is_not_called_missing() -> None:
    once = number_given.take(subject(say("Call me at {? 212 555 014}")))
    assert (once.value, "9 digits" in (once.reason or "")) == (None, True)
    again = number_twice.take(subject(say(f"{CALL} again {{? 212 555 014}}")))
    assert (again.value, bool(again.reason)) == (None, True)
    assert value(number_twice, f"{TWICE} and {{? 212 555 014}}") == 2.0
    assert value(number_given, f"{CALL} again {{? 212 555 014}}") is True


# Pace


def test_pace_is_first_onset_to_last_offset_by_digits() -> None:
    assert value(digit_pace, CALL, digit_s=0.5, group_pause_s=0.0) == pytest.approx(0.5)
    assert value(digit_pace, CALL, digit_s=0.5, group_pause_s=0.5) == pytest.approx(0.6)


def test_the_slowest_reading_counts_for_all_that_asks_how_it_was_said() -> None:
    quick = say(CALL, digit_s=0.2, group_pause_s=0.1)
    slow = say(f"again [0.7] {NUMBER}", start_s=20.0, digit_s=0.7, group_pause_s=0.6)
    seen = followed(quick, slow)
    assert digit_pace.take(seen).value == pytest.approx(0.82)
    assert digit_pace.take(seen).evidence[0].start_s == seen.readings[1].start_s
    assert shortest_s.take(seen).value == pytest.approx(0.7)
    assert digit_groups.take(seen).value == pytest.approx(0.6)
    assert pause_before_s.take(seen).value == pytest.approx(0.7)
    assert pen_backlog.take(seen).value == 1.0


def test_the_quickest_digit_is_looked_for_inside_groups_only() -> None:
    seen = subject(say(CALL, digit_s=0.5, group_pause_s=0.1))
    reading = seen.readings[0]
    each = list(reading.each)
    each[4] = replace(each[4], start_s=round(each[3].start_s + 0.3, 3))
    hurried = replace(seen.speech, readings=(replace(reading, each=tuple(each)),))
    taken = shortest_s.take(subject(hurried))
    assert taken.value == pytest.approx(0.3)
    assert taken.evidence[0].start_s == each[3].start_s
    pressed = [*each[:3], replace(each[3], start_s=each[2].start_s + 0.05), *reading.each[4:]]
    across = replace(seen.speech, readings=(replace(reading, each=tuple(pressed)),))
    assert shortest_s.take(subject(across)).value == pytest.approx(0.5)


def test_digits_that_stand_alone_have_no_quickest_step() -> None:
    taken = shortest_s.take(subject(say("Call {2 1 2 5 5 5 0 1 4 3}")))
    assert (taken.value, taken.reason) == (None, "Every digit stands alone.")


@pytest.mark.parametrize(
    ("digit_s", "group_pause_s", "behind"),
    [(0.7, 0.0, 1.0), (0.3, 0.0, 6.0), (0.3, 1.5, 3.0), (0.3, 0.6, 4.0)],
)
def test_the_pen_falls_behind_a_quick_reading(
    digit_s: float, group_pause_s: float, behind: float
) -> None:
    assert value(pen_backlog, CALL, digit_s=digit_s, group_pause_s=group_pause_s) == behind


# Groups


@pytest.mark.parametrize("group_pause_s", [0.0, 0.2, 0.55])
def test_the_shortest_pause_between_groups_counts(group_pause_s: float) -> None:
    assert value(digit_groups, CALL, group_pause_s=group_pause_s) == pytest.approx(group_pause_s)


def test_one_short_pause_spoils_the_others() -> None:
    seen = subject(say(CALL, group_pause_s=0.6))
    reading = seen.readings[0]
    hurried = (reading.groups[0], replace(reading.groups[1], pause_after_s=0.1), reading.groups[2])
    readings = (replace(reading, groups=hurried),)
    taken = digit_groups.take(subject(replace(seen.speech, readings=readings)))
    assert taken.value == pytest.approx(0.1)
    assert taken.evidence[0].start_s == hurried[1].start_s


def test_a_number_in_one_go_has_no_pause_at_all() -> None:
    assert value(digit_groups, "Call {2125550143}") == 0.0


def test_the_pause_before_the_number_is_reported() -> None:
    assert value(pause_before_s, f"Call me at [0.9] {NUMBER}") == pytest.approx(0.9)
    assert value(pause_before_s, CALL) == 0.0


# Agreement


@pytest.mark.parametrize(
    ("second", "apart"),
    [("212 555 0143", 0.0), ("212 555 0148", 1.0), ("212 555 0134", 2.0), ("212 555 014", 1.0)],
)
def test_digits_that_differ_between_readings_are_counted(second: str, apart: float) -> None:
    taken = readings_agree.take(subject(say(f"{CALL} again {{{second}}}")))
    assert taken.value == apart
    assert len(taken.evidence) == (2 if apart else 0)


@pytest.mark.parametrize("second", ["1 212 555 0143", "555 0143"])
def test_a_country_or_area_code_left_out_once_is_no_disagreement(second: str) -> None:
    assert value(readings_agree, f"{CALL} or {{{second}}}") == 0.0


def test_the_two_readings_furthest_apart_count() -> None:
    text = f"{CALL} {{212 555 0143}} {{212 555 0199}}"
    assert value(readings_agree, text) == 2.0


@pytest.mark.parametrize(
    ("own", "apart"),
    [
        ("212-555-0143", 0.0),
        ("+1 (212) 555-0143", 0.0),
        ("1.212.555.0143", 0.0),
        ("212-555-0148", 1.0),
        ("646-555-0143", 3.0),
    ],
)
def test_what_was_said_is_compared_with_the_reps_own_number(own: str, apart: float) -> None:
    assert with_rep_phone.take(subject(say(TWICE), rep_phone=own)).value == apart


@pytest.mark.parametrize(
    ("said", "own"),
    [
        ("{1 212 555 0143}", "212-555-0143"),
        ("{555 0143}", "212-555-0143"),
        ("{020 7946 0018}", "+44 20 7946 0018"),
        ("{44 20 7946 0018}", "+44 (0)20 7946 0018"),
        ("{212 555 0143}", "555-0143"),
        ("{212 555 0143}", "212-555-0143 ext. 12"),
        ("{212 555 0143}", "+1 212 555 0143 x12"),
    ],
)
def test_codes_prefixes_and_extensions_make_it_no_other_number(said: str, own: str) -> None:
    assert with_rep_phone.take(subject(say(f"Call me at {said}"), rep_phone=own)).value == 0.0


def test_one_wrong_reading_of_two_is_found() -> None:
    seen = subject(say(f"{CALL} again {{212 555 0148}}"), rep_phone="212-555-0143")
    taken = with_rep_phone.take(seen)
    assert taken.value == 1.0
    assert len(taken.evidence) == 2


def test_without_an_own_number_there_is_nothing_to_compare_with() -> None:
    assert with_rep_phone.take(subject(say(CALL))).reason == "The rep's own number is not known."
