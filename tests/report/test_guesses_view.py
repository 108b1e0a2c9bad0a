"""Guesses are shown as guesses, with how to put them right."""

from __future__ import annotations

import shlex
from dataclasses import replace

from coach.report import message_view, render_message
from coach.report.corrections_view import PutRight
from coach.report.guesses_view import NO_GUESS, guess_view

from . import example
from .said import recording_of


def test_what_was_read_from_the_name_says_so() -> None:
    guess = guess_view(recording_of(), ("prospect", "recorded_at"), 17)
    assert (guess.rep, guess.prospect) == ("", "read from the file name")
    assert guess.when == "read from the file name"
    assert guess.told == "Whom it is for and when"


def test_a_file_time_is_no_name() -> None:
    recording = recording_of(recorded_at_source="file time")
    assert guess_view(recording, ("recorded_at",), 17).when == "a guess: the file time"


def test_the_command_holds_what_is_guessed_ready_to_change() -> None:
    recording = recording_of(prospect="O'Brien; rm -rf ~ $(x)")
    command = guess_view(recording, {"prospect", "recorded_at", "rep"}, 17).command
    assert shlex.split(command) == [
        *("coach", "assign", "17", "--rep", "Dana Whitfield"),
        *("--prospect", "O'Brien; rm -rf ~ $(x)"),
        *("--recorded-at", "2026-11-20T15:04-05:00"),
    ]


def test_what_is_known_is_no_guess() -> None:
    assert guess_view(recording_of(), (), 17) == NO_GUESS
    assert guess_view(recording_of(), ("outcome", "segment"), 17) == NO_GUESS
    assert guess_view(recording_of(prospect=None), ("prospect",), 17) == NO_GUESS


def test_the_page_shows_a_guess_and_no_guess_where_there_is_none() -> None:
    made = example.rich()
    assert "guessed" not in _shown(render_message(message_view(made.review, (), None, None)))
    recording = replace(made.review.recording, guessed=("rep",))
    review = replace(made.review, recording=recording)
    page = _shown(render_message(message_view(review, (), None, None, put_right=PutRight(17))))
    assert "Who left it: guessed." in page
    assert "coach assign 17 --rep &#39;Dana Whitfield&#39;" in page
    unnumbered = _shown(render_message(message_view(review, (), None, None)))
    assert "coach assign</code>" in unnumbered


def _shown(page: str) -> str:
    return page[page.index("<body") :]
