"""How answering machines talk, as opposed to the people who leave messages on them."""

from __future__ import annotations

import re

STRONG = (
    r"you(?:'ve| have)? reached",
    r"(?:after|at|following|hear) the (?:tone|beep|signal)",
    r"record (?:your|a) message",
    r"(?:call|calls) (?:has|have|is|are) (?:been )?(?:forwarded|transferred|being)",
    r"(?:person|party|subscriber|number|customer) (?:that )?you(?:'re| are)? "
    r"(?:trying|calling|have called|called|have dialed|dialed)",
    r"(?:can't|cannot|can not|unable to|couldn't|not able to) (?:take|come|get|answer|pick)"
    r" (?:to |up )?(?:your|the|my) (?:call|phone)",
    r"(?:is|are|am|i'm|we're|she's|he's) (?:currently )?(?:not available|unavailable)",
    r"(?:is|are) not (?:here|in) right now",
    r"thank(?:s| you) for calling",
    r"voice ?mail(?: ?box)? (?:of|for)",
    r"automat(?:ed|ic) voice (?:message|messaging|mail)",
    r"(?:no ?one|nobody) (?:is|can) (?:available|take|answer|come)",
    r"when you (?:have|are|'ve) ?finished",
    r"you may hang up",
)
"""Said by machines and greetings, hardly ever by a caller."""

WEAK = (
    r"leave (?:me |us |your |a )+(?:\w+ ){0,2}(?:message|name|number)",
    r"(?:get|call|be) (?:right )?back to you",
    r"(?:call|ring|phone) you (?:right |straight )?back",
    r"return your call",
    r"as soon as (?:i|we) can",
    r"as soon as possible",
    r"away from (?:my|the|our) (?:desk|phone|office)",
    r"(?:on|at) the other line|out of (?:the|my) office|office hours|mailbox",
    r"you know what to do",
    r"leave (?:it|one) (?:here|after)",
)
"""Said by greetings, now and then by callers: two of them count."""

PITCH = (
    r"this is [\w' ]{2,30}? (?:from|with|at|of|calling|over)\b",
    r"(?:i'm|i am|i was|just) (?:just )?calling",
    r"(?:call|ring) me(?: back)?\b|give me a (?:call|ring|shout|buzz)",
    r"my (?:direct |cell |phone )?(?:number|line) is|reach me",
    r"checking in|touching base|following up|follow up",
    r"(?:talk|speak|chat) (?:to you )?soon|i'll try (?:you|again)|try you again",
    r"we (?:help|cut|work with|saved|noticed)|i noticed|i saw|i had an idea|your (?:team|renewal)",
)
"""Said by callers."""

INTRODUCTION = (
    r"this is [\w' ]{2,30}? (?:from|with|at|of|calling|over)\b",
    r"(?:it's|my name is|name's) \w+",
)
"""Said by whoever begins to speak."""

PROMPT = (
    r"to (?:send|save|erase|delete|review|re-?record|listen to) "
    r"(?:this|your|the) (?:message|recording)",
    r"(?:press|dial) (?:one|two|three|pound|star|hash|1|2|3|#)",
    r"if you are satisfied",
    r"your message (?:has been|was|is) (?:sent|saved|recorded|delivered)",
    r"(?:maximum|recording) (?:time|length|limit)",
)
"""Said by the exchange when the caller has finished."""


def _union(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_STRONG, _WEAK, _PITCH, _PROMPT = (_union(p) for p in (STRONG, WEAK, PITCH, PROMPT))
_INTRODUCTION = _union(INTRODUCTION)


def plain(text: str) -> str:
    """Lower case, straight apostrophes, no other punctuation, single spaces."""
    straight = text.lower().replace("\u2019", "'")
    return " ".join(re.sub(r"[^\w'# -]+", " ", straight).split())


def sounds_like_greeting(text: str) -> bool:
    """Whether a machine or a prospect's greeting says this."""
    said = plain(text)
    return bool(_STRONG.search(said)) or len(_WEAK.findall(said)) >= 2


def sounds_like_pitch(text: str) -> bool:
    """Whether a caller says this."""
    return bool(_PITCH.search(plain(text)))


def introduces(text: str) -> bool:
    """Whether somebody says in this who speaks."""
    return bool(_INTRODUCTION.search(plain(text)))


def sounds_like_prompt(text: str) -> bool:
    """Whether the exchange says this after a message."""
    return bool(_PROMPT.search(plain(text)))
