"""Grammar: telephone numbers in the recogniser's words, free of time.

Every way in which numbers are said or written leads to the same digits: "212-555-0143",
"(212) 555 0143", "two one two, five five five, oh one four three", "2, 1, 2, ...". What only
looks like a number (prices, dates, suites, counts) is left alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coach.number import context, repairs, years
from coach.number.lexicon import Kind, Token, tokens
from coach.number.likeness import LOCAL_DIGITS, alike, core, resembles
from coach.number.numberspan import NumberSpan, number_span
from coach.number.runs import Stretch, stretches
from coach.number.segments import USUAL_GROUPS, WIDE, Segment, cut
from coach.number.units import Gap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CONTEXT_TOKENS = 16
"""How far back the words may stand that say what digits are and whose (ours)."""
MOST_BEFORE = 2
"""Digits that were parted from a longer number, "tracking number 9 405 511 8995" (ours)."""
_COUNTING = "1234567891011121314151617181920"
_GLUED = (Gap.NONE, Gap.DASH, Gap.SPACE, Gap.WORD)


@dataclass(frozen=True, slots=True)
class _Place:
    """A segment in its message: the words before and after it."""

    stretch: Stretch
    segment: Segment
    sentence: str  # back to the sentence's start
    before: str  # across sentences, back to the digits before these
    after: str
    near: bool  # only a few words from the digits before these

    @property
    def first(self) -> bool:
        """Whether nothing else of the run stands before it."""
        return self.segment.start == 0

    @property
    def runs_on(self) -> bool:
        """Whether a digit or two stand before it in the same sentence, and no more."""
        start, run = self.segment.start, self.stretch.run
        return 0 < start <= MOST_BEFORE and run.gaps[start] <= Gap.COMMA


def _text(tokens: Sequence[Token]) -> str:
    """Put tokens back into a sentence that the patterns can search."""
    return " ".join(t.text for t in tokens).replace(" ,", ",")


def _before(tokens: Sequence[Token], i: int, floor: int) -> tuple[str, str]:
    """Return the words before token i, back to the sentence's start and further."""
    start = max(floor, i - CONTEXT_TOKENS)
    wide = list(tokens[start:i])
    near = list(wide)
    while near and near[-1].kind is Kind.STOP:  # "my number is. 2 1 2 ..."
        near.pop()
    stops = [k for k, t in enumerate(near) if t.kind is Kind.STOP]
    return _text(near[stops[-1] + 1 :] if stops else near), _text(wide)


def _after(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].text if i < len(tokens) and tokens[i].kind is Kind.WORD else ""


def _is_usual(stretch: Stretch, segment: Segment, span: NumberSpan) -> bool:
    """Tell whether digits are grouped as telephone numbers are, so that no cue is needed."""
    if _COUNTING.startswith(span.digits):
        return False
    gaps = stretch.run.gaps[segment.start + 1 : segment.end]
    sizes = tuple(len(g) for g in span.groups)
    if Gap.AND in gaps or any(m.cost > 1.0 for m in segment.meanings):
        return False
    if sizes in USUAL_GROUPS or max(len(p.digits) for p in span.pieces) == 1:
        return len(sizes) > 1 or len(gaps) > 0
    return len(span.digits) > 8 and any(gap in _GLUED for gap in gaps)


def _is_clock_or_year(span: NumberSpan) -> bool:
    """Tell whether four digits may as well be a time of day or a year."""
    digits, sizes = span.digits, [len(p.digits) for p in span.pieces]
    if len(digits) != 4 or len(sizes) > 2 or span.multi:
        return False
    clock = int(digits[:2]) < 24 and int(digits[2:]) < 60 and digits[3] in "05"
    return clock or (digits[:2] in ("19", "20") and sizes == [4])


def _is_sure(place: _Place, span: NumberSpan) -> bool:
    """Tell whether the words around digits, or their grouping, make them a telephone number."""
    announced = place.first and context.is_announced(place.sentence)
    about = context.is_about_telephone(place.before)
    usual = _is_usual(place.stretch, place.segment, span)
    guessed = any(m.cost > 1.0 for m in place.segment.meanings)
    if place.segment.kind == "whole":
        return usual or place.segment.plus or (about and not (guessed and len(span.digits) == 7))
    if announced and len(place.stretch.run.units) == place.segment.end:
        return not _is_clock_or_year(span)
    return usual and len(span.digits) >= (6 if about else 8)


def _is_excluded(place: _Place, span: NumberSpan) -> bool:
    """Tell whether the words around digits make them something else."""
    before = place.sentence if place.first else ""
    nearest = place.before if place.first or place.runs_on else ""
    if not span.digits.strip("0") or context.is_something_else(nearest, span.digits):
        return True
    if years.are_years(before, span.digits, span.said):
        return True
    return len(span.digits) < 8 and not place.segment.plus and context.is_counted(place.after)


def _places(tokens: Sequence[Token], region: str) -> list[_Place]:
    """Every segment of the message with its surroundings."""
    places, floor = [], 0
    for stretch, segments in _cut(stretches(tokens), region):
        sentence, before = _before(tokens, stretch.token, floor)
        near = stretch.token - floor <= repairs.NEAR_TOKENS
        for segment in segments:
            last = segment is segments[-1]
            after = _after(tokens, stretch.token_end) if last else ""
            places.append(_Place(stretch, segment, sentence, before, after, near))
        if any(segment.kind != "bystander" for segment in segments):
            floor = stretch.token_end
    return places


def _cut(found: Sequence[Stretch], region: str) -> Iterator[tuple[Stretch, list[Segment]]]:
    """Cut every stretch, once more where other stretches hold numbers of their own."""
    first = [cut(stretch.run, region) for stretch in found]
    wide = [
        {core(s.digits) for s in segments if s.kind == "whole" and len(s.digits) >= WIDE}
        for segments in first
    ]
    for k, stretch in enumerate(found):
        known, said = frozenset().union(*wide[:k], *wide[k + 1 :]), stretch.run.digits
        again = any(digits in said for digits in known)
        segments = cut(replace(stretch.run, known=known), region) if again else first[k]
        yield stretch, [segment for segment in segments if segment.digits]


def _is_area(place: _Place, span: NumberSpan) -> bool:
    gap = place.stretch.run.gaps[place.segment.start]
    return gap is Gap.AREA and len(span.digits) == repairs.AREA_DIGITS


class _Reader:
    """Goes through a message's segments in order and keeps the telephone numbers."""

    def __init__(self, region: str, own: frozenset[str]) -> None:
        self.region = region
        self.own = own
        self.found: list[tuple[NumberSpan, bool]] = []  # with: is it surely one
        self.area: NumberSpan | None = None
        self.refused = ""  # the last digits that the words before them said are no number

    @property
    def last(self) -> NumberSpan | None:
        return self.found[-1][0] if self.found else None

    def read(self, place: _Place) -> None:
        """Take in the next segment."""
        span = number_span(place.stretch.run, place.segment, self.region)
        area, self.area = self.area, None
        if _is_area(place, span):
            self._area(place, span)
        elif not self._repairs(place, span) and place.segment.kind != "bystander":
            if area and place.near and len(span.digits) == LOCAL_DIGITS:
                span = repairs.with_area_apart(area, span)
            self._keep(place, span)

    def _area(self, place: _Place, span: NumberSpan) -> None:
        last = self.last
        if last and len(last.digits) == LOCAL_DIGITS and place.near:
            self.found[-1] = repairs.with_area_last(last, span), True
        else:
            self.area = span

    def _repairs(self, place: _Place, span: NumberSpan) -> bool:
        """Let the segment correct the number before it; True where it was used up."""
        last = self.last
        if not (last and place.first and place.near and context.is_corrected(place.before)):
            return False
        mended = None if place.after else repairs.mended(last, span, self.region)
        if mended:
            self.found[-1] = mended, self.found[-1][1]
        elif span.complete and last.complete and span.digits != last.digits:
            self.found[-1] = repairs.withdrawn(last), self.found[-1][1]
        return mended is not None

    def _keep(self, place: _Place, span: NumberSpan) -> None:
        if _is_excluded(place, span) or self._is_refused_again(place, span):
            self.refused = span.digits
            return
        segments_end = place.segment.end == len(place.stretch.run.units)
        extension = place.stretch.extension if segments_end else None
        whose = _owned(place, span, self.own, self.last)
        sure = _is_sure(place, span) or span.mended
        self.found.append((replace(span, extension=extension, whose=whose), sure))

    def _is_refused_again(self, place: _Place, span: NumberSpan) -> bool:
        """Tell whether digits only repeat an account's or an order's."""
        repeated = bool(self.refused) and place.first and context.is_repeated(place.before)
        return repeated and alike(span.digits, self.refused)

    def kept(self) -> tuple[NumberSpan, ...]:
        """Return the sure numbers, and those that are only sure because they are like them."""
        whole = [span.digits for span, sure in self.found if sure and span.complete]
        return tuple(
            replace(span, complete=span.complete and not _is_beginning(span.digits, whole))
            for span, sure in self.found
            if sure or any(_is_again(span, digits) for digits in whole)
        )


def _is_beginning(digits: str, whole: Sequence[str]) -> bool:
    """Tell whether seven digits are a longer number broken off, and no local number."""
    longer = [other for other in whole if len(other) > len(digits) == LOCAL_DIGITS]
    return any(o.startswith(digits) and not o.endswith(digits) for o in longer)


def _is_again(span: NumberSpan, digits: str) -> bool:
    return alike(span.digits, digits) if span.complete else resembles(span.digits, digits)


def _owned(
    place: _Place, span: NumberSpan, own: frozenset[str], last: NumberSpan | None
) -> str | None:
    """Say whose a number is; one said again is still whose it was."""
    known, name = context.whose(place.sentence, own) if place.first else (False, None)
    if known or last is None:
        return name
    repeated = context.is_repeated(place.before) or not place.first
    return last.whose if repeated or alike(span.digits, last.digits) else name


def spans(words: Sequence[str], region: str = "US") -> tuple[NumberSpan, ...]:
    """Find every telephone number in the recogniser's words, in order.

    Parameters
    ----------
    words
        As written, punctuation attached ("212-555-0143.", "four", "-0143").
    region
        ISO 3166 code of the country whose numbers need no country code.

    Returns
    -------
    tuple[NumberSpan, ...]
        Whole numbers and broken ones. Two numbers may share a word where the recogniser wrote
        them as one.
    """
    read = tokens(words)
    reader = _Reader(region, context.speakers_names(_text(read)))
    for place in _places(read, region):
        reader.read(place)
    return reader.kept()
