"""A worker that needs no model: it answers with the words that stand in a file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import numpy as np

from coach.errors import FailureKind, RecordingError
from coach.pipeline import Heard
from coach.records import Span, Speech, Transcript, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

PITCH = (
    "Hi Sam this is Dana from Brightline we cut the time your drivers wait at the gate by a third "
    "and I have an idea for your yard in Reno please give me a call back thanks"
)
OTHER = (
    "Hello Sam Dana again I read that you are hiring forty welders this spring a shop like yours "
    "kept its night shift with our rota so I made a one page plan for you talk soon"
)


def heard(content: bytes) -> Speech:
    """What a recogniser might have heard in a file that holds its own words."""
    words = tuple(
        Word(text, 1.0 + 0.4 * i, 1.3 + 0.4 * i, 0.9)
        for i, text in enumerate(content.decode().split())
    )
    end_s = words[-1].end_s
    return Speech(
        sha256=hashlib.sha256(content).hexdigest(),
        duration_s=end_s + 1,
        channel=0,
        channel_count=1,
        message=Span(1.0, end_s),
        cuts=(),
        transcript=Transcript(words, "en", "fake"),
        readings=(),
        pauses=(),
        voiced_s=end_s - 1.0,
        level_dbfs=-20.0,
        peak_dbfs=-6.0,
        snr_db=40.0,
        clipped_share=0.0,
        waveform=(0.1, 0.5, 0.1),
    )


class FakeMeaning:
    """Sentence vectors that mean nothing, the same for the same text; counts what it is asked."""

    identity = "fake@sha256:00"
    dimensions = 384

    def __init__(self) -> None:
        self.asked: list[str] = []

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give unit vectors [n, 384], rounded as the real ones are."""
        self.asked += texts
        made = [np.random.default_rng(list(text.encode())).normal(size=384) for text in texts]
        units = [vector / np.linalg.norm(vector) for vector in made]
        return np.array(units, np.float16).astype(np.float32).reshape(len(texts), 384)


class FakeExecutor:
    """Answers for workers: files that begin with a failure's name fail so; the last comes first."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.sound = b"sound"

    def run(  # noqa: D102  # as Executor.run
        self, function: object, items: Iterable[Any], timeout_s: Callable[[Any], float]
    ) -> Iterator[tuple[Any, Any]]:
        for task in reversed(list(items)):
            assert timeout_s(task) > 0
            self.asked.append(task.name)
            yield task, self._answer(task)

    def _answer(self, task: Any) -> Heard | BaseException:
        with open(task.location, "rb") as file:  # noqa: PTH123  # a fake's file
            content = file.read()
        first = content.decode().split()[0]
        if first in FailureKind.__members__:
            return RecordingError(FailureKind[first], "A fake failure.")
        if first == "BUG":
            return ZeroDivisionError("inside")
        return Heard(task.key, heard(content), self.sound)
