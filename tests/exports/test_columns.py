"""The columns as documented are those that are written."""

from __future__ import annotations

from pathlib import Path

from teams import standard, team

from coach.exports.columns import described, tables

PAGE = Path(__file__).parents[2] / "docs" / "exports.md"


def test_the_page_is_fresh() -> None:
    text = PAGE.read_text(encoding="utf-8")
    written = text.split("<!-- columns -->\n")[1].split("\n<!-- /columns -->")[0]
    assert written == described(), "put coach.exports.columns.described() into docs/exports.md"


def test_names_are_single_and_everything_is_told() -> None:
    for table in tables(team()[:2], standard(), lambda kept: ()):
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)
        assert all(column.told for column in table.columns)
        assert table.told.endswith(".")
