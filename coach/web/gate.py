"""What every request passes first: known host, base path, and headers that bind the browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

from coach.web.lingering import lingering

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from coach.web.address import Address

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "media-src 'self' blob:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Nothing inline runs, nothing is fetched from elsewhere, nobody frames these pages."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
    "Cache-Control": "no-store",
}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets requests for known hosts through, and sets headers where a page set none."""

    app: ASGIApp
    address: Address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as ASGI asks."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        receive, send = lingering(scope, receive, send)
        if refusal := self._refusal(scope["method"], headers):
            await PlainTextResponse(refusal[1], refusal[0])(scope, receive, self._guarded(send))
            return
        await self.app(self._below_base(scope), receive, self._guarded(send))

    def _refusal(self, method: str, headers: Headers) -> tuple[int, str] | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self.address.hosts:
            return 421, "This server does not go by that name; use the address it was opened with."
        if method in SAFE:
            return None
        origin = headers.get("origin")
        if origin is not None and origin.lower().partition("://")[2] not in self.address.hosts:
            return 403, "This was sent from another site and is not accepted."
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return 403, "This was sent from another site and is not accepted."
        return None

    def _below_base(self, scope: Scope) -> Scope:
        """Paths without the base, whether a proxy took it off or not."""
        base, path = self.address.base, scope["path"]
        if base and (path == base or path.startswith(base + "/")):
            path = path[len(base) :] or "/"
            return {**scope, "path": path, "raw_path": path.encode()}
        return scope

    def _guarded(self, send: Send) -> Send:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if self.address.https:
                    headers.setdefault("Strict-Transport-Security", "max-age=31536000")
            await send(message)

        return guarded
