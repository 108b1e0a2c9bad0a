"""What was heard, kept under `--home` so that no recording is transcribed twice.

One JSON file and one compressed copy of the sound for each recording and way of hearing it.
Written aside and renamed: a reader never meets half a file. Only the parent process writes.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import msgspec

from coach import __version__
from coach.errors import CoachError, UsageError
from coach.records import Speech
from coach.settings import HISTORY_MARK

FORMAT = 2
"""Raised whenever hearing changes what it gives for the same sound."""

OWNER_ONLY = 0o700


@dataclass(frozen=True, slots=True)
class History:
    """Hearings by key, in one folder."""

    home: Path

    def prepare(self) -> None:
        """Make the folder, readable by its owner only.

        Raises
        ------
        UsageError
            Where it cannot be made or written.
        """
        try:
            self.home.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
            (self.home / HISTORY_MARK).touch()
        except OSError as error:
            reason = error.strerror or "not possible"
            message = f"The history folder {self.home} cannot be written ({reason}); use --home."
            raise UsageError(message) from error

    @staticmethod
    def key(sha256: str, identity: str) -> str:
        """What a hearing is found by: content, settings that change it, version."""
        text = f"{sha256}|{identity}|{__version__}|{FORMAT}"
        return hashlib.sha256(text.encode()).hexdigest()[:40]

    def known(self, key: str) -> Speech | None:
        """Return a hearing that is kept and can be read, with its sound; else None."""
        return self.speech(key) if self.sound(key) else None

    def speech(self, key: str) -> Speech | None:
        """Return a kept hearing; None where there is none that can be read."""
        try:
            return msgspec.json.decode(self._path(key, "json").read_bytes(), type=Speech)
        except (OSError, msgspec.MsgspecError):
            return None

    def sound(self, key: str) -> bytes | None:
        """Return the compressed sound kept with a hearing."""
        return self.beside(key, "flac")

    def keep(self, key: str, speech: Speech, sound: bytes) -> None:
        """Keep a hearing: the sound first, so that a kept transcript always has its sound."""
        self._write(self._path(key, "flac"), sound)
        self._write(self._path(key, "json"), msgspec.json.encode(speech))

    def beside(self, key: str, ending: str) -> bytes | None:
        """Return what is kept beside a hearing under an ending of its own, or None."""
        try:
            return self._path(key, ending).read_bytes()
        except OSError:
            return None

    def keep_beside(self, key: str, ending: str, content: bytes) -> None:
        """Keep something that was made of a hearing beside it."""
        self._write(self._path(key, ending), content)

    def _path(self, key: str, ending: str) -> Path:
        return self.home / "heard" / key[:2] / f"{key}.{ending}"

    def _write(self, path: Path, content: bytes) -> None:
        try:
            path.parent.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
            handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                Path(aside).replace(path)
            except BaseException:
                Path(aside).unlink(missing_ok=True)
                raise
        except OSError as error:
            reason = error.strerror or "not possible"
            raise CoachError(f"{path.parent} cannot be written: {reason}.") from error
