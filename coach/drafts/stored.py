"""What a prospect was told before, out of the history: read if it is there, never needed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coach.errors import CoachError

if TYPE_CHECKING:
    from coach.history import Messages
    from coach.playbook import Playbook
    from coach.records import Earlier
    from coach.settings import Settings


@dataclass(frozen=True, slots=True)
class Before:
    """Messages left for a prospect, oldest first, and how many; `doubts` where not readable."""

    earlier: tuple[Earlier, ...] = ()
    count: int = 0
    doubts: tuple[str, ...] = ()


NOTHING = Before()


def before(settings: Settings, playbook: Playbook) -> Before:
    """The latest messages to the prospect that the settings name, where the history has any.

    Nothing is made or written for it.
    """
    from coach.history import History
    from coach.others import Others

    history = History(settings.home)
    if not history.database.path.is_file():
        return NOTHING
    try:
        ids = _ids(history.messages, settings)
        latest = ids[-history.messages.most_earlier :]
        told = Others(history, playbook).sequence(latest)
    except CoachError as error:
        return Before(doubts=(f"Compared with no stored message: {error}",))
    first = len(ids) - len(told)
    numbered = (replace(one, attempt=first + one.attempt) for one in told)
    return Before(tuple(numbered), len(ids))


def _ids(messages: Messages, settings: Settings) -> tuple[int, ...]:
    """Messages to the prospect; a company that either side does not know makes nobody else."""
    name, company = settings.prospect or "", settings.prospect_company
    if not company:
        return messages.ids(prospect=name)
    return messages.ids(prospect=f"{name}|{company}") or messages.ids(prospect=f"{name}|")
