"""All messages as the index prints them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from coach.report import IndexEntry, index_view

from . import example


def _dated(name: str, moment: datetime | None) -> IndexEntry:
    made = example.no_number()
    recording = replace(made.review.recording, rep=name, recorded_at=moment)
    review = replace(made.review, recording=recording)
    return IndexEntry(review, made.findings, made.score, f"{name}.html")


def test_newest_first_and_undated_last() -> None:
    view = index_view(
        [
            _dated("undated", None),
            _dated("old", datetime(2026, 1, 1, tzinfo=UTC)),
            _dated("new", datetime(2026, 3, 1)),  # noqa: DTZ001 - rosters may give no zone
            _dated("middle", datetime(2026, 2, 1, tzinfo=UTC)),
        ]
    )
    assert [row.header.rep for row in view.rows] == ["new", "middle", "old", "undated"]


def test_a_row_says_what_to_do_and_links_to_its_page() -> None:
    row = next(row for row in index_view(example.entries()).rows if row.href == "./rich.html")
    assert row.one.startswith("Say each digit as if they were writing it down")
    assert (row.score, row.counts_text) == ("58", "8 pass, 3 watch, 4 miss")
    assert [(count.word, count.count) for count in row.counts] == [
        ("pass", "8"),
        ("watch", "3"),
        ("miss", "4"),
    ]
    assert row.header.attempt == "2"


def test_totals() -> None:
    view = index_view(example.entries(), example.failures())
    assert (view.messages, view.failures_count) == ("5 messages", "2 recordings")
    assert (view.median_score, view.median_note) == ("58", "of 5 scores")
    assert view.habit == "Was each digit slow enough to write down?"
    assert view.habit_note == "cost most in 2 of the 5 that lost points"
    assert next(failure.message for failure in view.failures) == "This file is empty."


def test_too_few_messages_show_no_habit() -> None:
    view = index_view(example.entries()[1:3])
    assert (view.habit, view.habit_note) == ("", "")


def test_doubts_are_counted() -> None:
    rows = {row.href: row.warned for row in index_view(example.entries()).rows}
    assert rows["./differ.html"] == "1 doubt"
    assert rows["./rich.html"] == ""


def test_a_message_without_a_score() -> None:
    made = example.rich()
    view = index_view([IndexEntry(made.review, (), None, "a.html")])
    assert (view.rows[0].score, view.median_score) == ("", "")
    assert view.rows[0].question == ""
    assert "no advice" in view.rows[0].one


def test_nothing_at_all() -> None:
    view = index_view(())
    assert (view.rows, view.failures, view.scores_chart) == ((), (), "")
