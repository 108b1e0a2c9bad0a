"""Whether a message is in English at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.errors import FailureKind, RecordingError
from coach.records import SAMPLE_RATE_HZ
from coach.voice import speech_s

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.scene import Scene
    from coach.transcribe import Recogniser
    from coach.utterance import Utterance

CLEARLY_FOREIGN, HARDLY_ENGLISH = 0.5, 0.06
"""How sure Whisper must be before a message is turned away for its language (ours)."""

UNREADABLE_LOGPROB, SCARCELY_ENGLISH = -1.0, 0.15
"""... and where English makes no sense of it at all."""

DOUBTFUL_LOGPROB = -0.55
"""Only where English reads this badly is the language asked at all (ours)."""

LEAST_FOREIGN_S = 2.0
"""Less speech than this tells no language."""


def refuse_other_language(
    place: Scene, utterances: Sequence[Utterance], recogniser: Recogniser
) -> None:
    """Turn a message away that is not in English.

    Which language it is is asked only where English reads badly: that costs another encoding.

    Raises
    ------
    RecordingError
        OTHER_LANGUAGE.
    """
    spoken_s = sum(speech_s(place.speech, utterance.window) for utterance in utterances)
    if recogniser.language != "en" or spoken_s < LEAST_FOREIGN_S:
        return
    longest = max(utterances, key=lambda utterance: utterance.window.duration_s)
    if longest.mean_logprob > DOUBTFUL_LOGPROB:
        return
    low, high = (
        round(edge * SAMPLE_RATE_HZ) for edge in (longest.window.start_s, longest.window.end_s)
    )
    likely = recogniser.language_probabilities(place.samples[low:high])
    english = likely.pop("en", 1.0)
    clearly = max(likely.values(), default=0.0) >= CLEARLY_FOREIGN and english <= HARDLY_ENGLISH
    nonsense = longest.mean_logprob < UNREADABLE_LOGPROB and english <= SCARCELY_ENGLISH
    if clearly or nonsense:
        message = "The message does not seem to be in English; coach only knows English so far."
        raise RecordingError(FailureKind.OTHER_LANGUAGE, message)
