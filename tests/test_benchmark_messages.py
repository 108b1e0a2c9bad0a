"""The labelled messages of the benchmark are whole, each row labelled once, with enough of each."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from coach.cues import clauses_written, load_cues

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).parent.parent / "benchmarks" / "messages"
FILES = sorted(FOLDER.glob("*.toml"))
MESSAGES: list[dict[str, Any]] = [
    message for path in FILES for message in tomllib.loads(path.read_text("utf-8"))["message"]
]
ROWS = {
    "who",
    "enough_detail",
    "compelling",
    "research",
    "distinctive",
    "value",
    "no_checking_in",
    "new_idea",
    "listened",
    "proof",
    "reassurance",
    "callback_window",
    "next_attempt",
    "meeting_options",
    "other_channel",
    "commitment",
    "addressed",
    "why_now",
    "asks_when",
    "number_given",
}
VERDICTS = {"pass", "watch", "miss", "not_applicable"}
REQUIRED = {"id", "trade", "style", "text", "labels"}
KNOWN = {"rep", "rep_company", "prospect", "prospect_company", "first_contact", "earlier"}
WITHOUT_WATCH = {"listened", "other_channel", "asks_when", "number_given"}
SET_PHRASES = {
    "i left you a message last week",
    "i look forward to hearing from you",
    "please return my call at your earliest convenience",
    "thanks and have a great day",
}
WHOLE_SENTENCE = 6
"""Words from which a clause that stands in both was copied, set phrases apart."""
MAY_NOT_APPLY = {"listened", "asks_when"}


def test_there_are_many_messages_in_several_files() -> None:
    assert len(FILES) >= 6
    assert len(MESSAGES) >= 160


def test_no_message_stands_twice() -> None:
    assert Counter(m["id"] for m in MESSAGES).most_common(1)[0][1] == 1
    assert Counter(_plain(m["text"]) for m in MESSAGES).most_common(1)[0][1] == 1


def test_every_message_has_the_keys_it_should() -> None:
    assert not _ids(lambda m: REQUIRED - set(m) or set(m) - REQUIRED - KNOWN)
    assert not _ids(lambda m: not all(m.values()))


def test_every_row_is_labelled_once() -> None:
    assert not _ids(lambda m: Counter(chain(*m["labels"].values())) != dict.fromkeys(ROWS, 1))
    assert not _ids(lambda m: set(m["labels"]) - VERDICTS)


def test_a_label_is_one_that_the_row_knows() -> None:
    assert not _ids(lambda m: WITHOUT_WATCH & _rows(m, "watch"))
    assert not _ids(lambda m: _rows(m, "not_applicable") - MAY_NOT_APPLY)
    assert not _ids(lambda m: "why_now" in _rows(m, "miss"))


def test_a_text_is_a_whole_message() -> None:
    assert not _ids(lambda m: not 6 <= len(m["text"].split()) <= 140)


def test_earlier_contact_makes_listening_applicable() -> None:
    known = [m for m in MESSAGES if "earlier" in m or "first_contact" in m]
    assert len(known) >= 25
    assert not [m["id"] for m in known if "listened" in _rows(m, "not_applicable")]


def test_a_number_that_is_said_to_be_there_has_digits() -> None:
    given = [m for m in MESSAGES if "number_given" in _rows(m, "pass")]
    assert not [m["id"] for m in given if len(re.findall(r"\d", m["text"])) < 7]


@pytest.mark.parametrize("row", sorted(ROWS))
def test_each_row_has_enough_of_both_kinds(row: str) -> None:
    counted = Counter(verdict for m in MESSAGES for verdict in VERDICTS if row in _rows(m, verdict))
    assert counted["pass"] >= 15
    assert counted["watch"] + counted["miss"] >= 15


def test_no_clause_is_one_that_cues_are_taught_with() -> None:
    taught = {_plain(sentence) for cue in load_cues() for sentence in (*cue.examples, *cue.near)}
    assert len(taught) >= 1000
    clauses = {
        _plain(c.text) for m in MESSAGES for c in clauses_written(" ".join(m["text"].split()))
    }
    shared = {clause for clause in clauses & taught if len(clause.split()) >= WHOLE_SENTENCE}
    assert shared <= SET_PHRASES


def test_about_a_third_is_written_as_heard() -> None:
    heard = sum("as heard" in message["style"] for message in MESSAGES)
    assert 0.25 <= heard / len(MESSAGES) <= 0.45


def test_no_two_rows_say_the_same() -> None:
    passing = {row: [row in _rows(m, "pass") for m in MESSAGES] for row in ROWS}
    agreement = {
        (one, other): sum(map(bool.__eq__, passing[one], passing[other])) / len(MESSAGES)
        for one in ROWS
        for other in ROWS
        if one < other
    }
    assert max(agreement.values()) < 0.97


def _ids(is_wrong: Callable[[dict[str, Any]], object]) -> list[str]:
    return [message["id"] for message in MESSAGES if is_wrong(message)]


def _rows(message: dict[str, Any], verdict: str) -> set[str]:
    return set(message["labels"].get(verdict, ()))


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()
