"""Messages to one prospect in order of time: which attempt each is, and what came before it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.records import Recording

LEGAL_FORMS = frozenset(
    ("inc", "llc", "ltd", "limited", "gmbh", "corp", "corporation", "co", "plc", "ag", "sa")
)
"""Dropped at the end of a name only: "SA Power" is not "Power"."""
LONG_AGO = datetime.min.replace(tzinfo=UTC)

Identity = tuple[str, str, str, str]


def normalised(name: str | None) -> str:
    """A name as it is compared: "ACME Inc." and "acme" are one."""
    folded = unicodedata.normalize("NFKC", name or "").casefold()
    words = re.sub(r"[^\w ]+", " ", folded).split()
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    return " ".join(words) or folded.strip()


def identity(recording: Recording, content: str) -> Identity:
    """What makes a message: content, rep, prospect and time. Equal in all four is a duplicate."""
    at = _utc(recording.recorded_at).isoformat() if recording.recorded_at else ""
    return content, normalised(recording.rep), normalised(recording.prospect), at


@dataclass(slots=True)
class _Sequence:
    """One prospect's recordings, oldest first, and how far all of them have been dealt with."""

    order: list[int]
    done: int = 0
    attempts: dict[int, int] = field(default_factory=dict)
    numbers: dict[Identity, int] = field(default_factory=dict)
    firsts: list[int] = field(default_factory=list)


class Sequences:
    """The sequences of one run, known by time before anything is heard.

    Recordings are named by their place in the run. Those that fail take no attempt number;
    duplicates share one.
    """

    def __init__(self, recordings: Sequence[Recording]) -> None:
        by_prospect: dict[str, list[int]] = {}
        for index, recording in enumerate(recordings):
            prospect = normalised(recording.prospect)
            if prospect:
                # Two people of one name at two companies are two prospects.
                prospect = f"{prospect}|{normalised(recording.prospect_company)}"
                by_prospect.setdefault(prospect, []).append(index)
        self._of: dict[int, _Sequence] = {}
        self._dealt_with: dict[int, Identity | None] = {}
        for members in by_prospect.values():
            ordered = sorted(members, key=lambda index: _when(recordings[index]))
            self._of.update(dict.fromkeys(members, _Sequence(ordered)))

    def heard(self, index: int, same: Identity) -> None:
        """Note that a recording was heard, and what makes it the message it is."""
        self._dealt_with[index] = same

    def failed(self, index: int) -> None:
        """Note that a recording cannot be scored."""
        self._dealt_with[index] = None

    def ready(self, index: int) -> bool:
        """Whether this recording and all earlier ones to its prospect have been dealt with."""
        sequence = self._of.get(index)
        if sequence is None or self._dealt_with.get(index, ()) is None:
            return index in self._dealt_with
        self._go_on(sequence)
        return index in sequence.attempts

    def attempt(self, index: int) -> int | None:
        """Which attempt a ready recording is, from 1; None where the prospect is not known."""
        sequence = self._of.get(index)
        return sequence.attempts.get(index) if sequence else None

    def messages(self, index: int) -> tuple[int, ...]:
        """The ready messages of the same sequence, oldest first, each once."""
        sequence = self._of.get(index)
        return tuple(sequence.firsts) if sequence else ()

    def _go_on(self, sequence: _Sequence) -> None:
        while sequence.done < len(sequence.order):
            index = sequence.order[sequence.done]
            if index not in self._dealt_with:
                return
            sequence.done += 1
            same = self._dealt_with[index]
            if same is None:
                continue
            if same not in sequence.numbers:
                sequence.numbers[same] = len(sequence.firsts) + 1
                sequence.firsts.append(index)
            sequence.attempts[index] = sequence.numbers[same]


def _when(recording: Recording) -> tuple[datetime, str]:
    return _utc(recording.recorded_at) if recording.recorded_at else LONG_AGO, recording.path


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
