"""What the file names of the usual dialers tell: whom, who, when. Guesses, shown as such.

Only forms that are documented or that others publicly parse; a name that has none of them tells
nothing. A prospect that has no name is known by the number that was dialled.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath

NUMBER = r"\+?\(?\d[\d() .-]{5,18}\d"
STAMP = r"(?P<recorded_at>20\d{6}[-_]?\d{6})"


@dataclass(frozen=True, slots=True)
class Dialer:
    """How one dialer names its files; groups are named like roster columns, and `number`.

    `zone` is the IANA zone of its times, None for the one of where it stands.
    """

    name: str
    example: str
    pattern: re.Pattern[str]
    zone: str | None = None


def _dialer(name: str, example: str, pattern: str, zone: str | None = None) -> Dialer:
    return Dialer(name, example, re.compile(pattern, re.IGNORECASE), zone)


DIALERS = (
    _dialer(
        "RingCentral",
        "20261120-150412_302_(212)555-0143_Outgoing_Auto_2243071124051.mp3",
        rf"^{STAMP}_(?:(?P<rep>\d{{2,6}})_)?(?P<number>{NUMBER})_Out(?:going|bound)_",
    ),
    _dialer(
        "3CX",
        "[Sam Ortiz]_201-2125550143_20261120150412(380).wav",
        rf"^\[(?P<prospect>[^\]]*)\]_(?P<rep>\d{{2,6}})-(?P<number>\+?\d{{7,15}})_{STAMP}\(\d+\)",
    ),
    _dialer(
        "Asterisk, FreePBX, Issabel",
        "out-2125550143-1001-20261120-150412-1795187052.12.wav",
        rf"^(?:out|external|force|exten)-(?P<number>\+?\d{{7,15}})-(?P<rep>\d{{2,6}})-{STAMP}-\d+",
    ),
    _dialer(
        "VICIdial",
        "20261120-150412_2125550143-all.mp3",
        rf"^{STAMP}_(?P<number>\+?\d{{7,15}})(?:-(?:all|in|out))?\.",
    ),
    _dialer(
        "Zoom",
        "GMT20261120-200412_88v27Vl8TzyusVnY6y2uHw_VoiceRecording.mp3",
        rf"^GMT{STAMP}_",
        "UTC",
    ),
    _dialer(
        "Google Voice (Takeout)",
        "Sam Ortiz - Recorded - 2026-11-20T20_04_12Z.mp3",
        r"^(?P<prospect>[^/]*?) ?- (?:Recorded|Placed|Voicemail) - "
        r"(?P<recorded_at>20\d\d-\d\d-\d\dT\d\d_\d\d_\d\d)Z",
        "UTC",
    ),
    _dialer(
        "Android telephones",
        "Call recording Sam Ortiz_261120_150412.m4a",
        r"^Call recording (?P<prospect>[^_]+)_(?P<recorded_at>\d{6}_\d{6})",
    ),
)

DATELIKE = re.compile(r"[\d\W_]*|(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
"""Folder names that name nobody."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a name tells, by roster column; `zone` as in `Dialer`."""

    values: dict[str, str]
    zone: str | None = None


def guess(path: str) -> Guess:
    """What a recording's file name tells, by the first dialer whose form it has."""
    name = PurePosixPath(path.replace("\\", "/")).name
    for dialer in DIALERS:
        if match := dialer.pattern.search(name):
            found = {key: text.strip() for key, text in match.groupdict().items() if text}
            return Guess(_named({k: v for k, v in found.items() if v}), dialer.zone)
    return Guess({})


def _named(found: dict[str, str]) -> dict[str, str]:
    if number := found.pop("number", None):
        found["prospect_phone"] = number
        found.setdefault("prospect", re.sub(r"[^\d+]", "", number))
    at = found.get("recorded_at")
    if at:
        compact = re.sub(r"\D", "", at)
        compact = f"20{compact}" if len(compact) == 12 else compact
        found["recorded_at"] = f"{compact[:8]}T{compact[8:]}"
    return found


def laid_out(relative: str) -> dict[str, str]:
    """Rep and prospect out of "rep/prospect/file", a path below a folder that was given.

    Other depths tell nothing, nor do folders named like dates.
    """
    parts = PurePath(relative).parts
    if len(parts) != 3 or any(DATELIKE.fullmatch(part) for part in parts[:2]):
        return {}
    return {"rep": _spaced(parts[0]), "prospect": _spaced(parts[1])}


def _spaced(name: str) -> str:
    return " ".join(re.sub(r"[_.]+", " ", name).split()) or name
