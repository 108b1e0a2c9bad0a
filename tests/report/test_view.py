"""One message as its page prints it."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace
from typing import TYPE_CHECKING

from coach.report import Attempt, PaceTargets, message_view

from . import example
from .said import Example, finding

if TYPE_CHECKING:
    from coach.records import Finding
    from coach.report.view import ReportView


def _view(made: Example) -> ReportView:
    return message_view(made.review, made.findings, made.score, b"sound", made.attempts)


def test_the_header_says_who_to_whom_and_when() -> None:
    header = _view(example.rich()).header
    assert (header.rep, header.prospect_company) == ("Dana Whitfield", "Acme Pumps")
    assert header.when == "Fri, Nov 20, 2026, 3:04 pm"
    assert header.when_iso == "2026-11-20T15:04:00-05:00"
    assert (header.attempt, header.length) == ("2 of 3", "24.9 s")


def test_what_is_not_known_is_said() -> None:
    made = example.no_number()
    recording = replace(made.review.recording, rep=None, prospect=None)
    header = _view(replace(made, review=replace(made.review, recording=recording))).header
    assert (header.rep, header.prospect) == ("Rep not known", "Prospect not known")
    assert (header.when, header.when_iso, header.attempt) == ("Date not known", "", "not known")


def test_the_score_tells_how_it_came_about() -> None:
    score = _view(example.rich()).score
    assert score.figure == "58"
    assert score.told == "58 of 100: 8 pass, 3 watch, 4 miss of 15 rows that count"
    assert score.told in score.bar


def test_no_score_is_not_zero() -> None:
    made = example.rich()
    none = message_view(made.review, (), None, None)
    assert none.score.figure == ""
    assert "No row" in none.score.told
    assert none.one.finding is None


def test_every_finding_stands_in_one_place() -> None:
    made = example.rich()
    view = _view(made)
    shown = [*view.to_change, *view.rest]
    assert len({row.anchor for row in shown}) == len(shown)
    unmeasured = sum(len(group.rows) for group in view.not_measured)
    assert len(shown) + unmeasured == len(made.findings)
    assert view.not_measured_count == "20 rows"
    assert [group.reason for group in view.not_measured] == [
        "This version does not measure it yet."
    ]


def test_misses_come_before_watches_and_the_costliest_first() -> None:
    rows = [(row.word, row.id) for row in _view(example.rich()).to_change]
    assert rows == [
        ("Miss", "digit_pace"),
        ("Miss", "opening"),
        ("Miss", "no_checking_in"),
        ("Miss", "digit_groups"),
        ("Watch", "length"),
        ("Watch", "speaking_rate"),
        ("Watch", "sameness"),
    ]
    assert _view(example.rich()).to_change_count == "4 misses, 3 watches"


def test_verdicts_on_the_number_link_to_their_rows() -> None:
    view = _view(example.rich())
    chips = {chip.label: chip for chip in view.number.chips}
    assert list(chips) == [
        "Number given",
        "Said twice",
        "Pace of the digits",
        "Groups set apart",
        "Readings agree",
    ]
    assert chips["Pace of the digits"].word == "Miss"
    anchors = {row.anchor for row in [*view.to_change, *view.rest]}
    assert {chip.anchor for chip in chips.values()} <= anchors


def test_a_verdict_that_was_not_measured_links_nowhere() -> None:
    made = example.rich()
    findings: tuple[Finding, ...] = (finding("digit_pace", "not_measurable", reason="noise"),)
    view = message_view(made.review, findings, None, None)
    assert [(chip.word, chip.anchor) for chip in view.number.chips] == [("Not measured", "")]


def test_a_missing_number_is_said() -> None:
    assert _view(example.no_number()).number.missing == "No number to call back was heard."
    assert _view(example.rich()).number.missing == ""
    made = example.rich()
    number = made.review.numbers[0]
    broken = replace(number, readings=(), partial=number.readings[:1], complete=False)
    review = replace(made.review, numbers=(broken,))
    assert message_view(review, (), None, None).number.missing == "No number was said in full."


def test_doubts_are_shown_once() -> None:
    made = example.readings_differ()
    speech = replace(made.review.speech, warnings=made.review.warnings)
    view = _view(replace(made, review=replace(made.review, speech=speech)))
    assert view.warnings == ("The header says 30.0 s, 27.3 s decoded.",)
    assert [place.clock for place in view.suspects] == ["0:11.2"]


def test_the_sound_is_embedded_with_its_type() -> None:
    made = example.rich()
    view = message_view(made.review, made.findings, 1, b"\x00\xff", audio_mime="audio/ogg")
    head, _, data = view.listening.audio_src.partition(";base64,")
    assert (head, b64decode(data)) == ("data:audio/ogg", b"\x00\xff")
    assert message_view(made.review, made.findings, 1, None).listening.audio_src == ""


def test_the_sequence_links_to_its_other_pages() -> None:
    first, this, last = _view(example.rich()).attempts
    assert (first.title, first.href, first.score) == ("Attempt 1", "./dana-acme-1.html", "48")
    assert first.sameness == ""
    assert (this.href, this.is_this) == (None, True)
    assert last.sameness == "34% like an earlier message"
    assert "48, 58, 77" in _view(example.rich()).attempts_chart


def test_an_attempt_of_which_little_is_known() -> None:
    made = example.rich()
    view = message_view(
        made.review, (), None, None, [Attempt(None, None, None, None, is_this=False)]
    )
    assert [(a.title, a.when, a.score) for a in view.attempts] == [
        ("Attempt", "Date not known", "")
    ]
    assert view.attempts_chart == ""


def test_targets_of_the_playbook_label_the_lines() -> None:
    made = example.rich()
    targets = PaceTargets(each_pass_s=0.5, mean_pass_s=0.7)
    block = message_view(made.review, (), None, None, targets=targets).number
    assert (block.each_line, block.mean_line) == ("0.50 s", "0.70 s")


def test_provenance_names_versions_and_recording() -> None:
    fields = {field.label: field.value for field in _view(example.rich()).provenance}
    assert fields["Coach"] == "0.1.0"
    assert fields["Speech model"].startswith("base@sha256:")
    assert fields["Playbook"].startswith("standard@sha256:")
    assert fields["Recording"] == "calls/2026-11-20/dana_acme-pumps_2.wav"
    assert fields["Channel"] == "1 of 1"
    assert fields["Date taken from"] == "file name"
