"""Bodies that dawdle."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from coach.web.body import patient
from coach.web.limits import Limits
from coach.web.refused import Refused

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


async def bytewise(count: int | None) -> AsyncIterator[bytes]:
    """Send byte after byte, without an end where `count` is None."""
    while count != 0:
        yield b"x"
        await asyncio.sleep(0)
        count = count and count - 1


def taken(chunks: AsyncIterator[bytes], limits: Limits) -> int:
    """Return how many bytes were taken."""

    async def take() -> int:
        return sum([len(chunk) async for chunk in patient(chunks, limits)])

    with ThreadPoolExecutor(1) as aside:  # a browser under test has a loop in this thread
        return aside.submit(lambda: asyncio.run(take())).result()


def test_what_comes_is_handed_on() -> None:
    assert taken(bytewise(1_000), Limits()) == 1_000


def test_byte_after_byte_is_given_up() -> None:
    with pytest.raises(Refused, match=r"Less than 1000 kB came in 0\.01 seconds") as refused:
        taken(bytewise(None), Limits(idle_s=0.01, least_kb=1_000))
    assert refused.value.status == 408


def test_enough_is_enough() -> None:
    assert taken(bytewise(20_000), Limits(idle_s=0.01, least_kb=0.001)) == 20_000
