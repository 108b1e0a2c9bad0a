"""Everything one server holds, made once and handed on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coach.history import Database
from coach.service import Coach
from coach.web.accounts import Accounts
from coach.web.desk import Desk, upload_attribution
from coach.web.search import Search
from coach.web.secret import digest, new_secret
from coach.web.sessions import Keys, Misses, Sessions
from coach.web.shelf import Shelf
from coach.web.spool import Spool
from coach.web.takes import Takes
from coach.web.team_pages import TeamPages
from coach.web.uploads import Uploads
from coach.web.working import Scoring, TakeScoring, Worker

if TYPE_CHECKING:
    from coach.web.address import Address
    from coach.web.limits import Limits

FOLDER = "uploads"
"""Under `--home`."""


@dataclass(frozen=True, slots=True)
class Site:
    """One server: the coach that pages read with, and what the server keeps.

    `entrance` is the digest of the secret in the address that the one person opens.
    """

    coach: Coach
    desk: Desk
    address: Address
    limits: Limits
    database: Database
    accounts: Accounts
    sessions: Sessions
    keys: Keys
    misses: Misses
    uploads: Uploads
    spool: Spool
    takes: Takes
    shelf: Shelf
    search: Search
    workers: dict[str, Worker] = field(default_factory=dict)
    team_pages: TeamPages = field(default_factory=TeamPages)
    entrance: str = field(default_factory=lambda: digest(new_secret()))

    def start(self) -> None:
        """Make ready what is kept, and let the workers begin."""
        self.uploads.restart()
        self.spool.prepare()
        self.tidy()
        for worker in self.workers.values():
            worker.start()

    def tidy(self) -> None:
        """Let go of old uploads, and of recordings that nobody waits for."""
        self.uploads.tidy()
        self.spool.tidy(self.uploads.files)

    def stop(self) -> None:
        """Let the workers take nothing more; what they have waits for the next start."""
        for worker in self.workers.values():
            worker.stop()


def site(coach: Coach, address: Address, limits: Limits, entrance: str) -> Site:
    """Return a server's parts on the history under the coach's home, tables up to date."""
    database = Database(coach.settings.home)
    database.prepare()
    uploads, takes = Uploads(database), Takes(database)
    spool = Spool(coach.settings.home / FOLDER, limits)
    reader = Coach(coach.settings, coach.executor, listens=False)
    coach.attribution = upload_attribution(coach.attribution)
    shelf = Shelf(reader, database)
    workers = {
        "message": Worker("message", uploads, Scoring(coach, uploads, spool)),
        "take": Worker("take", uploads, TakeScoring(coach, uploads, spool, takes)),
    }
    return Site(
        reader,
        Desk(reader),
        address,
        limits,
        database,
        Accounts(database),
        Sessions(database),
        Keys(database),
        Misses(database),
        uploads,
        spool,
        takes,
        shelf,
        Search(shelf),
        workers,
        TeamPages(),
        digest(entrance),
    )
