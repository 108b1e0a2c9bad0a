"""What a message says is found once; its vectors are kept and serve without a model."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from fakes import PITCH, FakeMeaning, heard
from spoken import say

from coach.cues import teach
from coach.history import Hearings, History
from coach.records import Recording, Span
from coach.sayings import Sayings, SayingsFinder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

KEY = Hearings.key("0" * 64, "base|en|US")
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


def sayings(history: History, meaning: FakeMeaning | None = None) -> SayingsFinder:
    meaning = meaning or FakeMeaning()
    return SayingsFinder(history.hearings, teach(meaning, history.home / "cache"), meaning)  # type: ignore[arg-type]  # a fake


def kept(history: History) -> list[bytes]:
    with history.database.reading() as connection:
        return [row[0] for row in connection.execute("SELECT content FROM beside ORDER BY rowid")]


def told(found: Sayings) -> tuple[object, object]:
    return found.clauses, found.said


def damage_kept(history: History, content: bytes) -> None:
    with history.database.writing() as connection:
        connection.execute("UPDATE beside SET content = ?", (content,))


def test_clauses_stand_where_they_were_said(history: History) -> None:
    found = sayings(history).of(KEY, SPEECH, RECORDING)
    clauses, said = found.clauses, found.said
    text = SPEECH.transcript.text
    assert len(clauses) >= 3
    for clause in clauses:
        assert text[clause.start_char : clause.end_char] == clause.text
        assert clause.start_s is not None
        assert SPEECH.message.start_s <= clause.start_s < (clause.end_s or 0.0)
    assert {hit.clause for hit in said} <= set(clauses)


def test_a_name_the_roster_knows_is_found(history: History) -> None:
    said = sayings(history).of(KEY, SPEECH, RECORDING).said
    assert {"caller_name", "caller_company"} <= {hit.cue for hit in said if hit.is_sure}


def test_what_was_read_once_needs_no_model(history: History) -> None:
    first = sayings(history).of(KEY, SPEECH, RECORDING)
    assert len(kept(history)) == 1
    assert told(sayings(history, NoMeaning()).of(KEY, SPEECH, RECORDING)) == told(first)
    assert len(kept(history)) == 1


def test_what_was_packed_comes_back(history: History) -> None:
    first = sayings(history).of(KEY, SPEECH, RECORDING)
    assert told(Sayings.unpacked(first.packed())) == told(first)
    for wrong in (b"", b"[]", b'[[], [["who", 0, 0.9]]]'):
        with pytest.raises(ValueError, match="no stored sayings"):
            Sayings.unpacked(wrong)


def test_other_names_words_or_cues_are_made_of_something_else(history: History) -> None:
    finder = sayings(history)
    made = [
        finder.made_of(KEY, SPEECH, RECORDING),
        finder.made_of("other", SPEECH, RECORDING),
        finder.made_of(KEY, SPEECH, replace(RECORDING, prospect="Sam")),
        finder.made_of(KEY, replace(SPEECH, message=Span(2.0, 5.0)), RECORDING),
    ]
    (history.home / "cues").mkdir()
    (history.home / "cues" / "who.toml").write_text('examples = ["it is me"]')
    made.append(sayings(history).made_of(KEY, SPEECH, RECORDING))
    assert len(set(made)) == len(made)
    assert finder.made_of(KEY, SPEECH, RECORDING) == made[0]


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
    (whole,) = kept(history)
    for content in (damage, whole[:-8]):
        damage_kept(history, content)
        meaning = FakeMeaning()
        assert told(sayings(history, meaning).of(KEY, SPEECH, RECORDING)) == told(first)
        assert meaning.asked
        assert kept(history) == [whole]


def test_a_message_without_words_says_nothing(history: History) -> None:
    silent = replace(say("[2.0]"), readings=())
    assert told(sayings(history, NoMeaning()).of(KEY, silent, RECORDING)) == ((), ())
    assert kept(history) == []
