"""The pages in Chromium: they play, they fit, they can be used by everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

# A page's policy forbids eval, so states are awaited through promises and locators.
AT_LEAST = """(wanted) => new Promise((done) => {
  const audio = document.querySelector("audio");
  const look = () => audio.currentTime >= wanted && done(audio.currentTime);
  audio.addEventListener("timeupdate", look);
  look();
})"""
LIT = """() => new Promise((done) => {
  const words = document.querySelector(".transcript");
  const look = () => {
    const lit = words.querySelector(".on");
    const now = document.querySelector("audio").currentTime;
    if (lit) done([lit.dataset.start, lit.dataset.end, now]);
  };
  new MutationObserver(look).observe(words, { attributes: true, subtree: true });
  look();
})"""
AXE = """async () => {
  const found = await axe.run(document, { preload: false, resultTypes: ["violations"] });
  const told = (rule) => `${rule.id}: ${rule.nodes.map((node) => node.html).join(" ; ")}`;
  return [found.passes.length, found.violations.map(told)];
}"""
UNFOLD = "() => document.querySelectorAll('details').forEach((part) => (part.open = true))"
SLIP_IN = """() => {
  const script = document.createElement("script");
  script.textContent = "window.slipped = 1";
  document.body.append(script);
  document.body.insertAdjacentHTML("beforeend", "<img src='data:,' onerror='window.slipped = 2'>");
  return fetch("data:text/plain,x").then(() => "fetched", () => window.slipped ?? "nothing");
}"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def opened(browser: Browser, folder: Path) -> Iterator[Callable[..., Page]]:
    """Return a way to open a page; complaints and requests to elsewhere fail the test."""
    contexts, complaints = [], []

    def open_page(name: str, at: str = "", **options: object) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        address = (folder / f"{name}.html").as_uri()
        page.on(
            "request",
            lambda request: (
                request.url.startswith((address, "data:")) or complaints.append(request.url)
            ),
        )
        page.goto(address + at)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def test_a_word_is_heard_and_lit(opened: Callable[..., Page]) -> None:
    page = opened("rich")
    word = page.locator(".transcript .w").nth(20)
    start_s = float(word.get_attribute("data-start"))
    word.click()
    assert page.evaluate(AT_LEAST, start_s) < start_s + 3
    first_s, last_s, now_s = page.evaluate(LIT)
    assert float(first_s) - 0.1 <= now_s <= float(last_s) + 0.1
    assert float(first_s) >= start_s
    expect(page.locator(".toggle")).to_have_attribute("aria-label", "Pause")
    page.locator(".toggle").click()
    assert page.evaluate("() => document.querySelector('audio').paused")


def test_evidence_plays_and_stops_at_its_end(opened: Callable[..., Page]) -> None:
    page = opened("rich")
    page.locator(".speed").click(click_count=2)
    expect(page.locator(".speed")).to_have_text("1.25\N{MULTIPLICATION SIGN}")
    beep = page.get_by_role("button", name="Play the beep at 0:10.0")
    beep.click()
    page.wait_for_function(
        "() => { const sound = document.querySelector('audio');"
        " return sound.paused && sound.currentTime > 10.3; }"
    )
    expect(page.locator(".toggle")).to_have_attribute("aria-label", "Play")
    assert page.evaluate("() => document.querySelector('audio').currentTime") < 10.9


def test_the_waveform_and_skip_seek(opened: Callable[..., Page]) -> None:
    page = opened("rich")
    now = "() => document.querySelector('audio').currentTime"
    wave = page.locator("svg.wave")
    box = wave.bounding_box()
    wave.click(position={"x": box["width"] / 2, "y": 70})
    duration_s = float(wave.get_attribute("data-duration"))
    assert page.evaluate(AT_LEAST, duration_s / 2 - 0.2) < duration_s / 2 + 3
    page.get_by_role("button", name="Skip to message").click()
    assert 10.8 < page.evaluate(now) < 14


def test_words_are_one_stop_of_the_tabulator(opened: Callable[..., Page]) -> None:
    page = opened("rich")
    words = page.locator(".transcript")
    assert page.locator(".transcript [tabindex], .transcript button").count() == 0
    words.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
    chosen = page.locator(".transcript .at-key")
    expect(chosen).to_have_count(1)
    assert chosen.text_content() == page.locator(".transcript .w").nth(1).text_content()
    page.keyboard.press("Enter")
    start_s = float(chosen.get_attribute("data-start"))
    assert page.evaluate(AT_LEAST, start_s) < start_s + 3


def test_the_policy_runs_and_fetches_nothing_that_slips_in(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto((folder / "rich.html").as_uri())
    assert page.evaluate(SLIP_IN) == "nothing"
    assert len(refused) >= 2
    page.close()


@pytest.mark.parametrize(
    "name",
    [
        *("rich", "differ", "long", "hostile", "index", "corrected", "corrected-hostile"),
        *("prospect", "prospect-many", "prospect-hostile", "rep", "rep-hostile"),
    ],
)
def test_no_page_is_wider_than_a_telephone(opened: Callable[..., Page], name: str) -> None:
    page = opened(name, viewport={"width": 360, "height": 740})
    assert page.evaluate(WIDER) <= 0


def test_the_page_reads_without_script(opened: Callable[..., Page]) -> None:
    page = opened("rich", java_script_enabled=False)
    expect(page.locator("audio")).to_be_visible()
    expect(page.locator(".player")).to_be_hidden()
    expect(page.locator(".js-only")).to_be_hidden()
    expect(page.locator(".transcript")).to_contain_text("this is Dana Whitfield with Northwind")
    expect(page.locator(".one .at")).to_be_visible()
    assert page.locator("main button").count() == 0


def test_paper_has_no_player_and_nothing_folded(opened: Callable[..., Page]) -> None:
    page = opened("rich")
    page.emulate_media(media="print")
    expect(page.locator(".player")).to_be_hidden()
    expect(page.get_by_text("Is there a concrete benefit?")).to_be_visible()
    heights = page.evaluate(
        "() => ['.one', '.numbers', '.change', '.rest', '.listen']"
        ".map((name) => document.querySelector(name).getBoundingClientRect().top)"
    )
    assert heights == sorted(heights)


def test_a_link_to_a_place_seeks_it(opened: Callable[..., Page]) -> None:
    page = opened("rich", at="#t=12.300")
    page.wait_for_function("() => document.querySelector('audio').currentTime > 12.2")
    assert page.evaluate("() => document.querySelector('audio').paused")
    expect(page.locator(".player .now")).to_have_text("0:12.3")


@pytest.mark.parametrize("name", ["prospect", "rep"])
def test_paper_unfolds_the_pages_of_people(opened: Callable[..., Page], name: str) -> None:
    page = opened(name)
    page.emulate_media(media="print")
    expect(page.locator("details li, details tr, details article").last).to_be_visible()
    assert page.get_by_text("Listen", exact=True).filter(visible=True).count() == 0


def test_the_index_can_be_searched(opened: Callable[..., Page]) -> None:
    page = opened("index")
    rows = page.locator("tbody tr")
    page.get_by_role("searchbox", name="Find").fill("whitfield acme")
    expect(rows.filter(visible=True)).to_have_count(2)
    page.get_by_role("searchbox", name="Find").fill("nobody")
    expect(page.get_by_role("status")).to_have_text("No message holds these words.")


@pytest.mark.parametrize(
    ("name", "scheme", "width"),
    [
        ("rich", "light", 1280),
        ("rich", "dark", 360),
        ("differ", "dark", 1280),
        ("index", "light", 360),
        ("index", "dark", 1280),
        ("corrected", "light", 360),
        ("corrected", "dark", 1280),
        ("prospect", "light", 1280),
        ("prospect", "dark", 360),
        ("prospect-many", "light", 360),
        ("prospect-undated", "light", 1280),
        ("rep", "light", 360),
        ("rep", "dark", 1280),
    ],
)
def test_everyone_can_use_it(
    opened: Callable[..., Page], axe: str, name: str, scheme: str, width: int
) -> None:
    page = opened(name, color_scheme=scheme, viewport={"width": width, "height": 900})
    page.evaluate(UNFOLD)
    page.evaluate(axe)
    passed, violations = page.evaluate(AXE)
    assert violations == []
    assert passed > 30
