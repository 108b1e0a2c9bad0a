"""SHA-256 of large files, taken once and remembered while the file stays as it is."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def digest(path: Path, cache: Path) -> str:
    """Return the SHA-256 in hex, remembered by path, size and time of change.

    145 MB take 0.1 to 0.5 s. Raises OSError where the file cannot be read.
    """
    path = path.resolve()
    stat = path.stat()
    seen = {"path": str(path), "size": stat.st_size, "mtime_ns": stat.st_mtime_ns}
    stamp = _stamps(cache) / f"{hashlib.sha256(os.fsencode(path)).hexdigest()[:32]}.json"
    with suppress(OSError, ValueError, AttributeError, KeyError):
        known = json.loads(stamp.read_bytes())
        if known.items() >= seen.items():
            return str(known["sha256"])
    sha256 = _sha256(path)
    _remember(stamp, seen | {"sha256": sha256})
    return sha256


def is_right(path: Path, sha256: str, cache: Path) -> bool:
    """Tell whether the file is there, can be read and has this digest."""
    try:
        return digest(path, cache) == sha256
    except OSError:
        return False


def forget(cache: Path) -> None:
    """Drop everything remembered, so that each file is read in full the next time."""
    shutil.rmtree(_stamps(cache), ignore_errors=True)


def aside(target: Path) -> Path:
    """Name a temporary file beside the target that no other process will choose."""
    return target.with_name(f"{target.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _remember(stamp: Path, content: dict[str, Any]) -> None:
    """Do without where the cache cannot be written: the digest is then taken every time."""
    temporary = aside(stamp)
    with suppress(OSError):
        stamp.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(content), encoding="utf-8")
        temporary.replace(stamp)


def _stamps(cache: Path) -> Path:
    return cache / "weights" / "verified"
