"""Every setting and its default, here and nowhere else. Passed on, never read as a global."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

APPLICATION = "coach"
HISTORY_MARK = ".coach-history"
"""A file that marks a history folder, so that its sound is never taken for recordings."""

DEFAULT_MODEL = "base"
DEFAULT_PLAYBOOK = "standard"


def default_home() -> Path:
    """Where history and transcripts live unless `--home` or COACH_HOME says otherwise."""
    import platformdirs

    return Path(platformdirs.user_data_dir(APPLICATION, appauthor=False))


def default_cache() -> Path:
    """Where joined weights live: COACH_CACHE, else the user's cache folder."""
    import platformdirs

    named = os.environ.get("COACH_CACHE")
    return Path(named) if named else Path(platformdirs.user_cache_dir(APPLICATION, appauthor=False))


@dataclass(frozen=True, slots=True)
class Settings:
    """What one run was asked to do."""

    out: Path = Path("reports")
    home: Path = field(default_factory=default_home)
    cache: Path = field(default_factory=default_cache)
    model: str = DEFAULT_MODEL
    playbook: str = DEFAULT_PLAYBOOK
    roster: Path | None = None
    rep: str | None = None
    rep_company: str | None = None
    rep_phone: str | None = None
    prospect: str | None = None
    prospect_company: str | None = None
    pattern: str | None = None
    region: str = "US"
    timezone: str | None = None
    language: str = "en"
    device: str = "cpu"
    jobs: int | None = None
    max_minutes: float = 10.0
    max_mb: float = 512.0
    audio_older_than: float | None = None
    text_older_than: float | None = None


@dataclass(frozen=True, slots=True)
class Hearing:
    """The part of the settings that changes what is heard, with the model already found.

    The folders are left out of what identifies a hearing: the same weights elsewhere hear the
    same. `number_folder` holds the packaged model whose encoder numbers are heard with. `threads`
    too: one thread always, so that every run gives the same words.
    """

    model_folder: str
    model_id: str
    number_folder: str
    language: str = "en"
    region: str = "US"
    max_minutes: float = 10.0
    threads: int = 1
    device: str = "cpu"

    @property
    def identity(self) -> str:
        """What a stored hearing must agree in to be used again; a card rounds otherwise."""
        known = f"{self.model_id}|{self.language}|{self.region}"
        return known if self.device == "cpu" else f"{known}|{self.device}"
