"""A watcher from its start to its end: folders checked, locks held, signals heeded."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coach.errors import ExitCode, UsageError
from coach.executors import worker_count
from coach.history import Database
from coach.roster import Roster
from coach.watcher.attributed import Settled, attributor
from coach.watcher.claims import Claims
from coach.watcher.clock import SystemClock
from coach.watcher.eyes import Events, Eyes
from coach.watcher.lanes import Lanes
from coach.watcher.layout import (
    existing_folder,
    refuse_links_out,
    refuse_unsafe,
    should_leave,
    under_service,
)
from coach.watcher.lock import OnlyWatcher, state_folder
from coach.watcher.log import Log
from coach.watcher.placing import DropFolder
from coach.watcher.scorers import Scorers
from coach.watcher.settling import Settler
from coach.watcher.sight import Sight
from coach.watcher.space import Space
from coach.watcher.status import Status, tell_service
from coach.watcher.taking import Taker
from coach.watcher.telling import Desktop, Hook, hook_arguments
from coach.watcher.watcher import Watcher

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coach.service import Coach
    from coach.settings import Settings
    from coach.watcher.orders import Orders

LAST_S = 20.0
"""Workers that are killed are waited for at most this long."""
SIGNALS = ("SIGINT", "SIGTERM", "SIGBREAK", "SIGHUP")


@dataclass(slots=True)
class Stop:
    """Whether the watcher was asked to stop, by what, and how often."""

    wake: threading.Event = field(default_factory=threading.Event)
    asked: int = 0
    number: int = 0

    def ask(self, number: int, _: object = None) -> None:
        """Ask it to stop; twice: at once."""
        self.asked += 1
        self.number = self.number or number
        self.wake.set()

    @property
    def code(self) -> ExitCode:
        """Exit status: Ctrl-C interrupts, a service's stop is how it should end."""
        return ExitCode.INTERRUPTED if self.number == signal.SIGINT else ExitCode.OK


def watch(given: str, settings: Settings, orders: Orders) -> ExitCode:
    """Watch a folder until a signal, or with `orders.once` until nothing is left to do.

    Raises
    ------
    UsageError
        Where there is no such folder, or an option is wrong.
    UnsafeFoldersError
        Where folders lie in each other, links lead out, or another watcher is there.
    MissingError
        Where the model is not there.
    """
    from coach.service import Coach

    root = existing_folder(given)
    out, home = settings.out.resolve(), settings.home.resolve()
    leave = should_leave(root) if orders.leave is None else orders.leave
    refuse_unsafe(root, out, home, moves=not leave)
    refuse_links_out(root)
    arguments = hook_arguments(orders.hook) if orders.hook else None
    stop, lanes = Stop(), Lanes()
    with _heeding(stop), OnlyWatcher(root, home, inside=not leave) as guard:
        coach = Coach(settings, lanes)
        status = Status(str(root), str(out), SystemClock().wall())
        settler = _settler(root, settings, orders, status, arguments)
        events = Events(root, stop.wake.set) if orders.events else None
        sight = Sight(settler, Eyes(root), guard, events)
        watcher = Watcher(
            settler,
            sight,
            Taker(settler, sight, attributor(given, root, settings, orders.levels), leave),
            _scorers(coach, lanes, settler, stop),
            Space(settler, (out, home)),
            state_folder(home, root),
        )
        _tell_start(watcher, settings, orders)
        return _turned(watcher, stop)


def refuse_default_out(out: Path | None) -> None:
    """A service must say where reports go: the folder it starts in is nobody's choice.

    Raises
    ------
    UsageError
        Where this is a service and no folder was named.
    """
    if out is None and under_service(os.environ):
        raise UsageError("Run as a service, coach watch needs --out: a folder for the reports.")


def _scorers(coach: Coach, lanes: Lanes, settler: Settler, stop: Stop) -> Scorers:
    attribution = coach.attribution
    coach.attribution = Settled(attribution.settings, Roster(), None, attribution.zone)
    count = worker_count(coach.settings.jobs)
    return Scorers(coach, lanes, count, settler.claims, stop.wake.set)


def _settler(
    root: Path, settings: Settings, orders: Orders, status: Status, arguments: list[str] | None
) -> Settler:
    clock = SystemClock()
    database = Database(settings.home)
    database.prepare()
    claims = Claims(database, root)
    log = Log(orders.log_json, orders.quiet, clock.wall)
    hook = Hook(arguments, claims, log, clock.monotonic) if arguments else None
    desktop = Desktop() if orders.notify else None
    out = settings.out.resolve()
    return Settler(DropFolder(root), claims, orders, out, clock, log, status, hook, desktop)


def _tell_start(watcher: Watcher, settings: Settings, orders: Orders) -> None:
    log = watcher.settler.log
    watcher.settler.status.write(watcher.state, watcher.settler.clock.wall())
    log("started", folder=str(watcher.settler.folder.root), out=str(settings.out))
    if watcher.taker.leave:
        why = "asked for" if orders.leave else "a sync tool keeps the folder, or it is read-only"
        log("leaves", why=why)
    tell_service("READY=1")


def _turned(watcher: Watcher, stop: Stop) -> ExitCode:
    settler = watcher.settler
    if watcher.sight.events:
        watcher.sight.events.start()
    try:
        watcher.begin()
        while not stop.asked:
            rest_s = watcher.turn()
            if settler.orders.once and watcher.idle:
                break
            stop.wake.wait(rest_s)
            stop.wake.clear()
    finally:
        _end(watcher, stop)
    counts = settler.status.counts
    settler.log("stopped", done=counts["scored"], failed=counts["failed"], copies=counts["copies"])
    if settler.orders.once and not stop.asked and counts["failed"]:
        return ExitCode.SOME_FAILED
    return stop.code


def _end(watcher: Watcher, stop: Stop) -> None:
    """Let work in hand end within the grace, give back what does not, and say goodbye."""
    tell_service("STOPPING=1")
    settler, scorers = watcher.settler, watcher.scorers
    assert isinstance(scorers, Scorers)  # noqa: S101  # made above
    if watcher.sight.events:
        watcher.sight.events.stop()
    if scorers.busy:
        settler.log("stopping", count=scorers.busy, grace_s=settler.orders.grace_s)
    _await(watcher, stop, settler.orders.grace_s)
    scorers.stop()
    _await(watcher, Stop(stop.wake), LAST_S)
    watcher.give_back_all()
    scorers.close()
    if settler.hook:
        settler.hook.end()
    settler.status.stopped = True
    settler.status.write(watcher.state, settler.clock.wall())


def _await(watcher: Watcher, stop: Stop, within_s: float) -> None:
    """Settle work in hand until there is none, the time is up, or a second signal comes."""
    clock = watcher.settler.clock
    until_s = clock.monotonic() + within_s
    while watcher.scorers.busy and stop.asked < 2 and (left := until_s - clock.monotonic()) > 0:
        stop.wake.wait(min(left, 1.0))
        stop.wake.clear()
        watcher.settle()


@contextmanager
def _heeding(stop: Stop) -> Iterator[None]:
    """Have signals ask for a stop instead of ending the process."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [number for name in SIGNALS if (number := getattr(signal, name, None)) is not None]
    before: dict[Any, Any] = {number: signal.signal(number, stop.ask) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
