"""The telephone number: found in the words, heard in the sound, gathered over the message.

`spans` is the grammar (words only, also for drafts); `listen` hears number words in Whisper's
encoder; `heard_readings` puts both together; `gather` joins readings of one number.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coach.number import head, resemblance
from coach.number.dialling import written_digits
from coach.number.gather import gather
from coach.number.grammar import spans
from coach.number.heard import HeardWord, heard_words, scores
from coach.number.naming import may_hold_number, surely_a_number
from coach.number.numberspan import NumberSpan
from coach.number.said import heard_readings
from coach.number.timing import time_reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from coach.records import Reading, Word

__all__ = [
    "HeardWord",
    "NumberSpan",
    "gather",
    "heard_readings",
    "listen",
    "may_hold_number",
    "readings",
    "spans",
    "surely_a_number",
    "time_reading",
    "written_digits",
]


def listen(frames: NDArray[np.float32], start_s: float) -> tuple[HeardWord, ...]:
    """Hear the number words in encoder frames [n, 512] that begin at `start_s`."""
    found = heard_words(scores(head.load(), frames, start_s))
    among = resemblance.load()
    return tuple(
        replace(word, place=among.place(frames, word.start_s - start_s, word.end_s - start_s))
        for word in found
    )


def readings(
    samples: NDArray[np.float32], words: Sequence[Word], region: str = "US"
) -> tuple[Reading, ...]:
    """Find and time every reading in words alone [samples mono, -1..1, 16 kHz], in order."""
    return heard_readings(samples, words, (), region)[1]
