"""Names and numbers hidden: in words, in records, and where in the sound."""

from __future__ import annotations

import re

import pytest
from teams import team, without

from coach.masking import LEAST_DIGITS, masking
from coach.records import Speech, Transcript, Word

NAMES = masking(team())


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("My number is 212-555-0143.", "My number is [number]."),
        ("Call two one two, five five five, oh one four three.", "Call [number]."),
        ("double five one two triple three", "[number]"),
        ("area code six one seven, then five five five", "area code [number]"),
        ("at 6175550188x22 or", "at [number] or"),
        ("for two minutes or three", "for two minutes or three"),
        ("20 dollars for 40,000 people at 10:30", "20 dollars for 40,000 people at 10:30"),
        ("Karin Holt told me", "[name] told me"),
        ("karin holt told me", "[name] told me"),
        ("for Karin's team at Acme Dental", "for [name] team at [name]"),
        ("Hey Marcus, this is Dana", "Hey [name], this is Dana"),
        ("Good morning. I saw it.", "Good morning. I saw it."),
        ("mail wen@tolland.example today", "mail [name] today"),
        ("", ""),
    ],
)
def test_words(text: str, masked: str) -> None:
    assert NAMES.text(text) == masked


def test_a_misheard_name_of_the_own_prospect_is_hidden() -> None:
    own = without(team()[0], prospect="Catherine Sharpe").recording
    assert NAMES.text("I hope Katherin Sharp is well", own) == "I hope [name] is well"


def test_a_quote_of_digits_alone_is_hidden_however_short() -> None:
    assert NAMES.text("43") == "[number]"
    assert NAMES.text("oh one") == "[number]"
    assert LEAST_DIGITS == 3


def test_one_prospect_has_one_alias() -> None:
    first = [one.recording.prospect for one in team()]
    found = {name: NAMES.alias(name) for name in first}
    assert len(set(found.values())) == len(set(first)) == 5
    assert NAMES.alias("  WEN  li ") == found["Wen Li"]
    assert NAMES.alias(None) is None


def test_nothing_of_a_prospect_is_left_in_a_message() -> None:
    parts = {part for one in team() for part in one.recording.prospect.lower().split()}
    companies = {"tolland", "acme", "riverbend", "granite", "bluewater"}
    for one in team()[:60]:
        left = repr(NAMES.kept(one)).lower()
        assert not (parts | companies) & set(re.findall(r"\w+", left))
        assert "5550143" not in left
        assert "five five five" not in left
        assert "oh one four three" not in left
        assert one.recording.rep.lower() in left


def speech(words: str) -> Speech:
    """Return a hearing of words, half a second each."""
    made = tuple(
        Word(text, 1 + k * 0.5, 1.4 + k * 0.5, 0.9) for k, text in enumerate(words.split())
    )
    one = team()[0]
    return Speech(
        sha256="",
        duration_s=one.duration_s,
        channel=0,
        channel_count=1,
        message=one.message,
        cuts=(),
        transcript=Transcript(made, "en", "base"),
        readings=(),
        pauses=(),
        voiced_s=1.0,
        level_dbfs=-20.0,
        peak_dbfs=-6.0,
        snr_db=None,
        clipped_share=0.0,
        waveform=(),
    )


def test_spans_cover_the_hidden_words_and_what_is_no_message() -> None:
    one = without(team()[0], prospect="Karin Holt")
    spans = NAMES.spans(one, speech("Hi Karin, call two one two five now"))

    def hidden(at_s: float) -> bool:
        return any(span.start_s <= at_s <= span.end_s for span in spans)

    assert [hidden(1.2 + k * 0.5) for k in range(8)] == [
        *(False, True, False, True, True, True, True, False)
    ]
    assert hidden(0.2)
    assert hidden(one.duration_s - 0.1)
