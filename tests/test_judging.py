"""Bands, the worst of several targets, what a row stands on, and the score."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spoken import say

from coach.judging import judge, one_thing, score
from coach.playbook import Playbook, Row, Target
from coach.records import Evidence, Finding, Measurement, Recording, Review

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.playbook import Range
    from coach.records import Verdict

HERE, THERE = Evidence(1.0, 2.0, "here"), Evidence(3.0, 4.0, "there")


def target(
    measure: str = "m", passing: Range = (0, 20), watching: Range | None = (0, 30), **more: bool
) -> Target:
    return Target(measure, passing, watching, text=f"{measure} within {passing}", **more)


def row(row_id: str, *targets: Target, **more: str | float) -> Row:
    given = {"question": "Is it?", "source": "ours", "weight": 1.0, "advice": "Do.", **more}
    return Row(id=row_id, targets=targets, **given)  # type: ignore[arg-type]  # names and a weight


def measured(
    value: float | str | bool | None, measure: str = "m", *evidence: Evidence
) -> Measurement:
    reason = None if value is not None else f"{measure} was not heard."
    return Measurement(measure, value, "s", reason, evidence)


def reviewed(*measurements: Measurement) -> Review:
    recording = Recording(path="a.wav", location="a.wav")
    return Review(recording, 1, say("Hi Sam, it's Dana."), (), (), measurements, (), {})


def judged(rows: Sequence[Row], *measurements: Measurement) -> dict[str, Finding]:
    found = judge(reviewed(*measurements), Playbook("p", "0", tuple(rows)))
    return {finding.id: finding for finding in found}


def found(verdict: Verdict, weight: float = 1.0, finding_id: str = "r") -> Finding:
    points = {"pass": 1.0, "watch": 0.5, "miss": 0.0}.get(verdict)
    return Finding(finding_id, "Is it?", verdict, "", weight, points, "", "")


# Bands


@pytest.mark.parametrize(
    ("value", "verdict", "points"),
    [
        (0.0, "pass", 1.0),
        (20.0, "pass", 1.0),
        (20.000001, "watch", 0.5),
        (30.0, "watch", 0.5),
        (30.000001, "miss", 0.0),
        (-0.000001, "miss", 0.0),
        (True, "pass", 1.0),
    ],
)
def test_the_ends_of_a_band_belong_to_it(value: float, verdict: str, points: float) -> None:
    finding = judged([row("r", target())], measured(value))["r"]
    assert (finding.verdict, finding.points) == (verdict, points)


def test_without_a_watch_band_it_is_all_or_nothing() -> None:
    rows = [row("r", target(passing=(1, 1), watching=None))]
    assert judged(rows, measured(True))["r"].verdict == "pass"
    assert judged(rows, measured(False))["r"].verdict == "miss"


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ((5, 5), "pass"),
        ((5, 25), "watch"),
        ((25, 5), "watch"),
        ((25, 40), "miss"),
        ((40, 5), "miss"),
    ],
)
def test_the_worst_of_several_targets_counts_with_its_evidence(
    values: tuple[float, float], verdict: str
) -> None:
    rows = [row("r", target("a"), target("b"))]
    finding = judged(rows, measured(values[0], "a", HERE), measured(values[1], "b", THERE))["r"]
    assert finding.verdict == verdict
    worst = [e for e, v in zip((HERE, THERE), values, strict=True) if v == max(values)]
    assert finding.evidence == tuple(worst)
    assert finding.target == "a within (0, 20); b within (0, 20)"


def test_shared_evidence_is_shown_once() -> None:
    rows = [row("r", target("a"), target("b"))]
    finding = judged(rows, measured(5, "a", HERE, THERE), measured(5, "b", THERE))["r"]
    assert finding.evidence == (HERE, THERE)


def test_a_row_says_who_claims_it_and_what_to_do() -> None:
    finding = judged([row("r", target(), weight=3.0)], measured(5))["r"]
    assert (finding.question, finding.source, finding.advice) == ("Is it?", "ours", "Do.")
    assert (finding.weight, finding.by) == (3.0, "coach")


# What could not be measured


def test_unknown_is_never_a_miss() -> None:
    finding = judged([row("r", target())], measured(None))["r"]
    assert (finding.verdict, finding.points) == ("not_measurable", None)
    assert finding.reason == "m was not heard."


@pytest.mark.parametrize("rows", [[row("r")], [row("r", target("nobody"))]])
def test_what_nothing_measures_yet_says_so(rows: list[Row]) -> None:
    finding = judged(rows, measured(5))["r"]
    assert (finding.verdict, finding.points) == ("not_measurable", None)
    assert finding.reason


def test_an_optional_target_is_left_out_where_it_is_unknown() -> None:
    rows = [row("r", target("a"), target("b", optional=True))]
    finding = judged(rows, measured(5, "a"), measured(None, "b"))["r"]
    assert (finding.verdict, finding.reason) == ("pass", "b was not heard.")
    assert judged(rows, measured(5, "a"), measured(40, "b"))["r"].verdict == "miss"


def test_a_required_target_that_is_unknown_decides() -> None:
    rows = [row("r", target("a"), target("b", optional=True))]
    finding = judged(rows, measured(None, "a"), measured(40, "b"))["r"]
    assert (finding.verdict, finding.reason) == ("not_measurable", "a was not heard.")


def test_a_row_of_optional_targets_needs_one_of_them() -> None:
    rows = [row("r", target("a", optional=True), target("b", optional=True))]
    assert judged(rows, measured(None, "a"), measured(25, "b"))["r"].verdict == "watch"
    assert judged(rows, measured(None, "a"), measured(None, "b"))["r"].verdict == "not_measurable"


def test_where_nothing_can_be_compared_the_row_does_not_apply() -> None:
    finding = judged([row("r", target(), absent="Nothing to compare.")], measured(None))["r"]
    assert (finding.verdict, finding.points) == ("not_applicable", None)
    assert finding.reason == "m was not heard."


# What a row stands on


@pytest.mark.parametrize(
    ("value", "verdict"),
    [(5, "pass"), (25, "not_applicable"), (40, "not_applicable"), (None, "not_measurable")],
)
def test_a_row_stands_on_another(value: float | None, verdict: str) -> None:
    rows = [row("base", target("a")), row("r", target("b"), needs="base")]
    finding = judged(rows, measured(value, "a"), measured(5, "b"))["r"]
    assert finding.verdict == verdict
    assert (finding.points is None) == (verdict != "pass")
    assert verdict == "pass" or finding.reason


def test_a_row_that_is_switched_off_says_why_whatever_was_measured() -> None:
    finding = judged([row("r", target(), off="We leave no number.")], measured(5))["r"]
    assert (finding.verdict, finding.points) == ("not_applicable", None)
    assert finding.reason == "We leave no number."


def test_every_row_has_a_finding_in_the_playbooks_order(standard: Playbook) -> None:
    findings = judge(reviewed(), standard)
    assert [finding.id for finding in findings] == [one.id for one in standard.rows]
    assert all(f.points is None and f.reason for f in findings)
    assert score(findings) is None


# The standard playbook's own bands, as the rubric has them


@pytest.mark.parametrize(
    ("row_id", "value", "verdict"),
    [
        ("length", 7.99, "watch"),
        ("length", 8.0, "pass"),
        ("length", 20.0, "pass"),
        ("length", 20.1, "watch"),
        ("length", 30.0, "watch"),
        ("length", 30.1, "miss"),
        ("speaking_rate", 94.9, "miss"),
        ("speaking_rate", 95.0, "watch"),
        ("speaking_rate", 110.0, "pass"),
        ("speaking_rate", 160.0, "pass"),
        ("speaking_rate", 178.0, "watch"),
        ("speaking_rate", 178.1, "miss"),
        ("number_given", True, "pass"),
        ("number_given", False, "miss"),
        ("who", 2.0, "pass"),
        ("who", 1.0, "watch"),
        ("who", 0.0, "miss"),
        ("why_now", 2.0, "pass"),
        ("why_now", 1.0, "watch"),
        ("why_now", 0.0, "watch"),
        ("meeting_options", 3.0, "pass"),
        ("meeting_options", 2.0, "pass"),
        ("meeting_options", 1.0, "watch"),
        ("meeting_options", 0.0, "miss"),
        ("sameness", 0.54, "pass"),
        ("sameness", 0.75, "watch"),
        ("sameness", 0.76, "miss"),
    ],
)
def test_the_standard_bands_are_the_rubrics(
    standard: Playbook, row_id: str, value: float, verdict: str
) -> None:
    findings = {f.id: f for f in judge(reviewed(measured(value, row_id)), standard)}
    assert findings[row_id].verdict == verdict


@pytest.mark.parametrize(
    ("opening_s", "reached", "verdict"),
    [
        (8.0, 2.0, "pass"),
        (12.0, 2.0, "watch"),
        (12.1, 2.0, "miss"),
        (4.0, 1.0, "watch"),
        (None, 0.0, "miss"),
        (None, None, "not_measurable"),
    ],
)
def test_an_opening_must_come_soon_and_come_at_all(
    standard: Playbook, opening_s: float | None, reached: float | None, verdict: str
) -> None:
    taken = measured(opening_s, "opening"), measured(reached, "opening.reached")
    findings = {finding.id: finding for finding in judge(reviewed(*taken), standard)}
    assert findings["opening"].verdict == verdict


@pytest.mark.parametrize("row_id", ["listened", "asks_when"])
def test_a_row_without_its_occasion_does_not_apply(standard: Playbook, row_id: str) -> None:
    findings = {f.id: f for f in judge(reviewed(measured(None, row_id)), standard)}
    assert findings[row_id].verdict == "not_applicable"
    assert findings[row_id].reason == f"{row_id} was not heard."


def _about_the_number(standard: Playbook, **values: float | None) -> dict[str, Verdict]:
    taken = {"number_given": 1.0, "number_twice": 2.0, "digit_pace": 0.7, "digit_groups": 0.6}
    named = {name.replace("__", "."): value for name, value in {**taken, **values}.items()}
    findings = judge(reviewed(*(measured(v, name) for name, v in named.items())), standard)
    return {finding.id: finding.verdict for finding in findings}


@pytest.mark.parametrize(
    ("row_id", "values", "verdict"),
    [
        ("number_twice", {"number_twice": 1.0}, "miss"),
        ("number_twice", {"number_twice": 2.0, "readings_agree": 0.0}, "pass"),
        ("number_twice", {"number_twice": 2.0, "readings_agree": 2.0}, "watch"),
        ("readings_agree", {"readings_agree": 0.0}, "pass"),
        ("readings_agree", {"readings_agree": 1.0}, "miss"),
        ("readings_agree", {"readings_agree": 0.0, "readings_agree__with_rep_phone": 1.0}, "miss"),
        ("readings_agree", {"readings_agree": None}, "not_applicable"),
        ("digit_pace", {"digit_pace": 0.60, "digit_pace__shortest_s": 0.45}, "pass"),
        ("digit_pace", {"digit_pace": 0.59, "digit_pace__shortest_s": 0.45}, "watch"),
        ("digit_pace", {"digit_pace": 0.60, "digit_pace__shortest_s": 0.44}, "watch"),
        ("digit_pace", {"digit_pace": 0.44, "digit_pace__shortest_s": 0.45}, "miss"),
        ("digit_pace", {"digit_pace": 0.60, "digit_pace__shortest_s": 0.32}, "miss"),
        ("digit_pace", {"digit_pace": 0.60, "digit_pace__shortest_s": None}, "pass"),
        ("digit_groups", {"digit_groups": 0.5}, "pass"),
        ("digit_groups", {"digit_groups": 0.2}, "watch"),
        ("digit_groups", {"digit_groups": 0.19}, "miss"),
        ("digit_groups", {"digit_groups": None}, "not_measurable"),
        ("number_twice", {"number_given": 0.0}, "not_applicable"),
        ("digit_pace", {"number_given": 0.0}, "not_applicable"),
        ("digit_groups", {"number_given": 0.0}, "not_applicable"),
        ("readings_agree", {"number_given": 0.0}, "not_applicable"),
    ],
)
def test_the_rows_about_the_number_are_judged_as_the_rubric_says(
    standard: Playbook, row_id: str, values: dict[str, float | None], verdict: str
) -> None:
    assert _about_the_number(standard, **values)[row_id] == verdict


# The score


@pytest.mark.parametrize(
    ("findings", "points"),
    [
        ([found("pass")], 100),
        ([found("miss")], 0),
        ([found("watch")], 50),
        ([found("pass", 3), found("miss", 1)], 75),
        ([found("pass", 1), found("miss", 7)], 13),  # 12.5 goes up
        ([found("pass", 3), found("miss", 5)], 38),  # 37.5 goes up, to even or not
        ([found("watch", 1), found("miss", 3), found("pass", 4)], 56),  # 56.25
        ([found("pass", 1), found("not_measurable", 9), found("not_applicable", 9)], 100),
        ([found("pass", 1), found("miss", 0)], 100),
    ],
)
def test_the_score_is_the_weighted_share_rounded_half_up(
    findings: list[Finding], points: int
) -> None:
    assert score(findings) == points


@pytest.mark.parametrize(
    "findings", [[], [found("not_measurable", 3)], [found("not_applicable")], [found("miss", 0)]]
)
def test_where_nothing_counts_there_is_no_score(findings: list[Finding]) -> None:
    assert score(findings) is None


VERDICTS: st.SearchStrategy[Verdict] = st.sampled_from(
    ["pass", "watch", "miss", "not_measurable", "not_applicable"]
)
FINDINGS = st.lists(
    st.builds(found, VERDICTS, st.sampled_from([0, 0.25, 0.5, 1, 1.5, 2, 3])), max_size=12
)


@given(FINDINGS)
def test_the_score_is_exact(findings: list[Finding]) -> None:
    counted = [f for f in findings if f.points is not None]
    total = sum(Fraction(f.weight) for f in counted)
    gained = sum(Fraction(f.weight) * Fraction(f.points or 0) for f in counted)
    assert score(findings) == (floor(100 * gained / total + Fraction(1, 2)) if total else None)


@given(FINDINGS)
def test_the_first_thing_to_change_is_the_one_that_gains_most(findings: list[Finding]) -> None:
    def gain(finding: Finding) -> float:
        return 0.0 if finding.points is None else finding.weight * (1 - finding.points)

    chosen = one_thing(findings)
    if chosen is None:
        assert all(gain(finding) == 0 for finding in findings)
    else:
        assert gain(chosen) == max(map(gain, findings)) > 0


def test_judging_changes_nothing_and_gives_the_same_again(standard: Playbook) -> None:
    review = reviewed(measured(25.0, "length", HERE), measured(150.0, "speaking_rate"))
    before = replace(review)
    assert judge(review, standard) == judge(review, standard)
    assert review == before
