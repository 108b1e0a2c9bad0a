"""What a person corrected is shown as a person's."""

from __future__ import annotations

from dataclasses import replace

from coach.correction import Correction
from coach.report import message_view, render_message
from coach.report.corrections_view import PutRight, before_text, other_corrections, row_corrections

from . import example
from .said import finding

NOTE = "I could write every digit down."
CORRECTION = Correction(NOTE, "Luis Ortega", "digit_pace", "pass")


def test_a_verdict_carries_the_note_and_what_coach_had_said() -> None:
    before = [finding("digit_pace", "miss"), finding("length", "pass")]
    view = row_corrections([CORRECTION], before)["digit_pace"]
    assert (view.by, view.note, view.before) == ("Luis Ortega", NOTE, "Coach had said: Miss.")


def test_the_last_correction_counts() -> None:
    later = replace(CORRECTION, note="No, it was too quick.", verdict="watch")
    views = row_corrections([CORRECTION, later], [])
    assert views["digit_pace"].note == "No, it was too quick."
    assert views["digit_pace"].before == ""


def test_why_coach_had_no_verdict_is_told() -> None:
    said = before_text(finding("value", "not_measurable", reason="Too noisy."))
    assert said == "Coach had said: Not measured (Too noisy)."


def test_numbers_and_bounds_are_told_apart_from_rows() -> None:
    given = [
        Correction("a three", "Ann", digits="2125550143"),
        Correction("late", "Ann", start_s=11.2),
        Correction("both", "Ann", start_s=1.0, end_s=24.5),
        Correction("cut", "Ann", end_s=24.5),
        CORRECTION,
    ]
    assert [(view.what, view.note) for view in other_corrections(given)] == [
        ("The number is 2125550143.", "a three"),
        ("The message starts at 0:11.2.", "late"),
        ("The message runs from 0:01.0 to 0:24.5.", "both"),
        ("The message ends at 0:24.5.", "cut"),
    ]
    assert set(row_corrections(given, [])) == {"digit_pace"}


def test_the_page_shows_who_said_so_and_the_note_once() -> None:
    made = example.rich()
    findings = tuple(
        replace(f, verdict="pass", points=1.0, by="Luis Ortega", reason=NOTE)
        if f.id == "digit_pace"
        else f
        for f in made.findings
    )
    digits = Correction("The last one is a three.", "Luis Ortega", digits="2125550143")
    view = message_view(
        made.review,
        findings,
        made.score,
        None,
        put_right=PutRight(17, [CORRECTION, digits], made.findings),
    )
    page = render_message(view)
    assert page.count(NOTE) == 1
    assert "Coach had said: Miss." in page
    assert "by Luis Ortega" in page
    assert "The number is 2125550143." in page
