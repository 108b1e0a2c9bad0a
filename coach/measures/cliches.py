"""Stock phrases of sales calls, written down by us; the cue `stock_pitch` is taught the rest."""

from __future__ import annotations

import functools
import re

PHRASES = (
    r"touch(?:ing)? base",
    r"circl(?:e|ing) back",
    r"pick your brain",
    r"reach(?:ing)? out (?:today )?(?:because|to see|to you|about|on behalf)",
    r"(?:leading|premier|number one|top|trusted|full service) (?:provider|supplier|vendor|partner)",
    r"(?:industry|market|world|global) leader",
    r"one stop shop",
    r"(?:best in class|best of breed|world class|cutting edge|state of the art|next generation)",
    r"(?:innovative|comprehensive|end to end|turn ?key|customi[sz]ed|tailored|holistic) solutions?",
    r"solutions? (?:provider|that (?:fit|meet|help))",
    r"synerg\w+",
    r"leverag(?:e|ing)",
    r"value add(?:ed)?",
    r"win win",
    r"game chang\w+",
    r"move the needle",
    r"low hanging fruit",
    r"(?:to|at) the next level",
    r"take (?:your|the) business",
    r"think outside the box",
    r"hit the ground running",
    r"bottom line",
    r"competitive (?:rates|prices|pricing|quote)",
    r"(?:great|excellent|superior|outstanding|unmatched) (?:(?:customer )?service|quality|value)",
    r"(?:wide|full|broad) (?:range|suite|array) of",
    r"meet(?:s|ing)? (?:all )?your needs",
    r"(?:unique|special) (?:needs|opportunity|position)",
    r"(?:amazing|exciting|incredible|fantastic|great|unbelievable) (?:offer|opportunity|deal|news)",
    r"introduce (?:myself|ourselves|our (?:company|services|product))",
    r"(?:years of|decades of) experience",
    r"tell you (?:a little |a bit )?(?:more )?about (?:our|what we do|us)",
    r"(?:quick|brief|short) (?:chat|call|conversation) to (?:see|discuss|learn|explore)",
    r"see if (?:there(?:'s| is) a|it(?:'s| is) a|we(?:'re| are) a)(?: good)? fit",
    r"(?:just )?following up",
    r"decision maker",
    r"streamlin\w+ your",
    r"empower\w*",
    r"paradigm",
    r"robust",
    r"seamless(?:ly)?",
    r"scalab\w+",
    r"passionate about",
    r"committed to (?:excellence|quality|your)",
    r"proven track record",
    r"peace of mind",
    r"save you time and money",
    r"once in a lifetime",
    r"limited time",
    r"no obligation",
    r"act now",
)
CLICHE = re.compile(rf"\b(?:{'|'.join(PHRASES)})\b")


@functools.lru_cache(maxsize=256)
def cliches(text: str) -> tuple[str, ...]:
    """The stock phrases in a text, in its order."""
    plain = re.sub(r"[^\w' ]+", " ", text.lower().replace("\u2019", "'"))
    return tuple(found.group() for found in CLICHE.finditer(" ".join(plain.split())))
