"""Whole journeys in Chromium: upload to report, putting right, search, practice; axe."""

from __future__ import annotations

import re
import shutil
import struct
import wave
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from math import sin
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from fakes import PITCH, FakeExecutor, heard
from playwright.sync_api import expect

from coach.pipeline import Heard
from coach.service import Coach
from coach.settings import Settings
from coach.web.address import address
from coach.web.app import application
from coach.web.limits import Limits
from coach.web.site import Site, site

from .conftest import ENTRANCE, listening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-background-networking"]
AXE = Path(__file__).parent.parent / "report" / "vendor" / "axe-core" / "axe.min.js"
RUN_AXE = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  const told = (rule) => `${rule.id}: ${rule.nodes.map((node) => node.html).join(" ; ")}`;
  return [found.passes.length, found.violations.map(told)];
}"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Recogniser(FakeExecutor):
    """Hears the words that stand in a file, and one message in every real WAV."""

    def _answer(self, task: Any) -> Any:
        content = Path(task.location).read_bytes()
        if not content.startswith(b"RIFF"):
            return super()._answer(task)
        speech = heard(content=PITCH.encode())
        speech = replace(speech, sha256=sha256(content).hexdigest())
        return Heard(task.key, speech, content)


@pytest.fixture
def served(weights: None, tmp_path: Path) -> Iterator[Site]:
    """A server on a free port, with its workers."""
    settings = Settings(out=tmp_path / "out", home=tmp_path / "home", timezone="UTC", rep="Dana")
    coach = Coach(settings, Recogniser())
    coach.history.prepare()
    sites = list[Site]()

    def app(port: int) -> Any:
        sites.append(site(coach, address("127.0.0.1", port, None), Limits(), ENTRANCE))
        return application(sites[0])

    with listening(app):
        yield sites[0]


@pytest.fixture
def opened(browser: Browser, served: Site) -> Iterator[Callable[..., Page]]:
    """A way to come in; complaints, and requests to elsewhere, fail the test."""
    complaints: list[str] = []
    contexts = []

    def come_in(within: Browser = browser, **options: Any) -> Page:
        context = within.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        watch(page, complaints, served.address.opened)
        page.goto(f"{served.address.opened}/enter?key={ENTRANCE}")
        return page

    yield come_in
    for context in contexts:
        context.close()
    assert complaints == []


def watch(page: Page, complaints: list[str], own: str) -> None:
    """Note what a page complains of, and what it asks of anybody else."""
    page.on(
        "console",
        lambda message: (
            message.text.startswith("Clear-Site-Data") or complaints.append(message.text)
        ),
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda request: (
            request.url.startswith((own, "data:", "blob:")) or complaints.append(request.url)
        ),
    )


def files(tmp_path: Path, count: int) -> list[str]:
    """Recordings whose words stand in them, and one that is none."""
    broken = tmp_path / "broken.wav"
    broken.write_text("NOT_AUDIO")
    paths = [str(broken)]
    for place in range(count):
        path = tmp_path / f"Acme {chr(65 + place)}.wav"
        path.write_text(f"{PITCH} number {place}")
        paths.append(str(path))
    return paths


def check(page: Page) -> None:
    """Axe finds nothing, and nothing is wider than the window."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    passes, violations = page.evaluate(RUN_AXE)
    assert passes > 5
    assert violations == [], page.url
    assert page.evaluate(WIDER) == 0, page.url


def test_from_twenty_files_to_the_report(
    opened: Callable[..., Page], served: Site, tmp_path: Path
) -> None:
    page = opened()
    chosen = files(tmp_path, 20)
    page.set_input_files("input[type=file]", chosen)
    expect(page.locator(".queue li.done")).to_have_count(20, timeout=60_000)
    expect(page.locator(".queue li.failed")).to_have_count(1)
    assert len(served.coach.kept()) == 20
    page.reload()
    expect(page.locator(".queue li.done")).to_have_count(20)
    page.set_input_files("input[type=file]", chosen[:3])  # sent twice, they are one
    expect(page.locator(".queue li")).to_have_count(21)
    row = page.locator(".queue li", has_text="Acme C.wav")
    row.get_by_label("For").fill("Sam Lee")
    row.get_by_label("For").press("Tab")
    expect(row.locator(".guess")).to_have_text("saved")
    expect(page.locator("table.messages")).to_contain_text("Sam Lee")
    row.get_by_role("link").click()
    expect(page.get_by_role("heading", name="The message")).to_be_visible()
    page.get_by_role("link", name="Put something right").click()
    wrong = page.locator("form", has_text="A verdict")
    wrong.locator("[name=row]").select_option("length")
    wrong.locator("[name=verdict]").select_option("watch")
    wrong.locator("[name=note]").fill("The end was cut off.")
    wrong.get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    page.get_by_role("link", name="Read the report").click()
    expect(page.locator("body")).to_contain_text("you")
    page.goto(f"{served.address.opened}/search?words=gate")
    assert page.locator("mark").count() >= 20


LOOKS = [
    {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
]


@pytest.mark.parametrize("look", LOOKS, ids=["desktop", "phone"])
def test_every_page_passes_axe(
    opened: Callable[..., Page], served: Site, tmp_path: Path, look: dict[str, Any]
) -> None:
    page = opened(bypass_csp=True, **look)
    page.set_input_files("input[type=file]", files(tmp_path, 3))
    expect(page.locator(".queue li.done")).to_have_count(3, timeout=60_000)
    check(page)
    id = served.coach.kept()[0].id
    for path in (
        *(f"/messages/{id}", f"/messages/{id}/report", "/search?words=gate", "/search?words=none"),
        *("/practise", f"/practise?again={id}", "/account", "/?prospect=nobody", "/team"),
    ):
        page.goto(served.address.opened + path)
        check(page)
    page.goto(f"{served.address.opened}/draft")
    page.locator("textarea").fill(PITCH)
    page.get_by_role("button", name="Check, and add").click()
    page.locator("textarea").nth(1).fill(PITCH + " and more")
    page.locator("textarea").nth(1).press("Control+Enter")
    expect(page.get_by_role("heading", name="Draft 2")).to_be_visible()
    check(page)


@pytest.mark.parametrize("look", LOOKS, ids=["desktop", "phone"])
def test_a_team_comes_in(opened: Callable[..., Page], served: Site, look: dict[str, Any]) -> None:
    accounts, start = served.accounts, served.address.opened
    page = opened(bypass_csp=True, **look)
    page.goto(f"{start}/join?link={accounts.invite('admin', 'admin', None)}")
    check(page)
    for label in ("Password", "The same again"):
        page.get_by_label(label).fill("a long sentence")
    page.get_by_role("button", name="Come in").click()
    expect(page.get_by_role("heading", name="All messages")).to_be_visible()
    check(page)
    page.get_by_role("link", name="People").click()
    page.get_by_label("Name to log in with").fill("dana")
    page.get_by_label("Rep's name").fill("Dana")
    page.get_by_role("button", name="Make a link").click()
    expect(page.get_by_role("status")).to_contain_text("/join?link=")
    check(page)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.get_by_role("button", name="Shut out dana").click()
    assert "Shut out dana?" in asked[0]
    assert all(account.active for account in accounts.all())
    page.get_by_role("link", name="admin").click()
    page.get_by_role("button", name="Log out").filter(visible=True).click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    check(page)


def test_with_the_keyboard_alone(opened: Callable[..., Page], tmp_path: Path) -> None:
    page = opened()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "jump"
    for _ in range(6):
        page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.type") == "file"


def spoken(path: Path) -> None:
    """Write two seconds of a tone as WAV."""
    with BytesIO() as buffer:
        with wave.open(buffer, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(48_000)
            tone = (int(9_000 * sin(0.06 * at)) for at in range(96_000))
            sound.writeframes(b"".join(struct.pack("<h", one) for one in tone))
        path.write_bytes(buffer.getvalue())


def test_practice_with_a_microphone(
    opened: Callable[..., Page], browser: Browser, tmp_path: Path
) -> None:
    spoken(tmp_path / "said.wav")
    arguments = [
        *ARGUMENTS,
        "--disable-audio-output",  # else sound may wait for a loudspeaker
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-audio-capture={tmp_path / 'said.wav'}",
    ]
    found = next(filter(None, map(shutil.which, CHROMIUM)))
    hearing = browser.browser_type.launch(executable_path=found, args=arguments)
    page = opened(hearing, permissions=["microphone"])
    page.get_by_role("link", name="Practise").click()
    for take in ("Your first take", "The score is the same"):
        page.get_by_role("button", name="Record").click()
        expect(page.locator(".clock")).to_have_text(re.compile(r"0:0[2-9]"), timeout=30_000)
        page.get_by_role("button", name="Stop").click()
        expect(page.locator("#compared-title")).to_contain_text(take, timeout=60_000)
    assert page.locator("article.take audio").count() == 2
    hearing.close()
