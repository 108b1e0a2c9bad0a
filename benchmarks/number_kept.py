"""What was encoded and decoded, kept in a folder, so that another head is tried in minutes.

The encoder's frames are kept in half precision, so figures may differ in the last place from a
run without `--keep`. A change to coach/transcribe.py makes everything anew.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from coach import transcribe
from coach.transcribe import Encoded, Recogniser
from coach.utterance import Utterance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from coach.records import Span


@contextmanager
def kept(folder: Path | None, model_id: str) -> Iterator[None]:
    """Keep what one model encodes and decodes, while this lasts."""
    if folder is None:
        yield
        return
    code = Path(transcribe.__file__).read_bytes()
    place = folder / hashlib.sha256(code + model_id.encode()).hexdigest()[:16]
    place.mkdir(parents=True, exist_ok=True)
    encoded, read = Recogniser.encoded, Recogniser._read
    Recogniser.encoded = _keeping_frames(place, encoded)  # type: ignore[method-assign]  # for a run
    Recogniser._read = _keeping_words(place, read)  # type: ignore[method-assign]  # for a run
    try:
        yield
    finally:
        Recogniser.encoded, Recogniser._read = encoded, read  # type: ignore[method-assign]  # back


def _keeping_frames(place: Path, original: Any) -> Any:
    def encoded(
        self: Recogniser,
        samples: NDArray[np.float32],
        window: Span,
        context_s: float = transcribe.WINDOW_S,
    ) -> Encoded:
        low, high = (round(edge * 16_000) for edge in (window.start_s, window.end_s))
        file = place / f"{_digest(samples[max(0, low) : high], repr(context_s))}.npz"
        if not file.exists():
            made = original(self, samples, window, context_s)
            aside = file.with_suffix(".part.npz")
            frames = np.asarray(made.output).astype(np.float16)
            np.savez(aside, frames=frames, count=made.frame_count)
            aside.replace(file)
        stored = np.load(file)
        frames = stored["frames"].astype(np.float32)
        return Encoded(window, frames, int(stored["count"]), context_s)

    return encoded


def _keeping_words(place: Path, original: Any) -> Any:
    def read(self: Recogniser, encoded: Encoded, *, timestamps: bool) -> Utterance:
        window = repr((encoded.window.start_s, encoded.window.end_s, timestamps))
        file = place / f"{_digest(encoded.output, window)}.json"
        if file.exists():
            return msgspec.json.decode(file.read_bytes(), type=Utterance)
        from ctranslate2 import StorageView

        output = StorageView.from_array(np.ascontiguousarray(encoded.output))
        found = original(
            self, Encoded(encoded.window, output, encoded.frame_count), timestamps=timestamps
        )
        file.write_bytes(msgspec.json.encode(found))
        return found  # type: ignore[no-any-return]  # the original's

    return read


def _digest(values: NDArray[np.float32], more: str = "") -> str:
    return hashlib.sha256(np.ascontiguousarray(values).tobytes() + more.encode()).hexdigest()[:32]
