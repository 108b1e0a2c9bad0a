"""Names of the unfinished business of others."""

from __future__ import annotations

import pytest

from coach.watcher.layout import is_synced
from coach.watcher.temporaries import is_kept_out, is_temporary

UNFINISHED = [
    *(".syncthing.call.wav.tmp", "~syncthing~call.wav.tmp", ".call.wav.Xy12Ab", "call.wav.part"),
    *("call.wav.crdownload", "Unconfirmed 12345.crdownload", "call.wav.download", "call.wav.!ut"),
    *("call.wav.filepart", "call.wav.partial", "~$call.wav", "call.wav~", ".~lock.call.wav#"),
    *("call.wav.tmp.drivedownload", "._call.wav", "desktop.ini", "Thumbs.db", "call.wav.icloud"),
    *("call.wav.aria2", ".DS_Store", "call.wav.inprogress", "call.wav.~1a2b", ".fuse_hidden0001"),
    *("call.wav.sb-1234abcd-x1Y2z3", "call.wav.!sync", "call.wav.bts", "call.WAV.TMP"),
]
FINISHED = [
    *("call.wav", "part.wav", "Re: download.mp3", "tmp.wav", "2026-11-20 15.04 acme.m4a"),
    *("upload 1.wav", "call.part.wav", "a~b.wav", "call (1).wav", "ünï.ogg", "temp call.wav"),
]


@pytest.mark.parametrize("name", UNFINISHED)
def test_unfinished_files_are_known_by_name(name: str) -> None:
    assert is_temporary(name)


@pytest.mark.parametrize("name", FINISHED)
def test_finished_ones_are_not_mistaken_for_them(name: str) -> None:
    assert not is_temporary(name)


def test_folders_of_tools_are_kept_out() -> None:
    tools = (".stfolder", "$RECYCLE.BIN", "System Volume Information", "@eaDir", ".Trash-1000")
    assert all(map(is_kept_out, tools))
    assert not any(map(is_kept_out, ("dana", "acme", "2026", "a.b", "recycle")))


@pytest.mark.parametrize(
    ("name", "entries", "synced"),
    [
        ("Dropbox", [], True),
        ("OneDrive - Brightline", [], True),
        ("Google Drive", [], True),
        ("calls", [".stfolder"], True),
        ("calls", [".dropbox.cache"], True),
        ("calls", ["stfolder"], False),
        ("Dropbox notes", [], False),
        ("inbox", [], False),
    ],
)
def test_folders_that_sync_tools_keep_are_known(
    name: str, entries: list[str], synced: bool
) -> None:
    assert is_synced(name, entries) == synced
