"""What was asked beside what was measured, as lines of a table."""

from __future__ import annotations


class Verdicts:
    """Lines of a table, and whether all agree with what was asked."""

    def __init__(self) -> None:
        self.well = True

    def tell(self, what: str, asked: object, measured: object, well: bool) -> None:
        """Print a line."""
        self.well &= well
        print(f"{'ok ' if well else 'BAD'} {what}: asked {asked}, measured {measured}", flush=True)
