"""How an event is handed on: to a web address, signed, or to a command of one's own."""

from __future__ import annotations

import hashlib
import hmac
import shlex
import subprocess
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from coach.errors import UsageError
from coach.exports.spool import Answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from coach.exports.spool import Event

ANSWER_S, COMMAND_S = 10.0, 60.0
"""Longest wait for a receiver, and for a command (ours)."""

SHORTEST_SECRET = 16
HERE = frozenset(("localhost", "127.0.0.1", "::1"))
_TRY_AGAIN = frozenset(
    (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS)
)


class _NoRedirect(HTTPRedirectHandler):
    """An event is for one address: it follows nobody elsewhere."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Follow nowhere."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """A web address that events are posted to, signed with a secret both sides know.

    Each request carries `X-Coach-Event` (the same in every try), `X-Coach-Timestamp` (seconds
    since 1970) and `X-Coach-Signature`: "sha256=" and the HMAC-SHA256 in hexadecimal of the
    timestamp, a full stop and the body. Any 2xx takes the event; 4xx refuses it for good, but
    408, 425 and 429, like everything else, mean that it is tried again.
    """

    url: str
    secret: bytes

    def __call__(self, event: Event) -> Answer:
        """Post one event."""
        stamp = str(int(time.time()))
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "coach",
            "X-Coach-Event": event.name,
            "X-Coach-Timestamp": stamp,
            "X-Coach-Signature": signature(self.secret, stamp, event.body),
        }
        request = Request(self.url, event.body, headers, method="POST")  # noqa: S310 - checked in webhook()
        try:
            with build_opener(_NoRedirect).open(request, timeout=ANSWER_S):
                return Answer.TAKEN
        except HTTPError as error:
            with error:
                refused = 400 <= error.code < 500 and error.code not in _TRY_AGAIN
                return Answer.REFUSED if refused else Answer.LATER
        except Exception:  # whatever the network does, the event waits
            return Answer.LATER


def webhook(url: str, secret: str) -> Webhook:
    """Check an address and a secret.

    Raises
    ------
    UsageError
        For an address that is not https (http is for this computer only), or a short secret.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    safe = parts.scheme == "https" or (parts.scheme == "http" and host in HERE)
    if not host or not safe or parts.username or parts.password:
        raise UsageError(
            "The webhook must be an https address without a user in it: what is told holds names."
        )
    if len(secret) < SHORTEST_SECRET:
        raise UsageError(f"The webhook's secret must have at least {SHORTEST_SECRET} characters.")
    return Webhook(url, secret.encode())


def signature(secret: bytes, stamp: str, body: bytes) -> str:
    """Sign a body: who knows the secret can tell that nobody changed it, or sent it later."""
    digest = hmac.new(secret, stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    return f"sha256={digest}"


def command(line: str) -> Callable[[Event], Answer]:
    """Give a delivery that runs a command of the user's, without a shell, the event as its input.

    Exit status 0 takes the event, 65 (EX_DATAERR) refuses it; anything else is tried again.

    Raises
    ------
    UsageError
        Where the command cannot be read.
    """
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise UsageError(f"The hook's command cannot be read: {error}.") from error
    if not words:
        raise UsageError("The hook's command is empty.")

    def deliver(event: Event) -> Answer:
        try:
            done = subprocess.run(  # noqa: S603 - the user's own command; nothing of a recording is in it
                words,
                input=event.body,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=COMMAND_S,
                check=False,
            )
        except (OSError, subprocess.SubprocessError):
            return Answer.LATER
        refused = done.returncode == DATA_ERROR
        return Answer.TAKEN if done.returncode == 0 else Answer.REFUSED if refused else Answer.LATER

    return deliver


DATA_ERROR = 65
"""The exit status by which a command says that an event is no good (sysexits.h: EX_DATAERR)."""
