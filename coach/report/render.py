"""Views to pages: self-contained HTML, written whole or not at all."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING
from uuid import uuid4

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

if TYPE_CHECKING:
    from pathlib import Path

    from coach.report.draft_view import DraftView
    from coach.report.index_view import IndexView
    from coach.report.prospect_view import ProspectView
    from coach.report.rep_view import RepView
    from coach.report.view import ReportView

    View = ReportView | IndexView | DraftView | ProspectView | RepView

NO_SCRIPT = "'none'"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("coach.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _asset(*names: str) -> Markup:
    """Return our own style or script, joined, as it stands in the page."""
    folder = files("coach.report") / "templates"
    text = "\n".join((folder / name).read_text(encoding="utf-8") for name in names)
    return Markup(text)  # noqa: S704 - our own files, never data


def _source(text: str) -> str:
    """Return the policy's source expression that allows exactly this text."""
    digest = sha256(text.encode("utf-8")).digest()
    return f"'sha256-{b64encode(digest).decode('ascii')}'"


def _policy(style: str, script: str) -> str:
    """Return a Content-Security-Policy under which nothing else runs and nothing is fetched."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {_source(style)}",
            f"script-src {_source(script) if script else NO_SCRIPT}",
            "media-src data:",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _render(template: str, view: View, style: Markup, script: Markup) -> str:
    return (
        _environment()
        .get_template(template)
        .render(view=view, style=style, script=script, policy=_policy(style, script))
    )


def render_message(view: ReportView) -> str:
    """Return the page of one message."""
    style = _asset("style.css", "message.css", "print.css")
    return _render("message.html.j2", view, style, _asset("player.js"))


def render_draft(view: DraftView) -> str:
    """Return the page of one draft; it has no script."""
    style = _asset("style.css", "message.css", "print.css", "draft.css")
    return _render("draft.html.j2", view, style, Markup(""))


def render_prospect(view: ProspectView) -> str:
    """Return the page of one prospect; it has no script."""
    style = _asset("style.css", "message.css", "person.css")
    return _render("prospect.html.j2", view, style, Markup(""))


def render_rep(view: RepView) -> str:
    """Return the page of one rep; it has no script."""
    style = _asset("style.css", "message.css", "person.css")
    return _render("rep.html.j2", view, style, Markup(""))


def render_index(view: IndexView) -> str:
    """Return the page that lists all messages."""
    style = _asset("style.css", "index.css")
    return _render("index.html.j2", view, style, _asset("filter.js"))


def write_page(path: Path, text: str) -> None:
    """Write a page aside, then rename it, so that nobody ever opens half of it.

    Raises
    ------
    OSError
        Where the folder cannot be written; a page that stood there is left as it was.
    """
    aside = path.with_name(f".{uuid4().hex}.tmp")
    try:
        aside.write_text(text, encoding="utf-8", newline="\n")
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
