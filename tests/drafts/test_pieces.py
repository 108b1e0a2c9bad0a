"""Markup, directions and blanks: passed over as a reader passes over them, and never lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.draft import Draft
from coach.drafts.blanks import Blanks
from coach.drafts.pieces import pieces


def draft(text: str, **known: str) -> Draft:
    return Draft(text, "0" * 64, pieces(text, Blanks(**known)))


def said(text: str, **known: str) -> str:
    return " ".join(draft(text, **known).said.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hi <b>Sam</b>, this <i>is</i> Dana.", "Hi Sam, this is Dana."),
        ("Hi **Sam**, _this_ is `Dana`.", "Hi Sam, this is Dana."),
        ("# Voicemail 1\nHi Sam.", "Hi Sam."),
        ("Voicemail #2: Hi Sam.", "Hi Sam."),
        ("**Rep:** Hi Sam.", "Hi Sam."),
        ("- Hi Sam.\n- Call me.", "Hi Sam. Call me."),
        ("1. Hi Sam.\n2) Call me.", "Hi Sam. Call me."),
        ("> Hi Sam.", "Hi Sam."),
        ("See [our site](https://example.test/x).", "See our site."),
        ("Hi Sam. <!-- not this --> Bye.", "Hi Sam. Bye."),
        ("Hi Sam.<br>It&#39;s Dana &amp; Lee.", "Hi Sam. It's Dana & Lee."),
        ("<script>alert(1)</script>Hi Sam.", "alert(1) Hi Sam."),
        ("Hi Sam (pause) this is Dana [smile].", "Hi Sam this is Dana ."),
        ("Call me (my cell) at (212) 555 0143.", "Call me (my cell) at (212) 555 0143."),
        ("We save 3 * 4 hours, 5 < 6 and snake_case_names.",) * 2,
        ("It cost $40, that's 20% off.",) * 2,
        ("<!-- never closed", ""),
    ],
)
def test_what_is_said_of_markup(text: str, expected: str) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hi [Name], it's [Your Name] from [Company].", "Hi Sam, it's Dana Fletcher from Orrin."),
        ("Hi {{first_name}}, this is {{name}}.", "Hi Sam, this is Dana Fletcher."),
        ("Hello <<FirstName>>, <Your Name> with <COMPANY>", "Hello Sam, Dana Fletcher with Orrin"),
        ("Hi %FIRSTNAME%!", "Hi Sam!"),
        ("Hi ____, this is ____ from ____.", "Hi Sam, this is Dana Fletcher from Orrin."),
        ("Hi (name), this is (your name).", "Hi Sam, this is Dana Fletcher."),
        ("How does [their company] do it?", "How does Tarrow Foods do it?"),
        ("Call me at [phone number].", "Call me at number."),
        ("My number is XXX-XXX-XXXX or 555-XXXX.", "My number is number or number."),
        ("[day] at [time] or [day] at [time]?", "Tuesday at 10 am or Wednesday at 2 pm?"),
        ("[mutual contact] sent me.", "Robin Hale sent me."),
        ("I know [pain point] costs you.", "I know pain point costs you."),
    ],
)
def test_blanks_are_read_as_what_will_stand_there(text: str, expected: str) -> None:
    assert said(text) == expected


def test_the_roster_fills_blanks_in() -> None:
    text = "Hi [Name], this is [Your Name] from [Company], call [phone]."
    known = {"rep": "Lee Marsh", "rep_company": "Halden", "rep_phone": "212 555 0143"}
    assert said(text, prospect="Priya Nair", **known) == (
        "Hi Priya, this is Lee Marsh from Halden, call 212 555 0143."
    )


def test_blanks_are_told_once_as_written() -> None:
    assert draft("Hi [Name]. Bye [Name], [Your\tName].").blanks == ("[Name]", "[Your Name]")


def test_a_stretch_is_read_without_markup_and_with_blanks_as_written() -> None:
    made = draft("Hi [Name], we **cut** waits.")
    assert made.readable(0, len(made.text)) == "Hi [Name], we cut waits."


@given(st.text(alphabet="aZ9 [](){}<>*_#-&;:%/!\n`~X|", max_size=80))
def test_pieces_cover_the_text_and_places_lie_in_it(text: str) -> None:
    made = draft(text)
    assert "".join(text[p.start_char : p.end_char] for p in made.pieces) == text
    for place in range(len(made.said)):
        start, end = made.written(place, place + 1)
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize("mark", ["<a ", "[", "{{", "<!--", "*", "_", "(", "&#", "- ", "`"])
def test_no_markup_takes_long(mark: str) -> None:
    text = mark * 20_000
    assert "".join(text[p.start_char : p.end_char] for p in draft(text).pieces) == text
