"""Bad input over real sockets to a server that really runs: what it says, and what it costs it.

    python benchmarks/web_abuse.py                       # all, about ten minutes
    python benchmarks/web_abuse.py --only huge cut       # some of them
    python benchmarks/web_abuse.py --small 1000 --slow-s 5

For each kind of abuse: the status and sentence that came back, the memory of the server's process
before, at most and after, how soon it answers others meanwhile and afterwards, and which files
are left. The stub hears (benchmarks/web_server.py), but bombs are heard by a real `coach serve`
with tiny.en. Huge bodies are made while they are sent.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from web_abuser import Abuser
from web_dawdlers import crowd, slow
from web_loads import bombs, huge, small
from web_server import Server, free_port, keys
from web_tricks import cut, hosts, kinds, names, tabs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from web_abuser import Told
    from web_wire import Answer

MOST_MB = 500.0
CASES: dict[str, Callable[[Abuser], Iterable[Told]]] = {
    "huge": huge,
    "small": small,
    "names": names,
    "kinds": kinds,
    "cut": cut,
    "slow": slow,
    "crowd": crowd,
    "tabs": tabs,
    "hosts": hosts,
    "bombs": bombs,
}


def sentence(answer: Answer) -> str:
    """Return what an answer says, on a line."""
    text = answer.text.strip()
    if text.startswith("{"):
        said = json.loads(text)
        text = (said.get("error") or {}).get("message") or f"status {said.get('status')}"
    elif text.startswith("<!doctype"):
        text = text.partition('role="alert">')[2].partition("<")[0] or "(a page)"
    return " ".join(text.split())[:160]


def run(name: str, abuser: Abuser) -> list[str]:
    """Do one kind of abuse, and print what came of it; returns what must not be."""
    server = abuser.server
    print(f"\n{name}: {(CASES[name].__doc__ or '').splitlines()[0]}")
    files, before = server.files(), server.memory_mb()
    server.forget_peak()
    waits, over = list[float](), threading.Event()

    def look() -> None:
        while not over.wait(0.25):
            waits.append(server.answers_s() or 99.0)

    watching = threading.Thread(target=look, daemon=True)
    watching.start()
    wrong = []
    for what, answer in CASES[name](abuser):
        wrong += [f"{name}: {answer.status} {what}"] if answer.status in (500, 502, 504) else []
        status = f"{answer.status or '':>4}"
        sent = f", {answer.sent / 1e6:,.0f} MB sent" if answer.sent > 1e6 else ""
        print(f"  {status} {what}{sent}: {sentence(answer)}")
    over.set()
    watching.join()
    peak, after = server.memory_mb("VmHWM"), server.memory_mb()
    left = sorted(server.files() - files)
    print(f"  memory {before:.0f} MB before, {peak:.0f} at most, {after:.0f} after")
    print(f"  others answered within {max(waits, default=0):.2f} s", end="; ")
    alive = server.answers_s() is not None
    print(f"alive {'yes' if alive else 'NO'}; files left: {left[:3] or 'none'}", flush=True)
    wrong += [] if alive else [f"{name}: it does not answer any more"]
    wrong += [f"{name}: more than {MOST_MB:.0f} MB"] if peak > MOST_MB else []
    return wrong + ([f"{name}: {len(left)} files are left"] if left else [])


def main() -> int:
    """Run the cases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", choices=CASES, default=list(CASES))
    parser.add_argument("--small", type=int, default=10_000, help="how many small files")
    parser.add_argument("--slow-s", type=float, default=70.0, help="how long to dawdle [s]")
    parser.add_argument("--model", default="tiny.en", help="that hears bombs")
    given = parser.parse_args()
    wrong = list[str]()
    for model, chosen in (
        (None, [name for name in given.only if name != "bombs"]),
        (given.model, [name for name in given.only if name == "bombs"]),
    ):
        if not chosen:
            continue
        with tempfile.TemporaryDirectory() as folder:
            one, two = keys(Path(folder), 2)
            server = Server(Path(folder), free_port(), model)
            server.start()
            abuser = Abuser(server, one, two, given.small, given.slow_s)
            try:
                for name in chosen:
                    wrong += run(name, abuser)
            finally:
                server.stop()
            wrong += ["a traceback in what it wrote"] if "Traceback" in server.log() else []
    print("\n" + ("\n".join(wrong) or "all refused in words, flat, alive, and nothing left"))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
