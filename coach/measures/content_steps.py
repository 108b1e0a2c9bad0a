"""What happens next: when to call, who calls again, where to meet, what is promised."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.measures.catalogue import CannotMeasureError, Subject, measure
from coach.measures.channels import another_channel
from coach.measures.content import (
    BAD,
    FIVE_REASONS,
    GOOD,
    HALFWAY,
    level,
    perhaps,
    place,
    refuse_without_clauses,
    shown,
    sure,
    sure_beyond,
    times_in,
)
from coach.measures.content_asks import choices, leaves_open, whens, whethers
from coach.measures.forms import ON_SITE, words
from coach.when import moments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.measures.content import Level
    from coach.records import Evidence
    from coach.said import Clause, Said
    from coach.when import Moment

STRETCHES = frozenset(("range", "day", "day_range", "deadline"))
"""A moment in which somebody can be reached; a "time" alone is none."""
_HOUR = r"(?:\d\d?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|half \w+)"
LOOSE_HOURS = re.compile(
    r"\b(?:until|till|til|before|after|from|between|past) (?:about |around |like |at )?"
    r"(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|too|for|noon|lunch|dark"
    r"|dinner|closing)\b|\b(?:all|every|most) (?:day|morning|afternoon|week|weekday|evening|night)"
    rf"|\b{_HOUR} (?:to|till|until|through) {_HOUR}\b"
)
"""Hours as they are heard where the cue is sure: "till dark", "between too and for"."""
IS_THERE = re.compile(
    r"\b(?:i'?m(?! \w+ing\b)|i am(?! \w+ing\b)|i'?ll be|i will be|we'?re|we are|lines? (?:are|is)"
    r"|offices? (?:are|is)|phones? (?:are|is)|hours are"
    r"|you(?:'?ll| will| can) (?:get|find|catch|reach|call|ring))\b"
)
ASKS_A_CALL = re.compile(r"\b(?:call|ring|phone|text|reach|try|catch|buzz|dial)\b")
WILL_CALL = re.compile(
    r"\b(?:i|we)(?:'?ll| will|'?m going to| can| could| might)\b.{0,15}\b(?:call|ring|phone|try"
    r"|text|be (?:in touch|back in touch))\b|\blet me (?:call|try)\b"
)
ANNOUNCED = re.compile(
    r"\b(?:two|three|four|a few|some|several|a couple of|2|3|4)(?: \w+)? "
    r"(?:times|dates|slots|options|days|openings|appointments)\b"
    r"|\b(?:my|our|\w+'?s) (?:calendar|booking|scheduling)(?: link)?\b"
)
"""Choices of a time that come by mail: "I'll e-mail you three dates"."""
OPEN_DAYS = re.compile(
    r"\b(?:openings|slots|tastings?|tours?|viewings?|showings?|sessions?|appointments|classes"
    r"|visits|demos) (?:(?:is|are|left|free|open|running|still|on|at|for) ?){1,3}"
    r"|\b(?:i|we|he|she|they|our \w+|a local \w+|an? \w+)(?:'?ll| will|'?m|'?re|'?s|'?ve| am"
    r"| are| is"
    r"| have| has)\b.{0,30}\b(?:in|on|near|round|around|out) (?:your|the) (?:street|block|road|area"
    r"|neighbou?rhood|neck|way|town|building|estate|part|side)\b"
    r"|\b(?:land|deliver|drop|start|begin|fit|install|measure|visit|meet|come|see you)(?: \w+){0,3}"
    r" (?:on )?either\b|\bwould (?:the )?\w+(?: \w+){0,6} or (?:the )?\w+(?: \w+){0,5} (?:be"
    r"|work|suit|do)\b"
    r"|\b(?:i'?m |we'?re )?(?:holding|saving|keeping)\b(?= \w+day)"
    r"|\b(?:i|we)(?:'?ve)? (?:got|have) (?=(?:\w+day|tomorrow)\b.{0,60}\bor\b.{0,40}\b(?:open"
    r"|free)\b)",
    re.IGNORECASE,
)
"""Days for something to be seen, or on which the rep is near: two of them are a choice."""
OR_ELSE = re.compile(
    r"(?:(?:um|uh|so|and) )?(?:or|otherwise|failing (?:that|those)|alternatively|if (?:not|neither)"
    r"|if (?:that|those) (?:won'?t|doesn'?t|don'?t))\b",
    re.IGNORECASE,
)
PROPOSED = re.compile(r"\b(?:i|we) (?:can|could)\b", re.IGNORECASE)
KEPT = re.compile(r"\b(?:i|we)(?:'?ll| will|'?m going)\b", re.IGNORECASE)
AT_ONCE = re.compile(
    r"\b(?:right after (?:this|we|i)|as soon as (?:i|we) hang up|in a (?:minute|moment|few minutes)"
    r"|(?:after|following) this (?:call|message))\b",
    re.IGNORECASE,
)
"""A step that follows within the hour."""
MOST_OPTIONS = 9
NO_CALL = 0.95
"""Confidence from which another channel counts without the words for it: a call to them, or an
offer to show something, is a little like one (ours)."""


_DIGIT = r"(?:\d+|zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|hundred)"
DIALLED = re.compile(
    rf"\b{_DIGIT}(?:[\s,.()-]+{_DIGIT}){{6,}}\b|\b(?:\d{{3}}[\s.-]?){{2}}\d{{4}}\b"
)
"""A telephone number, in words or digits."""
TIME_WORDS = words(
    r"today|tonight|tomorrow|later|morning|afternoon|evening|weekdays?|week|all day|until|till?"
    r"|after|before|between|hours"
)


@level("callback_window", label="When to reach you", source=FIVE_REASONS)
def callback_window(subject: Subject) -> Level:
    """Level: 2 with a day or stretch of time in which the rep can be reached, 1 with a rough one.

    A stretch without a day or time in it is rough; "any time" is none.
    """
    hits = sure(subject, "window")
    timed: list[Said | Clause] = [hit for hit in hits if _has_hours(subject, hit)]
    timed += [clause for clause in subject.clauses if _says_hours(subject, clause)]
    if timed:
        return GOOD, shown(timed)
    unsure = [*hits, *sure(subject, "rough_window"), *perhaps(subject, "window")]
    rough = [hit for hit in unsure if not _only_dials(hit)]
    if rough:
        return HALFWAY, shown(rough)
    return BAD, shown(sure(subject, "any_time"))


def _only_dials(hit: Said) -> bool:
    """Whether a clause says a telephone number and no time beside it."""
    rest, count = DIALLED.subn(" ", hit.clause.text.lower())
    return bool(count) and not moments(rest) and TIME_WORDS.search(rest) is None


def _has_hours(subject: Subject, hit: Said) -> bool:
    """Whether the hours that a cue is sure of are really said."""
    there = IS_THERE.search(hit.clause.text.lower().replace("\u2019", "'"))
    if any(one.kind in STRETCHES and (there or not one.vague) for one in times_in(subject, hit)):
        return not ON_SITE.search(hit.clause.text)
    return LOOSE_HOURS.search(hit.clause.text.lower()) is not None


def _says_hours(subject: Subject, clause: Clause) -> bool:
    """Whether a clause says by its form when to call: "text me after 4", "we're open until 7"."""
    text = clause.text.lower().replace("\u2019", "'")
    there, asked = IS_THERE.search(text), ASKS_A_CALL.search(text)
    if WILL_CALL.search(text) or ON_SITE.search(text) or not (there or asked):
        return False
    found = moments(text, subject.recording.recorded_at)
    return any(one.kind == "range" and (there or not one.vague) for one in found)


@level("next_attempt", label="When you will call again", source=FIVE_REASONS)
def next_attempt(subject: Subject) -> Level:
    """Level: 2 if the day or time of the next call is said, 1 if only that there will be one."""
    hits = sure(subject, "will_call_dated", "will_call")
    dated = [hit for hit in hits if _dated(subject, hit)]
    if dated:
        return GOOD, shown(dated)
    rough = hits or perhaps(subject, "will_call_dated", "will_call")
    return (HALFWAY if rough else BAD), shown(rough)


def _dated(subject: Subject, hit: Said) -> bool:
    """Whether a time is said that can be kept: a part of a named day will do, "next week" not."""
    return any(not one.vague or one.kind == "range" for one in times_in(subject, hit))


@measure(
    "meeting_options", label="Times to choose from", unit="count", digits=0, source=FIVE_REASONS
)
def meeting_options(subject: Subject) -> tuple[float, tuple[Evidence, ...]]:
    """How many different dates or times to meet are offered; 2 if a choice is to come by mail.

    One proposed without a day or hour, or perhaps proposed, counts as one. What goes on with "or"
    is proposed, too, and so is what they are told to choose from.
    """
    refuse_without_clauses(subject)
    announced = [c for c in subject.clauses if ANNOUNCED.search(c.text.lower())]
    mailed = [clause for clause in announced if another_channel(clause.text)]
    mailed += [hit.clause for hit in sure(subject, "step") if hit.clause in announced]
    hits = sure(subject, "meeting_time")
    proposed: list[Said | Clause] = [
        *hits,
        *_or_else(subject, hits),
        *choices(subject, leaves_open),
        *_open_days(subject),
    ]
    options = {key for one in proposed for key in _offered(subject, one)}
    if len(options) >= 2:
        return float(min(len(options), MOST_OPTIONS)), shown(proposed)
    if mailed:
        return 2.0, shown(mailed)
    unsure = hits or perhaps(subject, "meeting_time")
    return float(bool(unsure)), shown(unsure)


def _open_days(subject: Subject) -> list[Clause]:
    """Clauses that tell two or more days on which to meet, or when the rep is near."""
    told = [(clause, OPEN_DAYS.search(clause.text)) for clause in subject.clauses]
    return [one for one, form in told if form and len(moments(one.text[form.start() :])) > 1]


def _or_else(subject: Subject, hits: Sequence[Said]) -> list[Clause]:
    """Clauses right behind a proposal that go on with another one."""
    behind = {place(subject, hit.clause) + 1 for hit in hits}
    clauses = [one for n, one in enumerate(subject.clauses) if n in behind]
    going_on = [one for one in clauses if OR_ELSE.match(one.text)]
    return [one for one in going_on if not WILL_CALL.search(one.text.lower())]


def _offered(subject: Subject, hit: Said | Clause) -> set[str]:
    """The different times in a proposal; those nobody could put in a diary count as one."""
    found = times_in(subject, hit)
    precise = {_said(one) for one in found if not one.vague or one.kind == "range"}
    return precise or ({"some time"} if found else set())


def _said(moment: Moment) -> str:
    if moment.start is None:
        return " ".join(moment.text.lower().split())
    return f"{moment.start.isoformat()} {moment.end}"


@level("other_channel", label="Another channel", source=FIVE_REASONS)
def other_channel(subject: Subject) -> Level:
    """Level: 2 if mail, text, an invitation or a meeting is offered, 1 perhaps, 0 if not.

    The words for other channels count by themselves; without them the cue must be very sure.
    """
    worded = [clause for clause in subject.clauses if another_channel(clause.text)]
    told = sure(subject, "other_channel")
    hits: list[Said | Clause] = [*(one for one in told if one.confidence >= NO_CALL), *worded]
    if hits:
        return GOOD, shown(hits)
    unsure = [*told, *perhaps(subject, "other_channel")]
    return (HALFWAY if unsure else BAD), shown(unsure)


def _falls_due(subject: Subject, hit: Said) -> bool:
    """Whether a step has a date, or follows at once; days that are only proposed are none."""
    text = hit.clause.text
    if PROPOSED.search(text) and not KEPT.search(text):
        return False
    return _dated(subject, hit) or AT_ONCE.search(text) is not None


@level("commitment", label="Step with a date", source=FIVE_REASONS)
def commitment(subject: Subject) -> Level:
    """Level: 2 with a step and its date, the next call too; 0 with no step at all.

    1 with a step without a date, times only proposed, or a deadline of the offer alone.
    """
    steps = sure_beyond(subject, ("step_with_date", "step"), ("echo", "window"))
    steps += sure(subject, "will_call_dated")
    dated = [hit for hit in steps if _falls_due(subject, hit)]
    if dated:
        return GOOD, shown(dated)
    rough = steps or sure(subject, "will_call", "meeting_time", "offer_deadline")
    rough = rough or perhaps(subject, "step_with_date", "will_call_dated")
    return (HALFWAY if rough else BAD), shown(rough)


@level("asks_when", label="Asks when, not whether", source=FIVE_REASONS)
def asks_when(subject: Subject) -> Level:
    """Level: 2 if it asks when to follow up, 0 if it asks whether they decided, 1 for both.

    To let them choose between two times is to ask when.

    A message that asks neither has nothing to judge.
    """
    whether: list[Said | Clause] = [*sure(subject, "asks_whether"), *whethers(subject)]
    when: list[Said | Clause] = [*sure(subject, "asks_when"), *whens(subject)]
    if when and not whether:
        return GOOD, shown(when)
    if whether and not when:
        return BAD, shown(whether)
    either = [*when, *whether] or perhaps(subject, "asks_when", "asks_whether")
    if not either:
        raise CannotMeasureError("It asks neither when to follow up nor for a decision.")
    return HALFWAY, shown(either)
