"""Real processes with a stub for the recogniser: killed, stopped, poisoned, refused.

`benchmarks/watch.py` does the same with hundreds of kills and thousands of files.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from coach.errors import ExitCode
from coach.watcher.__main__ import main

STUB = Path(__file__).parent / "stub.py"
BRISK = ("--settle", "0.2", "--interval", "0.1", "--patience", "1", "--jobs", "1")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")


class Place:
    """A drop folder, and watchers started over it."""

    def __init__(self, base: Path) -> None:
        self.root, self.out, self.home = base / "in", base / "out", base / "home"
        self.root.mkdir()
        self.command = [sys.executable, str(STUB), str(self.root), "--home", str(self.home)]
        self.command += ["--out", str(self.out)]

    def drop(self, name: str, text: str) -> None:
        """Put a whole file there."""
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text(text)

    def run(self, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a watcher to its end."""
        return subprocess.run(
            [*self.command, *options],
            capture_output=True, text=True, timeout=60, env={**os.environ, **environment},
        )  # fmt: skip

    def start(self, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        """Start a watcher."""
        return subprocess.Popen(
            [*self.command, *BRISK, *options],
            stderr=subprocess.PIPE, bufsize=0, env={**os.environ, **environment},
        )  # fmt: skip

    def files(self, under: str) -> list[str]:
        """Recordings under one of our folders."""
        return sorted(path.name for path in (self.root / under).rglob("*.wav"))

    def scored(self) -> list[str]:
        """Messages in the history, by content."""
        with closing(sqlite3.connect(self.home / "history.sqlite3")) as connection:
            return [row[0] for row in connection.execute("SELECT sha256 FROM messages")]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def heard(process: subprocess.Popen[bytes], word: str, within_s: float = 40.0) -> bool:
    """Wait until the watcher says a word."""
    assert process.stderr
    with selectors.DefaultSelector() as selector:
        selector.register(process.stderr, selectors.EVENT_READ)
        while selector.select(within_s):
            line = process.stderr.readline().decode()
            if word in line:
                return True
            if not line:
                return False
    return False


def message(number: int) -> str:
    return f"hello this is dana with message {number} please call me back."


def test_killed_in_the_middle_of_work_nothing_is_lost_or_doubled(place: Place) -> None:
    names = [f"dana/acme/{number}.wav" for number in range(6)]
    for number, name in enumerate(names):
        place.drop(name, message(number))
    for word in ("Watching", "dana/acme"):
        process = place.start(STUB_TAKES_S="0.05")
        assert heard(process, word)
        process.kill()
        process.communicate()
    assert place.run(*BRISK, "--once").returncode == ExitCode.OK
    assert len(place.scored()) == len(set(place.scored())) == 6
    assert place.files("done") == sorted(Path(name).name for name in names)
    assert place.files("working") == place.files("duplicates") == place.files("failed") == []
    assert len(list(place.out.glob("acme-*.html"))) == 6


def test_poison_costs_its_own_entry_only(place: Place) -> None:
    for name in ("crash", "hang"):
        place.drop(f"{name}.wav", f"{name.upper()} x.")
    for number in range(3):
        place.drop(f"{number}.wav", message(number))
    process = place.start(STUB_LIMIT_S="0.5")
    kinds = [heard(process, f"{number}.wav: ") for number in range(3)]
    process.terminate()
    process.communicate()
    assert all(kinds)
    assert place.files("done") == ["0.wav", "1.wav", "2.wav"]
    assert place.files("working") == []


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, ExitCode.OK), (signal.SIGINT, ExitCode.INTERRUPTED)]
)
def test_a_signal_gives_back_what_is_in_work(
    place: Place, number: signal.Signals, code: ExitCode
) -> None:
    place.drop("hang.wav", "HANG x.")
    process = place.start("--settle", "0.1")
    assert heard(process, "Watching")
    while not place.files("working"):
        assert process.poll() is None
    process.send_signal(number)
    assert heard(process, "Stopping")
    process.send_signal(number)  # no patience
    assert process.wait(timeout=20) == code
    process.communicate()
    assert [path.name for path in place.root.glob("*.wav")] == ["hang.wav"]
    assert place.files("working") == []


def test_a_second_watcher_is_refused_and_the_first_is_well(place: Place) -> None:
    process = place.start()
    assert heard(process, "Watching")
    second = place.run(*BRISK)
    assert (second.returncode, second.stdout) == (ExitCode.UNSAFE, "")
    assert "Another watcher is at work" in second.stderr
    status = place.run("--status", "--json")
    told = json.loads(status.stdout)
    assert (status.returncode, told["well"], told["pid"]) == (0, True, process.pid)
    process.terminate()
    process.communicate()
    stopped = place.run("--status")
    assert stopped.returncode == ExitCode.SOME_FAILED
    assert "The watcher stopped" in stopped.stdout


def test_a_dry_run_lists_and_touches_nothing(
    place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place.drop("dana/acme/b.wav", message(1))
    os.utime(place.root / "dana/acme/b.wav", (1_763_650_000, 1_763_650_000))
    place.drop("dana/acme/a.wav", message(2))
    before = sorted(str(path) for path in tmp_path.rglob("*"))
    given = [str(place.root), "--home", str(place.home), "--out", str(place.out), "--dry-run"]
    assert main([*given, "--json"]) == ExitCode.OK
    listed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["path"], one["rep"], one["prospect"], one["attempt"]) for one in listed] == [
        ("dana/acme/a.wav", "dana", "acme", 2),
        ("dana/acme/b.wav", "dana", "acme", 1),
    ]
    assert sorted(str(path) for path in tmp_path.rglob("*")) == before
    assert main(given) == ExitCode.OK
    assert "dana/acme/a.wav" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--out", "{in}/reports"], ExitCode.UNSAFE, "--out"),
        (["--home", "{in}/home"], ExitCode.UNSAFE, "--home"),
        (["--folders", "boss"], ExitCode.USAGE, "--folders"),
        (["--on-scored", "/no/such"], ExitCode.USAGE, "--on-scored"),
        (["--since", "someday"], ExitCode.USAGE, "--since"),
        (["--log", "xml"], ExitCode.USAGE, "--log"),
    ],
)
def test_wrong_options_are_one_sentence(
    place: Place,
    options: list[str],
    code: ExitCode,
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    given = ["--home", str(place.home), "--out", str(place.out)]
    given += [one.replace("{in}", str(place.root)) for one in options]
    assert main([str(place.root), *given]) == code
    told = capsys.readouterr().err
    assert said in told
    assert len(told.splitlines()) == 1


def test_json_lines_and_a_hook(place: Place, tmp_path: Path) -> None:
    place.drop("dana/acme/call.wav", message(1))
    heard_at = tmp_path / "heard"
    script = tmp_path / "hook.py"
    script.write_text(f"import sys; open({str(heard_at)!r}, 'a').write(sys.stdin.read())")
    hook = f"{sys.executable} {script}"
    done = place.run(*BRISK, "--once", "--json", "--log", "json", "--on-scored", hook)
    told = json.loads(done.stdout)
    assert (told["schema"], told["recording"]["rep"]) == ("coach.review/1", "dana")
    assert json.loads(heard_at.read_text()) == told
    events = [json.loads(line)["event"] for line in done.stderr.splitlines()]
    assert events == ["started", "scored", "stopped"]
