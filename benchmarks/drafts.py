"""Messages judged as drafts: the verdict and the evidence of every row, as `coach script` does."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from coach.cues import teach
from coach.draft import Draft
from coach.drafts import Reader
from coach.drafts.blanks import Blanks
from coach.drafts.pieces import pieces
from coach.meaning import Meaning
from coach.playbook import load_playbook
from coach.records import Earlier, Finding, Recording
from coach.settings import default_cache

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from labelled import Message

    from coach.measures import Subject


def verdicts(messages: Iterable[Message]) -> Iterator[dict[str, tuple[str, str]]]:
    """Verdict and evidence of every row, message by message."""
    for message in messages:
        yield {one.id: (one.verdict, _evidence(one)) for one in findings(message)}


def findings(message: Message) -> tuple[Finding, ...]:
    """What coach says about one message under the standard playbook."""
    draft, recording = _draft(message)
    earlier = [Earlier(None, place, text, "-") for place, text in enumerate(message.earlier, 1)]
    return _reader().judged(draft, recording, "", None, earlier).findings


def subject(message: Message) -> Subject:
    """What coach hears in one message, before anything is measured."""
    return _reader().subject(*_draft(message))


def _draft(message: Message) -> tuple[Draft, Recording]:
    facts = message.facts
    known = ("rep", "rep_company", "rep_phone", "prospect", "prospect_company")
    blanks = Blanks(**{name: facts[name] for name in known if name in facts})
    return Draft(message.text, "", pieces(message.text, blanks)), Recording("-", "-", **facts)


@cache
def _reader() -> Reader:
    meaning = Meaning()
    taught = teach(meaning, default_cache())
    return Reader(meaning, taught, load_playbook("standard"), "US", {})


def _evidence(finding: Finding) -> str:
    quotes = [" ".join(one.quote.split()) for one in finding.evidence]
    return " | ".join(quotes) or finding.reason or ""
