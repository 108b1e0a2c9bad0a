"""How callers introduce themselves and address people: a small grammar of names, ours.

It reads what recognisers and hurried reps write: with and without capitals and marks.
"""

from __future__ import annotations

import functools
import re
import string
from dataclasses import dataclass

from coach.when.words import MONTH, WEEKDAY

TITLE = r"(?:mr|mrs|ms|miss|mx|dr|doctor|prof|professor|sir|dame)\b\.?"
GREETING = (
    r"(?:(?:hi|hello|hey|hiya|hullo|yo|dear|morning|afternoon|evening|greetings"
    r"|good (?:morning|afternoon|evening|day))(?: there)?\b)"
)
SAYS_NAME = r"(?:this is|this's|it's|its|it is|my name is|my name's|name's|names|i'm|i am|here's)"
LEAD_IN = r"(?:(?:um+|uh+|er+|oh|ooh|ah|yeah|yes|yep|so|ok|okay|well|right|alright|listen)\b,?\s*)*"
JOINS = r"(?:calling (?:from|with|for)|(?:over|down|up|here|out) at|on behalf of|from|with|at|of)"

NAME = r"[^\W\d_][\w'\u2019-]*\.?"
CAPITALS = r"[A-Z][\w'\u2019&.-]*(?: (?:&|and|of|the|de|van|von|[A-Z][\w'\u2019&.-]*))*"

ORGANISATION = re.compile(rf"\b{JOINS} (?:uh |um |the )?(?P<first>[^\W_][\w'-]*)", re.IGNORECASE)
"""The words before an organisation: "from Brightline", "down at the marina"."""
NO_ORGANISATION = re.compile(
    r"(?:you|your|yours|me|my|mine|him|his|them|us|this|that|these|those|it|regards?|respect"
    r"|everything|anything|nothing|something|someone|somebody|whoever|homeowners?|owners?|everyone"
    r"|reference|noon|home|least|all|any|course|time|once|first|last|work|some|more|how|what|when"
    r"|where|which|whom|here|there|now|then|one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|zero|oh|a|an|number|same|moment|end|beginning|top|parts|today|tomorrow|tonight"
    rf"|yesterday|\d.*|{WEEKDAY}|{MONTH})$",
    re.IGNORECASE,
)
TRADES = re.compile(
    r"\b(?:inc|llc|llp|ltd|plc|corp|company|companies|co|group|partners|associates|agency|services"
    r"|solutions|systems|insurance|bank|credit union|roofing|plumbing|heating|electric|freight"
    r"|logistics|realty|recruiting|recruitment|staffing|consulting|software|technologies|tech"
    r"|dental|medical|clinic|hospital|foundation|trust|university|college|school|church|center"
    r"|centre|hotel|shop|store|supply|supplies|motors|builders|construction|contractors|landscaping"
    r"|cleaning|security|printing|print|media|marketing|designs?|labs?|farms?|and sons|& sons"
    r"|and daughters?|department|team|desk|office)\b",
    re.IGNORECASE,
)
OWN_TRADE = re.compile(
    r"\b(?:i|we) (?:(?:work|am|are) (?:for|at)|am with)\b(?! \d)"
    r"|\bi'?m (?:with|from|at|calling from)\b(?! \d)"
    r"|\b(?:our|my) (?:company|firm|agency|business|practice|shop)\b",
    re.IGNORECASE,
)

CASED = re.compile(r"[^.?!:\s] (?!I\b)[A-Z][a-z]")
SAYS_SO = re.compile(rf"\b{SAYS_NAME} [A-Z]")
LOWER = frozenset(string.ascii_lowercase)

NOT_NAMES = frozenset(
    (
        *("there", "this", "it", "its", "it's", "i", "i'm", "i've", "im", "my", "is", "everyone"),
        *("everybody", "all", "team", "folks", "again", "madam", "how", "hope", "just", "yeah"),
        *("yes", "from", "you", "your", "good", "we", "we're", "our", "the", "a", "an", "that"),
        *("and", "so", "um", "uh", "er", "calling", "to", "for", "thanks", "hello", "hi", "hey"),
        *("morning", "afternoon", "evening", "business", "owner", "customer", "valued", "in"),
        *("very", "much", "bye", "have", "hoping", "quick", "here", "me", "what", "some", "with"),
        *("homeowner", "neighbor", "neighbour", "friend", "someone", "whoever", "anyone", "who"),
        *("yourself", "about", "on", "at", "of", "as", "taking", "listening", "any", "one", "hr"),
        *("purchasing", "giving", "getting", "resident", "folk", "guys", "gentlemen", "ladies"),
        *("client", "member", "name", "if", "i'll", "i'd", "we'll", "we've", "they", "he", "she"),
        *("his", "her", "their", "us", "not", "no", "oh", "ooh", "ah", "well", "right", "alright"),
        *("listen", "sorry", "okay", "ok", "happy", "reverend", "pastor", "father", "coach"),
        *("captain", "chief", "girl", "man", "buddy", "boss", "sir", "dear", "please", "when"),
        *("or", "but", "by", "was", "be", "are", "am", "do", "did", "got", "get", "call", "calls"),
        *("regarding", "concerning", "regards", "wanted", "wondering", "following", "checking"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today"),
        *("tomorrow", "yesterday", "doctor", "second", "third", "first", "voicemail", "message"),
    )
)
"""Words that stand where a name might, and are none."""

ADDRESSES = (
    re.compile(
        rf"^{LEAD_IN}(?:{GREETING},? ?)?{LEAD_IN}(?:{GREETING},? ?)?(?P<title>{TITLE} "
        rf"(?:(?:and|&) {TITLE} )?)(?P<name>{NAME})",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^{LEAD_IN}{GREETING},? (?:{LEAD_IN}{GREETING},? )?(?:is (?:this|that) )?"
        rf"(?P<name>{NAME})",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:(?:this|that|it)(?:'s| is)? (?:a |the |my )?(?:message |call |voicemail )?"
        r"(?:is )?for|(?:message|voicemail|call|calling)(?: is)? for"
        r"|trying to (?:reach|catch|get hold of)"
        rf"|looking for|is (?:this|that)) (?P<title>{TITLE} )?(?P<name>{NAME})",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?i:thanks(?: again)?|thank you|cheers|bye),? (?P<name>[A-Z][\w'\u2019-]+)\W*$"),
    re.compile(
        rf"^{LEAD_IN}(?P<name>{NAME})(?: [A-Z][\w'\u2019-]*)?,? "
        rf"(?={SAYS_NAME}\b|{GREETING})",
        re.IGNORECASE,
    ),
    re.compile(r"^(?P<name>[A-Z][\w'\u2019-]+)\.$"),
)
"""Places where the one who is called is named."""

LISTED = re.compile(
    rf"^(?i:{LEAD_IN}(?:{GREETING},?)? ?)(?P<to>(?<=\w )(?=[A-Z]))?(?i:(?P<title>{TITLE}) )?"
    rf"(?P<names>{CAPITALS}(?:, {CAPITALS}){{1,2}})\.?$"
)

CALLER = (
    re.compile(rf"\b{SAYS_NAME} (?:me,? )?(?:{LEAD_IN})(?P<name>{NAME})", re.IGNORECASE),
    re.compile(
        rf"^{LEAD_IN}(?:{GREETING},? )?(?P<name>{NAME})(?: [A-Z][\w'-]*)? (?:here|speaking)\b",
        re.IGNORECASE,
    ),
    re.compile(rf"(?P<name>{NAME}),? (?:here )?{ORGANISATION.pattern}", re.IGNORECASE),
)


@dataclass(frozen=True, slots=True)
class Introduction:
    """What one clause says of names: the addressee's, the caller's, the caller's company's."""

    addressee: str = ""
    caller: str = ""
    organisation: bool = False


@functools.lru_cache(maxsize=1_024)
def introduction(text: str, *, opening: bool) -> Introduction:
    """Read the names in a clause; `opening` where it is one of the message's first.

    Only an opening addresses by a bare name, and names a caller without saying so.
    """
    plain = text.replace("\u2019", "'")
    if opening and (listed := _listed(plain)):
        return listed
    addressee = _addressee(plain, opening=opening)
    caller = _caller(plain, addressee, opening=opening)
    return Introduction(addressee, caller, bool(caller) and organisation(plain))


def _listed(plain: str) -> Introduction | None:
    """Names with nothing but commas between: "Wade, Trish Olmstead, Plains Crop."."""
    found = LISTED.match(plain)
    if not found:
        return None
    names = [name.strip() for name in found["names"].split(",")]
    greeted = found["to"] is not None
    addressee = names.pop(0) if greeted or len(names) > 2 else ""
    first = names[0].split()[0]
    if not _is_name(first, cased=True):
        return None
    return Introduction(addressee.split()[-1] if addressee else "", first, len(names) > 1)


def organisation(text: str) -> bool:
    """Whether a clause names an organisation: behind a word that joins one, or by its trade."""
    trade = TRADES.search(text)
    own = OWN_TRADE.search(text)
    return _behind_a_join(text) or own is not None or bool(trade and _is_named(text, trade))


def _is_named(text: str, trade: re.Match[str]) -> bool:
    """Whether a trade stands in a name, where names have capitals: "Apex Roofing"."""
    before = text[: trade.start()].split()[-2:]
    return not _is_cased(text) or any(word[0].isupper() for word in (*before, trade.group()))


def _is_cased(text: str) -> bool:
    return CASED.search(text) is not None


def _behind_a_join(text: str) -> bool:
    """Whether an organisation is named behind a word that joins one.

    Recognisers write one behind a caller's name without capitals, too; elsewhere they tell it.
    """
    loose = not _is_cased(text) or SAYS_SO.search(text)
    first = (found["first"] for found in ORGANISATION.finditer(text))
    return any(_is_organisation(word) for word in first if loose or word[0] not in LOWER)


def _is_organisation(first: str) -> bool:
    """Whether a word can begin an organisation's name: "First Prairie Bank", and not "at first"."""
    if first[0].isupper() and not re.fullmatch(rf"{WEEKDAY}|{MONTH}", first, re.IGNORECASE):
        return True
    return NO_ORGANISATION.match(first) is None


def _addressee(plain: str, *, opening: bool) -> str:
    cased = plain != plain.lower()
    for pattern in ADDRESSES[: None if opening else 4]:
        found = pattern.search(plain)
        if found and _is_name(found["name"], cased=cased):
            titled = bool(found.groupdict().get("title"))
            if titled or not _introduces(plain, found):
                return found["name"]
    return ""


def _introduces(plain: str, found: re.Match[str]) -> bool:
    """Whether a name behind a greeting is the caller's own: "Hello, Stefan Krol, from Baltchem"."""
    rest = plain[found.end("name") :]
    own = re.match(rf"(?: [A-Z][\w'-]*)?,? (?:here )?{ORGANISATION.pattern}", rest, re.IGNORECASE)
    return own is not None and _is_organisation(own["first"])


def _caller(plain: str, addressee: str, *, opening: bool) -> str:
    cased = plain != plain.lower()
    for pattern in CALLER[: None if opening else 2]:
        for found in pattern.finditer(plain):
            name = found["name"]
            if name.lower() != addressee.lower() and _is_name(name, cased=cased):
                return name
    return ""


def _is_name(word: str, *, cased: bool) -> bool:
    bare = word.rstrip(".").lower()
    if (
        bare in NOT_NAMES
        or bare.endswith(("'s", "ing", "'ll", "'ve", "'re", "'d"))
        or len(bare) < 2
    ):
        return False
    return word[0].isupper() or not cased
