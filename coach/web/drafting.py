"""The draft checker as a page: a written message judged before the call; nothing is kept."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from markupsafe import Markup

from coach.drafts import Drafts, JudgedDraft
from coach.web import guesses
from coach.web.asking import Asking, page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response
    from starlette.routing import Route

    from coach.settings import Settings

MOST_DRAFTS = 5
LONGEST = 30_000
"""Characters of one draft: more than its 5,000 words are refused by the checker itself."""
ANCHOR = re.compile(r'\b(id|aria-labelledby|href)="((?<=href=")#(?!i-)|(?<!href="))(?=[\w-])')
"""Where the page of a draft names its own places: several drafts stand on one page of ours."""
LANDMARK = re.compile(r'(<section[^>]*?) aria-labelledby="[^"]*"')
"""Sections of one name in several drafts: their headings stay, landmarks they are not."""
START, END = "<main>", "</main>"


@dataclass(frozen=True, slots=True)
class Judged:
    """One draft with its verdicts as a page of ours shows them, or why there are none."""

    place: int
    text: str
    shown: Markup
    error: str


@dataclass(frozen=True, slots=True)
class _OneAtATime:
    """Drafts are judged one after another: each loads the sentence model."""

    lock: threading.Lock = field(default_factory=threading.Lock)


_ALONE = _OneAtATime()


def draft(asking: Asking) -> Response:
    """The empty page."""
    return asking.page("draft_page.html.j2", texts=[""], judged=(), prospect=None, company=None)


def check(asking: Asking) -> Response:
    """Judge what was written, as a planned sequence where there are several."""
    texts = [asking.text(f"draft{place}", LONGEST) for place in range(1, MOST_DRAFTS + 1)]
    written = [text for text in texts if text]
    prospect, company = (
        guesses.field(asking.fields.get(name)) for name in ("prospect", "prospect_company")
    )
    own = asking.site.coach.settings
    rep = own.rep if asking.who.manages else asking.who.rep
    settings = replace(own, rep=rep, prospect=prospect, prospect_company=company)
    judged = _judged(settings, written) if written else ()
    if asking.text("more") and len(written) < MOST_DRAFTS:
        written.append("")
    texts = written or [""]
    return asking.page(
        "draft_page.html.j2", texts=texts, judged=judged, prospect=prospect, company=company
    )


def _judged(settings: Settings, texts: list[str]) -> tuple[Judged, ...]:
    """Judge drafts through files that are gone at once: the checker reads files."""
    with _ALONE.lock, TemporaryDirectory(prefix="draft-") as folder:
        paths = []
        for place, text in enumerate(texts, start=1):
            path = Path(folder) / f"Draft {place}.txt"
            path.write_text(text, encoding="utf-8", errors="replace")
            paths.append(str(path))
        aside = replace(settings, out=Path(folder) / "out")
        outcomes = Drafts(aside, paths).outcomes()
        pages = {
            one.page: place
            for place, one in enumerate(outcomes, start=1)
            if isinstance(one, JudgedDraft)
        }
        return tuple(
            _shown(place, texts[place - 1], outcome, aside.out, pages)
            for place, outcome in enumerate(outcomes, start=1)
        )


def _shown(place: int, text: str, outcome: object, out: Path, pages: Mapping[str, int]) -> Judged:
    if not isinstance(outcome, JudgedDraft):
        return Judged(place, text, Markup(""), getattr(outcome, "message", ""))
    whole = (out / outcome.page).read_text(encoding="utf-8")
    inner = whole[whole.index(START) + len(START) : whole.rindex(END)]
    inner = LANDMARK.sub(r"\1", inner)
    inner = ANCHOR.sub(rf'\1="\2d{place}-', inner)
    for its_page, other in pages.items():
        inner = inner.replace(f'href="./{its_page}"', f'href="#result-{other}"')
    return Judged(place, text, Markup(inner), "")  # noqa: S704  # the report's own escaped page


def routes() -> list[Route]:
    """Return the routes of this file."""
    return [page("/draft", draft), page("/draft", check, methods=("POST",))]
