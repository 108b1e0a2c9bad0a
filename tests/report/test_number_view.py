"""The number as the page prints it."""

from __future__ import annotations

from dataclasses import replace

from coach.records import PhoneNumber, Reading
from coach.report.number_view import PaceTargets, number_view

from . import example
from .said import Said

TARGETS = PaceTargets()


def _number() -> PhoneNumber:
    return example.rich().review.numbers[0]


def test_digits_stand_in_groups_with_their_seconds() -> None:
    first = number_view(_number(), TARGETS).readings[0]
    groups = [[digit.digit for digit in group.digits] for group in first.groups]
    assert groups == [["2", "1", "2"], ["5", "5", "5"], ["0", "1", "4", "3"]]
    assert [digit.seconds for digit in first.groups[0].digits] == ["0.31", "0.28", "0.26"]
    assert first.timed
    assert first.said == "2 1 2 5 5 5 0 1 4 3"


def test_the_last_digit_of_a_group_is_not_graded() -> None:
    for reading in number_view(_number(), TARGETS).readings:
        for group in reading.groups:
            assert [digit.last for digit in group.digits][:-1] == [False] * (len(group.digits) - 1)
            assert (group.digits[-1].last, group.digits[-1].grade) == (True, "plain")


def test_digits_and_pauses_are_graded_by_the_targets() -> None:
    first, second = number_view(_number(), TARGETS).readings
    assert [digit.grade for digit in first.groups[2].digits] == ["watch", "miss", "miss", "plain"]
    assert [group.pause and group.pause.grade for group in first.groups] == ["miss", "watch", None]
    assert [group.pause and group.pause.grade for group in second.groups] == ["watch", "pass", None]
    assert first.groups[0].pause is not None
    assert (first.groups[0].pause.seconds, first.groups[0].pause.word) == ("0.14 s", "too short")


def test_targets_come_from_outside() -> None:
    easy = PaceTargets(each_pass_s=0.1, mean_pass_s=0.1, pause_pass_s=0.1)
    reading = number_view(_number(), easy).readings[0]
    assert {digit.grade for group in reading.groups for digit in group.digits} == {"pass", "plain"}
    assert reading.per_digit_grade == "pass"


def test_the_average_stands_with_each_reading() -> None:
    view = number_view(_number(), TARGETS)
    assert [(r.per_digit, r.per_digit_grade) for r in view.readings] == [
        ("0.32 s", "miss"),
        ("0.48 s", "watch"),
    ]
    assert (view.grouped, view.international, view.said) == (
        "212 555 0143",
        "+12125550143",
        "twice",
    )


def test_coarser_timing_says_why_and_invents_nothing() -> None:
    view = number_view(example.readings_differ().review.numbers[0], TARGETS)
    by_group, by_number = view.readings
    assert [group.seconds for group in by_group.groups] == ["1.68 s", "1.70 s", "2.49 s"]
    assert len(by_number.groups) == 1
    assert by_number.groups[0].seconds == ""
    assert by_number.groups[0].pause is None
    for reading in view.readings:
        digits = [digit for group in reading.groups for digit in group.digits]
        assert not reading.timed
        assert {digit.seconds for digit in digits} == {""}
        assert all(group.strip == "" for group in reading.groups)
        assert reading.timing_note.endswith(
            "The line is too noisy to tell one digit from the next."
        )


def test_digits_that_differ_are_marked() -> None:
    view = number_view(example.readings_differ().review.numbers[0], TARGETS)
    marked = [
        "".join(d.digit for group in reading.groups for d in group.digits if d.differs)
        for reading in view.readings
    ]
    assert marked == ["82", "28"]
    assert len(view.differences) == 2


def test_times_that_do_not_fit_the_groups_are_not_shown() -> None:
    first = _number().readings[0]
    short = replace(first, each=first.each[:-1])
    view = number_view(replace(_number(), readings=(short,)), TARGETS)
    assert not view.readings[0].timed


def _partial() -> Reading:
    broken = Said(3.0).number(("212", "5"), (0.3,) * 4, (0.2,)).readings[0]
    return replace(broken, complete=False)


def test_a_number_broken_off_is_listed() -> None:
    number = PhoneNumber("2125", None, False, True, (), (_partial(),))
    view = number_view(number, TARGETS)
    assert (view.said, view.readings) == ("never in full", ())
    assert [(part.digits, part.clock) for part in view.partial] == [("212 5", "0:03.0")]
