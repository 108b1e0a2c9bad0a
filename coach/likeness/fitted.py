"""What was fitted: how features of a pair become a likeness, and the frames of everybody."""

from __future__ import annotations

import io
import json
import zlib
from functools import cached_property
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CONSTANTS, FRAMES = "fitted.json", "frames.npz"

EVEN = 0.65
"""Likeness of a pair that is as likely the same as not: between 0.55, where a message is worth
watching, and 0.75, from where it is the same again."""


class Fitted:
    """Read when first asked for; made by `benchmarks/sameness.py --fit`."""

    @cached_property
    def mark(self) -> bytes:
        """Four bytes that are others when something else was fitted."""
        files = (resources.files(__package__).joinpath(name) for name in (CONSTANTS, FRAMES))
        return zlib.crc32(b"".join(file.read_bytes() for file in files)).to_bytes(4)

    @cached_property
    def _constants(self) -> dict[str, Any]:
        text = resources.files(__package__).joinpath(CONSTANTS).read_text(encoding="utf-8")
        constants: dict[str, Any] = json.loads(text)
        return constants

    @property
    def alike(self) -> tuple[float, float]:
        """Cosines at which two clauses have nothing to do with each other, and say the same."""
        low, high = self._constants["alike"]
        return low, high

    @property
    def touched(self) -> tuple[float, float]:
        """Cosines at which one clause is on another matter than another, and on the same."""
        low, high = self._constants["touched"]
        return low, high

    @property
    def frame(self) -> tuple[float, float]:
        """Cosines with a frame at which a clause is none of it, and all of it."""
        low, high = self._constants["frame"]
        return low, high

    @cached_property
    def coefficients(self) -> NDArray[np.float32]:
        """One a feature, in the order of `coach.likeness.compared`."""
        import numpy as np

        return np.array(self._constants["coefficients"], np.float32)

    @property
    def intercept(self) -> float:
        """Log odds of a pair whose features are all 0."""
        return float(self._constants["intercept"])

    @property
    def slope(self) -> float:
        """How much of the log odds a likeness shows: it says how much is shared, not how sure."""
        return float(self._constants["slope"])

    @cached_property
    def frames(self) -> NDArray[np.float32]:
        """Unit vectors [n, 384] of the clauses in frames.toml."""
        import numpy as np

        content = resources.files(__package__).joinpath(FRAMES).read_bytes()
        with np.load(io.BytesIO(content), allow_pickle=False) as kept:
            rows: NDArray[np.float32] = kept["vectors"].astype(np.float32)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows


FITTED = Fitted()
