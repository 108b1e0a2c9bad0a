"""One line to say for each row, from the rep's own words; what nobody said stays a blank."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.coaching.known import BLANK, inside, tidy
from coach.measures.content import sure

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.coaching.known import Known
    from coach.records import Finding


def example(finding: Finding, known: Known) -> str:
    """A line to say instead, built by rule; empty where no words would help."""
    rule = RULES.get(finding.id)
    if rule is not None:
        return rule(known).replace(f"{BLANK}.", BLANK)
    quote = finding.evidence[0].quote if finding.evidence else ""
    if finding.id == "fillers":
        return tidy(re.sub(r"\b(\w+) \1\b", r"\1", quote)) if quote else ""
    words = quote.split()
    if finding.id == "speaking_rate" and len(words) >= 6:
        middle = len(words) // 2
        return f"{' '.join(words[:middle])} (breathe) {' '.join(words[middle:])}"
    return ""


def _length(known: Known) -> str:
    return f"Leave out: {known.idle}" if known.idle else ""


def _opening(known: Known) -> str:
    telling = known.said("specific_fact", "echo", "hook", "reason", "their_situation", "trigger")
    line = inside(telling) if telling else f"I saw that {known.their_company or 'you'} {BLANK}"
    return f"Hi {known.prospect}, {line}. This is {known.rep} from {known.company}."


def _number(known: Known) -> str:
    return f"My number is {known.number}. Once more: {known.number}."


def _pace(known: Known) -> str:
    """The number as it should be said: digit by digit, the groups apart."""
    return " (pause) ".join(", ".join(group) for group in known.groups)


def _who(known: Known) -> str:
    return f"Hi {known.prospect}, this is {known.rep} from {known.company}."


def _enough_detail(known: Known) -> str:
    why = known.said("trigger", "specific_fact", "their_situation", "echo")
    return f"I'm calling because {inside(why) if why else BLANK}."


def _compelling(known: Known) -> str:
    situation = known.said("their_situation", "trade_fact", "echo")
    solution = known.said("solution", "specific_benefit")
    if situation:
        return f"{situation}. One way out is {BLANK}."
    return (
        f"Many in your position lose {BLANK} to {BLANK}. {solution or f'One way out is {BLANK}'}."
    )


def _research(known: Known) -> str:
    return f"I saw that {known.their_company or 'you'} {BLANK} in {BLANK}."


def _distinctive(known: Known) -> str:
    own = known.said("hook", "specific_fact", "echo", "specific_benefit")
    stock = known.said("stock_pitch")
    better = own or f"{BLANK}, and I know how"
    return f'Instead of "{stock}": "{better}."' if stock else f"{better}."


def _value(known: Known) -> str:
    vague = known.said("vague_benefit")
    if vague:
        return f"{vague}: {BLANK} a week, as at {BLANK}."
    return f"That takes {BLANK} a month off your {BLANK}, as it did at {BLANK}."


def _no_checking_in(known: Known) -> str:
    worn = sure(known.subject, "checking_in")
    others = ("specific_fact", "idea_offered", "specific_benefit", "trigger", "reason", "echo")
    texts = {tidy(hit.clause.text) for hit in worn}
    better = next((t for cue in others if (t := known.said(cue)) and t not in texts), "")
    if better:
        return f"{better}: that is why I'm calling."
    return f"I found {BLANK} since we last spoke, and it bears on your {BLANK}."


def _new_idea(known: Known) -> str:
    idea, ask = known.said("idea_offered"), known.said("small_ask")
    idea = idea or f"I have one idea for your {BLANK}: {BLANK}"
    return f"{idea}. {ask or 'May I send it to you on one page'}?"


def _listened(known: Known) -> str:
    return f"When we last spoke you said that {BLANK}, and that is why I'm calling."


def _proof(known: Known) -> str:
    unnamed = known.said("unnamed_proof")
    return f"{unnamed}: {BLANK} at {BLANK}." if unnamed else f"{BLANK} at {BLANK} sent me to you."


def _reassurance(known: Known) -> str:
    return "If you have not decided yet, or have chosen somebody else, that is fine: just tell me."


def _callback_window(known: Known) -> str:
    rough = known.said("window", "rough_window")
    if rough:
        return f"{rough}, between {BLANK} and {BLANK}."
    on = f" on {known.number}" if known.number != BLANK else ""
    return f"You'll reach me{on} between {BLANK} and {BLANK} on {BLANK}."


def _next_attempt(known: Known) -> str:
    undated = known.said("will_call")
    return f"{undated or 'If I miss you, I will try you again'} on {BLANK} at {BLANK}."


def _meeting_options(known: Known) -> str:
    one = known.said("meeting_time")
    if one:
        return f"{one}, or {BLANK} at {BLANK}?"
    return f"Would {BLANK} at {BLANK} or {BLANK} at {BLANK} suit you?"


def _other_channel(known: Known) -> str:
    return f"I'll put {BLANK} in a short e-mail to you as well."


def _commitment(known: Known) -> str:
    step = known.said("step")
    return f"{step} by {BLANK}." if step else f"You will have {BLANK} from me by {BLANK}."


def _prospect_focus(known: Known) -> str:
    ours = next((c.text for c in known.subject.clauses if re.match(r"(?i)we|our", c.text)), "")
    return f'Instead of "{tidy(ours)}": "You {BLANK}."' if tidy(ours) else f"You {BLANK}."


def _addressed(known: Known) -> str:
    return f"Hi {known.prospect}, this is {known.rep}."


def _why_now(known: Known) -> str:
    return f"I'm calling now because your {BLANK} on {BLANK}."


def _asks_when(known: Known) -> str:
    return "When would be a good time to talk about it again?"


def _sameness(known: Known) -> str:
    return f"Last time I told you about {BLANK}. Since then {BLANK}."


def _new_value(known: Known) -> str:
    return f"One thing I have not told you yet: {BLANK}."


def _promise_kept(known: Known) -> str:
    return f"I said I would call you {BLANK}, and I am sorry that I did not."


RULES: dict[str, Callable[[Known], str]] = {
    "length": _length,
    "opening": _opening,
    "number_given": _number,
    "number_twice": _number,
    "digit_pace": _pace,
    "digit_groups": _pace,
    "who": _who,
    "enough_detail": _enough_detail,
    "compelling": _compelling,
    "research": _research,
    "distinctive": _distinctive,
    "value": _value,
    "no_checking_in": _no_checking_in,
    "new_idea": _new_idea,
    "listened": _listened,
    "proof": _proof,
    "reassurance": _reassurance,
    "callback_window": _callback_window,
    "next_attempt": _next_attempt,
    "meeting_options": _meeting_options,
    "other_channel": _other_channel,
    "commitment": _commitment,
    "prospect_focus": _prospect_focus,
    "addressed": _addressed,
    "why_now": _why_now,
    "asks_when": _asks_when,
    "sameness": _sameness,
    "new_value": _new_value,
    "promise_kept": _promise_kept,
}
