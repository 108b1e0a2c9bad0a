"""Folders that may not be used together."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coach.errors import ExitCode, UnsafeFoldersError, UsageError
from coach.watcher import layout
from coach.watcher.layout import (
    existing_folder,
    refuse_links_out,
    refuse_unsafe,
    should_leave,
    under_service,
)

WATCHED = Path("/data/in")


@pytest.mark.parametrize(
    ("out", "home", "named"),
    [
        ("/data/in/reports", "/data/home", "--out"),
        ("/data/in", "/data/home", "--out"),
        ("/data/out", "/data/in/working/home", "--home"),
        ("/data/out", "/data", "inside the history"),
        ("/data", "/home/x", "inside the reports"),
    ],
)
def test_folders_in_each_other_are_refused(out: str, home: str, named: str) -> None:
    with pytest.raises(UnsafeFoldersError, match=named) as refused:
        refuse_unsafe(WATCHED, Path(out), Path(home), moves=False)
    assert refused.value.exit_code == ExitCode.UNSAFE


def test_neighbours_are_not_refused() -> None:
    refuse_unsafe(WATCHED, Path("/data/in-reports"), Path("/data/in2"), moves=True)


def test_the_disk_and_a_users_own_folder_are_not_a_drop_folder() -> None:
    for folder in (Path("/"), Path.home().resolve()):
        with pytest.raises(UnsafeFoldersError):
            refuse_unsafe(folder, Path("/elsewhere/out"), Path("/elsewhere/home"), moves=True)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_links_that_lead_out_are_refused(what: str, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "dana").mkdir(parents=True)
    outside = tmp_path / "outside"
    outside.mkdir() if what == "folder" else outside.write_text("x")
    (folder / "dana" / "link").symlink_to(outside)
    with pytest.raises(UnsafeFoldersError, match="leads out"):
        refuse_links_out(folder.resolve())


def test_links_that_stay_inside_and_plain_folders_are_not_refused(tmp_path: Path) -> None:
    (tmp_path / "dana").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "dana")
    (tmp_path / "done").mkdir()
    refuse_links_out(tmp_path.resolve())


def test_our_own_folders_must_be_plain(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "done").symlink_to(tmp_path / "other")
    with pytest.raises(UnsafeFoldersError, match="no plain folder"):
        refuse_links_out(tmp_path.resolve())


def test_files_are_left_where_a_sync_tool_keeps_the_folder(tmp_path: Path) -> None:
    assert not should_leave(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / ".stfolder").mkdir()
    assert should_leave(tmp_path / "in")


@pytest.mark.skipif(os.name == "nt", reason="POSIX rights")
def test_files_are_left_where_we_may_not_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: not mode & os.W_OK)
    assert should_leave(tmp_path)


def test_a_service_is_known_by_its_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert under_service({"NOTIFY_SOCKET": "/run/x"})
    assert not under_service({"JOURNAL_STREAM": "1:2", "INVOCATION_ID": "x"})
    monkeypatch.setattr(layout, "_stream", lambda: "1:2")
    assert under_service({"JOURNAL_STREAM": "1:2"})


def test_no_folder_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        existing_folder(str(tmp_path / "none"))
