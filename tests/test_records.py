"""The nouns' own arithmetic."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, is_dataclass, replace

import pytest
from spoken import say, told

from coach import records
from coach.errors import FailureKind, RecordingError
from coach.records import Span, Word, written


def test_a_span_is_never_negative_and_shares_what_overlaps() -> None:
    assert Span(1.0, 3.5).duration_s == 2.5
    assert Span(3.0, 1.0).duration_s == 0.0
    assert Span(1.0, 3.0).overlap_s(Span(2.0, 9.0)) == 1.0
    assert Span(1.0, 2.0).overlap_s(Span(2.0, 3.0)) == 0.0
    assert Span(5.0, 6.0).overlap_s(Span(1.0, 2.0)) == 0.0


def test_every_noun_is_frozen() -> None:
    nouns = [one for one in vars(records).values() if is_dataclass(one)]
    assert len(nouns) > 10
    assert all(noun.__dataclass_params__.frozen for noun in nouns)  # type: ignore[attr-defined]  # CPython's
    with pytest.raises(FrozenInstanceError):
        Span(0.0, 1.0).start_s = 2.0  # type: ignore[misc]  # the point


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["Call", "212", "-555", "-0143."], "Call 212-555-0143."),
        (["Hi", "-", "it's", "Dana"], "Hi - it's Dana"),
        (["follow", "-up"], "follow -up"),
        ([], ""),
    ],
)
def test_the_groups_of_a_number_are_written_together(words: list[str], line: str) -> None:
    assert written(Word(text, 0.0, 1.0, 0.9) for text in words) == line


def test_a_reading_has_a_pace() -> None:
    reading = say("{212 555 0143}", digit_s=0.5, group_pause_s=1.0).readings[0]
    assert reading.seconds_per_digit == pytest.approx(0.7)


def test_a_transcript_is_its_words() -> None:
    assert say("Hi Sam, call {212 555 0143}").transcript.text == "Hi Sam, call 212-555-0143"
    assert replace(say("Hi.").transcript, words=told("Bye now.")).text == "Bye now."


def test_a_failure_crosses_a_process_border_whole() -> None:
    error = pickle.loads(pickle.dumps(RecordingError(FailureKind.TOO_LONG, "It is too long.")))  # noqa: S301  # our own
    assert (error.kind, error.message, str(error)) == (
        FailureKind.TOO_LONG,
        "It is too long.",
        "It is too long.",
    )
