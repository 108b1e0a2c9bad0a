"""Clauses that say it by their form, and clauses that look like them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coach.measures.forms import (
    calms,
    came_to_us,
    dates_it,
    echoes,
    happens,
    has_day,
    is_news,
    knows_them,
    presses,
    saw_them,
)

if TYPE_CHECKING:
    from collections.abc import Callable

YES = {
    calms: """
no pressure at all
If you've already gone with somebody else, that's fine
if it's a no just tell me
take all the time you need
I'm not going to chase you
if this isn't the year
please ignore this if it is in hand
it\u2019s entirely up to you
No need to call back.
I'll close your file
whether or not you ever hire us
use it or bin it
I'm not calling to ask where you are with it
no pitch and no hassle
you don't have to switch to anybody
next spring would suit us too
if nobody likes it out it goes
""",
    presses: """
I need an answer today
I need a signature today or the account gets shut off
this is your last chance
don't miss out
the price goes away at midnight
otherwise I'll have to let it go
you'd have to sign by Friday
""",
    happens: """
the driver's coming Friday at half seven
your bay is free Monday now
I saved you a place at the lab on the ninth
I can hold it until Saturday noon
we opened a shop in your street last week
your lease ends in March
the new rule starts on January 1st
enrollment closes December 7th
""",
    knows_them: """
I saw you opened a second depot
I noticed from your newsletter
your online booking page tells patients to phone
you're hiring forty welders
congratulations on the county award
""",
    dates_it: """
text me yes by six tonight
let me know before Saturday's regatta starts
I'll be out your way on Thursday
we're on your street until noon
while I'm still here today
we had you down for nine
we were supposed to talk on Monday
""",
    saw_them: """
I saw a bed to let in your window
we noticed your gate sticks
you've just opened a second dock
""",
    came_to_us: """
you rang about the piano
you'd asked for a price
thanks, we have your enquiry
going back to my last message
your house was selected
""",
    echoes: """
you asked about the noise because of next door
You and Lupe told me your techs would rather lose a job
last spring you told the caller you would rather give to the lab
you said you wanted it settled while your son was home
two homes that fit what you're after
you'd asked me in the winter about adding her
you recently requested a cleaning quote
following up on your inquiry about cello lessons
you emailed on Sunday about the second of May
your buyer told me at the show you lost a shift
you inquired about the house on the corner
""",
    is_news: """
the courtyard has just come free
two homes on that road just came up
it came this morning
this car just arrived
you asked a few minutes ago
the offer is good for seventy-two hours
""",
}
NO = {
    echoes: """
if you asked for it I'd know
did you mentioned
you told it well
just in case you said so
I asked about the yard
""",
    is_news: """
just call me back
I just wanted to say hello
they came to us last year
""",
    dates_it: """
I'll have it with you by Friday
send it by e-mail
call me any morning before ten
your roof leaks
""",
    saw_them: """
your gate sticks
I saw to the gate
let's talk about the dock you opened
""",
    came_to_us: """
I saw you called for tenders
you run two ferries
your hedge is dying
""",
    calms: """
if you want it, say so
I understand that you're choosing this month
it costs you nothing
that whatever I sell
we are happy to help
a text is fine
call me if that's not good for you
if you don't call by noon it goes
your time is fair game
""",
    presses: """
no rush
call me back
you decide
the tender is due
""",
    happens: """
we're open Monday to Friday
the shop is open until seven
I run a stall every Saturday and I'm in from eight
I'm at my desk until Friday
I'll call you when it opens
could we meet
""",
    knows_them: """
we help firms grow
I read a lot
call me about your quote
let's talk about your lease
the way it looks to me you are fine
""",
}


@pytest.mark.parametrize(
    ("form", "text"),
    [(form, text) for form, lines in YES.items() for text in lines.split("\n") if text],
)
def test_a_form_is_known(form: Callable[[str], bool], text: str) -> None:
    assert form(text)
    assert form(f"So, {text.lower()}!")


@pytest.mark.parametrize("text", ["closes Thursday at ten", "by the ninth", "before midnight"])
def test_a_day_is_more_than_an_hour(text: str) -> None:
    assert has_day(text)


@pytest.mark.parametrize("text", ["down from eleven a quarter to three", "the one that broke"])
def test_an_hour_alone_is_no_day(text: str) -> None:
    assert not has_day(text)


@pytest.mark.parametrize(
    ("form", "text"),
    [(form, text) for form, lines in NO.items() for text in lines.split("\n") if text],
)
def test_what_looks_like_it_is_not_it(form: Callable[[str], bool], text: str) -> None:
    assert not form(text)
