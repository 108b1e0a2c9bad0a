"""What importing coach does, before anything else of it is imported."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HEARING = """
import sys
if sys.argv[1] == "coach":
    import coach
from importlib.resources import files
import onnxruntime
model = files("faster_whisper").joinpath("assets", "silero_vad_v6.onnx")
onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
"""


def left_by(home: Path, what: str) -> list[str]:
    """Files that hearing leaves in an empty home."""
    home.mkdir()
    around = {name: value for name, value in os.environ.items() if not name.startswith("ORT_")}
    around |= {"HOME": str(home), "TMPDIR": str(home), "XDG_CACHE_HOME": str(home / ".cache")}
    subprocess.run([sys.executable, "-c", HEARING, what], env=around, check=True, timeout=120)
    return [path.name for path in home.rglob("*") if path.is_file()]


def test_the_libraries_that_hear_note_nothing_for_their_makers(tmp_path: Path) -> None:
    assert left_by(tmp_path / "coach", "coach") == []
