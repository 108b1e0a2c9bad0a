"""Hearings come back as they were kept, or not at all."""

from __future__ import annotations

import os
import re
import sqlite3
import stat
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from spoken import say

from coach.errors import CoachError
from coach.history import Database, Hearings, History
from coach.history import database as database_module
from coach.history.backup import backup
from coach.history.migrations import MIGRATIONS
from coach.records import Cut, Span

if TYPE_CHECKING:
    from pathlib import Path

KEY = Hearings.key("0" * 64, "base|en|US")
SPEECH = replace(
    say("Hi Jos\u00e9, it's Dana \U0001f4de [0.8] call {212 555 0143} or {? 555 01}"),
    cuts=(Cut("greeting", 0.0, 0.5, 'She said "hello"\n\u2028'),),
    snr_db=None,
    warnings=("header says 30.0 s, 12.1 s decoded",),
    suspect_spans=(Span(1.0, 2.5),),
)


@pytest.fixture
def history(tmp_path: Path) -> Hearings:
    made = History(tmp_path / "home")
    made.prepare()
    return made.hearings


def sound_file(history: Hearings) -> Path:
    """Return the one file of sound there is."""
    (file,) = history.sounds()
    return file


def test_what_is_kept_comes_back_unchanged(history: Hearings) -> None:
    history.keep(KEY, SPEECH, b"\x00sound\xff")
    assert history.known(KEY)
    assert history.speech(KEY) == SPEECH
    assert history.sound(KEY) == b"\x00sound\xff"


def test_what_was_never_kept_is_not_known(history: Hearings) -> None:
    assert not history.known(KEY)
    assert history.speech(KEY) is None
    assert history.sound(KEY) is None


def test_a_hearing_kept_again_replaces_the_one_before(history: Hearings) -> None:
    history.keep(KEY, SPEECH, b"one")
    history.keep(KEY, replace(SPEECH, duration_s=99.0), b"two")
    kept = history.speech(KEY)
    assert kept is not None
    assert (kept.duration_s, history.sound(KEY)) == (99.0, b"two")


def test_nothing_is_left_beside_what_is_kept(history: Hearings) -> None:
    history.keep(KEY, SPEECH, b"sound")
    assert sound_file(history).read_bytes() == b"sound"


def test_another_sound_model_language_or_region_is_another_hearing() -> None:
    keys = {
        Hearings.key(content, identity)
        for content in ("0" * 64, "1" * 64)
        for identity in ("base|en|US", "tiny|en|US", "base|de|US", "base|en|GB")
    }
    assert len(keys) == 8
    assert all(key.isalnum() and key.isascii() for key in keys)


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes")
def test_the_folder_is_its_owners_only(history: Hearings) -> None:
    history.keep(KEY, SPEECH, b"sound")
    assert stat.S_IMODE(history.database.home.stat().st_mode) == 0o700
    path = sound_file(history)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "spoil",
    [
        lambda whole: b"",
        lambda whole: whole[: len(whole) // 2],
        lambda whole: b"\xff" + whole,
        lambda whole: b"[]",
        lambda whole: whole.replace(b'"duration_s":', b'"duration":'),
        lambda whole: whole.replace(b'"kind":"greeting"', b'"kind":"song"'),
    ],
    ids=["empty", "half", "no text", "no object", "other fields", "unknown kind"],
)
def test_an_entry_that_cannot_be_read_is_as_good_as_none(history: Hearings, spoil) -> None:
    history.keep(KEY, SPEECH, b"sound")
    with history.database.writing() as connection:
        (whole,) = connection.execute("SELECT speech FROM hearings").fetchone()
        assert spoil(whole) != whole
        connection.execute("UPDATE hearings SET speech = ?", (spoil(whole),))
    assert history.speech(KEY) is None
    assert not history.known(KEY), "what cannot be read must be heard again, not fail for ever"
    history.keep(KEY, SPEECH, b"sound")
    assert history.speech(KEY) == SPEECH


def test_words_without_their_sound_are_not_known(history: Hearings) -> None:
    history.keep(KEY, SPEECH, b"sound")
    sound_file(history).unlink()
    assert history.known(KEY) is None
    assert history.speech(KEY) == SPEECH


def test_a_write_that_fails_leaves_what_was_there(
    history: Hearings, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.keep(KEY, SPEECH, b"sound")

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(CoachError, match="No space left on device"):
        history.keep(KEY, replace(SPEECH, duration_s=99.0), b"other")
    monkeypatch.undo()
    assert history.speech(KEY) == SPEECH
    assert sound_file(history).read_bytes() == b"sound"


@pytest.mark.parametrize("inside", ["", "deeper/still"])
def test_a_folder_that_cannot_be_made_is_a_sentence_with_a_way_out(
    tmp_path: Path, inside: str
) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(CoachError, match=r"cannot be written .*use --home"):
        History(tmp_path / "file" / inside).prepare()


def test_a_folder_that_was_made_before_is_taken_as_it_is(history: Hearings) -> None:
    history.keep(KEY, SPEECH, b"sound")
    history.database.prepare()
    assert history.speech(KEY) == SPEECH


def test_other_things_may_be_kept_beside_a_hearing(history: Hearings) -> None:
    assert history.beside(KEY, "vectors.npy") is None
    history.keep_beside(KEY, "vectors.npy", b"one")
    history.keep_beside(KEY, "vectors.npy", b"two")
    assert history.beside(KEY, "vectors.npy") == b"two"
    assert not history.known(KEY)


# The file


@pytest.fixture
def database(history: Hearings) -> Database:
    return history.database


def told(database: Database) -> str:
    """Return the sentence with which a history is refused."""
    with pytest.raises(CoachError) as raised:
        database.prepare()
    return str(raised.value)


def test_every_column_has_a_comment() -> None:
    for name, statements in MIGRATIONS:
        columns = re.findall(r"^    [a-z_0-9]+ [A-Z].*(?:\n        .*)*", statements, re.MULTILINE)
        assert columns, name
        assert not [column for column in columns if " -- " not in column], name


def test_a_history_from_a_later_version_is_refused_and_left_alone(database: Database) -> None:
    with database.writing() as connection:
        connection.execute("INSERT INTO migrations VALUES ('999_later')")
    before = database.path.read_bytes()
    assert "later version of coach (999_later); update coach" in told(Database(database.home))
    assert database.path.read_bytes() == before


def test_a_history_from_an_earlier_version_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "MIGRATIONS", MIGRATIONS[:1])
    old = History(tmp_path / "old")
    old.prepare()
    old.hearings.keep(KEY, SPEECH, b"sound")
    added = (*MIGRATIONS[:1], ("900_more", "CREATE TABLE more (x TEXT) STRICT;\n"))
    monkeypatch.setattr(database_module, "MIGRATIONS", added)
    new = History(tmp_path / "old")
    new.prepare()
    assert new.hearings.speech(KEY) == SPEECH
    with new.database.writing() as connection:
        connection.execute("INSERT INTO more VALUES ('kept')")


def test_a_migration_that_fails_leaves_the_history_as_it_was(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = (*MIGRATIONS, ("900_wrong", "CREATE TABLE half (x TEXT) STRICT;\nNONSENSE;\n"))
    monkeypatch.setattr(database_module, "MIGRATIONS", wrong)
    assert "cannot be used" in told(database)
    with database.reading() as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master")]
    assert "half" not in tables


@pytest.mark.parametrize(
    "content", [b"this is no history at all" * 99, b"SQLite format 3\0junk" * 99]
)
def test_a_damaged_history_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "history.sqlite3").write_bytes(content)
    assert "is damaged; restore a backup" in told(Database(home))
    assert (home / "history.sqlite3").read_bytes() == content


def test_damage_inside_is_found_by_the_check(database: Database, tmp_path: Path) -> None:
    assert database.damage() is None
    database.shrink()
    copy = tmp_path / "copy"
    copy.mkdir()
    whole = bytearray(database.path.read_bytes())
    whole[4096 * 3 : 4096 * 4] = bytes(4096)
    (copy / "history.sqlite3").write_bytes(whole)
    try:
        assert Database(copy).damage()
    except CoachError as error:
        assert "is damaged" in str(error)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the owner may do anything")
def test_a_read_only_history_is_one_sentence(database: Database) -> None:
    database.home.chmod(0o500)
    try:
        assert "use --home" in told(Database(database.home))
    finally:
        database.home.chmod(0o700)


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("database or disk is full", "the disk is full; make room"),
        ("attempt to write a readonly database", "read-only"),
        ("database is locked", "held by another program"),
        ("database disk image is malformed", "is damaged"),
        ("something else", "something else"),
    ],
)
def test_what_sqlite_says_is_told_in_one_sentence(
    database: Database, message: str, said: str
) -> None:
    with pytest.raises(CoachError, match=said) as raised, database.writing():
        raise sqlite3.OperationalError(message)
    assert str(raised.value).count(".") <= 3


def test_a_full_disk_loses_nothing(history: Hearings) -> None:
    history.keep(KEY, SPEECH, b"sound")
    with history.database.writing() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    with history.database._opened() as connection:
        connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(CoachError, match="disk is full"):
        for number in range(400):
            history.keep(Hearings.key(f"{number}", "x"), SPEECH, b"sound")
    assert history.speech(KEY) == SPEECH
    assert Database(history.database.home).damage() is None


def test_two_threads_write_one_after_the_other(database: Database) -> None:
    with database.writing() as connection:
        connection.execute("CREATE TABLE counted (n INTEGER) STRICT")
        connection.execute("INSERT INTO counted VALUES (0)")

    def add(_: int) -> None:
        with database.writing() as connection:
            (n,) = connection.execute("SELECT n FROM counted").fetchone()
            connection.execute("UPDATE counted SET n = ?", (n + 1,))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(add, range(40)))
    with database.reading() as connection:
        assert connection.execute("SELECT n FROM counted").fetchone()[0] == 40


def test_changes_come_about_together_or_not_at_all(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.writing() as connection:
        connection.execute("INSERT INTO hearings VALUES ('k', 's', 'now', NULL, 0)")
        raise ZeroDivisionError
    with database.reading() as connection:
        assert connection.execute("SELECT COUNT(*) FROM hearings").fetchone()[0] == 0


def test_a_file_put_in_its_place_is_seen(database: Database, tmp_path: Path) -> None:
    with database.writing() as connection:
        connection.execute("INSERT INTO hearings VALUES ('k', 's', 'now', NULL, 0)")
    other = Database(tmp_path / "other")
    other.prepare()
    other.shrink()
    other.path.replace(database.path)
    for ending in ("-wal", "-shm"):
        database.path.with_name(database.path.name + ending).unlink(missing_ok=True)
    with database.reading() as connection:
        assert connection.execute("SELECT COUNT(*) FROM hearings").fetchone()[0] == 0


def test_a_backup_is_the_whole_history(history: Hearings, tmp_path: Path) -> None:
    history.keep(KEY, SPEECH, b"sound")
    history.keep_beside(KEY, "vectors", b"v")
    file = tmp_path / "deep" / "backup.zip"
    assert backup(history.database, file) == 2
    assert backup(history.database, file) == 2
    with zipfile.ZipFile(file) as archive:
        archive.extractall(tmp_path / "restored")
    restored = History(tmp_path / "restored")
    restored.prepare()
    assert restored.hearings.known(KEY) == SPEECH
    assert restored.hearings.sound(KEY) == b"sound"
    assert restored.hearings.beside(KEY, "vectors") == b"v"
    assert [path.name for path in file.parent.iterdir()] == ["backup.zip"]
