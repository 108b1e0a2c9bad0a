"""A whole watcher whose clock is turned by hand, and whose recogniser reads words out of a file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from coach.errors import FailureKind
from coach.history import Database
from coach.records import Failure
from coach.settings import Settings
from coach.watcher.attributed import attributor
from coach.watcher.claims import Claims
from coach.watcher.eyes import Eyes
from coach.watcher.lock import OnlyWatcher, state_folder
from coach.watcher.orders import Orders
from coach.watcher.placing import DropFolder
from coach.watcher.scorers import Done, Job
from coach.watcher.settling import Settler
from coach.watcher.sight import Sight
from coach.watcher.space import Space
from coach.watcher.status import Status
from coach.watcher.taking import Taker
from coach.watcher.watcher import Watcher

if TYPE_CHECKING:
    from pathlib import Path

START = 1_790_000_000.0


@dataclass
class HandClock:
    """Stands still until it is turned."""

    at_s: float = 0.0
    wall_s: float = START

    def monotonic(self) -> float:
        """Seconds turned."""
        return self.at_s

    def processor(self) -> float:
        """Nothing is used."""
        return 0.0

    def wall(self) -> float:
        """Seconds since 1970."""
        return self.wall_s

    def turn(self, seconds: float) -> None:
        """Let time go by."""
        self.at_s += seconds
        self.wall_s += seconds


@dataclass
class FakeScoring:
    """Answers when asked what is done, in order; with `holds` it answers nothing yet."""

    claims: Claims
    out: Path
    free: int = 2
    busy: int = 0
    holds: bool = False
    faults: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    _jobs: list[Job] = field(default_factory=list)

    def submit(self, job: Job) -> None:
        """Take a job."""
        self._jobs.append(job)
        self.busy += 1
        self.free -= 1

    def done(self) -> list[Done]:
        """Do all jobs."""
        if self.holds:
            return []
        jobs, self._jobs = self._jobs, []
        self.busy -= len(jobs)
        self.free += len(jobs)
        return [self._answer(job) for job in jobs]

    def give_back(self) -> list[Done]:
        """Give all jobs back undone."""
        jobs, self._jobs = self._jobs, []
        self.busy -= len(jobs)
        self.free += len(jobs)
        return [Done(job) for job in jobs]

    def _answer(self, job: Job) -> Done:
        recording = job.claim.recording
        assert recording
        try:
            content = job.location.read_bytes()
        except OSError:
            return Done(job, outcome=Failure(recording, FailureKind.NOT_FOUND, "Gone.", {}))
        if not content.endswith(b".") and not job.whole:
            return Done(job, cut="it stops too early")
        sha256 = hashlib.sha256(content).hexdigest()
        same_as = self.claims.begin(job.claim, sha256)
        if same_as is not None:
            return Done(job, same_as=same_as)
        if self.faults:
            return Done(job, fault=self.faults.pop(0))
        self.heard.append(content.decode())
        first = content.decode().split()[0]
        if first in FailureKind.__members__:
            failure = Failure(recording, FailureKind[first], "A fake failure.", {})
            return Done(job, outcome=failure)
        page = f"{sha256[:8]}-{job.claim.id}.html"
        (self.out / page).write_text("report")
        told = {"recording": {"path": recording.path, "rep": recording.rep}, "score": 50}
        outcome: Any = SimpleNamespace(page=page, score=50, id=None, recording=recording)
        return Done(job, outcome=outcome, told=told)


class Told(list[tuple[str, dict[str, Any]]]):
    """A log that can be asked."""

    def __call__(self, event: str, **fields: Any) -> None:
        """Note one event."""
        self.append((event, fields))

    def events(self) -> list[str]:
        """The events' names, in order."""
        return [event for event, _ in self]


class Turned:
    """A drop folder `in`, reports in `out`, history in `home`, and a watcher over them."""

    def __init__(self, base: Path, *, leave: bool = False, lanes: int = 2, **orders: Any) -> None:
        self.base, self.leave = base, leave
        self.root, self.out, self.home = base / "in", base / "out", base / "home"
        for folder in (self.root, self.out):
            folder.mkdir(exist_ok=True)
        self.orders = Orders(**{"settle_s": 5.0, "interval_s": 1.0, "events": False, **orders})
        self.clock = HandClock()
        self.settings = Settings(out=self.out, home=self.home, timezone="UTC")
        self.lanes = lanes
        self.guard: OnlyWatcher | None = None
        self.start()

    def start(self, **settings: Any) -> None:
        """Begin, as a new process would; what the one before held is let go of."""
        self.let_go()
        if settings:
            given = {"out": self.out, "home": self.home, "timezone": "UTC", **settings}
            self.settings = Settings(**given)
        database = Database(self.home)
        database.prepare()
        self.claims = Claims(database, self.root)
        self.log = Told()
        self.status = Status(str(self.root), str(self.out), self.clock.wall())
        self.scoring = FakeScoring(self.claims, self.out, free=self.lanes)
        self.guard = OnlyWatcher(self.root, self.home, inside=not self.leave).__enter__()
        settler: Any = Settler(
            DropFolder(self.root), self.claims, self.orders, self.out, self.clock, self.log,
            self.status,
        )  # fmt: skip
        sight = Sight(settler, Eyes(self.root), self.guard)
        attributed = attributor(str(self.root), self.root, self.settings, self.orders.levels)
        self.watcher = Watcher(
            settler,
            sight,
            Taker(settler, sight, attributed, self.leave),
            self.scoring,
            Space(settler, (self.out, self.home)),
            state_folder(self.home, self.root),
        )
        self.watcher.begin()

    def let_go(self) -> None:
        """Stop being the watcher of the folder."""
        if self.guard:
            self.guard.__exit__()

    def drop(self, path: str, text: str = "hello this is dana.") -> Path:
        """Put a whole file into the folder."""
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
        return place

    def run(self, seconds: float, step_s: float = 1.0) -> None:
        """Let the watcher turn for so long."""
        for _ in range(round(seconds / step_s)):
            self.watcher.turn()
            self.clock.turn(step_s)
        self.watcher.turn()

    def files(self, under: str = "") -> set[str]:
        """Files in the drop folder, by path, our own marks left out."""
        top = self.root / under
        found = (path for path in top.rglob("*") if path.is_file() or path.is_symlink())
        return {str(path.relative_to(top)) for path in found if not path.name.startswith(".coach")}
