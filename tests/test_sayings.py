"""What a message says is found once; its vectors are kept and serve without a model."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from fakes import PITCH, FakeMeaning, heard
from spoken import say

from coach.cues import teach
from coach.history import History
from coach.records import Recording
from coach.sayings import Sayings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

KEY = History.key("0" * 64, "base|en|US")
SPEECH = heard(PITCH.encode())
RECORDING = Recording("a.wav", "a.wav", rep="Dana Fletcher", rep_company="Brightline")


class NoMeaning(FakeMeaning):
    """A model that must not be asked."""

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Fail."""
        raise AssertionError(texts)


@pytest.fixture
def history(tmp_path: Path) -> History:
    made = History(tmp_path / "home")
    made.prepare()
    return made


def sayings(history: History, meaning: FakeMeaning | None = None) -> Sayings:
    meaning = meaning or FakeMeaning()
    return Sayings(history, teach(meaning, history.home / "cache"), meaning)  # type: ignore[arg-type]  # a fake


def kept(history: History) -> list[Path]:
    return sorted(history.home.rglob("*.npy"))


def test_clauses_stand_where_they_were_said(history: History) -> None:
    clauses, said = sayings(history).of(KEY, SPEECH, RECORDING)
    text = SPEECH.transcript.text
    assert len(clauses) >= 3
    for clause in clauses:
        assert text[clause.start_char : clause.end_char] == clause.text
        assert clause.start_s is not None
        assert SPEECH.message.start_s <= clause.start_s < (clause.end_s or 0.0)
    assert {hit.clause for hit in said} <= set(clauses)


def test_a_name_the_roster_knows_is_found(history: History) -> None:
    _, said = sayings(history).of(KEY, SPEECH, RECORDING)
    assert {"caller_name", "caller_company"} <= {hit.cue for hit in said if hit.is_sure}


def test_what_was_read_once_needs_no_model(history: History) -> None:
    first = sayings(history).of(KEY, SPEECH, RECORDING)
    assert len(kept(history)) == 1
    assert sayings(history, NoMeaning()).of(KEY, SPEECH, RECORDING) == first
    assert len(kept(history)) == 1


def test_vectors_lie_beside_their_hearing(history: History) -> None:
    history.keep(KEY, SPEECH, b"sound")
    sayings(history).of(KEY, SPEECH, RECORDING)
    (file,) = kept(history)
    assert file.name.startswith(KEY)
    assert file.with_name(f"{KEY}.json").exists()


def test_other_words_and_another_model_have_vectors_of_their_own(history: History) -> None:
    sayings(history).of(KEY, SPEECH, RECORDING)
    sayings(history).of(KEY, heard(b"Hi Sam this is Dana from Orrin call me back"), RECORDING)
    other = FakeMeaning()
    other.identity = "other@sha256:11"
    sayings(history, other).of(KEY, SPEECH, RECORDING)
    assert len(kept(history)) == 3


@pytest.mark.parametrize("damage", [b"", b"\x93NUMPY", b"nonsense"])
def test_damaged_vectors_are_made_anew(history: History, damage: bytes) -> None:
    first = sayings(history).of(KEY, SPEECH, RECORDING)
    (file,) = kept(history)
    whole = file.read_bytes()
    for content in (damage, whole[:-8]):
        file.write_bytes(content)
        meaning = FakeMeaning()
        assert sayings(history, meaning).of(KEY, SPEECH, RECORDING) == first
        assert meaning.asked
        assert file.read_bytes() == whole


def test_a_message_without_words_says_nothing(history: History) -> None:
    silent = replace(say("[2.0]"), readings=())
    assert sayings(history, NoMeaning()).of(KEY, silent, RECORDING) == ((), ())
    assert kept(history) == []
