"""How soon pages answer while real workers transcribe: a team's recordings sent, its pages read.

    python benchmarks/web_pages.py                 # base, two workers, 150 recordings
    python benchmarks/web_pages.py --model tiny.en --recordings 40

`coach serve` in a process of its own gets stretches of the project's samples (`batch_material.py`)
from six reps at once. Until all are done, an admin and a rep open every page in turn,
as two people would that click once in a quarter of a second. Leaves with 1 where a page's median
is above 100 ms.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median, quantiles

import httpx2
from batch_material import Place
from web_server import PASSWORD, Server, bearer, free_port, keys

MOST_MS = 100.0
REPS, JOBS, CLICK_S = 6, 2, 0.25
PAGES = {
    "own messages": "/",
    "a rep": "/rep?name=Rep+0",
    "a prospect": "/prospect?name=P0&company=",
    "search": "/search?q=number",
    "a message": "/messages/1",
    "its report": "/messages/1/report",
    "its sound": "/messages/1/sound",
    "draft": "/draft",
    "practise": "/practise",
    "what waits": "/api/1/recordings",
    "team": "/team",
    "people": "/people",
}
ADMINS_ONLY = "team", "people"


def send(server: Server, key: str, paths: list[Path]) -> list[int]:
    """Send recordings one after another, as a dialer does; returns the uploads' numbers."""
    taken = []
    with httpx2.Client(base_url=server.url, timeout=120) as client:
        for number, path in enumerate(paths):
            told = {"name": path.name, "prospect": f"P{number % 5}"}
            post = partial(
                client.post,
                "/api/1/recordings",
                params=told,
                content=path.read_bytes(),
                headers={**bearer(key), "Content-Type": "audio/wav"},
            )
            while (answer := post()).status_code == httpx2.codes.TOO_MANY_REQUESTS:
                time.sleep(1)
            answer.raise_for_status()
            taken.append(int(json.loads(answer.text)["id"]))
    return taken


def read(server: Server, name: str, over: threading.Event, waits: dict[str, list[float]]) -> None:
    """Log in and open page after page until it is over; `waits` [s] grows by page."""
    with httpx2.Client(base_url=server.url, timeout=60, follow_redirects=True) as client:
        came = client.post("/login", data={"name": name, "password": PASSWORD, "to": "/"})
        came.raise_for_status()
        while not over.is_set():
            for page, path in PAGES.items():
                if page in ADMINS_ONLY and name != "admin":
                    continue
                begun = time.perf_counter()
                answer = client.get(path)
                if answer.is_success:
                    waits[page].append(time.perf_counter() - begun)
                elif answer.status_code not in (403, 404):  # nothing of it yet, or not theirs
                    raise SystemExit(f"{path} answered {answer.status_code}.")
                over.wait(CLICK_S)


def undone(server: Server, known: list[str]) -> int:
    """Return how many recordings are still to be scored."""
    left = 0
    for key in known:
        answer = httpx2.get(f"{server.url}/api/1/recordings", headers=bearer(key), timeout=60)
        states = [one["status"] for one in answer.json()["recordings"]]
        if "failed" in states:
            raise SystemExit("A recording failed.")
        left += sum(state in ("receiving", "waiting", "working") for state in states)
    return left


def run(server: Server, known: list[str], calls: list[Path]) -> tuple[dict[str, list[float]], bool]:
    """Send, read meanwhile, and wait for the end; returns waits by page, and if two worked."""
    waits: dict[str, list[float]] = defaultdict(list)
    over = threading.Event()
    two = False
    with ThreadPoolExecutor(REPS + 2) as threads:
        readers = [threads.submit(read, server, name, over, waits) for name in ("admin", "rep0")]
        try:
            shares = [calls[n::REPS] for n in range(REPS)]
            list(threads.map(lambda key, share: send(server, key, share), known, shares))
            while undone(server, known):
                two |= len(server.children()) >= JOBS
                time.sleep(2)
        finally:
            over.set()
        for reader in readers:
            reader.result()
    return waits, two


def main() -> int:
    """Make accounts and recordings, and run."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--model", default="base")
    parser.add_argument("--recordings", type=int, default=150)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder) / "made")
        place.fill(given.recordings)
        known = keys(Path(folder), REPS)
        server = Server(Path(folder), free_port(), model=given.model, jobs=JOBS)
        server.start()
        begun = time.perf_counter()
        try:
            waits, two = run(server, known, sorted(place.calls.rglob("*.wav")))
            took_s, most_mb = time.perf_counter() - begun, server.memory_mb("VmHWM")
        finally:
            server.stop()
    print(f"{given.recordings} recordings scored in {took_s:.0f} s by {JOBS} workers: {two}")
    print(f"memory of the server's process at most {most_mb:.0f} MB")
    print("| page | opened | median ms | 95 of 100 under ms |\n|---|---:|---:|---:|")
    for page, all_s in waits.items():
        late = 1000 * (quantiles(all_s, n=20)[-1] if len(all_s) > 1 else all_s[0])
        print(f"| {page} | {len(all_s)} | {1000 * median(all_s):.0f} | {late:.0f} |")
    slow = [page for page, all_s in waits.items() if 1000 * median(all_s) > MOST_MS]
    print(f"above {MOST_MS:.0f} ms: {', '.join(slow) or 'none'}")
    return bool(slow or not two)


if __name__ == "__main__":
    sys.exit(main())
