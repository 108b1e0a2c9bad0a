"""Why they should listen: the first words about them, the reason, whom it is all about."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from coach.measures.catalogue import CannotMeasureError, Subject, measure
from coach.measures.content import (
    BAD,
    GOOD,
    HALFWAY,
    NINE_REASONS,
    level,
    perhaps,
    refuse_without_clauses,
    shown,
    sure,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.measures.content import Level
    from coach.records import Evidence
    from coach.said import Clause, Said

ABOUT_THEM = (
    *("their_situation", "specific_fact", "trade_fact", "echo", "trigger", "hook"),
    *("specific_benefit", "idea_offered", "solution"),
)
REASONS = (
    *("reason", "idea_offered", "solution", "specific_benefit", "hook", "their_situation"),
    *("specific_fact", "echo", "trigger", "asks_whether"),
)
"""From any of these a listener could say what the call is about."""
WEAK_REASONS = (
    *("checking_in", "vague_benefit", "stock_pitch", "trade_fact", "small_ask", "asks_to_buy"),
    *("asks_when", "named_proof"),
)
"""Said beside no reason, these leave it half open."""

YOURS = re.compile(r"\b(?:you|your|yours|yourself|yourselves|you're|you've|you'll|you'd|u|ya)\b")
OURS = re.compile(
    r"\b(?:i|we|our|ours|my|me|us|mine|i'm|i've|i'll|i'd|we're|we've|we'll|we'd|ourselves|im|ive)\b"
)
FORMALITIES = re.compile(
    r"\b(?:(?:hi|hey|hello|good (?:morning|afternoon|evening))\b.{0,20}?"
    r"(?=this is|my name|it's|i'm|$)"
    r"|this is (?:\w+ ){1,3}(?:here )?(?=from|with|at|calling|over|$)"
    r"|(?:and )?my name(?: is|'s) \w+(?: \w+)?|i'm (?:calling|phoning|ringing)\b"
    r"|i am calling|i(?:'m| am) (?:with|from)\b|i work (?:with|for|at)\b|i just wanted to\b"
    r"|i (?:wanted|want) to\b|(?:the reason (?:for my call|i'm calling)) is"
    r"|(?:just )?(?:please |if you could |you can |could you |can you |feel free to )*"
    r"(?:give me a (?:quick )?(?:call|ring|shout|buzz)|call me|ring me|reach me|phone me"
    r"|get (?:back to|hold of) me|return my call)(?: back)?(?: (?:at|on))?"
    r"|(?:again )?my (?:direct |cell |mobile |phone |office |home )*(?:number|line|extension)"
    r"(?: again)?(?: is|'s)?|i(?:'ll| will) (?:say|repeat|give) (?:that|it|you that)(?: again)?"
    r"|i look forward to .*|i(?:'d| would) (?:love|like|appreciate) (?:it|to (?:hear|speak|talk))\b"
    r"|(?:i )?hope (?:you(?:'re| are)|all is|this finds|everything).*"
    r"|(?:many )?thanks?(?: you)?(?: again| so much| very much| a lot)?(?: for your time)?"
    r"|have (?:yourself )?a (?:great|good|nice|lovely|wonderful) \w+(?: \w+)?|(?:bye )?bye\b"
    r"|(?:talk|speak) (?:to you |with you )?soon|take care|sorry (?:i|to have) missed you)"
)
"""Greeting, introduction, call-back number and sign-off: they are about nobody (ours)."""


@measure(
    "opening",
    label="First words about them",
    unit="s",
    digits=2,
    source=NINE_REASONS,
    needs_sound=True,
)
def opening(subject: Subject) -> tuple[float, tuple[Evidence, ...]]:
    """Seconds from the first sound to the first clause that is about them or gives the reason."""
    refuse_without_clauses(subject)
    hits = _opened(subject)
    if not hits or hits[0].clause.start_s is None:
        raise CannotMeasureError("Nothing is about them, and no reason is given.")
    first = hits[0].clause.start_s
    return max(0.0, first - subject.speech.message.start_s), shown(hits[:1])


@level("opening.reached", label="Reaches them at all", source=NINE_REASONS)
def opening_reached(subject: Subject) -> Level:
    """Level: 2 if any clause is about them or gives the reason, 1 perhaps, 0 if none."""
    if subject.draft:
        raise CannotMeasureError("A draft has not been spoken.")
    hits = _opened(subject)
    if not hits:
        return BAD, shown(subject.clauses[:1])
    return (GOOD if hits[0].is_sure else HALFWAY), shown(hits[:1])


def _opened(subject: Subject) -> list[Said]:
    cues = ("reason", *ABOUT_THEM)
    return sure(subject, *cues) or perhaps(subject, *cues)


@level("enough_detail", label="Reason given", source=NINE_REASONS)
def enough_detail(subject: Subject) -> Level:
    """Level: 2 if a reason for the call is given, 1 if something is said and no plain reason.

    0 where there is nothing but a name and a wish to be called.
    """
    if hits := sure(subject, *REASONS):
        return GOOD, shown(hits[:2])
    weak = perhaps(subject, *REASONS) + sure(subject, *WEAK_REASONS)
    if weak:
        return HALFWAY, shown(weak)
    return BAD, shown(sure(subject, "callback_only"))


@level(
    "prospect_focus",
    label="You against I and we",
    source="ours, after 9 Reasons Why Your Prospect Isn't Responding and Don F Perkins",
)
def prospect_focus(subject: Subject) -> Level:
    """Level: 2 with more you and your than I, we and our outside greeting and sign-off.

    0 with at least twice as much, and two more, of I, we and our; else 1.
    """
    yours, ours = _counts(subject.clauses)
    if yours > ours:
        return GOOD, ()
    if ours >= 2 * yours and ours - yours >= 2:
        heavy = sorted(subject.clauses, key=lambda c: len(OURS.findall(_pitch(c))), reverse=True)
        return BAD, shown(heavy[:3])
    return HALFWAY, ()


@measure("prospect_focus.you", label="You, your", unit="count", digits=0, source="ours")
def you(subject: Subject) -> float:
    """How often you, your and the like are said outside greeting and sign-off."""
    refuse_without_clauses(subject)
    return float(_counts(subject.clauses)[0])


@measure("prospect_focus.we", label="I, we, our", unit="count", digits=0, source="ours")
def we(subject: Subject) -> float:
    """How often I, we, our and the like are said outside greeting and sign-off."""
    refuse_without_clauses(subject)
    return float(_counts(subject.clauses)[1])


def _counts(clauses: Iterable[Clause]) -> tuple[int, int]:
    pitches = [_pitch(clause) for clause in clauses]
    return sum(len(YOURS.findall(p)) for p in pitches), sum(len(OURS.findall(p)) for p in pitches)


def _pitch(clause: Clause) -> str:
    """A clause in lower case without its formalities."""
    return _without_formalities(clause.text)


@functools.lru_cache(maxsize=256)
def _without_formalities(text: str) -> str:
    plain = re.sub(r"[^\w' ]+", " ", text.lower().replace("\u2019", "'"))
    return FORMALITIES.sub(" ", " ".join(plain.split()))
