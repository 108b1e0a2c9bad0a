"""A request's body as it comes: who dawdles over it is given up."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from coach.web.refused import Refused

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from coach.web.limits import Limits


async def patient(chunks: AsyncIterator[bytes], limits: Limits) -> AsyncIterator[bytes]:
    """Yield a body's chunks, as long as enough of them come.

    Raises
    ------
    Refused
        408 where nothing comes for `idle_s`, or less than `least_kb` within it.
    """
    clock = asyncio.get_running_loop().time
    begun, had = clock(), 0
    while True:
        try:
            chunk = await asyncio.wait_for(anext(chunks), limits.idle_s)
        except StopAsyncIteration:
            return
        except TimeoutError as error:
            told = f"Nothing came for {limits.idle_s:g} seconds; send the rest again."
            raise Refused(408, told) from error
        had += len(chunk)
        if clock() - begun > limits.idle_s:
            if had < limits.least_kb * 1e3:
                told = f"Less than {limits.least_kb:g} kB came in {limits.idle_s:g} seconds; "
                raise Refused(408, told + "send the rest again over a better line.")
            begun, had = clock(), 0
        yield chunk
