"""Cue files: coach's own are sound, a manager's are added, each mistake is one clear sentence."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from coach.cues import cue as cues
from coach.cues.cue import check_patterns, check_sentences, load_cues
from coach.cues.patterns import fits, forms
from coach.cues.tokens import plain
from coach.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from coach.cues.cue import Cue

FEWEST = 60
SHIPPED = load_cues()
every_cue = pytest.mark.parametrize("cue", SHIPPED, ids=lambda cue: cue.id)


def _add(home: Path, text: str, cue_id: str = "checking_in") -> Path:
    path = home / "cues" / f"{cue_id}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def _refusal(home: Path) -> str:
    with pytest.raises(UsageError) as refused:
        load_cues(home)
    return str(refused.value)


@every_cue
def test_a_cue_of_ours_has_sentences_enough_each_once(cue: Cue) -> None:
    for sentences in (cue.examples, cue.near):
        assert len({plain(one) for one in sentences}) >= FEWEST
    assert not {plain(one) for one in cue.examples} & {plain(one) for one in cue.near}


@every_cue
def test_a_sentence_of_ours_is_a_clause(cue: Cue) -> None:
    assert all(1 <= len(one.split()) <= 40 for one in (*cue.examples, *cue.near))


@every_cue
def test_patterns_of_ours_are_sound_and_do_not_contradict(cue: Cue) -> None:
    check_patterns({"patterns": cue.patterns, "against": cue.vetoes}, cue.id)
    check_sentences({"examples": cue.examples, "near": cue.near}, cue.id)
    shown = {one: forms(plain(one)) for one in (*cue.examples, *cue.near)}
    assert not [one for one in cue.examples if fits(cue.vetoes, shown[one])]
    claimed = [one for one in cue.near if fits(cue.patterns, shown[one])]
    assert not [one for one in claimed if not fits(cue.vetoes, shown[one])]


@every_cue
def test_a_cue_says_what_it_means_and_who_says_so(cue: Cue) -> None:
    assert cue.meaning.endswith(".")
    assert cue.source


def test_voices_differ() -> None:
    """No template with one slot swapped: few examples of a cue begin with the same three words."""
    for cue in SHIPPED:
        starts = Counter(" ".join(plain(one).split()[:3]) for one in cue.examples)
        assert starts.most_common(1)[0][1] <= len(cue.examples) / 5, cue.id


def test_without_a_home_nothing_is_added(tmp_path: Path) -> None:
    assert load_cues(tmp_path) == SHIPPED
    assert not any(cue.added or cue.added_near for cue in SHIPPED)


def test_what_a_manager_adds_is_known_and_ours_is_kept(tmp_path: Path) -> None:
    _add(
        tmp_path,
        'examples = ["Just a wee nudge from me.", "Just a wee nudge from me."]\n'
        'near = ["Nudge the lever to the left."]\npatterns = ["wee nudge"]\nagainst = ["lever"]\n',
    )
    mine = {cue.id: cue for cue in load_cues(tmp_path)}
    ours = {cue.id: cue for cue in SHIPPED}
    changed = mine.pop("checking_in")
    original = ours.pop("checking_in")
    assert mine == ours
    assert changed.examples == original.examples
    assert changed.added == ("Just a wee nudge from me.",)
    assert changed.added_near == ("Nudge the lever to the left.",)
    assert changed.patterns == (*original.patterns, "wee nudge")
    assert changed.vetoes == (*original.vetoes, "lever")
    assert changed.digest == original.digest


def test_patterns_can_be_read_without_our_sentences(tmp_path: Path) -> None:
    """In every file of ours the patterns come last: what stands before them is not read."""
    _add(tmp_path, 'examples = ["Just a wee nudge."]\npatterns = ["nudge"]\nagainst = ["lever"]')
    whole, without = load_cues(tmp_path), load_cues(tmp_path, sentences=False)
    assert all(cue.patterns and cue.vetoes for cue in whole)
    blank = {"meaning": "", "source": "", "examples": (), "near": ()}
    assert without == tuple(replace(cue, **blank) for cue in whole)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('examples = ["a b"\nnear = 3', "line 2"),
        ("", "there are no examples in it"),
        ("examples = []", "there are no examples in it"),
        ('example = ["a b"]', "'example' means nothing here"),
        ('examples = "a b"', "examples must be a list of texts"),
        ('examples = ["a b", 3]', "examples, entry 2: 3 is not text"),
        ('examples = ["a b", "..."]', "examples, entry 2: '...' has no words"),
        ('near = ["a b"]\nexamples = ["A b!"]', "'a b' cannot be an example and a near miss"),
        ('meaning = "Mine."\nexamples = ["a b"]', "meaning cannot be changed"),
        ('meaning = 3\nexamples = ["a b"]', "meaning must be text"),
        ('patterns = ["a(b"]', "patterns, entry 1: 'a(b' is no regular expression"),
        ('patterns = ["a b", "x*"]', "patterns, entry 2: 'x*' fits everything"),
        ("patterns = ['(a+)+b']", "repeats a repeat without end"),
        ('patterns = [" "]', "a pattern has 1 to"),
    ],
)
def test_each_mistake_is_one_clear_sentence(text: str, problem: str, tmp_path: Path) -> None:
    path = _add(tmp_path, text)
    refusal = _refusal(tmp_path)
    assert refusal.startswith(f"{path}: ")
    assert problem in refusal
    assert "\n" not in refusal


def test_an_unknown_cue_is_refused_with_those_that_are_known(tmp_path: Path) -> None:
    path = _add(tmp_path, 'examples = ["a b"]', "chekcing_in")
    refusal = _refusal(tmp_path)
    assert refusal.startswith(f"{path}: there is no cue 'chekcing_in'")
    assert "checking_in" in refusal


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    path = _add(tmp_path, "")
    path.write_bytes(b"\xff\xfe\x00")
    assert "not text in UTF-8" in _refusal(tmp_path)


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cues" / "checking_in.toml").mkdir(parents=True)
    assert "cannot be read" in _refusal(tmp_path)


def test_a_huge_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cues, "MOST_BYTES", 10)
    _add(tmp_path, 'examples = ["some words"]')
    assert "too long" in _refusal(tmp_path)


def test_the_digest_tells_sentences_apart() -> None:
    digests = {cue.digest for cue in SHIPPED}
    assert len(digests) == len(SHIPPED)
