"""Context: what the words around digits say they are, and whose.

Patterns are searched in the words before the digits, back to the sentence's start; the match
that ends nearest to the digits wins.
"""

from __future__ import annotations

import re

_PHONE = r"(?:number|line|cell|mobile|phone|telephone|extension|direct|desk|office|fax)"
_KINDS = r"(?:own |new |direct |dial |cell |mobile |office |work |desk |phone |personal |main )*"
_VERB = (
    r"(?:call|reach|ring|dial|phone|text|contact|try|get|catch|ask(?: for)?|give"
    r"|(?:speak|talk) (?:to|with))"
)
_TELEPHONE = re.compile(
    r"\b(?:numbers?|phone|telephone|tel|fax|cell|mobile|line|reach|calls?|dial|ring|text|contact"
    r"|direct|toll.free|extension|area code|again|repeat|onc?e more|one more time"
    r"|(?:me|i'm|i am|us|him|her|them) (?:back )?(?:at|on))\b",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    rf"(?:\b{_PHONE}(?: again)?(?: is| would be|'s)?|\bcalls?(?: me| us)?(?: back)?(?: then)?"
    r"|\b(?:i'm|i am|me|us|him|her|them)(?: back)?"
    rf"(?: at| on| that)|\b{_VERB}\b.{{1,40}}\b(?:at|on)|\bagain(?:,? (?:that's|it's|is))?"
    r"|\brepeat(?: that| it)?|\bonc?e more|\barea code)[\s,:]*$",
    re.IGNORECASE,
)
_REPEATED = re.compile(
    r"\b(?:again|repeat|onc?e more|one more time|that's|that is|that was|slowly|second time"
    r"|twice)\b",
    re.IGNORECASE,
)
_CORRECTED = re.compile(
    r"\b(?:sorry|wait|i mean|correction|scratch that|make that|rather|excuse me|pardon me|oops"
    r"|my mistake|actually|no)\b",
    re.IGNORECASE,
)
_DATES = (
    r"year|since|january|february|march|april|may|june|july|august|september|october|november"
    r"|december"
)
_PLACES = (
    r"suite|ste|room|rm|floor|apartment|apt|unit|building|box|route|highway|interstate|exit|gate"
    r"|flight|version|page|zip|postcode"
)
_PAPERS = (
    r"order|invoice|account|ticket|tracking|serial|confirmation|policy|part|model|zip code|license"
    r"|tax|passcode|pin|claim|po|lot|case number|meeting id|conference id|id"
)
_NOT_TELEPHONE = re.compile(
    rf"\b(?:{_DATES}|{_PLACES}|{_PAPERS})(?: number| code| no| id)?(?: is)?\s*$", re.IGNORECASE
)
_AT_MOST = tuple(
    (re.compile(rf"\b(?:{words})\s*{end}$", re.IGNORECASE), most)
    for words, end, most in ((_DATES, "", 6), (_PLACES, "", 9), (_PAPERS, r"\.\s*", 9))
)
"""Digits that a date, a road or a post code has at most; a paper, where its sentence is over."""
_COUNTED = re.compile(
    r"(?:percent|per cent|dollars?|bucks|cents|euros?|pounds|grand|million|billion|street|st|avenue"
    r"|ave|road|rd|drive|dr|lane|ln|boulevard|blvd|court|(?:square )?feet|miles|minutes"
    r"|hours|days|weeks|months|years|people|employees|users|seats|agents|sites|locations"
    r"|customers|clients|companies|orders|units|trucks|o'clock|degrees)",
    re.IGNORECASE,
)

_NOT_SAYING = (
    r"(?! (?:told|tells|said|says|asked|asks|gave|gives|suggested|mentioned|thought|wanted|wants"
    r"|called|sent|referred|recommended)\b)"
)
"""Not "your office told me": whoever speaks there, it is no number's owner."""
_NAME = r"(?-i:[A-Z](?:'[A-Z])?[\w-]+(?: [A-Z](?:'[A-Z])?[\w-]+)?)"
_POST = (
    r"(?:switchboard|main line|main number|front desk|head office|headquarters|receptionist"
    r"|reception|operator|help desk|service desk|support line|hotline|main office|office)"
)
_STAFF = (
    r"(?:assistant|colleague|boss|manager|partner|associate|secretary|teammate|coworker|director)"
)
_OTHERS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), whose)
    for pattern, whose in (
        (rf"\b({_NAME})'s {_KINDS}{_PHONE}\b", "*"),
        (rf"\b(his|her|their|your) {_KINDS}{_PHONE}\b{_NOT_SAYING}", "* number"),
        (rf"\b(?!give them){_VERB} (him|her|them)\b", "*"),
        (rf"\b{_VERB} ({_NAME})(?: back| directly| a call| a ring)*(?: at| on)\b", "*"),
        (rf"\b({_NAME}) (?:is|can be reached|is available) (?:at|on)\b", "*"),
        (rf"\b({_NAME}) (?:at|from|with|of) {_NAME},?(?: at| on)?\s*$", "*"),
        (r"\b(he|she|they)(?:'s| is| are|'re| can be reached) (?:at|on)\b", "*"),
        (rf"\b(?:our|the|their) (?:\w+ )?({_POST})\b{_NOT_SAYING}", "*"),
        (rf"\bmy ({_STAFF})(?:'s)?\b", "*"),
        (
            r"\b(?:called|tried|rang|calling|reach(?:ed|ing)?) (you)(?: \w+)? (?:at|on)\b",
            "your number",
        ),
    )
)
_AT = (
    r"(?: back| directly| here| any ?time)* (?:at|on|through|via)\b"
    rf"(?: (?:our|the|my) (?:\w+ )?{_POST}\b)?"
)
_MINE = re.compile(
    rf"\bmine\b|\bmy (?:\w+ ){{0,2}}?{_PHONE}\b"
    r"|\b(?:i'm|i am|i'll be|i can be reached|we're|we are)\b(?: \w+){0,4}? (?:at|on)\b"
    rf"|\b(?:me|us){_AT}|\b{_VERB}(?: back)? (?:\w+ or )?(?:me|us)\b(?:{_AT})?",
    re.IGNORECASE,
)
_NOT_A_NAME = frozenset(
    (  # words that a sentence or a transcript writes with a capital
        *("That", "It", "Here", "What", "Let", "He", "She", "There", "Who", "Where", "How"),
        *("This", "These", "Those", "They", "We", "You", "I", "And", "Or", "But", "So", "Then"),
        *("Again", "Also", "Please", "Just", "Call", "Reach", "Me", "Monday", "Tuesday"),
        *("Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Back", "At", "On"),
    )
)
_PRONOUNS = frozenset(("his", "her", "their", "your", "him", "them", "he", "she", "they"))
_INTRODUCTION = re.compile(
    rf"\b(?:this is|my name is|name's|it's|i'm|i am)(?: just)? ({_NAME})"
    rf"(?:,? (?:here )?(?:from|with|at|over at|of|calling from) ({_NAME}))?",
    re.IGNORECASE,
)
OPENING_CHARACTERS = 80
"""Where "Karen Doyle with Apex" is the caller, without "this is" (ours)."""
_BARE_INTRODUCTION = re.compile(rf"(?<!with )(?<!to )(?<!met )({_NAME}),? (?:from|with) ({_NAME})")


def speakers_names(text: str) -> frozenset[str]:
    """Return the words of the caller's own name and company, as the message introduces them."""
    found = _INTRODUCTION.findall(text) + _BARE_INTRODUCTION.findall(text[:OPENING_CHARACTERS])
    return frozenset(word for names in found for name in names for word in name.split())


def is_about_telephone(before: str) -> bool:
    """Tell whether the words before the digits are about telephoning at all."""
    return bool(_TELEPHONE.search(before))


def is_announced(before: str) -> bool:
    """Tell whether the words right before the digits announce a telephone number."""
    return bool(_ANNOUNCED.search(before))


def is_repeated(between: str) -> bool:
    """Tell whether the words between two numbers say that the second repeats the first."""
    return bool(_REPEATED.search(between))


def is_corrected(between: str) -> bool:
    """Tell whether the words between two numbers take the first one back."""
    return bool(_CORRECTED.search(between)) and not is_repeated(between)


def is_something_else(before: str, digits: str) -> bool:
    """Tell whether the words right before the digits make them an address, an order, a date."""
    said = before.rstrip(" .?!")
    if not _NOT_TELEPHONE.search(said):
        return False
    return not any(
        len(digits) > most and (pattern.search(said) or pattern.search(before))
        for pattern, most in _AT_MOST
    )


def is_counted(after: str) -> bool:
    """Tell whether the word right after the digits makes them an amount or an address."""
    return bool(_COUNTED.fullmatch(after))


def _person(match: re.Match[str], whose: str, own: frozenset[str]) -> str:
    """Return who a match names; "" where that is the caller, or a sentence's first word."""
    if own & set(re.findall(r"\w+", match.group())):
        return ""
    words = match.group(1).split()
    while words and words[0] in _NOT_A_NAME:
        words.pop(0)
    who = " ".join(words)
    who = who.lower() if who.lower() in _PRONOUNS else who
    return whose.replace("*", who) if who else ""


def _other(before: str, own: frozenset[str]) -> tuple[int, str | None]:
    """Return the nearest mention of someone else: where it ends, and who."""
    best: tuple[int, str | None] = (-1, None)
    for pattern, whose in _OTHERS:
        for match in pattern.finditer(before):
            person = _person(match, whose, own)
            if match.end() > best[0] and person:
                best = (match.end(), person)
    return best


_WHERE = re.compile(
    r"\b(?:in|from|at|out of|back (?:in|at)) (?:the|my|our) office\b"
    r"|\bleave (?:it|word|a message|a time|that) with my \w+",
    re.IGNORECASE,
)
"""Where the caller is, and with whom word may be left: not whose number follows."""


def whose(before: str, own: frozenset[str]) -> tuple[bool, str | None]:
    """Return whether the words before a number say whose it is, and whose; None is the caller's."""
    before = _WHERE.sub("", before)
    mine = max((match.end() for match in _MINE.finditer(before)), default=-1)
    other, name = _other(before, own)
    if other > mine:
        return True, name
    return mine >= 0, None
