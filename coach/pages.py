"""Where pages go: their names, and writing them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePath
from typing import TYPE_CHECKING

from coach.errors import CoachError, UsageError
from coach.report.render import write_page
from coach.sequences import identity

if TYPE_CHECKING:
    from pathlib import Path

    from coach.records import Recording


def page_name(recording: Recording, content: str) -> str:
    """File name of a message's page: whom it is for and when, and a digest that keeps it single."""
    who = recording.prospect or PurePath(recording.path).stem
    at = recording.recorded_at
    same = "|".join(identity(recording, content))
    digest = hashlib.sha256(same.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    parts = [slug(who), at.strftime("%Y-%m-%d") if at else "", digest]
    return "-".join(part for part in parts if part) + ".html"


def slug(text: str) -> str:
    """Letters and digits in ASCII, words joined by hyphens, at most 40 characters."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:40].strip("-")


def make_folder(folder: Path) -> None:
    """Make the folder for pages, or say in one sentence why not."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or "not possible"
        raise UsageError(f"The folder {folder} cannot be made ({reason}); use --out.") from error


def write(path: Path, text: str) -> None:
    """Write a page, or say in one sentence why not."""
    try:
        write_page(path, text)
    except OSError as error:
        raise CoachError(
            f"{path} cannot be written ({error.strerror or 'not possible'})."
        ) from error
