"""Who left what to whom and when: rosters, patterns in file names, options, file times."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coach.dialers import Guess, guess
from coach.errors import UsageError
from coach.responses import response, response_at
from coach.roster_rows import COLUMNS as COLUMNS
from coach.roster_rows import Roster as Roster
from coach.roster_rows import load_roster as load_roster
from coach.sidecar import sidecar
from coach.zones import moment as moment  # the doors read times as a roster does
from coach.zones import settled
from coach.zones import zone as zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import tzinfo

    from coach.records import Recording
    from coach.settings import Settings

LANGUAGES = frozenset(
    re.findall(
        r"\w+",
        """
    af am ar as az ba be bg bn bo br bs ca cs cy da de el en es et eu fa fi fo fr gl gu ha haw
    he hi hr ht hu hy id is it ja jw ka kk km kn ko la lb ln lo lt lv mg mi mk ml mn mr ms mt
    my ne nl nn no oc pa pl ps pt ro ru sa sd si sk sl sn so sq sr su sv sw ta te tg th tk tl
    tr tt uk ur uz vi yi yo yue zh
        """,
    )
)
"""What Whisper was trained on."""

FIELDS = tuple(name for name in COLUMNS if name not in ("path", "timezone", "recorded_at"))
GUESSED_SOURCES = ("file name", "file time")
OPTIONS = ("rep", "rep_company", "rep_phone", "prospect", "prospect_company")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Puts names and times to recordings; what a person assigned comes later and wins."""

    settings: Settings
    roster: Roster
    pattern: re.Pattern[str] | None
    zone: tzinfo

    def attributed(self, recordings: Iterable[Recording]) -> list[Recording]:
        """Recordings with all that is known of who, to whom and when.

        Raises
        ------
        UsageError
            Naming the first place that cannot be read, and how many more there are.
        """
        found, wrong = [], []
        for one in recordings:
            try:
                found.append(self.attribute(one))
            except UsageError as error:
                wrong.append(str(error))
        if wrong:
            more = f" Other rows or files are wrong, too: {len(wrong) - 1}." if wrong[1:] else ""
            raise UsageError(f"{wrong[0]}{more}")
        return found

    def attribute(self, recording: Recording) -> Recording:
        """Return the recording with all that is known of who, to whom and when.

        What says most wins: roster, sidecar, `--pattern`, options, a dialer's file name, the
        folders it lies in, the file's time. The last three are guesses.

        Raises
        ------
        UsageError
            Where a time or an outcome that is given for it cannot be read.
        """
        row = self.roster.row(recording.location)
        beside, file = sidecar(recording.location, COLUMNS)
        said = {name: (getattr(self.settings, name) or "").strip() for name in OPTIONS}
        found = self._matched(recording.path)
        sure = {**_some(said), **found, **beside, **(row.values if row else {})}
        guessed = guess(recording.path)
        folders = {name: getattr(recording, name) or "" for name in ("rep", "prospect")}
        known = {**_some(folders), **guessed.values, **sure}
        values: dict[str, Any] = {name: known.get(name) or None for name in FIELDS}
        named = f"{self.roster.file}, line {row.line}" if row else ""
        values["outcome"] = _outcome(row.values if row else {}, named, values["outcome"])
        at, source = self._time(
            recording,
            (row.values if row else {}, named, "roster"),
            (beside, file, "sidecar"),
            (found, f"the pattern, in {recording.path!r}", "pattern"),
        ) or self._guessed_time(recording, guessed)
        guesses = [name for name in FIELDS if values[name] and name not in sure]
        if source in GUESSED_SOURCES:
            guesses.append("recorded_at")
        return replace(
            recording,
            **values,
            recorded_at=settled(at),
            recorded_at_source=source,
            timezone=getattr(at.tzinfo, "key", None) if at else None,
            guessed=tuple(guesses),
        )

    def said(self, fields: Mapping[str, str | None]) -> dict[str, str | None]:
        """What a person says of a recording, checked; times in ISO 8601 with their offset.

        Raises
        ------
        UsageError
            Naming the field that is none, or the time that cannot be read.
        """
        for name in fields:
            if name not in FIELDS and name != "recorded_at":
                raise UsageError(f"{name!r} is nothing that can be said of a message.")
        checked = {name: (value or "").strip() or None for name, value in fields.items()}
        if at := checked.get("recorded_at"):
            checked["recorded_at"] = moment(at, self.zone, "--recorded-at").isoformat()
        return checked

    def _matched(self, path: str) -> dict[str, str]:
        match = self.pattern.search(path) if self.pattern else None
        groups = match.groupdict() if match else {}
        return {name: value.strip() for name, value in groups.items() if value and value.strip()}

    def _time(
        self, recording: Recording, *told: tuple[dict[str, str], str, str]
    ) -> tuple[datetime | None, str | None] | None:
        """The first time that is given, and by what; None where none is."""
        for values, place, source in told:
            text = values.get("recorded_at")
            if not text:
                continue
            named = values.get("timezone")
            columns = ("timezone", "recorded_at")
            of_zone, of_time = (
                f"{place}, column {name}" if source == "roster" else place for name in columns
            )
            own = zone(named, of_zone) if named else self.zone
            return moment(text, own, of_time), source
        return None

    def _guessed_time(
        self, recording: Recording, guessed: Guess
    ) -> tuple[datetime | None, str | None]:
        """The time in a dialer's file name, else the file's own."""
        text = guessed.values.get("recorded_at")
        if text:
            try:
                stamp = moment(text, zone(guessed.zone, "") if guessed.zone else self.zone, "")
                return stamp.astimezone(self.zone), "file name"
            except UsageError:
                pass  # digits that are no time after all
        try:
            modified = int(Path(recording.location).stat().st_mtime)
            return datetime.fromtimestamp(modified, UTC).astimezone(self.zone), "file time"
        except (OSError, ValueError, OverflowError):
            return None, None


def _outcome(row: Mapping[str, str], place: str, known: str | None) -> str | None:
    """What came of a message: a roster must say it, others may have meant something else."""
    if text := row.get("outcome"):
        return response_at(text, f"{place}, column outcome")
    return response(known) if known else None


def _some(values: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def refuse_unknown(settings: Settings) -> None:
    """Refuse a telephone region or a language that nobody has.

    Raises
    ------
    UsageError
        Naming the option.
    """
    import phonenumbers

    if settings.region not in phonenumbers.SUPPORTED_REGIONS:
        raise UsageError(f"--region {settings.region!r} is no telephone region such as US or GB.")
    if settings.language not in LANGUAGES:
        raise UsageError(f"--language {settings.language!r} is no language Whisper knows.")


def attribution(settings: Settings) -> Attribution:
    """Read roster, pattern and time zone once, and complain about them before any work."""
    roster = load_roster(settings.roster) if settings.roster else Roster()
    return Attribution(
        settings, roster, _pattern(settings.pattern), zone(settings.timezone, "--timezone")
    )


def _pattern(text: str | None) -> re.Pattern[str] | None:
    if text is None:
        return None
    try:
        pattern = re.compile(text)
    except re.error as error:
        raise UsageError(f"--pattern is not a regular expression: {error}.") from error
    unknown = set(pattern.groupindex) - set(FIELDS) - {"recorded_at"}
    if unknown or not pattern.groupindex:
        named = f"; {min(unknown)!r} is not one" if unknown else ""
        raise UsageError(f"--pattern needs groups named like roster columns{named}.")
    return pattern
