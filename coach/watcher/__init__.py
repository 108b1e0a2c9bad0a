"""The drop folder: recordings that appear there are scored, each exactly once.

A door like the command line. A full scan every now and then is the truth; events of the system
only make it quicker. The main thread looks and keeps the books, lanes beside it score.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.watcher.orders import Orders

if TYPE_CHECKING:
    from coach.errors import ExitCode
    from coach.settings import Settings

__all__ = ["Orders", "watch"]


def watch(folder: str, settings: Settings, orders: Orders) -> ExitCode:
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
    from coach.watcher.running import watch as run  # heavy, and the command line's help is not

    return run(folder, settings, orders)
