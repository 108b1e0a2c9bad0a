"""When a short window's reading is believed, and when the whole window is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from coach.records import Span, Word
from coach.transcribe import SPARE_S, WINDOW_S, Encoded, Recogniser
from coach.utterance import Utterance

if TYPE_CHECKING:
    from collections.abc import Sequence

SILENCE = np.zeros(16_000, np.float32)
WINDOW = Span(0.0, 10.0)


def _words(text: str, word_s: float) -> tuple[Word, ...]:
    return tuple(
        Word(word, k * word_s, (k + 1) * word_s, 0.9) for k, word in enumerate(text.split())
    )


def _utterance(words: Sequence[Word], logprob: float = -0.2, ratio: float = 1.3) -> Utterance:
    return Utterance(WINDOW, tuple(words), logprob, 0.01, ratio)


GOOD = _utterance(_words("please call me back", 0.3))
TWICE_SAID = _utterance(_words("have a great day have a great day", 0.3))
CRAMMED = _utterance(
    (
        *_words("my line have a great day.", 0.3),
        *(Word(w, 1.8, 1.8, 0.4) for w in ["Have", "a", "great", "day"]),
    )
)


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[float, bool], Utterance]:
    """What is read, by the encoder's window [s] and whether timestamp tokens are asked for."""
    found: dict[tuple[float, bool], Utterance] = {}

    def encoded(
        self: Recogniser, samples: object, window: Span, context_s: float = WINDOW_S
    ) -> Encoded:
        return Encoded(window, None, 1_000, context_s)

    def read(self: Recogniser, encoded: Encoded, *, timestamps: bool) -> Utterance:
        return found[(encoded.context_s, timestamps)]

    monkeypatch.setattr(Recogniser, "encoded", encoded)
    monkeypatch.setattr(Recogniser, "_read", read)
    return found


def _heard(lacking_s: dict[str, float] | None = None) -> tuple[float, Utterance]:
    lacking = lacking_s or {}
    encoded, utterance = Recogniser(None, "en").heard(
        SILENCE, WINDOW, lambda words: lacking.get(" ".join(word.text for word in words), 0.0)
    )
    return encoded.context_s, utterance


SHORT = WINDOW.duration_s + SPARE_S


@pytest.mark.parametrize("good", [GOOD, TWICE_SAID])
def test_a_short_window_is_enough(
    readings: dict[tuple[float, bool], Utterance], good: Utterance
) -> None:
    readings[(SHORT, False)] = good
    assert _heard() == (SHORT, good)


@pytest.mark.parametrize(
    "bad",
    [
        CRAMMED,
        _utterance(_words("mumble mumble", 0.3), logprob=-0.61),
        _utterance(_words("no no no no", 0.3), ratio=2.5),
    ],
)
def test_a_doubtful_reading_is_made_again_from_the_whole_window(
    readings: dict[tuple[float, bool], Utterance], bad: Utterance
) -> None:
    readings |= {(SHORT, False): bad, (WINDOW_S, False): GOOD}
    assert _heard() == (WINDOW_S, GOOD)


def test_voice_without_words_is_read_from_the_whole_window_then_with_timestamps(
    readings: dict[tuple[float, bool], Utterance],
) -> None:
    lost = _utterance(_words("hello", 0.3))
    fuller = _utterance(_words("hello my number is", 0.3))
    readings |= {(SHORT, False): lost, (WINDOW_S, False): lost, (WINDOW_S, True): fuller}
    assert _heard({"hello": 4.0}) == (WINDOW_S, fuller)
    assert _heard({"hello": 4.0, "hello my number is": 5.0}) == (WINDOW_S, lost)


def test_a_long_window_is_whole_at_once(readings: dict[tuple[float, bool], Utterance]) -> None:
    readings[(WINDOW_S, False)] = CRAMMED
    encoded, utterance = Recogniser(None, "en").heard(SILENCE, Span(0.0, 27.0))
    assert (encoded.context_s, utterance) == (WINDOW_S, CRAMMED)
