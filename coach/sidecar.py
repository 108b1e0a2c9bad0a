"""A file beside a recording that says who left it to whom and when: `name.json`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

MOST_BYTES = 64_000


def sidecar(location: str, columns: Collection[str]) -> tuple[dict[str, str], str]:
    """What stands beside a recording, by roster column, and the file's name.

    `a.wav.json` or `a.json` beside `a.wav`, an object whose keys are named like a roster's
    columns. Whatever else lies there says nothing: other programs write such files too.
    """
    path = Path(location)
    for file in (path.with_name(f"{path.name}.json"), path.with_suffix(".json")):
        if found := _read(file, columns):
            return found, str(file)
    return {}, ""


def _read(file: Path, columns: Collection[str]) -> dict[str, str]:
    try:
        if file.stat().st_size > MOST_BYTES:
            return {}
        content = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(content, dict):
        return {}
    return {
        key: value.strip()
        for key, value in content.items()
        if key in columns and isinstance(value, str) and value.strip()
    }
