"""Telling others of a scored message, on request: a command of theirs, or a desktop notification.

Never through a shell: a name out of a recording or a roster is data, and only data.
"""

from __future__ import annotations

import html
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections import deque
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

from coach.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from coach.watcher.claims import Claims

HOOK_S = 60.0
"""A hook that takes longer is ended."""
MOST_TRIES = 3
MOST_NOTES = 20
"""More notifications than this at once are not shown one by one."""


def hook_arguments(command: str) -> list[str]:
    """Take a command line apart, without ever giving it to a shell.

    Raises
    ------
    UsageError
        Where it is empty, has an open quote, or names no program.
    """
    try:
        words = shlex.split(command, posix=os.name != "nt")
    except ValueError as error:
        raise UsageError(f"--on-scored {command!r} cannot be read: {error}.") from error
    if os.name == "nt":
        words = [word.strip('"') for word in words]
    if not words or shutil.which(words[0]) is None:
        raise UsageError(f"--on-scored names no program that can be run: {command!r}.")
    return words


@dataclass(slots=True)
class Hook:
    """Runs a command for each scored message, one at a time, with its JSON on standard input.

    What it has yet to be told stands in the history: a message is told at least once, even where
    coach is killed in between.
    """

    arguments: Sequence[str]
    claims: Claims
    log: Callable[..., None]
    now: Callable[[], float]
    _running: tuple[subprocess.Popen[bytes], int, float] | None = None
    _tries: int = 0
    more: bool = True

    def turn(self) -> None:
        """Look after the command that runs, and start the next; never waits."""
        if self._running is not None:
            self._look_after(*self._running)
        if self._running is None and self.more:
            self._start()

    def end(self) -> None:
        """End a command that still runs; it is run again next time."""
        if self._running is not None:
            process, *_ = self._running
            process.kill()
            process.wait()
            self._running = None

    @property
    def idle(self) -> bool:
        """Whether all is told."""
        return self._running is None and not self.more

    def _start(self) -> None:
        found = self.claims.untold()
        self.more = found is not None
        if found is None:
            return
        id, content = found
        try:
            with tempfile.TemporaryFile() as given:
                given.write(content)
                given.seek(0)
                self._running = (_started(self.arguments, given), id, self.now())
        except OSError as error:
            self._fail(id, error.strerror or "not possible")

    def _look_after(self, process: subprocess.Popen[bytes], id: int, since_s: float) -> None:
        status = process.poll()
        if status is None and self.now() - since_s < HOOK_S:
            return
        if status is None:
            process.kill()
            process.wait()
        self._running = None
        if status == 0:
            self._tries = 0
            self.claims.told(id)
        else:
            how = f"ended with status {status}" if status else f"took longer than {HOOK_S:.0f} s"
            self._fail(id, how)

    def _fail(self, id: int, how: str) -> None:
        self._tries += 1
        self.log("trouble", reason=f"The command of --on-scored {how} (message {id}).")
        if self._tries >= MOST_TRIES:
            self._tries = 0
            self.claims.told(id)


def _started(arguments: Sequence[str], given: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  # the user's own command, no shell
        list(arguments), stdin=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@dataclass(slots=True)
class Desktop:
    """Desktop notifications, where the desktop has a program for them."""

    _running: deque[subprocess.Popen[bytes]] = field(default_factory=deque)

    def show(self, told: Mapping[str, Any]) -> None:
        """Show one scored message."""
        while self._running and self._running[0].poll() is not None:
            self._running.popleft()
        arguments = notification(sys.platform, *note(told))
        if len(self._running) >= MOST_NOTES or shutil.which(arguments[0]) is None:
            return
        with open(os.devnull, "rb") as nothing:  # noqa: PTH123  # a device
            self._running.append(_started(arguments, nothing))


def note(told: Mapping[str, Any]) -> tuple[str, str]:
    """Title and text for a scored message, as one plain line each."""
    recording = told["recording"]
    whom = recording.get("prospect") or recording["path"]
    score = "no score" if told["score"] is None else f"score {told['score']}"
    rep = recording.get("rep")
    return "Voicemail scored", _line(f"{rep + ' to ' if rep else ''}{whom}: {score}")


def notification(platform: str, title: str, text: str) -> list[str]:
    """The program and its arguments that show a notification on a platform."""
    if platform == "darwin":
        script = (
            "on run argv\ndisplay notification (item 2 of argv) with title (item 1 of argv)\nend"
        )
        return ["osascript", "-e", script, title, text]
    if platform == "win32":
        return ["msg", "*", "/TIME:10", f"{title}: {text}"]
    return ["notify-send", "--app-name=coach", "--", title, html.escape(text)]


def _line(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)[:200]


def packed(told: Mapping[str, Any]) -> bytes:
    """A message as the hook is given it."""
    return json.dumps(told, ensure_ascii=True, separators=(", ", ": ")).encode()
