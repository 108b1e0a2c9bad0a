"""Cues found in clauses: by model, pattern, veto, names and a manager's sentences."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from coach.cues import (
    Cue,
    Known,
    Taught,
    clause_vectors,
    clauses_written,
    load_cues,
    said,
    teach,
)
from coach.cues import corrections as added_sentences
from coach.cues.corrections import corrections
from coach.cues.found import EXACT_CONFIDENCE, PATTERN_CONFIDENCE, TRAINED
from coach.cues.model import Model, load_model
from coach.cues.tokens import plain
from coach.errors import MissingError, UsageError
from coach.meaning import Meaning
from coach.said import SURE, UNSURE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MESSAGE = "This is Dana Fletcher from Marlow Bridge. Just touching base. Call me back."


class FakeMeaning(Meaning):
    """Vectors that count words: sentences that share words are near. Notes what it was asked."""

    identity = "fake"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Count words."""
        self.asked += texts
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in enumerate(texts):
            for word in text.split():
                place = int(hashlib.sha256(word.encode()).hexdigest()[:8], 16)
                vectors[row, place % self.dimensions] += 1
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        scaled: NDArray[np.float32] = vectors / np.maximum(norms, 1)
        return scaled


def _no_network(cues: int) -> dict[str, NDArray[np.float32]]:
    """The network's part of a model, which says nothing."""
    return {
        "hidden": np.zeros((384, 1), np.float32),
        "hidden_bias": np.zeros(1, np.float32),
        "out": np.zeros((1, cues), np.float32),
    }


def _model(words: dict[str, float], bias: float = -3.0) -> Model:
    """Knows one cue, by words alone."""
    return Model(
        cues=("checking_in",),
        digests=("",),
        meaning="fake",
        words={word: row for row, word in enumerate(words)},
        vector_weights=np.zeros((384, 1), np.float32),
        word_weights=np.array([[weight] for weight in words.values()], np.float32),
        **_no_network(1),
        bias=np.array([bias], np.float32),
    )


def _taught(
    tmp_path: Path,
    added: Sequence[str] = (),
    near: Sequence[str] = (),
    patterns: Sequence[str] = (),
    vetoes: Sequence[str] = (),
) -> Taught:
    cue = Cue(
        "checking_in",
        "Checks in.",
        "ours",
        ("touching base",),
        ("call me",),
        tuple(patterns),
        tuple(vetoes),
        tuple(added),
        tuple(near),
    )
    model = _model({"touching": 6.0, "back": 1.0})
    return Taught((cue,), model, corrections((cue,), model, FakeMeaning(), tmp_path))


def _found(text: str, taught: Taught, known: Known | None = None) -> list[tuple[str, str, float]]:
    clauses = clauses_written(text)
    found = said(clauses, clause_vectors(clauses, FakeMeaning()), taught, known)
    return [(one.cue, one.clause.text, one.confidence) for one in found]


def test_the_clause_that_says_it_is_the_evidence(tmp_path: Path) -> None:
    ((cue, text, confidence),) = _found(MESSAGE, _taught(tmp_path))
    assert (cue, text) == ("checking_in", "Just touching base.")
    assert confidence == pytest.approx(1 / (1 + np.exp(3 - 6)), abs=1e-3)


def test_a_draft_without_words_says_nothing(tmp_path: Path) -> None:
    assert _found("", _taught(tmp_path)) == []


def test_a_pattern_decides_for_a_cue(tmp_path: Path) -> None:
    found = _found("Call me back.", _taught(tmp_path, patterns=["call me"]))
    assert found == [("checking_in", "Call me back.", PATTERN_CONFIDENCE)]


def test_a_veto_decides_against_model_and_pattern(tmp_path: Path) -> None:
    taught = _taught(tmp_path, patterns=["call me"], vetoes=["^just", "back$"])
    assert _found(MESSAGE, taught) == []


def test_an_added_sentence_is_known_at_once_whatever_else_says(tmp_path: Path) -> None:
    missed = "a wee nudge from old Bert"
    assert _found(missed, _taught(tmp_path)) == []
    taught = _taught(tmp_path, added=["A wee nudge, from old Bert!"], vetoes=["wee"])
    assert _found(missed, taught) == [("checking_in", missed, EXACT_CONFIDENCE)]


def test_what_is_close_to_an_added_sentence_is_found_too(tmp_path: Path) -> None:
    taught = _taught(tmp_path, added=["a wee nudge from old Bert"])
    ((_, text, confidence),) = _found("a wee nudge from old Ned. The boiler is cold.", taught)
    assert text == "a wee nudge from old Ned."
    assert confidence >= SURE


def test_an_added_near_miss_takes_back_what_model_and_pattern_claim(tmp_path: Path) -> None:
    taught = _taught(tmp_path, near=["touching base camp with the sherpas"], patterns=["camp"])
    assert _found("touching base camp with the sherpas", taught) == []
    assert len(_found("touching base", taught)) == 1


def test_far_from_an_added_sentence_nothing_changes(tmp_path: Path) -> None:
    plain_verdicts = _found(MESSAGE, _taught(tmp_path))
    changed = _taught(tmp_path, added=["a wee nudge"], near=["the drains are blocked"])
    assert _found(MESSAGE, changed) == plain_verdicts


def test_the_rep_and_the_company_are_known_by_name(tmp_path: Path) -> None:
    names = tuple(Cue(cue, "Named.", "ours", (), ()) for cue in ("caller_company", "caller_name"))
    model = Model(
        cues=("caller_name", "caller_company"),
        digests=("", ""),
        meaning="fake",
        words={},
        vector_weights=np.zeros((384, 2), np.float32),
        word_weights=np.zeros((0, 2), np.float32),
        **_no_network(2),
        bias=np.full(2, -9, np.float32),
    )
    known = Known(rep="Dana Fletcher", rep_company="Marlow Bridge Software")
    found = _found("it's Dana at Marlow Bridge. Call me.", Taught(names, model, {}), known)
    assert [(cue, text) for cue, text, _ in found] == [
        ("caller_company", "it's Dana at Marlow Bridge."),
        ("caller_name", "it's Dana at Marlow Bridge."),
    ]


def test_stored_vectors_give_the_same_verdicts(tmp_path: Path) -> None:
    clauses = clauses_written(MESSAGE)
    taught = _taught(tmp_path)
    vectors = clause_vectors(clauses, FakeMeaning())
    alone = [said([one], vectors[[at]], taught) for at, one in enumerate(clauses)]
    assert tuple(one for found in alone for one in found) == said(clauses, vectors, taught)


# What a manager added is embedded once


def test_added_sentences_are_embedded_once(tmp_path: Path) -> None:
    cue = Cue("checking_in", "Checks in.", "ours", (), (), added=("A wee nudge.",))
    first, second = FakeMeaning(), FakeMeaning()
    made = corrections((cue,), _model({}), first, tmp_path)["checking_in"]
    again = corrections((cue,), _model({}), second, tmp_path)["checking_in"]
    assert first.asked == ["a wee nudge"]
    assert second.asked == []
    np.testing.assert_allclose(made.vectors, again.vectors, atol=1e-3)
    assert len(list((tmp_path / "cues").iterdir())) == 1


def test_another_addition_replaces_what_was_kept(tmp_path: Path) -> None:
    for text in ("A wee nudge.", "Another nudge."):
        cue = Cue("checking_in", "Checks in.", "ours", (), (), added=(text,))
        corrections((cue,), _model({}), FakeMeaning(), tmp_path)
    assert len(list((tmp_path / "cues").iterdir())) == 1


def test_damaged_or_unwritable_caches_are_done_without(tmp_path: Path) -> None:
    cue = Cue("checking_in", "Checks in.", "ours", (), (), added=("A wee nudge.",))
    corrections((cue,), _model({}), FakeMeaning(), tmp_path)
    (kept,) = (tmp_path / "cues").iterdir()
    kept.write_bytes(b"damaged")
    assert corrections((cue,), _model({}), FakeMeaning(), tmp_path)
    file = tmp_path / "file"
    file.touch()
    assert corrections((cue,), _model({}), FakeMeaning(), file)


def test_nothing_added_needs_no_vectors(tmp_path: Path) -> None:
    meaning = FakeMeaning()
    cue = Cue("checking_in", "Checks in.", "ours", ("a",), ("b",))
    assert corrections((cue,), _model({}), meaning, tmp_path) == {}
    assert meaning.asked == []


# The model that ships


def test_a_model_reads_back_as_it_was_written(tmp_path: Path) -> None:
    model = _model({"touching": 6.0, "back": 1.0})
    path = tmp_path / "model.npz"
    path.write_bytes(model.dump())
    read = load_model(path)
    assert (read.cues, read.digests, read.meaning, read.words) == (
        model.cues,
        model.digests,
        model.meaning,
        model.words,
    )
    vectors = FakeMeaning().vectors(["touching base"])
    assert (
        read.logits(vectors, ["touching base"]) == model.logits(vectors, ["touching base"])
    ).all()


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 damaged"])
def test_a_missing_or_damaged_model_is_one_clear_sentence(
    content: bytes | None, tmp_path: Path
) -> None:
    path = tmp_path / "model.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(MissingError, match="missing or damaged"):
        load_model(path)


def test_the_model_was_trained_on_the_cues_as_they_are(tmp_path: Path) -> None:
    """If this fails, sentences were changed: run `make cues`."""
    taught = teach(FakeMeaning(), tmp_path)
    trained = dict(zip(taught.model.cues, taught.model.digests, strict=True))
    assert {cue.id: cue.digest for cue in load_cues()} == trained
    assert taught.model.meaning == Meaning.identity


def test_a_wrong_addition_stops_the_teaching(tmp_path: Path) -> None:
    (tmp_path / "cues").mkdir()
    (tmp_path / "cues" / "checking_in.toml").write_text("examples = 3", "utf-8")
    with pytest.raises(UsageError, match="examples must be a list"):
        teach(FakeMeaning(), tmp_path, tmp_path)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Hi Tom, this is Rosa Lindqvist with Fairbeck Pumps.", "caller_name"),
        ("Hi Tom, this is Rosa Lindqvist with Fairbeck Pumps.", "caller_company"),
        ("um i just wanted to touch base about the quote", "checking_in"),
        ("I'll send you a short e-mail with the drawing.", "other_channel"),
        ("i'm at my desk between two and four today", "window"),
        ("I'll try you again Thursday at ten.", "will_call_dated"),
        ("no problem at all if you've gone with somebody else", "reassurance"),
        ("have you made a decision yet", "asks_whether"),
    ],
)
def test_plain_cases_are_found_with_the_real_model(text: str, cue: str, tmp_path: Path) -> None:
    meaning = Meaning()
    clauses = clauses_written(text)
    found = said(clauses, clause_vectors(clauses, meaning), teach(meaning, tmp_path))
    assert {one.cue: one.is_sure for one in found}.get(cue)
    assert all(one.confidence >= UNSURE for one in found)


def test_what_the_network_says_counts(tmp_path: Path) -> None:
    taught = _taught(tmp_path)
    vector = FakeMeaning().vectors(["call me back"])[0]
    model = replace(
        taught.model,
        hidden=np.stack([vector, -vector], axis=1),
        hidden_bias=np.zeros(2, np.float32),
        out=np.array([[5.0], [-50.0]], np.float32),
    )
    logits = [m.logits(vector[None, :], ["call me back"])[0, 0] for m in (taught.model, model)]
    assert logits[1] - logits[0] == pytest.approx(5, abs=1e-4)


@pytest.mark.parametrize("key", ["added", "near", "patterns", "vetoes"])
def test_what_is_taught_is_named_by_all_that_was_told(key: str, tmp_path: Path) -> None:
    names = {_taught(tmp_path).identity, _taught(tmp_path, **{key: ["a wee nudge"]}).identity}
    names.add(_taught(tmp_path, **{key: ["a wee"]}).identity)
    assert len(names) == 3
    assert _taught(tmp_path).identity in names


def test_another_model_is_another_teaching(tmp_path: Path) -> None:
    taught = _taught(tmp_path)
    other = replace(taught, model=_model({"touching": 6.0, "back": 2.0}))
    assert other.identity != taught.identity


MISSED = [
    ("checking_in", "me again, poking my head round the door", "poking my head round your door"),
    ("other_channel", "the pigeon post will bring it", "I'm sending it by pigeon post"),
    ("window", "the kettle's on at mine until five", "my kettle is on from nine till noon"),
    ("hook", "your flag is upside down again", "that flag of yours hangs upside down"),
]


@pytest.mark.model
@pytest.mark.parametrize(("cue_id", "missed", "paraphrase"), MISSED)
def test_one_added_paraphrase_finds_what_was_missed_and_little_else(
    cue_id: str, missed: str, paraphrase: str, tmp_path: Path
) -> None:
    meaning = Meaning()
    (tmp_path / "cues").mkdir()
    before = teach(meaning, tmp_path)
    (tmp_path / "cues" / f"{cue_id}.toml").write_text(f'examples = ["{paraphrase}"]', "utf-8")
    after = teach(meaning, tmp_path, tmp_path)
    others = [text for one in load_cues() for text in (one.examples[0], one.near[0])]
    clauses = clauses_written("\n\n".join(f"{text}." for text in (missed, *others)))
    vectors = clause_vectors(clauses, meaning)
    was, now = (
        {(one.cue, one.clause.start_char) for one in said(clauses, vectors, taught) if one.is_sure}
        for taught in (before, after)
    )
    assert (cue_id, 0) not in was
    assert (cue_id, 0) in now
    assert len(was ^ now) - 1 <= len(clauses) / 100


def test_where_the_parts_lie() -> None:
    assert (Path(added_sentences.__file__).parent / TRAINED).is_file()
    assert plain("A!") == "a"
