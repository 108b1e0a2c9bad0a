"""Scans see all that events may miss, and cost little."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coach.watcher.eyes import Eyes, next_scan_s

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("took_s", "processor_s", "after_s"),
    [(0.0, 0.0, 1.0), (0.05, 0.05, 10.0), (0.5, 0.001, 5.0), (60.0, 60.0, 60.0)],
)
def test_a_scan_that_costs_much_is_made_less_often(
    took_s: float, processor_s: float, after_s: float
) -> None:
    assert next_scan_s(100.0, 1.0, took_s, processor_s) == pytest.approx(100.0 + after_s)


def test_a_recording_is_known_by_its_ending_or_its_beginning(tmp_path: Path) -> None:
    (tmp_path / "named.mp3").write_text("x")
    (tmp_path / "bare").write_bytes(b"RIFF\0\0\0\0WAVEfmt ")
    (tmp_path / "notes").write_text("hello")
    (tmp_path / "done").mkdir()
    (tmp_path / "done" / "old.wav").write_text("x")
    swept = Eyes(tmp_path).sweep()
    assert (set(swept.looks), swept.others) == ({"named.mp3", "bare"}, 1)


def test_a_glance_sees_a_file_or_a_folder_that_was_moved_in(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "call.wav").write_text("x")
    eyes = Eyes(tmp_path)
    assert set(eyes.glance("a").looks) == {"a/b/call.wav"}
    assert set(eyes.glance("a/b/call.wav").looks) == {"a/b/call.wav"}
    assert eyes.glance("gone").looks == {}
    assert eyes.glance("done/call.wav").looks == {}
