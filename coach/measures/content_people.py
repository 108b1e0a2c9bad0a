"""Who calls whom: names and companies."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from coach.alike import likeness
from coach.measures.content import (
    BAD,
    GOOD,
    HALFWAY,
    NINE_REASONS,
    SEVEN_WAYS,
    level,
    of_two,
    perhaps,
    shown,
    sure,
)
from coach.measures.introduction import introduction, organisation
from coach.said import Said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.measures.catalogue import Subject
    from coach.measures.content import Level
    from coach.said import Clause

ALIKE = 0.84
"""Least likeness for a name that is known (ours, as where names are put right)."""
THE_SAME = 0.93
"""... and for a whole name said where no name is expected (ours)."""
LEAST_LETTERS = 3

CALLER_PLACE = re.compile(r"(?:this is|it's|it is|my name is|name's|i'm|i am|me|again|here)\s*$")
COMPANY_PLACE = re.compile(r"(?:from|with|at|of|behalf of|for|here at|over at|is)(?: the)?\s*$")
PROSPECT_PLACE = re.compile(
    r"(?:hi|hello|hey|dear|morning|afternoon|evening|thanks|thank you|for|is this|reach|reaching"
    r"|there|ok|okay|so|please)(?: (?:mr|mrs|ms|miss|dr|doctor)\.?)?\s*$"
)
CALLED = re.compile(
    r"(?: [A-Z][\w'\u2019-]+)?(?:,|\s+(?:here|speaking|calling|again|from|with|at)\b|$)"
)
"""What follows a name at the very start of a clause: there a capital tells nothing."""
NOT_THE_CALLER = re.compile(r"\b(?:is this|(?:message|call|this)(?: is|'s)? for|looking for)\b")
ANYWHERE = re.compile("")
LEGAL_FORMS = frozenset(("inc", "llc", "ltd", "limited", "gmbh", "corp", "co", "plc", "the", "and"))
WORDS = re.compile(r"[^\W\d_][\w'\u2019&-]*")

OPENING_CLAUSES = 3
"""In so many clauses a message introduces and addresses people (ours)."""
LIST_WORDS = re.compile(
    r"\b(?:owners?|homeowners?|customers?|residents?|whoever|whom|who|person|people|managers?"
    r"|everyone|everybody|all|team|folks|sir|madam|members?|clients?|department|dept|somebody"
    r"|someone|anyone|friends?|neighbou?rs?|business(?:es)?|company|companies|office|valued|dear"
    r"|ladies|gentlemen|guys|household|occupant|charge|responsible|handles?|decision|staff)\b"
)
"""Without any of these nobody on a list is addressed."""


@level("who", label="Name and company", source=NINE_REASONS)
def who(subject: Subject) -> Level:
    """Level: 2 if the caller's name and company are said, 1 for one of the two, 0 for neither.

    A name that the roster knows counts wherever it is said as one; a company that nothing in the
    clause sets apart counts as perhaps said.
    """
    recording = subject.recording
    names, companies = _introduced(subject)
    names += _known(subject, "caller_name", recording.rep, CALLER_PLACE)
    companies += _known(subject, "caller_company", recording.rep_company, COMPANY_PLACE)
    names += [hit for hit in sure(subject, "caller_name") if not _only_theirs(subject, hit)]
    said = sure(subject, "caller_company")
    companies += [hit for hit in said if organisation(hit.clause.text)]
    name = names, perhaps(subject, "caller_name")
    return of_two(name, (companies, [*said, *perhaps(subject, "caller_company")]))


def _introduced(subject: Subject) -> tuple[list[Said], list[Said]]:
    """Clauses at the start that introduce the caller by name, and by company, as hits."""
    names: list[Said] = []
    companies: list[Said] = []
    for clause in subject.clauses[:OPENING_CLAUSES]:
        read = introduction(clause.text, opening=True)
        if read.caller and not _is_theirs(subject, read.caller):
            names.append(Said("caller_name", clause, 1.0))
            companies += [Said("caller_company", clause, 1.0)] if read.organisation else []
    return names, companies


def _is_theirs(subject: Subject, name: str) -> bool:
    first = (subject.recording.prospect or "").split(" ")
    return any(part and likeness(name, part) >= THE_SAME for part in first)


def _known(subject: Subject, cue: str, name: str | None, where: re.Pattern[str]) -> list[Said]:
    """Clauses in which a known name is said, as hits."""
    if not name:
        return []
    return [Said(cue, clause, 1.0) for clause in subject.clauses if names(clause, name, where)]


def _only_theirs(subject: Subject, hit: Said) -> bool:
    """Whether the name in "is this Sam?" is the prospect's."""
    prospect = subject.recording.prospect
    asked = NOT_THE_CALLER.search(hit.clause.text.lower())
    return bool(prospect and asked and names(hit.clause, prospect, ANYWHERE))


def names(clause: Clause, name: str, where: re.Pattern[str]) -> bool:
    """Whether a clause says a known name, or a word of it, about as it sounds.

    A word of it counts with a capital or in a place where names are said: "will" is no Will.
    """
    said, wanted = _said(clause.text), _wanted(name)
    whole = " ".join(wanted)
    for index, word in enumerate(said):
        alike = likeness(_run(said, index, len(wanted)), whole) if len(wanted) > 1 else 0.0
        heard = (word.group(), _run(said, index, 2))  # "Bright line" too
        told = any(likeness(one, part) >= ALIKE for part in wanted for one in heard)
        if alike < ALIKE and not told:
            continue  # as most words
        placed = _placed(clause.text, word, where)
        if alike >= (ALIKE if placed else THE_SAME) or (placed and told):
            return True
    return False


@functools.lru_cache(maxsize=256)
def _said(text: str) -> tuple[re.Match[str], ...]:
    return tuple(WORDS.finditer(text))


@functools.lru_cache(maxsize=256)
def _wanted(name: str) -> tuple[str, ...]:
    return tuple(part for part in WORDS.findall(name) if _telling(part))


def _placed(text: str, word: re.Match[str], where: re.Pattern[str]) -> bool:
    """Whether a word stands as a name does: with a capital, or where names are said."""
    if where.search(text[: word.start()].lower().rstrip(", ")):
        return True
    capital = word.group()[:1].isupper()
    return capital and (word.start() > 0 or CALLED.match(text, word.end()) is not None)


def _run(said: Sequence[re.Match[str]], index: int, size: int) -> str:
    return " ".join(word.group() for word in said[index : index + size])


def _telling(part: str) -> bool:
    return len(part) >= LEAST_LETTERS and part.lower() not in LEGAL_FORMS


@level("addressed", label="Addressed by name", source=SEVEN_WAYS)
def addressed(subject: Subject) -> Level:
    """Level: 2 if the prospect's name is said, 1 if no name is, 0 if it is to anyone on a list.

    The roster's name counts as it sounds; else any name in the place of an address.
    """
    prospect = subject.recording.prospect
    for place, clause in enumerate(subject.clauses):
        known = prospect is not None and names(clause, prospect, PROSPECT_PLACE)
        if known or _addresses(subject, clause, opening=place < OPENING_CLAUSES):
            return GOOD, shown([clause])
    listed = sure(subject, "list_address")
    told = [hit for hit in listed if LIST_WORDS.search(hit.clause.text.lower())]
    if told:
        return BAD, shown(told)
    return HALFWAY, ()


def _addresses(subject: Subject, clause: Clause, *, opening: bool) -> bool:
    """Whether a clause addresses somebody by a name that is not the caller's own."""
    name = introduction(clause.text, opening=opening).addressee
    own = (subject.recording.rep or "").split(" ")
    return bool(name) and not any(part and likeness(name, part) >= THE_SAME for part in own)
