"""Where the server is reached: its host names, its scheme, and the path in front of its own."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from coach.errors import UsageError


@dataclass(frozen=True, slots=True)
class Address:
    """What the server listens on, and by which address browsers come to it.

    `hosts` are the only Host headers that are answered: a page of somebody else's whose name was
    made to lead here (DNS rebinding) is not. `base` is "" or "/path" before all paths.
    """

    host: str
    port: int
    hosts: frozenset[str]
    base: str = ""
    https: bool = False
    behind_proxy: bool = False
    public: str | None = None

    @property
    def is_local(self) -> bool:
        """Whether only this computer reaches the port."""
        return is_loopback(self.host)

    @property
    def opened(self) -> str:
        """The address that browsers open, without a slash at its end."""
        if self.public:
            return self.public
        shown = "127.0.0.1" if self.host in ("0.0.0.0", "::", "localhost") else self.host  # noqa: S104  # compared, not bound
        bracketed = f"[{shown}]" if ":" in shown else shown
        return f"http://{bracketed}:{self.port}{self.base}"


def address(host: str, port: int, public: str | None) -> Address:
    """Return the address to serve at; `public` is what browsers type where a proxy stands between.

    Raises
    ------
    UsageError
        Where `public` is no http or https address.
    """
    own = {f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}"}
    if public is None:
        return Address(host, port, frozenset(own))
    try:
        parts = urlsplit(public)
        named = parts.hostname, parts.port
    except ValueError:
        parts, named = urlsplit(""), (None, None)
    if parts.scheme not in ("http", "https") or not named[0] or parts.query or parts.fragment:
        told = f"--address {public!r} is no address such as https://coach.example.com/coach."
        raise UsageError(told)
    netloc = parts.netloc.rpartition("@")[2].lower()
    return Address(
        host,
        port,
        frozenset({*own, netloc}),
        parts.path.rstrip("/"),
        parts.scheme == "https",
        behind_proxy=not is_loopback(named[0]),
        public=f"{parts.scheme}://{netloc}{parts.path.rstrip('/')}",
    )


def is_loopback(host: str) -> bool:
    """Whether a host name or number is this computer for itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
