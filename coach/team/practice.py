"""What gets answered here, to be handed out: habits and lines, without names unless agreed.

Prospects and numbers are always masked. A line is shown only where its rep agreed to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.report.formats import clean, plural
from coach.team import told
from coach.team.answers import answered, answers
from coach.team.intervals import LEAST_ANSWERED
from coach.team.rows import rep_of
from coach.team.rows import team as gather

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from coach.kept import Kept
    from coach.masking import Masking
    from coach.playbook import Playbook
    from coach.team.answers import Effect
    from coach.team.rows import RowFigures

MOST_HABITS, MOST_LINES = 6, 3
SHORTEST_LINE, LONGEST_LINE = 4, 40
"""Words that a line to learn from has (ours)."""


@dataclass(frozen=True, slots=True)
class LineView:
    """A line from an answered message; `rep` is empty where names are left out."""

    quote: str
    rep: str


@dataclass(frozen=True, slots=True)
class PracticeHabitView:
    """A habit of the answered messages."""

    question: str
    advice: str
    share: str
    told: str
    compared: str
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class PracticeView:
    """The page to hand out; `silent` says why there is nothing to hand out yet."""

    title: str
    fair: str
    answered: str
    silent: str
    habits: tuple[PracticeHabitView, ...]
    consent: str


def practice_view(
    kept: Sequence[Kept],
    playbook: Playbook,
    names: Masking,
    consenting: Collection[str] = (),
    *,
    with_names: bool = False,
) -> PracticeView:
    """Return the habits of answered messages; lines of the `consenting` reps, by name if asked.

    Habits are the rows that most answered messages pass and, where both can be compared, that
    answered messages pass more often than the others do.
    """
    team = gather(kept, playbook)
    won = [one for one in kept if answered(one)]
    found = answers(team)
    effects = {effect.row.id: effect for effect in found.effects}
    own = {figures.row.id: figures for figures in gather(won, playbook).rows}
    order = sorted(own.values(), key=lambda f: _order(f, effects.get(f.row.id)))
    chosen = [f for f in order if _is_habit(f, effects.get(f.row.id))][:MOST_HABITS]
    silent = found.why_silent
    return PracticeView(
        title="What gets answered here",
        fair=told.FAIR,
        answered=plural(len(won), "answered message", "answered messages"),
        silent=silent,
        habits=()
        if silent
        else tuple(
            _habit(f, effects.get(f.row.id), _lines(f, names, consenting, named=with_names))
            for f in chosen
        ),
        consent=_consent(consenting, named=with_names),
    )


def _is_habit(figures: RowFigures, effect: Effect | None) -> bool:
    rate = figures.everyone.rate
    if rate is None or figures.row.weight <= 0 or rate.share < 0.5:
        return False
    return effect is None or effect.difference.value > 0


def _order(figures: RowFigures, effect: Effect | None) -> tuple[bool, float, float]:
    """First what stands, then the larger difference, then the heavier row."""
    value = effect.difference.value if effect else 0.0
    return not (effect and effect.stands), -value, -figures.row.weight


def _habit(
    figures: RowFigures, effect: Effect | None, lines: tuple[LineView, ...]
) -> PracticeHabitView:
    rate = figures.everyone.rate
    compared = "Too few messages to compare it with those that lack it."
    if effect:
        sure = "It stands" if effect.stands else "It may be chance"
        compared = (
            f"{told.share(effect.having)} answered with it, {told.share(effect.lacking)} without: "
            f"{told.points(effect.difference)}. {sure} after Holm's correction."
        )
    return PracticeHabitView(
        question=clean(figures.row.question),
        advice=clean(figures.row.advice),
        share=told.share(rate) if rate else "",
        told=f"of {plural(figures.everyone.n, 'answered message', 'answered messages')} do it",
        compared=compared,
        lines=lines,
    )


def _lines(
    figures: RowFigures, names: Masking, consenting: Collection[str], *, named: bool
) -> tuple[LineView, ...]:
    """The latest lines, one a rep, of reps that agreed."""
    lines: dict[str, LineView] = {}
    for one in reversed(figures.judged):
        rep = one.kept.recording.rep
        if not one.passed or rep is None or rep not in consenting or rep in lines:
            continue
        quote = _best(names.text(e.quote, one.kept.recording) for e in one.finding.evidence)
        quote = clean(quote if named else _without(quote, consenting))
        if quote and quote not in {line.quote for line in lines.values()}:
            lines[rep] = LineView(quote, clean(rep_of(one.kept)) if named else "")
    return tuple(lines.values())[:MOST_LINES]


def _best(quotes: Iterable[str]) -> str:
    usable = (quote for quote in quotes if SHORTEST_LINE <= len(quote.split()) <= LONGEST_LINE)
    return next(usable, "")


def _without(quote: str, reps: Collection[str]) -> str:
    """A line without the names of reps, who say them themselves."""
    parts = {part.casefold() for name in reps for part in name.split() if len(part) > 2}
    words = ["[rep]" if w.strip(".,!?;:'\"").casefold() in parts else w for w in quote.split()]
    return " ".join(w for k, w in enumerate(words) if w != "[rep]" or words[k - 1 : k] != ["[rep]"])


def _consent(consenting: Collection[str], *, named: bool) -> str:
    if not consenting:
        return (
            "No lines are shown: no rep has agreed to it yet. "
            f"It takes {LEAST_ANSWERED} answered messages and the rep's consent."
        )
    count = plural(len(consenting), "rep", "reps")
    shown = "by name" if named else "without names"
    return f"Lines are shown {shown}, of the {count} who agreed; prospects and numbers are masked."
