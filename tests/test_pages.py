"""Names of pages, and writing those of people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from report import people

from coach.errors import CoachError
from coach.pages import prospect_page, rep_page, write_prospect, write_rep
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


def test_pages_of_people_are_written_and_link_to_each_other(tmp_path: Path) -> None:
    kept = people.sequence(3)
    prospect = write_prospect(kept, people.playbook(), tmp_path, people.NOW, people.promises(kept))
    rep = write_rep(kept, people.playbook(), tmp_path, people.NOW)
    assert prospect is not None
    assert rep is not None
    assert f'href="./{rep.name}"' in prospect.read_text(encoding="utf-8")
    assert f'href="./{prospect.name}"' in rep.read_text(encoding="utf-8")
    assert {path.name for path in tmp_path.iterdir()} == {prospect.name, rep.name}


def test_nobody_to_write_of_writes_nothing(tmp_path: Path) -> None:
    unknown = [replace(people.sequence(1)[0], recording=_to(None))]
    for kept in ([], unknown):
        assert write_prospect(kept, people.playbook(), tmp_path, people.NOW) is None
        assert write_rep(kept, people.playbook(), tmp_path, people.NOW) is None
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CoachError, match="cannot be written"):
        write_rep(people.sequence(1), people.playbook(), tmp_path / "gone", people.NOW)
