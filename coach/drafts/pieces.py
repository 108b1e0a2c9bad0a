"""A draft's text taken apart: what is said, what is markup, what is a direction, what is a blank.

Nothing in a draft is ever executed or fetched; HTML and Markdown are passed over as a reader
passes over them. The rules are ours.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from coach.draft import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.drafts.blanks import Blanks

_TAGS = (
    "a abbr address article b base big blockquote body br button center cite code dd del div dl dt "
    "em embed figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins "
    "kbd li link main mark meta nav object ol option p pre q s samp script section select small "
    "span strike strong style sub sup svg table tbody td template textarea tfoot th thead title tr "
    "tt u ul video"
)
TAGS = "|".join(sorted(_TAGS.split(), key=len, reverse=True))
_INLINE = "a abbr b big cite code del em font i ins kbd mark q s small span strong sub sup u"
INLINE = frozenset(_INLINE.split())
"""Elements that do not part the words around them."""

DIRECTIONS = (
    "pauses?|pausing|wait|waits|beat|breathe?|breath|smile|smiling|slow|slowly|slower|spell"
    "|spelled|speak|speaking|sound|stop|silence|silent|beep|tone|laughs?|laughing|chuckles?|sighs?"
    "|inaudible|unintelligible|crosstalk|music|noise|background|end|begin|hang up|voicemail"
    "|optional|note|tip|emphasi[sz]e|emphasis|energetic|energetically|friendly|upbeat|warm|warmly"
    "|calm|calmly|confident|confidently|clearly|press|dial|deliver|tone of voice|introduction|intro"
    "|opening|opener|hook|closing|close|cta|call to action|sign[- ]off|1 second|2 seconds|seconds?"
)
STAGE = re.compile(rf"(?:{DIRECTIONS})\b", re.IGNORECASE)
ASIDE = re.compile(
    r"(?:pauses?|wait|beat|breathe?|smiles?|smiling|slow|slowly|slower|spell|laughs?|laughing|sighs?"
    r"|beep|tone|silence|optional|emphasi[sz]e)\b",
    re.IGNORECASE,
)
"""What makes a direction of words in round brackets: the rest may as well be said."""
LABELS = (
    r"(?:(?:sales )?(?:voice ?mail|script|message|draft|version|attempt|rep|caller|agent|template|"
    r"touch|call)(?: (?:script|message|template))?(?: ?#?\d{1,2})?)"
)

MARKUP = re.compile(
    "|".join(
        (
            r"(?P<comment><!--.*?(?:-->|\Z))",
            rf"(?P<tag></?(?P<element>{TAGS})(?=[\s/>])[^<>]{{0,2000}}>)",
            r"(?P<heading>^[ \t]{0,3}\#{1,6}[ \t][^\n]*|^[ \t]*(?:---+|===+|\*\*\*+)[ \t]*$)",
            rf"(?P<label>^(?i:[ \t]*[*_]{{0,3}}{LABELS}[*_]{{0,3}}:[*_]{{0,3}}(?=\s)))",
            r"(?P<line>^[ \t]*(?:[-*+\u2022][ \t]+|\d{1,2}[.)][ \t]+(?=[A-Z\"'\u201c])|>+[ \t]?))",
            r"(?P<link>!?\[(?P<words>[^\[\]\n]{1,200})\]\([^()\s]{1,2000}\))",
            r"(?P<bracket>\{\{[^{}\n]{0,80}\}\}|\{[^{}\n]{0,80}\}|\[\[[^\[\]\n]{0,80}\]\]"
            r"|\[[^\[\]\n]{0,200}\]|<<[^<>\n]{1,60}>>|<[^<>\n]{1,60}>|%[A-Za-z_]{2,30}%)",
            r"(?P<digits>\(?\b[Xx\#]{3}\)?[-. ][Xx\#]{3}[-. ][Xx\#]{4}\b"
            r"|\b\d{3}[-. ][Xx]{3}[-. ][Xx]{4}\b|\b\d{3}[-. ][Xx]{4}\b)",
            r"(?P<blank>_{3,}(?:[-. ]_{3,})*)",
            r"(?P<aside>\([^()\n]{1,80}\))",
            r"(?P<entity>&(?:\#\d{1,7}|\#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});)",
            r"(?P<emphasis>(?<![*\w])\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?!\w)|(?<!\w)_{1,2}(?=\w)"
            r"|(?<=[\w.,!?])_{1,2}(?!\w)|`{1,3}|~~)",
        )
    ),
    re.MULTILINE | re.DOTALL,
)


def pieces(text: str, blanks: Blanks) -> tuple[Piece, ...]:
    """Take a draft apart; the pieces cover the text from its first character to its last."""
    found: list[Piece] = []
    end = 0
    for match in MARKUP.finditer(text):
        made = list(_pieces(match, blanks))
        if made and match.start() > end:
            found.append(Piece("spoken", end, match.start(), text[end : match.start()]))
        if made:
            found += made
            end = match.end()
    if end < len(text):
        found.append(Piece("spoken", end, len(text), text[end:]))
    return tuple(found)


def _pieces(match: re.Match[str], blanks: Blanks) -> Iterator[Piece]:
    """What a match is; nothing where it is said as it stands."""
    start, end = match.span()
    if match["tag"]:
        inline = match["element"].lower() in INLINE
        yield Piece("mark", start, end, "" if inline else "\n")
    elif match["link"]:
        first, last = match.span("words")
        yield Piece("mark", start, first, "")
        yield Piece("spoken", first, last, match["words"])
        yield Piece("mark", last, end, "")
    elif match["bracket"] or match["aside"]:
        yield from _bracketed(match, blanks)
    elif match["digits"]:
        yield Piece("blank", start, end, blanks.telephone)
    elif match["blank"]:
        yield Piece("blank", start, end, blanks.said("", match.string[:start]))
    elif match["entity"]:
        yield Piece("spoken", start, end, html.unescape(match["entity"]))
    elif match["heading"] or match["label"]:
        yield Piece("direction", start, end, " ")
    else:
        yield Piece("mark", start, end, "")


def _bracketed(match: re.Match[str], blanks: Blanks) -> Iterator[Piece]:
    """A direction or a blank in brackets; round ones may be just an aside."""
    start, end = match.span()
    inner = match.group().strip("[]{}<>()% \t*")
    if (STAGE if match["bracket"] else ASIDE).match(inner):
        yield Piece("direction", start, end, " ")
    elif match["bracket"] or blanks.is_blank(inner):
        yield Piece("blank", start, end, blanks.said(inner, match.string[:start]))
