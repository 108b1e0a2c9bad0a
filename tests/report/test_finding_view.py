"""Findings as the pages print them, and the one to act on."""

from __future__ import annotations

from dataclasses import replace

from coach.records import Evidence, Finding, Measurement
from coach.report import finding_view as fv

from . import example
from .said import finding

REVIEW = example.rich().review


def _view(made: Finding) -> fv.FindingView:
    return fv.finding_view(REVIEW, made, 1)


def test_the_one_thing_lost_most() -> None:
    findings = [
        finding("pauses", "miss", "small"),
        finding("length", "watch", "large, half lost"),
        finding("digit_pace", "miss", "large, all lost", [Evidence(1.0, 2.0, "two one two")]),
        finding("number_given", "miss", "as large, but later"),
    ]
    one = fv.one_thing(findings, [_view(made) for made in findings])
    assert one.advice == "large, all lost"
    assert one.finding is not None
    assert one.evidence is not None
    assert (one.evidence.start, one.evidence.quote) == ("1.000", "two one two")


def test_a_row_without_advice_is_named_by_its_question() -> None:
    findings = [finding("length", "miss")]
    assert fv.one_thing(findings, [_view(findings[0])]).advice == "Is it short?"


def test_nothing_lost_is_said() -> None:
    passed = [finding("length", "pass")]
    idle = [finding("length", "not_measurable", reason="too noisy")]
    assert "Keep doing exactly this" in fv.one_thing(passed, [_view(passed[0])]).advice
    assert "no advice" in fv.one_thing(idle, [_view(idle[0])]).advice
    assert fv.one_thing(idle, [_view(idle[0])]).finding is None


def test_what_is_not_measured_costs_nothing() -> None:
    assert fv.lost_points(finding("length", "not_measurable")) == 0
    assert fv.costliest([finding("length", "not_applicable")]) is None


def test_a_finding_carries_value_target_source_and_facts() -> None:
    view = _view(finding("digit_pace", "miss", "Slower."))
    assert (view.figure, view.unit, view.value) == ("0.32", "s per digit", "0.32 s per digit")
    assert view.label == "Seconds per digit"
    assert view.target == "≥ 0.60 s per digit"
    assert view.source.startswith("7 Ways")
    assert [(fact.label, fact.value) for fact in view.facts] == [
        ("Quickest digit", "0.26 s"),
        ("Digits the pen is behind", "5 digits"),
    ]
    assert view.weight == "3"


def test_a_word_for_a_value_is_no_figure() -> None:
    review = replace(REVIEW, measurements=(Measurement("audibility", "clear", ""),))
    view = fv.finding_view(review, finding("audibility", "pass"), 1)
    assert (view.figure, view.value) == ("", "clear")


def test_parts_speak_for_a_row_without_a_value_of_its_own() -> None:
    view = _view(finding("audibility", "pass"))
    assert view.value == ""
    assert [(fact.label, fact.value) for fact in view.facts] == [
        ("Level", "\N{MINUS SIGN}21.4 dBFS"),
        ("Clipped share", "under 0.1%"),
        ("Voice over background", "24.0 dB"),
    ]


def test_long_evidence_is_folded() -> None:
    places = [Evidence(float(k), k + 0.5, "um") for k in range(5)]
    view = _view(finding("fillers", "watch", "", places))
    assert [len(view.evidence), len(view.more), view.more_label] == [3, 2, "2 more places"]


def test_evidence_without_words_says_how_long() -> None:
    view = fv.evidence_view(Evidence(10.9, 35.8, ""))
    assert (view.clock, view.until, view.label) == ("0:10.9", "to 0:35.8", "Play 0:10.9")


def test_a_persons_verdict_is_theirs() -> None:
    assert _view(finding("length", "pass")).by == ""
    assert _view(replace(finding("length", "pass"), by="Sam")).by == "Sam"


def test_the_reason_of_the_measurement_stands_in() -> None:
    review = example.no_number().review
    assert (
        fv.finding_view(review, finding("number_given", "miss"), 1).reason == "no number was heard"
    )


def test_rows_without_a_value_are_grouped_by_reason() -> None:
    rows = ["who", "value", "proof", "length", "pauses"]
    reasons = ["too new", "too new", "too new", "too noisy", ""]
    groups = fv.by_reason(
        _view(finding(row, "not_measurable", reason=reason))
        for row, reason in zip(rows, reasons, strict=True)
    )
    assert [(g.count, g.reason) for g in groups] == [
        ("1 row", "too noisy"),
        ("1 row", "No reason was given."),
        ("3 rows", "too new"),
    ]
    assert groups[2].rows[1].question == "Is there a concrete benefit?"


def test_only_rows_that_count_are_counted() -> None:
    findings = [
        finding("length", "pass"),
        finding("pauses", "miss"),
        replace(finding("fillers", "miss"), weight=0.0),
        finding("who", "not_measurable"),
    ]
    assert fv.told(fv.counts(findings)) == "1 pass, 0 watch, 1 miss"
