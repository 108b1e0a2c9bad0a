"""Kill -9 of the server at random moments while recordings come in: nothing accepted is lost.

    python benchmarks/web_kills.py --kills 20
    python benchmarks/web_kills.py --kills 5 --model tiny.en    # with real processes that hear

Dialers send recordings in one go, browsers in pieces, and some practise, without pause. The server
is killed at a random moment and started again, again and again. At last it may finish. Then what
was accepted (202, or 200 for the last piece) must be done, each once: as many messages as
recordings, all different; the database whole, no file left in the spool, no process left over.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
from web_server import ROOT, Server, free_port, keys

SENDERS = 6
SLOW_START_S = 15.0
SAMPLES = ROOT / "audio_samples" / "dana"


@dataclass
class Sending:
    """What senders share: what was accepted, by upload's number, and whether to go on."""

    server: Server
    sound: bytes | None
    pause_s: float
    accepted: dict[str, dict[int, str]] = field(default_factory=dict)
    over: threading.Event = field(default_factory=threading.Event)
    broken: Counter[str] = field(default_factory=Counter)

    def content(self, told: str) -> bytes:
        """Return a recording that no other is like."""
        if self.sound is None:
            return f"Hi Sam this is Dana from Brightline {told} please call me back".encode()
        return self.sound + told.encode()

    def send(self, key: str, sender: int) -> None:
        """Send one recording after another, in the sender's way, until it is over."""
        way = ("go", "pieces", "take")[sender % 3]
        number = 0
        headers = {"Authorization": f"Bearer {key}"}
        with httpx2.Client(base_url=self.server.url, headers=headers, timeout=30) as client:
            while not self.over.is_set():
                number += 1
                told = f"{way} {_letters(sender)} {_letters(number)}"
                self._until_accepted(client, key, way, told)
                self.over.wait(self.pause_s)

    def _until_accepted(self, client: httpx2.Client, key: str, way: str, told: str) -> None:
        """Try until the server says that it has it, as browsers and dialers do."""
        while not self.over.is_set():
            try:
                upload = (
                    self._pieces(client, told) if way == "pieces" else self._go(client, way, told)
                )
                self.accepted.setdefault(key, {})[upload] = told
                return
            except httpx2.HTTPError as error:
                self.broken[type(error).__name__] += 1
                self.over.wait(0.05)

    def _go(self, client: httpx2.Client, way: str, told: str) -> int:
        kind = "take" if way == "take" else "message"
        about = {"name": f"{told}.wav", "key": told, "kind": kind, "prospect": told}
        sound = {"Content-Type": "audio/wav"}
        answer = client.post(
            "/api/1/recordings", params=about, content=self.content(told), headers=sound
        )
        return int(answer.raise_for_status().json()["id"])

    def _pieces(self, client: httpx2.Client, told: str) -> int:
        content = self.content(told)
        about = {"name": f"{told}.wav", "key": told, "size": len(content), "prospect": told}
        upload = client.post("/api/1/uploads", json=about).raise_for_status().json()
        sound = {"Content-Type": "application/octet-stream"}
        while upload["status"] == "receiving":
            start = upload["received"]
            path = f"/api/1/uploads/{upload['id']}?from={start}"
            upload = client.put(path, content=content[start:], headers=sound).raise_for_status()
            upload = upload.json()
        return int(upload["id"])


def _letters(number: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in f"{number}")


def settled(server: Server, accepted: dict[str, dict[int, str]], within_s: float) -> Counter[str]:
    """Wait until all that was accepted is done or failed; return how many are what."""
    begun = time.perf_counter()
    while True:
        states = Counter(state for _, state, _ in _looked_up(server, accepted))
        if not states["waiting"] + states["working"] or time.perf_counter() - begun > within_s:
            return states
        time.sleep(1)


def _looked_up(
    server: Server, accepted: dict[str, dict[int, str]]
) -> list[tuple[int, str, int | None]]:
    """Return each accepted upload with its state and message; "lost" where nobody knows it."""
    found = []
    for key, uploads in accepted.items():
        with httpx2.Client(
            base_url=server.url, headers={"Authorization": f"Bearer {key}"}, timeout=60
        ) as client:
            for upload in uploads:
                answer = client.get(f"/api/1/recordings/{upload}")
                said = answer.json() if answer.is_success else {"status": "lost", "message": None}
                found.append((upload, said["status"], said["message"]))
    return found


def killed(server: Server, sending: Sending, count: int, chosen: random.Random) -> list[float]:
    """Kill and start again at random moments; return how long each start took [s]."""
    starts = []
    for _ in range(count):
        time.sleep(chosen.uniform(0.05, 3.0))
        hearing = server.children()
        server.kill()
        if chosen.random() < 0.25:  # and again while it starts
            server.begin()
            time.sleep(chosen.uniform(0.0, 2.0))
            server.kill()
        starts.append(server.start())
        if starts[-1] > SLOW_START_S:
            print(f"  a start took {starts[-1]:.1f} s")
        left = [pid for pid in hearing if _lives(pid)]
        if left:
            print(f"  still there after the kill: {left}")
    sending.over.set()
    return starts


def _lives(pid: int) -> bool:
    """Whether a process that hears is still at work, 5 s after its server was killed."""
    for _ in range(50):
        try:
            os.kill(pid, 0)
        except OSError:
            return False
        if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
            return False
        time.sleep(0.1)
    return True


def verdict(server: Server, sending: Sending) -> list[str]:
    """Return what is wrong at the end; nothing where nothing is."""
    looked = _looked_up(server, sending.accepted)
    takes = {u for held in sending.accepted.values() for u, told in held.items() if "take" in told}
    messages = [message for upload, state, message in looked if upload not in takes]
    home = server.folder / "home"
    with closing(sqlite3.connect(home / "history.sqlite3")) as history:
        whole = history.execute("PRAGMA integrity_check").fetchone()[0]
        kept = history.execute("SELECT count(*) FROM messages").fetchone()[0]
        practised = history.execute("SELECT count(*) FROM web_takes").fetchone()[0]
    wrong = [f"{upload} is {state}" for upload, state, _ in looked if state != "done"]
    wrong += [
        f"{messages.count(m)} uploads are message {m}"
        for m in set(messages)
        if messages.count(m) > 1
    ]
    if len(set(messages)) > kept or kept > len(set(messages)) + SENDERS:
        wrong.append(f"{kept} messages for {len(set(messages))} recordings")
    wrong += [] if whole == "ok" else [f"the database: {whole}"]
    print(
        f"  {len(messages)} messages of {kept} in the history, {len(takes)} takes, "
        f"{practised} kept (the latest 20 of a person)"
    )
    return wrong


def main() -> int:
    """Kill, let finish, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--model", help="hear with this model instead of the stub")
    parser.add_argument("--pause-s", type=float, default=0.2, help="between a sender's recordings")
    given = parser.parse_args()
    chosen = random.Random(given.seed)  # noqa: S311  # no secret
    sound = None
    if given.model:
        sound = min(SAMPLES.iterdir(), key=lambda path: path.stat().st_size).read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        known = keys(Path(folder), SENDERS)
        server = Server(Path(folder), free_port(), given.model)
        server.start()
        sending = Sending(server, sound, given.pause_s)
        with ThreadPoolExecutor(SENDERS) as senders:
            for sender, key in enumerate(known):
                senders.submit(sending.send, key, sender)
            starts = killed(server, sending, given.kills, chosen)
        count = sum(len(held) for held in sending.accepted.values())
        print(
            f"{given.kills} kills; {count} accepted; broken off and sent again: "
            f"{dict(sending.broken)}; the longest start {max(starts):.1f} s"
        )
        states = settled(server, sending.accepted, 3_600)
        print(f"  accepted ones are: {dict(states)}")
        wrong = verdict(server, sending)
        server.stop()
        left = sorted(name for name in server.files() if name.startswith("home/uploads"))
        wrong += [f"left in the spool: {left}"] if left else []
        tracebacks = server.log().count("Traceback")
        wrong += [f"{tracebacks} tracebacks"] if tracebacks else []
    print("\n".join(wrong) or "  nothing lost, nothing doubled, nothing left")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
