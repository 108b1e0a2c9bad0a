"""From paths given to recordings, in the contract's order; what a folder holds and what not."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coach.dialers import laid_out
from coach.records import Recording
from coach.settings import HISTORY_MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ENDINGS = frozenset(
    [
        "wav",
        "wave",
        "mp3",
        "m4a",
        "m4b",
        "mp4",
        "m4v",
        "mov",
        "aac",
        "3gp",
        "3gpp",
        "3g2",
        "ogg",
        "oga",
        "opus",
        "spx",
        "amr",
        "awb",
        "flac",
        "wma",
        "wmv",
        "asf",
        "webm",
        "mka",
        "mkv",
        "caf",
        "aif",
        "aiff",
        "aifc",
        "au",
        "snd",
        "gsm",
        "ul",
        "ulaw",
        "pcmu",
        "al",
        "alaw",
        "sln",
        "sln16",
        "g722",
        "ape",
        "mpc",
        "mp2",
        "avi",
        "flv",
        "w64",
        "rf64",
        "voc",
    ]
)
TEMPORARY = re.compile(
    r"(^[.~])|(~$)|\.(tmp|part|partial|crdownload|download|filepart|opdownload|swp|!ut)$|^desktop\.ini$"
    r"|^thumbs\.db$",
    re.IGNORECASE,
)
HEAD_BYTES = 4_096


@dataclass(frozen=True, slots=True)
class Found:
    """Recordings in order, and how many other files the folders held."""

    recordings: tuple[Recording, ...]
    skipped: int


def find_recordings(
    paths: Sequence[str], sounds_like_audio: Callable[[bytes], bool], left_out: Sequence[Path] = ()
) -> Found:
    """List the recordings behind the paths given.

    A path given by name always counts, whatever it is. A folder gives its regular files with an
    ending or a beginning that audio or video has, sorted by code point; hidden and temporary
    ones, and everything under `left_out`, are passed over.
    """
    recordings: list[Recording] = []
    skipped = 0
    barred = {str(path.resolve()) for path in left_out}
    for given in paths:
        if os.path.isdir(given):  # noqa: PTH112  # false, not an error, for impossible names
            for relative, taken in _walk(given, sounds_like_audio, barred):
                if taken:
                    location = os.path.join(given, relative)  # noqa: PTH118  # keeps "./"
                    told = laid_out(relative)
                    recordings.append(
                        replace(
                            recording(location), rep=told.get("rep"), prospect=told.get("prospect")
                        )
                    )
                else:
                    skipped += 1
        else:
            recordings.append(recording(given))
    return Found(tuple(recordings), skipped)


def recording(location: str) -> Recording:
    """Name a recording as it was given; bytes that are not UTF-8 are kept beside."""
    raw = os.fsencode(location)
    shown = raw.decode("utf-8", "replace")
    return Recording(
        path=shown,
        location=location,
        path_bytes=None if shown.encode() == raw else raw,
    )


def _walk(
    folder: str, sounds_like_audio: Callable[[bytes], bool], barred: set[str]
) -> Iterator[tuple[str, bool]]:
    """Relative paths below a folder, sorted, each with whether it is taken."""
    names: list[str] = []
    for parent, folders, files in os.walk(folder):
        if HISTORY_MARK in files:
            folders.clear()
            continue
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and str((Path(parent) / name).resolve()) not in barred
        ]
        names += [os.path.relpath(os.path.join(parent, name), folder) for name in files]  # noqa: PTH118
    for relative in sorted(names, key=os.fsencode):
        yield relative, _taken(Path(folder) / relative, sounds_like_audio)


def _taken(path: Path, sounds_like_audio: Callable[[bytes], bool]) -> bool:
    if TEMPORARY.search(path.name) or not path.is_file():
        return False
    if path.suffix.lower().lstrip(".") in ENDINGS:
        return True
    try:
        with path.open("rb") as file:
            return sounds_like_audio(file.read(HEAD_BYTES))
    except OSError:
        return False
