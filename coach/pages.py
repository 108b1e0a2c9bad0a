"""Where pages go: their names, and writing them."""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from coach.errors import CoachError, UsageError
from coach.identity import compared, identity, prospect_key
from coach.report.links import Links
from coach.report.prospect_view import prospect_view
from coach.report.render import render_prospect, render_rep, write_page
from coach.report.rep_view import rep_view

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from coach.kept import Kept
    from coach.playbook import Playbook
    from coach.records import Recording
    from coach.report.promises_view import Promise


def page_name(recording: Recording, content: str) -> str:
    """File name of a message's page: whom it is for and when, and a digest that keeps it single."""
    who = recording.prospect or PurePath(recording.path).stem
    at = recording.recorded_at
    same = "|".join(identity(recording, content))
    digest = hashlib.sha256(same.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    parts = [slug(who), at.strftime("%Y-%m-%d") if at else "", digest]
    return "-".join(part for part in parts if part) + ".html"


def prospect_page(recording: Recording) -> str | None:
    """File name of the page of a recording's prospect; None where nobody knows whom it is for."""
    return _person_page("prospect", prospect_key(recording))


def rep_page(recording: Recording) -> str | None:
    """File name of the page of a recording's rep; None where nobody knows who left it."""
    return _person_page("rep", compared(recording.rep))


@functools.lru_cache(maxsize=4096)
def _person_page(kind: str, key: str) -> str | None:
    if not key:
        return None
    same = f"{kind}|{key}".encode("utf-8", "surrogateescape")
    # The key, not the name: one person under two spellings has one page.
    parts = [kind, slug(key), hashlib.sha256(same).hexdigest()[:8]]
    return "-".join(part for part in parts if part) + ".html"


LINKS = Links(prospect=prospect_page, rep=rep_page)
"""Where the pages of one folder of reports are, seen from each other."""


@dataclass(frozen=True, slots=True)
class ProspectPage:
    """What the page of a prospect is made of.

    `kept` are all messages left for the prospect, oldest first, at least one, their pages in the
    same folder; `now` has an offset; `promises` are the calls that they announced.
    """

    kept: tuple[Kept, ...]
    playbook: Playbook
    now: datetime
    promises: tuple[Promise, ...] = ()

    @property
    def name(self) -> str | None:
        """Its file name; None where nobody knows whom the messages are for."""
        return prospect_page(self.kept[-1].recording)

    def text(self) -> str:
        """Make it."""
        view = prospect_view(self.kept, self.playbook, self.now, LINKS, self.promises)
        return render_prospect(view)


@dataclass(frozen=True, slots=True)
class RepPage:
    """What the page of a rep is made of.

    `kept` are messages of the rep, oldest first, at least one, their pages in the same folder:
    all, or the latest few hundred of `count`. `now` has an offset.
    """

    kept: tuple[Kept, ...]
    playbook: Playbook
    now: datetime
    count: int | None = None

    @property
    def name(self) -> str | None:
        """Its file name; None where nobody knows who left the messages."""
        return rep_page(self.kept[-1].recording)

    def text(self) -> str:
        """Make it."""
        return render_rep(rep_view(self.kept, self.playbook, self.now, LINKS, self.count))


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
