"""A report as it lies in `reports/`, served in a sandbox, with links to our pages in it."""

from __future__ import annotations

import re
from html import unescape

from markupsafe import escape
from starlette.responses import HTMLResponse, Response

OWN_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
BODY = re.compile(r"<body[^>]*>")
WAY_BACK = re.compile(r'(<a class="back"[^>]*>[^<]*</a>)(\s*<span class="brand">[^<]*</span>)?')
GUESSED = re.compile(r'(<details class="guessed">.*?</summary>).*?(</details>)', re.DOTALL)
"""Where a report says which command puts a guess right: a page of ours does here."""
NOTED = ", in the roster or with <code>coach outcome</code>"
"""The same on the team's page, of what came of messages."""
SANDBOX = "sandbox allow-scripts allow-popups allow-modals; frame-ancestors 'none'"
"""Takes the page's origin away: whatever is in it reads neither cookies nor our pages."""


def report_answer(text: str, base: str, message: int | None = None) -> Response:
    """Return a report under its own policy, which allows its one script and style by digest.

    `message` is its message's number, where it is of one.
    """
    found = OWN_POLICY.search(text)
    own = unescape(found[1]) if found else "default-src 'none'"
    headers = {"Content-Security-Policy": f"{own}; {SANDBOX}"}
    return HTMLResponse(_linked(text, str(escape(base)), message), headers=headers)


def _linked(text: str, base: str, message: int | None) -> str:
    """A report with links to our pages, where it has a way back, else at its top."""
    links = []
    if message is not None:
        right = f'<a href="{base}/messages/{message}">Put something right</a>'
        links = [right, f'<a href="{base}/practise?again={message}">Say it again</a>']
        told = f'<p><a href="{base}/messages/{message}">Say what is right</a></p>'
        text = GUESSED.sub(rf"\1{told}\2", text)
    text = text.replace(NOTED, " on its own page")
    if WAY_BACK.search(text):
        return WAY_BACK.sub(lambda back: back[1] + ("".join(links) or back[2] or ""), text, count=1)
    ways = "".join((f'<a class="back" href="{base}/">All messages</a>', *links))
    way_back = f'<nav class="slip" aria-label="Coach"><div class="top">{ways}</div></nav>'
    return BODY.sub(lambda match: match[0] + way_back, text, count=1)
