"""Ways to meet beside the telephone, by the words for them: a closed list, ours."""

from __future__ import annotations

import re

WRITES = re.compile(
    r"\b(?:e-?mail(?:ed|ing|s)?|text(?:ed|ing|s)?(?! book)|sms|whats ?app|linked ?in|dm|d m|slack"
    r"|fax(?:ed)? (?:you|it|them|over)|(?:calendar )?invit(?:e|ation)s?|reply (?:with|to|by)"
    r"|drop(?:ping)? you a (?:line|note|card)|in your (?:inbox|letter ?box)"
    r"|(?:mail|post)(?:ed|ing)? (?:you|it|them|over|out|a|an|the|two|both)\b"
    r"|(?:put|is|goes|going|on its way) (?:\w+ )?in the (?:post|mail))\b"
)
DISCLAIMED = re.compile(
    r"\bdid (?:you|u) (?:get|see|receive|have a chance)"
    r"|\b(?:my|our|the) (?:\w+ )?e-?mails? (?:i|we)\b"
    r"|\b(?:get|got|seen?|received?|read|opened?) (?:my|our|the|that) (?:\w+ )?(?:e-?mails?|texts?)"
    r"|\byour (?:\w+ )?(?:e-?mails?|inbox|texts?|linked ?in|invitation)\b(?! (?:today|tonight|by))"
    r"|\b(?:you|they|he|she) (?:e-?mailed|texted|posted|faxed|invited)\b"
    r"|\b(?:junk|spam) (?:mail|folder)\b"
)
"""Letters that were sent before, or that are theirs, offer no other channel."""

_WHO = (
    r"(?:(?:i|we|he|she|they|somebody|someone|who|tech|engineer|estimator)(?:'?ll| will| can| could"
    r"|'?d| would)|(?<!great )(?<!good )(?<!nice )(?<!pleasure )(?<!lovely )to|i'?m|we'?re|let me"
    r"|want me to|(?:may|can|could|shall|should|might) (?:i|we)|and|please|or)"
    r"(?: (?:also|just|gladly|maybe|then|even|like to|love to|be glad to|be happy to|going to"
    r"|happy to))*"
)
_DAY = r"(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_GOES = (
    rf"(?:come|coming) (?:by|out|in|over|down|round|around|to (?:you|your|the)|at|the|{_DAY}"
    r"|(?:and )?(?:see|look|show|measure|meet|visit))",
    r"(?:stop|swing|pop|drop|call|nip)(?:ping|ing)? (?:by|in|round|over|off|on (?:over|by))",
    r"(?:drop|bring|leave|run|deliver|hand)(?:ping|ing)? (?:it|them|one|two|both|the|some)",
    r"bring you|visit(?:ing)?(?! our (?:web)?site)",
    r"meet(?:ing)? (?:you|up|with you|your|them|in|over|at|face)",
    r"(?:buy|stand|treat) you (?:a |to )?(?:lunch|coffee|cup|breakfast|dinner|drink|beer)",
    r"(?:grab|get|have) (?:a |some )?(?:quick )?(?:coffee|lunch|breakfast|drink|beer|cuppa)",
    rf"sit down|show you (?:in person|around|round|on|it|at|{_DAY})",
    r"be (?:there|at your|out your|standing)|walk (?:you|the site)|(?:take a )?look at (?:it|your)",
    r"measure",
)
MEETS = re.compile(
    rf"\b{_WHO} (?:{'|'.join(_GOES)})\b"
    r"|\b(?:in person|face to face|site (?:visit|walk)|over (?:a )?(?:coffee|lunch|breakfast))\b"
    r"|\b(?:come|stop|swing|drop) (?:on )?(?:see|by|down|in|to) (?:and see )?(?:us|me|the (?:shop"
    r"|store|branch|showroom|yard|stand|booth|office|farm|site))\b|\bcome on down\b"
    r"|\b(?:tech|engineer|estimator|crew|man|driver)(?: \w+){0,2} will be there\b"
)
PAST = re.compile(
    r"\b(?:we met|i met|came by|stopped by|dropped off|visited|i was (?:in|at|out))\b"
)
FILLERS = re.compile(r"\b(?:um+|uh+|er+) ")


def another_channel(text: str) -> bool:
    """Whether a clause offers, announces or has used another way than the telephone."""
    plain = " ".join(re.sub(r"[^\w' -]+", " ", text.lower().replace("\u2019", "'")).split())
    plain = FILLERS.sub("", plain)
    if WRITES.search(plain) and not DISCLAIMED.search(plain):
        return True
    return MEETS.search(plain) is not None and not PAST.search(plain)
