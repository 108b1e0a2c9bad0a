"""What `coach doctor` says of the packaged models, and what it mends."""

from __future__ import annotations

import importlib.metadata
import shutil
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.errors import MissingError
from coach.weights.digest import forget, is_right
from coach.weights.joined import joined_folder
from coach.weights.packaged import MODEL_FILE, PACKAGED, PackagedModel

if TYPE_CHECKING:
    from pathlib import Path

STALE_S = 3600.0
"""A temporary file older than this belongs to nobody who is still joining (ours)."""


@dataclass(frozen=True, slots=True)
class Availability:
    """One packaged model as it is on this machine.

    `installed` has the version of each package, None where it is missing. `joined` is False
    where the joined model is damaged, None where nothing is joined (yet, or ever). `usable`
    says whether a whole model is there, packed or joined; `problem` what the packages lack.
    """

    name: str
    installed: dict[str, str | None]
    packages_intact: bool
    joined: bool | None
    usable: bool
    problem: str | None


def available(cache: Path) -> tuple[Availability, ...]:
    """Examine every packaged model byte by byte, forgetting what was verified earlier."""
    forget(cache)
    return tuple(_examined(model, cache) for model in PACKAGED.values())


def mend(cache: Path) -> tuple[str, ...]:
    """Remove damaged joined models and leftovers; `find` joins a model again.

    Returns a sentence for each thing that was removed, or could not be.
    """
    forget(cache)
    models = [model for model in PACKAGED.values() if _is_joined_right(model, cache) is False]
    damaged = [_removed(joined_folder(model, cache), "damaged model") for model in models]
    leftovers = [_removed(path, "left-over file") for path in _stale_files(cache)]
    return (*damaged, *leftovers)


def _examined(model: PackagedModel, cache: Path) -> Availability:
    problem, joined = _problem(model, cache), _is_joined_right(model, cache)
    installed = {name: _version(name) for name in model.distributions}
    usable = problem is None or joined is True
    return Availability(model.name, installed, problem is None, joined, usable, problem)


def _problem(model: PackagedModel, cache: Path) -> str | None:
    try:
        for piece in model.pieces:
            model.verified(piece, cache)
    except MissingError as error:
        return str(error)
    return None


def _is_joined_right(model: PackagedModel, cache: Path) -> bool | None:
    folder = joined_folder(model, cache)
    if model.in_place or not (folder / MODEL_FILE).exists():
        return None
    return all(is_right(folder / name, sha256, cache) for name, (sha256, _) in model.files.items())


def _version(distribution: str) -> str | None:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return None


def _stale_files(cache: Path) -> list[Path]:
    return [path for path in sorted((cache / "weights").glob("*/*.tmp")) if _is_stale(path)]


def _is_stale(path: Path) -> bool:
    try:
        return path.stat().st_mtime < time.time() - STALE_S
    except FileNotFoundError:  # renamed or removed by whoever made it
        return False


def _removed(path: Path, what: str) -> str:
    try:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    except OSError as error:
        return f"The {what} {path} cannot be removed ({error.strerror})."
    return f"Removed the {what} {path}."
