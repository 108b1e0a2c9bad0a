"""What all tests share: a quick, repeatable Hypothesis, and the shipped playbook.

Speech comes from `spoken`, sound from `sounds`: plain functions, so that property tests and
fixtures of other files can use them too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from coach import service
from coach.playbook import load_playbook
from coach.weights import Weights

if TYPE_CHECKING:
    from pathlib import Path

    from coach.playbook import Playbook

settings.register_profile("quick", max_examples=25, deadline=None, derandomize=True, database=None)
settings.load_profile("quick")


@pytest.fixture(scope="session")
def standard() -> Playbook:
    return load_playbook("standard")


@pytest.fixture
def weights(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No model is looked for."""
    fake = Weights("fake", tmp_path, "0" * 64, multilingual=True, source="a test")
    monkeypatch.setattr(service, "find", lambda name, cache: fake)
