"""References: names of customers, referrers and mutual contacts, by the words beside them; ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.measures.content import following, perhaps, place, sure, with_whom
from coach.measures.forms import LOOKED, THEIRS, plain, words
from coach.measures.introduction import ORGANISATION, introduction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.measures.catalogue import Subject
    from coach.said import Clause, Said

OPENING_CLAUSES = 3
"""In so many clauses a message introduces its caller (ours)."""

RELATES = words(
    r"suggested|recommend\w*|referr\w+|tells? (?:me|us)|asked (?:me|us)",
    r"(?<!you )(?<!you'd )(?<!you've )told (?:me|us)",
    r"(?:mutual|our) (?:friend|contact|acquaintance|connection)|(?<!you )(?<!i )(?<!we )said$",
    r"says? (?:i|you|to|hi|hello)|said (?:i|you|to|call|we|she|he)|gave me your",
    r"(?<!you )(?<!d )(?<!ve )mentioned",
    r"introduced|put me on|passed me|sent me|pointed me|our (?:friend|neighbou?r)|on behalf of",
    r"uses?|used|using|runs?|ran|cut|saved?s?|switched|stopped|filled|moved|(?<!i )(?<!ve )got"
    r"|dropped|went from",
    r"gained|grew|halved|doubled|reduced|(?<!i )(?<!we )(?<!and )found|picked|chose",
    r"swears by|signed|started|are on|does",
    r"(?:has|have) (?:used|had|been)|did (?:one|it)|at the same",
    r"(?:we|i)(?:'?ve)? (?:\w+ )?(?:did|done|helped|work(?:ed)? (?:with|for)|placed|built|fixed"
    r"|installed|serve|supply|just finished)",
    r"(?:call|ask|ring|talk to|speak to|have a word with) (?:him|her|them|(?-i:[A-Z])\w+)",
    r"(?<!of )(?:did|does|do|doing) (?:exactly|just|the very|that|theirs|hers|his)|quit|cured"
    r"|turned",
    r"(?:had|have|has) (?:the|that|this) (?:very )?(?:same|problem|trouble)|same \w+ as"
    r"|lets? you(?! know)",
    r"(?:had|have|has) (?:theirs|hers|his|it|that|us)|so did|clients?|customers?|sold|closes"
    r"|went (?:down|up|away|back)|came (?:out|back)|'?s (?:takes|took)|found (?:the|that|it)",
    r"for (?-i:[A-Z]\w+ (?:[A-Z]\w+ )?)(?:over )?at|happy to|one of (?:them|those|ours)|for one"
    r"|changed (?:hers|his|theirs|to|over)"
    r"|put (?:it|them|one|two|that|the|ours) (?:on|in|up|at)|look(?:s|ed)? after|took (?:one|two"
    r"|it)"
    r"|did (?:two|three|four|a \w+)|with reference to (?:our|my)"
    r"|(?<!i )(?<!just )(?<!we )thought (?:you|we|i|there|it)"
    r"|(?:we|i)(?:'?ve)? (?:just )?(?:put|closed|treat(?:ed)?|filed|pulled|sold|ship(?:ped)?|clean"
    r"|did|cater|handled?|moved|taught|trained|look after|tasted|staff(?:ed)?|fit(?:ted)?|wired"
    r"|opened|ran)",
    r"(?:got|had|have|was given) your (?:name|number|details|e-?mail) (?:from|through|off)",
    r"passed (?:along |on |me )?your|your name (?:came|comes) up|name came up|connected us"
    r"|put us in"
    r"|(?:both|we) (?:know|worked|work|sit|served|went)|and i (?:worked|know|go|sit|served|met|were"
    r"|was|went|used)|you know (?-i:[A-Z])\w+|i know (?-i:[A-Z])\w+|from (?:his|her) time at",
    r"partner(?:s|ed)? with|(?:our|my) work (?:at|with|for)|wrapped up|finished up|worked alongside"
    r"|among our|one of our|a (?:client|customer|member|partner) of (?:ours|mine)|with us"
    r"|through us"
    r"|on board with us|came to us|come to us|went live|gone live|rolled (?:it|them|ours) out",
    r"trusts?|relies on|rely on|loves? (?:it|them|ours|us|the)|speaks? (?:very )?highly|vouch\w*",
    r"thinks? (?:you|we|i|the world)|achieved|increased|improved|lowered|raised|boosted|trimmed"
    r"|shaved|cleared|recovered|made (?:the|that|this) (?:switch|same)",
)
"""Words that make a name a reference: who sent one, who uses it, whom to ask."""

_NOBODY = """
    i we you he she they it this that these those there here who what when where why how which if so
    and but or because since while as after before until at by for from in of on to with about my
    our your their his her its a an the one two three four five six seven eight nine ten some many
    most several every each all both other another not no yes okay ok well hi hey hello dear good
    thanks thank please just also again maybe perhaps can could would will do does did is are was
    have has had let give call ask tell talk like once last next today tomorrow monday tuesday
    wednesday thursday friday saturday sunday january february march april may june july august
    september october november december christmas easter people companies customers clients someone
    somebody mr mrs ms dr new north south east west english american british uk us usa
"""
NOBODY = frozenset(_NOBODY.split())
"""With a capital, and yet nobody's name."""
CAPITAL = re.compile(
    r"(?<![\w'])(?<!\bin )(?<!\bnear )(?<!\bacross )(?<!\baround )[A-Z][a-z]*(?:[\w-]+)?"
)
"""A word with a capital, unless it is where something is."""
CASED = re.compile(r"[^.?!:\s] (?!I\b)[A-Z][a-z]")

_CUSTOMERS = (
    r"(?:clients?|customers?|brands|companies|firms|businesses|organi[sz]ations|shops|schools"
    r"|practices|clinics|restaurants|hospitals|agencies|dealers|owners|folks|people|teams|groups)"
)
LISTS = re.compile(
    rf"(?<!your )\b(?i:{_CUSTOMERS}),? (?:(?i:like|such as|including|include|over at|at|are) )?"
    r"(?:the )?[A-Z](?!\W)[a-z]*|\b(?i:everyone|everybody|anyone) from (?:the )?[A-Z]"
    r"|[A-Z]\w+,? (?:(?i:who|which|have|has|had|both|also|all) )*(?i:use[sd]? us|buys? from us)\b"
)
"""Customers and the name right behind: "another client, Kessler", "brands like Saltbox"."""

SENT = re.compile(
    r"\b(\w+(?: at [\w ]{1,30}?)?) (?:just )?(?:suggested (?:that )?i\b"
    r"|recommended (?:that )?(?:i|you)\b"
    r"|told me (?:to|you|that you)\b|said (?:you|i should|to (?:call|ring|try))\b"
    r"|gave me your (?:name|number|details)\b|mentioned (?:you|that you)\b|referred me\b"
    r"|passed (?:me )?your\b)"
)
"""Who said that the caller should call."""
_ROLES = """
    manager boss team colleague colleagues office assistant secretary receptionist desk partner
    system computer website form note notes records file message somebody someone guy lady
"""
UNNAMED = NOBODY.union(_ROLES.split())
"""No names, and those whom a caller need not name."""
LISTS_LOW = words(
    rf"{_CUSTOMERS} (?:like|such as) (?!yours?\b|you\b|this|that|ours|mine|us\b)\w+ "
    r"(?:\w+ ){0,2}(?:have|has|had|use[sd]?|switched|cut|saved?)"
)
"""Customers and a name behind, in lower case."""
TITLED = words(
    r"(?:doctor|dr|mrs?|miss|ms) \w+ (?:\w+ ){0,4}(?:swapped|switched|changed over|did the same"
    r"|had the (?:exact |very )?same)"
)
"""What somebody with a title did, in lower case."""
_NAME = r"[A-Z][\w'&-]+(?: (?:[A-Z][\w'&-]+|at|on|of|and|&|the|in))* ?"
_FIGURE = (
    r"(?:\d|\b(?i:percent|half|thirds?|quarter|dozen|double[ds]?|twice|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|thousand)\b)"
)
HELPED = re.compile(
    r"\b(?i:helped|happened to|(?:ran|did|does|do) (?:it|this|that|one) (?:for|with|at))"
    rf"(?: (?i:the|over at|folks at))? (?:{_NAME})"
    rf"|(?:{_NAME})(?:did|had|has) the (?:exact |very |just the )?same\b"
    rf"|(?:{_NAME})(?:swapped|switched|changed over) to\b"
    rf"|\bwhat (?:{_NAME})(?:was|were|is) paying\b"
    rf"|(?:{_NAME})(?:was|were|had been) in (?i:the|your) (?:very |exact )?same\b"
    rf"|\b(?i:when|after) (?:{_NAME})(?!and )(?:\w+ed|went|took|ran|did|got)\b"
    rf"|\b(?i:we) (?!are )(?:[\w'-]+ ){{1,9}}?for [A-Z][\w'&-]+ {_NAME}"
    rf"|\b(?i:we|you and i) (?:both )?know (?:{_NAME})|\bput (?:it|them|one|that) in at (?:{_NAME})"
)
RESULTS = re.compile(
    rf"(?:{_NAME})(?:\w+ly |just |now )?(?:gets?|got|took in|takes in|cuts?|saved?s?|went|brought"
    r"|dropped|picked up|doubled|increased|grew|closed|booked|filled|won|pays?|paid|lost|added"
    r"|cleared|trimmed|shaved|raised|lowered|halved"
    r"|(?:was|were) (?:averaging|losing|paying|missing|running|spending|wasting|turning away)"
    rf")\b.{{0,60}}{_FIGURE}"
)
"""Somebody with a name, and what came out for them: "Marlow Foods cut eleven hours a week"."""

OWN_NAME = re.compile(r"^(?:[\s,]*(?:[A-Z&][\w'&-]*|and|of|the)\b)+")
"""What goes on with a name that has just begun."""
MARKS = (".", "?", "!", ",", ";", ":")
SAW = words(r"(?:i|we) (?:just |also )?(?:saw|see|noticed|read)")
"""What was seen of a prospect is told with their own name."""
SOME_LOW = words(
    rf"(?:help(?:ed|s|ing)?|work(?:ed|s|ing)? with|serve[ds]?|for) (?:\w+ ){{0,3}}{_CUSTOMERS[:-1]}"
    r"|managers|contractors|carriers|manufacturers|brokers|builders|professionals|employers) "
    r"(?:in (?:your|the|this)|like (?:yours|you)|across|around|near|who)",
)
"""Customers of a kind, in lower case: none has a name."""


def references(subject: Subject) -> list[Said | Clause]:
    """Clauses with a named customer, referrer or mutual contact, and the words that make it one.

    The cue and the words for it decide, and a name where names are written with capitals: there the
    cue need not be sure. Customers with a name right behind need no cue.
    """
    cased = is_cased(clause.text for clause in subject.clauses)
    hits = [*sure(subject, "named_proof"), *(perhaps(subject, "named_proof") if cased else ())]
    told = [hit for hit in hits if _is_reference(subject, hit.clause, cased=cased)]
    if not cased:
        return [*told, *(clause for clause in subject.clauses if _low(subject, clause))]
    listed = [clause for clause in subject.clauses if _lists(subject, clause)]
    results = [clause for clause in subject.clauses if _results(subject, clause)]
    return [*told, *listed, *results]


def half_references(subject: Subject) -> list[Said]:
    """Hits with the words of a reference, and perhaps no name."""
    hits = [*sure(subject, "named_proof"), *perhaps(subject, "named_proof")]
    return [hit for hit in hits if refers(_pitch(subject, hit.clause))]


def _is_reference(subject: Subject, clause: Clause, *, cased: bool) -> bool:
    before = with_whom(subject, clause).removesuffix(clause.text)
    text = f"{before}{_pitch(subject, clause)} {_goes_on(subject, clause)}"
    if not cased:
        return refers(text) and not SOME_LOW.search(plain(text))
    return names_somebody(text, _known(subject)) and refers(text) and not SAW.search(text)


def _goes_on(subject: Subject, clause: Clause) -> str:
    """What somebody did who is named at the end of a clause: the start of the next."""
    behind = following(subject, clause)
    if behind is None or clause.text.rstrip().endswith(MARKS):
        return ""
    said = behind.text.split()
    return "" if said[0].lower() in NOBODY else " ".join(said[:2])


def _lists(subject: Subject, clause: Clause) -> bool:
    text = _pitch(subject, clause)
    return LISTS.search(text) is not None and names_somebody(text, _known(subject))


def _results(subject: Subject, clause: Clause) -> bool:
    """Whether a clause tells what came out for somebody else who has a name."""
    text = _pitch(subject, clause)
    found = HELPED.search(text)
    if found is None and not (LOOKED.search(text) or THEIRS.search(text)):
        found = RESULTS.search(text)
    return found is not None and names_somebody(found.group(), _known(subject))


def _known(subject: Subject) -> tuple[str | None, ...]:
    """Names of this message: as the roster has them, and as the caller gives them."""
    message = subject.recording
    opening = subject.clauses[:OPENING_CLAUSES]
    told = (clause.text.removesuffix(_pitch(subject, clause)) for clause in opening)
    return message.rep, message.rep_company, message.prospect, message.prospect_company, *told


def _pitch(subject: Subject, clause: Clause) -> str:
    """A clause without the caller's own name and company at its start.

    A name that only its place makes the caller's, and that a reference follows, is the referrer's.
    """
    opening = place(subject, clause) < OPENING_CLAUSES
    caller = introduction(clause.text, opening=opening).caller
    if not caller:
        return clause.text
    rest = clause.text[clause.text.find(caller) + len(caller) :]
    joined = ORGANISATION.search(rest)
    pitch = OWN_NAME.sub("", rest[joined.end() if joined else 0 :], count=1)
    says_so = introduction(clause.text, opening=False).caller
    by_place = clause.text != clause.text.lower() and not refers(pitch)
    return pitch if says_so or by_place else clause.text


def sent_by(text: str) -> bool:
    """Whether somebody, in lower case and neither "he" nor "my boss", sent the caller here."""
    who = SENT.search(plain(text).lower())
    return who is not None and who[1].split()[0] not in UNNAMED


def _low(subject: Subject, clause: Clause) -> bool:
    """Whether a clause in lower case, with what it runs into, tells that a name is a reference."""
    behind = following(subject, clause)
    said = plain(" ".join([clause.text, *(behind.text.split()[:1] if behind else ())]))
    return sent_by(said) or bool(LISTS_LOW.search(said) or TITLED.search(said))


def refers(text: str) -> bool:
    """Whether a clause has words that make a name a reference."""
    return RELATES.search(plain(text)) is not None


def names_somebody(text: str, known: Iterable[str | None]) -> bool:
    """Whether a clause has a name, by its capital, other than those `known` of the message."""
    ours = {word for name in known for word in plain(name or "").lower().split()}
    said = (found.lower().partition("-")[0] for found in CAPITAL.findall(text))
    return any(word not in NOBODY and word not in ours for word in said)


def is_cased(texts: Iterable[str]) -> bool:
    """Whether names are written with capitals here: inside a sentence there is one."""
    return any(CASED.search(text) for text in texts)
