"""A report as it lies in `reports/`, served in a sandbox, with a way back to our pages."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from markupsafe import escape
from starlette.responses import HTMLResponse, Response

if TYPE_CHECKING:
    from collections.abc import Sequence

OWN_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
BODY = re.compile(r"<body[^>]*>")
SANDBOX = "sandbox allow-scripts allow-popups allow-modals; frame-ancestors 'none'"
"""Takes the page's origin away: whatever is in it reads neither cookies nor our pages."""


def report_answer(text: str, base: str, links: Sequence[tuple[str, str]] = ()) -> Response:
    """Return a report under its own policy, which allows its one script and style by digest."""
    found = OWN_POLICY.search(text)
    own = unescape(found[1]) if found else "default-src 'none'"
    headers = {"Content-Security-Policy": f"{own}; {SANDBOX}"}
    return HTMLResponse(_with_way_back(text, base, links), headers=headers)


def _with_way_back(text: str, base: str, links: Sequence[tuple[str, str]]) -> str:
    """A report with links to our pages at its top; its own style fits them."""
    has_own = 'class="back"' in text
    ways = [] if has_own else [f'<a class="back" href="{escape(base)}/">All messages</a>']
    ways += [f'<a href="{escape(base)}{escape(to)}">{escape(what)}</a>' for to, what in links]
    if not ways:
        return text
    inner = f'<div class="top">{"".join(ways)}</div>'
    way_back = f'<nav class="slip" aria-label="Coach">{inner}</nav>'
    return BODY.sub(lambda match: match[0] + way_back, text, count=1)
