"""Pages made of the examples, and the browser that opens them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coach.coaching import Step
from coach.correction import Correction
from coach.report import (
    index_view,
    message_view,
    render_index,
    render_message,
    write_page,
)
from coach.report.corrections_view import PutRight
from coach.report.prospect_view import prospect_view
from coach.report.render import render_prospect, render_rep
from coach.report.rep_view import rep_view

from . import example, hostile_people, people
from .hostile import hostile
from .said import POINTS
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


def put_right() -> tuple[Example, tuple[Correction, ...]]:
    """Return a message of which little is sure, and what a person corrected in it."""
    made = example.rich()
    recording = replace(made.review.recording, guessed=("rep", "prospect", "recorded_at"))
    given = (
        Correction("Every digit can be written down.", "Luis Ortega", "digit_pace", "pass"),
        Correction("The money saved is one.", "Luis Ortega", "length", "watch"),
        Correction("The last one is a three.", "Luis Ortega", digits="2125550143"),
    )
    return replace(made, review=replace(made.review, recording=recording)), given


def corrected(made: Example, given: tuple[Correction, ...]) -> str:
    """Return the page of a message that a person corrected."""
    by_row = {one.row: one for one in given}
    findings = tuple(
        replace(f, verdict=one.verdict, points=POINTS[one.verdict], by=one.by, reason=one.note)
        if (one := by_row.get(f.id)) is not None
        else f
        for f in made.findings
    )
    view = message_view(
        made.review,
        findings,
        made.score,
        mp3_of(made.review.speech),
        made.attempts,
        links=people.links(),
        put_right=PutRight(17, given, made.findings),
    )
    return render_message(view)


def pages_of_people() -> dict[str, str]:
    """Return pages of prospects and reps by name."""
    book, now, nasty = people.playbook(), people.NOW, hostile_people.kept()
    several, many = people.sequence(4, outcome="replied"), people.sequence(25)
    found = {
        "prospect": prospect_view(several, book, now, people.links(), people.promises(several)),
        "prospect-many": prospect_view(many, book, now, people.links(), people.promises(many)),
        "prospect-undated": prospect_view(people.undated(2), book, now, people.links()),
        "prospect-hostile": prospect_view(
            nasty, book, now, hostile_people.links(), hostile_people.promises()
        ),
    }
    reps = {
        "rep": rep_view(people.calls_of_a_rep(), book, now, people.links()),
        "rep-hostile": rep_view(nasty * 3, book, now, hostile_people.links()),
    }
    made = {name: render_prospect(view) for name, view in found.items()}
    return made | {name: render_rep(view) for name, view in reps.items()}


@pytest.fixture(scope="session")
def pages() -> dict[str, str]:
    """Return every example's page, and the index, by name."""
    found = {name: rendered(make()) for name, make in MESSAGES.items()}
    found["index"] = render_index(
        index_view(example.entries(), example.failures(), links=people.links())
    )
    found.update(pages_of_people())
    found["corrected"] = corrected(*put_right())
    found["corrected-hostile"] = corrected(*hostile_people.corrected())
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
