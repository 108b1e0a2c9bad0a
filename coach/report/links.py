"""Where the pages of messages, prospects and reps are, as seen from the page that links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.report.formats import attribute_s, file_link

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.kept import Kept
    from coach.records import Recording


def _page(kept: Kept) -> str | None:
    return kept.page


def _nowhere(_: Recording) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Links:
    """Relative paths of other pages; None where there is none.

    `prospect` and `rep` also tell people apart: recordings with one path are of one person.
    """

    message: Callable[[Kept], str | None] = _page
    prospect: Callable[[Recording], str | None] = _nowhere
    rep: Callable[[Recording], str | None] = _nowhere
    index: str | None = "index.html"

    def to(self, kept: Kept, start_s: float | None = None) -> str:
        """Return the link to a message's page, to a place in its sound; empty without a page."""
        link = file_link(self.message(kept))
        if link is None:
            return ""
        return link if start_s is None else f"{link}#t={attribute_s(start_s)}"

    def to_prospect(self, recording: Recording) -> str:
        """Return the link to the prospect's page, or nothing."""
        return file_link(self.prospect(recording)) or ""

    def to_rep(self, recording: Recording) -> str:
        """Return the link to the rep's page, or nothing."""
        return file_link(self.rep(recording)) or ""
