"""What all tests share: a quick, repeatable Hypothesis, and the shipped playbook.

Speech comes from `spoken`, sound from `sounds`: plain functions, so that property tests and
fixtures of other files can use them too.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from fakes import FakeExecutor, FakeMeaning
from hypothesis import settings as hypothesis_settings

from coach import service
from coach.playbook import load_playbook
from coach.recordings import recording
from coach.service import Coach
from coach.settings import Settings
from coach.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
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

hypothesis_settings.register_profile(
    "quick", max_examples=25, deadline=None, derandomize=True, database=None
)
hypothesis_settings.load_profile("quick")


@pytest.fixture(scope="session")
def standard() -> Playbook:
    return load_playbook("standard")


@pytest.fixture
def weights(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No model is looked for."""
    fake = Weights("fake", tmp_path, "0" * 64, multilingual=True, source="a test")
    monkeypatch.setattr(service, "find", lambda name, cache: fake)
    monkeypatch.setattr(service, "Meaning", FakeMeaning)


@pytest.fixture
def coach_with(weights: None, tmp_path: Path) -> Callable[..., tuple[Coach, FakeExecutor]]:
    def make(**settings: Any) -> tuple[Coach, FakeExecutor]:
        executor = FakeExecutor()
        given = {"out": tmp_path / "out", "home": tmp_path / "home", "timezone": "UTC", **settings}
        return Coach(Settings(**given), executor), executor

    return make


@pytest.fixture
def calls(tmp_path: Path) -> Callable[..., list[Any]]:
    def write(**texts: str) -> list[Any]:
        folder = tmp_path / "calls"
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            (folder / f"{name}.wav").write_text(text)
        return [recording(str(folder / f"{name}.wav")) for name in texts]

    return write


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
