"""Secrets that are handed out once and kept only as digests."""

from __future__ import annotations

import hashlib
import secrets

BYTES = 32


def new_secret() -> str:
    """Return a secret that nobody guesses [256 bits, letters that fit an address]."""
    return secrets.token_urlsafe(BYTES)


def digest(secret: str) -> str:
    """Return what is kept of a secret: who reads the history cannot come in with it."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
