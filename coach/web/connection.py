"""One connection: who dawdles over headers, or over reading an answer, is let go.

Uvicorn waits for both without an end, so that a few hundred idle lines keep everybody else out.
Bodies have a patience of their own (body.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio
    from typing import Any

LEAST_B = 15_000
"""Bytes that a reader must take within `read_s`; the rate of `Limits.least_kb` (ours)."""


class Connection(H11Protocol):
    """Uvicorn's connection, with an end to its patience.

    `head_s` is how long a request's headers may take, `read_s` how long a reader may stand still,
    `most` how many lines there may be: one more takes the place of the one that waited longest
    without a request. All figures are ours.
    """

    head_s = 20.0
    read_s = 30.0
    most = 500

    _patience: asyncio.TimerHandle | None = None
    _reading: asyncio.TimerHandle | None = None
    _since = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        """Take a new line, and let an idle one go where there are too many."""
        super().connection_made(transport)
        self._since = self.loop.time()
        self._watch()
        if len(self.connections) > self.most:
            self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget all timers."""
        self._unwatch()
        self._stop_reading_watch()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes; until they make a request the clock runs."""
        super().data_received(data)
        if self.answering:
            self._unwatch()
        elif self._patience is None:
            self._watch()

    def on_response_complete(self) -> None:
        """Wait for the next request; a body that nobody wants goes on no longer."""
        super().on_response_complete()
        self._since = self.loop.time()
        if not self.answering and self.conn.their_state is h11.SEND_BODY:
            self._let_go()

    @property
    def answering(self) -> bool:
        """Whether there is a request that has no whole answer yet."""
        return self.cycle is not None and not self.cycle.response_complete

    def _watch(self) -> None:
        self._unwatch()
        self._patience = self.loop.call_later(self.head_s, self._give_up)

    def _unwatch(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _give_up(self) -> None:
        begun = self.conn.trailing_data[0] and self.conn.our_state is h11.IDLE
        if begun and not self.transport.is_closing():
            self._tell(408, f"The request did not come within {self.head_s:g} seconds.")
        self._let_go()

    def _make_room(self) -> None:
        """Let the line go that waited longest without a request, or else this new one."""
        idle = [one for one in self.connections if isinstance(one, Connection) and one.is_idle]
        oldest = min(idle, key=lambda one: one._since)  # this one is idle too
        if oldest is self:
            self._tell(503, "Too many are connected; try again shortly.")
        oldest._let_go()

    @property
    def is_idle(self) -> bool:
        """Whether nobody would miss an answer on this line."""
        return not self.answering and not self.transport.is_closing()

    def _tell(self, status: int, told: str) -> None:
        """Answer where there is no request to answer."""
        body = told.encode()
        headers: list[tuple[str, str]] = [
            ("content-type", "text/plain; charset=utf-8"),
            ("content-length", f"{len(body)}"),
            ("connection", "close"),
        ]
        events: tuple[Any, ...] = (
            h11.Response(status_code=status, headers=headers),
            h11.Data(data=body),
            h11.EndOfMessage(),
        )
        for event in events:
            self.transport.write(self.conn.send(event) or b"")

    def _let_go(self) -> None:
        """Close, and not wait for a reader who does not read."""
        self.transport.close()
        self._watch_reading()

    def timeout_keep_alive_handler(self) -> None:
        """Close a line that nothing was asked on for a while."""
        super().timeout_keep_alive_handler()
        self._watch_reading()

    def pause_writing(self) -> None:
        """The reader lags: see whether it goes on reading."""
        super().pause_writing()
        self._watch_reading()

    def resume_writing(self) -> None:
        """The reader has caught up."""
        super().resume_writing()
        self._stop_reading_watch()

    def _watch_reading(self) -> None:
        left = self.transport.get_write_buffer_size()
        self._stop_reading_watch()
        if left:
            self._reading = self.loop.call_later(self.read_s, self._look_at_reading, left)

    def _look_at_reading(self, before: int) -> None:
        left = self.transport.get_write_buffer_size()
        if left and left > before - LEAST_B:
            self.transport.abort()
        else:
            self._watch_reading()

    def _stop_reading_watch(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
