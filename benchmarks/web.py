"""Fifty reps send twenty recordings each at once: every file scored once, memory flat, pages quick.

    python benchmarks/web.py            # 50 reps with 20 files each
    python benchmarks/web.py 10 5

The recogniser is a stub, and the server a process of its own, killed with -9 halfway and started
again. Every file holds words of its own; at the end the history must hold each file's words in
exactly one message, of the rep who sent it. Leaves with 1 where that is not so.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from statistics import median, quantiles

import httpx2
from web_server import Server, bearer, free_port, keys

TEXT = "Hi Sam this is Dana from Brightline number {rep} call {place} please give me a call back"
MOST_MB = 500.0
TRIES = 600


async def send(client: httpx2.AsyncClient, key: str, rep: int, place: int) -> int:
    """Send one recording until it is accepted, as a dialer with a key of its own for it does.

    Returns how often it was refused or broken off.
    """
    path = f"/api/1/recordings?name=call-{place}.wav&prospect=P{place}&key={place}"
    body = TEXT.format(rep=rep, place=place).encode()
    for tried in range(TRIES):
        try:
            answer = await client.post(path, content=body, headers=bearer(key))
            if answer.status_code in (200, 202):
                return tried
        except httpx2.HTTPError:
            pass
        await asyncio.sleep(0.5)
    raise SystemExit("A recording was never accepted.")


async def watched(client: httpx2.AsyncClient, known: list[str], count: int) -> list[float]:
    """Look at every rep's list, as pages do, until all is done; returns how long each took [s]."""
    waits, done = list[float](), 0
    while done < count:
        done = 0
        await asyncio.sleep(2)
        for key in known:
            asked = time.perf_counter()
            answer = await client.get("/api/1/recordings", headers=bearer(key))
            waits.append(time.perf_counter() - asked)
            states = [one["status"] for one in answer.json()["recordings"]]
            if "failed" in states:
                raise SystemExit("A recording failed.")
            done += states.count("done")
    return waits


def counted(server: Server, reps: int, files: int) -> list[str]:
    """Return what is wrong in the history: words that are missing, twice, or another rep's."""
    with closing(sqlite3.connect(server.folder / "home" / "history.sqlite3")) as history:
        found = history.execute("SELECT text, rep_key FROM messages").fetchall()
    wanted = {
        TEXT.format(rep=rep, place=place): f"rep {rep}"
        for rep in range(reps)
        for place in range(files)
    }
    texts = [text for text, _ in found]
    wrong = [f"missing: {text}" for text in wanted.keys() - set(texts)]
    wrong += [f"{texts.count(text)} times: {text}" for text in set(texts) if texts.count(text) > 1]
    wrong += [f"of {rep}: {text}" for text, rep in found if wanted.get(text) != rep]
    return wrong


async def load(server: Server, known: list[str], files: int) -> list[float]:
    """Send all at once, kill the server in the middle, and wait until all is scored.

    Returns the most memory of each of the two processes [MB].
    """
    begun, limits = time.perf_counter(), httpx2.Limits(max_connections=100)
    async with httpx2.AsyncClient(base_url=server.url, timeout=120, limits=limits) as client:
        sending = [
            asyncio.create_task(send(client, key, rep, place))
            for rep, key in enumerate(known)
            for place in range(files)
        ]
        while sum(task.done() for task in sending) < len(sending) // 2:
            await asyncio.sleep(0.05)
        peaks = [server.memory_mb("VmHWM")]
        server.kill()
        await asyncio.to_thread(server.start)
        tried = await asyncio.gather(*sending)
        accepted_s = time.perf_counter() - begun
        waits = await watched(client, known, len(sending))
    took_s = time.perf_counter() - begun
    print(
        f"{len(sending)} accepted in {accepted_s:.1f} s, all scored in {took_s:.1f} s, one kill -9"
    )
    print(f"refused or broken off and sent again: {sum(tried)} times")
    slowest = quantiles(waits, n=20)[-1]
    told = f"median {1000 * median(waits):.0f} ms, 95 of 100 under {1000 * slowest:.0f} ms"
    print(f"a list while others are scored: {told}")
    return [*peaks, server.memory_mb("VmHWM")]


def main() -> int:
    """Make accounts and keys, and run."""
    reps = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    files = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    with tempfile.TemporaryDirectory() as folder:
        known = keys(Path(folder), reps)
        server = Server(Path(folder), free_port())
        server.start()
        try:
            peaks = asyncio.run(load(server, known, files))
        finally:
            server.stop()
        wrong = counted(server, reps, files)
        left = server.files()
    print(f"memory at most {peaks[0]:.0f} MB before the kill, {peaks[1]:.0f} MB after it")
    wrong += [f"more than {MOST_MB:.0f} MB"] if max(peaks) > MOST_MB else []
    wrong += [f"left in the spool: {sorted(left)[:3]}"] if left else []
    print("\n".join(wrong) or f"each of {reps * files} files is one message of who sent it")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
