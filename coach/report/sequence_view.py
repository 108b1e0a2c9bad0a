"""The messages of one prospect in order, each with what it shares with those before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.report.formats import aware, clean, day_and_time, lapse, length, percent, shorten
from coach.report.guesses_view import guess_view
from coach.report.passages import Passage, passages
from coach.report.promises_view import PromiseView, promise_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.kept import Kept
    from coach.report.links import Links
    from coach.report.promises_view import Promise

OUTCOMES = {
    "called_back": "Called back",
    "replied": "Replied",
    "meeting": "Meeting",
    "nothing": "No answer",
}
ANSWERED = frozenset(("called_back", "replied", "meeting"))
_LONGEST_NAME = 60
_LONGEST_TEXT = 6000


@dataclass(frozen=True, slots=True)
class PassageView:
    """A stretch of a message; `anchor` and `number` are the attempt that said it first."""

    text: str
    kind: str
    anchor: str
    number: str


@dataclass(frozen=True, slots=True)
class MessageView:
    """One message of the sequence."""

    anchor: str
    title: str
    number: str
    href: str
    listen: str
    when: str
    when_iso: str
    gap: str
    rep: str
    rep_href: str
    length: str
    score: str
    outcome: str
    answered: bool
    sameness: str
    guess: str
    passages: tuple[PassageView, ...]
    promises: tuple[PromiseView, ...]


def outcome_text(outcome: str | None) -> str:
    """Return what came of a message in words; nothing where nobody said."""
    return OUTCOMES.get(outcome or "", clean(outcome or ""))


def attempt_number(kept: Kept, place: int) -> str:
    """Return which attempt a message is; its place where nobody counted."""
    return f"{place + 1 if kept.attempt is None else kept.attempt}"


def anchor(kept: Kept) -> str:
    """Return the name of a message's place on the page."""
    return f"message-{kept.id}"


def _gap(kept: Kept, before: Kept | None) -> str:
    """Return how long after the one before a message was left."""
    if before is None or not kept.recording.recorded_at or not before.recording.recorded_at:
        return ""
    span = aware(kept.recording.recorded_at) - aware(before.recording.recorded_at)
    return f"{lapse(span)} later"


def _sameness(kept: Kept) -> str:
    found = kept.measured("sameness")
    if found is None or not isinstance(found.value, float):
        return ""
    return f"{percent(found.value)} like an earlier message"


def new_quotes(kept: Kept) -> tuple[str, ...] | None:
    """Return what the measure found to be new in a message; None where it did not measure."""
    found = kept.measured("new_value")
    if found is None or found.value is None:
        return None
    return tuple(evidence.quote for evidence in found.evidence)


def _passage(passage: Passage, sequence: Sequence[Kept]) -> PassageView:
    first = passage.earlier
    return PassageView(
        text=shorten(passage.text, _LONGEST_TEXT),
        kind=passage.kind,
        anchor="" if first is None else anchor(sequence[first]),
        number="" if first is None else attempt_number(sequence[first], first),
    )


def _promises(
    kept: Kept, promised: Sequence[Promise], numbers: dict[int, str]
) -> tuple[PromiseView, ...]:
    return tuple(
        promise_view(promise, _kept_by(numbers.get(promise.kept_by or -1)))
        for promise in promised
        if promise.message == kept.id
    )


def _kept_by(number: str | None) -> str:
    return f"by attempt {number}" if number else ""


def message_views(
    sequence: Sequence[Kept], promised: Sequence[Promise], links: Links
) -> tuple[MessageView, ...]:
    """Return the messages in the order given, oldest first."""
    cut = passages([kept.text for kept in sequence], [new_quotes(kept) for kept in sequence])
    numbers = {kept.id: attempt_number(kept, place) for place, kept in enumerate(sequence)}
    before = [None, *sequence[:-1]]
    return tuple(
        _message(
            kept,
            _gap(kept, before[place]),
            numbers[kept.id],
            tuple(_passage(passage, sequence) for passage in cut[place]),
            _promises(kept, promised, numbers),
            links,
        )
        for place, kept in enumerate(sequence)
    )


def _message(
    kept: Kept,
    gap: str,
    number: str,
    said: tuple[PassageView, ...],
    promised: tuple[PromiseView, ...],
    links: Links,
) -> MessageView:
    recording = kept.recording
    moment = recording.recorded_at
    guess = guess_view(recording, kept.guessed)
    return MessageView(
        anchor=anchor(kept),
        title=f"Attempt {number}",
        number=number,
        href=links.to(kept),
        listen=links.to(kept, kept.message.start_s),
        when=day_and_time(moment) if moment else "Date not known",
        when_iso=moment.isoformat() if moment else "",
        gap=gap,
        rep=shorten(clean(recording.rep or "Rep not known"), _LONGEST_NAME),
        rep_href=links.to_rep(recording),
        length=length(kept.message.duration_s),
        score="" if kept.score is None else f"{kept.score}",
        outcome=outcome_text(recording.outcome),
        answered=recording.outcome in ANSWERED,
        sameness=_sameness(kept),
        guess=guess.when or guess.prospect,
        passages=said,
        promises=promised,
    )
