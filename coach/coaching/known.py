"""What may stand in a line to say: what was said, and what the roster says; else a blank."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.measures.content import sure

if TYPE_CHECKING:
    from coach.measures import Subject

BLANK = "..."
LONGEST_CLAUSE = 140

FILLERS = re.compile(r"\b(?:um+|uh+|uhm|erm?|hmm)\b[,.]?\s*", re.IGNORECASE)
JOINTS = re.compile(
    r"^(?:(?:and|but|so|because|cause|also|well|okay|ok|just|then)\b[,\s]*)+", re.IGNORECASE
)
NAME = re.compile(
    r"[^\W\d_][^\W\d_ .,'\u2019&-]*(?:[ '\u2019&-]+[^\W\d_][^\W\d_.,'\u2019&-]*){0,4}"
)


CAPITALS = r"(?P<name>[A-Z][\w'\u2019&-]*(?: (?:&|and|of|[A-Z][\w'\u2019&-]*))*(?<! and)(?<! of))"
SAYS_NAME = re.compile(rf"\b(?:(?i:this is|my name is|name's|it's|i'm|i am)) {CAPITALS}")
SAYS_COMPANY = re.compile(rf"\b(?:(?i:from|with|at|of|behalf of)) (?:(?i:the) )?{CAPITALS}")


@dataclass(frozen=True, slots=True)
class Known:
    """What may stand in an example: what was said, and what the roster says."""

    subject: Subject

    @property
    def rep(self) -> str:
        """The caller's name, from the roster or as said."""
        return _name(self.subject.recording.rep) or self._named("caller_name", SAYS_NAME)

    @property
    def company(self) -> str:
        """The caller's company, from the roster or as said."""
        known = _name(self.subject.recording.rep_company)
        return known or self._named("caller_company", SAYS_COMPANY)

    @property
    def prospect(self) -> str:
        """The prospect's first name."""
        return _name(self.subject.recording.prospect).partition(" ")[0] or BLANK

    @property
    def their_company(self) -> str:
        """The prospect's company; empty where it is not known."""
        return _name(self.subject.recording.prospect_company)

    def _named(self, cue: str, says: re.Pattern[str]) -> str:
        """A name with capitals behind the words that introduce one."""
        for hit in sure(self.subject, cue):
            if found := says.search(hit.clause.text):
                return found["name"]
        return BLANK

    @property
    def groups(self) -> tuple[str, ...]:
        """The caller's number in groups: as it was said, else as the roster has it."""
        whole = next((number for number in self.subject.numbers if number.complete), None)
        if whole is None:
            return tuple(re.findall(r"\d+", self.subject.recording.rep_phone or ""))
        if not whole.agree:
            return ()
        groups = next((r.groups for r in whole.readings if len(r.groups) > 1), ())
        return tuple(group.digits for group in groups) or _grouped(whole.digits)

    @property
    def number(self) -> str:
        """The caller's number, its groups apart."""
        return " ".join(self.groups) or BLANK

    def said(self, *cues: str) -> str:
        """The first clause that surely says one of these; empty where none does."""
        for cue in cues:
            for hit in sure(self.subject, cue):
                if text := tidy(hit.clause.text):
                    return text
        return ""

    @property
    def idle(self) -> str:
        """The longest clause that says nothing the rubric asks for."""
        telling = {hit.clause for hit in self.subject.said if hit.is_sure}
        rest = [tidy(c.text) for c in self.subject.clauses if c not in telling]
        return max((text for text in rest if len(text.split()) > 4), key=len, default="")


def _name(written: str | None) -> str:
    """A name as one says it; empty for what is no name ("rep_07")."""
    text = " ".join((written or "").split())
    if not NAME.fullmatch(text):
        return ""
    return text.title() if text.islower() else text


def _grouped(digits: str) -> tuple[str, ...]:
    if len(digits) == 10:
        return digits[:3], digits[3:6], digits[6:]
    return tuple(digits[start : start + 3] for start in range(0, len(digits), 3))


def tidy(text: str) -> str:
    """A clause to quote: no fillers, no joining word in front, no mark at the end."""
    bare = JOINTS.sub("", FILLERS.sub("", " ".join(text.split())).strip())
    bare = bare.strip(" ,;:.!?-")
    return "" if len(bare) > LONGEST_CLAUSE else bare[:1].upper() + bare[1:]


def inside(text: str) -> str:
    """A clause that goes on in a sentence: a small letter in front, unless it is I or a name."""
    first = text.split(" ", 1)[0]
    common = first.lower() in _COMMON or first.lower().endswith(("ing", "ly"))
    return text[:1].lower() + text[1:] if common else text


_COMMON = frozenset(
    (
        *("we", "you", "your", "our", "my", "the", "a", "an", "they", "their", "it", "its", "this"),
        *("that", "there", "most", "many", "some", "one", "two", "three", "when", "if", "as", "in"),
        *("on", "at", "by", "with", "for", "from", "please", "call", "give", "it's", "that's"),
        *("we've", "we're", "we'll", "you're", "you've", "companies", "firms", "people", "with"),
    )
)
