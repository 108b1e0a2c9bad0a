"""The nouns, in the order data flows through them. All frozen; times are seconds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime  # noqa: TC003  # msgspec reads annotations
from typing import TYPE_CHECKING, Literal

from coach.telephone import Digit as Digit
from coach.telephone import DigitGroup as DigitGroup
from coach.telephone import PhoneNumber as PhoneNumber  # noqa: TC001  # msgspec reads annotations
from coach.telephone import Reading as Reading  # noqa: TC001  # msgspec reads annotations
from coach.telephone import Timing as Timing

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from coach.errors import FailureKind
    from coach.likeness import Pitch
    from coach.said import Clause, Said

SAMPLE_RATE_HZ = 16_000
"""Every recording is heard at this rate: Whisper's and Silero's own."""

CutKind = Literal["ring", "greeting", "beep", "silence", "prompt", "tone"]
Verdict = Literal["pass", "watch", "miss", "not_measurable", "not_applicable"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a recording, on the recording's own clock."""

    start_s: float
    end_s: float

    @property
    def duration_s(self) -> float:
        """Length in seconds, never negative."""
        return max(0.0, self.end_s - self.start_s)

    def overlap_s(self, other: Span) -> float:
        """Seconds that both spans share."""
        return max(0.0, min(self.end_s, other.end_s) - max(self.start_s, other.start_s))


@dataclass(frozen=True, slots=True)
class Recording:
    """One file, who left it, to whom and when: together a message's identity.

    `path` is as given, with bytes that are not UTF-8 as U+FFFD; `location` opens it.
    `recorded_at` is None where nothing tells; `recorded_at_source` says what did, `timezone` is
    the IANA zone it is in where one is known. `guessed` names the fields that were read out of
    the path or the file's time, and that nobody has confirmed.
    """

    path: str
    location: str
    path_bytes: bytes | None = None
    rep: str | None = None
    rep_company: str | None = None
    rep_phone: str | None = None
    prospect: str | None = None
    prospect_company: str | None = None
    prospect_phone: str | None = None
    recorded_at: datetime | None = None
    recorded_at_source: str | None = None
    first_contact: str | None = None
    outcome: str | None = None
    segment: str | None = None
    timezone: str | None = None
    guessed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Audio:
    """Decoded sound.

    `channels` is float32 [shape=(c, n), range -1..1, 16 kHz]; `clipped_shares` is, a channel,
    the share of samples (0..1) that stand in a flat run at full scale before resampling.
    """

    channels: NDArray[np.float32]
    native_rate_hz: int
    codec: str
    clipped_shares: tuple[float, ...]
    warnings: tuple[str, ...] = ()

    @property
    def duration_s(self) -> float:
        """Seconds of sound that were decoded."""
        return float(self.channels.shape[1] / SAMPLE_RATE_HZ)


@dataclass(frozen=True, slots=True)
class Word:
    """One word as the recogniser wrote it, punctuation attached, without outer spaces."""

    text: str
    start_s: float
    end_s: float
    probability: float


@dataclass(frozen=True, slots=True)
class Transcript:
    """The words of the message, in order of time."""

    words: tuple[Word, ...]
    language: str
    model: str

    @property
    def text(self) -> str:
        """The words as a line of text."""
        return written(self.words)


def written(words: Iterable[Word]) -> str:
    """Words as a line of text: single spaces, but none before a number's next group ("-555")."""
    text = " ".join(word.text for word in words)
    return re.sub(r"(?<=\w) (?=-\d)", "", text)


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch that is not the message: what came before it, or after."""

    kind: CutKind
    start_s: float
    end_s: float
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Speech:
    """All that was heard in one recording, whoever left it: what is stored and measured.

    Nothing here depends on the roster, so one file left to five prospects is heard once.
    `pauses` are the silences inside the message [>= 0.15 s]. `level_dbfs` is the RMS level of
    the voiced parts, `snr_db` their distance from the background (None without background),
    `clipped_share` 0..1. `waveform` is peak amplitude 0..1 over equal slices of the recording.
    `suspect_spans` are stretches with a voice that the words do not explain.
    """

    sha256: str
    duration_s: float
    channel: int
    channel_count: int
    message: Span
    cuts: tuple[Cut, ...]
    transcript: Transcript
    readings: tuple[Reading, ...]
    pauses: tuple[Span, ...]
    voiced_s: float
    level_dbfs: float
    peak_dbfs: float
    snr_db: float | None
    clipped_share: float
    waveform: tuple[float, ...]
    warnings: tuple[str, ...] = ()
    suspect_spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a measurement can be heard or, in a draft, read: characters instead of seconds."""

    start_s: float | None
    end_s: float | None
    quote: str
    start_char: int | None = None
    end_char: int | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """A value with its unit, or None with the reason it cannot be measured; never 0 for unknown."""

    id: str
    value: float | str | bool | None
    unit: str
    reason: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the measures across attempts know of a message recorded before this one.

    `clauses` and `said` are what it says, `pitch` is for comparing it quickly; `passed` are the
    rubric rows it passes under the present playbook.
    """

    recorded_at: datetime | None
    attempt: int
    text: str
    path: str
    clauses: tuple[Clause, ...] = ()
    said: tuple[Said, ...] = ()
    pitch: Pitch | None = None
    passed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A message that the same rep left to another prospect before this one."""

    prospect: str | None
    path: str
    recorded_at: datetime | None
    pitch: Pitch


@dataclass(frozen=True, slots=True)
class Review:
    """A scored message: who and when, what was heard, what was measured. Verdicts are derived."""

    recording: Recording
    attempt: int | None
    speech: Speech
    numbers: tuple[PhoneNumber, ...]
    other_numbers: tuple[PhoneNumber, ...]
    measurements: tuple[Measurement, ...]
    warnings: tuple[str, ...]
    versions: dict[str, str] = field(hash=False)

    def measured(self, measurement_id: str) -> Measurement | None:
        """Return the measurement with this id, or None where there is none."""
        return next((m for m in self.measurements if m.id == measurement_id), None)

    @property
    def likeness(self) -> float | None:
        """Likeness to an earlier message, 0..1; None where there is none to compare with."""
        found = self.measured("sameness")
        return found.value if found and isinstance(found.value, float) else None


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict on one row of the playbook, derived from stored measurements."""

    id: str
    question: str
    verdict: Verdict
    target: str
    weight: float
    points: float | None
    advice: str
    source: str
    reason: str | None = None
    by: str = "coach"
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A recording that could not be scored, and why."""

    recording: Recording
    kind: FailureKind
    message: str
    versions: dict[str, str] = field(hash=False)
