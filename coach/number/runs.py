"""Runs: stretches of digits with nothing between them that ends a telephone number."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from coach.number.lexicon import EXTENSIONS, Kind, Token
from coach.number.segments import Run
from coach.number.units import Gap, Unit, units_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST_EXTENSION = 6
"""Digits (ours)."""
EXTENSION_TOKENS = 4
"""How far behind a number its extension may start: ", extension number is" (ours)."""
_MARKS = {
    Kind.COMMA: Gap.COMMA,
    Kind.STOP: Gap.STOP,
    Kind.PLUS: Gap.PLUS,
    Kind.DASH: Gap.DASH,
}
_FILLERS = frozenset(
    (
        *("uh", "um", "er", "erm", "ah", "hmm", "mm", "mhm"),
        *("dash", "hyphen", "dot", "point", "period", "space"),
    )
)
_LINKS = frozenset(("and", "then"))
_PHRASES: dict[tuple[str, ...], Gap] = {
    ("country", "code"): Gap.PLUS,
    ("plus",): Gap.PLUS,
    ("area", "code"): Gap.AREA,
    ("followed", "by"): Gap.WORD,
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run, the tokens it stands on (`token_end` exclusive) and the extension said after it.

    `extends`: "extension" was said right before it, so its first digits are one.
    """

    run: Run
    token: int
    token_end: int
    extends: bool = False
    extension: str | None = None


@dataclass(slots=True)
class _Open:
    """A run being read."""

    units: list[Unit] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    token: int = 0
    token_end: int = 0
    extends: bool = False

    def add(self, units: Sequence[Unit], gap: Gap, start: int, end: int) -> None:
        """Append the units read from tokens `start` to `end`."""
        if not self.units:
            self.token = start
        self.units.extend(units)
        self.gaps.extend([gap, *[Gap.NONE] * (len(units) - 1)])
        self.token_end = end

    def stretch(self) -> Stretch:
        """Return what was read."""
        run = Run(tuple(self.units), tuple(self.gaps))
        return Stretch(run, self.token, self.token_end, self.extends)


def _phrase(tokens: Sequence[Token], i: int) -> tuple[Gap, int] | None:
    """Read "area code (is)" and the like at token i: the gap it makes and where it ends."""
    for words, gap in _PHRASES.items():
        end = i + len(words)
        if tuple(t.lower for t in tokens[i:end]) == words:
            return gap, end + (end < len(tokens) and tokens[end].lower == "is")
    return None


def _gap(tokens: Sequence[Token], i: int, run: _Open) -> tuple[Gap, int] | None:
    """Return what the token at i does between digits and where that ends; None if it ends runs."""
    token = tokens[i]
    if token.kind in _MARKS:
        return _MARKS[token.kind], i + 1
    if token.lower in _FILLERS:
        return Gap.WORD, i + 1
    if token.lower in _LINKS:
        return Gap.AND, i + 1
    if token.lower == "number" and Gap.AREA in run.gaps[:1]:  # "area code 212, number 555 ..."
        return Gap.WORD, i + 1
    return _phrase(tokens, i)


def _wider(gap: Gap, other: Gap) -> Gap:
    """Return the gap that holds: a dash glues closer than the presumed space, else the stronger."""
    return Gap.DASH if {gap, other} == {Gap.DASH, Gap.SPACE} else max(gap, other)


def _extends(token: Token, run: _Open) -> bool:
    """Tell whether digits from here on are an extension: "extension (number) (is) 44"."""
    if token.kind is Kind.EXTENSION or token.lower in EXTENSIONS:
        return True
    return not run.units and run.extends and token.lower in ("is", "number")


def _taken(run: Run) -> int:
    """How many units of a run are the extension: up to the first gap, or the first alone."""
    gaps = enumerate(run.gaps[1:], start=1)
    end = next((k for k, gap in gaps if gap > Gap.WORD or gap is Gap.COMMA), len(run.units))
    size = sum(len(unit.meanings[0].digits) for unit in run.units[:end])
    return end if size <= LONGEST_EXTENSION else 1


def _with_extensions(found: Sequence[Stretch]) -> Iterator[Stretch]:
    """Give extensions to the numbers they follow; what is left of their runs stands alone."""
    held: Stretch | None = None
    for stretch in found:
        if stretch.extends:
            k = _taken(stretch.run)
            digits = Run(stretch.run.units[:k], stretch.run.gaps[:k]).digits
            if held:
                near = stretch.token - held.token_end <= EXTENSION_TOKENS
                yield replace(held, extension=digits) if near else held
            rest = Run(stretch.run.units[k:], stretch.run.gaps[k:])
            held = replace(stretch, run=rest) if rest.units else None
            continue
        if held:
            yield held
        held = stretch
    if held:
        yield held


def stretches(tokens: Sequence[Token]) -> tuple[Stretch, ...]:
    """Find every run of digits."""
    done: list[Stretch] = []
    run, gap, i = _Open(), Gap.SPACE, 0
    while i < len(tokens):
        units, end = units_at(tokens, i)
        between = None if units else _gap(tokens, i, run)
        if units:
            run.add(units, gap, i, end)
            gap, i = Gap.SPACE, end
        elif between:
            gap, i = _wider(gap, between[0]), between[1]
        else:
            extends = _extends(tokens[i], run)
            if run.units:
                done.append(run.stretch())
                run = _Open()
            run.extends = extends
            gap, i = Gap.SPACE, i + 1
    if run.units:
        done.append(run.stretch())
    return tuple(_with_extensions(done))
