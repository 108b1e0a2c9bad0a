"""How the watcher is: a small file it renews, so that one that sees nothing any more is seen."""

from __future__ import annotations

import json
import os
import socket
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FORMAT = "coach.watch/1"
STATUS = "status.json"
METRICS = "metrics.prom"
BEAT_S = 5.0
"""How often the file is renewed."""
STALE_S = 30.0
"""A watcher that did not renew it for this long sees nothing (ours)."""

METRIC_HELP = {
    "scored": "Messages scored since the start.",
    "failed": "Files that could not be scored since the start.",
    "copies": "Files that held a message scored before, since the start.",
    "retries": "Files put off to be tried again, since the start.",
    "gone": "Files that went away before they were scored, since the start.",
    "scans": "Full scans since the start.",
}
GAUGE_HELP = {
    "settling": "Files that are watched until they stop changing.",
    "working": "Files in work now.",
    "waiting": "Files waiting to be tried again.",
    "scan_s": "Seconds the last full scan took.",
    "memory_bytes": "Memory of the watching process.",
    "free_bytes": "Free disk where reports and history go.",
    "seeing": "1 while the folder can be seen.",
}


@dataclass(slots=True)
class Status:
    """Counts since the start, and how things are now; times in seconds since 1970."""

    folder: str
    out: str
    started_at: float
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(METRIC_HELP, 0))
    gauges: dict[str, float] = field(default_factory=lambda: dict.fromkeys(GAUGE_HELP, 0.0))
    beat_at: float = 0.0
    last_scan_at: float | None = None
    last_scored_at: float | None = None
    trouble: str | None = None
    stopped: bool = False

    def write(self, place: Path, now: float) -> None:
        """Renew the status and the metrics, each aside first; a full disk is no reason to stop."""
        self.beat_at = now
        self.gauges["memory_bytes"] = float(memory_bytes() or 0)
        told = {"schema": FORMAT, "pid": os.getpid(), "host": socket.gethostname(), **asdict(self)}
        with suppress(OSError):
            _write(place / STATUS, json.dumps(told, indent=1))
            _write(place / METRICS, metrics(self))


def metrics(status: Status) -> str:
    """Metrics in the text format that Prometheus reads, for a textfile collector."""
    label = '{folder="' + _escaped(status.folder) + '"}'
    lines: list[str] = []
    for name, help_text in METRIC_HELP.items():
        full = f"coach_watch_{name}_total"
        lines += [f"# HELP {full} {help_text}", f"# TYPE {full} counter"]
        lines.append(f"{full}{label} {status.counts[name]}")
    gauges = {**status.gauges, "beat_timestamp_s": status.beat_at}
    for name, value in gauges.items():
        full = f"coach_watch_{name}econds" if name.endswith("_s") else f"coach_watch_{name}"
        lines += [f"# HELP {full} {GAUGE_HELP.get(name, 'When the status was renewed.')}"]
        lines += [f"# TYPE {full} gauge", f"{full}{label} {value:.17g}"]
    return "\n".join(lines) + "\n"


def read_status(place: Path) -> dict[str, Any] | None:
    """Read the status a watcher wrote; None where there is none."""
    try:
        told = json.loads((place / STATUS).read_bytes())
    except (OSError, ValueError):
        return None
    return told if isinstance(told, dict) and told.get("schema") == FORMAT else None


def health(told: dict[str, Any] | None, now: float) -> tuple[bool, str]:
    """Whether a watcher is well, and one sentence on it."""
    if told is None:
        return False, "No watcher has run in this folder."
    if told["stopped"]:
        return False, f"The watcher stopped {_ago(told['beat_at'], now)}."
    if now - told["beat_at"] > STALE_S:
        return False, (
            f"The watcher gave its last sign of life {_ago(told['beat_at'], now)}: "
            "it hangs, or was killed. Start it again; nothing is lost."
        )
    if told["trouble"]:
        return False, f"The watcher runs, but: {told['trouble']}"
    return True, "The watcher is well."


def status_lines(told: dict[str, Any], now: float) -> list[str]:
    """The status for people."""
    counts, gauges = told["counts"], told["gauges"]
    scored_at = told["last_scored_at"]
    return [
        f"Folder: {told['folder']}",
        f"Reports: {told['out']}",
        f"Running since: {_when(told['started_at'])} (process {told['pid']} on {told['host']})",
        f"Last scan: {_ago(told['last_scan_at'], now)}, it took {gauges['scan_s'] * 1000:.0f} ms",
        f"Last message scored: {_ago(scored_at, now)}",
        f"Now: {gauges['settling']:.0f} settling, {gauges['working']:.0f} in work, "
        f"{gauges['waiting']:.0f} waiting to be tried again",
        f"Since the start: {counts['scored']} scored, {counts['failed']} failed, "
        f"{counts['copies']} copies, {counts['retries']} put off, {counts['gone']} gone",
    ]


def memory_bytes() -> int | None:
    """Resident memory of this process; None where the system has no plain file that tells."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE")


def tell_service(message: str) -> None:
    """Tell systemd how things are, where it asked to be told (Type=notify)."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address or not hasattr(socket, "AF_UNIX"):
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.connect("\0" + address[1:] if address.startswith("@") else address)
        line.sendall(message.encode())


def _write(path: Path, text: str) -> None:
    aside = path.with_name(f".{path.name}.tmp")
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)


def _escaped(text: str) -> str:
    plain = text.encode("utf-8", "replace").decode()
    return plain.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _when(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def _ago(at: float | None, now: float) -> str:
    if at is None:
        return "never"
    seconds = max(0, round(now - at))
    if seconds < 120:
        return f"{seconds} s ago"
    return f"{seconds // 60} min ago" if seconds < 7200 else f"{seconds // 3600} h ago"
