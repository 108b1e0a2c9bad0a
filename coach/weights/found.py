"""Weights by name or folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coach.errors import MissingError
from coach.weights.digest import digest
from coach.weights.joined import ready_folder
from coach.weights.packaged import DEFAULT_MODEL, MODEL_FILE, PACKAGED, PackagedModel

MULTILINGUAL_TOKENS = 51_865
"""Whisper's vocabulary has at least this many entries where it knows more than English."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A model that can be loaded: `faster_whisper.WhisperModel(str(weights.folder))`.

    `sha256` is that of model.bin; `source` says where it came from, in words.
    """

    name: str
    folder: Path
    sha256: str
    multilingual: bool
    source: str


def find(name_or_folder: str, cache: Path) -> Weights:
    """Find a model by name or folder, verified and ready to load.

    Packaged names never touch the network. A folder needs model.bin, a vocabulary and
    tokenizer.json. Any other name that faster-whisper knows is downloaded where it is not
    on this machine yet.

    Raises
    ------
    MissingError
        In one sentence: what to install, or where to put which file.
    """
    if name_or_folder in PACKAGED:
        return _packaged(PACKAGED[name_or_folder], cache)
    folder = Path(name_or_folder).expanduser()
    if name_or_folder.strip() and _is_folder(folder):
        return _described(folder.resolve().name, folder.resolve(), cache, "folder")
    return _downloaded(name_or_folder, cache)


def _packaged(model: PackagedModel, cache: Path) -> Weights:
    folder = ready_folder(model, cache)
    source = f"package {' + '.join(model.distributions)} {model.version}"
    return Weights(model.name, folder, model.sha256, model.multilingual, source)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name too long for a path, or a folder that may not be entered
        return False


def _described(name: str, folder: Path, cache: Path, source: str) -> Weights:
    missing = _missing_files(folder)
    if missing:
        raise MissingError(f"The folder {folder} is no Whisper model: it has no {missing[0]}.")
    try:
        sha256, multilingual = digest(folder / MODEL_FILE, cache), _is_multilingual(folder)
    except (OSError, ValueError, TypeError) as error:
        raise MissingError(f"The model in {folder} cannot be read ({error}).") from error
    return Weights(name, folder, sha256, multilingual, source)


def _missing_files(folder: Path) -> list[str]:
    """Without tokenizer.json faster-whisper would silently fetch one from the network."""
    missing = [name for name in (MODEL_FILE, "tokenizer.json") if not (folder / name).is_file()]
    return missing if _vocabulary(folder) else [*missing, "vocabulary.json or vocabulary.txt"]


def _vocabulary(folder: Path) -> Path | None:
    places = (folder / "vocabulary.json", folder / "vocabulary.txt")
    return next((place for place in places if place.is_file()), None)


def _is_multilingual(folder: Path) -> bool:
    """Tell as CTranslate2 does, by the size of the vocabulary."""
    path = _vocabulary(folder) or folder / "vocabulary.txt"
    text = path.read_bytes()
    tokens = len(json.loads(text)) if path.suffix == ".json" else text.count(b"\n")
    return tokens >= MULTILINGUAL_TOKENS


def _downloaded(name: str, cache: Path) -> Weights:
    from faster_whisper import available_models  # late: it costs half a second

    known = sorted({*PACKAGED, *available_models()})
    if name not in known:  # so that no hub is ever asked for a mistyped path or a private name
        names = ", ".join(known)
        raise MissingError(f"There is no Whisper model or folder {name!r}; known are {names}.")
    ours = {"cache_dir": str(cache / "weights" / "hub")}
    # The user's own hub cache first, then ours; only then the network.
    for options in ({"local_files_only": True}, {"local_files_only": True, **ours}, ours):
        folder = _fetched(name, options)
        if folder and not _missing_files(folder):
            return _described(name, folder, cache, "downloaded")
    raise MissingError(
        f'The Whisper model "{name}" is not on this machine and could not be downloaded: put its '
        "model.bin, config.json, tokenizer.json and vocabulary file into a folder and name that "
        f'folder as the model, or use "{DEFAULT_MODEL}", which needs no download.'
    )


def _fetched(name: str, options: dict[str, Any]) -> Path | None:
    from faster_whisper import download_model

    try:
        return Path(download_model(name, **options))
    except Exception:  # the hub's errors share no root, and the way out is the same for all
        return None
