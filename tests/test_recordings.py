"""What counts as a recording, in which order, and under which name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coach.recordings import Found, find_recordings, recording

if TYPE_CHECKING:
    from collections.abc import Sequence

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX names")

HOSTILE = [
    "with space.wav",
    "it's.wav",
    'say "hi".wav',
    "two\nlines.wav",
    "tab\there.wav",
    "back\\slash.wav",
    "-rf.wav",
    "$(rm).wav",
    "<b>.wav",
    "\U0001f4de call.wav",
    "\u202egnp.wav",
    "caf\u00e9.wav",
    "cafe\u0301.wav",
]


def silent(head: bytes) -> bool:
    """Take nothing for audio by its beginning."""
    return False


def riff(head: bytes) -> bool:
    return head.startswith(b"RIFF")


def fill(folder: Path, *names: str, content: bytes = b"x") -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def names(found: Found, folder: Path) -> list[str]:
    return [os.path.relpath(one.path, folder) for one in found.recordings]


def in_folder(folder: Path, left_out: Sequence[Path] = ()) -> list[str]:
    return names(find_recordings([str(folder)], silent, left_out), folder)


# Folders


def test_a_folder_gives_its_recordings_sorted_by_code_point(tmp_path: Path) -> None:
    fill(
        tmp_path,
        "b.wav",
        "B.wav",
        "a/z.wav",
        "a-1.wav",
        "\u00e9.wav",
        "\uffee.wav",
        "\U0001f600.wav",
    )
    assert in_folder(tmp_path) == [
        "B.wav",
        "a-1.wav",
        "a/z.wav",
        "b.wav",
        "\u00e9.wav",
        "\uffee.wav",
        "\U0001f600.wav",
    ]


@pytest.mark.parametrize("name", ["a.wav", "a.MP3", "a.m4a", "a.mov", "a.amr", "a.b.opus", "a.3gp"])
def test_endings_of_audio_and_video_count(tmp_path: Path, name: str) -> None:
    assert in_folder(fill(tmp_path, name)) == [name]


def test_a_file_without_an_ending_counts_by_its_beginning(tmp_path: Path) -> None:
    fill(tmp_path, "voicemail", "notes.dat", content=b"RIFF....WAVE")
    fill(tmp_path, "notes.txt", "wav")
    found = find_recordings([str(tmp_path)], riff)
    assert names(found, tmp_path) == ["notes.dat", "voicemail"]
    assert found.skipped == 2


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.wav",
        "._a.wav",
        "~$a.wav",
        "a.wav~",
        "a.wav.part",
        "a.wav.CRDOWNLOAD",
        "a.wav.tmp",
        "Thumbs.db",
        "desktop.ini",
        "roster.csv",
        "a.json",
    ],
)
def test_hidden_temporary_and_other_files_are_counted_and_passed_over(
    tmp_path: Path, name: str
) -> None:
    found = find_recordings([str(fill(tmp_path, "a.wav", name))], silent)
    assert names(found, tmp_path) == ["a.wav"]
    assert found.skipped == 1


def test_hidden_folders_are_not_entered(tmp_path: Path) -> None:
    assert in_folder(fill(tmp_path, ".trash/a.wav", "calls/.git/b.wav", "calls/c.wav")) == [
        os.path.join("calls", "c.wav")  # noqa: PTH118  # a relative path in text
    ]


def test_output_and_history_are_left_out_wherever_they_lie(tmp_path: Path) -> None:
    fill(tmp_path, "a.wav", "reports/b.wav", "x/home/c.wav", "x/d.wav", "reports2/e.wav")
    left_out = [tmp_path / "reports", tmp_path / "x" / ".." / "x" / "home"]
    assert in_folder(tmp_path, left_out) == ["a.wav", "reports2/e.wav", "x/d.wav"]


def test_a_folder_named_like_a_recording_is_a_folder(tmp_path: Path) -> None:
    fill(tmp_path, "call.wav/inside.wav")
    assert in_folder(tmp_path) == ["call.wav/inside.wav"]
    assert in_folder(tmp_path / "call.wav") == ["inside.wav"]


@posix
def test_links_to_files_count_broken_ones_pipes_and_loops_do_not(tmp_path: Path) -> None:
    fill(tmp_path / "calls", "a.wav")
    (tmp_path / "calls" / "link.wav").symlink_to("a.wav")
    (tmp_path / "calls" / "broken.wav").symlink_to("nowhere.wav")
    (tmp_path / "calls" / "loop.wav").symlink_to("loop.wav")
    (tmp_path / "calls" / "round").symlink_to(tmp_path / "calls", target_is_directory=True)
    os.mkfifo(tmp_path / "calls" / "pipe.wav")
    found = find_recordings([str(tmp_path / "calls")], silent)
    assert names(found, tmp_path / "calls") == ["a.wav", "link.wav"]
    assert found.skipped == 3


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert find_recordings([str(tmp_path)], silent) == Found((), 0)


# Paths given by name


def test_what_is_named_always_counts_in_the_order_given(tmp_path: Path) -> None:
    fill(tmp_path, "notes.txt", ".hidden", "calls/b.wav", "calls/a.wav")
    given = ["notes.txt", "nowhere.wav", ".hidden", "calls", "notes.txt"]
    found = find_recordings([str(tmp_path / name) for name in given], silent)
    expected = ["notes.txt", "nowhere.wav", ".hidden", "calls/a.wav", "calls/b.wav", "notes.txt"]
    assert names(found, tmp_path) == expected


@pytest.mark.parametrize("given", ["", "nul\x00byte.wav", "n" * 300 + ".wav", "a/" * 3_000])
def test_an_impossible_path_still_is_one_recording(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.chdir(fill(tmp_path, "a.wav"))
    assert [one.path for one in find_recordings([given], silent).recordings] == [given]


@pytest.mark.parametrize("folder", ["calls", "./calls", "calls/", "../here/calls"])
def test_a_path_is_shown_as_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.chdir(fill(tmp_path / "here", "calls/a.wav"))
    found = find_recordings([folder], silent)
    assert [one.path for one in found.recordings] == [folder.rstrip("/") + "/a.wav"]


# Names


@posix
@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_is_kept_letter_by_letter(tmp_path: Path, name: str) -> None:
    found = find_recordings([str(fill(tmp_path, name))], silent)
    assert names(found, tmp_path) == [name]
    assert found.recordings[0].path_bytes is None
    assert Path(found.recordings[0].location).read_bytes() == b"x"


@posix
def test_bytes_that_are_no_utf8_are_shown_as_such_and_kept_beside(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/caf\xe9 \xff.wav"
    try:
        with open(raw, "wb") as file:  # noqa: PTH123  # a name in bytes
            file.write(b"x")
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    one = find_recordings([str(tmp_path)], silent).recordings[0]
    assert one.path == f"{tmp_path}/caf\ufffd \ufffd.wav"
    assert one.path_bytes == raw
    assert Path(one.location).read_bytes() == b"x"
    one.path.encode("utf-8")


@posix
def test_a_replacement_sign_in_a_name_is_no_broken_byte() -> None:
    assert recording("what\ufffd.wav").path_bytes is None
    assert recording("what\udcff.wav").path_bytes == b"what\xff.wav"
