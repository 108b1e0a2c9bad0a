"""What happens next: cues together with the times that are really said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cued import level, quotes, told

from coach.measures.content_steps import (
    callback_window,
    commitment,
    meeting_options,
    next_attempt,
    other_channel,
)

if TYPE_CHECKING:
    from coach.measures import Measure


@pytest.mark.parametrize(
    ("row", "text", "cues", "expected"),
    [
        (callback_window, "I'm at my desk between two and four", "window", 2),
        (callback_window, "I'm in all day Thursday", "window", 2),
        (callback_window, "I'm in the office this afternoon", "window", 2),
        (callback_window, "two to five is when I answer", "window", 2),
        (callback_window, "I'm sending you two drawings tonight", "other_channel", 0),
        (callback_window, "you'll catch me at my desk", "window", 1),
        (callback_window, "call me between two and four", "callback_only", 2),
        (callback_window, "I'm on two one two, five five five, oh one four three", "window", 0),
        (callback_window, "I'm on 212-555-0143 this afternoon", "window", 2),
        (callback_window, "give me a call back from 2 to 4", "rough_window", 2),
        (callback_window, "call me this afternoon", "rough_window", 1),
        (callback_window, "call me by Friday", "callback_only", 0),
        (callback_window, "text me after 4", "", 2),
        (callback_window, "we're open until 7", "", 2),
        (callback_window, "I'm home evenings", "", 2),
        (callback_window, "I'll call you between two and four", "will_call_dated", 0),
        (callback_window, "the gate is slow between two and four", "", 0),
        (callback_window, "I'm here till about 3 blue truck", "window", 2),
        (callback_window, "I'm at the dock till dark", "window", 2),
        (callback_window, "I'm free Wednesday at ten", "window meeting_time", 1),
        (callback_window, "I will have my phone by me", "window?", 1),
        (callback_window, "call me any time", "any_time", 0),
        (callback_window, "call me back", "callback_only", 0),
        (callback_window, "about the tender", "reason", 0),
        (next_attempt, "I'll try you Thursday at ten", "will_call_dated", 2),
        (next_attempt, "I'll try you again on Thursday", "will_call", 2),
        (next_attempt, "I'll try you tomorrow morning", "will_call_dated", 2),
        (next_attempt, "I'll try you next week", "will_call_dated", 1),
        (next_attempt, "I'll try you again", "will_call", 1),
        (next_attempt, "I'll try you Thursday at ten", "will_call_dated?", 1),
        (next_attempt, "call me Thursday at ten", "window", 0),
        (meeting_options, "Tuesday at ten or Wednesday at two", "meeting_time", 2),
        (meeting_options, "ten, eleven or two on Thursday", "meeting_time", 3),
        (meeting_options, "Tuesday or Thursday afternoon", "meeting_time", 2),
        (meeting_options, "could we meet Tuesday at ten", "meeting_time", 1),
        (meeting_options, "between two and four on Thursday", "meeting_time", 1),
        (meeting_options, "could we meet next week", "meeting_time", 1),
        (meeting_options, "this week or next", "meeting_time", 1),
        (meeting_options, "could we meet up", "meeting_time", 1),
        (meeting_options, "Tuesday at ten or Wednesday at two", "meeting_time?", 1),
        (meeting_options, "I'll mail you two or three dates", "other_channel", 2),
        (meeting_options, "I'll send you a few times", "step", 2),
        (meeting_options, "I tried you a few times", "earlier_contact", 0),
        (meeting_options, "I'm in Tuesday and Wednesday", "window", 0),
        (meeting_options, "I'll be on your block Thursday and again Monday", "", 2),
        (meeting_options, "we have openings on the 6th and the 8th", "", 2),
        (meeting_options, "I'm holding Monday at ten and Thursday at two for you", "", 2),
        (meeting_options, "I've got tomorrow at noon or Saturday at nine open", "", 2),
        (meeting_options, "I have Monday at ten for the roof", "", 0),
        (meeting_options, "I've just emailed you three dates", "", 2),
        (meeting_options, "openings since Monday, and today it is the gate", "", 0),
        (callback_window, "I'll be on your street Friday morning", "window", 1),
        (other_channel, "ring me and I'll read you the letter", "other_channel", 1),
        (commitment, "I'll text you the link right after this", "step", 2),
        (commitment, "I can drop it off Monday or Tuesday", "step_with_date", 1),
        (commitment, "you said it runs dry by Thursday", "step echo", 0),
        (other_channel, "I'll send you an email", "other_channel", 2),
        (other_channel, "I'll send you an email", "", 2),
        (other_channel, "I'll let you have the plan", "other_channel?", 1),
        (other_channel, "call me back", "callback_only", 0),
        (commitment, "you'll have it by Friday", "step_with_date", 2),
        (commitment, "I'll send it on Thursday", "step", 2),
        (commitment, "I'll call you Thursday at ten", "will_call_dated", 2),
        (commitment, "I'll send you the plan", "step", 1),
        (commitment, "I'll try you again", "will_call", 1),
        (commitment, "the discount ends on the 30th", "offer_deadline", 1),
        (commitment, "could we meet Tuesday at ten", "meeting_time", 1),
        (commitment, "you'll have it by Friday", "step_with_date?", 1),
        (commitment, "your lease ends on Friday", "trigger", 0),
    ],
)
def test_a_cue_and_its_time_make_the_rubrics_levels(
    row: Measure, text: str, cues: str, expected: float
) -> None:
    seen = told("Hi Sam", (text, cues))
    assert level(row, seen) == expected
    assert level(row, told("Hi Sam", (text, cues), recorded_at=None)) == expected


def test_options_in_several_clauses_are_counted_once_each() -> None:
    seen = told(
        ("how about Tuesday at ten", "meeting_time"),
        ("or Wednesday at two", "meeting_time"),
        ("so Tuesday at 10 a.m.", "meeting_time"),
    )
    assert level(meeting_options, seen) == 2
    assert quotes(meeting_options, seen)[0] == "how about Tuesday at ten"


def test_what_goes_on_with_or_is_proposed_too() -> None:
    seen = told(("would Monday morning suit", "meeting_time"), "or is Thursday after lunch kinder")
    assert level(meeting_options, seen) == 2
    seen = told(("would Monday morning suit", "meeting_time"), "or I'll call you on Thursday")
    assert level(meeting_options, seen) == 1
    assert level(meeting_options, told("we close", "or so I hear on Thursday")) == 0


def test_times_that_they_may_choose_from_are_proposed() -> None:
    assert level(meeting_options, told("the ninth or the sixteenth, whichever suits you")) == 2
    assert level(meeting_options, told("the ninth is free, if either of you can make it")) == 0


def test_a_time_that_begins_the_next_clause_still_belongs() -> None:
    seen = told(("you can reach me at my desk", "window"), "between two and four today")
    assert level(callback_window, seen) == 2
    apart = told(("you can reach me at my desk", "window"), "your lease ends on Friday")
    assert level(callback_window, apart) == 1


def test_the_window_is_shown_not_the_rest() -> None:
    seen = told(
        ("call me any time", "any_time"), ("I'm at my desk from 9 to 5", "window"), "thank you"
    )
    assert quotes(callback_window, seen) == ["I'm at my desk from 9 to 5"]
    assert quotes(callback_window, told(("call me any time", "any_time"))) == ["call me any time"]
