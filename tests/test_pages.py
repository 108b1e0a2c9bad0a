"""Names of pages, and writing those of people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from report import people

from coach.errors import CoachError
from coach.pages import ProspectPage, RepPage, prospect_page, rep_page, write
from coach.records import Recording

if TYPE_CHECKING:
    from pathlib import Path


def _to(prospect: str | None, company: str | None = None, rep: str | None = None) -> Recording:
    return Recording("a.wav", "a.wav", rep=rep, prospect=prospect, prospect_company=company)


def test_one_person_under_two_spellings_has_one_page() -> None:
    assert prospect_page(_to("ACME Inc.")) == prospect_page(_to("acme"))
    assert rep_page(_to(None, rep="Dana  Whitfield")) == rep_page(_to("x", rep="dana whitfield"))


def test_one_name_at_two_companies_has_two_pages() -> None:
    assert prospect_page(_to("Ann Lee", "Acme")) != prospect_page(_to("Ann Lee", "Bolt"))


def test_a_rep_and_a_prospect_of_one_name_have_two_pages() -> None:
    assert prospect_page(_to("Ann")) != rep_page(_to(None, rep="Ann"))


def test_nobody_has_no_page() -> None:
    assert prospect_page(_to(None)) is None
    assert rep_page(_to("Ann")) is None


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "李雷", "<script>", "con", "a" * 900, "\udc80"]
)
def test_any_name_is_a_safe_file_name(name: str) -> None:
    page = prospect_page(_to(name))
    assert page is not None
    assert page.startswith("prospect-")
    assert page.isascii()
    assert set(page) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert ".." not in page
    assert len(page) < 80


def test_pages_of_people_link_to_each_other() -> None:
    kept = tuple(people.sequence(3))
    prospect = ProspectPage(kept, people.playbook(), people.NOW, tuple(people.promises(kept)))
    rep = RepPage(kept, people.playbook(), people.NOW)
    assert f'href="./{rep.name}"' in prospect.text()
    assert f'href="./{prospect.name}"' in rep.text()


def test_a_page_of_nobody_has_no_name() -> None:
    unknown = (replace(people.sequence(1)[0], recording=_to(None)),)
    assert ProspectPage(unknown, people.playbook(), people.NOW).name is None
    assert RepPage(unknown, people.playbook(), people.NOW).name is None


def test_a_folder_that_is_gone_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CoachError, match="cannot be written"):
        write(tmp_path / "gone" / "rep.html", "whatever")
