"""Signs of life: what a watcher writes, and what is read out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.watcher.status import STALE_S, Status, health, metrics, read_status, status_lines

if TYPE_CHECKING:
    from pathlib import Path

NOW = 1_790_000_000.0


def test_a_watcher_is_well_stale_stopped_or_in_trouble(tmp_path: Path) -> None:
    assert health(read_status(tmp_path), NOW) == (False, "No watcher has run in this folder.")
    status = Status("/in", "/out", NOW)
    status.write(tmp_path, NOW)
    told = read_status(tmp_path)
    assert told
    assert health(told, NOW + STALE_S)[0]
    well, sentence = health(told, NOW + STALE_S + 1)
    assert not well
    assert "hangs, or was killed" in sentence
    status.trouble = "/in cannot be seen."
    status.write(tmp_path, NOW)
    assert health(read_status(tmp_path), NOW) == (
        False,
        "The watcher runs, but: /in cannot be seen.",
    )
    status.stopped = True
    status.write(tmp_path, NOW)
    assert "stopped" in health(read_status(tmp_path), NOW + 300)[1]
    assert "/in" in status_lines(told, NOW)[0]


def test_a_status_that_is_none_is_none(tmp_path: Path) -> None:
    (tmp_path / "status.json").write_text("[]")
    assert read_status(tmp_path) is None


def test_metrics_are_lines_that_prometheus_reads() -> None:
    status = Status('/a "b"\n\\c', "/out", NOW)
    status.counts["scored"] = 7
    lines = metrics(status).splitlines()
    assert 'coach_watch_scored_total{folder="/a \\"b\\"\\n\\\\c"} 7' in lines
    assert any(line.startswith("coach_watch_scan_seconds{") for line in lines)
    names = [line.split("{")[0] for line in lines if not line.startswith("#")]
    assert len(names) == len(set(names))
