"""Other ways than the telephone, by the words for them."""

from __future__ import annotations

import pytest

from coach.measures.channels import another_channel

OFFERED = """
I'll send you a short e-mail with the figures.
um i'll text you the link
could I text you the wording
call or text after 4
I'll drop you a line on LinkedIn as well
i've emailed the two pages already
just dm me
I'll post it to you on Friday
I'm sending a calendar invitation for Thursday
we could meet in person
I'd love to buy you a coffee
can I grab a quick coffee with you
I'll come to the shop
i can come thursday morning or friday
may I come by and look at it
we'd love to come in and present
I'd like to bring the samples by
I'll drop both off Thursday
come see us at the booth
stop by the branch
the tech will be there thursday at one
I'll swing in about ten
Would half an hour do to meet them?
reply with a yes or a no
it's in your inbox now
I'll pop one in the post
we could set up a test drive on Saturday
let's get you booked in for a viewing
I'll be on your block Thursday
he could come and peg it out for you
I'll fire it over tonight
I'd be glad to send you the checklist
could she come on Monday
we could do a video call
I'll leave a card at your reception
I'm sending a folder to your office
I'd love you to join us at the tasting
I can bring her to lunch on Tuesday
do you want to meet her Monday at nine
I could do the service on Monday morning
we run the overview here in the office Tuesday at six
I have an opening at the library on Tuesday
tell me which one you'd like to walk through
I can walk you through the first house Saturday
so come in and bring your card
I've kept two quiet times for you
I could pop it over Tuesday about seven
I'm round Moss Lane this Tuesday
when could I come take a look
"""
NOT_OFFERED = """
did you get my email
I sent the quote to your inbox
you can visit our website
it was great to meet you at the fair
we met at the coatings show
your careers page mentions the fax line
you emailed us in June
call me back at five five five
please reach me at my desk
check your spam folder
I can show you how it works
I can walk you through the figures
we run the whole office from one board
we bring results
I had a look at your menu on the website
the text book you ordered
you've had two posts posted since May
I'd rather explain it than mail it
I sent you an email last Tuesday
you need to call by noon to hold it
I'm calling in reference to your account
you should have received something in the mail
could we bring it down to nine
that may come in handy
I'll call in the morning
I could walk you through it
just bumping this to the top of your inbox
"""


@pytest.mark.parametrize("text", OFFERED.strip().splitlines())
def test_another_channel_is_offered(text: str) -> None:
    assert another_channel(text)
    assert another_channel(text.upper())


@pytest.mark.parametrize("text", NOT_OFFERED.strip().splitlines())
def test_no_other_channel_is_offered(text: str) -> None:
    assert not another_channel(text)
