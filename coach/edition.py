"""Which coach this is, to the letter: what it measures may change with any of its files."""

from __future__ import annotations

import functools
import hashlib
from importlib import resources
from typing import TYPE_CHECKING

from coach import __version__

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

CODE = (".py", ".toml", ".npz", ".json", ".txt")
"""How the files end that verdicts depend on; pages do not tell what was measured."""


@functools.cache
def edition() -> str:
    """The version and a digest of coach's own files, 16 characters; read once a process."""
    found = hashlib.sha256(__version__.encode())
    for name, file in _files(resources.files("coach"), ""):
        found.update(name.encode())
        found.update(file.read_bytes())
    return found.hexdigest()[:16]


def _files(folder: Traversable, name: str) -> list[tuple[str, Traversable]]:
    """Files of a folder and those in it, in the order of their names."""
    found: list[tuple[str, Traversable]] = []
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        inner = f"{name}/{entry.name}"
        if entry.is_dir():
            found += _files(entry, inner)
        elif entry.name.endswith(CODE):
            found.append((inner, entry))
    return found
