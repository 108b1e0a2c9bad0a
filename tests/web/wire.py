"""The raw sockets of `benchmarks/web_abuse.py`, for tests."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from web_wire import Answer, Line, asked, chunked, zeros

__all__ = ["Answer", "Line", "asked", "chunked", "zeros"]
