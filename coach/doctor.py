"""What `coach doctor` finds: models, libraries, folders; and what it mended."""

from __future__ import annotations

import importlib.metadata
import platform
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach import __version__
from coach.errors import CoachError, MissingError
from coach.history import History
from coach.weights import available, find, mend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIBRARIES = ("faster-whisper", "ctranslate2", "onnxruntime", "av", "librosa", "numpy")


@dataclass(frozen=True, slots=True)
class Examination:
    """Lines to print, and whether recordings could be scored now."""

    lines: tuple[str, ...]
    healthy: bool


def examine(model: str, cache: Path, home: Path) -> Examination:
    """Look at everything a run needs, mending damaged joined weights on the way."""
    lines = [f"coach {__version__}, Python {platform.python_version()}, {platform.platform()}"]
    lines.append("Libraries: " + ", ".join(_libraries()))
    lines += mend(cache)
    lines += _models(cache)
    lines += [f"Cache: {cache}", f"History: {home}"]
    problems = [
        problem for problem in (_missing(model, cache, lines), _unwritable(home)) if problem
    ]
    lines += problems or ["All well."]
    return Examination(tuple(lines), healthy=not problems)


def _libraries() -> Iterator[str]:
    for name in LIBRARIES:
        try:
            yield f"{name} {importlib.metadata.version(name)}"
        except importlib.metadata.PackageNotFoundError:
            yield f"{name} is missing"


def _models(cache: Path) -> Iterator[str]:
    for one in available(cache):
        packages = ", ".join(
            f"{name} {version or 'is missing'}" for name, version in one.installed.items()
        )
        state = "verified" if one.usable else one.problem or "not usable"
        yield f"Model {one.name}: {state} ({packages})"


def _missing(model: str, cache: Path, lines: list[str]) -> str | None:
    try:
        weights = find(model, cache)
    except MissingError as error:
        return str(error)
    lines.append(f"Would use: {weights.name}, sha256 {weights.sha256}, from {weights.source}")
    return None


def _unwritable(home: Path) -> str | None:
    try:
        database = History(home).database
        database.prepare()
        damage = database.damage()
    except CoachError as error:
        return str(error)
    return f"The history {database.path} is damaged ({damage})." if damage else None
