"""Forgetting leaves no byte: not in the history, nor in any page or table made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from fakes import OTHER

from coach import exports
from coach.exports.spool import Spool
from coach.forgetting import HOOK
from coach.outcomes import outcome_object
from coach.team_pages import team_pages

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PRIVATE = "Hi Quixby this is Dana from Brightline the zanzibar contract for your flugel yard"
SUMMARIES = {"team.html", "best-practice.html", "messages.csv", "findings.csv", "messages.jsonl"}
CLAIM = """
    INSERT INTO watch_claims (folder, path_key, path, size, changed, state, moved, recording,
        identity, message, page, place, tries, starts, not_before, untold, at)
    VALUES ('drop', 'k', x'517569786279', 1, '', 'done', 1, x'517569786279', 'Quixby', ?,
        'quixby.html', x'517569786279', 0, 0, 0, x'517569786279', '')
"""
UPLOAD = """
    INSERT INTO web_uploads (account, kind, state, name, size, rep, prospect, prospect_company,
        guessed, error, made_at, changed_at)
    VALUES (1, 'message', ?, ?, 9, ?, ?, ?, 0, 'Nobody speaks.', 0, 0) RETURNING id
"""


def traces(folder: Path, words: Sequence[str]) -> list[str]:
    """Files that have a word in them or in their name."""
    return [
        f"{path.name}: {word}"
        for path in folder.rglob("*")
        for word in words
        if word.lower() in path.name.lower()
        or (path.is_file() and word.lower().encode() in path.read_bytes().lower())
    ]


@pytest.fixture
def coach(coach_with: Any, calls: Any, tmp_path: Path) -> Any:
    """Three messages, with every page and table that can be made of them, and a watcher's note."""
    texts = {"quixby": PRIVATE, "b": PRIVATE.replace("Quixby", "Okafor") + " again", "c": OTHER}
    for one, prospect in zip(calls(**texts), ["Quixby", "Okafor", "Okafor"], strict=True):
        made, executor = coach_with(prospect=prospect, rep="Dana")
        executor.sound = f"sound of {prospect}".encode()
        list(made.score([one]))
    out = tmp_path / "out"
    team_pages(made, consenting=["Dana"])
    (out / "best-practice.html").write_text("Quixby")  # it takes more messages than these
    exports.export(made.kept(), made.playbook, out, ("csv", "jsonl"))
    spool = Spool(made.history.home / HOOK)
    spool.prepare()
    for one in made.rescore():
        event = spool.put(outcome_object(one))
        if one.recording.prospect == "Quixby":
            spool.refuse(event)
    with made.history.database.writing() as connection:
        connection.execute(CLAIM, (made.kept(prospect="quixby")[0].id,))
    return made


def upload(coach: Any, name: str, state: str = "failed", **said: str) -> Path:
    """A recording that came in by browser and was never scored; gives its file."""
    fields = (said.get("rep"), said.get("prospect"), said.get("company"))
    with coach.history.database.writing() as connection:
        (number,) = connection.execute(UPLOAD, (state, name, *fields)).fetchone()
    folder = coach.history.home / "uploads"
    folder.mkdir(exist_ok=True)
    file: Path = folder / f"{number}.wav"
    file.write_bytes(f"sound in {name}".encode())
    return file


def uploads(coach: Any) -> list[str]:
    with coach.history.database.reading() as connection:
        return [row["name"] for row in connection.execute("SELECT name FROM web_uploads")]


def test_a_forgotten_prospect_is_nowhere(coach: Any, tmp_path: Path) -> None:
    home, out = tmp_path / "home", tmp_path / "out"
    words = ["quixby", "sound of quixby"]
    assert {path.name for path in out.iterdir()} >= SUMMARIES
    holding = {line.partition(":")[0] for line in traces(out, words)}
    assert holding >= {"best-practice.html", "messages.csv", "messages.jsonl", "index.html"}
    assert any(name.startswith("prospect-quixby") for name in holding)
    assert any(name.startswith("rep-dana") for name in holding)
    assert traces(home, words)
    assert coach.forget(prospect="quixby") == 1
    assert traces(home, words) == []
    assert traces(out, words) == []
    assert SUMMARIES.isdisjoint(path.name for path in out.iterdir())
    assert traces(out, ["zanzibar"])
    assert traces(home, ["sound of Okafor"])


def test_a_forgotten_rep_is_nowhere(coach: Any, tmp_path: Path) -> None:
    assert coach.forget(rep="DANA") == 3
    everything = ["zanzibar", "flugel", "welders", "okafor", "dana", "sound of", "quixby"]
    assert traces(tmp_path / "home", everything) == []
    assert traces(tmp_path / "out", everything) == []


def test_what_a_watcher_noted_is_wiped_and_the_note_stays(coach: Any) -> None:
    coach.forget(prospect="Quixby")
    with coach.history.database.reading() as connection:
        (row,) = connection.execute("SELECT * FROM watch_claims").fetchall()
    assert (row["state"], row["path_key"]) == ("done", "k")
    wiped = ("path", "place", "identity", "recording", "page", "untold", "message")
    assert [row[name] for name in wiped] == [None] * len(wiped)


@pytest.mark.parametrize(
    ("said", "name", "goes"),
    [
        ({"prospect": "QUIXBY"}, "a.wav", True),
        ({"prospect": "Quixby", "company": "Acme Inc."}, "a.wav", True),
        ({}, "2026_quixby-2.wav", True),
        ({"prospect": "Okafor", "rep": "Quixby"}, "a.wav", False),
        ({"prospect": "Quixbyson"}, "quixbyson.wav", False),
    ],
)
def test_what_came_in_for_a_prospect_and_failed_goes_too(
    coach: Any, said: dict[str, str], name: str, goes: bool
) -> None:
    file = upload(coach, name, **said)
    coach.forget(prospect="quixby")
    assert (uploads(coach), file.exists()) == (([], False) if goes else ([name], True))


def test_one_of_two_prospects_of_a_name_is_meant(coach: Any) -> None:
    upload(coach, "a.wav", prospect="Quixby", company="Acme")
    upload(coach, "b.wav", prospect="Quixby", company="Harbor")
    coach.forget(prospect="Quixby|acme")
    assert uploads(coach) == ["b.wav"]


def test_what_came_in_for_a_rep_goes_too_unless_it_is_being_scored(coach: Any) -> None:
    upload(coach, "a.wav", rep="Dana")
    upload(coach, "b.wav", "working", rep="Dana")
    upload(coach, "c.wav", rep="Lee")
    coach.forget(rep="dana")
    assert uploads(coach) == ["b.wav", "c.wav"]
