"""Times as people write them, in the zone they mean."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from coach.errors import UsageError

COMPACT = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T _-](\d{2})[:h.-]?(\d{2})(?:[:m.-]?(\d{2}))?)?"
)


class MachineZone(tzinfo):
    """The machine's own zone, which knows summer from winter: Python's gives today's offset."""

    def utcoffset(self, at: datetime | None) -> timedelta | None:
        """Offset on that day."""
        return at.replace(tzinfo=None).astimezone().utcoffset() if at else None

    def dst(self, at: datetime | None) -> timedelta | None:
        """Not told apart from the offset."""
        return None

    def tzname(self, at: datetime | None) -> str | None:
        """Name on that day."""
        return at.replace(tzinfo=None).astimezone().tzname() if at else None

    def fromutc(self, at: datetime) -> datetime:
        """Local time of a moment."""
        return at.replace(tzinfo=UTC).astimezone().replace(tzinfo=self)


def zone(name: str | None, place: str) -> tzinfo:
    """Find a time zone by its IANA name; the machine's own where none is named."""
    if not name:
        return MachineZone()
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(f"{place}: there is no time zone {name!r}.") from error


def moment(text: str, own: tzinfo, place: str) -> datetime:
    """Read a date and time; without an offset it is in the zone given."""
    match = COMPACT.fullmatch(text)  # first: fromisoformat takes "15-04" for an offset
    try:
        if match:
            parts = [int(part) for part in match.groups() if part]
            read = datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001  # zone added below
        else:
            read = datetime.fromisoformat(text)
    except ValueError as error:
        message = f"{place}: {text!r} is no date and time such as 2026-11-20T15:04."
        raise UsageError(message) from error
    return read if read.tzinfo else read.replace(tzinfo=own)


def settled(at: datetime | None) -> datetime | None:
    """A moment that stays as it is when it is stored: in a named zone, or at a fixed offset."""
    if at is None or isinstance(at.tzinfo, ZoneInfo):
        return at
    return at.replace(tzinfo=timezone(at.utcoffset() or timedelta()))
