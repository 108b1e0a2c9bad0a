"""A request that is not done, and why, in words."""

from __future__ import annotations


class Refused(Exception):
    """An HTTP status, and a sentence for who asked."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
