"""Places in a draft that are still to be filled in: "[Name]", "{{company}}", "XXX-XXXX".

A blank is judged as what will stand there: a name, a company, a day. So each gets a stand-in,
which nobody ever sees: quotes and examples are of the text as written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

TELEPHONE = "number"
"""What is said for a telephone number that is not filled in: no digits are made up."""

DAYS = ("Tuesday", "Wednesday", "Thursday", "Friday", "Monday")
HOURS = ("10 am", "2 pm", "4 pm", "11 am", "3 pm")

_ME = re.compile(r"\b(?:your|my|rep|reps|caller|sender|agent|sales ?person|own|me)\b")
_THEM = re.compile(
    r"\b(?:their|prospect\w*|client\w*|customer\w*|contact\w*|lead|account|target|recipient|buyer)\b"
)
_OTHERS = re.compile(
    r"\b(?:referr\w+|referral|mutual|connection|colleague|friend|co-?worker|introducer|partner)\b"
)
_ELSEWHERE = re.compile(r"\b(?:similar|reference|competitors?|case study|another|existing|other)\b")
_NAME = re.compile(r"\b(?:sur)?names?\b|^(?:first|last|fname|lname|firstname|lastname)$")
_COMPANY = re.compile(
    r"\b(?:company|companies|firm|organi[sz]ation|business|employer|agency|school|practice)\b"
)
_TELEPHONE = re.compile(
    r"\b(?:phone|telephone|tel|cell|mobile|call-?back|extension|ext|direct line)\b"
    r"|^(?:your|my) (?:direct )?number$"
)
_FIGURE = re.compile(r"^(?:number|no|#|x+|n|\$?x+[%km]?)$")
_DAY = re.compile(r"\b(?:day|date|weekday|tomorrow)\b")
_HOUR = re.compile(r"\b(?:time|times|hour|hours|o'clock)\b")
_NOT_A_MOMENT = re.compile(r"\b(?:days|save[ds]?|saving|per|real-?time|time ?line|up ?date)\b")

_GREETING = re.compile(r"\b(?:hi|hello|hey|dear|morning|afternoon|evening|for|reach)[, ]*$", re.I)
_INTRODUCES = re.compile(r"\b(?:this is|name is|name's|i'm|i am|it's|it is|me)[, ]*$", re.I)
_GIVES_NUMBER = re.compile(
    r"\b(?:number(?: again)? is|number(?: again)?:|number's"
    r"|(?:call|reach|phone|text|ring) me(?: back)?(?: at| on)"
    r"|(?:call|reached|reach|dial)(?: at| on)?|me at|me on|that's|again,?|at)[: ]*$",
    re.I,
)


@dataclass(slots=True)
class Blanks:
    """Stand-ins for one draft: from the roster where it knows, else invented names.

    Days and hours differ from one blank to the next, as two that are offered do.
    """

    rep: str | None = None
    rep_company: str | None = None
    rep_phone: str | None = None
    prospect: str | None = None
    prospect_company: str | None = None
    days: int = 0
    hours: int = 0

    @property
    def telephone(self) -> str:
        """What is said for the rep's own number."""
        return self.rep_phone or TELEPHONE

    @staticmethod
    def is_blank(inner: str) -> bool:
        """Whether words in round brackets are a blank, rather than an aside."""
        words = _words(inner)
        if re.fullmatch(r"(?:your |callback )?(?:tele)?(?:phone )?number", words):
            return True
        begun = re.match(r"(?:your|their|prospect|company|name|first|last)\b", words)
        named = _NAME.search(words) or _COMPANY.search(words)
        return bool(begun and named) and len(words.split()) <= 3

    def said(self, inner: str, before: str) -> str:
        """The stand-in for a blank whose brackets hold `inner`, behind the text `before`."""
        words, behind = _words(inner), before[-60:]
        if _TELEPHONE.search(words) or (_FIGURE.match(words) and _GIVES_NUMBER.search(behind)):
            return self.telephone
        if _COMPANY.search(words):
            return self._company(words, behind)
        if _NAME.search(words) or _OTHERS.search(words) or not words:
            return self._person(words, behind)
        if not _NOT_A_MOMENT.search(words) and (moment := self._moment(words)):
            return moment
        if _FIGURE.match(words):
            return "20"
        return words

    def _person(self, words: str, behind: str) -> str:
        if _OTHERS.search(words):
            return "Robin Hale"
        if not words and _GIVES_NUMBER.search(behind):
            return self.telephone
        introduced = _INTRODUCES.search(behind) and not _THEM.search(words)
        if introduced or (_ME.search(words) and not _GREETING.search(behind)):
            return self.rep or "Dana Fletcher"
        if not words and re.search(r"\b(?:from|with)\s*$", behind, re.I):
            return self.rep_company or "Orrin"
        return (self.prospect or "Sam").split()[0]

    def _company(self, words: str, behind: str) -> str:
        if _ELSEWHERE.search(words) or (_THEM.search(words) and not _ME.search(words)):
            theirs = None if _ELSEWHERE.search(words) else self.prospect_company
            return theirs or "Tarrow Foods"
        if _ME.search(words) or re.search(r"\b(?:from|with|of|behalf of|at)\s*$", behind, re.I):
            return self.rep_company or "Orrin"
        return self.prospect_company or "Tarrow Foods"

    def _moment(self, words: str) -> str:
        """Days and hours that are still open, each another than the last."""
        day = hour = ""
        if _DAY.search(words):
            day, self.days = DAYS[self.days % len(DAYS)], self.days + 1
        if _HOUR.search(words):
            hour, self.hours = HOURS[self.hours % len(HOURS)], self.hours + 1
        return " at ".join(part for part in (day, hour) if part)


def _words(inner: str) -> str:
    """What stands in a blank in lower case: "INSERT_FIRST-NAME" is "first name"."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", inner)
    plain = " ".join(re.sub(r"[_/.:|-]+", " ", spaced).lower().split())
    return re.sub(r"^(?:insert|enter|add|use|fill in)\b(?: the| your(?! \w))?\s*", "", plain)
