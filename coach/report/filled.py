"""Our own markup with values put in."""

from __future__ import annotations

from markupsafe import Markup, escape


def filled(template: str, *values: object, **named: object) -> Markup:
    """Return a template of ours with values in its places as `str.format` puts them, text escaped.

    The same as `Markup(template).format(...)`, which takes ten times as long: a page has hundreds.
    """
    safe = {name: _safe(value) for name, value in named.items()}
    return Markup(template.format(*map(_safe, values), **safe))  # noqa: S704 - all is escaped


def _safe(value: object) -> object:
    return value if isinstance(value, int | float) else escape(value)
