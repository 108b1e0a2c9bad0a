"""The recording as the page plays it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coach.records import Span
from coach.report.listening_view import ListeningView, listening_view

from . import example

if TYPE_CHECKING:
    from .said import Example


def _view(made: Example) -> ListeningView:
    return listening_view(made.review, made.findings, "data:,")


def test_every_word_carries_its_times() -> None:
    made = example.rich()
    view = _view(made)
    words = made.review.speech.transcript.words
    assert [token.text for token in view.tokens] == [word.text for word in words]
    assert (view.tokens[0].start, view.tokens[0].end) == ("10.900", f"{words[0].end_s:.3f}")


def test_words_of_numbers_and_doubtful_words_are_marked() -> None:
    view = _view(example.rich())
    numbers = [token.text for token in view.tokens if "num" in token.marks.split()]
    unsure = [token.text for token in view.tokens if "unsure" in token.marks.split()]
    assert numbers == ["212,", "555,", "0143."] * 2
    assert unsure == ["Whitfield", "TMS"]
    assert view.has_number
    assert view.has_unsure


def test_a_number_in_pieces_is_written_in_one() -> None:
    made = example.rich()
    words = list(made.review.speech.transcript.words)
    words[1:3] = [replace(words[1], text="212"), replace(words[2], text="-555")]
    transcript = replace(made.review.speech.transcript, words=tuple(words))
    speech = replace(made.review.speech, transcript=transcript)
    view = _view(replace(made, review=replace(made.review, speech=speech)))
    assert "".join(token.text + token.space for token in view.tokens[:4]) == "Hi 212-555 is "


def test_only_long_silences_are_written() -> None:
    view = _view(example.rich())
    assert [(t.text, t.pause) for t in view.tokens if t.pause] == [("platform.", "0.9 s")]


def test_a_silence_outside_the_words_is_not_written() -> None:
    made = example.rich()
    speech = replace(made.review.speech, pauses=(Span(1.0, 4.0), Span(36.0, 39.0)))
    view = _view(replace(made, review=replace(made.review, speech=speech)))
    assert not any(token.pause for token in view.tokens)


def test_cuts_are_listed() -> None:
    cuts = _view(example.rich()).cuts
    assert [(cut.word, cut.clock, cut.duration) for cut in cuts] == [
        ("Ring", "0:00.0", "4.10 s"),
        ("Greeting", "0:04.5", "5.20 s"),
        ("Beep", "0:10.0", "0.40 s"),
    ]
    assert cuts[1].quote.startswith("You have reached")


def test_the_waveform_tells_what_it_shows() -> None:
    drawn = _view(example.rich()).waveform
    assert "The message runs from 0:10.9 to 0:35.8." in drawn
    assert "Left out: ring from 0:00.0, greeting from 0:04.5, beep from 0:10.0." in drawn
    assert "Left out: nothing." in _view(example.no_number()).waveform


def test_what_lasts_the_whole_message_is_not_pointed_at() -> None:
    drawn = _view(example.rich()).waveform
    assert "Miss: Were the groups set apart?" in drawn
    assert "Watch: Is it short?" not in drawn
