"""Fifty reps send twenty recordings each at once: every file scored once, memory flat, pages quick.

The recogniser is a stub, and the server a process of its own, killed with -9 halfway and started
again. Prints what was found. Run: `python benchmarks/web.py [REPS] [FILES]`.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import httpx2

ROOT = Path(__file__).parent.parent
PORT = 8791
SERVER = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(ROOT / "tests")!r})
from fakes import FakeExecutor, FakeMeaning
from coach import service
from coach.settings import Settings
from coach.weights import Weights
from coach.web import server
from coach.web.address import address
stub = Weights("stub", Path("."), "0" * 64, multilingual=True, source="a stub")
service.find = lambda name, cache: stub
service.Meaning = FakeMeaning
made = service.Coach.__init__
def init(self, settings, executor=None, **more):
    made(self, settings, executor or FakeExecutor(), **more)
service.Coach.__init__ = init
home = Path(sys.argv[1])
settings = Settings(home=home / "home", out=home / "out", timezone="UTC")
server.run(settings, address("127.0.0.1", {PORT}, None), team=False, quiet=True, show=False)
"""
KEYS = """
import sys
from pathlib import Path
from coach.history import Database
from coach.web.accounts import Accounts
from coach.web.sessions import Keys
database = Database(Path(sys.argv[1]) / "home")
database.prepare()
accounts = Accounts(database)
accounts.join(accounts.invite("admin", "admin", None), "a long sentence of words")
for rep in range(int(sys.argv[2])):
    accounts.invite(f"rep{rep}", "rep", f"Rep {rep}")
    found = next(one for one in accounts.all() if one.name == f"rep{rep}")
    print(Keys(database).make(found.id, "load"))
"""
TEXT = "Hi Sam this is Dana from Brightline number {rep} call {place} please give me a call back"


def begun(folder: str) -> subprocess.Popen[bytes]:
    """Start a server, and wait until it answers."""
    process = subprocess.Popen([sys.executable, "-c", SERVER, folder], cwd=ROOT)
    for _ in range(600):
        try:
            httpx2.get(f"http://127.0.0.1:{PORT}/health", timeout=1)
        except httpx2.HTTPError:
            time.sleep(0.2)
        else:
            return process
    raise SystemExit("The server does not start.")


def memory_mb(process: subprocess.Popen[bytes]) -> float:
    """Peak resident memory of the server so far."""
    text = Path(f"/proc/{process.pid}/status").read_text()
    return int(text.partition("VmHWM:")[2].split()[0]) / 1e3


async def send(client: httpx2.AsyncClient, key: str, rep: int, place: int) -> None:
    """Send one recording until it is accepted, as a dialer with a key of its own for it does."""
    path = f"/api/1/recordings?name=call-{place}.wav&prospect=P{place}&key={place}"
    body = TEXT.format(rep=rep, place=place).encode()
    for _ in range(300):
        try:
            answer = await client.post(
                path, content=body, headers={"Authorization": f"Bearer {key}"}
            )
            if answer.status_code in (200, 202):
                return
        except httpx2.HTTPError:
            pass
        await asyncio.sleep(0.5)
    raise SystemExit("A recording was never accepted.")


async def load(folder: str, keys: list[str], files: int) -> None:
    """Send all at once, kill the server in the middle, and see what came of it."""
    process = begun(folder)
    begin, waits = time.perf_counter(), []
    limits = httpx2.Limits(max_connections=100)
    async with httpx2.AsyncClient(
        base_url=f"http://127.0.0.1:{PORT}", timeout=60, limits=limits
    ) as client:
        sending = [
            asyncio.create_task(send(client, key, rep, place))
            for rep, key in enumerate(keys)
            for place in range(files)
        ]
        while sum(task.done() for task in sending) < len(sending) // 2:
            await asyncio.sleep(0.05)
        before = memory_mb(process)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process = await asyncio.to_thread(begun, folder)
        await asyncio.gather(*sending)
        accepted_s = time.perf_counter() - begin
        done = 0
        while done < len(sending) and time.perf_counter() - begin < 900:
            done = 0
            await asyncio.sleep(2)  # a page looks about as often
            for key in keys:
                asked = time.perf_counter()
                answer = await client.get(
                    "/api/1/recordings", headers={"Authorization": f"Bearer {key}"}
                )
                waits.append(time.perf_counter() - asked)
                done += sum(one["status"] == "done" for one in answer.json()["recordings"])
        messages = [
            one["id"]
            for key in keys
            for one in (
                await client.get("/api/1/messages", headers={"Authorization": f"Bearer {key}"})
            ).json()["messages"]
        ]
    took_s = time.perf_counter() - begin
    print(
        f"sent {len(sending)}, done {done}, messages {len(messages)}, "
        f"different {len(set(messages))}"
    )
    print(f"accepted in {accepted_s:.1f} s, all scored in {took_s:.1f} s, one kill -9 between")
    print(f"memory at most {max(before, memory_mb(process)):.0f} MB")
    print(f"answer while scoring: median {1000 * median(waits):.0f} ms")
    process.terminate()
    process.wait()


def main() -> None:
    """Make accounts and keys, and run."""
    reps = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    files = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    with tempfile.TemporaryDirectory() as folder:
        made = subprocess.run(
            [sys.executable, "-c", KEYS, folder, f"{reps}"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        asyncio.run(load(folder, made.stdout.split(), files))


if __name__ == "__main__":
    main()
