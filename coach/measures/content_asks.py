"""What some clauses ask by their form: to buy, to choose a time, to hear what was found; ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.measures.forms import plain, words
from coach.when import moments

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coach.measures.catalogue import Subject
    from coach.said import Clause

IDEAS = ("idea_offered", "hook")
"""A finding is an idea, what one sells is none (ours)."""
SMALL_STEPS = ("small_ask", "meeting_time", "other_channel", "will_call_dated")

BUYING = re.compile(
    r"\b(?:buy|bought|orders?|sign(?:ed|ing|ature| ?up)?|contracts?|deposit|pay(?:ments?)?|po|sale"
    r"|purchase|close[sd]?|closing|deal|commit|paperwork|card|invoice|renew(?:al)?|enrol+|approv\w+"
    r"|go ahead|mov(?:e|ing) forward|get (?:you )?(?:set up|signed|going|in|started)|book(?:ed)?"
    r"|lock|secure|reserve|business|yes|green light|quote|account|started)\b"
)
"""Without one of these words nothing is sold."""
SEVERAL_TIMES = 2
PICKS = words(
    r"which (?:\w+ )?(?:do you want|would you (?:like|prefer|rather)|do you prefer)",
    r"(?:which|what|when)(?: one)?(?:'s| is|'d be| would be|s)? (?:(?:a )?(?:better|easier|best"
    r"|easiest|handier)|works? (?:better|best)|suits?)",
    r"(?:be|is) (?:easier|better|handier|best|easiest)(?: for| on|$| \?)|suits? (?:you|\w+) better",
    r"you (?:pick|choose)|tell me which|let me know which|which of the|your pick",
    r"which (?:one|day)(?: \w+){0,3}$",
)
"""One of several times is to be chosen."""
_SOON = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|the \d|half|ten|twenty|either|next"
ASKS = words(
    r"(?:could|can|shall|should|may) (?:we|i|you|she|he|they)\b.*\bor",
    rf"(?:do you want|would you (?:like|prefer|be|have)|would (?:it|that|{_SOON}))\b.*\bor",
    rf"(?:how about|how'?s|is|does|do) (?:{_SOON})\b.*\bor",
)
"""A question that leaves open which of two it is to be."""
ASKS_WHEN = words(r"when (?:could|can|should|shall|would|may) (?:she|he|they|we|i|you)")
ASKS_WHETHER = words(
    r"(?:if|whether|are|do) you(?:'?re|r| guys| all)? (?:are )?still (?:want|need|interested"
    r"|look|keen|up for|plan)\w*",
    r"(?:if|whether) you(?:'?re|r| are)? (?:interested|want it|need it) or not",
    r"(?:if|whether|have) you(?:'?ve|'?d)? (?:\w+ ){0,2}(?:chance|time) to (?:decide|think)",
    r"(?:if|whether) you(?:'?ve|'?d| have| had)? (?:\w+ )?(?:made up your mind|decided)",
)
"""Whether they want it, or have decided."""
LEAVES_OPEN = words(
    r"your choice|either (?:one |of them )?(?:works|suits)|(?:do|does) either|if either",
    r"what ?ever works|either (?:day|time|morning|afternoon)",
    r"which ?ever (?:one |of them )?(?:you|works|suits|is)",
)
"""Any of several times will do."""

_HEARD = r"(?:to )?(?:hear|know|see|look)"
_WISH = rf"if you(?:'?d| would)? (?:like|want|care|wanna) {_HEARD}"
HEARS_MORE = words(
    r"(?:call|ring|phone|text|reply|come (?:by|over))\b.{0,45}?\b(?:and|so) i(?:'?ll|'?d| will"
    r"| can) (?:\w+ )?(?:give|tell|show|read|play|share|walk|send|explain|go (?:over|through)|quote"
    r"|run)",
    rf"(?:call|ring|phone|text)\b.{{0,40}}\b{_WISH}",
    rf"{_WISH}\b.{{0,90}}\b(?:call|ring|phone|text|come)",
    r"(?:may|can|could|shall|mind if|all right if|okay if) i (?:\w+ )?(?:send|e-?mail|mail|text"
    r"|post|drop|leave|bring|show|come)",
    r"just say (?!so\b|no\b|stop\b)\w+",
    r"worth (?:a|an|five|ten|fifteen|twenty|\d+)[ -](?:\w+[ -]){0,2}?(?:chat|call|conversation|look"
    r"|minutes?)",
    r"if you(?:'?d| would)? (?:want|like) to hear more",
    r"if you(?:'?d| would)? (?:want|like) (?:a|the|first) (?:\w+ )?(?:rundown|details|look|copy"
    r"|numbers|list|figures|story)",
)
"""A call, or leave, to hear or get what is offered."""

_SAMPLES = r"(?:inspection|test|trial|sample|check|audit|assessment|lesson|class|tasting|look)s?"
_MADE = (
    r"(?:plans?|lists?|checklists?|guides?|sheets?|samples?|figures|numbers|drawings?|mock.?ups?"
    r"|maps?|comparisons?|breakdowns?|versions?|pages?|photos?|pictures?|report|audit|templates?"
    r"|calculations?|i found)"
)
LENDS = words(
    rf"(?:free|no.cost|complimentary) (?:\w+ ){{0,2}}{_SAMPLES}",
    r"(?:lend|loan) you|you (?:can|could|may) borrow|for you to try|on (?:a )?trial|try (?:it"
    r"|one) for|just to try",
    rf"(?:send|e-?mail|text|give) you (?:the|their|a|our|my|both|what) (?:[\w-]+ ){{0,3}}{_MADE}",
    r"leave (?:you )?(?:one|a few|some|two|a sample|it) (?:with you|to try)|case study",
    r"(?:set|put|lay) (?:an? )?\w+ (?:\w+ )?(?:aside|by) (?:for you|at)|we'?ll do it for nothing",
)
"""Something to try, or to look at, that costs nothing."""


PREPARED = words(
    r"(?:i|we)(?:'?ve| have|'?d)? (?:(?:already|just|even|also) )?(?:drafted|sketched|mocked up"
    r"|put together|marked (?:up|the)|drawn up|drew up|redrew|redrawn|mapped|pulled together"
    r"|worked out|priced|translated|laid out|roughed out|written you|wrote you|made you|built you)",
    r"(?:two|three|one|some|a few|\d+) \w+ (?:already )?(?:drafted|translated|sketched|marked)",
    r"i'?ll (?:mark|sketch|draft|map|price|work out|draw) (?:\w+ ){0,2}(?:line|one|it|up|out|for)",
)
"""What was made for them beforehand, or will be, so that they see what is meant."""
VAGUE = words(
    r"(?:question|call|talk|chat|speak)\w* (?:\w+ )?about something",
    r"some (?:info\w*|ideas|thoughts|options|ways|things|suggestions)",
    r"(?:one|another) more (?:try|time|go|shot)|touch base|love to (?:review|discuss|learn|show)",
)
"""An idea that is not told."""


def lends(text: str) -> bool:
    """Whether a clause offers something to try or to look at, or made for them, for nothing."""
    said = plain(text)
    return bool(LENDS.search(said) or PREPARED.search(said))


def is_vague(text: str) -> bool:
    """Whether a clause speaks of an idea without telling it."""
    return VAGUE.search(plain(text)) is not None


def buys(text: str) -> bool:
    """Whether a clause has a word of buying."""
    return BUYING.search(text.lower()) is not None


def picks(text: str) -> bool:
    """Whether a clause has them choose between times it names, or that were just named."""
    return PICKS.search(plain(text)) is not None


def asks(text: str) -> bool:
    """Whether a clause asks which of two it is to be, or has them choose."""
    return picks(text) or ASKS.search(plain(text)) is not None


def whens(subject: Subject) -> list[Clause]:
    """Clauses that ask when by their form: "when could she come", "Monday at ten or Friday"."""
    asked = [clause for clause in subject.clauses if ASKS_WHEN.search(plain(clause.text))]
    return [*asked, *choices(subject, asks)]


def whethers(subject: Subject) -> list[Clause]:
    """Clauses that ask by their form whether they want it or have decided."""
    return [clause for clause in subject.clauses if ASKS_WHETHER.search(plain(clause.text))]


def leaves_open(text: str) -> bool:
    """Whether a clause says that one of several times will do, or has them choose."""
    return picks(text) or LEAVES_OPEN.search(plain(text)) is not None


def choices(subject: Subject, form: Callable[[str], bool] = picks) -> list[Clause]:
    """Clauses that have them choose between two times, in the clause and the one before."""
    before = ["", *(clause.text for clause in subject.clauses)]
    return [
        clause
        for last, clause in zip(before, subject.clauses, strict=False)
        if form(clause.text) and len(moments(f"{last} {clause.text}")) >= SEVERAL_TIMES
    ]


def hears_more(clauses: Sequence[Clause]) -> list[Clause]:
    """Clauses that ask for a call, or leave, to hear more, by themselves or with the next."""
    after = [*(clause.text for clause in clauses[1:]), ""]
    return [
        clause
        for clause, following in zip(clauses, after, strict=False)
        if HEARS_MORE.search(plain(f"{clause.text} {following}"))
    ]
