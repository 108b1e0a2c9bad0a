"""Scoring that is killed at any moment loses nothing and doubles nothing; the next run ends it."""

from __future__ import annotations

import json
import os
import random
import sys
import traceback
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs POSIX processes")


def test_eight_kills_lose_and_double_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, weights: None
) -> None:
    import kills

    monkeypatch.setattr(kills.service, "Meaning", kills.StubMeaning)
    kills.trial(tmp_path, 8, 12, random.Random(3), 1.0)  # noqa: S311  # no secret


def test_two_processes_score_one_folder_into_one_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, weights: None
) -> None:
    import kills

    monkeypatch.setattr(kills.service, "Meaning", kills.StubMeaning)
    place = kills.Place(tmp_path / "both")
    place.fill(20)
    children = [scoring(place, tmp_path / f"{number}.json") for number in range(2)]
    ended = [os.waitpid(child, 0)[1] for child in children]
    assert ended == [0, 0], [path.read_text() for path in tmp_path.glob("*.json")]
    assert place.wrong() == []
    assert place.stored == 20
    told = [json.loads((tmp_path / f"{number}.json").read_text()) for number in range(2)]
    assert sorted(told[0]) == sorted(told[1]) == sorted(place.score())


def scoring(place: Any, result: Path) -> int:
    """Score in a process of its own, which writes what it made, or why it could not."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            result.write_text(json.dumps(place.score()))
            status = 0
        except BaseException:
            result.write_text(traceback.format_exc())
        finally:
            os._exit(status)
    return child
