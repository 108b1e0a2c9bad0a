"""What all tests share: a quick, repeatable Hypothesis, and the shipped playbook.

Speech comes from `spoken`, sound from `sounds`: plain functions, so that property tests and
fixtures of other files can use them too.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from fakes import FakeMeaning
from hypothesis import settings

from coach import service
from coach.playbook import load_playbook
from coach.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from coach.playbook import Playbook

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--mute-audio",
    "--autoplay-policy=no-user-gesture-required",
]

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
    monkeypatch.setattr(service, "Meaning", FakeMeaning)


def _missing(reason: str) -> None:
    if os.environ.get("COACH_REQUIRE_BROWSER"):
        pytest.fail(f"COACH_REQUIRE_BROWSER is set, but {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return headless Chromium as the system has it."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        _missing(f"none of {', '.join(CHROMIUM)} is installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield running
        running.close()
