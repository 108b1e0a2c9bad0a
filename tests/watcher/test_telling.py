"""Hooks and notifications: never through a shell, never forgotten."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from coach.errors import UsageError
from coach.watcher.telling import Hook, hook_arguments, note, notification

from .turned import Turned

if TYPE_CHECKING:
    from pathlib import Path


def test_a_command_is_taken_apart_and_not_run_by_a_shell() -> None:
    words = hook_arguments(f"{sys.executable} 'a b' ; $HOME `id` | x")
    assert words == [sys.executable, "a b", ";", "$HOME", "`id`", "|", "x"]


@pytest.mark.parametrize("command", ["", "  ", "'open", "/no/such/program x"])
def test_a_command_that_cannot_run_is_refused(command: str) -> None:
    with pytest.raises(UsageError, match="--on-scored"):
        hook_arguments(command)


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_a_notification_holds_names_as_data(platform: str) -> None:
    hostile = '<b>x</b>" & do shell script "id"'
    arguments = notification(platform, *note({"recording": {"path": hostile}, "score": None}))
    assert all(isinstance(one, str) and "\n\n" not in one for one in arguments)
    if platform == "linux":
        assert "<b>" not in arguments[-1]
        assert "--" in arguments
    if platform == "darwin":
        assert hostile not in arguments[2]


def test_a_note_is_one_line() -> None:
    told = {"recording": {"path": "x", "prospect": "A\n\x1b[2JB", "rep": "dana"}, "score": 71}
    assert note(told)[1] == "dana to A  [2JB: score 71"


class FakeProcess:
    """Ends with a status when told to."""

    def __init__(self, content: bytes, status: int | None) -> None:
        self.content, self.status = content, status

    def poll(self) -> int | None:
        """The status."""
        return self.status

    def kill(self) -> None:
        """Be ended."""
        self.status = -9

    def wait(self) -> int:
        """Be waited for."""
        return self.status or 0


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[FakeProcess]:
    processes: list[FakeProcess] = []

    def start(arguments: Any, given: Any) -> FakeProcess:
        processes.append(FakeProcess(given.read(), None))
        return processes[-1]

    monkeypatch.setattr("coach.watcher.telling._started", start)
    return processes


def test_a_hook_is_told_of_each_message_until_it_has_heard(
    tmp_path: Path, started: list[FakeProcess]
) -> None:
    turned = Turned(tmp_path)

    def hooked() -> Hook:
        hook = Hook(["x"], turned.claims, turned.log, turned.clock.monotonic)
        turned.watcher.settler.hook = hook
        return hook

    hooked()
    turned.drop("one.wav", "one.")
    turned.drop("two.wav", "two.")
    turned.run(10)
    assert [json.loads(one.content)["score"] for one in started] == [50]
    turned.start()  # killed while the hook ran: it is told again
    hooked()
    turned.run(2)
    assert started[1].content == started[0].content
    started[1].status = 0
    turned.run(2)
    started[2].status = 1
    turned.run(2)
    assert started[3].content == started[2].content
    started[3].status = 0
    turned.run(2)
    assert len(started) == 4
    assert turned.claims.untold() is None
    assert "trouble" in turned.log.events()


def test_a_hook_that_hangs_is_ended_and_given_up(
    tmp_path: Path, started: list[FakeProcess]
) -> None:
    turned = Turned(tmp_path)
    turned.watcher.settler.hook = Hook(["x"], turned.claims, turned.log, turned.clock.monotonic)
    turned.drop("one.wav", "one.")
    turned.run(300)
    assert len(started) == 3
    assert all(one.status == -9 for one in started)
    assert turned.claims.untold() is None
