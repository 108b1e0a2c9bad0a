"""Our own pages out of templates, and the few files that they load."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from coach.errors import UsageError
from coach.report.formats import clean

CSS, JS = "text/css; charset=utf-8", "text/javascript; charset=utf-8"
ASSETS = {
    "report.css": (CSS, "coach.report", "templates/style.css"),
    "message.css": (CSS, "coach.report", "templates/message.css"),
    "draft.css": (CSS, "coach.report", "templates/draft.css"),
    "list.css": (CSS, "coach.report", "templates/index.css"),
    "web.css": (CSS, "coach.web", "static/web.css"),
    "form.js": (JS, "coach.web", "static/form.js"),
    "upload.js": (JS, "coach.web", "static/upload.js"),
    "practise.js": (JS, "coach.web", "static/practise.js"),
    "microphone.js": (JS, "coach.web", "static/microphone.js"),
}
"""By the name they are served under: type, package, place."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A style or script as it is served; `version` changes with its content."""

    kind: str
    content: bytes
    version: str


@cache
def asset(name: str) -> Asset | None:
    """Return a style or script of ours by name."""
    if name not in ASSETS:
        return None
    kind, package, place = ASSETS[name]
    content = files(package).joinpath(place).read_bytes()
    return Asset(kind, content, hashlib.sha256(content).hexdigest()[:12])


def _version(name: str) -> str:
    found = asset(name)
    if found is None:
        raise UsageError(f"There is no file {name}.")
    return found.version


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("coach.web"), PackageLoader("coach.report")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["clean"] = clean
    environment.globals["version"] = _version
    return environment


def render(template: str, **context: Any) -> str:
    """Return a page of ours as HTML."""
    return _environment().get_template(template).render(**context)
