"""The team's pages in Chromium: they fit, they play, everyone can use them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from report.conftest import axe as axe
from report.test_browser import AXE, UNFOLD, WIDER
from teams import alike, flac, standard, team

from coach.team import write_team

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
PLAYED = """() => new Promise((done) => {
  const sound = document.querySelector("audio");
  sound.addEventListener("timeupdate", () => sound.currentTime > 0.2 && done(sound.duration));
  sound.play();
})"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("team")
    groups = (alike(0, 1, 7),)
    write_team(team(), standard(), out, sound=flac, clusters=groups, consenting=("Mei Tanaka",))
    return out


def opened(browser: Browser, folder: Path, name: str, **options):
    page = browser.new_context(**options).new_page()
    page.on("console", lambda message: pytest.fail(message.text))
    page.goto((folder / f"{name}.html").as_uri())
    return page


@pytest.mark.parametrize("name", ["team", "best-practice"])
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_everyone_can_use_it(
    browser: Browser, folder: Path, axe: str, name: str, scheme: str, width: int
) -> None:
    page = opened(
        browser, folder, name, color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    page.evaluate(UNFOLD)
    assert page.evaluate(WIDER) <= 0
    page.evaluate(axe)
    passed, violations = page.evaluate(AXE)
    assert violations == []
    assert passed > 20
    page.context.close()


def test_a_clip_plays(browser: Browser, folder: Path) -> None:
    page = opened(browser, folder, "team")
    assert 1 < page.evaluate(PLAYED) <= 12.1
    page.context.close()
