"""A cue: something a clause may say, taught by sentences that say it and near misses that do not.

coach's own lie beside this file, one TOML a cue. A manager adds sentences in
`<home>/cues/<cue id>.toml`, with the same keys but `meaning` and `source`.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass, replace
from importlib import resources
from typing import TYPE_CHECKING, Any

from coach.cues.patterns import checked
from coach.cues.tokens import plain
from coach.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

TEXTS = ("meaning", "source")
SENTENCES = ("examples", "near")
PATTERNS = ("patterns", "against")
FIRST_PATTERNS = "\npatterns = ["
HAS_WORD = re.compile(r"[^\W_]")
MOST_BYTES = 1_000_000
"""No list of sentences for one cue is longer; so a wrong file is refused at once (ours)."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue; its sentences are as written, those a manager added kept apart.

    A clause that fits one of `patterns` has the cue, unless one of `vetoes` fits it too. Where
    coach's own sentences were not read, there are no `examples`, no `near` and no texts.
    """

    id: str
    meaning: str
    source: str
    examples: tuple[str, ...]
    near: tuple[str, ...]
    patterns: tuple[str, ...] = ()
    vetoes: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    added_near: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of coach's own sentences: what a trained model must have been trained on."""
        text = "\0".join((*self.examples, "", *self.near))
        return hashlib.sha256(text.encode()).hexdigest()


def load_cues(home: Path | None = None, *, sentences: bool = True) -> tuple[Cue, ...]:
    """Read coach's cues, in order of id, with what a manager added under `home`/cues.

    Without `sentences` coach's own are not read, which the trained model stands for: of 8,000 of
    them TOML is read in 60 ms, of the patterns in 5.

    Raises
    ------
    UsageError
        With file and key, where a file cannot be read, is no TOML, or holds what it should not.
    """
    shipped = resources.files("coach.cues")
    files = sorted(
        (one for one in shipped.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name
    )
    contents = {one.name[:-5]: (one.name, one.read_text(encoding="utf-8")) for one in files}
    added = _added_files(home, contents) if home else {}
    read = _cue if sentences else _without_sentences
    return tuple(read(key, where, text, added.get(key)) for key, (where, text) in contents.items())


def _added_files(home: Path, known: Mapping[str, object]) -> dict[str, Path]:
    found = {path.stem: path for path in sorted((home / "cues").glob("*.toml"))}
    unknown = sorted(set(found) - set(known))
    if unknown:
        names = ", ".join(sorted(known))
        raise UsageError(f"{found[unknown[0]]}: there is no cue {unknown[0]!r}; cues are {names}.")
    return found


def _cue(key: str, where: str, text: str, addition: Path | None) -> Cue:
    own = _table(text, where)
    for missing in (*TEXTS, *SENTENCES):
        if not own.get(missing):
            raise UsageError(f"{where}: the cue has no {missing}.")
    return _added(
        Cue(
            key,
            own["meaning"],
            own["source"],
            _unique(own["examples"]),
            _unique(own["near"]),
            tuple(own.get("patterns", ())),
            tuple(own.get("against", ())),
        ),
        addition,
    )


def _without_sentences(key: str, where: str, text: str, addition: Path | None) -> Cue:
    """The cue without coach's own sentences: in its own files the patterns come last."""
    own = _table(text[max(0, text.find(FIRST_PATTERNS)) :], where)
    patterns, vetoes = (tuple(own.get(name, ())) for name in PATTERNS)
    return _added(Cue(key, "", "", (), (), patterns, vetoes), addition)


def _added(cue: Cue, addition: Path | None) -> Cue:
    """The cue with what a manager added to it."""
    if addition is None:
        return cue
    added = _addition(addition)
    return replace(
        cue,
        patterns=(*cue.patterns, *added.get("patterns", ())),
        vetoes=(*cue.vetoes, *added.get("against", ())),
        added=_unique(added.get("examples", ())),
        added_near=_unique(added.get("near", ())),
    )


def _addition(path: Path) -> dict[str, Any]:
    table = _table(_read(path), str(path))
    check_patterns(table, str(path))
    for name in TEXTS:
        if name in table:
            raise UsageError(f"{path}: {name} cannot be changed; add {', '.join(SENTENCES)}.")
    if not any(table.get(name) for name in SENTENCES + PATTERNS):
        raise UsageError(f"{path}: there are no examples in it, and no near misses.")
    check_sentences(table, str(path))
    return table


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UsageError(f"{path}: this is too long for a cue (more than 1 MB).")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: this is not text in UTF-8.") from error
    except OSError as error:
        reason = (error.strerror or "not possible").lower()
        raise UsageError(f"{path}: it cannot be read ({reason}).") from error


def _table(text: str, where: str) -> dict[str, Any]:
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"{where}: {error}.") from error
    return {name: _checked(name, value, where) for name, value in table.items()}


def _checked(name: str, value: Any, where: str) -> Any:
    if name in TEXTS:
        if not isinstance(value, str) or not value.strip():
            raise UsageError(f"{where}: {name} must be text.")
        return value
    if name not in SENTENCES + PATTERNS:
        known = ", ".join(TEXTS + SENTENCES + PATTERNS)
        raise UsageError(f"{where}: {name!r} means nothing here; known are {known}.")
    if not isinstance(value, list):
        raise UsageError(f"{where}: {name} must be a list of texts.")
    return [
        _entry(name, one, f"{where}: {name}, entry {number}")
        for number, one in enumerate(value, start=1)
    ]


def check_patterns(table: Mapping[str, Any], where: str) -> None:
    """Refuse what is no pattern; coach's own are checked by a test, which takes 0.3 s.

    Raises
    ------
    UsageError
        With file, key and entry.
    """
    for name in PATTERNS:
        for number, pattern in enumerate(table.get(name, ()), start=1):
            place = f"{where}: {name}, entry {number}"
            if checked(pattern, place).search("") and name == "patterns":
                raise UsageError(f"{place}: {pattern!r} fits everything.")


def check_sentences(table: Mapping[str, Any], where: str) -> None:
    """Refuse one that is both example and near miss; coach's own are checked by a test.

    Raises
    ------
    UsageError
        With file and sentence.
    """
    examples, near = (set(map(plain, table.get(name, ()))) for name in SENTENCES)
    if both := examples & near:
        raise UsageError(f"{where}: {min(both)!r} cannot be an example and a near miss.")


def _entry(name: str, value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise UsageError(f"{where}: {value!r} is not text.")
    if name in SENTENCES and not HAS_WORD.search(value):
        raise UsageError(f"{where}: {value!r} has no words.")
    return value.strip() if name in SENTENCES else value


def _unique(sentences: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sentences))
