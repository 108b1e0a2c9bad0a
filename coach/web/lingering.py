"""Refusals that reach who is still sending: their line is read on for a moment, then closed.

A line closed upon unread bytes is reset, and most senders then never see the sentence.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

LINGER_S = 10.0
"""How long a body that nobody wants is still taken after the answer (ours)."""


def lingering(scope: Scope, receive: Receive, send: Send) -> tuple[Receive, Send]:
    """Return the ways to receive and send of a request, the end of its answer held back.

    The end comes when the request's body has ended or `LINGER_S` is over.
    """
    headers = Headers(scope=scope)
    has_body = "transfer-encoding" in headers or headers.get("content-length", "0") != "0"
    rest = _Rest(ended=not has_body)

    async def received() -> Message:
        message = await receive()
        rest.ended = rest.ended or not message.get("more_body", False)
        return message

    async def sent(message: Message) -> None:
        is_end = message["type"] == "http.response.body" and not message.get("more_body", False)
        if is_end and not rest.ended:
            await send({**message, "more_body": True})
            await rest.let_pass(received)
            message = {"type": "http.response.body", "body": b""}
        await send(message)

    return received, sent


class _Rest:
    """What of a request's body was not read yet."""

    def __init__(self, *, ended: bool) -> None:
        self.ended = ended

    async def let_pass(self, receive: Receive) -> None:
        """Read the rest and let it go."""
        try:
            async with asyncio.timeout(LINGER_S):
                while not self.ended:
                    await receive()
        except TimeoutError:
            pass
