"""Pages: whole, inert, the same every time."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import StrictUndefined, UndefinedError

from coach.report import index_view, message_view, render, render_index, render_message, write_page

from . import example
from .conftest import rendered
from .hostile import HOSTILE, hostile

TAGS = """html head meta link title style script body header main footer section article aside
div span h1 h2 h3 p a b i q cite dl dt dd ul ol li time strong table thead tbody tr th td details
summary audio input button label bdi svg symbol use path circle rect line g text desc defs clippath
pattern mark code"""
OURS = {
    *("style.css", "message.css", "print.css", "index.css", "draft.css", "person.css"),
    *("player.js", "filter.js"),
}
PEOPLE = ["prospect", "prospect-many", "prospect-undated", "rep", "corrected"]
ATTACKED = ["prospect-hostile", "rep-hostile", "corrected-hostile"]


class Page(HTMLParser):
    """A page taken apart as a browser would."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.inside: dict[str, list[str]] = {"script": [], "style": []}
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag in self.inside:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note an end."""
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Note text."""
        (self.inside[self._open[-1]] if self._open else self.text).append(data)

    def values(self, *names: str) -> list[str]:
        """Return the values of attributes."""
        return [value for _, name, value in self.attributes if name in names]


def test_hostile_text_stays_text(pages: dict[str, str]) -> None:
    page = Page(pages["hostile"])
    assert page.tags.count("script") == 1
    assert page.tags.count("style") == 1
    assert set(page.tags) <= set(TAGS.split())
    names = {name for _, name, _ in page.attributes}
    assert not [name for name in names if name.startswith("on")]
    assert not names & {"style", "srcdoc", "formaction", "action"}
    assert "".join(page.inside["script"]) == render._asset("player.js")
    shown = "".join(page.text)
    assert HOSTILE[0] in shown
    assert HOSTILE[1] in shown
    assert HOSTILE[5] in shown


@pytest.mark.parametrize("name", ATTACKED)
def test_hostile_people_and_corrections_stay_text(pages: dict[str, str], name: str) -> None:
    page = Page(pages[name])
    assert page.tags.count("style") == 1
    assert page.tags.count("script") == (name == "corrected-hostile")
    assert set(page.tags) <= set(TAGS.split())
    names = {attribute for _, attribute, _ in page.attributes}
    assert not [attribute for attribute in names if attribute.startswith("on")]
    assert not names & {"style", "srcdoc", "formaction", "action"}
    assert HOSTILE[0] in "".join(page.text)


@pytest.mark.parametrize("name", ["prospect", "rep", "prospect-hostile", "rep-hostile"])
def test_pages_of_people_run_nothing(pages: dict[str, str], name: str) -> None:
    policy = next(v for v in Page(pages[name]).values("content") if "default-src" in v)
    assert "script-src 'none'" in policy


def test_hostile_text_on_the_index_stays_text() -> None:
    made = hostile()
    entry = example.IndexEntry(made.review, made.findings, 1, HOSTILE[0])
    failure = replace(example.failures()[0], message=HOSTILE[1], recording=made.review.recording)
    page = Page(render_index(index_view([entry], [failure], title=HOSTILE[0])))
    assert page.tags.count("script") == 1
    assert set(page.tags) <= set(TAGS.split())
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]


@pytest.mark.parametrize("name", ["rich", "hostile", "index", "long", *PEOPLE, *ATTACKED])
def test_links_lead_nowhere_else(pages: dict[str, str], name: str) -> None:
    page = Page(pages[name])
    found = page.values("href", "src", "xlink:href", "poster", "cite", "data")
    assert found
    assert not [link for link in found if not link.startswith(("./", "../", "#", "data:"))]
    if "hostile" not in name:
        assert not re.search(r"https?:|//[a-z]", re.sub(r"data:audio[^\"]*", "", pages[name]))


@pytest.mark.parametrize("name", ["rich", "hostile", "index", *PEOPLE, *ATTACKED])
def test_no_control_characters(pages: dict[str, str], name: str) -> None:
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", pages[name])
    assert pages[name].encode("utf-8")


@pytest.mark.parametrize("name", ["rich", "index", "prospect", "rep"])
def test_the_policy_allows_our_own_text_and_nothing_else(pages: dict[str, str], name: str) -> None:
    page = Page(pages[name])
    policy = next(value for value in page.values("content") if "default-src" in value)
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for kind in ("script", "style"):
        if kind not in page.tags:
            continue
        digest = b64encode(sha256("".join(page.inside[kind]).encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy


def test_our_own_text_ends_no_element() -> None:
    for name in OURS:
        assert "</" not in render._asset(name)


def test_a_name_the_view_has_not_is_an_error() -> None:
    environment = render._environment()
    assert environment.undefined is StrictUndefined
    assert environment.autoescape is True
    with pytest.raises(UndefinedError):
        environment.get_template("message.html.j2").render(
            view={"title": ""}, style="", script="", policy=""
        )


def test_templates_format_nothing() -> None:
    folder = Path(render.__file__).parent / "templates"
    templates = list(folder.glob("*.j2"))
    assert {"prospect.html.j2", "rep.html.j2", "message.html.j2"} <= {t.name for t in templates}
    for template in templates:
        inside = " ".join(re.findall(r"{[{%].*?[%}]}", template.read_text(encoding="utf-8")))
        assert not re.search(r"[|*/+]|\bsafe\b|\d", inside.replace(".html.j2", "")), template.name


@pytest.mark.parametrize(
    "name", ["rich", "no-number", "differ", "long", "hostile", *PEOPLE, *ATTACKED]
)
def test_ids_are_used_once_and_links_inside_lead_somewhere(
    pages: dict[str, str], name: str
) -> None:
    page = Page(pages[name])
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    inside = [link[1:] for link in page.values("href") if link.startswith("#")]
    assert inside
    assert set(inside) <= set(ids)
    assert {part for value in page.values("aria-labelledby") for part in value.split()} <= set(ids)


def test_the_same_review_is_the_same_page() -> None:
    assert rendered(example.rich()) == rendered(example.rich())
    once = render_index(index_view(example.entries(), example.failures()))
    assert once == render_index(index_view(example.entries(), example.failures()))


def test_every_part_of_every_finding_is_on_the_page(pages: dict[str, str]) -> None:
    made = example.rich()
    shown = " ".join("".join(Page(pages["rich"]).text).split())
    for finding in made.findings:
        assert finding.question in shown
        assert finding.advice in shown
        assert finding.source in shown
        assert all(place.quote in shown for place in finding.evidence)
    assert "This version does not measure it yet." in shown
    assert "nothing was sent anywhere" in shown


def test_the_one_thing_stands_before_everything_else(pages: dict[str, str]) -> None:
    page = pages["rich"]
    order = ["one-title", "listen-title", "number-title", "change-title", "rest-title"]
    places = [page.index(f'id="{title}"') for title in order]
    assert places == sorted(places)


def test_a_page_without_sound_has_no_player() -> None:
    made = example.rich()
    page = Page(render_message(message_view(made.review, made.findings, 1, None, index_href=None)))
    assert "audio" not in page.tags
    assert "input" not in page.tags
    assert "The sound is not kept with this page." in "".join(page.text)
    assert "All messages" not in "".join(page.text)


def test_pages_without_messages_say_so(pages: dict[str, str]) -> None:
    assert "No message has been scored yet" in pages["empty"]
    only_failed = render_index(index_view((), example.failures()))
    assert "This file is empty." in only_failed


def test_pages_are_small(pages: dict[str, str]) -> None:
    made = message_view(*_scored(example.rich()), audio=None)
    assert len(render_message(made).encode()) < 110_000
    assert len(pages["rich"].encode()) < 300_000


def _scored(made: example.Example) -> tuple[object, object, object]:
    return made.review, made.findings, made.score


def test_a_page_is_written_whole(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("old")
    write_page(page, "new\n\ud7ff")
    assert page.read_bytes() == "new\n\ud7ff".encode()
    assert [entry.name for entry in tmp_path.iterdir()] == ["page.html"]


def test_a_page_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_page(page, "half \udc80")
    assert page.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["page.html"]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_page(tmp_path / "gone" / "page.html", "new")
