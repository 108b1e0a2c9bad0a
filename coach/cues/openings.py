"""Words that start a new clause, as people leave voicemails: the lists are ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SUBJECTS = "i im ive we you they he she it there"
_REQUESTS = "call give ring drop send shoot text reach let ping email book"
_SEAMS = "which that when where while if since after before until who as"

CONJUNCTIONS = frozenset(("and", "but", "so", "because", "cause", "cuz", "plus", "or"))
JOINING = dict.fromkeys(_SEAMS.split(), 1) | dict.fromkeys(CONJUNCTIONS, 2)
"""Where a run that is too long comes apart: the higher, the better."""

FILLERS = frozenset(("um", "uh", "er", "uhm", "hmm"))
SUBJECTS = frozenset(_SUBJECTS.split())
ONLY_SUBJECTS = frozenset(("i", "im", "ive", "we", "they", "he", "she"))
"""Never an object, as "you" and "it" are."""

REQUESTS = frozenset(_REQUESTS.split())
"""Imperatives that ask for, or announce, the next step."""

SUBORDINATING = frozenset(("if", "when", "once"))
LONG_ENOUGH = 5
"""A main clause is as long before an "if" is split off it; without a verb it counts too (ours)."""

_TURNS = r"""
    (i'm|im|i\ am|i'll|i\ will|i'd|i\ would|i've|ive|i\ have)\b
    | i\ (wanted|want|was|just|saw|noticed|know|hope|think|thought|understand|read|see|can|could
        |look|came|work|believe|realize|realise|promise|also|do|did|help|run|only|appreciate
        |figured|heard|call|called|recently|might|may)\b
    | just\ (wanted|calling|following|circling|touching|bumping|checking)\b | (theres|heres)\b
    | i\ (sent|left)\ (you\ )?(a|an|my|some|over)\b
    | (we're|we've|we'd|we'll)\b
    | we\ (are|were|help|have|work|can|could|just|do|did|also|make|build|cut|save|offer|provide
        |specialize|specialise|recently)\b
    | you\ (can|could|may|might|will|probably)\b
    | you\ (said|mentioned|told\ me|asked)\ (that|the|your|you|how|it|i|we|about|for|me|a)\b
    | (he|she|they)\ (said|told|suggested|mentioned|thought|asked|are|is|were|was|have|has)\b
    | my\ (name|number|direct|cell|mobile|email|phone|line|extension|office|callback)\b
    | the\ (reason|number|best)\b
    | (that's|thats|that\ is)\ (\d|oh|zero|one|two|three|four|five|six|seven|eight|nine|area)
    | its\ (a|the|been|just|about|only|me)\b
    | (this\ is|there's|there\ is|there\ are|it's|it\ is|it\ was|it\ would|it\ will
        |it'll|it'd|it\ takes|it\ took|here's|here\ is)\b
    | (would|could|can|do|did|are|have|is|was|will|should)\ (you|i|we|it|there|that|this)\b(?!')
    | (when|how|what|where)\ (would|could|can|do|does|is|are|about)\b | what's\b | how's\b
    | if\ (you|that|it|i|we|now|not|there|this|so|any|anything)\b
    | please\b
    | (give|call|ring|text|reach|email|ping)\ (me|us)\b
    | (drop|send|shoot)\ (me|us|you)\b
    | (let\ me|let's|feel\ free|don't|do\ not)\b
    | no\ (pressure|rush|problem|worries|obligation|hard\ feelings)\b
    | (looking\ forward|hope\ to|hoping|hope\ you|hope\ this)\b
    | (thanks|thank\ you|cheers)\b
    | (talk\ to\ you|talk\ soon|speak\ soon|speak\ to\ you|bye|take\ care|have\ a)\b
    | again\ (my|this|that's|it's|the|i'm|i)\b
    | (either\ way|otherwise|meanwhile|in\ the\ meantime|once\ again|one\ more\ time)\b
"""
TURN = re.compile(_TURNS, re.VERBOSE)
POINTING = re.compile(r"(that|this)('s| (is|was|would|will|means|gives|takes|leaves))\b|thats\b")
"""After a comma a new clause; elsewhere it may as well belong to the noun before it."""

LONGEST_TURN = 4
"""Words that a turn of voicemail may take."""

LONG_RUN = 8
"""After so many words any word that can only be a subject starts a clause (ours) ..."""

_BELONGING = """
    sent gave left spoke talked discussed mentioned had made did met emailed mailed said asked liked
    wanted need needed use used bought signed submitted requested see saw told posted wrote filed
"""
BELONGING = frozenset(_BELONGING.split())
"""... but not before one of these, which mostly say which one: "the quote I sent you"."""

_GOVERNING = """
    if when that what how where why who which because since as whether than before after until
    till while though although once and but so or to can could will would should may might must
    please just think know see hope believe sure say said says guess figured thought wondering
    wonder afraid glad sorry like everything all something anything time reason way thing a an
    the of for in on at with from by about my your our this that their his her its not also then is
    are was be been do does did don't have has had i you we they he she it i'm im you're we're
    hoping thinking saying even only really im i'd i'll i've maybe perhaps hi hello hey well
    yes yeah understand realize heard told mean means asked ask imagine suppose day week things
    people never always still let's let no any some
"""
GOVERNING = frozenset(_GOVERNING.split())
"""After one of these what follows belongs to it: "I know you're busy", "to call me"."""

_VERBS = """
    is are was were be been am do does did don't doesn't didn't have has had can could will would
    should may might must can't couldn't won't wouldn't call called give get got let send sent want
    wanted need needs reach help helps work works hope know see saw heard think thought make makes
    made take takes took say said says ask talk speak spoke met meet look looks like love try come
    came go going put run runs find found feel leave left offer read keep keeps cut cuts save saves
    show ends end starts start thank thanks please im ive ill its thats theres lets whats wanna
    gonna dropped mean means lose loses spend spends pay pays grow grows tell told
    went gave gives wrote built sold bought held began fell won
"""
VERBS = frozenset(_VERBS.split())


def has_verb(words: Sequence[str]) -> bool:
    """Whether one of these plain words is, or carries, a verb, or is a subject before another."""
    return any(_is_verb(word) for word in words) or any(word in SUBJECTS for word in words[:-1])


def stands_alone(words: Sequence[str], following: str) -> bool:
    """Whether these words can be a clause before a word that may start the next."""
    long = len(words) >= LONG_ENOUGH
    return long or (has_verb(words) and following not in SUBORDINATING)


def opens(words: Sequence[str], index: int) -> bool:
    """Whether a clause starts at this word although no comma precedes it."""
    before = words[index - 1] if index else ""
    if before in FILLERS or before in CONJUNCTIONS:
        return False
    first = _past_fillers(words, index)
    if first < len(words) and words[first] in CONJUNCTIONS:
        return _opens_after(words, first + 1)
    return before not in GOVERNING and is_turn(words, first)


def opens_late(words: Sequence[str], index: int) -> bool:
    """Whether a clause may start at this word because the last has gone on for long."""
    if words[index - 1] in GOVERNING | FILLERS | CONJUNCTIONS:
        return False
    first = _past_fillers(words, index)
    following = words[first + 1] if first + 1 < len(words) else ""
    subject = first < len(words) and words[first].partition("'")[0] in ONLY_SUBJECTS
    return subject and following not in BELONGING | {""}


def opens_after_comma(words: Sequence[str], index: int) -> bool:
    """Whether a clause starts at this word after a comma."""
    first = _past_fillers(words, index)
    if first < len(words) and words[first] in CONJUNCTIONS | {"which", "then"}:
        return has_verb(words[first + 1 : first + 6]) or _opens_after(words, first + 1)
    pointing = POINTING.match(" ".join(words[first : first + LONGEST_TURN]))
    return pointing is not None or _opens_after(words, first)


def _past_fillers(words: Sequence[str], index: int) -> int:
    while index < len(words) and words[index] in FILLERS:
        index += 1
    return index


def _opens_after(words: Sequence[str], index: int) -> bool:
    """Whether a subject, a request or a turn stands here, after a conjunction or comma."""
    index = _past_fillers(words, index)
    word = words[index] if index < len(words) else ""
    return word.partition("'")[0] in SUBJECTS | REQUESTS or is_turn(words, index)


def is_turn(words: Sequence[str], index: int) -> bool:
    """Whether one of the turns of voicemail stands here."""
    return TURN.match(" ".join(words[index : index + LONGEST_TURN])) is not None


def _is_verb(word: str) -> bool:
    if word in VERBS or word.endswith(("'m", "'re", "'ve", "'ll", "'d", "'s")):
        return True
    return len(word) > 4 and word.endswith(("ing", "ed"))
