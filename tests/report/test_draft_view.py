"""A draft's page: the text whole, marked where a verdict quotes it, and nothing that runs."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from coach.coaching import Step
from coach.draft import Draft, Piece
from coach.records import Evidence, Finding, Measurement, Recording, Review
from coach.report.draft_view import Planned, draft_view
from coach.report.render import render_draft, write_page

from .example import rich
from .hostile import HOSTILE
from .test_browser import AXE, UNFOLD, WIDER
from .test_render import TAGS, Page

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from coach.report.draft_view import DraftView

TEXT = "Hi [Name], this is Dana. (pause)\n\nWe **cut** waits by a third. I touch base. Bye."
"""The blank stands at 3, the direction at 25, markup at 37 and 42."""


def piece(kind: str, start: int, end: int, said: str) -> Piece:
    return Piece(kind, start, end, said)  # type: ignore[arg-type]  # one of its kinds


PIECES = (
    piece("spoken", 0, 3, TEXT[:3]),
    piece("blank", 3, 9, "Sam"),
    piece("spoken", 9, 25, TEXT[9:25]),
    piece("direction", 25, 32, " "),
    piece("spoken", 32, 37, TEXT[32:37]),
    piece("mark", 37, 39, ""),
    piece("spoken", 39, 42, TEXT[39:42]),
    piece("mark", 42, 44, ""),
    piece("spoken", 44, len(TEXT), TEXT[44:]),
)
DRAFT = Draft(TEXT, "0" * 64, PIECES)


def finding(row: str, verdict: str, *quotes: str) -> Finding:
    places = [TEXT.index(quote) for quote in quotes]
    return Finding(
        id=row,
        question=f"Is it {row}?",
        verdict=verdict,  # type: ignore[arg-type]  # one of them
        target="said",
        weight=2.0,
        points={"pass": 1.0, "watch": 0.5, "miss": 0.0}.get(verdict),
        advice=f"Say {row}.",
        source="ours",
        evidence=tuple(
            Evidence(None, None, quote, at, at + len(quote))
            for quote, at in zip(quotes, places, strict=True)
        ),
    )


FINDINGS = (
    finding("length", "not_measurable"),
    finding("who", "pass", "Hi [Name], this is Dana"),
    finding("addressed", "pass", "Hi [Name], this is Dana"),
    finding("value", "watch", "We **cut** waits by a third"),
    finding("compelling", "pass", "We **cut** waits by a third"),
    finding("no_checking_in", "miss", "I touch base"),
    finding("proof", "miss"),
)
STEPS = tuple(
    Step(row, f"Is it {row}?", f"Say {row}.", "ours", 12.0, "It is ...")
    for row in ("no_checking_in", "proof", "value")
)


@cache
def review() -> Review:
    base = rich().review
    return replace(
        base,
        recording=Recording("calls/one.txt", "calls/one.txt", rep="Dana", prospect="Sam"),
        attempt=1,
        measurements=(Measurement("length_estimate", 21.6, "s"),),
        warnings=("To fill in before the call: [Name].",),
        versions={"coach": "0", "playbook": "standard"},
    )


def view(**changes: object) -> DraftView:
    planned = (Planned(review(), 50, "a.html", is_this=True),)
    planned += (Planned(replace(review(), attempt=2), 60, "b.html", is_this=False),)
    given = {"draft": DRAFT, "review": review(), "findings": FINDINGS, **changes}
    return draft_view(score=50, steps=STEPS, planned=planned, **given)  # type: ignore[arg-type]  # as given


def test_the_whole_text_is_there_in_order() -> None:
    assert "".join(part.text for part in view().text) == TEXT


def test_marks_stand_where_the_verdicts_quote() -> None:
    marked = {part.text: (part.icon, part.kind) for part in view().text if part.icon}
    assert marked["[Name]"] == ("pass", "blank")
    assert marked["**"] == ("watch", "mark")
    assert marked["I touch base."] == ("miss", "spoken")
    assert not [part for part in view().text if "Bye" in part.text and part.icon]


def test_one_note_a_stretch_the_worst_first() -> None:
    notes = view().notes
    assert [note.number for note in notes] == ["1", "2", "3"]
    assert [[row.id for row in note.rows] for note in notes] == [
        ["who", "addressed"],
        ["value", "compelling"],
        ["no_checking_in"],
    ]
    assert [note.icon for note in notes] == ["pass", "watch", "miss"]
    assert [ref for part in view().text for ref in part.refs] == ["1", "2", "3"]


def test_rows_without_a_place_are_listed() -> None:
    assert [row.id for row in view().unsaid] == ["proof"]


def test_three_things_and_how_long() -> None:
    shown = view()
    assert shown.one.advice == "Say no_checking_in."
    assert [step.advice for step in shown.then] == ["Say proof.", "Say value."]
    assert shown.length == "about 22 s"
    assert shown.place == "1 of 2"
    assert [one.href for one in shown.planned] == [None, "./b.html"]


def test_lines_that_were_broken_for_length_flow() -> None:
    line = "word " * 13
    text = f"{line}\nmore. Short.\n\n- {line}\n- next"
    draft = Draft(text, "0" * 64, (piece("spoken", 0, len(text), text),))
    shown = "".join(part.text for part in view(draft=draft, findings=()).text)
    assert shown == f"{line} more. Short.\n\n- {line}\n- next"


def test_words_that_two_drafts_happen_to_share_are_no_mark() -> None:
    quiet = replace(FINDINGS[1], id="sameness")
    assert view(findings=(quiet,)).notes == ()


def hostile_page() -> str:
    nasty = " ".join(HOSTILE)
    draft = Draft(nasty, nasty, (piece("spoken", 0, len(nasty), nasty),))
    findings = [
        replace(
            one,
            question=nasty,
            advice=nasty,
            source=nasty,
            evidence=(Evidence(None, None, nasty, 5 * k, 5 * k + 30),),
        )
        for k, one in enumerate(FINDINGS)
    ]
    recording = Recording(nasty, nasty, rep=nasty, prospect=nasty, prospect_company=nasty)
    about = replace(review(), recording=recording, warnings=(nasty,), versions={nasty: nasty})
    return render_draft(
        draft_view(
            draft,
            about,
            findings,
            1,
            [replace(STEPS[0], advice=nasty, example=nasty)],
            [Planned(about, 1, HOSTILE[0], is_this=False)] * 2,
        )
    )


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return {"draft": render_draft(view()), "hostile": hostile_page()}


@pytest.mark.parametrize("name", ["draft", "hostile"])
def test_nothing_on_the_page_runs_or_leads_elsewhere(pages: dict[str, str], name: str) -> None:
    page = Page(pages[name])
    assert "script" not in page.tags
    assert page.tags.count("style") == 1
    assert set(page.tags) <= {*TAGS.split(), "sup"}
    assert not [key for _, key, _ in page.attributes if key.startswith("on") or key == "style"]
    links = page.values("href", "src", "xlink:href")
    assert links
    assert not [link for link in links if not link.startswith(("./", "#", "data:,"))]
    policy = next(value for value in page.values("content") if "default-src" in value)
    assert "script-src 'none'" in policy
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", pages[name])


@pytest.mark.parametrize("name", ["draft", "hostile"])
def test_ids_are_used_once_and_links_inside_lead_somewhere(
    pages: dict[str, str], name: str
) -> None:
    page = Page(pages[name])
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.values("href") if link.startswith("#")} <= set(ids)


def test_hostile_text_is_shown(pages: dict[str, str]) -> None:
    shown = "".join(Page(pages["hostile"]).text)
    assert HOSTILE[0] in shown
    assert HOSTILE[5] in shown


def test_the_same_draft_is_the_same_page(pages: dict[str, str]) -> None:
    assert render_draft(view()) == pages["draft"]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "scheme", "width"),
    [("draft", "light", 1280), ("draft", "dark", 390), ("hostile", "dark", 1280)],
)
def test_everyone_can_use_it(
    browser: Browser,
    pages: dict[str, str],
    tmp_path: Path,
    axe: str,
    name: str,
    scheme: str,
    width: int,
) -> None:
    write_page(tmp_path / "page.html", pages[name])
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})  # type: ignore[arg-type]  # a scheme
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.goto((tmp_path / "page.html").as_uri())
    assert page.evaluate(WIDER) <= 0
    page.evaluate(UNFOLD)
    page.evaluate(axe)
    passed, violations = page.evaluate(AXE)
    context.close()
    assert violations == []
    assert passed > 30
    assert complaints == []


@pytest.mark.browser
def test_paper_begins_with_what_to_change(
    browser: Browser, pages: dict[str, str], tmp_path: Path
) -> None:
    write_page(tmp_path / "page.html", pages["draft"])
    page = browser.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    page.emulate_media(media="print")
    heights = page.evaluate(
        "() => ['.one', '.then', '.script', '.change', '.rest']"
        ".map((name) => document.querySelector(name).getBoundingClientRect().top)"
    )
    page.close()
    assert heights == sorted(heights)
