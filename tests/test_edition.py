"""Which coach this is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach import edition

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_it_is_the_same_for_the_same_files_and_another_for_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edition.resources, "files", lambda _: tmp_path)
    inner = tmp_path / "measures"
    inner.mkdir()

    def digest() -> str:
        edition.edition.cache_clear()
        return edition.edition()

    seen = [digest()]
    for file, text in (("a.py", "1"), ("a.py", "2"), ("measures/w.toml", "1"), ("b.py", "2")):
        (tmp_path / file).write_text(text)
        seen.append(digest())
    assert len(set(seen)) == len(seen)
    (tmp_path / "page.html").write_text("a page")
    (tmp_path / "a.pyc").write_text("compiled")
    assert digest() == seen[-1]
    (tmp_path / "b.py").unlink()
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    assert digest() not in seen
    monkeypatch.undo()
    edition.edition.cache_clear()
