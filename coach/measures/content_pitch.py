"""What the message offers, and how it asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.measures.catalogue import CannotMeasureError, Subject, measure
from coach.measures.cliches import cliches
from coach.measures.content import (
    BAD,
    FIVE_REASONS,
    FOUR_WAYS,
    GOOD,
    HALFWAY,
    NINE_REASONS,
    SEVEN_WAYS,
    apart,
    contacted,
    level,
    perhaps,
    place,
    refuse_without_clauses,
    shown,
    sure,
    sure_beyond,
)
from coach.measures.content_asks import IDEAS, SMALL_STEPS, buys
from coach.measures.forms import (
    calms,
    came_to_us,
    echoes,
    has_deadline,
    is_dated,
    is_news,
    knows_them,
    presses,
    saw_them,
)
from coach.measures.references import half_references, references
from coach.measures.weighing import weighed
from coach.said import Said
from coach.when import moments

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.measures.content import Level
    from coach.said import Clause

VERY_SURE = 0.95
"""Confidence from which a cue counts without the words for it, where those are few (ours)."""

SITUATION = ("their_situation", "hook", "trade_fact", "specific_fact", "echo")
"""A problem of theirs or their trade, a finding, or what they said."""
WAY_OUT = ("solution", "specific_benefit", "idea_offered", "named_proof")
"""What deals with it, what comes of that, or who has dealt with it."""
PROBLEM, DEALS = ("their_situation", "hook"), ("solution", "specific_benefit", "idea_offered")
"""Of these, what is the thing itself: one of each makes a message compelling."""
STOCK = ("stock_pitch", "vague_benefit", "callback_only", "checking_in")
"""What anyone could have left."""
OWN = (*SITUATION, "named_proof", "idea_offered", "trigger", "earlier_contact")
"""What hardly anyone else could have said to this person."""
ROUTINE = ("checking_in", "asks_whether", "stock_pitch")
"""A clause that does one of these neither knows the prospect nor solves anything (ours)."""
MANY_CLICHES = 2
"""Stock phrases from which a message is one from the shelf (ours)."""

NEW = (
    *("idea_offered", "hook", "specific_fact", "trade_fact", "specific_benefit", "solution"),
    *("named_proof",),
)
REAL_REASONS = (
    *NEW,
    *("reason", "trigger", "their_situation", "echo", "vague_benefit", "small_ask"),
)
SEVERAL_ASKS = 3
"""Asks in separate places of one message from which they are several (ours)."""

EVENTS = {"trigger": 0.95, "offer_deadline": 0.8}
"""What makes a call timely, each with the confidence from which it decides alone (ours)."""
FACTS = ("specific_fact", "hook", "echo", "trigger", "knows_them")
BENEFITS = ("specific_benefit", "named_proof", "solution", "hook")
"""What is shown where it weighs."""
PLAIN_FACT, PLAIN_BENEFIT = 0.8, 0.9
"""Confidence from which a fact or a benefit decides alone (ours)."""
PUSHED_SURE = 0.75
"""Confidence in being pushed from which a time is a deadline (ours)."""


@level("compelling", label="Situation and solution", source=SEVEN_WAYS)
def compelling(subject: Subject) -> Level:
    """Level: 2 with their situation and a possible solution, 1 with one of them, 0 with neither.

    All that is said is weighed for it: findings and benefits for, stock pitches against. One of
    each that is very sure decides.
    """
    told = [_very_sure(subject, *PROBLEM), _very_sure(subject, *DEALS)]
    if all(told):
        return GOOD, shown([told[0][0], told[1][0]])
    return weighed(subject, "compelling", (*SITUATION, *WAY_OUT), STOCK)


def _very_sure(subject: Subject, *cues: str, least: float = VERY_SURE) -> list[Said]:
    return [hit for hit in sure(subject, *cues) if hit.confidence >= least]


@level("research", label="Homework", source=SEVEN_WAYS)
def research(subject: Subject) -> Level:
    """Level: 2 with a fact that only homework on them could tell, 1 with one on their trade.

    A plain fact decides, else all that is said is weighed. That they called, enquired or were
    picked for something is no homework.
    """
    known = sure_beyond(subject, ("specific_fact",), ROUTINE)
    told = [hit for hit in known if not _theirs_to_us(hit)]
    plain: list[Said | Clause] = [
        *(h for h in told if h.confidence >= PLAIN_FACT or knows_them(h.clause.text)),
        *(clause for clause in subject.clauses if saw_them(clause.text)),
    ]
    if plain:
        return GOOD, shown(plain)
    reached, quotes = weighed(subject, "research", FACTS, ())
    rough = perhaps(subject, "specific_fact") or sure(subject, "trade_fact")
    if reached == BAD and rough:
        return HALFWAY, shown(rough)
    return reached, quotes


def _theirs_to_us(hit: Said) -> bool:
    return hit.cue == "specific_fact" and came_to_us(hit.clause.text)


@level("distinctive", label="Could only be from you", source=SEVEN_WAYS)
def distinctive(subject: Subject) -> Level:
    """Level: 2 if nobody else could have left this, 0 if anyone could have, else 1.

    All that is said is weighed for it: facts, their own words and referrals for, stock pitches and
    vague benefits against. With two stock phrases it is one from the shelf: 1 at best.
    """
    reached, quotes = weighed(subject, "distinctive", OWN, STOCK)
    worn = [clause for clause in subject.clauses if cliches(clause.text)]
    if len(worn) >= MANY_CLICHES:
        return (HALFWAY if reached == GOOD else BAD), shown(worn)
    return reached, quotes


@measure("distinctive.cliches", label="Stock phrases", unit="count", digits=0, source="ours")
def stock_phrases(subject: Subject) -> float:
    """How many worn phrases of sales calls are used."""
    refuse_without_clauses(subject)
    return float(sum(len(cliches(clause.text)) for clause in subject.clauses))


@level("value", label="Concrete benefit", source=FIVE_REASONS)
def value(subject: Subject) -> Level:
    """Level: 2 with a concrete benefit, 1 with a vague one, 0 with none.

    A plain benefit decides, else all that is said is weighed.
    """
    plain = _very_sure(subject, "specific_benefit", least=PLAIN_BENEFIT)
    if plain:
        return GOOD, shown(plain)
    reached, quotes = weighed(subject, "value", BENEFITS, ())
    if reached == GOOD:
        return reached, quotes
    rough = [*sure(subject, "vague_benefit"), *sure(subject, "specific_benefit")]
    rough += perhaps(subject, "specific_benefit")
    return (HALFWAY if rough else BAD), shown(rough)


@level("no_checking_in", label="More than checking in", source=FOUR_WAYS)
def no_checking_in(subject: Subject) -> Level:
    """Level: 2 if nothing is checking in, or it comes inside a reassurance or with something new.

    1 if it is said in passing beside a real reason, or may have been; 0 if it is the reason.
    """
    hits = [hit for hit in sure(subject, "checking_in") if not _excused(subject, hit)]
    if not hits:
        unsure = [hit for hit in perhaps(subject, "checking_in") if not _excused(subject, hit)]
        return (HALFWAY if unsure else GOOD), shown(unsure)
    beside = {hit.clause for hit in sure(subject, *REAL_REASONS)} - {hit.clause for hit in hits}
    return (HALFWAY if beside else BAD), shown(hits)


def _excused(subject: Subject, hit: Said) -> bool:
    """Whether checking in stands in a reassurance or beside one, or leads on to something new."""
    here = place(subject, hit.clause)
    calm = {
        place(subject, one.clause if isinstance(one, Said) else one)
        for one in _said_so(subject, "reassurance", calms)
    }
    new = {place(subject, other.clause) for other in sure(subject, *NEW)}
    return bool(calm & {here - 1, here, here + 1} or new & {here, here + 1})


@level("new_idea", label="An idea and a small ask", source=FOUR_WAYS)
def new_idea(subject: Subject) -> Level:
    """Level: 2 with an idea and one small step, 0 if it asks to buy or asks for several things.

    Ideas, findings, samples and small steps are weighed together; one of each that is very sure
    decides. Without a word of buying nothing is sold.
    """
    smaller = {hit.clause: hit.confidence for hit in sure(subject, "small_ask")}
    bought = [hit for hit in sure(subject, "asks_to_buy") if buys(hit.clause.text)]
    bought = [hit for hit in bought if hit.confidence >= smaller.get(hit.clause, 0.0)]
    asks = apart(subject, sure(subject, "small_ask"))
    if bought or len(asks) >= SEVERAL_ASKS:
        return BAD, shown(bought or asks)
    told = [_very_sure(subject, *IDEAS), _very_sure(subject, *SMALL_STEPS)]
    if all(told):
        return GOOD, shown([told[0][0], told[1][0]])
    return weighed(subject, "new_idea", (*IDEAS, *SMALL_STEPS, "lends"), ("asks_to_buy", *STOCK))


@level("listened", label="Their words come back", source=FOUR_WAYS, compares=True)
def listened(subject: Subject) -> Level:
    """Level: 2 if the prospect's own words or concern come back, 0 if nothing of them does.

    Where no earlier contact is known or mentioned there is nothing to bring back.
    """
    hits: list[Said | Clause] = [*sure(subject, "echo")]
    hits += [clause for clause in subject.clauses if echoes(clause.text)]
    if hits:
        return GOOD, shown(hits)
    if unsure := perhaps(subject, "echo"):
        return HALFWAY, shown(unsure)
    mentioned = sure(subject, "earlier_contact")
    if mentioned or subject.earlier or contacted(subject):
        return BAD, shown(mentioned)
    raise CannotMeasureError("No earlier contact with this prospect is known.")


@level("proof", label="Named proof", source=NINE_REASONS)
def proof(subject: Subject) -> Level:
    """Level: 2 with a named referral, contact or customer, 1 with an unnamed one, 0 with none.

    A name is a reference only where the clause says what it stands for.
    """
    if named := references(subject):
        return GOOD, shown(named)
    rough = half_references(subject) or sure(subject, "unnamed_proof")
    return (HALFWAY if rough else BAD), shown(rough)


@level("reassurance", label="Pressure taken off", source=SEVEN_WAYS)
def reassurance(subject: Subject) -> Level:
    """Level: 2 if it is said that a no is fine, 1 if nothing is, 0 if a decision is pushed for.

    The words for it decide; without them the cue must be very sure.
    """
    calm = _said_so(subject, "reassurance", calms)
    pushed = _said_so(subject, "pressure", presses)
    if calm and not pushed:
        return GOOD, shown(calm)
    if pushed and not calm:
        return BAD, shown(pushed)
    return HALFWAY, shown([*calm, *pushed])


def _said_so(subject: Subject, cue: str, form: Callable[[str], bool]) -> list[Said | Clause]:
    """Clauses with a cue that is very sure, or with the words for it."""
    return [*_very_sure(subject, cue), *(clause for clause in subject.clauses if form(clause.text))]


@level("why_now", label="What makes it timely", source=SEVEN_WAYS)
def why_now(subject: Subject) -> Level:
    """Level: 2 if a date, event, change or deadline makes it timely, else 1.

    A decision or an answer wanted by a day or hour has a deadline; a missed meeting and a visit
    near them are events. Where no words for it are said, all that is said is weighed.
    """
    hits: list[Said | Clause] = [hit for hit in sure(subject, "pressure") if _by_when(hit)]
    hits += [hit for hit in sure(subject, *EVENTS) if hit.confidence >= EVENTS[hit.cue]]
    hits += [c for c in subject.clauses if is_news(c.text) or is_dated(c.text)]
    hits += [c for c in subject.clauses if has_deadline(c.text)]
    if hits:
        return GOOD, shown(hits)
    reached, quotes = weighed(subject, "why_now", ("trigger", "offer_deadline"), ())
    return max(reached, HALFWAY), quotes


def _by_when(hit: Said) -> bool:
    return hit.confidence >= PUSHED_SURE and bool(moments(hit.clause.text))
