"""The history's tables, as an ordered list of changes: `NNN_what.sql`, each done once, whole.

A change that was released is never edited; the next one is added behind it. Statements end with
a semicolon at the end of a line. Every column has a comment.
"""

from importlib import resources

MIGRATIONS: tuple[tuple[str, str], ...] = tuple(
    (entry.name.removesuffix(".sql"), entry.read_text(encoding="utf-8"))
    for entry in sorted(resources.files(__name__).iterdir(), key=lambda entry: entry.name)
    if entry.name.endswith(".sql")
)
"""Name and statements, in the order in which they are applied."""
