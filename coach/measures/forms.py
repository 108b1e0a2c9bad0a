"""What some clauses say by their form: closed lists of phrases, ours.

A model of meaning takes "if you want it" for "if you do not want it", and any name for a
reference. Where the words are few and known, they decide beside the cue.
"""

from __future__ import annotations

import functools
import re

from coach.when import moments


def words(*alternatives: str) -> re.Pattern[str]:
    """A pattern for any of these phrases, at the border of a word."""
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b", re.IGNORECASE)


_FINE = r"(?:fine|ok|okay|all right|alright|understandable|fair enough|(?:no|not a) problem)"
_TOTALLY = r"(?:entirely|totally|completely|perfectly|absolutely|fully|quite)"
_ELSE = (
    r"(?:(?:some|any)(?:body|one) else|elsewhere|already|happy (?:where|with)|all set|settled"
    r"|not interested|changed your mind|another (?:firm|company|supplier|vendor|way)|in hand)"
)

CALMS = words(
    r"(?<!that )(?<!thats )nothing (?:to sell|urgent)|sorry for the (?:interruption|bother)",
    r"or none(?: of (?:them|these))?\b|that'?s the end of it|we'?ll leave it there",
    r"no (?:commitments?|pressure|rush|hurry|obligations?|worries|hard feelings|harm|strings"
    r"|offen[cs]e|bother"
    r"|hassle|pitch|catch|sales (?:pitch|talk)|hard sell|skin off)",
    r"no need to (?:call|ring|reply|answer|decide|rush|respond|do anything)",
    rf"(?:that'?s|it'?s|(?<!time )(?<!text )(?<!mail )is|{_TOTALLY}) (?:{_TOTALLY} )?{_FINE}",
    r"fair enough|(?:that'?s|only) fair(?! (?:price|to|trade))|either way(?:'?s| is)",
    r"without (?:any )?(?:obligation|commitment)|not (?:obligated|obliged)",
    rf"(?:{_TOTALLY}|i|i'?ll|we|we'?ll|would) understand(?! (?:that|you))",
    r"i'?(?:ll| will) (?:leave you (?:alone|be)|go away|stop (?:calling|bothering))",
    r"i'?(?:ll| will) (?:close (?:the|your|my) file|get out of your (?:hair|way))",
    r"closed? (?:this|your file) out",
    r"(?:won'?t|not (?:going|here|trying|gonna)(?: to)?|don'?t want to) (?:push|chase|bug|bother"
    r"|pester|pressure|hassle|hound|rush|twist)",
    r"take (?:all the |your )time|all the time you (?:want|need|like)|no decision",
    rf"(?:it'?s|{_TOTALLY}) (?:{_TOTALLY} )?(?:up to you|your (?:call|decision|choice))|you decide",
    r"(?:do |please |just )?(?:ignore|disregard) (?:me|this|all of this|my)",
    r"don'?t (?:worry|feel (?:you have|you need|obliged|any))|nothing to (?:give|sign|buy|pay)",
    r"(?:a|your) no is (?:fine|good|okay|ok|an answer)|pleased for you|happy for you",
    r"whether or not (?:you|we)|(?<!checking )(?<!see )(?<!know )(?<!wondering )whether (?:you|we)"
    r" .{0,30}\bor not|(?:use|keep|take) it or",
    r"not (?:going to|gonna|calling to|here to|ringing to|trying to) (?:ask|sell|talk you|change)",
    r"not asking (?:you )?for (?:a thing|anything|money|an?)",
    r"(?:isn'?t|not) (?:a request|about money)",
    r"(?:suits?|fine (?:with|by)) (?:us|me) (?:too|as well|just as well|either way)",
    r"you (?:(?:don'?t|do not) (?:need|have) to|needn'?t) (?:buy|switch|call|ring|reply|sign|decide"
    r"|change|become|go with|do anything|do a thing)",
    r"you'?d (?:sooner|just as soon|rather) (?:not|stay|leave|wait)|tell me (?:not to|no$|to stop)",
    r"nothing (?:is )?(?:needed|required|wanted|expected) (?:from|of) you|they'?ll do you",
    r"if (?:nobody|no ?one) (?:likes|wants)|(?:hand|send|give) (?:it|them) back|throw (?:it|them) ",
    r"if (?:it'?s|it is|the answer(?: is|'?s)|that'?s|this is) (?:a )?no",
    r"if (?:it'?s|it is|this is|that(?:'?s| is)|it|this|now) ?(?:isn'?t|not|no longer)"
    r"(?!$| (?:good|convenient|working|possible))",
    rf"if (?:you'?re|you are|you'?ve|you have|you|your \w+|somebody|someone)\b.{{0,36}}\b{_ELSE}",
    r"if you (?:don'?t|do not|'?d rather not|would rather not) (?:want|need|like|care)",
    r"i don'?t expect you to|not expecting (?:you|an?)|only if it (?:helps|suits)",
)
"""It is said that a no, or no answer, is fine."""

PRESSES = words(
    r"(?:need|want|must have|require) (?:(?:you|your|an?|the|to (?:know|hear|get)) )*"
    r"(?:to (?:decide|sign|choose|commit|confirm|answer|act|pay)|answer|decision|commitment|yes"
    r"|signature|deposit|confirmation|from you|know by|hear)",
    r"(?:last|final) (?:chance|notice|courtesy|call before|warning|reminder|opportunity|day to)",
    r"too late|before it'?s gone|while (?:it|they) lasts?|won'?t last|going fast",
    r"act (?:now|fast|today)|don'?t (?:miss|wait|delay|lose)|today only|only until midnight",
    r"right away|(?<!nothing )(?<!not )urgent(?:ly)?|immediately|asap|as soon as possible|hurry",
    r"(?:or|otherwise|else)\b.{0,25}\b(?:lose|lost|cancel|shut|closed?|forfeit|have to let|goes? to"
    r"|can'?t guarantee|no longer|won'?t be able|give (?:it|your|the) .{0,12}(?:to|away))",
    r"you(?:'?d| would|'?ll| will)? (?:have|need) to (?:sign|decide|act|move|pay|commit|order)",
    r"(?:goes away|expires?|runs? out|ends?) (?:at midnight|today|tonight|tomorrow)",
    r"yes or (?:a )?no\b.{0,20}\b(?:today|by|now)|can we (?:put you down|count on you)",
)
"""A decision is pushed for, now."""

HAPPENS = words(
    r"end(?:s|ing)?|expir\w+|due|renew\w*|deadlines?|runs? out|clos(?:e[sd]?|ing)|begin\w*",
    r"chang\w+",
    r"start(?:s|ed|ing)?|go(?:es|ing)? (?:up|live|dead|away|into)|mov(?:ed|ing)",
    r"(?<!we're )(?<!were )(?<!are )(?<!i'm )open(?:s|ed|ing)?(?! (?:from|till?|until|daily|mon"
    r"|\d))",
    r"hir(?:e|ing)|rules?|law|rebate|prices?|rates?|comes? up|coming (?:up|in)|falls? on|went",
    r"takes? effect|enrol\w*|inspection|audit|season|switch\w*|landed|arriv\w+|sells|doubled",
    r"slots?|lease|policy|contract|warranty|grant|permit|bid|tender|shut\w*|matched|waived",
    r"good through|only till|in your (?:area|neighbou?rhood|street)|next door",
    r"(?:is|are|'?s|'?re) coming|com(?:es|ing) (?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    r"(?:is|are|'?s|'?re) free (?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|dead ?head\w*",
    r"leav(?:es|ing)|deliver(?:s|y|ies|ing)|empt(?:y|ies|ying)|lands?|otherwise|tastings?",
    r"(?:saved|kept|held|holding|saving) (?:you )?(?:a|the|one|two) (?:\w+ )?(?:spot|place|seat"
    r"|slot)",
    r"open (?:day|house)|hand(?:ing)? (?:\w+ ){0,3}out|hold(?:ing)? (?:it|them|one|that)",
)
"""Events that have a date of their own."""
DAYS = re.compile(
    r"day\b|tonight|morning|tomorrow|midnight|noon|[a-z]{3} \d|\d\w\w\b", re.IGNORECASE
)
"""What tells the day of a time."""
ABOUT_CALLS = words(
    r"my desk|reach me|call (?:me|you|back)|i'?ll (?:call|try|ring|be)|i'?m (?:in|at|here|on)",
    r"would|could (?:we|i|you)|are you (?:free|around)|every (?:\w+ )?(?:day|week|weekday)",
    r"every (?:mon|tues|wednes|thurs|fri|satur|sun)day",
)

REPLY_BY = words(
    r"(?:call|ring|phone|text|reply|answer|confirm|respond|know|hear|deposit|yes|decision|sign)\b"
    r".{0,60}\bby (?!(?:phone|e-?mail|mail|text|post|the way|any)\b)",
    r"(?:call|ring|phone|text|reply|answer|confirm|respond|know|hear|deposit|yes|decision|sign)\b"
    r".{0,60}\bbefore (?:the|your|this|that|(?:mon|tues|wednes|thurs|fri|satur|sun)day'?s) "
    r"(?:\w+ ){0,3}(?:clos|end|start|open|shut|meet|deadline|inspection|audit|vote|hearing|sale"
    r"|auction|show|draw|game|match|board)\w*",
)
"""Until when they are to answer."""
ON_SITE = words(
    r"(?:i|we|our \w+)(?:'?[ms]|'?re|'?ll be| am| is| are| will be) (?:\w+ ){0,3}(?:your|the) (?:"
    r"way|area|street|road|neck|neighbou?rhood|block|part of|side of|end of|town)",
    r"(?:while|as long as|before) (?:i'?m|we'?re|i am|we are) (?:still )?(?:here|there|around)",
    r"(?:your|the) neighbou?r'?s'? (?:\w+ )?(?:house|place|roof|yard|home)?",
)
"""The rep, or the crew, is about to be near them, or is."""
MISSED = words(
    r"(?:we|i)(?:'?d| had) (?:you|us|an? \w+) (?:\w+ )?(?:down|booked|scheduled|set|pencil\w+)",
    r"(?:we|you) were (?:down|due|set|supposed|scheduled|meant|booked) (?:to|for|in)",
    r"(?:meeting|call|appointment|demo) (?:was )?(?:scheduled|set|booked|planned) for",
)
"""A meeting that did not come about."""

LOOKED = words(
    r"(?:i|we) (?:(?:just|also|recently|happened to|had a|was|were|took a|been) )*(?:saw|seen?"
    r"|noticed|read|heard?|counted|looked?|pulled|checked|drove|driving|walk(?:ed|ing)|parked|flew"
    r"|visited|understand|gather)",
)
ASKED_US = words(
    r"you(?:'?d|'?ve| had| have)? (?:(?:just|recently|also|once) )?(?:called|rang|phoned|inquired"
    r"|enquired|asked|requested|downloaded|filled|signed up|registered|came (?:in|by|to see)"
    r"|stopped (?:by|in|at)|dropped (?:by|in)|visited|wrote|attended|tried|clicked|were looking)",
    r"your (?:inquiry|enquiry|request|appointment|install\w*|order|quote|account|application)",
    r"my (?:\w+ )?(?:previous|last|earlier|first) (?:message|call|voicemail|e-?mail|note)",
    r"(?:been|was|were) (?:\w+ )?(?:selected|chosen|picked|approved|nominated)|(?:you|your \w+) "
    r"(?:may |might |could )?(?:qualif(?:y|ies)|(?:is|are|be) eligible)",
)
"""What a prospect did towards the rep, or was picked for: no homework tells it."""
_ABOUT = r"(?:me|us|(?:the|my|our) \w+|him|her|them)"
ECHOES = words(
    rf"(?<!if )(?<!case )(?<!did )you(?:'?d|'?ve| had| and \w+)? (?:\w+ )?told {_ABOUT}",
    r"(?<!if )(?<!case )(?<!did )you(?:'?d|'?ve| had)? (?:\w+ )?(?:said|mentioned|complained"
    r"|were worried|hated) (?!that$|it$|you(?:'?d| would) (?:call|ring|get|think|let))\w+",
    r"(?<!if )(?<!case )(?<!did )you(?:'?d|'?ve| had)? (?:\w+ )?asked (?:me|us|for|about|how|what"
    r"|whether|if)",
    r"you(?:'?d|'?ve| had| have)? (?:(?:just|recently|previously|also) )?(?:requested|inquired"
    r"|enquired) (?:(?:information|info) )?(?:about|on|for|a|an|the|some)\b",
    r"(?:your|an) (?:\w+ )?(?:inquiry|enquiry|request) (?:about|for|on|regarding)",
    r"you (?:e-?mailed|wrote|called|rang|texted|messaged)(?: \w+){0,3} about",
    r"you (?:\w+ )?(?:replied|answered|responded|wrote back)(?: \w+){0,2} (?:saying|that|you|with)",
    r"you (?:\w+ )?applied (?:with us|for|to us)|you (?:\w+ )?reached out (?:\w+ ){0,3}about",
    r"you were (?:\w+ )?looking (?:at|into)|close out your request",
    r"(?:bills?|statements?|photos?|plans?|list|files?|drawings?|log) you (?:\w+ )?(?:sent|gave"
    r"|shared|e-?mailed)",
    r"you (?:\w+ )?(?:submitted|filled (?:in|out))(?: \w+){0,4} (?:about|for|to find)",
    r"our (?:\w+ )?(?:conversation|talk|chat|discussion) (?:about|on|regarding) (?:the|your)",
    r"your (?:\w+ ){1,3}(?:told me|said|mentioned)(?: \w+){0,7} (?:you|you'?re|your|the)",
    r"(?:fits?|just|exactly|like) what you(?:'?re|r| were) (?:after|looking for)",
)
"""What they said, asked or want, given back."""
NEWS = words(
    r"(?:has |have |'?s |'?ve )?just (?:come|came) (?:up|in|free|out|back|on|through)",
    r"just (?:opened|listed|launched|released|changed|started|sold|closed|landed|arrived|dropped"
    r"|went|accepted|joined|took over|moved)\b(?! (?:a call|my|our))",
    r"(?:a few|\w+|\d+) (?:minutes|hours) ago",
    r"good (?:for|until|through) (?:the next )?(?:[\w-]+ ){1,4}(?:hours|days|weeks?)",
    r"(?:came|arrived|landed) (?:in )?(?:this morning|today|yesterday|last night)",
    r"recently (?:changed|restructured|moved|merged|opened|expanded|promoted|joined|won|lost|raised"
    r"|announced|launched|acquired|took|taken|hired|switched|retired|started|bought"
    r"|received (?!an? (?:inquiry|enquiry|request)))",
    r"record (?:year|quarter|month|season|summer|winter)|been some movement",
    r"just (?:lit|published|announced|hired|added|expanded)\b",
    r"(?:rates?|prices?|costs?) (?:have |has |'ve )?(?:\w+ )?(?:come|came|gone|went|dropped|fallen"
    r"|fell|risen|rose|jumped|going)\b",
    r"before (?:it|they|prices|rates) (?:drop|go(?:es)? up|rise|change|end|expire)s?",
    r"(?:met|hit|dropped|voted|came out|went up|came down) (?:last night|yesterday|this morning)",
    r"your (?:\w+ )?(?:launch|move|expansion|relocation|merger|acquisition|promotion|retirement)\b",
    r"lapsed (?:on|last)|delinquent|redemption (?:period|window)",
)
"""Something that happened a moment ago, or is about to."""
ABOUT_TALK = words(r"(?:discuss|talk (?:about|through|over)|go over|chat about|hear about)")
THEIRS = words(r"you|your|you'?re|you'?ve|y'?all")
THEIR_THINGS = words(
    r"your (?:\w+ ){0,3}(?:website|site|page|newsletter|menu|posting|opening|listing|permit|tender"
    r"|bid|report|filing|profile|podcast|talk|article|post|review|lease|renewal|plant|dock|yard"
    r"|roof|boilers?|warehouse|depot|branch|lobby|lot|machine|building|wing|store|shop|clinic|crew"
    r"|drivers|trucks|fleet|sign|door)",
)
THEY_DID = words(
    r"you(?:'ve|'re| have| are| guys| all)? (?:(?:just|recently|also) )?(?:open(?:ed|ing)|bought"
    r"|hir(?:ed?|ing)|post(?:ed|ing)|mov(?:ed|ing)|buying|launch(?:ed|ing)|won|announced|taken on"
    r"|took on|expand(?:ed|ing)|buil(?:t|ding)|run|published|spoke|raised|add(?:ed|ing)|closed"
    r"|merg(?:ed|ing)|acquired|lost|switched|start(?:ed|ing)|ship|taught)",
    r"congrat\w* on (?!(?:your )?success)",
)
"""What somebody sees who looks at one prospect, and no other."""


@functools.lru_cache(maxsize=1_024)
def plain(text: str) -> str:
    """A text without marks and with plain apostrophes, for the patterns here."""
    return " ".join(re.sub(r"[^\w'%$£€.,-]+", " ", text.replace("\u2019", "'")).split())


def calms(text: str) -> bool:
    """Whether a clause says by its form that a no is fine."""
    return CALMS.search(plain(text)) is not None


def presses(text: str) -> bool:
    """Whether a clause says by its form that a decision is wanted now."""
    return PRESSES.search(plain(text)) is not None


def happens(text: str) -> bool:
    """Whether a clause tells of something with a date of its own, not of a call or a meeting."""
    said = plain(text)
    return HAPPENS.search(said) is not None and not ABOUT_CALLS.search(said)


def is_news(text: str) -> bool:
    """Whether a clause tells of something that has just happened."""
    return NEWS.search(plain(text)) is not None


def echoes(text: str) -> bool:
    """Whether a clause gives back by its form what they said, asked or want."""
    return ECHOES.search(plain(text)) is not None


def has_day(text: str) -> bool:
    """Whether a time is said that is more than an hour: "the one", "a quarter to three"."""
    return any(one.kind != "time" or DAYS.search(one.text) for one in moments(text))


def saw_them(text: str) -> bool:
    """Whether a clause tells that something was seen of them: "I saw you opened"."""
    said = plain(text)
    if LOOKED.search(said) and THEIRS.search(said):
        return True
    return THEY_DID.search(said) is not None and not ABOUT_TALK.search(said)


def knows_them(text: str) -> bool:
    """Whether a clause tells what was seen of them, or of what is theirs: "your booking page"."""
    said = plain(text)
    return saw_them(text) or (THEIR_THINGS.search(said) is not None and not ABOUT_TALK.search(said))


def is_dated(text: str) -> bool:
    """Whether a clause tells of an event, not of a call or a meeting, and of its day."""
    return happens(text) and has_day(text)


def has_deadline(text: str) -> bool:
    """Whether a clause says by which day they must answer, or on which the rep is near."""
    return dates_it(text) and has_day(text)


def came_to_us(text: str) -> bool:
    """Whether a clause tells what they did towards the rep: called, enquired, were picked."""
    said = plain(text)
    return ASKED_US.search(said) is not None and not LOOKED.search(said)


def dates_it(text: str) -> bool:
    """Whether a time in a clause is when they must answer, the rep is near, or was to meet them."""
    said = plain(text)
    return any(form.search(said) for form in (REPLY_BY, ON_SITE, MISSED))
