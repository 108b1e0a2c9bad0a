"""What coach remembers under `--home`: what was heard, and the messages it was heard in."""

from coach.history.database import Database
from coach.history.hearings import History

__all__ = ["Database", "History"]
