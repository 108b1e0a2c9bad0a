"""Ways to meet beside the telephone, by the words for them: a closed list, ours."""

from __future__ import annotations

import re

_PAPER = (
    r"(?:\w+ ){0,2}(?:links?|note|line|message|copy|pdf|video|clip|photos?|pictures?|info"
    r"|information"
    r"|details|brochure|calendar|invite|deck|one.pager|summary|report|sheet|figures|references)"
)
WRITES = re.compile(
    r"\b(?:e-?mail(?:ed|ing|s)?|text(?:ed|ing|s)?(?! book)|sms|whats ?app|linked ?in|dm|d m|slack"
    r"|fax(?:ed)? (?:you|it|them|over)|(?:calendar )?invit(?:e|ation)s?|reply (?:with|to|by)"
    r"|drop(?:ping)? you a (?:line|note|card)|in your (?:inbox|letter ?box)"
    r"|(?:mail|post)(?:ed|ing)? (?:you|it|them|over|out|a|an|the|two|both)\b"
    r"|in the (?:post|mail)|(?:gonna|going to|i'?ll|i can) male (?:you|it|them)"
    r"|write (?:to )?(?:me|us|\w+ at)|zoom|video call|teams (?:call|meeting|invite)|calendar hold"
    r"|(?:send|sending) (?:you )?(?:\w+ ){0,3}to your (?:office|house|home|shop|door)"
    r"|(?:send|get) you (?:a|an|some|the|our|my) (?:\w+ )?(?:samples?|copy|copies|brochure"
    r"|catalog\w*)"
    r"|(?:leave|left|leaving) (?:\w+ ){1,3}(?:at|with) (?:your )?(?:reception|front desk)"
    r"|forward (?:\w+ ){1,3}(?:over|on|across)|(?:join us|come along) (?:at|to|for|on)"
    rf"|(?:send|shoot|fire|forward|ping)(?:ing)? (?:you|over|across) (?:a|an|the|my|some"
    rf"|our) {_PAPER}"
    r"|(?:send|shoot|fire|forward|zip)(?:ing)? (?:it|them|that|this) (?:over|across|along)"
    r"|(?:like|love|glad|happy|going) to (?:\w+ )?send you(?! (?:someone|somebody|a \w+ to)))\b"
)
DISCLAIMED = re.compile(
    r"\b(?:should|must|may|might) have (?:received|gotten|seen)\b"
    r"|\bdid (?:you|u) (?:get|see|receive|have a chance)"
    r"|\b(?:my|our|the) (?:\w+ )?e-?mails? (?:i|we|about|from|last)\b"
    r"|\b(?:i|we)(?:'?ve)? (?:sent|e-?mailed|mailed|dropped|left)\b(?!.*\b(?:just|today))"
    r".*\b(?:last|ago|earlier|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    r"|\b(?:than|keep|stop) (?:e-?mail|mail|text)(?:ing)?\b"
    r"|\b(?:you|you'?ve|they|they'?ve|been) (?:\w+ ){0,7}posted\b|\bloads posted\b"
    r"|\btop of your inbox\b"
    r"|\b(?:get|got|seen?|received?|read|opened?) (?:my|our|the|that) (?:\w+ )?(?:e-?mails?|texts?)"
    r"|(?<!\bin )(?<!\bto )\byour (?:\w+ )?(?:e-?mails?|inbox|texts?|linked ?in|invitation)\b"
    r"(?! (?:today|tonight|by))"
    r"|\b(?:you|they|he|she) (?:e-?mailed|texted|posted|faxed|invited)\b"
    r"|\b(?:junk|spam) (?:mail|folder)\b"
)
"""Letters that were sent before, or that are theirs, offer no other channel."""

_WHO = (
    r"(?:(?:i|we|he|she|they|somebody|someone|who|tech|engineer|estimator)(?:'?ll| will| can| could"
    r"|'?d| would)|(?<!great )(?<!good )(?<!nice )(?<!pleasure )(?<!lovely )to|i'?m|we'?re|let me"
    r"|can|could"
    r"|want me to|(?:may|can|could|shall|should|might) (?:i|we)|and|please|or)"
    r"(?: (?:also|just|gladly|maybe|then|even|like to|love to|be glad to|be happy to|going to"
    r"|happy to))*"
)
_DAY = r"(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_GOES = (
    rf"(?:come|coming) (?:by|out|in(?! handy)|over|down|round|around|along|to (?:you|your|the)"
    rf"|at|the|{_DAY}"
    r"|(?:see|look|show|measure|meet|visit)|and \w+)",
    r"(?:stop|swing|pop|drop|nip)(?:ping|ing)? (?:by|in|round|over|off|on (?:over|by))",
    r"call(?: in(?! (?:the|to|reference|regards?)\b)| round| on you)|walk (?:it|them) (?:over|round"
    r"|down)",
    r"(?:drop|bring|leave|run|deliver|hand|pop|nip)(?:ping|ing)? (?:it|them|one|two|both|the"
    r"|some)(?! down| up)",
    r"come (?:take|have) a look|knock|walk you through (?:the|it|both|one|each) (?:first|second"
    r"|house|home|place|property|unit|space|site|flat|two)",
    r"bring you|visit(?:ing)?(?! our (?:web)?site)",
    r"meet(?:ing)? (?:you|up|with you|your|them|her|him|in|over|at|face)",
    r"(?:bring|take|treat) (?:you|her|him|them) (?:\w+ )?(?:to|for|out) (?:lunch|coffee|breakfast"
    r"|dinner|a \w+)",
    r"(?:do|fit|start) the (?:service|job|survey|inspection|repair|measuring|work) (?:on|at"
    rf"|next|{_DAY})",
    r"(?:buy|stand|treat) you (?:a |to )?(?:lunch|coffee|cup|breakfast|dinner|drink|beer)",
    r"(?:grab|get|have) (?:a |some )?(?:quick )?(?:coffee|lunch|breakfast|drink|beer|cuppa)",
    rf"sit down|show you (?:in person|around|round|on|it|at|{_DAY})",
    r"be (?:there|at your|out your|standing)|walk (?:you(?! through)|the site)"
    r"|(?:take a )?look at (?:it|your)",
    r"measure",
)
MEETS = re.compile(
    rf"\b{_WHO} (?:{'|'.join(_GOES)})\b"
    r"|\b(?:in person|face to face|site (?:visit|walk)|over (?:a )?(?:coffee|lunch|breakfast))\b"
    r"|\b(?:schedul|arrang|book|set|get you)(?:e|ing|ed)? (?:\w+ ){0,7}(?:test drive|inspection"
    r"|tour|visit|viewing|showing|in-?service|fitting|tasting|home survey)s?\b"
    r"|\b(?:opening|slot|seat|table|stand|booth) (?:at|in) (?:the|our) (?:library|office|showroom"
    r"|branch|store|shop|hall|church|hotel|club|fair|show)\b"
    r"|\b(?:run|hold|host|give|have)(?:s|ing)? (?:\w+ ){0,4}(?:here )?(?:in|at) (?:the|our) "
    r"(?:office|showroom|library|hall|church|hotel|branch|store|shop)\b"
    r"|\b(?:like|want|care) to walk through\b|\b(?:so|just|then) come in\b"
    r"|\b(?:kept|saved|held|got) (?:you )?(?:two|three|a couple of|some) (?:\w+ )?(?:times|slots"
    r"|visits|viewings|appointments)\b"
    r"|\bi(?:'?m| am| will be|'?ll be) (?:a)?round (?:your way|\w+ (?:lane|street|road|way))\b"
    r"|\btastings are\b|\b(?:provide|bring) (?:\w+ )?lunch\b|\bfor a (?:test drive|tour|viewing)\b"
    r"|\b(?:i|we|our \w+)(?:'?ll| will) be (?:\w+ )?(?:on|in) your "
    r"(?:street|block|road|area|neighbou?rhood|neck|way|town|building|estate)\b"
    r"|\b(?:could|can) (?:you|she|he|they) (?:just )?come\b(?! (?:back|up))"
    r"|\b(?:pop in and|come find (?:me|us))\b|\bhave an? \w+ i can show you\b"
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
