"""What some clauses say by their form: closed lists of phrases, ours.

A model of meaning takes "if you want it" for "if you do not want it", and any name for a
reference. Where the words are few and known, they decide beside the cue.
"""

from __future__ import annotations

import re

_FINE = r"(?:fine|ok|okay|all right|alright|understandable|no problem|fair enough|not a problem)"
CALMS = re.compile(
    r"\bno (?:pressure|rush|hurry|obligations?|worries|hard feelings|harm|strings|offen[cs]e|bother)"
    r"|\bno need to (?:call|ring|reply|answer|decide|rush|respond|do anything)"
    rf"|\b(?:that'?s|it'?s|is|totally|completely|perfectly|absolutely|quite) {_FINE}\b|\bfair enough\b"
    r"|\beither way(?:'?s| is)\b|\bwithout (?:any )?(?:obligation|commitment)|\bnot (?:obligated|obliged)"
    r"|\b(?:completely|totally|fully|quite|perfectly|i|i'?ll|we|we'?ll|would) understand\b(?! (?:that|you))"
    r"|\bi'?(?:ll| will) (?:not |never )?(?:leave you (?:alone|be)|go away|stop (?:calling|bother\w+)"
    r"|close (?:the|your|my) file|get out of your (?:hair|way))\b|\bclose(?:d)? (?:this|your file) out\b"
    r"|\b(?:won'?t|not going to|not here to|not trying to|don'?t want to|not gonna) (?:push|chase|bug"
    r"|bother|pester|pressure|hassle|hound|rush|twist)"
    r"|\btake (?:all the |your )time\b|\ball the time you (?:want|need|like)\b|\bno decision\b"
    r"|\bit'?s (?:entirely |totally |completely )?(?:up to you|your (?:call|decision|choice))"
    r"|\b(?:entirely|totally|completely) (?:up to you|your (?:call|decision|choice))\b|\byou decide\b"
    r"|\b(?:do |please |just )?ignore (?:me|this|all of this|my)\b|\bdisregard (?:this|me|my)\b"
    r"|\bdon'?t (?:worry|feel (?:you have|you need|obliged|any))\b|\bnothing to (?:give|sign|buy|pay)\b"
    r"|\b(?:a|your) no is (?:fine|good|okay|ok|an answer)\b|\bhappy (?:for|to hear) (?:you|that)\b"
    r"|\bpleased for you\b|\bif (?:it'?s|it is|the answer is|the answer'?s|that'?s|this is) (?:a )?no\b"
    r"|\bif (?:it'?s|it is|this is|that is|that'?s|it|this|now) ?(?:isn'?t|not|no longer)\b(?! too late)"
    r"|\bif (?:you'?re|you are|you'?ve|you have|you|your \w+(?:'?s| has| have)?|somebody|someone)\b"
    r".{0,30}\b(?:(?:some|any)(?:body|one) else|elsewhere|already|happy (?:where|with)|all set|settled"
    r"|not interested|changed your mind|another (?:firm|company|supplier|vendor|way)|in hand)\b"
    r"|\bif you (?:don'?t|do not|'?d rather not|would rather not) (?:want|need|like|care)\b"
    r"|\bi don'?t expect you to\b|\bnot expecting (?:you|an?)\b|\bonly if it (?:helps|suits)\b"
)
"""It is said that a no, or no answer, is fine."""

PRESSES = re.compile(
    r"\b(?:need|want|have to have|must have|require|got to have) (?:(?:you|your|a|an|the|to (?:know|hear"
    r"|get)) )*(?:to (?:decide|sign|choose|commit|confirm|answer|act|pay)|answer|decision|commitment|yes"
    r"|signature|deposit|confirmation|from you|know by|hear)\b"
    r"|\b(?:last|final) (?:chance|notice|courtesy|call before|warning|reminder|opportunity|day to)\b"
    r"|\b(?:too late|before it'?s gone|while (?:it|they) lasts?|won'?t last|going fast|act (?:now|fast"
    r"|today)|don'?t (?:miss|wait|delay|lose)|today only|only (?:today|until midnight)|right away"
    r"|urgent(?:ly)?|immediately|asap|as soon as possible|hurry)\b"
    r"|\b(?:or|otherwise|else)\b.{0,25}\b(?:lose|lost|give (?:it|your|the) .{0,12}(?:to|away)|cancel"
    r"|shut|closed?|forfeit|have to let|goes? to|can'?t guarantee|no longer|won'?t be able)\b"
    r"|\byou(?:'?d| would|'?ll| will)? (?:have|need) to (?:sign|decide|act|move|pay|commit|order)\b"
    r"|\b(?:goes away|expires?|runs? out|ends?) (?:at midnight|today|tonight|tomorrow)\b"
    r"|\byes or (?:a )?no\b.{0,20}\b(?:today|by|now)\b|\bcan we (?:put you down|count on you)\b"
)
"""A decision is pushed for, now."""

RELATES = re.compile(
    r"\b(?:suggested|recommend\w*|referr\w+|told (?:me|us)|tells? (?:me|us)|says? (?:i|you|to|hi|hello)"
    r"|said (?:i|you|to|call|we|she|he)|asked me|asked us|gave me your|mentioned|introduced|put me on"
    r"|passed me|sent me|pointed me|mutual|our (?:friend|neighbou?r)|on behalf of"
    r"|(?:uses?|used|using|runs?|ran|cut|saved|saves|switched|stopped|filled|moved|got|dropped|went from"
    r"|gained|grew|halved|doubled|reduced|found|picked|chose|swears by|signed|started|has (?:used|had"
    r"|been)|have (?:used|had|been)|are on|did one|did it|does)\b"
    r"|(?:we|i)(?:'?ve)? (?:\w+ )?(?:did|done|helped|worked (?:with|for)|work (?:with|for)|placed|built"
    r"|fixed|installed|serve|supply|just finished)"
    r"|(?:call|ask|ring|talk to|speak to|have a word with) (?:him|her|them|[A-Z]\w+)|at the same)\b",
    re.IGNORECASE,
)
"""Words that make a name a reference: who sent one, who uses it, whom to ask."""

HAPPENS = re.compile(
    r"\b(?:end(?:s|ing)?|expir\w+|due|renew\w*|deadlines?|runs? out|clos(?:e[sd]?|ing)|start(?:s|ed"
    r"|ing)?|begin\w*|go(?:es|ing)? (?:up|live|dead|away|into)|chang\w+|open(?:s|ed|ing)?|mov(?:ed|ing)"
    r"|hir(?:e|ing)|rules?|law|rebate|prices?|rates?|comes? up|coming (?:up|in)|falls? on|takes? effect"
    r"|went|enrol\w*|inspection|audit|season|switch\w*|landed|arriv\w+|sells|doubled|slots?|lease"
    r"|policy|contract|warranty|grant|permit|bid|tender|shut\w*|matched|waived|good through|only till"
    r"|in your (?:area|neighbou?rhood|street)|next door)\b"
)
ABOUT_CALLS = re.compile(
    r"\b(?:my desk|reach me|call (?:me|you|back)|i'?ll (?:call|try|ring|be)|i'?m (?:in|at|here|on)"
    r"|would|could (?:we|i|you)|are you (?:free|around))\b"
)
LOOKED = re.compile(
    r"\b(?:i|we) (?:(?:just|also|recently|happened to|had a|was|were|took a|been) )*(?:saw|seen|see"
    r"|noticed|read|heard|hear|counted|looked?|pulled|checked|drove|driving|walked|walking|parked|flew"
    r"|visited|understand|gather)\b"
)
THEIRS = re.compile(r"\b(?:you|your|you'?re|you'?ve|y'?all)\b")
THEIR_THINGS = re.compile(
    r"\byour (?:\w+ ){0,3}(?:website|site|page|newsletter|menu|posting|opening|listing|permit|tender"
    r"|bid|report|filing|profile|podcast|talk|article|post|review|lease|renewal|plant|dock|yard|roof"
    r"|boilers?|warehouse|depot|branch|lobby|lot|machine|building|wing|store|shop|clinic|crew|drivers"
    r"|trucks|fleet|sign|door)\b"
)
THEY_DID = re.compile(
    r"\byou(?:'ve|'re| have| are| guys| all)? (?:(?:just|recently|also) )?(?:open(?:ed|ing)|hir(?:ed|ing"
    r"|e)|post(?:ed|ing)|mov(?:ed|ing)|bought|buying|launch(?:ed|ing)|won|announced|taken on|took on"
    r"|expand(?:ed|ing)|buil(?:t|ding)|run|published|spoke|raised|add(?:ed|ing)|closed|merg(?:ed|ing)"
    r"|acquired|lost|switched|start(?:ed|ing)|ship|taught)\b|\bcongrat\w* on (?!(?:your )?success)"
)


def plain(text: str) -> str:
    """Lower case without marks, for the patterns here."""
    return " ".join(re.sub(r"[^\w'%$£€.,-]+", " ", text.lower().replace("\u2019", "'")).split())


def calms(text: str) -> bool:
    """Whether a clause says by its form that a no is fine."""
    return CALMS.search(plain(text)) is not None


def presses(text: str) -> bool:
    """Whether a clause says by its form that a decision is wanted now."""
    return PRESSES.search(plain(text)) is not None


def refers(text: str) -> bool:
    """Whether a clause has words that make a name a reference."""
    return RELATES.search(text) is not None


def happens(text: str) -> bool:
    """Whether a clause tells of something with a date of its own, not of a call or a meeting."""
    said = plain(text)
    return HAPPENS.search(said) is not None and not ABOUT_CALLS.search(said)


def knows_them(text: str) -> bool:
    """Whether a clause tells what was seen of them: "I saw you opened", "your booking page"."""
    said = plain(text)
    if LOOKED.search(said) and THEIRS.search(said):
        return True
    return bool(THEIR_THINGS.search(said) or THEY_DID.search(said))
