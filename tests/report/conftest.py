"""Pages made of the examples, and the browser that opens them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coach.coaching import Step
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
    view = message_view(
        made.review, made.findings, made.score, audio, made.attempts, steps=steps_of(made)
    )
    return render_message(view)


def steps_of(made: Example) -> list[Step]:
    """Return three things to do, each with a line from the words of the message."""
    lost = [finding for finding in made.findings if finding.points is not None and finding.weight]
    lost = sorted(lost, key=lambda one: one.weight * ((one.points or 0.0) - 1))[:3]
    quotes = [next((e.quote for e in one.evidence), "") or "Hi ..., it's Dana." for one in lost]
    return [
        Step(one.id, one.question, one.advice, one.source, 4.5, quote)
        for one, quote in zip(lost, quotes, strict=True)
        if one.points != 1
    ]


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
