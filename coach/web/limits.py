"""How much the server takes in; stated on the upload page and in every refusal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one person and all together may send. All figures are ours.

    `waiting` recordings a person may have unscored at once; `total_gb` of recordings kept until
    they are scored, of everybody; `free_gb` of the disk that is never filled; `streams` received
    at the same time, of one person `streams_each`; `idle_s` without a byte, or without `least_kb`,
    before a sender is given up; `form_kb` of anything that is no recording, `stranger_kb` of it
    from somebody who has not come in.
    """

    max_mb: float = 512.0
    max_minutes: float = 10.0
    waiting: int = 500
    total_gb: float = 20.0
    free_gb: float = 1.0
    streams: int = 128
    streams_each: int = 32
    idle_s: float = 30.0
    least_kb: float = 15.0
    form_kb: int = 1_024
    stranger_kb: int = 16

    @property
    def bytes_each(self) -> int:
        """Bytes of one recording."""
        return int(self.max_mb * 1e6)

    @property
    def told(self) -> str:
        """The limits in a sentence."""
        return (
            f"Up to {self.waiting} recordings at a time, each at most {self.max_mb:g} MB "
            f"and {self.max_minutes:g} minutes."
        )
