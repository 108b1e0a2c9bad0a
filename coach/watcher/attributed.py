"""Who left a dropped recording to whom and when: sub-folders, pattern, sidecar, roster.

The later of these wins over the earlier, and each over the options. Sidecars and rosters are
read again whenever they change.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from coach.errors import CoachError, UsageError
from coach.recordings import recording as named
from coach.roster import (
    FIELDS,
    OPTIONS,
    Attribution,
    Roster,
    attribution,
    load_roster,
    moment,
    zone,
)
from coach.watcher.looks import Look, look_of
from coach.watcher.placing import sidecar_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.records import Recording
    from coach.settings import Settings

LARGEST_SIDECAR_BYTES = 65_536
LONGEST_VALUE = 200
SIDECAR_FIELDS = frozenset((*FIELDS, "recorded_at", "timezone"))
DATE = re.compile(r"\d{4}[-_.]?\d{2}([-_.]?\d{2})?$|\d{1,2}[-_.]\d{1,2}([-_.]\d{2,4})?$|[\d\W_]+$")
"""Sub-folders that name a day, a month or nothing but numbers name nobody."""


class Settled(Attribution):
    """Recordings come with who, to whom and when: nothing is looked up again."""

    def attribute(self, recording: Recording) -> Recording:
        """Return the recording as it is."""
        return recording


@dataclass(slots=True)
class Attributor:
    """Puts names and times to the files of one drop folder."""

    given: str
    root: Path
    settings: Settings
    levels: Sequence[str]
    _whole: Attribution
    _pattern: Attribution
    _roster_look: Look | None = None

    def refresh(self) -> str | None:
        """Read the roster again where it changed; returns what is wrong with it, if anything.

        A roster that cannot be read, perhaps half saved, leaves the one read before in use.
        """
        file = self.settings.roster
        if file is None:
            return None
        try:
            look = look_of(file.stat())
            if look == self._roster_look:
                return None
            self._whole = replace(self._whole, roster=load_roster(file))
        except (OSError, UsageError) as error:
            return f"The roster is not read again: {error}"
        self._roster_look = look
        return None

    def attribute(self, path: str) -> Recording:
        """Name a dropped file by its path in the folder; it must still lie there.

        Raises
        ------
        CoachError
            Where the roster or the sidecar says something that cannot be read.
        """
        one = named(os.path.join(self.given, path))  # noqa: PTH118  # as given, keeps "./"
        one = replace(one, location=str(self.root / path))
        sidecar = self._sidecar(path)
        read = {**from_folders(path, self.levels), **_told(self._pattern.attribute(one))}
        said = {**{name: sidecar[name] for name in FIELDS if name in sidecar}, **self._listed(one)}
        options = {name: getattr(self.settings, name) for name in OPTIONS}
        known = {**options, **read, **said}
        values: dict[str, Any] = {name: (known.get(name) or "").strip() or None for name in FIELDS}
        timed = self._timed(one, sidecar)
        guessed = [name for name in read if values[name] and name not in said]
        if timed.recorded_at_source in ("pattern", "file time"):
            guessed.append("recorded_at")
        return replace(timed, **values, guessed=tuple(guessed))

    def _timed(self, one: Recording, sidecar: dict[str, str]) -> Recording:
        whole = self._whole.attribute(one)
        if whole.recorded_at_source == "roster" or "recorded_at" not in sidecar:
            return replace(
                one,
                recorded_at=whole.recorded_at,
                recorded_at_source=whole.recorded_at_source,
                timezone=whole.timezone,
            )
        place = f"The sidecar of {PurePath(one.path).name}, recorded_at"
        name = sidecar.get("timezone")
        own = zone(name, place) if name else self._whole.zone
        at = moment(sidecar["recorded_at"], own, place)
        named_zone = name or self.settings.timezone
        return replace(one, recorded_at=at, recorded_at_source="sidecar", timezone=named_zone)

    def _listed(self, one: Recording) -> dict[str, str]:
        row = self._whole.roster.row(one.location)
        return {name: value for name, value in row.values.items() if name in FIELDS} if row else {}

    def _sidecar(self, path: str) -> dict[str, str]:
        for name, _ in sidecar_names(path, path):
            try:
                with (self.root / name).open("rb") as file:
                    content = file.read(LARGEST_SIDECAR_BYTES + 1)
            except (FileNotFoundError, IsADirectoryError):
                continue
            except OSError as error:
                raise CoachError(
                    f"The sidecar {name} cannot be read ({error.strerror})."
                ) from error
            return from_sidecar(content, PurePath(name).name)
        return {}


def attributor(given: str, root: Path, settings: Settings, levels: Sequence[str]) -> Attributor:
    """Read roster, pattern and time zone, and complain about them before any work.

    Raises
    ------
    UsageError
        Where one of them is wrong.
    """
    whole = attribution(settings)
    unsaid: dict[str, Any] = dict.fromkeys(OPTIONS)
    bare = replace(whole, roster=Roster(), settings=replace(settings, **unsaid))
    look = None
    if settings.roster:
        look = look_of(settings.roster.stat())
    return Attributor(given, root, settings, levels, whole, bare, look)


def from_folders(path: str, levels: Sequence[str]) -> dict[str, str]:
    """Read what the sub-folders of a path name, from the top: `levels` says what each is."""
    parents = PurePath(path).parts[:-1]
    named_by = zip(levels, parents, strict=False)
    return {level: _plain(name) for level, name in named_by if level and not DATE.match(name)}


def from_sidecar(content: bytes, name: str) -> dict[str, str]:
    """Read a sidecar: one JSON object with the roster's columns; others are passed over.

    Raises
    ------
    CoachError
        Where it is no such object, or too large.
    """
    try:
        if len(content) > LARGEST_SIDECAR_BYTES:
            raise ValueError
        told = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise CoachError(f"The sidecar {name} is no JSON of a useful size.") from error
    if not isinstance(told, dict):
        raise CoachError(f"The sidecar {name} is no JSON object.")
    return {
        key: _plain(value)[:LONGEST_VALUE]
        for key, value in told.items()
        if key in SIDECAR_FIELDS and isinstance(value, str) and value.strip()
    }


def _told(recording: Recording) -> dict[str, str]:
    return {name: value for name in FIELDS if (value := getattr(recording, name))}


def _plain(text: str) -> str:
    """Bytes that are no text as U+FFFD: names go into pages and JSON."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").strip()
