"""Pages made of the examples, and the browser that opens them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coach.report import (
    index_view,
    message_view,
    render_index,
    render_message,
    write_page,
)

from . import example
from .hostile import hostile
from .sound import mp3_of

if TYPE_CHECKING:
    from .said import Example

MESSAGES = {
    "rich": example.rich,
    "no-number": example.no_number,
    "differ": example.readings_differ,
    "long": example.long,
    "hostile": hostile,
}


def rendered(made: Example) -> str:
    """Return the page of an example, with its sound."""
    audio = mp3_of(made.review.speech)
    view = message_view(made.review, made.findings, made.score, audio, made.attempts)
    return render_message(view)


@pytest.fixture(scope="session")
def pages() -> dict[str, str]:
    """Return every example's page, and the index, by name."""
    found = {name: rendered(make()) for name, make in MESSAGES.items()}
    found["index"] = render_index(index_view(example.entries(), example.failures()))
    found["empty"] = render_index(index_view(()))
    return found


@pytest.fixture(scope="session")
def folder(pages: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds every page."""
    made = tmp_path_factory.mktemp("reports")
    for name, text in pages.items():
        write_page(made / f"{name}.html", text)
    return made


@pytest.fixture(scope="session")
def axe() -> str:
    """Return axe-core, to be run inside a page."""
    here = Path(__file__).parent
    return (here / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
