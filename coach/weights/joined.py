"""The folder a packaged model is loaded from, joined in the cache where it came in parts."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from coach.errors import MissingError
from coach.weights.digest import aside, is_right

if TYPE_CHECKING:
    from pathlib import Path

    from coach.weights.packaged import PackagedModel


def ready_folder(model: PackagedModel, cache: Path) -> Path:
    """Return a folder with every file of the model, verified.

    What is damaged or cut short in the cache is built again from the packages.

    Raises
    ------
    MissingError
        A package is missing or damaged, or the cache cannot be written or is full.
    """
    return _in_place(model, cache) if model.in_place else _joined(model, cache)


def joined_folder(model: PackagedModel, cache: Path) -> Path:
    """Where the joined model lies; the digest keeps two versions of coach apart."""
    return cache / "weights" / f"{model.name}-{model.sha256[:12]}"


def _in_place(model: PackagedModel, cache: Path) -> Path:
    paths = tuple(model.verified(piece, cache) for piece in model.pieces)
    return paths[0].parent


def _joined(model: PackagedModel, cache: Path) -> Path:
    folder = joined_folder(model, cache)
    for name, (sha256, pieces) in model.files.items():
        if not is_right(folder / name, sha256, cache):
            parts = [model.verified(piece, cache) for piece in pieces]
            _join(parts, folder / name, sha256, cache)
    return folder


def _join(parts: list[Path], target: Path, sha256: str, cache: Path) -> None:
    """Write aside, then rename: two processes may do so together, each with its own file."""
    temporary = aside(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _concatenate(parts, temporary)
        with suppress(PermissionError):  # Windows: a process that was first has it open
            temporary.replace(target)
        if not is_right(target, sha256, cache):
            raise OSError(errno.EIO, "what was written does not read back")
    except OSError as error:
        raise _unwritable(target.parent, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _concatenate(parts: list[Path], target: Path) -> None:
    with target.open("xb") as out:
        for path in parts:
            with path.open("rb") as part:
                shutil.copyfileobj(part, out, 1 << 20)
        out.flush()
        os.fsync(out.fileno())


def _unwritable(folder: Path, error: OSError) -> MissingError:
    reason = (error.strerror or type(error).__name__).lower()
    return MissingError(
        f"The Whisper model cannot be put together in {folder} ({reason}): "
        "set COACH_CACHE to a folder that can be written and has 200 MB to spare."
    )
