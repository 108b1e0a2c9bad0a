"""`coach export`: what it asks the service for, and what it says when there is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from teams import standard, team

from coach.errors import UsageError
from coach.exporting import export

if TYPE_CHECKING:
    from pathlib import Path


def let_go(kept: object) -> None:
    """Return no hearing: it was let go."""


class Source:
    """A service that keeps the invented team."""

    playbook = standard()

    def __init__(self) -> None:
        self.asked: dict[str, object] = {}

    def kept(self, **asked: object):
        """Return three messages, none of nobody."""
        self.asked = asked
        return team()[:3] if asked["rep"] != "nobody" else ()


def test_formats_are_read_and_the_question_passed_on(tmp_path: Path) -> None:
    source = Source()
    paths = export(source, let_go, tmp_path, " CSV, jsonl,csv", rep="Mei Tanaka")
    assert {path.suffix for path in paths} == {".csv", ".jsonl"}
    assert len(paths) == 2 * len({path.stem for path in paths})
    assert source.asked == {"rep": "Mei Tanaka", "prospect": None, "since": None}


def test_no_message_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such messages"):
        export(Source(), let_go, tmp_path, rep="nobody")


def test_no_format_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="at least one format"):
        export(Source(), let_go, tmp_path, " , ")
