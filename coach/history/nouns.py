"""The nouns of the history: a message to be stored, and one that was."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import msgspec

from coach.identity import compared, prospect_key, utc_text
from coach.records import Evidence, Measurement, Recording, Span

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from coach.records import Review

Place = tuple[str, str, str]
"""Where a message stands in time: recorded_at in UTC, the file's name, the content's digest."""

SAID_LATER = frozenset(
    (
        *("rep", "rep_company", "rep_phone", "prospect", "prospect_company", "prospect_phone"),
        *("recorded_at", "first_contact", "outcome", "segment"),
    )
)
"""Fields of a recording that a person can say later."""

PERSON = "a person"
NOTHING_SAID = "{}"
"""What a person said later of most messages, as JSON."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A judged message on its way into the history.

    `given` is the recording as attributed, without what a person said later; `review.recording`
    has it. `pages` are folders (absolute) and names of its pages in them. `earlier` is how many
    attempts before this one it was judged with. `verdicts` are what it was judged by, and letters.
    """

    given: Recording
    review: Review
    hearing: str
    sayings: bytes
    pitch: bytes | None
    prepared: bytes | None
    made_of: str
    measured_of: str
    pages: tuple[tuple[str, str], ...]
    earlier: int
    verdicts: tuple[str, str]
    pages_follow: bool = False


@dataclass(frozen=True, slots=True)
class Stored:
    """A message out of the history; `recording` has what a person said later put in."""

    id: int
    given: Recording
    recording: Recording
    sha256: str
    hearing: str
    text: str | None
    message: Span
    duration_s: float
    scored_at: str


def place(recording: Recording, sha256: str) -> Place:
    """Where a message stands in time."""
    return utc_text(recording.recorded_at), PurePath(recording.path).name, sha256


def given_key(given: Recording, sha256: str) -> tuple[str, str, str, str, str]:
    """What makes a message the one it is, before anybody says anything later."""
    return (
        sha256,
        compared(given.rep),
        compared(given.prospect),
        compared(given.prospect_company),
        utc_text(given.recorded_at),
    )


def keys(recording: Recording) -> tuple[str, str]:
    """Rep and prospect as they are compared."""
    return compared(recording.rep), prospect_key(recording)


def overlaid(given: Recording, said: Mapping[str, str | None]) -> Recording:
    """The recording with what a person said later put in; that is no guess any more."""
    if not said:
        return given
    values: dict[str, object] = {name: value for name, value in said.items() if name in SAID_LATER}
    if "recorded_at" in values:
        at = values["recorded_at"]
        values["recorded_at"] = datetime.fromisoformat(str(at)) if at else None
        values["recorded_at_source"] = PERSON if at else None
    guessed = tuple(name for name in given.guessed if name not in said)
    return replace(given, **values, guessed=guessed)  # type: ignore[arg-type]  # fields checked above


def packed_recording(given: Recording) -> bytes:
    """A recording as JSON; its location, which may be no text, is kept beside."""
    return msgspec.json.encode(replace(given, location=""))


def packed_location(given: Recording) -> bytes:
    """Where a file is, absolute, in the bytes of its name."""
    return os.fsencode(os.path.abspath(given.location))  # noqa: PTH100  # links stay as they are


_RECORDING = msgspec.json.Decoder(Recording)


def unpacked_recording(content: bytes, location: bytes) -> Recording:
    """A recording as it was packed, its time in the zone it had."""
    made = _RECORDING.decode(content)
    at = made.recorded_at
    if at and made.timezone:
        at = at.astimezone(ZoneInfo(made.timezone))
    # Nobody has it yet; `replace` takes longer than all the rest, and hundreds are read for a page.
    object.__setattr__(made, "location", os.fsdecode(location))
    object.__setattr__(made, "recorded_at", at)
    return made


def stored(row: sqlite3.Row) -> Stored:
    """Read a row of messages; `said` holds what a person said later, as a JSON object."""
    given, said = unpacked_recording(row["recording"], row["location"]), row["said"]
    return Stored(
        id=row["id"],
        given=given,
        recording=given if said == NOTHING_SAID else overlaid(given, msgspec.json.decode(said)),
        sha256=row["sha256"],
        hearing=row["hearing"],
        text=row["text"],
        message=Span(row["start_s"], row["end_s"]),
        duration_s=row["duration_s"],
        scored_at=row["scored_at"],
    )


class _Whom(msgspec.Struct):
    """Of a packed recording, what is asked of hundreds of others."""

    path: str
    prospect: str | None = None


_WHOM = msgspec.json.Decoder(_Whom)


@dataclass(frozen=True, slots=True)
class Pitched:
    """What a message is compared by, packed, and whom it was for; its time is UTC.

    `prepared` is what was kept beside its pitch.
    """

    id: int
    scored_at: str
    path: str
    prospect: str | None
    recorded_at: datetime | None
    pitch: bytes
    prepared: bytes | None


def pitched(
    id: int,
    scored_at: str,
    recording: bytes,
    said: str,
    recorded_at: str,
    pitch: bytes,
    prepared: bytes | None,
) -> Pitched:
    """Read the columns of a message that another is compared with."""
    whom = _WHOM.decode(recording)
    prospect = whom.prospect
    if said != NOTHING_SAID:
        prospect = msgspec.json.decode(said).get("prospect", prospect)
    at = datetime.fromisoformat(recorded_at) if recorded_at else None
    return Pitched(id, scored_at, whom.path, prospect, at, pitch, prepared)


MeasurementRow = tuple[int, int, str, object, str, str, str | None, bytes | None]


def measurement_rows(message: int, measured: Sequence[Measurement]) -> list[MeasurementRow]:
    """Measurements as rows of their table."""
    return [
        (
            message,
            index,
            one.id,
            one.value,
            "none" if one.value is None else type(one.value).__name__,
            one.unit,
            one.reason,
            msgspec.json.encode(one.evidence) if one.evidence else None,
        )
        for index, one in enumerate(measured)
    ]


_EVIDENCE = msgspec.json.Decoder(tuple[Evidence, ...])


def measurement(
    id: str, value: Any, kind: str, unit: str, reason: str | None, evidence: bytes | None
) -> Measurement:
    """Read the columns of a row of measurements."""
    if kind == "bool":
        value = bool(value)
    return Measurement(id, value, unit, reason, _EVIDENCE.decode(evidence) if evidence else ())


def now() -> str:
    """Give this moment, UTC, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
