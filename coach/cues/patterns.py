"""Patterns of a cue: regular expressions on a clause's plain form, refused where they may hang."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.cues.needles import may_fit
from coach.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST = 2_000
"""Characters in a pattern; a longer one is several, or a mistake (ours)."""

PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()*+]|\{\d*,\d*\}|[^\\]", re.DOTALL)
ENDLESS = re.compile(r"[*+]|\{\d*,\}")


def fits(patterns: Iterable[str], forms_of_clause: Sequence[str]) -> bool:
    """Whether any pattern is found in any form of a clause; one is compiled when it may be.

    coach's own patterns are `checked` by a test, a manager's when they are read.
    """
    lower = [(form, form.lower()) for form in forms_of_clause]
    return any(
        _compiled(pattern).search(form)
        for pattern in patterns
        for form, text in lower
        if may_fit(pattern, text)
    )


def forms(clause: str) -> tuple[str, ...]:
    """The plain clause as a pattern may expect it: with its apostrophes and marks, or without."""
    closed = re.sub(r"[^\w\s]", "", clause)
    opened = " ".join(re.sub(r"[^\w\s]", " ", clause).split())
    return tuple(dict.fromkeys((clause, closed, opened)))


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def checked(pattern: str, where: str) -> re.Pattern[str]:
    """Compile a pattern, which ignores case.

    Raises
    ------
    UsageError
        In a sentence that begins with `where`: it is wrong, too long, or may take forever.
    """
    if not 0 < len(pattern.strip()) <= LONGEST:
        raise UsageError(f"{where}: a pattern has 1 to {LONGEST} characters.")
    try:
        made = _compiled(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise UsageError(f"{where}: {pattern!r} is no regular expression ({error}).") from error
    if _may_hang(pattern):
        reason = "repeats a repeat without end: write {0,9} for the outer * or +"
        raise UsageError(f"{where}: {pattern!r} {reason}.")
    return made


def _may_hang(pattern: str) -> bool:
    r"""Whether something endless is repeated endlessly, which can take time without end.

    A space at either end of what is repeated keeps the repeats apart: "(?: \w+)*" is safe.
    """
    groups: list[_Group] = [_Group(0)]
    pieces = [*PIECE.finditer(pattern)]
    for index, piece in enumerate(pieces):
        following = pieces[index + 1].group() if index + 1 < len(pieces) else ""
        if piece.group() == "(":
            groups.append(_Group(piece.end()))
        elif piece.group() == ")" and len(groups) > 1:
            group = groups.pop()
            body = pattern[group.start : piece.start()].removeprefix("?:")
            if group.endless and ENDLESS.fullmatch(following) and not _is_apart(body):
                return True
            groups[-1].endless |= group.endless
        elif ENDLESS.fullmatch(piece.group()):
            groups[-1].endless = True
    return False


def _is_apart(body: str) -> bool:
    return "|" not in body and (body.startswith((" ", r"\s")) or body.endswith((" ", r"\s")))


@dataclass(slots=True)
class _Group:
    start: int
    endless: bool = False
