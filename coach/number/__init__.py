"""The telephone number: found in the words, timed in the sound, gathered over the message.

`spans` is the grammar (words only, also for drafts), `time_reading` adds times from the sound,
`readings` does both, `gather` joins readings of one number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.number.gather import gather
from coach.number.grammar import spans
from coach.number.numberspan import NumberSpan
from coach.number.timing import time_reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from coach.records import Reading, Word

__all__ = ["NumberSpan", "gather", "readings", "spans", "time_reading"]


def readings(
    samples: NDArray[np.float32], words: Sequence[Word], region: str = "US"
) -> tuple[Reading, ...]:
    """Find and time every reading of a number in a recording [mono, -1..1, 16 kHz], in order."""
    found = spans([word.text for word in words], region)
    return tuple(time_reading(samples, span, words) for span in found)
