"""What a text must contain for a pattern to fit it, read off the pattern as it is written.

One draft asks for some 350 patterns, and compiling them takes 0.1 s: a tenth of all it costs. To
see what a pattern needs takes an eighth of that, and of eight patterns the text has it for one.
"""

from __future__ import annotations

import functools
import re
from itertools import chain

Needles = tuple[str, ...]

LITERAL = r"[a-z0-9 ',:@_-]"
ESCAPE = r"\\(?:(?-i:x..|u.{4}|U.{8}|N\{[^}]*\})|\d+|.)"
CLASS = r"\[\^?\]?(?:\\.|[^\]\\])*\]"
REPEAT = r"\{\d*,?\d*\}"
PIECE = re.compile(
    rf"(?P<run>{LITERAL}+(?![*+?{{]))"
    r"|(?P<bar>\|)"
    r"|(?P<group>\((?:\?:|\?P<\w+>|(?!\?)))"
    r"|(?P<look>\(\?<?[=!])"
    r"|(?P<special>\(\?)"
    r"|(?P<optional>\)(?=[*?]|\{0*[,}]))"
    r"|(?P<close>\))"
    rf"|(?>{ESCAPE}|{CLASS}|{REPEAT}|[^()|])+?(?={LITERAL}{{2}}|[()|]|\Z)",
    re.IGNORECASE | re.DOTALL,
)
"""Characters that stand for themselves, what groups them, and, without a name, all else."""


def may_fit(pattern: str, text: str) -> bool:
    """Whether a text in lower case has what a pattern needs; in doubt it has.

    Beyond ASCII letters have more forms than two: there only the pattern itself can tell.
    """
    wanted = needles(pattern)
    return not wanted or not text.isascii() or any(needle in text for needle in wanted)


@functools.cache
def needles(pattern: str) -> Needles:
    """One of these, in lower case, is in every ASCII text that a sound pattern fits in any case.

    The shortest comes first; empty where it cannot be told what is needed.
    """
    outer: list[tuple[bool, list[Needles]]] = []
    branches: list[Needles] = [()]
    for piece in PIECE.finditer(pattern):
        kind = piece.lastgroup
        if kind == "run":
            branches[-1] = _better(branches[-1], (piece.group().lower(),))
        elif kind == "bar":
            branches.append(())
        elif kind in ("group", "look"):
            outer.append((kind == "group", branches))
            branches = [()]
        elif kind in ("close", "optional"):
            (is_part, around), inside = outer.pop(), branches
            branches = around
            if is_part and kind == "close":
                branches[-1] = _better(branches[-1], _any(inside))
        elif kind == "special":  # flags, comments, conditions: none of coach's own has any
            return ()
    return _any(branches) if pattern.isascii() else ()


def _any(branches: list[Needles]) -> Needles:
    """What whichever branch fits needs; nothing where one of them needs nothing."""
    return tuple(sorted(chain.from_iterable(branches), key=len)) if all(branches) else ()


def _better(one: Needles, other: Needles) -> Needles:
    """Whichever says more, as both are needed: the one whose shortest needle is longer."""
    return other if other and (not one or len(other[0]) > len(one[0])) else one
