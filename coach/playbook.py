"""Playbooks: what counts as good. Read from TOML, checked, never guessed at."""

from __future__ import annotations

import hashlib
import math
import tomllib
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from coach.errors import UsageError
from coach.measures import MEASURES

SHIPPED = ("standard", "short", "email-redirect")
ROW_KEYS = {"question", "source", "weight", "advice", "targets", "needs", "absent", "off"}
TARGET_KEYS = {"measure", "pass", "watch", "text", "optional", "origin"}

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Target:
    """Ranges of one measure, ends included, in which a row passes or is worth watching."""

    measure: str
    passing: Range
    watching: Range | None
    text: str
    optional: bool = False
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the rubric as a playbook wants it; `off` says why it is switched off.

    `target_text` is the targets in words.
    """

    id: str
    question: str
    source: str
    weight: float
    advice: str
    targets: tuple[Target, ...] = ()
    needs: str | None = None
    absent: str | None = None
    off: str | None = None
    target_text: str = field(init=False, default="")

    def __post_init__(self) -> None:
        """Put the targets in words once: every finding states them."""
        said = [
            target.text + (f" ({target.origin})" if target.origin else "")
            for target in self.targets
        ]
        object.__setattr__(self, "target_text", "; ".join(said))


@dataclass(frozen=True, slots=True)
class Playbook:
    """Rows in order; `sha256` identifies the text they came from."""

    name: str
    sha256: str
    rows: tuple[Row, ...]

    @property
    def id(self) -> str:
        """Name and digest, as reports state it."""
        return f"{self.name}@sha256:{self.sha256}"


def load_playbook(name_or_file: str) -> Playbook:
    """Read a shipped playbook by name, or a team's own file.

    Raises
    ------
    UsageError
        With file, row and key, where something is missing or wrong.
    """
    text, where = _text(name_or_file)
    content = _parsed(text, where)
    tables, digest = _rows(content, text, where)
    name = content.get("name", Path(where).stem)
    if not isinstance(name, str):
        raise UsageError(f"{where}: name must be text.")
    rows = tuple(_row(key, row, where) for key, row in tables.items())
    if not rows:
        raise UsageError(f"{where}: there are no rows in this playbook.")
    _check_needs(rows, where)
    _check_measures(rows, where)
    return Playbook(name, digest, rows)


def _check_needs(rows: tuple[Row, ...], where: str) -> None:
    known: set[str] = set()
    for row in rows:
        if row.needs is not None and row.needs not in known:
            raise UsageError(f"{where}: row {row.id!r}: needs must name a row above it.")
        known.add(row.id)


def _check_measures(rows: tuple[Row, ...], where: str) -> None:
    """Targets name measures, or rows that will have one."""
    known = {row.id for row in rows} | {measure.id for measure in MEASURES}
    for row in rows:
        for target in row.targets:
            if target.measure not in known:
                raise UsageError(f"{where}: row {row.id!r}: no measure {target.measure!r}.")


def _text(name_or_file: str) -> tuple[str, str]:
    if name_or_file in SHIPPED:
        shipped = resources.files("coach.playbooks").joinpath(f"{name_or_file}.toml")
        return shipped.read_text(encoding="utf-8"), name_or_file
    try:
        return Path(name_or_file).read_text(encoding="utf-8"), name_or_file
    except (OSError, UnicodeDecodeError) as error:
        known = ", ".join(SHIPPED)
        message = f"There is no playbook {name_or_file!r}: name one of {known}, or a TOML file."
        raise UsageError(message) from error


def _parsed(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{where}: {error}") from error


def _rows(content: dict[str, Any], text: str, where: str) -> tuple[dict[str, dict[str, Any]], str]:
    """Rows with those of the playbook it extends under them, and the digest of both texts."""
    digest = hashlib.sha256(text.encode())
    rows: dict[str, dict[str, Any]] = {}
    base = content.get("extends")
    if base is not None:
        if base not in SHIPPED:
            raise UsageError(f"{where}: extends must be one of {', '.join(SHIPPED)}, not {base!r}.")
        base_text, base_where = _text(base)
        rows, base_digest = _rows(_parsed(base_text, base_where), base_text, base_where)
        digest.update(base_digest.encode())
    for key, row in _tables(content, where).items():
        if base is not None and key not in rows and "question" not in row:
            raise UsageError(f"{where}: row {key!r} is not in {base!r} and has no question.")
        rows[key] = {**rows.get(key, {}), **row}
    return rows, digest.hexdigest()


def _tables(content: dict[str, Any], where: str) -> dict[str, dict[str, Any]]:
    rows = content.get("rows", {})
    if not isinstance(rows, dict) or not all(isinstance(row, dict) for row in rows.values()):
        raise UsageError(f"{where}: rows must be tables such as [rows.length].")
    unknown = set(content) - {"name", "extends", "rows"}
    if unknown:
        raise UsageError(f"{where}: {min(unknown)!r} means nothing here.")
    return rows


def _row(key: str, row: dict[str, Any], where: str) -> Row:
    place = f"{where}: row {key!r}"
    for missing in ("question", "source", "weight", "advice"):
        if missing not in row:
            raise UsageError(f"{place} has no {missing}.")
    for unknown in set(row) - ROW_KEYS:
        raise UsageError(f"{place}: {unknown!r} means nothing here.")
    weight = row["weight"]
    if (
        isinstance(weight, bool)
        or not isinstance(weight, int | float)
        or not 0 <= weight < math.inf
    ):
        raise UsageError(f"{place}: weight must be a number from 0 up, not {weight!r}.")
    texts = {
        name: row.get(name) for name in ("question", "source", "advice", "needs", "absent", "off")
    }
    for name, value in texts.items():
        if value is not None and not isinstance(value, str):
            raise UsageError(f"{place}: {name} must be text.")
    listed = row.get("targets", [])
    if not isinstance(listed, list):
        raise UsageError(f"{place}: targets must be tables such as [[rows.{key}.targets]].")
    targets = tuple(_target(target, place) for target in listed)
    return Row(id=key, weight=float(weight), targets=targets, **texts)  # type: ignore[arg-type]  # checked above


def _target(target: Any, place: str) -> Target:
    if not isinstance(target, dict) or not {"measure", "pass", "text"} <= set(target):
        raise UsageError(f"{place}: a target needs measure, pass and text.")
    for unknown in set(target) - TARGET_KEYS:
        raise UsageError(f"{place}: {unknown!r} means nothing in a target.")
    for key, kind in (("measure", str), ("text", str), ("origin", str), ("optional", bool)):
        if key in target and not isinstance(target[key], kind):
            wanted = "text" if kind is str else "true or false"
            raise UsageError(f"{place}: {key} of a target must be {wanted}.")
    watch = target.get("watch")
    return Target(
        measure=target["measure"],
        passing=_range(target["pass"], place, "pass"),
        watching=None if watch is None else _range(watch, place, "watch"),
        text=target["text"],
        optional=target.get("optional", False),
        origin=target.get("origin"),
    )


def _range(value: Any, place: str, key: str) -> Range:
    numbers = isinstance(value, list) and len(value) == 2
    if not numbers or not all(
        isinstance(v, int | float) and not isinstance(v, bool) for v in value
    ):
        raise UsageError(f"{place}: {key} must be two numbers such as [0, 20].")
    low, high = float(value[0]), float(value[1])
    if not low <= high:
        raise UsageError(f"{place}: {key} runs from {low:g} down to {high:g}.")
    return low, high
