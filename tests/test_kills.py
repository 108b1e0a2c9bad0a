"""Scoring that is killed at any moment loses nothing and doubles nothing; the next run ends it."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs POSIX processes")
def test_eight_kills_lose_and_double_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, weights: None
) -> None:
    import kills

    monkeypatch.setattr(kills.service, "Meaning", kills.StubMeaning)
    kills.trial(tmp_path, 8, 12, random.Random(3), 1.0)  # noqa: S311  # no secret
