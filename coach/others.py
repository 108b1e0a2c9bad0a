"""What is made of other messages of the history, kept at hand: for measures and lines of attempts.

A message that is judged anew gets another version, and is read again.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from coach import judging
from coach.judging import passed
from coach.keeping import findings_of
from coach.records import Earlier, Elsewhere
from coach.sayings import Sayings, untold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.history import History, Stored
    from coach.history.messages import Version
    from coach.likeness import Pitch
    from coach.playbook import Playbook

MOST_REMEMBERED = 4_000
"""Messages whose verdicts and pitches a run keeps at hand; each takes some 10 KB."""


@dataclass(frozen=True, slots=True)
class Other:
    """What is made of another message."""

    message: int
    earlier: Earlier
    score: int | None
    sameness: float | None


class Others:
    """Other messages of one history, judged by one playbook."""

    def __init__(self, history: History, playbook: Playbook) -> None:
        self.history = history
        self.playbook = playbook
        self._others: OrderedDict[Version, Other] = OrderedDict()
        self._elsewhere: OrderedDict[Version, Elsewhere | None] = OrderedDict()

    def sequence(self, ids: Iterable[int]) -> tuple[Earlier, ...]:
        """What messages to one prospect say, oldest first; attempts are counted from 1."""
        versions = [(one.id, one.scored_at) for one in self.history.messages.read(ids)]
        made = enumerate(self.made(versions), start=1)
        return tuple(replace(other.earlier, attempt=number) for number, other in made)

    def made(self, versions: Sequence[Version]) -> list[Other]:
        """What is made of messages by version; those that are gone are left out.

        One that another process scored anew meanwhile is taken as it is now.
        """
        missing = [version for version in versions if version not in self._others]
        found = self._read(missing) if missing else {}
        self._others.update(found)
        now = {message: one for (message, _), one in found.items()}
        made = [one for v in versions if (one := self._others.get(v) or now.get(v[0]))]
        _forget_oldest(self._others)
        return made

    def _read(self, versions: Iterable[Version]) -> dict[Version, Other]:
        ids = [message for message, _ in versions]
        messages = self.history.messages
        told, alike = messages.told(ids), messages.values(ids, "sameness")
        judged = findings_of(self.history, self.playbook, ids)
        found = {}
        for one in messages.read(ids):
            its = told.get(one.id)  # none where the text was let go
            kept = (its.sayings, its.pitch, its.prepared) if its else (None, None, None)
            sayings, its_pitch = untold(*kept)
            findings = judged[one.id]
            found[one.id, one.scored_at] = Other(
                one.id,
                _earlier(one, sayings, its_pitch, passed(findings)),
                judging.score(findings),
                alike.get(one.id),
            )
        return found

    def elsewhere(self, versions: Sequence[Version]) -> tuple[Elsewhere, ...]:
        """What messages to others are compared by; those without a pitch are left out."""
        missing = [version for version in versions if version not in self._elsewhere]
        found = self._read_elsewhere(missing) if missing else {}
        self._elsewhere.update(found)
        now = {message: one for (message, _), one in found.items() if one}
        made = tuple(one for v in versions if (one := self._elsewhere.get(v) or now.get(v[0])))
        _forget_oldest(self._elsewhere)
        return made

    def _read_elsewhere(self, versions: Sequence[Version]) -> dict[Version, Elsewhere | None]:
        ids = [message for message, _ in versions]
        found: dict[Version, Elsewhere | None] = dict.fromkeys(versions)
        for one in self.history.messages.pitched(ids):
            _, its = untold(None, one.pitch, one.prepared)
            made = Elsewhere(one.prospect, one.path, one.recorded_at, its) if its else None
            found[one.id, one.scored_at] = made
        return found


def _forget_oldest(remembered: OrderedDict[Version, Any]) -> None:
    while len(remembered) > MOST_REMEMBERED:
        remembered.popitem(last=False)


def _earlier(one: Stored, sayings: Sayings, its: Pitch | None, passed: frozenset[str]) -> Earlier:
    return Earlier(
        recorded_at=one.recording.recorded_at,
        attempt=0,
        text=one.text or "",
        path=one.recording.path,
        clauses=sayings.clauses,
        said=sayings.said,
        pitch=its,
        passed=passed,
    )
